"""Finding a service by what somebody types: Chinese, pinyin or its initials, English, Korean,
everyday words, or several of them at once.

Chinese and Korean are compared character by character, so that any part of a word is found; other
scripts by the beginnings of words. A Chinese name is kept in four spellings: as it is written, in
pinyin from each syllable on (``budongchan``, ``dongchan``, ``chan``), and in initials likewise
(``bdc``, ``dc``, ``c``); a Korean one also in the keys that type it and in first consonants. The
rows are compared in `shared.store.search`.
"""

from shared.queries.finding.finder import Finder
from shared.queries.finding.known import slips
from shared.queries.finding.typed import plain

__all__ = ["Finder", "plain", "slips"]
