"""Ratings, and the cases that bad ones open."""

from datetime import UTC, datetime, timedelta

import pytest

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.people import Device, Role
from shared.domain.ratings import BAD, CaseState, Rating, RatingCase, RatingReason
from shared.domain.refusals import Malformed, NotAllowed, Unknown, WrongState
from shared.domain.why import Why
from tests.shared.domain.given import (
    Scene,
    being_served,
    finished,
    given,
    id_of,
    issued,
    minutes,
    opened,
    seconds,
    settings,
)

PANEL = "display:D1"
CITIZEN = f"citizen:{id_of('A001')}"
CANNOT = "This service cannot be rated, or was rated already."
OVER = "The time for this rating is over."
REASONS = (RatingReason.attitude, RatingReason.waiting)


def served_one(*before: e.Event) -> tuple[Scene, int]:
    """A001 was served at window 1; and the number of that service."""
    scene = given(*before, opened(), *being_served(), finished("A001"))
    return scene, scene.hall.seq


@pytest.mark.parametrize(("place", "may"), [("1", True), ("2", False), ("", True), ("wall", True)])
def test_a_screen_that_stands_at_a_window_rates_that_one_only(place: str, may: bool) -> None:
    tablet = Device("T1", Role.display, place)
    scene, finish = served_one(e.DevicePaired(tablet))
    asked = scene.when(c.RateService, by="display:T1", finish=finish, rating=Rating.good)
    if may:
        asked.done()
    else:
        asked.refused(NotAllowed, "You may not do this.")


@pytest.mark.parametrize("actor", [PANEL, CITIZEN])
@pytest.mark.parametrize("rating", Rating)
def test_five_levels(actor: str, rating: Rating) -> None:
    scene, finish = served_one()
    scene.when(c.RateService, by=actor, finish=finish, rating=rating, reasons=REASONS)
    rated = e.ServiceRated(finish, id_of("A001"), 1, rating, REASONS)
    if rating not in BAD:
        scene.then(rated)
        assert scene.hall.cases == {}
        return
    case = RatingCase(
        id=finish,
        ticket=id_of("A001"),
        number="A001",
        window=1,
        service="id-card",
        rating=rating,
        reasons=REASONS,
        opened_at=scene.now,
        contact_by=scene.now + timedelta(hours=24),
        close_by=scene.now + timedelta(days=5),
    )
    scene.then(rated, e.CaseOpened(case))
    assert scene.hall.cases == {finish: case}


def test_once() -> None:
    scene, finish = served_one()
    words = {"finish": finish, "rating": Rating.good}
    scene.when(c.RateService, by=PANEL, **words).done()
    for actor in (PANEL, CITIZEN):
        scene.when(c.RateService, by=actor, **words).refused(WrongState, CANNOT)


def test_a_service_that_was_not() -> None:
    scene, finish = served_one()
    for other in (1, finish - 1, finish + 1):
        scene.when(c.RateService, by=PANEL, finish=other, rating=Rating.good).refused(
            WrongState, CANNOT
        )


def test_a_panel_asks_for_a_while() -> None:
    """And ten seconds more for the press on a panel that was still asking."""
    scene, finish = served_one()
    words = {"by": PANEL, "finish": finish, "rating": Rating.good}
    assert scene.given(seconds(40)).when(c.RateService, **words).refusal is None
    scene.given(seconds(0.001)).when(c.RateService, **words).refused(WrongState, OVER)


def test_the_hall_says_how_long() -> None:
    scene, finish = served_one(settings(rating_seconds=600))
    scene.given(seconds(610)).when(c.RateService, by=PANEL, finish=finish, rating=Rating.good)
    scene.done()


def test_a_panel_asks_about_the_last_service_at_its_window() -> None:
    scene, finish = served_one()
    scene.given(*being_served("A002"), finished("A002"))
    scene.when(c.RateService, by=PANEL, finish=finish, rating=Rating.good).refused(WrongState, OVER)
    scene.when(c.RateService, by=PANEL, finish=scene.hall.seq, rating=Rating.good).done()
    scene.when(c.RateService, by=CITIZEN, finish=finish, rating=Rating.good).done()


def test_whoever_holds_the_ticket_may_rate_until_the_day_is_over() -> None:
    scene, finish = served_one()
    words = {"by": CITIZEN, "finish": finish, "rating": Rating.good}
    scene.given(timedelta(hours=5))
    assert scene.when(c.RateService, **words).refusal is None
    scene.at(datetime(2026, 11, 24, 1, tzinfo=UTC))
    scene.when(c.OpenDay, by="system:hall", day="20261124").done()
    scene.when(c.RateService, **words).refused(NotAllowed, "You may not do this.")
    scene.when(c.RateService, **words | {"by": PANEL}).refused(WrongState, CANNOT)


def test_not_the_service_of_another() -> None:
    scene, finish = served_one()
    scene.given(issued("A002"))
    scene.when(
        c.RateService, by=f"citizen:{id_of('A002')}", finish=finish, rating=Rating.good
    ).refused(NotAllowed, "You may not do this.")


