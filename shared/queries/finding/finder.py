"""Which services a text may mean: from what was certainly meant to what has some of it."""

import threading

from shared.domain.hall import Hall
from shared.queries.finding.known import Known
from shared.queries.finding.typed import korean, terms_of
from shared.queries.finding.wanted import in_guides, in_keys, loose, parts, strict


class Finder:
    """Finds services of a hall; made anew after each import. May be shared by threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: Known | None = None

    def find(self, hall: Hall, text: str, limit: int) -> tuple[str, ...]:
        """Codes of the services that the text may mean, the best first, at most `limit`.

        First those of exactly that name, then those whose name begins so, those with exactly that
        everyday word, those with it in their name, those with it in an everyday word, at last those
        that only stand in a place (queue, department) of that name; whole words before beginnings
        of words, and among equals the most asked for. Letters without a vowel are initials: every
        place where they begin is as good, after the word they most often stand for (``sfz`` is
        身份证 before 二手房转移). Where nothing is found so, guides are searched, then characters
        count in any order, Latin letters are read as the keys of a Korean keyboard, then a slip of
        a letter is forgiven, and then whatever has most of the text is given. Never raises for
        any text.
        """
        asked = terms_of(text)
        if hall.catalogue is None or not asked or limit < 1:
            return ()
        with self._lock:
            known = self._current(hall)
            return (
                known.index.best(strict(asked, known.said_most(asked)), limit)
                or known.index.best(in_keys(text), limit)
                or known.index.best(in_guides(asked), limit)
                or known.index.best(loose(asked), limit)
                or known.index.best(in_keys(korean(text)), limit)
                or known.index.best(loose(known.mended(asked)), limit)
                or known.index.most(parts(known.mended(asked)), limit)
            )

    def prepare(self, hall: Hall) -> None:
        """Make the index now, so that the first to ask need not wait for it."""
        with self._lock:
            if hall.catalogue is not None:
                self._current(hall)

    def _current(self, hall: Hall) -> Known:
        if self._known is None or self._known.catalogue is not hall.catalogue:
            if self._known is not None:
                self._known.index.close()
            self._known = Known(hall)
        return self._known
