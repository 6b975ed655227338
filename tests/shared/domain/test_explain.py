"""Why somebody was called, and what puts others before one who waits, in sentences."""

from datetime import datetime
from zoneinfo import ZoneInfo

from shared.domain.explain import Said, place_of, why_called
from shared.domain.places import before, place
from shared.domain.policy import choose, chosen
from shared.domain.settings import Preset
from shared.domain.tickets import Class
from shared.domain.why import Why
from tests.shared.domain.given import (
    Scene,
    being_served,
    called,
    came_for,
    given,
    issued,
    minutes,
    missed,
    opened,
    requeued,
    sent,
    settings,
)

HALL = ZoneInfo("Asia/Shanghai")


def time(at: datetime) -> str:
    return f"{at.astimezone(HALL):%H:%M}"


def text(said: Said) -> str:
    values = {n: text(v) if isinstance(v, Said) else v for n, v in said.values.items()}
    return said.sentence.format(**values)


def why(scene: Scene, window: int = 4) -> list[str]:
    choice = choose(scene.hall, window, scene.now)
    assert choice is not None
    return [text(said) for said in why_called(choice.ticket.number, choice.why, time)]


def why_waits(scene: Scene, number: str) -> list[str]:
    ticket = scene.ticket(number)
    earlier = before(scene.hall, ticket, scene.now, 8)
    ahead = place(scene.hall, ticket, scene.now)
    return [text(said) for said in place_of(ticket, earlier, ahead, time)]


def test_nobody_else() -> None:
    assert why(given(issued("A001"))) == [
        "Nobody else was waiting for this window than A001.",
    ]


def test_others_behind_in_the_same_line() -> None:
    """They were waiting too."""
    scene = given(issued("A001"), minutes(3), issued("A002"), minutes(2), issued("A003"))
    assert why(scene) == ["A001 has waited 5 min.", "A002 came 3 min later."]


def test_the_longer_wait() -> None:
    scene = given(issued("A001"), minutes(3), issued("B001", "invoice"), minutes(2))
    assert why(scene) == ["A001 has waited 5 min.", "B001 came 3 min later."]


def test_the_green_channel() -> None:
    scene = given(issued("A001"), minutes(4), issued("A002", class_=Class.green), minutes(1))
    assert why(scene) == [
        "A002 has waited 1 min; its class counts 20 min more and each minute 1.5 times.",
        "A002 is green channel (Elderly person).",
        "A001 came 4 min earlier.",
    ]


def test_class_before_class_names_no_points() -> None:
    scene = given(settings(preset=Preset.class_), issued("A001"), minutes(4))
    scene.given(issued("A002", class_=Class.green), minutes(1))
    assert why(scene) == [
        "A002 has waited 1 min.",
        "A002 is green channel (Elderly person).",
        "A001 came 4 min earlier.",
    ]


def test_an_appointment() -> None:
    scene = given(came_for("A001", 10), minutes(2))
    scene.given(issued("A002"), minutes(1))
    assert why(scene) == ["A001 has an appointment for 10:00.", "A002 came 2 min later."]


def test_an_appointment_before_its_time() -> None:
    scene = given(came_for("A001", 11))
    assert why(scene) == ["A001 has an appointment for 11:00; nobody else was waiting."]
    scene.given(issued("A002"))
    assert why(scene) == ["A002 has waited 0 min.", "A001 has an appointment for 11:00."]


def test_the_limit() -> None:
    scene = given(settings(most_overtaken=1), opened(), issued("A001"), minutes(1))
    scene.given(issued("A002", class_=Class.green), called("A002"), missed("A002"))
    scene.given(issued("A003", class_=Class.green))
    assert why(scene) == [
        "1 whose turn is later than A001 were called before it at these windows; more may not be.",
        "A003 came 1 min later.",
        "A003 is green channel (Elderly person).",
    ]


def test_turns() -> None:
    scene = given(settings(preset=Preset.ratio), issued("A001"), minutes(1))
    scene.given(issued("A002", class_=Class.green))
    assert why(scene) == [
        "It was the turn of the green channel at this window: A002.",
        "A002 is green channel (Elderly person).",
        "A001 came 1 min earlier.",
    ]


def test_put_first_and_come_back() -> None:
    scene = given(opened(), *being_served("A001"), sent("A001", "A", first=True), issued("A002"))
    assert why(scene) == [
        "A001 was sent here by another window, to be called first.",
        "A002 came about the same time.",
    ]
    scene = given(opened(), issued("A001"), called("A001"), missed("A001"), requeued("A001", 1))
    scene.given(minutes(2), issued("A002"))
    assert why(scene) == [
        "A001 let others pass before: it had missed its call or asked for more time.",
        "A002 came 2 min later.",
    ]


def test_come_back_while_nobody_waits() -> None:
    """Then nobody was let pass."""
    scene = given(opened(), issued("A001"), called("A001"), missed("A001"), requeued("A001", 4))
    assert why(scene) == ["A001 missed its call and came back; nobody else waits in its line."]


def test_out_of_turn() -> None:
    scene = given(issued("A001"), minutes(2), issued("A002"))
    ticket = scene.ticket("A002")
    reason = chosen(scene.hall, 1, ticket, "a train", scene.now)
    assert [text(said) for said in why_called("A002", reason, time)] == [
        "A002 was called out of turn: a train",
        "A001 came 2 min earlier.",
    ]


class TestThoseWhoWait:
    def test_the_first(self) -> None:
        assert why_waits(given(issued("A001")), "A001") == ["Before A001: 0."]

    def test_earlier_and_green(self) -> None:
        scene = given(issued("A001"), minutes(5), issued("A002"), minutes(1))
        scene.given(issued("A003", class_=Class.green))
        assert why_waits(scene, "A002") == [
            "Before A002: 2.",
            "A003 is green channel (Elderly person).",
            "A001 came 5 min earlier.",
        ]

    def test_put_first_and_come_back(self) -> None:
        scene = given(opened(), *being_served("A001"), sent("A001", "A", first=True))
        scene.given(issued("A002"), called("A002"), missed("A002"), requeued("A002", 0))
        scene.given(issued("A003"))
        assert why_waits(scene, "A003") == [
            "Before A003: 2.",
            "A001 was sent here by another window, to be called first.",
            "A002 let others pass before: it had missed its call or asked for more time.",
        ]

    def test_whoever_came_back_is_told_of_those_who_came_later(self) -> None:
        scene = given(opened(), issued("A001"), called("A001"), missed("A001"))
        scene.given(minutes(5), issued("A002"), requeued("A001", 4))
        assert why_waits(scene, "A001") == [
            "Before A001: 1.",
            "A001 lets others pass first: it missed its call or asked for more time.",
            "A002 came 5 min later.",
        ]

    def test_an_appointment_to_come(self) -> None:
        scene = given(issued("A001"), came_for("A002", 11))
        assert why_waits(scene, "A002") == [
            "Before A002: 1.",
            "A002 has an appointment for 11:00.",
            "A001 came before that time.",
        ]


def test_it_says_the_same_for_ever() -> None:
    """From what the journal keeps alone."""
    import msgspec

    scene = given(issued("A001"), minutes(4), issued("A002", class_=Class.green), minutes(1))
    choice = choose(scene.hall, 4, scene.now)
    assert choice is not None
    kept = msgspec.json.decode(msgspec.json.encode(choice.why), type=Why)
    assert kept == choice.why
