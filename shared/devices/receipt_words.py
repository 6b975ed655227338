"""The words of the receipt: sentences of the catalogues, as everything else that is written."""

from collections.abc import Sequence
from datetime import datetime

from shared import words
from shared.domain.explain import NEEDS
from shared.domain.tickets import Class, Need
from shared.words import sentence

FIRST = "zh"  # stands before any other language
SECOND = "en"  # for tickets in a language without a catalogue, or whose letters the font lacks

# Keyword arguments, so that their names are not taken for sentences.
RECEIPT_SENTENCES = dict(  # noqa: C408
    number="Your number",
    windows="Where to go",
    windows_value="Windows {windows}",
    zone="Area",
    way="Directions",
    ahead="Ahead of you",
    ahead_value="{count} waiting",
    wait="Likely wait",
    wait_value="About {minutes} min",
    wait_short="Under 1 min",
    issued="Issued",
    materials="Please bring",
    more_materials="and {count} more: please ask at the information desk",
    scan="Scan to follow your place in the queue",
    missed="Missed your call? Come back at a kiosk or by phone",
    visit="Your visit",
)
CLASS_SENTENCES = {
    Class.ordinary: "Ordinary",
    Class.appointment: "Appointment",
    Class.green: "Green channel",
}
COMMAS = {"zh": "、"}


def languages(ticket: str) -> tuple[str, ...]:
    """What a receipt is written in: Chinese, and the ticket's language where that is another."""
    if ticket == FIRST:
        return (FIRST,)
    return (FIRST, ticket if ticket in words.languages() else SECOND)


def letters(language: str) -> str:
    """Everything that a receipt says in a language apart from the hall's own names."""
    said = (*RECEIPT_SENTENCES.values(), *CLASS_SENTENCES.values(), *map(_need, NEEDS))
    return "".join(sentence(language, english) for english in said)


def _need(need: Need) -> str:
    return NEEDS[need].sentence


def word(language: str, name: str, **values: object) -> str:
    return sentence(language, RECEIPT_SENTENCES[name]).format(**values)


def class_line(language: str, class_: Class, need: Need, booked_for: datetime | None = None) -> str:
    """``绿色通道 · 老年人``; ``预约 · 10:30``."""
    said = [sentence(language, CLASS_SENTENCES[class_])]
    if need:
        said.append(sentence(language, _need(need)))
    if booked_for is not None:
        said.append(f"{booked_for:%H:%M}")
    return " · ".join(said)


def windows_line(language: str, windows: Sequence[int]) -> str:
    """The windows' numbers, three or more in a row as a span: ``3–6、9 号窗口``. Empty for none."""
    if not windows:
        return ""
    spans: list[list[int]] = []
    for number in windows:
        if spans and number == spans[-1][-1] + 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    parts: list[str] = []
    for span in spans:
        if len(span) > 2:
            parts.append(f"{span[0]}–{span[-1]}")
        else:
            parts.extend(str(number) for number in span)
    return word(language, "windows_value", windows=COMMAS.get(language, ", ").join(parts))


def wait_line(language: str, minutes: int) -> str:
    if minutes < 1:
        return word(language, "wait_short")
    return word(language, "wait_value", minutes=minutes)
