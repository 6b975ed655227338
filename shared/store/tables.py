"""The rows that follow from each event: one writer a kind, in the transaction of its entry.

Rows can be rebuilt from the journal at any time; `shared.store.verify` does and compares.
"""

import sqlite3
from collections.abc import Callable
from typing import Any

from shared.domain import events as e
from shared.domain.hall import Hall
from shared.domain.jobs import JobState, jobs_of
from shared.domain.tickets import Class, Lane, Need, State
from shared.store import booking_rows, help_rows, home_visit_rows, loan_rows, notice_rows, sql
from shared.store.catalogue_rows import CATALOGUE_TABLES, catalogue_rows
from shared.store.instants import to_text
from shared.store.plain import as_text, spaced

Writer = Callable[[sqlite3.Connection, Hall, e.Entry, Any], None]


def write(db: sqlite3.Connection, hall: Hall, entry: e.Entry) -> None:
    """Write the rows of an entry; `hall` is the image before it."""
    WRITERS[type(entry.event)](db, hall, entry, entry.event)
    for job in jobs_of(entry, hall):
        db.execute(
            sql.INSERT_JOB,
            (
                hall.code,
                job.id,
                job.kind,
                job.ticket,
                job.place,
                job.language,
                job.number,
                job.window,
                job.recall,
                JobState.waiting,
                to_text(job.created_at),
                to_text(job.expires_at),
            ),
        )


def _day_opened(db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.DayOpened) -> None:
    at = to_text(entry.at)
    db.execute(sql.INSERT_DAY, (hall.code, event.day, at, event.imported))
    db.executemany(sql.END_TICKET, [(State.expired, at, hall.code, id_) for id_ in event.expired])
    db.executemany(sql.END_TICKET, [(State.served, at, hall.code, id_) for id_ in event.served])
    db.executemany(
        sql.END_TICKET, [(State.abandoned, at, hall.code, id_) for id_ in event.abandoned]
    )
    db.execute(sql.CLOSE_WINDOWS, (hall.code,))
    db.execute(sql.EXPIRE_JOBS, (hall.code,))
    booking_rows.day_opened(db, hall, event)
    help_rows.day_opened(db, hall, at)


def _hall_imported(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.HallImported
) -> None:
    now_open = db.execute(sql.WINDOWS_NOW, (hall.code,)).fetchall()
    for table in CATALOGUE_TABLES:
        db.execute(f"DELETE FROM {table} WHERE hall = ?", (hall.code,))  # noqa: S608
    for table, columns in catalogue_rows(event.catalogue):
        names = ", ".join(columns)
        marks = ", ".join("?" * len(columns))
        db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(columns.values()))  # noqa: S608
    db.executemany(sql.SEAT_AGAIN, [(*row, hall.code) for row in now_open])


def _nothing(db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.Event) -> None:
    """The journal alone keeps it."""


def _staff_added(db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.StaffAdded) -> None:
    staff = event.staff
    row = (hall.code, staff.account, staff.name, staff.role, staff.department, staff.badge)
    db.execute(sql.ADD_STAFF, row)


def _staff_disabled(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.StaffDisabled
) -> None:
    db.execute(sql.DISABLE_STAFF, (hall.code, event.account))


def _device_paired(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.DevicePaired
) -> None:
    device = event.device
    db.execute(sql.PAIR_DEVICE, (hall.code, device.id, device.kind, device.place))
    if device.screen is not None:
        db.execute(sql.SET_UP_SCREEN, (as_text(device.screen), hall.code, device.id))


def _screen_set_up(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.ScreenSetUp
) -> None:
    db.execute(sql.SET_UP_SCREEN, (as_text(event.screen), hall.code, event.device))


def _announced(db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.Announced) -> None:
    words = (entry.seq, to_text(entry.at), event.zone, as_text(event.text))
    db.execute(sql.INSERT_ANNOUNCEMENT, (hall.code, *words))


def _device_revoked(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.DeviceRevoked
) -> None:
    db.execute(sql.REVOKE_DEVICE, (hall.code, event.device))


def _ticket_issued(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.TicketIssued
) -> None:
    at = to_text(entry.at)
    db.execute(
        sql.INSERT_TICKET,
        (
            hall.code,
            event.ticket,
            event.number,
            event.key,
            entry.seq,
            event.queue,
            event.service,
            event.class_,
            event.need,
            event.language,
            event.kiosk,
            State.waiting,
            at,
            to_text(event.booked_for) if event.booked_for else at,
            event.ahead,
            event.wait_minutes,
            spaced(event.windows),
            event.booked_for and to_text(event.booked_for),
            spaced(event.visit),
            event.person,
            event.booking,
        ),
    )
    booking_rows.checked_in(db, hall, event)


def _window_opened(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.WindowOpened
) -> None:
    db.execute(sql.OPEN_WINDOW, (event.clerk, to_text(entry.at), hall.code, event.window))


