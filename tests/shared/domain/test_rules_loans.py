"""Loans."""

from msgspec.structs import replace

from shared import queries
from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.refusals import Unknown, WrongState
from tests.shared.domain.given import Scene, given, issued, lent
from tests.small_hall import CATALOGUE

GU = "staff:gu"


class TestLoans:
    def lends(self, scene: Scene, item: str = "wheelchair", **words: object) -> Scene:
        return scene.when(c.LendItem, by=GU, item=item, **words)

    def test_as_many_as_there_are(self) -> None:
        scene = given(lent(910), lent(911))
        self.lends(scene).refused(WrongState, "All pieces are lent.")
        self.lends(scene, "glasses").done()
        scene.when(c.ReturnItem, by=GU, loan=910).then(e.ItemReturned(910))
        self.lends(scene).done()

    def test_a_piece_is_lent_once(self) -> None:
        scene = given(lent(910, tag="7"))
        self.lends(scene, tag=" 7 ").refused(WrongState, "Piece 7 is lent already.")
        self.lends(scene, "glasses", tag="7").done()
        scene.given(e.ItemReturned(910))
        self.lends(scene, tag="7").done()

    def test_to_whoever_has_a_number(self) -> None:
        scene = given(issued("A001"))
        (event,) = self.lends(scene, ticket=" a001 ").done()
        assert event.loan.ticket == "A001"  # type: ignore[attr-defined]
        self.lends(given(), ticket="A9").refused(Unknown, "There is no such number today.")

    def test_what_the_hall_does_not_have(self) -> None:
        self.lends(given(), "boat").refused(Unknown, "The hall does not lend this.")

    def test_given_back_once(self) -> None:
        scene = given(lent(910), e.ItemReturned(910))
        scene.when(c.ReturnItem, by=GU, loan=910).refused(
            WrongState, "This was given back already."
        )
        scene.when(c.ReturnItem, by=GU, loan=777).refused(Unknown, "There is no such loan.")

    def test_given_back_also_where_the_hall_lends_it_no_more(self) -> None:
        scene = given(lent(910), e.HallImported(replace(CATALOGUE, loan_items=())))
        queries.steward(scene.hall, scene.now)
        scene.when(c.ReturnItem, by=GU, loan=910).done()
