"""Home visits."""

from datetime import date

import pytest

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.home_visits import HomeVisitState
from shared.domain.refusals import Malformed, NotAllowed, Unknown, WrongState
from tests.shared.domain.given import (
    Scene,
    asked_home_visit,
    booked,
    given,
    id_of,
    issued,
    settings,
)  # fmt: skip

GU = "staff:gu"


class TestHomeVisits:
    ON = date(2026, 11, 24)
    OWN = "citizen:v904"

    def asks(self, scene: Scene, by: str = "public:web", **words: object) -> Scene:
        usual = {"service": "id-card", "key": "a-key-that-is-long-enough", "person": "me"}
        return scene.when(c.AskHomeVisit, by=by, **(usual | words))

    def test_asked_for(self) -> None:
        scene = given()
        (event,) = self.asks(scene, wanted=self.ON).done()
        home_visit = event.home_visit  # type: ignore[attr-defined]
        assert (home_visit.id, home_visit.by, home_visit.wanted) == (
            f"v{scene.hall.seq}",
            "public",
            self.ON,
        )
        self.asks(scene).refused(WrongState, "You have asked for a home visit already.")
        self.asks(scene, person="other").done()

    def test_again_once_it_has_ended(self) -> None:
        self.asks(given(asked_home_visit(person="me"), e.HomeVisitCancelled("v904"))).done()

    def test_by_telephone_only(self) -> None:
        scene = given(settings(home_visits_online=False))
        self.asks(scene).refused(
            NotAllowed, "Please ask for a home visit by telephone or at the information desk."
        )
        self.asks(scene, GU).done()

    @pytest.mark.parametrize("wanted", [date(2026, 11, 22), date(2027, 1, 23), date(9999, 1, 1)])
    def test_a_day_that_is_none(self, wanted: date) -> None:
        self.asks(given(), wanted=wanted).refused(
            Malformed, "Please choose a day within the next 60 days."
        )
        given(asked_home_visit()).when(
            c.AssignHomeVisit, by=GU, home_visit="v904", to="wang", on=wanted
        ).refused(Malformed, "Please choose a day within the next 60 days.")

    def test_what_the_hub_must_give(self) -> None:
        sentence = "A home visit needs a name, a phone number and a place."
        self.asks(given(), key="short").refused(Malformed, sentence)
        self.asks(given(), person="").refused(Malformed, sentence)
        self.asks(given(), service="x").refused(Unknown, "There is no such service here.")
        self.asks(given(), language="x").refused(Unknown, "There is no such language here.")

    def assigned(self, to: str = "wang") -> Scene:
        return given(asked_home_visit(), e.HomeVisitAssigned("v904", to, self.ON))

    def test_given_to_somebody(self) -> None:
        scene = given(asked_home_visit())
        words = {"by": GU, "home_visit": "v904", "to": "wang", "on": self.ON}
        scene.when(c.AssignHomeVisit, **words).then(e.HomeVisitAssigned("v904", "wang", self.ON))
        scene.when(c.AssignHomeVisit, **words).refused(
            WrongState, "This visit is assigned so already."
        )
        scene.when(c.AssignHomeVisit, **(words | {"to": "li"})).done()
        for nobody in ("gone", "nobody"):
            scene.when(c.AssignHomeVisit, **(words | {"to": nobody})).refused(
                Unknown, "There is no such account."
            )

    def test_made_by_whoever_it_was_given_to(self) -> None:
        scene = self.assigned()
        words = {"home_visit": "v904", "note": "done"}
        scene.when(c.FinishHomeVisit, by="staff:li", **words).refused(
            NotAllowed, "This visit is another's."
        )
        scene.when(c.FinishHomeVisit, by="staff:wang", **words).then(
            e.HomeVisitDone("v904", "done")
        )
        assert scene.hall.home_visits["v904"].state is HomeVisitState.done
        self.assigned().when(c.FinishHomeVisit, by=GU, **words).done()

    def test_not_before_somebody_goes(self) -> None:
        given(asked_home_visit()).when(c.FinishHomeVisit, by=GU, home_visit="v904").refused(
            WrongState, "Nobody has been assigned to this visit."
        )

    def test_ended_it_stays_so(self) -> None:
        scene = self.assigned().given(e.HomeVisitDone("v904"))
        ended = "This home visit has ended."
        for kind, words in (
            (c.FinishHomeVisit, {}), (c.CancelHomeVisit, {}),
            (c.AssignHomeVisit, {"to": "li", "on": self.ON}),
        ):  # fmt: skip
            scene.when(kind, by=GU, home_visit="v904", **words).refused(WrongState, ended)
            scene.when(kind, by=GU, home_visit="v777", **words).refused(
                Unknown, "There is no such home visit."
            )

    def test_cancelled_by_whoever_asked(self) -> None:
        scene = given(asked_home_visit(), asked_home_visit("v906", "two"), booked(), issued("A001"))
        for by in ("citizen:v906", "citizen:b900", f"citizen:{id_of('A001')}"):
            scene.when(c.CancelHomeVisit, by=by, home_visit="v904").refused(
                NotAllowed, "You may not do this."
            )
        scene.when(c.CancelHomeVisit, by=self.OWN, home_visit="v904").then(
            e.HomeVisitCancelled("v904")
        )
