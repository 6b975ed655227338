"""`hall languages`: how far each language is said, and what it lacks.

A language is what has a catalogue in `shared/words` or a column in the hall's files. The Chinese
catalogue has every sentence (a test holds it), so it is the measure of the others.
"""

from collections.abc import Iterator
from pathlib import Path

from babel import Locale, UnknownLocaleError
from msgspec import Struct

from shared.devices import fonts
from shared.devices.voice import VOICES
from shared.halls.columns import SHEETS
from shared.halls.faults import Fault
from shared.halls.sheets import load
from shared.words import FOLDER, SOURCE, in_order, read
from shared.words.spoken import LANGUAGES as SPOKEN


class Cell(Struct, frozen=True):
    """A cell without its text; `line` is the spreadsheet's row."""

    file: str
    line: int
    column: str


class Coverage(Struct, frozen=True):
    """What a language has: sentences and cells are counted, those it lacks are listed. `spoken`:
    calls are heard in it; `printed`: receipts can be written in it."""

    code: str
    name: str
    sentences: int
    cells: int
    missing_sentences: tuple[str, ...]
    missing_cells: tuple[Cell, ...]
    spoken: bool
    printed: bool

    @property
    def whole(self) -> bool:
        return not self.missing_sentences and not self.missing_cells


def examine(files: Path, words: Path = FOLDER) -> list[Coverage]:
    """Every language of the catalogues in `words` and of the hall's files, which need not be
    right otherwise: what cannot be read is not counted."""
    every = set(catalogue_of(words, "zh"))
    texts = list(texts_of(files))
    columns = {language for _, _, given in texts for language in given}
    codes = in_order({file.stem for file in words.glob("*.po")} | columns | {SOURCE})
    return [coverage(code, every, catalogue_of(words, code), texts) for code in codes]


def coverage(
    code: str, every: set[str], said: dict[str, str], texts: list[tuple[str, Cell, set[str]]]
) -> Coverage:
    sentences = () if code == SOURCE else tuple(sorted(every - said.keys()))
    cells = tuple(
        Cell(cell.file, cell.line, f"{name}_{code}") for name, cell, has in texts if code not in has
    )
    return Coverage(
        code=code,
        name=own_name(code),
        sentences=len(every) - len(sentences),
        cells=len(texts) - len(cells),
        missing_sentences=sentences,
        missing_cells=cells,
        spoken=code in SPOKEN and code in VOICES,
        printed=code == SOURCE or (bool(said) and writes("".join(said.values()))),
    )


def catalogue_of(words: Path, code: str) -> dict[str, str]:
    """What a catalogue says, by its English; nothing where there is none."""
    file = words / f"{code}.po"
    if not file.is_file():
        return {}
    said = {str(message.id): str(message.string) for message in read(file)}
    return {english: text for english, text in said.items() if english and text}


def texts_of(files: Path) -> Iterator[tuple[str, Cell, set[str]]]:
    """Each text of the hall's files: its column without the language, its place, and the languages
    that have it."""
    faults: list[Fault] = []
    for sheet in SHEETS:
        for row in load(files, sheet, faults).rows:
            for column in sheet.columns:
                given = row.values.get(column.name)
                if column.texts and given:
                    yield column.name, Cell(sheet.file, row.line, column.name), set(given)


def writes(text: str) -> bool:
    try:
        return fonts.writes(text)
    except fonts.NoFont:
        return False


def own_name(code: str) -> str:
    try:
        return Locale.parse(code).get_language_name(code) or code
    except (UnknownLocaleError, ValueError):
        return code


def lines(found: list[Coverage], most: int) -> Iterator[str]:
    """What the command prints: a line a language, and under it at most so many things it lacks."""
    for each in found:
        sentences = each.sentences + len(each.missing_sentences)
        cells = each.cells + len(each.missing_cells)
        yield (
            f"{each.code:<4} {each.name}: {each.sentences} of {sentences} sentences,"
            f" {each.cells} of {cells} texts of the hall's files,"
            f" receipts {'yes' if each.printed else 'no'}, voice {'yes' if each.spoken else 'no'}"
        )
        lacks = [f"sentence  {english}" for english in each.missing_sentences]
        lacks += [f"cell      {c.file}, row {c.line}, {c.column}" for c in each.missing_cells]
        yield from (f"     {one}" for one in lacks[:most])
        if len(lacks) > most:
            yield f"     and {len(lacks) - most} more: hall languages {each.code}"
