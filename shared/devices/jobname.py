"""Names of jobs, which become names of files."""

import re

from shared.devices.faults import PrinterFault, Reason

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


def checked(job_id: str) -> str:
    """The name, if it is letters, figures, ``-`` and ``_`` and no longer than 64: no path can be
    made of that. Raises PrinterFault."""
    if not _NAME.fullmatch(job_id):
        raise PrinterFault(Reason.bad_job)
    return job_id
