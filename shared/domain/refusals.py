"""Why a command was not done. The tree:

    Refusal
    ├── Malformed       the words of the command make no sense (too long, odd characters)
    ├── Unknown         it names something the hall does not have
    ├── NotAllowed      this actor may not do it
    ├── WrongState      what it names is not in a state that allows it
    │   ├── NobodyWaiting   there is nobody to call
    │   ├── HallClosed      the hall gives no numbers now
    │   ├── NotOffered      this service has no numbers now, though the hall is open
    │   ├── QuotaFull       all numbers of this service and half-day have been given
    │   ├── NoTimeLeft      what waits already fills the time until the hall closes
    │   ├── OneTicketEach   this person has an open number in the queue
    │   ├── EnoughToday     this person has taken as many numbers as one may in a day
    │   ├── SlotFull        all appointments of this time have been given
    │   ├── EnoughBooked    this person has as many appointments as one may have
    │   ├── EnoughHelp      as many calls for a steward came from here as may
    │   └── Barred          this person may book again only after a while
    └── Repeated        the command id was used before, for something else

A refusal carries a sentence (an English message id of `shared/words`) and the values it is
filled with, so that each page can say it in its reader's language; a value may itself be a text by
language. It never holds personal data.
"""

from collections.abc import Mapping

from shared.domain.catalogue import in_language


class Refusal(Exception):
    """A command was not done and nothing changed.

    `sentence` is a message id with ``{name}`` fields, `values` fills them; `code` is stable
    and meant for programs.
    """

    code = "refused"

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.values: Mapping[str, object] = values

    def __str__(self) -> str:
        return self.sentence.format(
            **{
                name: in_language(value, "en") if isinstance(value, dict) else value
                for name, value in self.values.items()
            }
        )


class Malformed(Refusal):
    code = "malformed"


class Unknown(Refusal):
    code = "unknown"


class NotAllowed(Refusal):
    code = "not-allowed"


class WrongState(Refusal):
    code = "wrong-state"


class NobodyWaiting(WrongState):
    code = "nobody-waiting"


class HallClosed(WrongState):
    code = "hall-closed"


class NotOffered(WrongState):
    code = "not-offered"


class QuotaFull(WrongState):
    code = "quota-full"


class NoTimeLeft(WrongState):
    code = "no-time-left"


class OneTicketEach(WrongState):
    code = "one-ticket-each"


class EnoughToday(WrongState):
    code = "enough-today"


class SlotFull(WrongState):
    code = "slot-full"


class EnoughBooked(WrongState):
    code = "enough-booked"


class EnoughHelp(WrongState):
    code = "enough-help"


class Barred(WrongState):
    code = "barred"


class Repeated(Refusal):
    code = "repeated"