def _window_closed(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.WindowClosed
) -> None:
    db.execute(sql.CLOSE_WINDOW, (hall.code, event.window))
    if hall.apart:  # there is no index for this, and seldom anybody
        db.execute(sql.SEND_TO_QUEUE, (hall.code, event.window))


def _ticket_called(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.TicketCalled
) -> None:
    db.execute(sql.CALL_TICKET, (event.window, to_text(entry.at), hall.code, event.ticket))
    db.execute(sql.SEAT, (event.ticket, hall.code, event.window))


def _ticket_recalled(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.TicketRecalled
) -> None:
    db.execute(sql.RECALL_TICKET, (hall.code, event.ticket))


def _service_started(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.ServiceStarted
) -> None:
    db.execute(sql.START_TICKET, (to_text(entry.at), hall.code, event.ticket))


def _walk_in_started(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.WalkInStarted
) -> None:
    at = to_text(entry.at)
    issued = (event.ticket, event.number, event.key, entry.seq, event.queue, event.service)
    told = (event.language, "", State.waiting, at, at, 0, 0, str(event.window), None, "", "", "")
    db.execute(sql.INSERT_TICKET, (hall.code, *issued, Class.ordinary, Need.none, *told))
    db.execute(sql.WALK_IN, (event.window, at, at, event.reason, hall.code, event.ticket))
    db.execute(sql.SEAT, (event.ticket, hall.code, event.window))


def _class_changed(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.ClassChanged
) -> None:
    confirmed = event.class_ is Class.green
    db.execute(sql.CHANGE_CLASS, (event.class_, event.need, confirmed, hall.code, event.ticket))


def _class_confirmed(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.ClassConfirmed
) -> None:
    db.execute(sql.CONFIRM_CLASS, (hall.code, event.ticket))


def _more_time_given(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.MoreTimeGiven
) -> None:
    db.execute(sql.DEFER_TICKET, (hall.code, event.ticket))


def _ticket_requeued(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.TicketRequeued
) -> None:
    db.execute(sql.REQUEUE_TICKET, (event.for_window, hall.code, event.ticket))


def _ticket_cancelled(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.TicketCancelled
) -> None:
    at = to_text(entry.at)
    db.execute(sql.CANCEL_TICKET, (at, event.reason, hall.code, event.ticket))
    db.execute(sql.UNSEAT, (hall.code, event.ticket))


def _ticket_abandoned(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.TicketAbandoned
) -> None:
    db.execute(sql.END_TICKET, (State.abandoned, to_text(entry.at), hall.code, event.ticket))


def _service_finished(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.ServiceFinished
) -> None:
    at = to_text(entry.at)
    db.execute(sql.FINISH_TICKET, (at, event.outcome, event.note, hall.code, event.ticket))
    db.execute(sql.SEAT, (None, hall.code, event.window))


def _visit_continued(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.VisitContinued
) -> None:
    words = (event.queue, event.service, event.step)
    db.execute(sql.CONTINUE_VISIT, (*words, hall.code, event.ticket))


def _ticket_missed(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.TicketMissed
) -> None:
    db.execute(sql.MISS_TICKET, (to_text(entry.at), hall.code, event.ticket))
    db.execute(sql.SEAT, (None, hall.code, event.window))


def _ticket_held(db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.TicketHeld) -> None:
    db.execute(sql.HOLD_TICKET, (event.reason, hall.code, event.ticket))
    db.execute(sql.SEAT, (None, hall.code, event.window))


def _ticket_resumed(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.TicketResumed
) -> None:
    db.execute(sql.RESUME_TICKET, (hall.code, event.ticket))
    db.execute(sql.SEAT, (event.ticket, hall.code, event.window))


def _ticket_transferred(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.TicketTransferred
) -> None:
    lane = Lane.first if event.first else Lane.by_class
    words = (event.queue, event.service, event.for_window, lane, event.note)
    db.execute(sql.TRANSFER_TICKET, (*words, hall.code, event.ticket))
    db.execute(sql.UNSEAT, (hall.code, event.ticket))


def _press_undone(db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.PressUndone) -> None:
    """The ticket's row as it was before the press, which the image still knows."""
    before = hall.undoable[event.window].before
    times = (before.called_at, before.started_at, before.ended_at)
    called_at, started_at, ended_at = (at and to_text(at) for at in times)
    db.execute(
        sql.PUT_BACK_TICKET,
        (
            *(before.queue, before.service, before.state, before.window, before.calls),
            *(called_at, started_at, ended_at, before.step, before.for_window, before.lane),
            *(before.misses, before.outcome, before.note, hall.code, before.id),
        ),
    )
    called = event.press is e.Press.called
    db.execute(sql.SEAT, (None if called else before.id, hall.code, event.window))
    if called:
        db.execute(sql.EXPIRE_SPEECH, (hall.code, f"speech-{event.entry}"))


def _window_paused(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.WindowPaused
) -> None:
    until = event.until and to_text(event.until)
    db.execute(sql.PAUSE_WINDOW, (event.reason, until, hall.code, event.window))