def test_a_service_that_was_taken_back() -> None:
    scene, finish = served_one()
    scene.when(c.UndoPress, window=1).done()
    scene.when(c.RateService, by=PANEL, finish=finish, rating=Rating.good).refused(
        WrongState, CANNOT
    )


def test_each_step_of_a_visit() -> None:
    visit = issued("A001", visit=("id-card", "passport"))
    scene = given(opened(), visit, e.TicketCalled(id_of("A001"), 1, Why(0, 0.0, 0.0)))
    scene.given(e.ServiceStarted(id_of("A001"), 1)).when(c.FinishService, window=1).done()
    finish = scene.hall.last_finish[1]
    scene.when(c.RateService, by=PANEL, finish=finish, rating=Rating.good).done()


def bad_one(*before: e.Event) -> tuple[Scene, int]:
    scene, finish = served_one(*before)
    scene.when(c.RateService, by=PANEL, finish=finish, rating=Rating.bad).done()
    return scene, finish


class TestCases:
    def test_the_hall_says_until_when(self) -> None:
        scene, finish = bad_one(settings(case_contact_hours=2, case_close_days=1))
        case = scene.hall.cases[finish]
        assert case.contact_by - case.opened_at == timedelta(hours=2)
        assert case.close_by - case.opened_at == timedelta(days=1)

    def test_contacted_and_closed(self) -> None:
        scene, finish = bad_one()
        scene.when(c.ContactCase, by="staff:sun", case=finish, note=" 已致电 ")
        scene.then(e.CaseContacted(finish, "sun", "已致电"))
        case = scene.hall.cases[finish]
        assert (case.state, case.contacted_by, case.contact) == (
            CaseState.contacted, "sun", "已致电",
        )  # fmt: skip
        scene.given(minutes(5))
        scene.when(c.CloseCase, by="staff:admin", case=finish, note="explained")
        scene.then(e.CaseClosed(finish, "admin", "explained"))
        case = scene.hall.cases[finish]
        assert (case.state, case.closed_by, case.done) == (
            CaseState.closed, "admin", "explained",
        )  # fmt: skip
        assert (case.contacted_by, case.contact) == ("sun", "已致电")
        assert case.contacted_at is not None
        assert case.closed_at == case.contacted_at + minutes(5)

    def test_not_closed_without_contact_but_contacted_twice(self) -> None:
        scene, finish = bad_one()
        scene.when(c.CloseCase, by="staff:sun", case=finish, note="done").refused(
            WrongState, "Contact the citizen first, or note that you tried to."
        )
        for _ in range(2):
            scene.when(c.ContactCase, by="staff:sun", case=finish, note="tried").done()
        scene.when(c.CloseCase, by="staff:sun", case=finish, note="done").done()

    @pytest.mark.parametrize("kind", [c.ContactCase, c.CloseCase])
    def test_a_closed_one(self, kind: type[c.Command]) -> None:
        scene, finish = bad_one()
        scene.given(e.CaseClosed(finish, "sun", "done"))
        scene.when(kind, by="staff:sun", case=finish, note="x").refused(
            WrongState, "This case is closed already."
        )

    @pytest.mark.parametrize("kind", [c.ContactCase, c.CloseCase])
    def test_one_that_is_not_there(self, kind: type[c.Command]) -> None:
        scene, finish = bad_one()
        scene.when(kind, by="staff:sun", case=finish + 1, note="x").refused(
            Unknown, "There is no such case, or it was closed before today."
        )

    @pytest.mark.parametrize("kind", [c.ContactCase, c.CloseCase])
    def test_odd_words(self, kind: type[c.Command]) -> None:
        scene, finish = bad_one()
        scene.given(e.CaseContacted(finish, "sun", "tried"))
        words = {"by": "staff:sun", "case": finish}
        scene.when(kind, **words, note=" ").refused(Malformed, "Please write something here.")
        scene.when(kind, **words, note="x" * 501).refused(
            Malformed, "This text is too long: at most 500 characters."
        )
        assert scene.when(kind, **words, note="x" * 500).refusal is None

    def test_they_go_on_over_midnight_until_they_are_closed(self) -> None:
        scene, first = bad_one()
        scene.given(*being_served("A002"), finished("A002"))
        second = scene.hall.seq
        scene.when(c.RateService, by=PANEL, finish=second, rating=Rating.poor).done()
        scene.given(e.CaseContacted(first, "sun", "tried"), e.CaseClosed(second, "sun", "done"))
        carried = scene.hall.cases[first]
        scene.at(datetime(2026, 11, 24, 1, tzinfo=UTC))
        (day,) = scene.when(c.OpenDay, by="system:hall", day="20261124").done()
        assert day.cases == (carried,)  # type: ignore[attr-defined]
        assert scene.hall.cases == {first: carried}
        scene.when(c.CloseCase, by="staff:sun", case=second, note="x").refused(
            Unknown, "There is no such case, or it was closed before today."
        )
        scene.when(c.CloseCase, by="staff:sun", case=first, note="done").done()
