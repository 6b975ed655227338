"""What each event does to the hall. `evolve` is the only writer of `Hall`.

A fold never refuses: what stands in the journal has happened.
"""

from collections.abc import Callable
from typing import Any

from shared.domain import events as e
from shared.domain.folds import (
    bookings,
    help_calls,
    home_visits,
    house,
    loans,
    notices,
    ratings,
    tickets,
    undo,
    walls,
    windows,
)
from shared.domain.hall import Hall
from shared.domain.jobs import JobState, jobs_of

EVOLVE: dict[type[e.Event], Callable[[Any, e.Entry, Hall], None]] = {
    e.DayOpened: house.day_opened,
    e.HallImported: house.hall_imported,
    e.HallOpenedSpecially: house.hall_opened_specially,
    e.SettingsChanged: house.settings_changed,
    e.MessageSent: windows.message_sent,
    e.StaffAdded: house.staff_added,
    e.StaffDisabled: house.staff_disabled,
    e.PasswordSet: house.password_set,
    e.DevicePaired: house.device_paired,
    e.DeviceRevoked: house.device_revoked,
    e.ScreenSetUp: walls.screen_set_up,
    e.Announced: walls.announced,
    e.AnnouncementRepeated: walls.announcement_repeated,
    e.TicketIssued: tickets.ticket_issued,
    e.WalkInStarted: tickets.walk_in_started,
    e.ClassChanged: tickets.class_changed,
    e.ClassConfirmed: tickets.class_confirmed,
    e.MoreTimeGiven: tickets.more_time_given,
    e.TicketRequeued: tickets.ticket_requeued,
    e.TicketCancelled: tickets.ticket_cancelled,
    e.TicketAbandoned: tickets.ticket_abandoned,
    e.WindowOpened: windows.window_opened,
    e.WindowClosed: windows.window_closed,
    e.WindowPaused: windows.window_paused,
    e.PauseEnded: windows.pause_ended,
    e.WindowHandedOver: windows.window_handed_over,
    e.WindowQueuesChanged: windows.window_queues_changed,
    e.WindowArmed: windows.window_armed,
    e.AutomaticSet: windows.automatic_set,
    e.TicketCalled: tickets.ticket_called,
    e.TicketRecalled: tickets.ticket_recalled,
    e.ServiceStarted: tickets.service_started,
    e.ServiceFinished: tickets.service_finished,
    e.VisitContinued: tickets.visit_continued,
    e.TicketMissed: tickets.ticket_missed,
    e.TicketHeld: tickets.ticket_held,
    e.TicketResumed: tickets.ticket_resumed,
    e.TicketTransferred: tickets.ticket_transferred,
    e.PressUndone: undo.press_undone,
    e.ServiceRated: ratings.service_rated,
    e.CaseOpened: ratings.case_opened,
    e.CaseContacted: ratings.case_contacted,
    e.CaseClosed: ratings.case_closed,
    e.AppointmentBooked: bookings.appointment_booked,
    e.AppointmentMoved: bookings.appointment_moved,
    e.AppointmentCancelled: bookings.appointment_cancelled,
    e.NoShowExcused: bookings.no_show_excused,
    e.NoticePosted: notices.notice_posted,
    e.NoticeWithdrawn: notices.notice_withdrawn,
    e.HelpAsked: help_calls.help_asked,
    e.HelpTaken: help_calls.help_taken,
    e.HelpClosed: help_calls.help_closed,
    e.ItemLent: loans.item_lent,
    e.ItemReturned: loans.item_returned,
    e.HomeVisitAsked: home_visits.home_visit_asked,
    e.HomeVisitAssigned: home_visits.home_visit_assigned,
    e.HomeVisitDone: home_visits.home_visit_done,
    e.HomeVisitCancelled: home_visits.home_visit_cancelled,
    e.PersonalSeen: house.personal_seen,
    e.KioskPinSet: house.kiosk_pin_set,
    e.JobReported: house.job_reported,
}


def evolve(entry: e.Entry, hall: Hall) -> Hall:
    """Fold one entry into the hall, in place, and give the hall back."""
    event = entry.event
    EVOLVE[type(event)](event, entry, hall)
    for job in jobs_of(entry, hall):
        hall.jobs[job.id] = JobState.waiting
    hall.seq = entry.seq
    hall.at = entry.at
    return hall