def _pause_ended(db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.PauseEnded) -> None:
    db.execute(sql.PAUSE_WINDOW, (None, None, hall.code, event.window))


def _window_handed_over(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.WindowHandedOver
) -> None:
    db.execute(sql.HAND_OVER_WINDOW, (event.clerk, hall.code, event.window))


def _settings_changed(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.SettingsChanged
) -> None:
    db.execute(sql.PUT_SETTINGS, (hall.code, as_text(event.settings)))


def _message_sent(db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.MessageSent) -> None:
    at = to_text(entry.at)
    db.execute(sql.INSERT_MESSAGE, (hall.code, entry.seq, at, event.window, event.text))


def _service_rated(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.ServiceRated
) -> None:
    words = (event.finish, event.ticket, event.window, event.rating, spaced(event.reasons))
    db.execute(sql.INSERT_RATING, (hall.code, *words, to_text(entry.at)))


def _case_opened(db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.CaseOpened) -> None:
    case = event.case
    times = (to_text(case.opened_at), to_text(case.contact_by), to_text(case.close_by))
    words = (case.id, case.ticket, case.window, case.service, case.rating)
    db.execute(sql.INSERT_CASE, (hall.code, *words, *times))


def _case_changes_by(statement: str) -> Writer:
    def changed(
        db: sqlite3.Connection,
        hall: Hall,
        entry: e.Entry,
        event: e.CaseContacted | e.CaseClosed,
    ) -> None:
        words = (to_text(entry.at), event.supervisor, event.note)
        db.execute(statement, (*words, hall.code, event.case))

    return changed


def _job_reported(db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.JobReported) -> None:
    db.execute(sql.REPORT_JOB, (event.outcome, event.detail, hall.code, event.job))


WRITERS: dict[type[e.Event], Writer] = {
    e.DayOpened: _day_opened,
    e.HallImported: _hall_imported,
    e.HallOpenedSpecially: _nothing,
    e.SettingsChanged: _settings_changed,
    e.MessageSent: _message_sent,
    e.StaffAdded: _staff_added,
    e.StaffDisabled: _staff_disabled,
    e.PasswordSet: _nothing,
    e.DevicePaired: _device_paired,
    e.DeviceRevoked: _device_revoked,
    e.ScreenSetUp: _screen_set_up,
    e.Announced: _announced,
    e.AnnouncementRepeated: _nothing,
    e.TicketIssued: _ticket_issued,
    e.WalkInStarted: _walk_in_started,
    e.ClassChanged: _class_changed,
    e.ClassConfirmed: _class_confirmed,
    e.MoreTimeGiven: _more_time_given,
    e.TicketRequeued: _ticket_requeued,
    e.TicketCancelled: _ticket_cancelled,
    e.TicketAbandoned: _ticket_abandoned,
    e.WindowOpened: _window_opened,
    e.WindowClosed: _window_closed,
    e.WindowPaused: _window_paused,
    e.PauseEnded: _pause_ended,
    e.WindowHandedOver: _window_handed_over,
    e.WindowQueuesChanged: _nothing,
    e.WindowArmed: _nothing,
    e.AutomaticSet: _nothing,
    e.TicketCalled: _ticket_called,
    e.TicketRecalled: _ticket_recalled,
    e.ServiceStarted: _service_started,
    e.ServiceFinished: _service_finished,
    e.VisitContinued: _visit_continued,
    e.TicketMissed: _ticket_missed,
    e.TicketHeld: _ticket_held,
    e.TicketResumed: _ticket_resumed,
    e.TicketTransferred: _ticket_transferred,
    e.PressUndone: _press_undone,
    e.ServiceRated: _service_rated,
    e.CaseOpened: _case_opened,
    e.CaseContacted: _case_changes_by(sql.CONTACT_CASE),
    e.CaseClosed: _case_changes_by(sql.CLOSE_CASE),
    e.AppointmentBooked: booking_rows.booked,
    e.AppointmentMoved: booking_rows.moved,
    e.AppointmentCancelled: booking_rows.cancelled,
    e.NoShowExcused: booking_rows.excused,
    e.NoticePosted: notice_rows.notice_posted,
    e.NoticeWithdrawn: notice_rows.notice_withdrawn,
    e.HelpAsked: help_rows.help_asked,
    e.HelpTaken: help_rows.help_taken,
    e.HelpClosed: help_rows.help_closed,
    e.ItemLent: loan_rows.item_lent,
    e.ItemReturned: loan_rows.item_returned,
    e.HomeVisitAsked: home_visit_rows.home_visit_asked,
    e.HomeVisitAssigned: home_visit_rows.home_visit_assigned,
    e.HomeVisitDone: home_visit_rows.home_visit_ended,
    e.HomeVisitCancelled: home_visit_rows.home_visit_ended,
    e.PersonalSeen: _nothing,
    e.KioskPinSet: _nothing,
    e.JobReported: _job_reported,
}
