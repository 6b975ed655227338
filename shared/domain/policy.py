"""Who comes next and why. How many come before is asked of `shared.domain.places`.

One mechanism, *accumulating priority* (Stanford, Taylor, Ziedins 2014): a ticket's score is the
head start of its class plus the rate of its class times the minutes it has waited; the highest
score is called, ties by arrival. The presets are weights for it (PRESETS):

    arrival        nobody has a head start
    class          green before appointment before ordinary, whatever they waited
    ratio          so many of the preferred to so many ordinary ones, counted at each window
    accumulating   the hall's own weights, and nobody is passed more often than a limit

Beside the score: tickets that a clerk put first, or that came back after a miss and have let the
others pass, come before all; appointments before their time, and those who came back too soon,
after all.

Within one line the first has always the highest score and was passed most often, so only the heads
of a window's lines are looked at, however many wait.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from shared.domain.catalogue import Help
from shared.domain.hall import Hall
from shared.domain.line import Line, line_of
from shared.domain.settings import HallSettings, Preset, Weight
from shared.domain.tickets import Class, Lane, Ticket
from shared.domain.why import Because, Rival, Why

RIVALS_KEPT = 4
EVEN = {class_: Weight() for class_ in Class}
IN_RANKS = {
    Class.ordinary: Weight(),
    Class.appointment: Weight(head_start=10_000.0),
    Class.green: Weight(head_start=20_000.0),
}
TURN = 50_000.0  # more points than a wait or a class can come to
FIRST, IN_LINE, EARLY = range(3)
LANES = (Lane.first, Lane.back, *Class)


class Rules(Struct, frozen=True):
    """A preset's weights; whether the limit of being passed holds; whether classes take turns."""

    weights: dict[Class, Weight]
    limited: bool = True
    turns: bool = False


PRESETS: dict[Preset, Callable[[HallSettings], Rules]] = {
    Preset.arrival: lambda settings: Rules(EVEN),
    Preset.class_: lambda settings: Rules(IN_RANKS, limited=False),
    Preset.ratio: lambda settings: Rules(EVEN, limited=False, turns=True),
    Preset.accumulating: lambda settings: Rules(settings.weights),
}


class Head(Struct, frozen=True):
    """The first of a line, as a window sees it. `tier` is FIRST, IN_LINE or EARLY; `passed` counts
    those who came later and were called before in its line, `overtaken` those of them called while
    it waited there; `limited`: one more may not."""

    ticket: Ticket
    tier: int
    score: float
    passed: int
    overtaken: int
    limited: bool

    @property
    def rank(self) -> tuple[int, float, datetime, int]:
        """The lowest is called."""
        since, seq = self.ticket.arrival
        if self.tier == FIRST:
            return FIRST, float(self.ticket.joined), since, seq
        return self.tier, -self.score, since, seq


class Choice(Struct, frozen=True):
    ticket: Ticket
    why: Why


def rules_of(settings: HallSettings) -> Rules:
    return PRESETS[settings.preset](settings)


def weight_of(settings: HallSettings, class_: Class) -> Weight:
    return rules_of(settings).weights[class_]


def score(weight: Weight, since: datetime, now: datetime) -> float:
    return weight.head_start + weight.rate * (now - since).total_seconds() / 60


def choose(hall: Hall, window: int, now: datetime) -> Choice | None:
    """The ticket a window calls next and why, or None where it may call nobody."""
    heads = _heads(hall, window, now)
    if not heads:
        return None
    first = _first(heads, hall.places_of(window))
    return Choice(first.ticket, _why(hall, window, now, first, heads))


def chosen(hall: Hall, window: int, ticket: Ticket, reason: str, now: datetime) -> Why:
    """Why for a ticket that a person chose out of turn."""
    heads = _heads(hall, window, now)
    head = head_of(hall, window, ticket, now)
    why = _why(hall, window, now, head, [h for h in heads if h.ticket is not ticket])
    return replace(why, because=Because.chosen, reason=reason)


def in_call_order(hall: Hall, window: int, now: datetime, count: int) -> list[Ticket]:
    """The next tickets as a window would call them if it were alone and nobody came; which class
    takes its turn, and who may not be passed, are as they are now."""
    lines = [line.first(count) for line in _lines(hall, window, now)]
    return played(hall, window, lines, now, count)


