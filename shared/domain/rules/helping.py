"""Rules for what the hall does beside its windows: notices, calls for help, loans, home visits,
and looks at personal records."""

from collections.abc import Container
from datetime import datetime, timedelta

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.hall import Hall
from shared.domain.numbering import as_written
from shared.domain.numbering import ticket_id as ticket_id_of
from shared.domain.people import BOOKING, Role
from shared.domain.permissions import role_of
from shared.domain.records import (
    OPEN_HELP,
    OPEN_VISITS,
    VISITED_WITHIN,
    HelpCall,
    HelpState,
    HomeVisit,
    Loan,
    Notice,
    NoticeKind,
)
from shared.domain.refusals import Malformed, NotAllowed, Unknown, WrongState
from shared.domain.rules.at_window import account_of, in_the_wrong_state, ticket_named
from shared.domain.rules.issuing import LANGUAGE_CODE, SHORTEST_KEY, in_a_language_here
from shared.domain.texts import clean
from shared.domain.tickets import COMING_BACK, OPEN

Events = tuple[e.Event, ...]

MOST_CALLS = 6  # of one number; each stays in the journal
MOST_NOTICES = 8
LONGEST_NOTICE = 120
NOTICE_LASTS = timedelta(days=31)
OF_TODAY = {NoticeKind.closing_early, NoticeKind.crowded}  # what they say is wrong tomorrow


def post_notice(command: c.PostNotice, hall: Hall, now: datetime) -> Events:
    _check_notice(command, hall)
    if command.until.tzinfo is None:
        raise Malformed("The end of a notice needs its time zone.")
    if not now < command.until <= now + NOTICE_LASTS:
        raise Malformed("A notice ends later than now and within 31 days.")
    if command.replaces:
        _shown(command.replaces, hall, now)
    shown = [notice for notice in hall.notices.values() if notice.until > now]
    if len(shown) >= MOST_NOTICES and not command.replaces:
        raise WrongState("There are {count} notices already. End one first.", count=len(shown))
    notice = Notice(
        id=hall.seq + 1,
        kind=command.kind,
        since=now,
        until=min(command.until, hall.day_ends) if command.kind in OF_TODAY else command.until,
        text={language: clean(words, longest=LONGEST_NOTICE) for language, words in _said(command)},
        department=command.department,
        at=command.at,
    )
    return (e.NoticePosted(notice, command.replaces),)


def _said(command: c.PostNotice) -> list[tuple[str, str]]:
    return [(language, words) for language, words in command.text.items() if words.strip()]


def _check_notice(command: c.PostNotice, hall: Hall) -> None:
    said = dict(_said(command))
    if any(not LANGUAGE_CODE.fullmatch(language) for language in said) or len(said) > 10:
        raise Unknown("There is no such language here.")
    if command.kind is NoticeKind.note and "zh" not in said:
        raise Malformed("A notice needs its Chinese text.")
    if command.kind is not NoticeKind.note and said:
        raise Malformed("Only a note has a text of its own.")
    if command.department and command.department not in hall.departments:
        raise Unknown("There is no such department.")
    if (command.kind is NoticeKind.closing_early) != bool(command.at):
        raise Malformed("A notice of closing early needs its time, and only it.")


def withdraw_notice(command: c.WithdrawNotice, hall: Hall, now: datetime) -> Events:
    return (e.NoticeWithdrawn(_shown(command.notice, hall, now).id),)


def _shown(id_: int, hall: Hall, now: datetime) -> Notice:
    """A notice that has not ended."""
    notice = hall.notices.get(id_)
    if notice is None or notice.until <= now:
        raise Unknown("There is no such notice.")
    return notice


def ask_help(command: c.AskHelp, hall: Hall, now: datetime) -> Events:
    """A kiosk asks for whoever stands there, a citizen for themselves, staff for a window. One call
    is open at a time; at a kiosk, where the next person may need something else, one for each
    reason."""
    in_a_language_here(command.language, hall)
    kiosk, ticket, window = _place(command, hall)
    call = HelpCall(hall.seq + 1, command.reason, command.language, now, kiosk, ticket, window)
    earlier = [other for other in hall.help.values() if _where(other) == _where(call)]
    still_open = [other for other in earlier if other.state in OPEN_HELP]
    if any(not kiosk or other.reason is call.reason for other in still_open):
        raise WrongState("A steward has been called already.")
    if call.ticket and len(earlier) >= MOST_CALLS:
        raise WrongState("You have called a steward very often. Please go to the information desk.")
    return (e.HelpAsked(call),)


def _place(command: c.AskHelp, hall: Hall) -> tuple[str, str, int | None]:
    """Kiosk, ticket and window, one of which is named."""
    role, name = role_of(command.by, hall), account_of(command.by)
    if role is Role.kiosk:
        return hall.devices[name].place, "", None
    if role is Role.citizen:
        ticket = ticket_named(hall, name)
        if ticket.state not in OPEN | COMING_BACK:
            raise in_the_wrong_state(ticket)
        return "", ticket.id, None
    if command.window not in hall.windows:
        raise Malformed("Say which window needs a steward.")
    return "", "", command.window


def _where(call: HelpCall) -> tuple[str, str, int | None]:
    return call.kiosk, call.ticket, call.window


def take_help(command: c.TakeHelp, hall: Hall, now: datetime) -> Events:
    call = _help_named(command.help, hall)
    if call.state is HelpState.taken:
        raise WrongState("{account} is on the way already.", account=call.taken_by)
    return (e.HelpTaken(call.id, account_of(command.by)),)


