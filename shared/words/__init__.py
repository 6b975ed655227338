"""Languages: what pages, papers and voices say.

Sentences stand in the code in English; a language is one gettext catalogue beside this file, such
as ``zh.po``, read at start. A sentence that a catalogue lacks is a fault a test finds, and is shown
in English rather than not at all.
"""

from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from shared.domain.catalogue import Text, in_language

FOLDER = Path(__file__).parent
SOURCE = "en"


@cache
def catalogue(language: str) -> Catalog | None:
    """The catalogue of a language; None for English, whose sentences are in the code."""
    file = FOLDER / f"{language}.po"
    return None if language == SOURCE or not file.is_file() else read(file)


def read(file: Path) -> Catalog:
    """A catalogue's file; its name is the language's code."""
    return read_po(BytesIO(file.read_bytes()), locale=file.stem)


@cache
def languages() -> tuple[str, ...]:
    """The languages of pages, Chinese first, then English, then the others."""
    return in_order({file.stem for file in FOLDER.glob("*.po")} | {SOURCE})


def in_order(codes: set[str]) -> tuple[str, ...]:
    return tuple(sorted(codes, key=lambda code: (code != "zh", code != SOURCE, code)))


@cache
def sentence(language: str, english: str) -> str:
    """The sentence in a language, its ``{fields}`` not yet filled."""
    book = catalogue(language)
    message = book.get(english) if book is not None else None
    return str(message.string) if message is not None and message.string else english


def say(language: str, english: str, **values: object) -> str:
    """A sentence in a language with its fields filled; a value that is a text by language is said
    in this one."""
    said = {
        name: told(value, language) if isinstance(value, dict) else value
        for name, value in values.items()
    }
    return sentence(language, english).format(**said)


def told(text: Text, language: str) -> str:
    """A text in a language. Where it has none, its English may be a sentence of the catalogue, as
    the names of holidays are; else it is told in Chinese."""
    english = text.get(SOURCE, "")
    if english and not text.get(language):
        said = sentence(language, english)
        if said != english:
            return said
    return in_language(text, language)