def played(
    hall: Hall, window: int, lines: list[list[str]], now: datetime, count: int
) -> list[Ticket]:
    """The first `count` that would be called of these lines (ids, each in order), counting the
    calls of each place for those who came back and let others pass."""
    own = hall.places_of(window) if window else ()
    left = [[head_of(hall, window, hall.tickets[id_], now) for id_ in ids] for ids in lines if ids]
    calls: Counter[str] = Counter()
    found: list[Ticket] = []
    while left and len(found) < count:
        standing = {line[0].ticket.place for line in left if line[0].tier == IN_LINE}
        heads = [_by_then(hall, line[0], calls, standing) for line in left]
        following = _first(heads, own).ticket
        found.append(following)
        calls[following.place] += 1
        left = [line[1:] if line[0].ticket is following else line for line in left]
        left = [line for line in left if line]
    return found


def _by_then(hall: Hall, head: Head, calls: Counter[str], standing: set[str]) -> Head:
    """Whoever came back, after these further calls: `standing` are the places with somebody whom
    they can still let pass."""
    ticket = head.ticket
    if ticket.lane is not Lane.back:
        return head
    seen = hall.line_calls.get(ticket.place, 0) + calls[ticket.place]
    comes = seen >= ticket.due or ticket.place not in standing
    return replace(head, tier=FIRST if comes else EARLY)


def _lines(hall: Hall, window: int, now: datetime) -> Iterator[Line]:
    """The lines a window may call from now."""
    places = [*hall.places_of(window)]
    places += [help.queue for help in hall.helps(window) if _needs_help(hall, help, now)]
    for place in places:
        for lane in LANES:
            line = hall.lines.get((place, lane))
            if line:
                yield line


def _needs_help(hall: Hall, help: Help, now: datetime) -> bool:
    """By those whom the helper may call: not by whoever waits for one window alone."""
    firsts = (hall.line(help.queue, lane).head() for lane in LANES)
    waiting = (hall.tickets[first] for first in firsts if first is not None)
    long = timedelta(minutes=help.after_minutes)
    return any(_tier(hall, each, now) != EARLY and now - each.since >= long for each in waiting)


def _heads(hall: Hall, window: int, now: datetime) -> list[Head]:
    return [
        head_of(hall, window, hall.tickets[head], now)
        for line in _lines(hall, window, now)
        if (head := line.head()) is not None
    ]


def head_of(hall: Hall, window: int, ticket: Ticket, now: datetime) -> Head:
    settings = hall.settings
    rules = rules_of(settings)
    points = score(rules.weights[ticket.class_], ticket.since, now)
    if rules.turns and (ticket.class_ is Class.ordinary) is ordinary_is_due(hall, window):
        points += TURN
    later = _passed_by(hall, ticket)
    most = settings.most_overtaken if rules.limited else 0
    return Head(
        ticket,
        _tier(hall, ticket, now),
        points,
        len(later),
        sum(entry > ticket.joined for _, _, entry in later),
        bool(most) and len(later) >= most,
    )


def _tier(hall: Hall, ticket: Ticket, now: datetime) -> int:
    if ticket.lane is Lane.first:
        return FIRST
    if ticket.lane is Lane.back:
        due = _has_let_pass(hall, ticket) or not _to_let_pass(hall, ticket.place, now)
        return FIRST if due else EARLY
    return EARLY if ticket.since > now else IN_LINE


def _has_let_pass(hall: Hall, ticket: Ticket) -> bool:
    """Whether a ticket that came back has let as many pass as it had to."""
    return hall.line_calls.get(ticket.place, 0) >= ticket.due


def _to_let_pass(hall: Hall, place: str, now: datetime) -> bool:
    """Whether anybody stands in a line by class whom one who came back can let pass."""
    return any(hall.line(place, class_).waiting_from(now) for class_ in Class)


def _passed_by(hall: Hall, ticket: Ticket) -> list[tuple[datetime, int, int]]:
    """The calls of those who came later by windows that serve its line, also before it joined:
    whoever stands behind it has been passed by no more."""
    passing = hall.passing.get(ticket.place)
    return passing[bisect_right(passing, (ticket.since, ticket.seq + 1, 0)) :] if passing else []