def close_help(command: c.CloseHelp, hall: Hall, now: datetime) -> Events:
    """By the stewards; by whoever has called, who needs nobody any more."""
    call = _help_named(command.help, hall)
    role, name = role_of(command.by, hall), account_of(command.by)
    own = (role is Role.kiosk and hall.devices[name].place == call.kiosk) or (
        role is Role.citizen and name == call.ticket
    )
    if role not in BOOKING and not own:
        window = hall.window_of(name) if role is Role.clerk else None
        if window is None or window.number != call.window:
            raise NotAllowed("You may not do this.")
        own = True
    return (e.HelpClosed(call.id, clean(command.note, empty=True), withdrawn=own),)


def _help_named(id_: int, hall: Hall) -> HelpCall:
    call = hall.help.get(id_)
    if call is None:
        raise Unknown("There is no such call for help today.")
    if call.state not in OPEN_HELP:
        raise WrongState("This call for help has ended.")
    return call


def lend_item(command: c.LendItem, hall: Hall, now: datetime) -> Events:
    item = hall.loan_items.get(command.item)
    if item is None:
        raise Unknown("The hall does not lend this.")
    out = [loan for loan in hall.loans.values() if loan.item == item.code and not loan.returned_at]
    if len(out) >= item.pieces:
        raise WrongState("All pieces are lent.")
    tag = clean(command.tag, longest=20, empty=True)
    if tag and any(loan.tag == tag for loan in out):
        raise WrongState("Piece {tag} is lent already.", tag=tag)
    ticket = ""
    if command.ticket.strip():
        number = as_written(command.ticket)
        ticket = ticket_named(hall, ticket_id_of(hall.day, number)).number
    loan = Loan(hall.seq + 1, item.code, now, account_of(command.by), tag, ticket)
    return (e.ItemLent(loan),)


def return_item(command: c.ReturnItem, hall: Hall, now: datetime) -> Events:
    loan = hall.loans.get(command.loan)
    if loan is None:
        raise Unknown("There is no such loan.")
    if loan.returned_at is not None:
        raise WrongState("This was given back already.")
    return (e.ItemReturned(loan.id),)


def ask_home_visit(command: c.AskHomeVisit, hall: Hall, now: datetime) -> Events:
    if role_of(command.by, hall) is Role.public and not hall.settings.home_visits_online:
        raise NotAllowed("Please ask for a home visit by telephone or at the information desk.")
    if command.service not in hall.services:
        raise Unknown("There is no such service here.")
    in_a_language_here(command.language, hall)
    if len(command.key) < SHORTEST_KEY or not command.person:
        raise Malformed("A home visit needs a name, a phone number and a place.")
    today = now.astimezone(hall.zone).date()
    if command.wanted is not None and not today <= command.wanted <= today + VISITED_WITHIN:
        raise Malformed("Please choose a day within the next {count} days.", count=60)
    for visit in hall.home_visits.values():
        if visit.person == command.person and visit.state in OPEN_VISITS:
            raise WrongState("You have asked for a home visit already.")
    visit = HomeVisit(
        id=f"v{hall.seq + 1}",
        key=command.key,
        service=command.service,
        language=command.language,
        asked_at=now,
        by=role_of(command.by, hall) or "",
        person=command.person,
        wanted=command.wanted,
    )
    return (e.HomeVisitAsked(visit),)


def assign_home_visit(command: c.AssignHomeVisit, hall: Hall, now: datetime) -> Events:
    visit = _visit_named(command.visit, hall)
    person = hall.staff.get(command.to)
    if person is None or not person.enabled:
        raise Unknown("There is no such account.")
    today = now.astimezone(hall.zone).date()
    if not today <= command.on <= today + VISITED_WITHIN:
        raise Malformed("Please choose a day within the next {count} days.", count=60)
    if (visit.assigned_to, visit.on) == (command.to, command.on):
        raise WrongState("This visit is assigned so already.")
    return (e.HomeVisitAssigned(visit.id, person.account, command.on),)


def finish_home_visit(command: c.FinishHomeVisit, hall: Hall, now: datetime) -> Events:
    """By whom it was assigned to, or those who assign."""
    visit = _visit_named(command.visit, hall)
    if not visit.assigned_to:
        raise WrongState("Nobody has been assigned to this visit.")
    name = account_of(command.by)
    if role_of(command.by, hall) not in BOOKING and name != visit.assigned_to:
        raise NotAllowed("This visit is another's.")
    return (e.HomeVisitDone(visit.id, clean(command.note, empty=True)),)


def cancel_home_visit(command: c.CancelHomeVisit, hall: Hall, now: datetime) -> Events:
    visit = _visit_named(command.visit, hall)
    if role_of(command.by, hall) is Role.citizen and account_of(command.by) != visit.id:
        raise NotAllowed("You may not do this.")
    return (e.HomeVisitCancelled(visit.id, clean(command.reason, empty=True)),)


def _visit_named(id_: str, hall: Hall) -> HomeVisit:
    visit = hall.home_visits.get(id_)
    if visit is None:
        raise Unknown("There is no such home visit.")
    if visit.state not in OPEN_VISITS:
        raise WrongState("This home visit has ended.")
    return visit


def see_personal(command: c.SeePersonal, hall: Hall, now: datetime) -> Events:
    """Stewards and those who supervise; a clerk only for a home visit of their own."""
    records: dict[str, Container[str]] = {
        "ticket": hall.tickets,
        "booking": hall.bookings,
        "visit": hall.home_visits,
    }
    if command.of not in records[command.record]:
        raise Unknown("There is no such record.")
    if role_of(command.by, hall) is Role.clerk:
        visit = hall.home_visits.get(command.of) if command.record == "visit" else None
        mine = visit is not None and visit.assigned_to == account_of(command.by)
        if visit is None or not mine or visit.state not in OPEN_VISITS:
            raise NotAllowed("You may not do this.")
    return (e.PersonalSeen(command.record, command.of),)
