"""What comes of each command: `decide` and its table RULES.

A rule is ``(command, hall, now) -> events`` and raises a `Refusal` when nothing may come of it.
It reads the hall and changes nothing.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from shared.domain import commands as c
from shared.domain.events import Event
from shared.domain.hall import Hall
from shared.domain.permissions import check
from shared.domain.rules import (
    bookings,
    help_calls,
    home_visits,
    house,
    loans,
    moves,
    notices,
    people,
    personal,
    ratings,
    tickets,
    walls,
    windows,
)

Events = tuple[Event, ...]

RULES: dict[type[c.Command], Callable[[Any, Hall, datetime], Events]] = {
    c.OpenDay: house.open_day,
    c.ImportHall: house.import_hall,
    c.OpenSpecially: house.open_specially,
    c.ChangeSettings: house.change_settings,
    c.SendMessage: house.send_message,
    c.ReportJob: house.report_job,
    c.AddStaff: people.add_staff,
    c.SetPassword: people.set_password,
    c.DisableStaff: people.disable_staff,
    c.PairDevice: people.pair_device,
    c.RevokeDevice: people.revoke_device,
    c.SetUpScreen: walls.set_up_screen,
    c.Announce: walls.announce,
    c.RepeatAnnouncement: walls.repeat_announcement,
    c.TakeTicket: tickets.take_ticket,
    c.SetClass: tickets.set_class,
    c.ConfirmClass: tickets.confirm_class,
    c.AskMoreTime: tickets.ask_more_time,
    c.RequeueTicket: tickets.requeue_ticket,
    c.CancelTicket: tickets.cancel_ticket,
    c.AbandonTicket: moves.abandon_ticket,
    c.OpenWindow: windows.open_window,
    c.CloseWindow: windows.close_window,
    c.PauseWindow: windows.pause_window,
    c.EndPause: windows.end_pause,
    c.HandOverWindow: windows.hand_over_window,
    c.ServeQueues: windows.serve_queues,
    c.ArmWindow: windows.arm_window,
    c.SetAutomatic: windows.set_automatic,
    c.CallNext: moves.call_next,
    c.CallDue: moves.call_due,
    c.CallTicket: moves.call_ticket,
    c.Recall: moves.recall,
    c.StartService: moves.start_service,
    c.FinishService: moves.finish_service,
    c.MissTicket: moves.miss_ticket,
    c.HoldTicket: moves.hold_ticket,
    c.ResumeTicket: moves.resume_ticket,
    c.TransferTicket: moves.transfer_ticket,
    c.ServeWalkIn: moves.serve_walk_in,
    c.UndoPress: moves.undo_press,
    c.RateService: ratings.rate_service,
    c.ContactCase: ratings.contact_case,
    c.CloseCase: ratings.close_case,
    c.BookAppointment: bookings.book_appointment,
    c.MoveAppointment: bookings.move_appointment,
    c.CancelAppointment: bookings.cancel_appointment,
    c.CheckIn: bookings.check_in,
    c.ExcuseNoShow: bookings.excuse_no_show,
    c.PostNotice: notices.post_notice,
    c.PublishNotice: notices.publish_notice,
    c.WithdrawNotice: notices.withdraw_notice,
    c.AskHelp: help_calls.ask_help,
    c.TakeHelp: help_calls.take_help,
    c.CloseHelp: help_calls.close_help,
    c.LendItem: loans.lend_item,
    c.ReturnItem: loans.return_item,
    c.AskHomeVisit: home_visits.ask_home_visit,
    c.AssignHomeVisit: home_visits.assign_home_visit,
    c.FinishHomeVisit: home_visits.finish_home_visit,
    c.CancelHomeVisit: home_visits.cancel_home_visit,
    c.SeePersonal: personal.see_personal,
    c.SetKioskPin: people.set_kiosk_pin,
}


def decide(command: c.Command, hall: Hall, now: datetime) -> Events:
    """The events that follow from a command. Raises a `Refusal`."""
    check(command, hall)
    return RULES[type(command)](command, hall, now)
