"""What may be asked of the hall. A command is a wish; `shared.domain.rules` says what comes of it,
in files of the same names.

Each carries `id`, chosen by the client so that the same wish sent twice is done once, and `by`,
the actor, put there by the hub and never read from a request.
"""

from shared.domain.commands.bookings import (
    BookAppointment,
    CancelAppointment,
    CheckIn,
    ExcuseNoShow,
    MoveAppointment,
)
from shared.domain.commands.command import Code, Command, CommandId
from shared.domain.commands.help_calls import AskHelp, CloseHelp, TakeHelp
from shared.domain.commands.home_visits import (
    AskHomeVisit,
    AssignHomeVisit,
    CancelHomeVisit,
    FinishHomeVisit,
)
from shared.domain.commands.house import (
    ChangeSettings,
    ImportHall,
    OpenDay,
    OpenSpecially,
    ReportJob,
    SendMessage,
)
from shared.domain.commands.loans import LendItem, ReturnItem
from shared.domain.commands.moves import (
    CallDue,
    CallNext,
    CallTicket,
    FinishService,
    HoldTicket,
    MissTicket,
    Move,
    Recall,
    ResumeTicket,
    ServeWalkIn,
    StartService,
    TransferTicket,
    UndoPress,
)
from shared.domain.commands.notices import PostNotice, PublishNotice, WithdrawNotice
from shared.domain.commands.people import (
    ACCOUNT,
    AddStaff,
    DisableStaff,
    PairDevice,
    RevokeDevice,
    SetKioskPin,
    SetPassword,
)
from shared.domain.commands.personal import SeePersonal
from shared.domain.commands.ratings import CloseCase, ContactCase, RateService
from shared.domain.commands.tickets import (
    AbandonTicket,
    AskMoreTime,
    CancelTicket,
    ConfirmClass,
    RequeueTicket,
    SetClass,
    TakeTicket,
)
from shared.domain.commands.walls import Announce, RepeatAnnouncement, SetUpScreen
from shared.domain.commands.windows import (
    ArmWindow,
    CloseWindow,
    EndPause,
    HandOverWindow,
    OpenWindow,
    PauseWindow,
    ServeQueues,
    SetAutomatic,
)

__all__ = [
    "ACCOUNT",
    "AbandonTicket",
    "AddStaff",
    "Announce",
    "ArmWindow",
    "AskHelp",
    "AskHomeVisit",
    "AskMoreTime",
    "AssignHomeVisit",
    "BookAppointment",
    "CallDue",
    "CallNext",
    "CallTicket",
    "CancelAppointment",
    "CancelHomeVisit",
    "CancelTicket",
    "ChangeSettings",
    "CheckIn",
    "CloseCase",
    "CloseHelp",
    "CloseWindow",
    "Code",
    "Command",
    "CommandId",
    "ConfirmClass",
    "ContactCase",
    "DisableStaff",
    "EndPause",
    "ExcuseNoShow",
    "FinishHomeVisit",
    "FinishService",
    "HandOverWindow",
    "HoldTicket",
    "ImportHall",
    "LendItem",
    "MissTicket",
    "Move",
    "MoveAppointment",
    "OpenDay",
    "OpenSpecially",
    "OpenWindow",
    "PairDevice",
    "PauseWindow",
    "PostNotice",
    "PublishNotice",
    "RateService",
    "Recall",
    "RepeatAnnouncement",
    "ReportJob",
    "RequeueTicket",
    "ResumeTicket",
    "ReturnItem",
    "RevokeDevice",
    "SeePersonal",
    "SendMessage",
    "ServeQueues",
    "ServeWalkIn",
    "SetAutomatic",
    "SetClass",
    "SetKioskPin",
    "SetPassword",
    "SetUpScreen",
    "StartService",
    "TakeHelp",
    "TakeTicket",
    "TransferTicket",
    "UndoPress",
    "WithdrawNotice",
]
