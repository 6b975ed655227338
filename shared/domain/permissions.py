"""Who may ask what: the one table where a role meets a command."""

from shared.domain import commands as c
from shared.domain.hall import Hall
from shared.domain.people import AT_THE_WINDOW, BOOKING, DEVICE_ROLES, SUPERVISING, Role
from shared.domain.refusals import NotAllowed

SET_UP = frozenset({Role.administrator, Role.system})
IN_THE_HALL = SUPERVISING | {Role.steward, Role.clerk}
AT_THE_DOOR = BOOKING | {Role.kiosk, Role.visitor}

PERMISSIONS: dict[type[c.Command], frozenset[Role]] = {
    c.OpenDay: frozenset({Role.system}),
    c.ImportHall: SET_UP,
    c.OpenSpecially: SET_UP | {Role.supervisor},
    c.ChangeSettings: SET_UP | {Role.supervisor},
    c.SendMessage: SUPERVISING,
    c.AddStaff: SET_UP,
    c.SetPassword: SET_UP,
    c.DisableStaff: SET_UP,
    c.PairDevice: SET_UP,
    c.RevokeDevice: SET_UP,
    c.SetUpScreen: SET_UP,
    c.Announce: SUPERVISING,
    c.RepeatAnnouncement: SUPERVISING,
    c.TakeTicket: AT_THE_DOOR,
    c.SetClass: IN_THE_HALL,
    c.ConfirmClass: IN_THE_HALL,
    c.AskMoreTime: frozenset({Role.citizen}),
    c.RequeueTicket: IN_THE_HALL | {Role.kiosk, Role.citizen},
    c.CancelTicket: IN_THE_HALL | {Role.citizen},
    c.AbandonTicket: frozenset({Role.system}),
    c.OpenWindow: AT_THE_WINDOW,
    c.CloseWindow: AT_THE_WINDOW,
    c.PauseWindow: AT_THE_WINDOW,
    c.EndPause: AT_THE_WINDOW,
    c.HandOverWindow: AT_THE_WINDOW,
    c.ServeQueues: AT_THE_WINDOW,
    c.ArmWindow: AT_THE_WINDOW,
    c.SetAutomatic: AT_THE_WINDOW,
    c.CallNext: AT_THE_WINDOW,
    c.CallDue: frozenset({Role.system}),
    c.CallTicket: AT_THE_WINDOW,
    c.Recall: AT_THE_WINDOW,
    c.StartService: AT_THE_WINDOW,
    c.FinishService: AT_THE_WINDOW,
    c.MissTicket: AT_THE_WINDOW,
    c.HoldTicket: AT_THE_WINDOW,
    c.ResumeTicket: AT_THE_WINDOW,
    c.TransferTicket: AT_THE_WINDOW,
    c.ServeWalkIn: AT_THE_WINDOW,
    c.UndoPress: AT_THE_WINDOW,
    c.RateService: frozenset({Role.display, Role.citizen}),
    c.ContactCase: SUPERVISING,
    c.CloseCase: SUPERVISING,
    c.BookAppointment: AT_THE_DOOR | {Role.public},
    c.MoveAppointment: BOOKING | {Role.citizen},
    c.CancelAppointment: BOOKING | {Role.citizen},
    c.CheckIn: AT_THE_DOOR,
    c.ExcuseNoShow: SUPERVISING,
    c.PostNotice: SUPERVISING,
    c.PublishNotice: SUPERVISING,
    c.WithdrawNotice: SUPERVISING,
    c.AskHelp: IN_THE_HALL | {Role.kiosk, Role.citizen},
    c.TakeHelp: BOOKING,
    c.CloseHelp: IN_THE_HALL | {Role.kiosk, Role.citizen},
    c.LendItem: BOOKING,
    c.ReturnItem: BOOKING,
    c.AskHomeVisit: BOOKING | {Role.public},
    c.AssignHomeVisit: BOOKING,
    c.FinishHomeVisit: IN_THE_HALL,
    c.CancelHomeVisit: BOOKING | {Role.citizen},
    c.SeePersonal: IN_THE_HALL,
    c.SetKioskPin: SET_UP,
    c.ReportJob: frozenset({Role.station, Role.system}),
}


def role_of(actor: str, hall: Hall) -> Role | None:
    """The role an actor has now; None for people and devices unknown or shut out."""
    kind, _, name = actor.partition(":")
    if kind == "staff":
        staff = hall.staff.get(name)
        return staff.role if staff is not None and staff.enabled else None
    if kind in DEVICE_ROLES:
        device = hall.devices.get(name)
        return device.kind if device is not None and device.enabled else None
    if kind == "citizen":
        held = name in hall.tickets or name in hall.bookings or name in hall.home_visits
        return Role.citizen if held else None
    if kind in (Role.visitor, Role.public):
        return Role(kind)
    return Role.system if kind == "system" else None


def check(command: c.Command, hall: Hall) -> None:
    """Raises NotAllowed."""
    if role_of(command.by, hall) not in PERMISSIONS[type(command)]:
        raise NotAllowed("You may not do this.")
