"""What screens receive. A board is the whole small state of one room, a call is sent once.

Neither holds personal data: numbers, windows, services and accounts of staff, nothing of
citizens. Texts are given in all languages, times in UTC; `at` is the hub's time, so that a
screen can show how long ago something was whatever its own clock says.
"""

from shared.domain.boards.calls import CallShown, Saying, Speech
from shared.domain.boards.desks import (
    AtWindow,
    Console,
    Held,
    HelpAtWindow,
    MessageShown,
    Next,
    QueueAtConsole,
    ServedToday,
    StepOfVisit,
    UndoOffered,
    Waiting,
)
from shared.domain.boards.panels import Panel, PauseShown, QueueName, RatingAsked, TicketOnPanel
from shared.domain.boards.phones import InLine, OutOfLine, QueueBoard, QueueCall
from shared.domain.boards.screens import ScreenBoard, ScreensBoard, ScreenShown, VoiceBoard
from shared.domain.boards.staff import (
    HelpShown,
    LoanShown,
    Missed,
    Overview,
    QueueInOverview,
    StewardBoard,
    Totals,
    WindowInOverview,
)
from shared.domain.boards.walls import (
    CalledNumber,
    MainBoard,
    NoticeBoard,
    NoticeOnWall,
    QueueOnBoard,
)

Board = (
    MainBoard
    | NoticeBoard
    | Panel
    | Console
    | Overview
    | QueueBoard
    | StewardBoard
    | ScreenBoard
    | ScreensBoard
    | VoiceBoard
)

__all__ = [
    "AtWindow",
    "Board",
    "CallShown",
    "CalledNumber",
    "Console",
    "Held",
    "HelpAtWindow",
    "HelpShown",
    "InLine",
    "LoanShown",
    "MainBoard",
    "MessageShown",
    "Missed",
    "Next",
    "NoticeBoard",
    "NoticeOnWall",
    "OutOfLine",
    "Overview",
    "Panel",
    "PauseShown",
    "QueueAtConsole",
    "QueueBoard",
    "QueueCall",
    "QueueInOverview",
    "QueueName",
    "QueueOnBoard",
    "RatingAsked",
    "Saying",
    "ScreenBoard",
    "ScreenShown",
    "ScreensBoard",
    "ServedToday",
    "Speech",
    "StepOfVisit",
    "StewardBoard",
    "TicketOnPanel",
    "Totals",
    "UndoOffered",
    "VoiceBoard",
    "Waiting",
    "WindowInOverview",
]
