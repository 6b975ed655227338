"""Hangul as it is typed: keys of a keyboard of two sets (2-beolsik), and the syllables they make.

A *key* here is one of the 33 letters that stand on such a keyboard, as compatibility jamo.
ㄲ and ㅆ are keys; ㅘ and ㄳ are two each.
"""

import re

JAMO = "".join(map(chr, range(0x3131, 0x3164)))
INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS: tuple[str, ...] = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
FIRST, LAST = 0xAC00, 0xD7A3

ROWS = ("ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ", "ㅁㄴㅇㄹㅎㅗㅓㅏㅣ", "ㅋㅌㅊㅍㅠㅜㅡ")
DOUBLED = "ㅃㅉㄸㄲㅆㅒㅖ"  # with Shift, on the keys q w e r t o p
LATIN_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
LATIN = str.maketrans("".join(LATIN_ROWS) + "QWERTOP", "".join(ROWS) + DOUBLED)

TWO_KEYS = {
    **{
        "ㅘ": "ㅗㅏ",
        "ㅙ": "ㅗㅐ",
        "ㅚ": "ㅗㅣ",
        "ㅝ": "ㅜㅓ",
        "ㅞ": "ㅜㅔ",
        "ㅟ": "ㅜㅣ",
        "ㅢ": "ㅡㅣ",
    },
    **{
        "ㄳ": "ㄱㅅ",
        "ㄵ": "ㄴㅈ",
        "ㄶ": "ㄴㅎ",
        "ㄺ": "ㄹㄱ",
        "ㄻ": "ㄹㅁ",
        "ㄼ": "ㄹㅂ",
        "ㄽ": "ㄹㅅ",
    },
    **{"ㄾ": "ㄹㅌ", "ㄿ": "ㄹㅍ", "ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ"},
}
APART = str.maketrans(TWO_KEYS)
TOGETHER = {keys: jamo for jamo, keys in TWO_KEYS.items()}

_VOWEL = "(?:ㅗ[ㅏㅐㅣ]|ㅜ[ㅓㅔㅣ]|ㅡㅣ|[ㅏ-ㅣ])"
_FINAL = "(?:ㄱㅅ|ㄴ[ㅈㅎ]|ㄹ[ㄱㅁㅂㅅㅌㅍㅎ]|ㅂㅅ|[ㄱㄲㄴㄷㄹㅁㅂㅅㅆㅇㅈㅊㅋㅌㅍㅎ])"
# A consonant before a vowel begins a syllable, so it is no end of the one before.
_SYLLABLE = re.compile(f"([ㄱ-ㅎ])({_VOWEL})({_FINAL}(?![ㅏ-ㅣ]))?|({_VOWEL})")
_JAMO = re.compile("[ㄱ-ㅣ]+")
HANGUL = re.compile("[ㄱ-ㅣ가-힣]+")


def composed(text: str) -> str:
    """The same with its jamo put together to syllables, as a keyboard does. Consonants that no
    vowel follows stay alone; what is no jamo stays as it is, finished syllables too."""
    return _JAMO.sub(lambda run: _SYLLABLE.sub(_syllable, run[0].translate(APART)), text)


def keys_of(text: str) -> str:
    """The same with each syllable as the keys that type it."""
    return "".join(map(_keys, text)).translate(APART)


def initials_of(text: str) -> str:
    """The first consonant of each syllable; all else is left out."""
    found = (ord(each) - FIRST for each in text if FIRST <= ord(each) <= LAST)
    return "".join(INITIALS[at // 588] for at in found)


def as_typed(text: str) -> str:
    """What a keyboard of two sets makes of the keys with these Latin letters: 신분증 of
    ``tlsqnswmd``."""
    return composed(text.translate(LATIN))


def in_keys(text: str) -> str:
    """Each run of Hangul as the keys that type it, as a word of its own."""
    return HANGUL.sub(lambda run: f" {keys_of(run[0])} ", text)


def _syllable(found: re.Match[str]) -> str:
    first, vowel, final, alone = found.groups("")
    if alone:
        return TOGETHER.get(alone, alone)
    vowel_at = VOWELS.index(TOGETHER.get(vowel, vowel))
    final_at = FINALS.index(TOGETHER.get(final, final))
    return chr(FIRST + (INITIALS.index(first) * 21 + vowel_at) * 28 + final_at)


def _keys(character: str) -> str:
    at = ord(character) - FIRST
    if not 0 <= at <= LAST - FIRST:
        return character
    return INITIALS[at // 588] + VOWELS[at % 588 // 28] + FINALS[at % 28]
