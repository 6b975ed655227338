"""What may be asked on a random day beside the queues: appointments, help, loans, home visits."""

from datetime import timedelta

from shared.domain import commands as c
from shared.domain.bookings import BookingState
from shared.domain.hall import Hall
from shared.domain.help_calls import OPEN_HELP, HelpReason
from shared.domain.home_visits import OPEN_HOME_VISITS
from shared.domain.notices import NoticeKind, Picture
from shared.domain.slots import days_to_book, slots_on
from shared.domain.tickets import Class, State
from tests.small_hall import book, key_for, new_id

Words = dict[str, object]
Asked = tuple[type[c.Command], str, Words]

PEOPLE = ("one", "two", "three", "four", "five")


def booked(hall: Hall, choice: int) -> c.BookAppointment:
    """A time that can be booked, as far as there is one; near and far ones."""
    days = days_to_book(hall, "passport", hall.at) or [hall.at.date()]
    day = days[choice % 2 and -1]
    slots = slots_on(hall, "passport", day)
    at = slots[choice % len(slots)].starts_at if slots else hall.at + timedelta(hours=1)
    by = ("public:web", "kiosk:K1", "staff:gu", "visitor:a-phone")[choice % 4]
    return book(at, by, PEOPLE[choice % 5])


def about_a_booking(hall: Hall, choice: int) -> c.Command:
    """Mostly whoever has come checks in; sometimes it is moved or cancelled."""
    open_ones = [b for b in hall.bookings.values() if b.state is BookingState.booked]
    bookings = sorted(open_ones, key=lambda booking: booking.starts_at)
    booking = bookings[choice // 12 % len(bookings)] if bookings else None
    id_ = booking.id if booking else "b1"
    by = ("staff:gu", f"citizen:{id_}")[choice % 2]
    later = booking.starts_at + timedelta(minutes=30) if booking else hall.at
    missed = next((show.booking for shows in hall.no_shows.values() for show in shows), "b1")
    kinds: tuple[Asked, ...] = (
        (c.CheckIn, "kiosk:K1", {"booking": id_, "key": key_for(new_id())}),
        (c.CheckIn, "staff:gu", {"booking": id_, "key": key_for(new_id())}),
        (c.CheckIn, "kiosk:K1", {"booking": id_, "key": key_for(new_id())}),
        (c.MoveAppointment, by, {"booking": id_, "starts_at": later}),
        (c.CancelAppointment, by, {"booking": id_}),
        (c.SeePersonal, "staff:gu", {"record": "booking", "of": id_}),
        (c.ExcuseNoShow, "staff:sun", {"booking": missed, "reason": "snow"}),
    )
    return _of(kinds, choice)


def about_waiting(hall: Hall, choice: int) -> c.Command:
    """More time, and the need of whoever declared one."""
    waiting = [t for t in hall.tickets.values() if t.state is State.waiting]
    green = [t for t in waiting if t.class_ is Class.green and not t.confirmed] or waiting
    waiting = [t for t in waiting if not t.deferred] or waiting
    ticket = waiting[choice % len(waiting)].id if waiting else "20261123-A001"
    declared = green[choice % len(green)].id if green else ticket
    kinds: tuple[Asked, ...] = (
        (c.AskMoreTime, f"citizen:{ticket}", {"ticket": ticket}),
        (c.ConfirmClass, "staff:gu", {"ticket": declared}),
    )
    return _of(kinds, choice)


def about_help(hall: Hall, choice: int) -> c.Command:
    help_ = next((h.id for h in hall.help.values() if h.state in OPEN_HELP), 1)
    notice = next((f.id for f in hall.notices.values() if f.until > hall.at), 1)
    loan = next((loan.id for loan in hall.loans.values() if not loan.returned_at), 1)
    home_visit = next(
        (v.id for v in hall.home_visits.values() if v.state in OPEN_HOME_VISITS), "v1"
    )
    ticket = next(reversed(hall.tickets), "20261123-A001")
    reason = [*HelpReason][choice % len(HelpReason)]
    until = hall.at + timedelta(minutes=choice * 50 + 1)
    day = hall.at.astimezone(hall.zone).date() + timedelta(days=choice % 3)
    key = key_for(new_id())
    kinds: tuple[Asked, ...] = (
        (c.AskHelp, f"citizen:{ticket}", {"reason": reason}),
        (c.AskHelp, "kiosk:K1", {"reason": reason}),
        (c.AskHelp, "staff:li", {"reason": reason, "window": choice % 5}),
        (c.TakeHelp, "staff:gu", {"help": help_}),
        (c.CloseHelp, ("staff:gu", "kiosk:K1")[choice % 2], {"help": help_, "note": "helped"}),
        (c.LendItem, "staff:gu", {"item": ("wheelchair", "glasses")[choice % 2]}),
        (c.LendItem, "staff:gu", {"item": "wheelchair", "tag": "1", "ticket": ticket[-4:]}),
        (c.ReturnItem, "staff:gu", {"loan": loan}),
        (c.PostNotice, "staff:sun", {"kind": NoticeKind.crowded, "until": until}),
        (c.PostNotice, "staff:sun", {"kind": NoticeKind.power, "until": until, "replaces": notice}),
        (c.PublishNotice, "staff:sun", published(hall, choice)),
        (c.PublishNotice, "staff:sun", published(hall, choice) | {"replaces": notice}),
        (c.WithdrawNotice, "staff:sun", {"notice": notice}),
        (c.AskHomeVisit, "public:web", {"service": "id-card", "key": key, "person": PEOPLE[0]}),
        (c.AskHomeVisit, "staff:gu", {"service": "estate", "key": key, "person": PEOPLE[1]}),
        (c.AssignHomeVisit, "staff:gu", {"home_visit": home_visit, "to": "wang", "on": day}),
        (c.FinishHomeVisit, "staff:wang", {"home_visit": home_visit}),
        (c.CancelHomeVisit, f"citizen:{home_visit}", {"home_visit": home_visit}),
    )
    return _of(kinds, choice)


def published(hall: Hall, choice: int) -> Words:
    """Shown at once or later, some only after the day is over."""
    picture = Picture(f"{choice:064x}.jpg", {"zh": "地图"})
    since = hall.at + timedelta(minutes=choice % 7 * 40 - 60)
    return {
        "kind": (NoticeKind.announcement, NoticeKind.disclosure)[choice % 2],
        "title": {"zh": "公告", "en": "Announcement"},
        "text": {"zh": "第一行\n第二行"},
        "pictures": (picture,) if choice % 3 else (),
        "since": since,
        "until": since + timedelta(hours=choice % 40 + 2),
    }


def _of(kinds: tuple[Asked, ...], choice: int) -> c.Command:
    kind, actor, words = kinds[choice % len(kinds)]
    return kind(id=new_id(), by=actor, **words)  # type: ignore[call-arg]
