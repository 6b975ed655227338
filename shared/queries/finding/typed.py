"""What somebody typed, in plain letters and in pieces that can be looked for."""

import re
import unicodedata
from collections.abc import Sequence

from msgspec import Struct

from shared.store.search import Term
from shared.words import hangul

LONGEST = 60  # characters looked at
MOST_TERMS = 8
VOWELS = frozenset("aeiouv")  # as they are typed for pinyin; letters without any are initials
STOP = "ǀ"  # stands between texts, so that no sequence runs from one into the next
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
WIDE = f"{HAN}\u3040-\u30ff\uac00-\ud7a3"  # written without spaces, or with endings
JAMO = re.compile("[\u3131-\u3163]")
# What NFKC makes of the keys' jamo, and back.
APART_JAMO = {ord(unicodedata.normalize("NFKC", each)): each for each in hangul.JAMO}
PIECES = re.compile(f"([{WIDE}]+)|([^\\W_{WIDE}]+)")
ONE_WIDE = re.compile(f"[{WIDE}]")
KOREAN_WORDS = re.compile("(?:[가-힣]{2,}[ㄱ-ㅎ]? ?)+")
TONED = re.compile("(?:[a-z]+[1-5])+")
APOSTROPHES = str.maketrans("", "", "'’‘`´")


class Asked(Struct, frozen=True):
    """A run of characters of one kind: `wide` ones, or a word. `instead` are what it may have been
    meant to be."""

    text: str
    wide: bool
    instead: tuple[str, ...] = ()

    def term(self) -> Term:
        if self.wide:
            return Term((" ".join(self.text),))
        return Term((self.text, *self.instead), begins=True)


def terms_of(text: str) -> tuple[Asked, ...]:
    letters = plain(text[: 4 * LONGEST])[:LONGEST]
    return pieces_of(hangul.in_keys(letters) if JAMO.search(letters) else letters)


def pieces_of(letters: str) -> tuple[Asked, ...]:
    found = PIECES.findall(letters)
    pieces = [Asked(wide or _toneless(word), bool(wide)) for wide, word in found]
    return tuple(pieces[:MOST_TERMS])


def plain(text: str) -> str:
    """Half width, small letters, without accents, tone marks and apostrophes; jamo as syllables."""
    text = hangul.composed(text)
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).lower())
    letters = "".join(each for each in apart if not unicodedata.combining(each))
    return unicodedata.normalize("NFC", letters).translate(APOSTROPHES).translate(APART_JAMO)


def _toneless(word: str) -> str:
    """``bu4dong4`` as ``budong``."""
    return re.sub("[1-5]", "", word) if TONED.fullmatch(word) else word


def are_initials(asked: Sequence[Asked]) -> bool:
    """Jamo too: every place in a Korean name may be typed from."""
    return not any(each.wide or VOWELS.intersection(each.text) for each in asked)


def korean(text: str) -> str:
    """What a Korean keyboard would have made of Latin letters; empty where that is no word."""
    text = text[:LONGEST].strip()
    for letters in (text, text.lower()):
        words = hangul.as_typed(letters)
        if KOREAN_WORDS.fullmatch(words):
            return words
    return ""


def joined(pieces: Sequence[str]) -> str:
    """One token of pieces that still tells where one word ended and the next began, so that *id*
    is not the beginning of *I do*."""
    found = ""
    for piece in pieces:
        words = found and not ONE_WIDE.search(found[-1] + piece[0])
        found += STOP + piece if words else piece
    return found
