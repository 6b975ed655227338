"""Why somebody was called before others, in sentences anybody may read.

A `Said` is an English message id of `shared/words` and what fills it; a value that is itself a
`Said` is put into the reader's language too. Built from a call's `Why` alone, so that it says
the same for ever.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from shared.domain.settings import Preset
from shared.domain.tickets import Class, Lane, Need, Ticket
from shared.domain.why import Because, Rival, Why


class Said(Struct, frozen=True):
    sentence: str
    values: Mapping[str, object] = {}


NEEDS: dict[Need, Said] = {
    Need.elderly: Said("Elderly person"),
    Need.disabled: Said("Person with a disability"),
    Need.pregnant: Said("Pregnant woman"),
    Need.infant: Said("With a small child"),
    Need.serviceman: Said("Serviceman or veteran"),
    Need.urgent: Said("Urgent matter"),
}

Time = Callable[[datetime], str]


def why_called(number: str, why: Why, time: Time) -> tuple[Said, ...]:
    """For a number that was called, or would be. `time` writes an instant in the hall's zone."""
    said = [BECAUSE[why.because](number, why, time)]
    if _class_decides(why):
        said.append(_class(number, why.class_, why.need))
    for rival in why.rivals:
        said.extend(_rival(rival, time))
    return tuple(said)


def place_of(ticket: Ticket, earlier: Sequence[Ticket], ahead: int, time: Time) -> tuple[Said, ...]:
    """For a number that waits: how many come before it, and what puts the first of them there."""
    said = [Said("Before {number}: {count}.", {"count": ahead, "number": ticket.number})]
    if ticket.lane is Lane.back:
        said.append(_lets_pass(ticket.number))
    elif ticket.booked_for is not None:
        said.append(_booked(ticket.number, ticket.booked_for, time))
    for other in earlier:
        said.extend(_earlier(ticket, other, time))
    return tuple(said)


def _earlier(ticket: Ticket, other: Ticket, time: Time) -> tuple[Said, ...]:
    seconds = int((ticket.since - other.since).total_seconds())
    minutes = abs(seconds) // 60
    values = {"number": other.number, "minutes": minutes}
    if other.lane is Lane.first:
        return (_put_first(other.number),)
    if other.lane is Lane.back:
        return (_back(other.number),)
    if other.booked_for is not None:
        return (_booked(other.number, other.booked_for, time),)
    came = Said("{number} came {minutes} min earlier.", values)
    if ticket.booked_for is not None:
        came = Said("{number} came before that time.", {"number": other.number})
    elif minutes == 0:
        came = Said("{number} came about the same time.", values)
    elif seconds < 0:
        came = Said("{number} came {minutes} min later.", values)
    if other.class_ is Class.ordinary:
        return (came,)
    reason = _class(other.number, other.class_, other.need)
    return (came, reason) if seconds >= 60 else (reason,)


def _class_decides(why: Why) -> bool:
    """Its class is worth a sentence of its own where somebody who came earlier was passed."""
    earlier = any(rival.earlier_seconds > 0 for rival in why.rivals)
    return earlier and why.class_ is not Class.ordinary and why.because is not Because.limit


def _score(number: str, why: Why, time: Time) -> Said:
    minutes = why.waited_seconds // 60
    if why.class_ is Class.appointment and why.booked_for is not None:
        return _booked(number, why.booked_for, time)
    counts_alike = why.head_start == 0 and why.rate == 1
    if why.class_ is Class.ordinary or counts_alike or why.preset is Preset.class_:
        return Said("{number} has waited {minutes} min.", {"number": number, "minutes": minutes})
    return Said(
        "{number} has waited {minutes} min; its class counts {head_start} min more and each"
        " minute {rate} times.",
        {
            "number": number,
            "minutes": minutes,
            "head_start": f"{why.head_start:g}",
            "rate": f"{why.rate:g}",
        },
    )


def _only(number: str, why: Why, time: Time) -> Said:
    return Said("Nobody else was waiting for this window than {number}.", {"number": number})


def _put_first(number: str, *_: object) -> Said:
    return Said("{number} was sent here by another window, to be called first.", {"number": number})


def _back(number: str, *_: object) -> Said:
    return Said(
        "{number} let others pass before: it had missed its call or asked for more time.",
        {"number": number},
    )


def _limit(number: str, why: Why, time: Time) -> Said:
    return Said(
        "{count} whose turn is later than {number} were called before it at these windows; more"
        " may not be.",
        {"number": number, "count": why.passed},
    )


def _turn(number: str, why: Why, time: Time) -> Said:
    return Said(
        "It was the turn of {class} at this window: {number}.",
        {"number": number, "class": CLASSES[why.class_]},
    )


def _early(number: str, why: Why, time: Time) -> Said:
    if why.booked_for is None:
        return _only(number, why, time)
    return Said(
        "{number} has an appointment for {time}; nobody else was waiting.",
        {"number": number, "time": time(why.booked_for)},
    )


def _alone(number: str, why: Why, time: Time) -> Said:
    return Said(
        "{number} missed its call and came back; nobody else waits in its line.",
        {"number": number},
    )


def _chosen(number: str, why: Why, time: Time) -> Said:
    return Said(
        "{number} was called out of turn: {reason}", {"number": number, "reason": why.reason}
    )


BECAUSE: dict[Because, Callable[[str, Why, Time], Said]] = {
    Because.score: _score,
    Because.only: _only,
    Because.first: _put_first,
    Because.back: _back,
    Because.alone: _alone,
    Because.limit: _limit,
    Because.turn: _turn,
    Because.early: _early,
    Because.chosen: _chosen,
}
CLASSES: dict[Class, Said] = {
    Class.ordinary: Said("ordinary numbers"),
    Class.appointment: Said("appointments"),
    Class.green: Said("the green channel"),
}


def _class(number: str, class_: Class, need: Need) -> Said:
    if class_ is Class.green and need in NEEDS:
        return Said("{number} is green channel ({need}).", {"number": number, "need": NEEDS[need]})
    return Said("{number} is of {class}.", {"number": number, "class": CLASSES[class_]})


def _rival(rival: Rival, time: Time) -> tuple[Said, ...]:
    """What of another: how much earlier or later, and its class where that matters."""
    if rival.back:
        return (_lets_pass(rival.number),) if rival.early else ()
    if rival.booked_for is not None:
        return (_booked(rival.number, rival.booked_for, time),)
    minutes = abs(rival.earlier_seconds) // 60
    values = {"number": rival.number, "minutes": minutes}
    if minutes == 0:
        return (Said("{number} came about the same time.", {"number": rival.number}),)
    if rival.earlier_seconds > 0:
        return (Said("{number} came {minutes} min earlier.", values),)
    later = Said("{number} came {minutes} min later.", values)
    if rival.class_ is Class.ordinary:
        return (later,)
    return (later, _class(rival.number, rival.class_, rival.need))


def _lets_pass(number: str) -> Said:
    return Said(
        "{number} lets others pass first: it missed its call or asked for more time.",
        {"number": number},
    )


def _booked(number: str, at: datetime, time: Time) -> Said:
    return Said("{number} has an appointment for {time}.", {"number": number, "time": time(at)})
