"""What goes wrong with a printer, in words that may be shown and kept: none of them names a person.

PrinterFault   the job was not printed, or may not have been
"""

from enum import StrEnum


class Reason(StrEnum):
    refused = "refused"
    timed_out = "timed out"
    broken = "line broken"
    no_address = "no such address"
    unreachable = "unreachable"
    offline = "offline"
    paper_out = "paper out"
    cover_open = "cover open"
    not_understood = "bytes not understood"
    bad_job = "bad job name"
    disk = "cannot write"


# The job's own fault: the printer goes on with the next one.
OF_THE_JOB = frozenset({Reason.not_understood, Reason.bad_job})


class PrinterFault(Exception):
    """`reason` is short and fixed; `sent` tells that some bytes had left before the fault, so that
    there may be paper all the same."""

    def __init__(self, reason: Reason, *, sent: bool = False) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.sent = sent
