"""What the counter's scripts say. What stands in a template only is said there."""

from babel import Locale

from shared.domain.help_calls import HELP_SENTENCES
from shared.domain.tickets import State
from shared.words import languages, sentence

PRESSING = (
    "Sending…",
    "{move}: kept, and sent once when the line is back.",
    "One press is kept already. Withdraw it to press another.",
    "Withdrawn. Look at what the window shows: it may have been done already.",
    "The window has moved on since. This press is not sent any more.",
)
CHOICE = PRESSING
# What asking.js says on the tablet and in the supervisor's room.
ASKING = (
    "Sending…",
    "Sending… attempt {attempt}",
    "The hall does not answer. Press again: it will be done once.",
    "Connection lost since {time}",
)
# What fields.js says in dialogs of any page.
FIELDS = (
    "Or in your own words",
    "Please choose, or write something.",
    "Please choose one of the list.",
    "Type to find",
    "Not served",
    "Own queue",
    "Helped after minutes",
    "A window needs a queue of its own.",
)
SEAT = (
    "{minutes} min",
    "Under 1 min",
    "Has been called",
    "Being served",
    "Called {count} times",
    "Longer than usual",
    "Twice as long as usual",
    "Usually {minutes} min",
    "Done on the spot",
    "Within working days: {days}",
    "Green channel",
    "Appointment at {time}",
    "For this window alone",
    "Put first",
    "Back after a miss",
    "Missed before",
    "Declared, not yet confirmed",
    "Confirmed",
    "Asked for more time",
    "done",
    "now",
    "to come",
    "not done",
    "Nobody is waiting.",
    "Nobody is at the window",
    "No documents needed",
    "Paused",
    "Since {time}",
    "Since {time}, until {until}",
    "Whoever comes is called at once.",
    "Calls by itself as soon as somebody comes.",
    "Calls by itself in {seconds} s.",
    "{queue}, helped after {minutes} min",
)
PAUSES = ("Rest", "Meal", "Meeting", "System fault", "Other reason")
NAMES = (
    "Elderly person",
    "Person with a disability",
    "Pregnant woman",
    "With a small child",
    "Serviceman or veteran",
    "Urgent matter",
    "Done",
    "Accepted as a commitment case",
    "Materials missing",
    "Referred elsewhere",
    "Not our matter",
    *PAUSES,
    *HELP_SENTENCES.values(),
)
MOVES = (
    "Connection lost since {time}. A press is kept until it is back.",
    "To all windows",
    "To this window",
    "after {count} recalls or {time}",
    "after 1 recall or {time}",
    "then the next step of the visit",
    "called",
    "on the way",
    "Call of {number}, {seconds} s",
    "Missed: {number}, {seconds} s",
    "Finish of {number}, {seconds} s",
)
ASKS = (
    "Call one number",
    "Call",
    "Or another that waits, by its number",
    "Number",
    "Reason",
    "Reason, if you like",
    "Note for the next clerk, if you like",
    "Comes back with what was missing",
    "Was here before",
    "Cannot wait",
    "Only a question",
    "Collects a document",
    "Sent by a colleague",
    "Seen at the window",
    "A document was shown",
    "Not entitled to it",
    "No proof was shown",
    "Given by mistake",
    "Withdraw the green channel from {number}",
    "No steward is needed any more",
    "Call a steward",
    "What for",
    "The citizen has given up",
    "Taken by mistake",
    "Has another number",
    "Fills in a form",
    "Makes a copy",
    "Fetches a document",
    "Pays",
    "Resume a held number",
    "Go on",
    "Serve somebody without a number",
    "Service",
    "Start",
    "How it ended",
    "Finish {number}",
    "Finish",
    "Hold {number}",
    "Hold",
    "Queue {letter}",
    "Window {window}",
    "Transfer {number}",
    "Transfer",
    "Where to",
    "First in line there",
    "Withdraw the green channel",
    "For whom",
    "Confirm",
    "Cancel a number",
    "Cancel the number",
    "Pause",
    "Until, if you know",
    "Off",
    "After {seconds} s",
    "Or after so many seconds",
    "Call by itself when the window is free",
    "When",
    "Queues of this window",
    "Until the window is closed",
    "Clerk",
    "Hand over to",
    "Hand over",
)
STATE_SENTENCES = {
    State.waiting: "Waiting",
    State.called: "Has been called",
    State.serving: "Being served",
    State.held: "Set aside",
    State.missed: "Missed",
    State.served: "Served",
    State.abandoned: "Ended after a miss",
    State.cancelled: "Cancelled",
    State.expired: "Ended with the day",
}
CONSOLE = (*PRESSING, *FIELDS, *SEAT, *NAMES, *MOVES, *ASKS)


def sentences(language: str, wanted: tuple[str, ...]) -> dict[str, str]:
    """The sentences in a language by their English ones, fields not yet filled."""
    return {english: sentence(language, english) for english in wanted}


def language_names(language: str) -> dict[str, str]:
    """The languages citizens may have chosen, named in this one."""
    return {code: Locale.parse(code).get_display_name(language) or code for code in languages()}
