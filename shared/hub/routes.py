"""The one table of commands over HTTP: `shared.hub.api` makes the routes of it, `openapi` the
document."""

from msgspec import Struct

from shared.domain import commands as c


class Route(Struct, frozen=True):
    """A command's place in the API. `status` is that of success; `extra` are fields of the body
    that the hub uses itself and the command does not carry, `optional` those that may be left
    out."""

    path: str
    command: type[c.Command]
    summary: str
    status: int = 200
    extra: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()


ROUTES = (
    Route("/tickets", c.TakeTicket, "Take a number", 201, optional=("identity", "phone")),
    Route("/windows/{window}/open", c.OpenWindow, "Open a window"),
    Route("/windows/{window}/close", c.CloseWindow, "Close your window"),
    Route("/windows/{window}/next", c.CallNext, "Call the next number"),
    Route("/windows/{window}/recall", c.Recall, "Call the same number again"),
    Route("/windows/{window}/start", c.StartService, "The citizen has come"),
    Route("/windows/{window}/finish", c.FinishService, "The citizen has been served"),
    Route("/windows/{window}/miss", c.MissTicket, "The citizen did not come"),
    Route("/windows/{window}/call", c.CallTicket, "Call one particular number"),
    Route("/windows/{window}/hold", c.HoldTicket, "Set the citizen aside"),
    Route("/windows/{window}/resume", c.ResumeTicket, "Go on with somebody set aside"),
    Route("/windows/{window}/transfer", c.TransferTicket, "Send the citizen on"),
    Route("/windows/{window}/walk-in", c.ServeWalkIn, "Serve somebody without a number", 201),
    Route("/windows/{window}/undo", c.UndoPress, "Take the last press back"),
    Route("/windows/{window}/pause", c.PauseWindow, "Stop for a while"),
    Route("/windows/{window}/end-pause", c.EndPause, "Go on after a pause"),
    Route("/windows/{window}/hand-over", c.HandOverWindow, "Give the window to another clerk"),
    Route("/windows/{window}/queues", c.ServeQueues, "Change which queues a window serves"),
    Route("/windows/{window}/arm", c.ArmWindow, "Call the next who comes at once"),
    Route("/windows/{window}/automatic", c.SetAutomatic, "Let a window call by itself"),
    Route("/tickets/{ticket}/class", c.SetClass, "Give or withdraw the green channel"),
    Route("/tickets/{ticket}/confirm", c.ConfirmClass, "The need for the green channel is real"),
    Route("/tickets/{ticket}/requeue", c.RequeueTicket, "Bring a missed number back"),
    Route("/tickets/{ticket}/cancel", c.CancelTicket, "Cancel a number"),
    Route("/ratings", c.RateService, "Rate a service", 201),
    Route("/cases/{case}/contact", c.ContactCase, "The citizen of a bad rating was contacted"),
    Route("/cases/{case}/close", c.CloseCase, "What was done about a bad rating"),
    Route(
        "/appointments",
        c.BookAppointment,
        "Make an appointment",
        201,
        ("phone",),
        ("name", "identity"),
    ),
    Route("/appointments/{booking}/move", c.MoveAppointment, "Move an appointment"),
    Route("/appointments/{booking}/cancel", c.CancelAppointment, "Cancel an appointment"),
    Route("/appointments/{booking}/check-in", c.CheckIn, "Take the number of an appointment", 201),
    Route("/appointments/{booking}/excuse", c.ExcuseNoShow, "Excuse a missed appointment"),
    Route("/notices", c.PostNotice, "Show a notice on kiosks, boards and phones", 201),
    Route("/notices/published", c.PublishNotice, "Publish an announcement or disclosure", 201),
    Route("/notices/{notice}/withdraw", c.WithdrawNotice, "End a notice"),
    Route("/help", c.AskHelp, "Call a steward", 201),
    Route("/help/{help}/take", c.TakeHelp, "A steward is on the way"),
    Route("/help/{help}/close", c.CloseHelp, "The citizen was helped"),
    Route("/loans", c.LendItem, "Lend something", 201),
    Route("/loans/{loan}/return", c.ReturnItem, "Something was given back"),
    Route("/home-visits", c.AskHomeVisit, "Ask for a home visit", 201, ("name", "phone", "place")),
    Route("/home-visits/{home_visit}/assign", c.AssignHomeVisit, "Say who goes to a home visit"),
    Route("/home-visits/{home_visit}/finish", c.FinishHomeVisit, "A home visit was made"),
    Route("/home-visits/{home_visit}/cancel", c.CancelHomeVisit, "Cancel a home visit"),
    Route("/personal/{record}/{of}", c.SeePersonal, "Look at a name, phone or address"),
    Route(
        "/hall/kiosk-pin", c.SetKioskPin, "Set the PIN that leaves a kiosk's page", 200, ("pin",)
    ),
    Route("/hall/settings", c.ChangeSettings, "Change the hall's settings"),
    Route("/hall/messages", c.SendMessage, "Send a message to windows", 201),
    Route("/hall/open-specially", c.OpenSpecially, "Give numbers outside the opening hours today"),
    Route("/staff", c.AddStaff, "Add a staff account", 201, ("password",)),
    Route("/staff/{account}/password", c.SetPassword, "Set a password", 200, ("password",)),
    Route("/staff/{account}/disable", c.DisableStaff, "Shut a staff account"),
    Route("/devices", c.PairDevice, "Pair a screen, kiosk or station", 201),
    Route("/devices/{device}/revoke", c.RevokeDevice, "Shut a device out"),
    Route("/devices/{device}/screen", c.SetUpScreen, "Set up what a screen shows"),
    Route("/announcements", c.Announce, "Let the loudspeakers say something", 201),
    Route("/announcements/repeat", c.RepeatAnnouncement, "Say the last call or announcement again"),
    Route("/jobs/{job}/report", c.ReportJob, "A station reports what became of a job"),
)
