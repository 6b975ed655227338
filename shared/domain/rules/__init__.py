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
from shared.domain.rules import house, people, tickets, windows

Events = tuple[Event, ...]

RULES: dict[type[c.Command], Callable[[Any, Hall, datetime], Events]] = {
    c.OpenDay: house.open_day,
    c.ImportHall: house.import_hall,
    c.OpenSpecially: house.open_specially,
    c.ReportJob: house.report_job,
    c.AddStaff: people.add_staff,
    c.SetPassword: people.set_password,
    c.DisableStaff: people.disable_staff,
    c.PairDevice: people.pair_device,
    c.RevokeDevice: people.revoke_device,
    c.TakeTicket: tickets.take_ticket,
    c.OpenWindow: windows.open_window,
    c.CloseWindow: windows.close_window,
    c.CallNext: windows.call_next,
    c.Recall: windows.recall,
    c.StartService: windows.start_service,
    c.FinishService: windows.finish_service,
    c.MissTicket: windows.miss_ticket,
}


def decide(command: c.Command, hall: Hall, now: datetime) -> Events:
    """The events that follow from a command. Raises a `Refusal`."""
    check(command, hall)
    return RULES[type(command)](command, hall, now)
