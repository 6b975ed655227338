"""The rows that follow from each event: one writer a kind, in the transaction of its entry.

Rows can be rebuilt from the journal at any time; `shared.store.verify` does and compares.
"""

import sqlite3
from collections.abc import Callable
from typing import Any

from shared.domain import events as e
from shared.domain.hall import Hall
from shared.domain.jobs import JobState, jobs_of
from shared.store import (
    booking_rows,
    help_rows,
    home_visit_rows,
    house_rows,
    loan_rows,
    move_rows,
    notice_rows,
    people_rows,
    rating_rows,
    sql,
    ticket_rows,
    wall_rows,
    window_rows,
)
from shared.store.instants import to_text

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


def _nothing(db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.Event) -> None:
    """The journal alone keeps it."""


WRITERS: dict[type[e.Event], Writer] = {
    e.DayOpened: house_rows.day_opened,
    e.HallImported: house_rows.hall_imported,
    e.HallOpenedSpecially: _nothing,
    e.SettingsChanged: house_rows.settings_changed,
    e.MessageSent: house_rows.message_sent,
    e.StaffAdded: people_rows.staff_added,
    e.StaffDisabled: people_rows.staff_disabled,
    e.PasswordSet: _nothing,
    e.DevicePaired: people_rows.device_paired,
    e.DeviceRevoked: people_rows.device_revoked,
    e.ScreenSetUp: wall_rows.screen_set_up,
    e.Announced: wall_rows.announced,
    e.AnnouncementRepeated: _nothing,
    e.TicketIssued: ticket_rows.ticket_issued,
    e.WalkInStarted: move_rows.walk_in_started,
    e.ClassChanged: ticket_rows.class_changed,
    e.ClassConfirmed: ticket_rows.class_confirmed,
    e.MoreTimeGiven: ticket_rows.more_time_given,
    e.TicketRequeued: ticket_rows.ticket_requeued,
    e.TicketCancelled: ticket_rows.ticket_cancelled,
    e.TicketAbandoned: ticket_rows.ticket_abandoned,
    e.WindowOpened: window_rows.window_opened,
    e.WindowClosed: window_rows.window_closed,
    e.WindowPaused: window_rows.window_paused,
    e.PauseEnded: window_rows.pause_ended,
    e.WindowHandedOver: window_rows.window_handed_over,
    e.WindowQueuesChanged: _nothing,
    e.WindowArmed: _nothing,
    e.AutomaticSet: _nothing,
    e.TicketCalled: move_rows.ticket_called,
    e.TicketRecalled: move_rows.ticket_recalled,
    e.ServiceStarted: move_rows.service_started,
    e.ServiceFinished: move_rows.service_finished,
    e.VisitContinued: move_rows.visit_continued,
    e.TicketMissed: move_rows.ticket_missed,
    e.TicketHeld: move_rows.ticket_held,
    e.TicketResumed: move_rows.ticket_resumed,
    e.TicketTransferred: move_rows.ticket_transferred,
    e.PressUndone: move_rows.press_undone,
    e.ServiceRated: rating_rows.service_rated,
    e.CaseOpened: rating_rows.case_opened,
    e.CaseContacted: rating_rows.case_contacted,
    e.CaseClosed: rating_rows.case_closed,
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
    e.JobReported: house_rows.job_reported,
}
