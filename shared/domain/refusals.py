"""Why a command was not done. The tree:

    Refusal
    ├── Malformed       the words of the command make no sense (too long, odd characters)
    ├── Unknown         it names something the hall does not have
    ├── NotAllowed      this actor may not do it
    ├── WrongState      what it names is not in a state that allows it
    │   ├── NobodyWaiting   there is nobody to call
    │   └── HallClosed      the hall gives no numbers now
    └── Repeated        the command id was used before, for something else

A refusal carries a sentence (an English message id of `shared/words`) and the values it is
filled with, so that each page can say it in its reader's language. It never holds personal data.
"""

from collections.abc import Mapping


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
        return self.sentence.format(**self.values)


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


class Repeated(Refusal):
    code = "repeated"
