"""What is wrong in a hall's files, said so that a clerk finds the cell."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

SHOWN = 20


class Wrong(Exception):
    """A cell or a file makes no sense. `sentence` is a message id, `values` fill its fields."""

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.values = values


class Fault(Struct, frozen=True):
    """One wrong thing.

    `line` is the spreadsheet's row, where the header is 1, or 0 if the whole file is meant;
    `column` may be empty. `sentence` is a message id of `shared/words`, filled with `values`.
    """

    file: str
    line: int
    column: str
    sentence: str
    values: Mapping[str, object]

    @property
    def reason(self) -> str:
        return self.sentence.format(**self.values)

    def __str__(self) -> str:
        place = [self.file]
        if self.line:
            place.append(f"line {self.line}")
        if self.column:
            place.append(f"column {self.column}")
        return f"{', '.join(place)}: {self.reason}"


class HallFileError(ValueError):
    """A hall's files were refused and nothing was taken from them.

    `faults` holds every fault found, in the order of files and lines, at least one; `file`,
    `line`, `column` and `reason` are those of the first. The message has a fault on each line.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        first = self.faults[0]
        self.file, self.line, self.column = first.file, first.line, first.column
        self.reason = first.reason
        super().__init__(self.faults)

    def __str__(self) -> str:
        lines = [str(fault) for fault in self.faults[:SHOWN]]
        if len(self.faults) > SHOWN:
            lines.append(f"and {len(self.faults) - SHOWN} more")
        return "\n".join(lines)
