"""Days of the small hall that together hold every event there is. Each begins at ten o'clock."""

from datetime import timedelta

from shared.bus import Bus
from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.catalogue import Help
from shared.domain.events import PauseReason
from shared.domain.help_calls import HelpReason
from shared.domain.notices import NoticeKind, Picture
from shared.domain.ratings import Rating, RatingReason
from shared.domain.screens import Screen
from shared.domain.settings import HallSettings
from shared.domain.tickets import Class, Need
from tests.small_hall import CATALOGUE, LI, SYSTEM, WANG, ZHAO, Clock, book, key_for, new_id, take

SUN, GU = "staff:sun", "staff:gu"


class Day:
    def __init__(self, bus: Bus, clock: Clock) -> None:
        self.bus, self.clock = bus, clock

    def do(self, asked: type[c.Command], /, by: str = WANG, **words: object) -> e.Entry:
        entry = self.bus.execute(asked(id=new_id(), by=by, **words))[0]  # type: ignore[call-arg]
        self.clock.move(seconds=20)
        return entry

    def at(self, window: int, *moves: type[c.Command], by: str = WANG) -> e.Entry:
        for move in moves:
            entry = self.do(move, by, window=window)
        return entry

    def take(self, service: str = "id-card", **more: object) -> str:
        (entry,) = self.bus.execute(take(service, by=GU, **more))  # type: ignore[arg-type]
        self.clock.move(seconds=20)
        return entry.event.ticket  # type: ignore[attr-defined, no-any-return]


SERVE = (c.CallNext, c.StartService, c.FinishService)


def a_plain_day(day: Day) -> None:
    for window, clerk in ((1, WANG), (2, LI), (4, SUN)):
        day.at(window, c.OpenWindow, by=clerk)
    for service in ("id-card", "invoice", "estate", "id-card", "invoice", "passport"):
        day.take(service)
    for move in (*SERVE, c.CallNext, c.Recall, c.MissTicket, c.CallNext):
        for window, clerk in ((1, WANG), (4, SUN)):
            day.at(window, move, by=clerk)
    day.at(2, c.CloseWindow, by=LI)
    day.do(c.OpenSpecially, SUN, reason="rain")
    day.clock.move(hours=5)
    day.take()


def sent_on_and_set_aside(day: Day) -> None:
    for window, clerk in ((1, WANG), (3, ZHAO), (4, SUN)):
        day.at(window, c.OpenWindow, by=clerk)
    first, second = day.take(), day.take()
    day.at(1, c.CallNext, c.StartService)
    day.do(c.HoldTicket, window=1, reason="a copy")
    day.at(1, c.CallNext, c.StartService)
    day.do(c.TransferTicket, window=1, queue="C", to_window=3, note="see inside")
    day.do(c.ResumeTicket, window=1, ticket=first)
    day.do(c.TransferTicket, window=1, queue="C", first=True)
    day.at(3, c.CallNext, by=ZHAO)
    day.do(c.TransferTicket, ZHAO, window=3, queue="A", to_window=4)
    day.do(c.CancelTicket, GU, ticket=second, reason="left")


def for_one_window_that_does_not_serve_its_queue(day: Day) -> None:
    for window, clerk in ((1, WANG), (3, ZHAO)):
        day.at(window, c.OpenWindow, by=clerk)
    first, second = day.take("estate"), day.take("estate")
    for _ in (first, second):
        day.at(3, c.CallNext, c.StartService, by=ZHAO)
        day.do(c.TransferTicket, ZHAO, window=3, queue="C", to_window=1)
    green = {"class_": Class.green, "need": Need.elderly, "reason": "asked"}
    day.do(c.SetClass, GU, ticket=first, **green)
    day.do(c.CancelTicket, GU, ticket=first, reason="left")
    day.at(1, c.CallNext)


def a_visit_of_three(day: Day) -> None:
    for window, clerk in ((1, WANG), (3, ZHAO)):
        day.at(window, c.OpenWindow, by=clerk)
    day.take("id-card", then=("invoice", "estate"))
    day.at(1, *SERVE)
    day.clock.move(seconds=-15)
    day.at(1, c.UndoPress)
    day.at(1, c.FinishService)
    day.at(3, *SERVE, *SERVE, by=ZHAO)


def presses_taken_back(day: Day) -> None:
    day.at(1, c.OpenWindow)
    for _ in range(3):
        day.take()
    for presses in ((c.CallNext,), (c.CallNext, c.MissTicket), (c.StartService, c.FinishService)):
        day.at(1, *presses)
        day.clock.move(seconds=-15)
        day.at(1, c.UndoPress)


