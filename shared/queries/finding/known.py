"""What is known of one hall's words: the index of its services, what initials mostly stand for, and
which words a slip may have been meant to be."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import chain

from shared.domain.hall import Hall
from shared.queries.finding.rows import rows_of
from shared.queries.finding.typed import HAN, VOWELS, Asked, are_initials, plain
from shared.store.search import SearchIndex
from shared.words.pinyin import syllables

SHORTEST_SLIP = 4  # letters: of shorter words too many are one letter apart
SHORT_SLIP = 5  # letters: of words up to here only a whole word with the same first letter is meant
HAN_RUN = re.compile(f"[{HAN}]+")


class Known:
    """One import's index, and its words in Latin and other letters, sorted."""

    def __init__(self, hall: Hall) -> None:
        self.catalogue = hall.catalogue
        rows = rows_of(hall)
        self.index = SearchIndex(rows)
        texts = (f"{row.name} {row.words} {row.place}" for row in rows)
        tokens = set(chain.from_iterable(text.split() for text in texts))
        self._words = sorted(token for token in tokens if len(token) > 1)
        self._runs = [run for text in _texts(hall) for run in _with_initials(text)]

    def said_most(self, asked: tuple[Asked, ...]) -> str:
        """The Chinese characters that initials stand for most often here; empty where they are
        none, or stand for nothing more often than for another."""
        if len(asked) != 1 or len(asked[0].text) < 2 or not are_initials(asked):
            return ""
        letters, said = asked[0].text, Counter[str]()
        for initials, run in self._runs:
            at = initials.find(letters)
            while at >= 0:
                said[run[at : at + len(letters)]] += 1
                at = initials.find(letters, at + 1)
        (first, often), (_, less) = (*said.most_common(2), ("", 0), ("", 0))[:2]
        return first if often > less else ""

    def mended(self, asked: tuple[Asked, ...]) -> tuple[Asked, ...]:
        """The same without slips: a word that begins no known one becomes the known ones that are
        one letter away. Of initials no slip can be told."""
        return tuple(
            Asked(each.text, each.wide, self._instead(each.text)) if _may_slip(each) else each
            for each in asked
        )

    def _instead(self, text: str) -> tuple[str, ...]:
        if self._begins(text):
            return ()
        if len(text) > SHORT_SLIP:
            return tuple(filter(self._begins, slips(text)))
        like = (each for each in slips(text) if each[0] == text[0] and VOWELS.intersection(each))
        return tuple(filter(self._knows, like))

    def _knows(self, text: str) -> bool:
        at = bisect_left(self._words, text)
        return at < len(self._words) and self._words[at] == text

    def _begins(self, text: str) -> bool:
        at = bisect_left(self._words, text)
        return at < len(self._words) and self._words[at].startswith(text)


def _texts(hall: Hall) -> Iterator[str]:
    assert hall.catalogue is not None
    for service in hall.services.values():
        yield service.name["zh"]
    for each in hall.catalogue.synonyms:
        yield from each.words


def _with_initials(text: str) -> Iterator[tuple[str, str]]:
    """Each Chinese run of a text, after the initials of its characters."""
    for run in HAN_RUN.findall(plain(text)):
        said = syllables(run)
        if len(said) == len(run):
            yield "".join(each[0] for each in said), run


def _may_slip(asked: Asked) -> bool:
    return not are_initials((asked,)) and not asked.wide and len(asked.text) >= SHORTEST_SLIP


def slips(word: str) -> Iterator[str]:
    """Words one slip away: a letter too much, missing, wrong, or changed places with the next."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in letters if letter != after[0])
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        yield from (before + letter + after for letter in letters)