def ordinary_is_due(hall: Hall, window: int) -> bool:
    """Under the preset *ratio*: whether it is an ordinary ticket's turn at a window."""
    preferred, _ = hall.turns.get(window, (0, 0))
    return preferred >= hall.settings.ratio_preferred


def next_turn(hall: Hall, window: int, class_: Class) -> tuple[int, int]:
    """A window's count after a call: of preferred and of ordinary tickets in this round. A call
    out of turn, because the others had nobody, does not count."""
    preferred, ordinary = hall.turns.get(window, (0, 0))
    is_ordinary = class_ is Class.ordinary
    if is_ordinary is not ordinary_is_due(hall, window):
        return preferred, ordinary
    preferred, ordinary = preferred + (not is_ordinary), ordinary + is_ordinary
    return (0, 0) if ordinary >= hall.settings.ratio_ordinary else (preferred, ordinary)


def _first(heads: list[Head], own: tuple[str, ...]) -> Head:
    """The lowest in rank; in its stead whoever it may not pass. `own` are the window's places."""
    first = min(heads, key=lambda h: h.rank)
    return first if first.tier == FIRST else _not_to_be_passed(first, heads, own)


def _not_to_be_passed(first: Head, heads: list[Head], own: tuple[str, ...]) -> Head:
    """The earliest that was passed as often as the limit allows, of its line and of the window's
    own; or itself."""
    places = {first.ticket.place, *own}
    limited = [
        head
        for head in heads
        if head.limited and head.tier == IN_LINE and head.ticket.place in places
    ]
    return min([first, *limited], key=lambda h: h.ticket.arrival)


def _why(hall: Hall, window: int, now: datetime, first: Head, heads: list[Head]) -> Why:
    ticket = first.ticket
    others = [head for head in heads if head is not first]
    rest = sorted([*others, *_behind(hall, window, now, ticket)], key=lambda h: h.rank)
    rules = rules_of(hall.settings)
    weight = rules.weights[ticket.class_]
    return Why(
        waited_seconds=_seconds(now, ticket),
        head_start=weight.head_start,
        score=round(score(weight, ticket.since, now), 3),
        before=rest[0].ticket.number if rest else "",
        rate=weight.rate,
        class_=ticket.class_,
        need=ticket.need,
        preset=hall.settings.preset,
        because=_because(rules, first, rest, _has_let_pass(hall, ticket)),
        passed=first.passed,
        overtaken=first.overtaken,
        limit=hall.settings.most_overtaken if rules.limited else 0,
        booked_for=ticket.booked_for,
        rivals=tuple(_rival(rules, head, ticket, now) for head in rest[:RIVALS_KEPT]),
    )


def _behind(hall: Hall, window: int, now: datetime, ticket: Ticket) -> list[Head]:
    """Whoever stands next in the line that a ticket is the first of."""
    ids = hall.line(*line_of(ticket)).first(2)
    if ids[0] != ticket.id:
        return []
    return [head_of(hall, window, hall.tickets[id_], now) for id_ in ids[1:]]


def _because(rules: Rules, first: Head, rest: list[Head], let_pass: bool) -> Because:
    if first.ticket.lane is Lane.first:
        return Because.first
    if first.tier == EARLY:
        return Because.early
    if first.ticket.lane is Lane.back:
        return Because.back if let_pass else Because.alone
    if not rest:
        return Because.only
    if any(head.rank < first.rank for head in rest):
        return Because.limit
    in_line = [head for head in rest if head.tier == IN_LINE]
    if rules.turns and any(head.ticket.arrival < first.ticket.arrival for head in in_line):
        return Because.turn
    return Because.score


def _rival(rules: Rules, head: Head, first: Ticket, now: datetime) -> Rival:
    ticket = head.ticket
    return Rival(
        number=ticket.number,
        class_=ticket.class_,
        need=ticket.need,
        waited_seconds=_seconds(now, ticket),
        score=round(score(rules.weights[ticket.class_], ticket.since, now), 3),
        earlier_seconds=int((first.since - ticket.since).total_seconds()),
        early=head.tier == EARLY,
        back=ticket.lane is Lane.back,
        booked_for=ticket.booked_for,
    )


def _seconds(now: datetime, ticket: Ticket) -> int:
    """Waited, at least none: an appointment may still be to come."""
    return max(0, int((now - ticket.since).total_seconds()))