def windows_pause_and_change(day: Day) -> None:
    for window, clerk in ((1, WANG), (2, LI)):
        day.at(window, c.OpenWindow, by=clerk)
    day.take("estate")
    day.do(c.PauseWindow, window=1, reason=PauseReason.meal, until="11:00")
    day.at(1, c.EndPause)
    day.do(c.ServeQueues, SUN, window=1, queues=("C",), helps=(Help("A", 5),))
    day.at(1, c.CallNext)
    day.do(c.HandOverWindow, window=1, to="sun")
    day.at(1, c.StartService, c.FinishService, by=SUN)
    day.at(1, c.CloseWindow, by=SUN)
    day.do(c.SetAutomatic, LI, window=2, pause_seconds=30)
    day.at(2, c.ArmWindow, by=LI)
    day.take()


def helpers(day: Day) -> None:
    day.do(c.OpenWindow, SUN, window=1)
    day.do(c.ServeQueues, SUN, window=1, queues=("A",), helps=(Help("C", 5),))
    day.take("estate")
    day.clock.move(minutes=6)
    day.take("estate")
    day.at(1, c.CallNext, by=SUN)


def missed_and_back(day: Day) -> None:
    day.at(1, c.OpenWindow)
    first, _ = day.take(), day.take()
    day.at(1, c.CallNext, c.MissTicket)
    day.do(c.RequeueTicket, GU, ticket=first)
    day.at(1, c.CallNext, c.MissTicket)
    day.clock.move(minutes=40)
    day.bus.do_what_is_due()
    day.at(1, c.CallNext, c.MissTicket)


def without_a_number(day: Day) -> None:
    day.at(1, c.OpenWindow)
    id_ = new_id()
    words = {"window": 1, "service": "passport", "reason": "in a hurry", "key": key_for(id_)}
    day.bus.execute(c.ServeWalkIn(id=id_, by=WANG, **words))  # type: ignore[arg-type]
    day.at(1, c.FinishService)


def ratings_and_messages(day: Day) -> None:
    day.at(1, c.OpenWindow)
    day.take()
    finish = day.at(1, *SERVE).seq
    day.do(
        c.RateService,
        "display:D1",
        finish=finish,
        rating=Rating.bad,
        reasons=(RatingReason.attitude,),
    )
    day.do(c.ContactCase, SUN, case=finish, note="spoke")
    day.do(c.CloseCase, SUN, case=finish, note="done")
    day.do(c.SendMessage, SUN, window=1, text="please help")
    day.do(c.SendMessage, SUN, text="rain")
    day.do(c.ChangeSettings, SUN, settings=HallSettings(undo_seconds=60, rating_seconds=600))


def screens_and_voices(day: Day) -> None:
    """A screen for a zone and one for a queue; calls and words that are said, and said again."""
    day.do(c.SetUpScreen, SYSTEM, device="D1", screen=Screen(name="Door", zones=("east",)))
    day.do(c.SetUpScreen, SYSTEM, device="D1", screen=Screen(queues=("C",), speaker="hall"))
    day.do(
        c.Announce, SUN, text={"zh": "大厅十五分钟后关门", "en": "We close in a quarter of an hour"}
    )
    day.do(c.RepeatAnnouncement, SUN)
    day.at(1, c.OpenWindow)
    day.take(language="en")
    day.at(1, c.CallNext)
    day.do(c.RepeatAnnouncement, SUN, zone="east")
    day.do(c.PairDevice, SYSTEM, device="D1", kind="display")
    day.do(c.RevokeDevice, SYSTEM, device="D1")


def appointments(day: Day) -> None:
    """One moved, one cancelled, one checked in for, one nobody comes to and that is excused."""
    ten = day.clock.at.replace(minute=0, second=0)
    at = {hour: ten.replace(hour=hour - 8) for hour in (11, 14, 15)}
    moved, left, missed, due = (
        day.bus.execute(book(at[hour], by, person))[0].event.booking.id  # type: ignore[attr-defined]
        for hour, by, person in (
            (14, "public:web", "one"), (14, GU, "two"), (15, "kiosk:K1", "three"),
            (11, "visitor:a-phone", "four"),
        )
    )  # fmt: skip
    day.do(c.MoveAppointment, f"citizen:{moved}", booking=moved, starts_at=at[15])
    day.do(c.CancelAppointment, GU, booking=left, reason="ill")
    day.do(c.SeePersonal, GU, record="booking", of=moved)
    id_ = new_id()
    day.bus.execute(c.CheckIn(id=id_, by="kiosk:K1", booking=due, key=key_for(id_)))
    day.at(1, c.OpenWindow)
    day.clock.move(hours=1)
    day.at(1, *SERVE)
    next_weekday(day.clock)
    day.bus.begin_day()
    day.do(c.ExcuseNoShow, SUN, booking=missed, reason="snow")


