"""Full-text search over a few hundred short texts, on SQLite's FTS5.

The index is a database in memory, made anew from the live hall by whoever searches: it is the same
whatever engine keeps the journal, nothing of it is on a disk, and each process has its own.

A text here is tokens parted by spaces. What makes a token of a word, a character or a spelling is
decided elsewhere (`shared.queries.finding`); in here they are only compared.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import asdict
from sqlite_utils import Database

COLUMNS = ("whole", "alias", "name", "words", "place", "guide")

# Each row that any of the expressions, a JSON array, matches: the first that does, and how many do.
FIND = (
    "SELECT code, weight, min(asked.key), count(*) FROM json_each(?) AS asked"
    " CROSS JOIN row_fts JOIN row ON row.id = row_fts.rowid"
    " WHERE row_fts MATCH asked.value GROUP BY row.id"
)


class Row(Struct, frozen=True):
    """What can be found under `code`: its `whole` names, each one token; its other names likewise
    (`alias`); the tokens of its `name`, of everyday `words` for it, of its `place`, and of its
    `guide`. Of what is
    found equally well, the larger `weight` comes first."""

    code: str
    weight: int
    whole: str
    alias: str
    name: str
    words: str
    place: str
    guide: str = ""


class Term(Struct, frozen=True):
    """One of these sequences of tokens; `begins`: the last token need only begin so."""

    any_of: tuple[str, ...]
    begins: bool = False


class Wanted(Struct, frozen=True):
    """All of these terms, in any order, in one of the columns or another."""

    terms: tuple[Term, ...]
    columns: tuple[str, ...]


class SearchIndex:
    """Rows to search in; one thread at a time, whichever. No text makes a search raise."""

    def __init__(self, rows: Iterable[Row]) -> None:
        connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._db = Database(connection)
        columns = {"id": int, "code": str, "weight": int} | dict.fromkeys(COLUMNS, str)
        table = self._db.table("row")
        table.create(columns, pk="id")
        table.insert_all(asdict(row) for row in rows)
        table.enable_fts(COLUMNS, tokenize="unicode61 remove_diacritics 0")

    def best(self, wanted: Sequence[Wanted], limit: int) -> tuple[str, ...]:
        """Codes of what is wanted: those of the first before those of the second, and so on."""
        found = sorted((place, -weight, code) for code, weight, place, _ in self._found(wanted))
        return tuple(code for *_, code in found[:limit])

    def most(self, wanted: Sequence[Wanted], limit: int) -> tuple[str, ...]:
        """Codes of whatever has some of what is wanted, those that have the most of it first;
        without those that have less than half as much as the first."""
        found = sorted((-count, -weight, code) for code, weight, _, count in self._found(wanted))
        return tuple(code for count, _, code in found[:limit] if 2 * count <= found[0][0])

    def close(self) -> None:
        self._db.close()

    def _found(self, wanted: Sequence[Wanted]) -> list[tuple[str, int, int, int]]:
        return list(self._db.execute(FIND, [json.dumps([_match(each) for each in wanted])]))


def _match(wanted: Wanted) -> str:
    """In FTS5's language. Every text is quoted, so that none is read as part of that language."""
    terms = " AND ".join(f"({' OR '.join(_phrases(term))})" for term in wanted.terms)
    return f"{{{' '.join(wanted.columns)}}} : ({terms})"


def _phrases(term: Term) -> list[str]:
    star = " *" if term.begins else ""
    return [f'"{text.replace(chr(34), "")}"{star}' for text in term.any_of]
