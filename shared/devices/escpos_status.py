"""What a printer says of itself: its answers to DLE EOT, read with care.

python-escpos reads silence as "paper adequate", so it is not asked. Each question is answered by
one byte. A byte that is not shaped like an answer is none.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum


class PrinterStatus(StrEnum):
    ready = "ready"
    paper_low = "paper low"
    paper_out = "paper out"
    cover_open = "cover open"
    offline = "offline"
    unknown = "unknown"


PREVENTS = frozenset({PrinterStatus.paper_out, PrinterStatus.cover_open, PrinterStatus.offline})

PRINTER, CAUSE, PAPER = 1, 2, 4  # n of DLE EOT n
QUESTIONS = (PRINTER, CAUSE, PAPER)

_FIXED, _SHAPE = 0b1001_0011, 0b0001_0010  # these bits of every answer have these values
_OFFLINE = 0b0000_1000
_COVER_OPEN, _PAPER_STOPPED = 0b0000_0100, 0b0010_0000
_PAPER_LOW, _PAPER_OUT = 0b0000_1100, 0b0110_0000


def question(number: int) -> bytes:
    """``DLE EOT n``."""
    return bytes((0x10, 0x04, number))


def status_of(answers: Mapping[int, int]) -> PrinterStatus:
    """The status that the answers to the QUESTIONS tell, the worst first.

    An unanswered question, or one answered with a byte of another shape, makes it unknown, unless
    another answer tells of something that prevents printing.
    """
    heard = {asked: byte for asked, byte in answers.items() if byte & _FIXED == _SHAPE}
    printer, cause, paper = (heard.get(asked, 0) for asked in QUESTIONS)
    if cause & _COVER_OPEN:
        return PrinterStatus.cover_open
    if cause & _PAPER_STOPPED or paper & _PAPER_OUT:
        return PrinterStatus.paper_out
    if printer & _OFFLINE:
        return PrinterStatus.offline
    if len(heard) < len(QUESTIONS):
        return PrinterStatus.unknown
    return PrinterStatus.paper_low if paper & _PAPER_LOW else PrinterStatus.ready


def ask(query: Callable[[bytes], int | None]) -> PrinterStatus:
    """Ask all QUESTIONS, one after another. `query` sends one and returns the byte that comes, or
    None. Silence ends the asking, lest a late answer be taken for the next one."""
    answers: dict[int, int] = {}
    for number in QUESTIONS:
        byte = query(question(number))
        if byte is None:
            break
        answers[number] = byte
    return status_of(answers)
