"""Looks at personal records."""

from datetime import date

import pytest

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.refusals import NotAllowed, Unknown
from tests.shared.domain.given import Scene, asked_home_visit, booked, given, id_of, issued

SUN, GU = "staff:sun", "staff:gu"


class TestLooking:
    def scene(self) -> Scene:
        home_visit = e.HomeVisitAssigned("v904", "wang", date(2026, 11, 24))
        return given(
            issued("A001"),
            booked(),
            asked_home_visit(),
            asked_home_visit("v906", "two"),
            home_visit,
        )

    @pytest.mark.parametrize(
        ("record", "of"), [("ticket", id_of("A001")), ("booking", "b900"), ("home-visit", "v906")]
    )
    def test_stewards_and_those_who_supervise(self, record: str, of: str) -> None:
        for by in (GU, SUN, "staff:admin"):
            self.scene().when(c.SeePersonal, by=by, record=record, of=of).then(
                e.PersonalSeen(record, of)
            )
        self.scene().when(c.SeePersonal, by="staff:wang", record=record, of=of).refused(
            NotAllowed, "You may not do this."
        )

    def test_a_clerk_a_visit_of_their_own(self) -> None:
        words = {"record": "home-visit", "of": "v904"}
        self.scene().when(c.SeePersonal, by="staff:wang", **words).done()
        self.scene().when(c.SeePersonal, by="staff:li", **words).refused(
            NotAllowed, "You may not do this."
        )

    def test_a_record_that_is_none(self) -> None:
        for record, of in (("ticket", "b900"), ("booking", "v904"), ("home-visit", id_of("A001"))):
            self.scene().when(c.SeePersonal, by=GU, record=record, of=of).refused(
                Unknown, "There is no such record."
            )
