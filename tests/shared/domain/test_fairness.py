"""What citizens may rely on, over random days with several windows, classes, misses, visits,
transfers, calls out of turn and presses taken back."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from hypothesis import given as for_all
from hypothesis import settings as effort
from hypothesis import strategies as st

from shared.domain import events as e
from shared.domain.explain import Said, why_called
from shared.domain.folds import evolve
from shared.domain.hall import Hall
from shared.domain.policy import choose, chosen, rules_of
from shared.domain.settings import HallSettings, Preset
from shared.domain.tickets import Class, Need
from shared.domain.why import Because, Rival, Why
from tests.portrait import portrait
from tests.shared.domain.random_day import HAPPENINGS, RandomDay, orders, steps
from tests.shared.domain.raw_journal import RawJournal, Waiting

Steps = list[tuple[str, int, int, int]]
WINDOWS = (1, 2, 3, 4)
BY_THE_RULES = {Because.score, Because.only, Because.limit, Because.turn, Because.early}
thorough = effort(max_examples=150)


def calls(day: RandomDay) -> Iterator[tuple[e.Entry, e.TicketCalled, RawJournal, Hall]]:
    """Every call of a day, with the journal as it was read and the hall folded to just before."""
    raw, hall = RawJournal(), Hall("small")
    for entry in day.entries:
        if isinstance(entry.event, e.TicketCalled):
            yield entry, entry.event, raw, hall
        raw.take(entry)
        evolve(entry, hall)


@thorough
@for_all(orders, steps)
def test_the_first_of_all_who_wait_is_called(settings: HallSettings, lived: Steps) -> None:
    """Not only the first of each line, as a plain look at everybody says."""
    for entry, event, raw, _ in calls(RandomDay(settings).live(lived)):
        if event.why.because is not Because.chosen:
            expected = raw.expected(event.window, entry.at)
            assert expected is not None
            assert event.ticket == expected.id


@thorough
@for_all(orders, steps)
def test_nobody_is_passed_more_often_than_the_limit(settings: HallSettings, lived: Steps) -> None:
    """By those who came later and were called at a window that serves its line. Left out are calls
    a person has answered for: out of turn, put first in line, without a number; and the second
    call of whoever missed the first. Hence nobody starves: at most so many are called before it
    who came later, and those who came earlier are fewer with each call."""
    limit = settings.most_overtaken if rules_of(settings).limited else 0
    count: Counter[tuple[str, int]] = Counter()
    day = RandomDay(settings).live(lived)
    undone = {x.event.entry for x in day.entries if isinstance(x.event, e.PressUndone)}
    for entry, event, raw, _ in calls(day):
        if event.why.because not in BY_THE_RULES or entry.seq in undone:
            continue
        ticket = raw.tickets[event.ticket]
        for other in raw.waiting():
            lines = raw.own_lines(event.window) | {ticket.line}
            passed = other.line in lines and other.arrival < ticket.arrival
            if passed and not other.lane and not raw.is_early(other, entry.at):
                count[other.id, other.joined] += 1
                assert not limit or count[other.id, other.joined] <= limit


@thorough
@for_all(orders, steps)
def test_first_come_first_served_in_one_class_and_queue(
    settings: HallSettings, lived: Steps
) -> None:
    for _, event, raw, _ in calls(RandomDay(settings).live(lived)):
        if event.why.because not in BY_THE_RULES:
            continue
        ticket = raw.tickets[event.ticket]
        if ticket.lane:
            continue
        alike = [
            other
            for other in raw.waiting()
            if other.line == ticket.line and other.class_ is ticket.class_ and not other.lane
        ]
        assert min(alike, key=lambda other: other.arrival) is ticket


@for_all(orders, steps)
def test_a_window_calls_only_whom_it_serves_or_helps(settings: HallSettings, lived: Steps) -> None:
    for entry, event, raw, _ in calls(RandomDay(settings).live(lived)):
        ticket = raw.tickets[event.ticket]
        assert ticket.at == "line"
        if event.why.because is Because.chosen:
            helped = raw.helps.get(event.window, {})
            assert ticket.line in {*raw.serves[event.window], *helped, f"@{event.window}"}
        else:
            assert ticket.line in raw.lines_of(event.window, entry.at)


@for_all(orders, steps)
def test_the_same_journal_gives_the_same_calls(settings: HallSettings, lived: Steps) -> None:
    day = RandomDay(settings).live(lived)
    again = Hall("small")
    for entry in day.entries:
        evolve(entry, again)
    assert portrait(again) == portrait(day.hall)
    for window in WINDOWS:
        assert choose(again, window, day.now) == choose(day.hall, window, day.now)


@for_all(orders, steps, st.integers(0, 60))
def test_whoever_comes_after_does_not_change_who_is_first(
    settings: HallSettings, lived: Steps, later: int
) -> None:
    """Somebody of the same class in the same queue, or an ordinary number where no turns are
    taken. Only whoever is called early, because nobody else waits, waits for a newcomer."""
    for window in WINDOWS:
        day = RandomDay(settings).live(lived)
        first = choose(day.hall, window, day.now)
        if first is None or first.why.because is Because.early:
            continue
        ticket = first.ticket
        turns = settings.preset is Preset.ratio
        class_ = ticket.class_ if turns or later % 2 else Class.ordinary
        queue = ticket.queue
        event = e.TicketIssued(
            ticket="20261123-Z001", number="Z001", key="z" * 16, queue=queue, service="id-card",
            class_=class_ if class_ is not Class.green or not later else Class.ordinary,
            need=Need.none, language="zh", kiosk="", ahead=0, wait_minutes=0, windows=(1,),
        )  # fmt: skip
        if turns and event.class_ is not ticket.class_:
            continue
        evolve(e.Entry(day.hall.seq + 1, day.now, "test", "test", event), day.hall)
        after = choose(day.hall, window, day.now)
        assert after is not None
        assert after.ticket == ticket


@for_all(orders, steps)
def test_why_is_decided_from_what_was(settings: HallSettings, lived: Steps) -> None:
    """The hall folded to just before a call gives the same choice with the same reasons."""
    for entry, event, _, hall in calls(RandomDay(settings).live(lived)):
        if event.why.because is Because.chosen:
            ticket = hall.tickets[event.ticket]
            assert chosen(hall, event.window, ticket, event.why.reason, entry.at) == event.why
        else:
            choice = choose(hall, event.window, entry.at)
            assert choice is not None
            assert (choice.ticket.id, choice.why) == (event.ticket, event.why)


@thorough
@for_all(orders, steps)
def test_every_figure_of_a_reason_is_what_the_journal_says(
    settings: HallSettings, lived: Steps
) -> None:
    for entry, event, raw, _ in calls(RandomDay(settings).live(lived)):
        check_why(event, raw, entry.at)


def check_why(event: e.TicketCalled, raw: RawJournal, now: datetime) -> None:
    ticket, why = raw.tickets[event.ticket], event.why
    weight = raw.weight(ticket.class_)
    assert why.waited_seconds == waited(ticket, now)
    assert (why.class_, why.need, why.preset) == (ticket.class_, ticket.need, raw.settings.preset)
    assert (why.head_start, why.rate) == (weight.head_start, weight.rate)
    assert why.score == round(raw.score(ticket, now), 3)
    assert (why.passed, why.limit) == (raw.times_passed(ticket), raw.limit())
    assert why.overtaken == raw.times_overtaken(ticket)
    able = [other for other in raw.may_be_called(event.window, now) if other is not ticket]
    numbers = {other.number: other for other in able}
    for rival in why.rivals:
        check_rival(rival, numbers[rival.number], ticket, raw, now)
    assert bool(why.rivals) == bool(able) == bool(why.before)
    assert why.before == (why.rivals[0].number if why.rivals else "")
    DECIDED[why.because](ticket, why, able, raw, event.window, now)


def check_rival(
    rival: Rival, other: Waiting, ticket: Waiting, raw: RawJournal, now: datetime
) -> None:
    assert (rival.class_, rival.need) == (other.class_, other.need)
    assert rival.waited_seconds == waited(other, now)
    assert rival.earlier_seconds == int((ticket.since - other.since).total_seconds())
    assert rival.early == raw.is_early(other, now)
    assert rival.score == round(raw.score(other, now), 3)


def waited(ticket: Waiting, now: datetime) -> int:
    return max(0, int((now - ticket.since).total_seconds()))


Others = list[Waiting]


def _only(t: Waiting, why: Why, able: Others, raw: RawJournal, window: int, at: datetime) -> None:
    assert able == []


def _first(t: Waiting, why: Why, able: Others, raw: RawJournal, window: int, at: datetime) -> None:
    assert t.lane == "first"


def _back(t: Waiting, why: Why, able: Others, raw: RawJournal, window: int, at: datetime) -> None:
    """It let as many pass as it had to."""
    assert t.lane == "back"
    assert raw.calls[t.line] >= t.due


def _alone(t: Waiting, why: Why, able: Others, raw: RawJournal, window: int, at: datetime) -> None:
    """There was nobody in its line to let pass."""
    assert t.lane == "back"
    assert raw.calls[t.line] < t.due
    assert not [o for o in raw.waiting() if o.line == t.line and not o.lane and o.since <= at]


def _early(t: Waiting, why: Why, able: Others, raw: RawJournal, window: int, at: datetime) -> None:
    assert raw.is_early(t, at)
    assert all(raw.is_early(other, at) for other in able)


def _limit(t: Waiting, why: Why, able: Others, raw: RawJournal, window: int, at: datetime) -> None:
    assert why.passed >= why.limit > 0
    assert any(raw.score(other, at) >= raw.score(t, at) for other in able)


def _turn(t: Waiting, why: Why, able: Others, raw: RawJournal, window: int, at: datetime) -> None:
    assert (t.class_ is Class.ordinary) is raw.ordinary_is_due(window)
    assert any(other.arrival < t.arrival for other in able)


def _score(t: Waiting, why: Why, able: Others, raw: RawJournal, window: int, at: datetime) -> None:
    here = [other for other in able if not raw.is_early(other, at)]
    assert not any(other.lane for other in here)
    if raw.settings.preset is not Preset.ratio:
        assert all(raw.score(other, at) <= raw.score(t, at) for other in here)


def _chosen(t: Waiting, why: Why, able: Others, raw: RawJournal, window: int, at: datetime) -> None:
    assert why.reason == "a train"


DECIDED = {
    Because.only: _only,
    Because.first: _first,
    Because.back: _back,
    Because.alone: _alone,
    Because.early: _early,
    Because.limit: _limit,
    Because.turn: _turn,
    Because.score: _score,
    Because.chosen: _chosen,
}


@for_all(orders, steps)
def test_every_sentence_can_be_said(settings: HallSettings, lived: Steps) -> None:
    """With whole figures, none of them below nought."""
    for _, event, raw, _ in calls(RandomDay(settings).live(lived)):
        number = raw.tickets[event.ticket].number
        for said in why_called(number, event.why, lambda at: f"{at:%H:%M}"):
            text = whole(said)
            assert "{" not in text
            assert "-" not in text


def whole(said: Said) -> str:
    values = {n: whole(v) if isinstance(v, Said) else v for n, v in said.values.items()}
    return said.sentence.format(**values)


def test_these_days_hold_every_reason() -> None:
    """Or the properties above would say little."""
    from random import Random

    seen: Counter[Because] = Counter()
    random = Random(7)
    for preset in Preset:
        for _ in range(16):
            lived = [
                (random.choice(HAPPENINGS), random.randint(0, 12), random.randint(1, 4),
                 random.choice([0, 1, 5, 30, 61, 300]))
                for _ in range(150)
            ]  # fmt: skip
            day = RandomDay(HallSettings(preset=preset, most_overtaken=1)).live(lived)
            for entry, event, raw, _ in calls(day):
                check_why(event, raw, entry.at)
                if event.why.because is not Because.chosen:
                    assert raw.expected(event.window, entry.at) is raw.tickets[event.ticket]
                seen[event.why.because] += 1
    assert seen.keys() == set(Because)
    assert min(seen.values()) >= 5