def with_more_time(day: Day) -> None:
    day.at(1, c.OpenWindow)
    first, *_ = (day.take() for _ in range(5))
    day.do(c.AskMoreTime, f"citizen:{first}", ticket=first)
    green = day.take(class_=Class.green, need=Need.infant)
    day.do(c.ConfirmClass, GU, ticket=green)
    for _ in range(5):
        day.at(1, *SERVE)


def help_in_the_hall(day: Day) -> None:
    """Calls, notices, loans and home visits, each ended and one of each still open at midnight."""
    day.at(1, c.OpenWindow)
    ticket = day.take()
    citizen = f"citizen:{ticket}"
    first = day.do(c.AskHelp, citizen, reason=HelpReason.wheelchair).seq
    second = day.do(c.AskHelp, "kiosk:K1", reason=HelpReason.form).seq
    day.do(c.AskHelp, WANG, reason=HelpReason.first_aid, window=1)
    day.do(c.TakeHelp, GU, help=first)
    loan = day.do(c.LendItem, GU, item="wheelchair", tag="2", ticket=ticket[-4:]).seq
    day.do(c.CloseHelp, GU, help=first, note="wheelchair 2")
    day.do(c.CloseHelp, "kiosk:K1", help=second)
    day.do(c.ReturnItem, GU, loan=loan)
    day.do(c.LendItem, GU, item="glasses")
    until = day.clock.at + timedelta(hours=2)
    texts = {"zh": "系统升级", "en": "The system is renewed"}
    note = day.do(c.PostNotice, SUN, kind=NoticeKind.note, until=until, text=texts).seq
    words = {"kind": NoticeKind.closing_early, "at": "15:30", "department": "police"}
    notice = day.do(c.PostNotice, SUN, until=until, replaces=note, **words).seq
    day.do(c.WithdrawNotice, SUN, notice=notice)
    day.do(c.PostNotice, SUN, kind=NoticeKind.system_down, until=until + timedelta(days=1))
    words = {"kind": NoticeKind.disclosure, "title": {"zh": "收费标准"}}
    picture = Picture(f"{7:064x}.png", {"zh": "收费表"})
    early = day.do(
        c.PublishNotice, SUN, until=until, since=until - timedelta(hours=1), pictures=[picture],
        **words,
    ).seq  # fmt: skip
    day.do(
        c.PublishNotice, SUN, until=until + timedelta(days=9), text=texts, replaces=early,
        **words | {"title": texts},
    )  # fmt: skip
    home_visits = [
        day.do(c.AskHomeVisit, "public:web", service="id-card", key=key_for(who), person=who)
        for who in ("the first", "the second", "the third")
    ]
    made, not_made, _ = (entry.event.home_visit.id for entry in home_visits)  # type: ignore[attr-defined]
    on = day.clock.at.date() + timedelta(days=1)
    day.do(c.AssignHomeVisit, GU, home_visit=made, to="wang", on=on)
    day.do(c.FinishHomeVisit, WANG, home_visit=made, note="done")
    day.do(c.CancelHomeVisit, f"citizen:{not_made}", home_visit=not_made)
    day.do(c.SetKioskPin, "staff:admin", mark="a mark")
    next_weekday(day.clock)
    day.bus.begin_day()


def the_house(day: Day) -> None:
    a_plain_day(day)
    day.do(c.ImportHall, SYSTEM, catalogue=CATALOGUE)
    day.clock.move(days=1)
    day.at(1, c.OpenWindow)


DAYS = (
    a_plain_day,
    sent_on_and_set_aside,
    for_one_window_that_does_not_serve_its_queue,
    a_visit_of_three,
    presses_taken_back,
    windows_pause_and_change,
    helpers,
    missed_and_back,
    without_a_number,
    ratings_and_messages,
    screens_and_voices,
    appointments,
    with_more_time,
    help_in_the_hall,
    the_house,
)


def next_weekday(clock: Clock) -> None:
    """Ten o'clock in the hall."""
    clock.at = clock.at.replace(hour=2, minute=0, second=0)
    clock.move(days=3 if clock.at.isoweekday() == 5 else 1)
