"""Voice packs that Debian's packages bring, used where they are installed and never copied.

`gcin-voice` has a recording of each Chinese syllable by one speaker under CC-BY 3.0 (another's, who
gave no such licence, are not touched). `asterisk-core-sounds-en-wav` has English letters and
numbers, but neither *ticket* nor *window*: it cannot say a call by itself, and lends its letters to
the Chinese voice and its numbers to a hall's own recordings.
"""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from pypinyin import Style, lazy_pinyin
from pypinyin.constants import RE_HANS

from shared.devices.packs import Files, Pack, fingerprint, longest_words, pause_of, recording
from shared.words.spoken import ALPHABET, LARGEST, count_en, count_zh

GCIN = Path("/usr/share/gcin-voice/ogg")
GCIN_FILE = "5.ogg"  # the speaker whose recordings are CC-BY 3.0
ASTERISK = Path("/usr/share/asterisk/sounds/en_US_f_Allison")
TONES = {"ˊ": "2", "ˇ": "3", "ˋ": "4", "˙": "1"}  # a folder without a figure: the first tone


def debian_packs(gcin: Path = GCIN, asterisk: Path = ASTERISK) -> dict[str, Pack]:
    """By name; those that are installed."""
    found = {}
    if (asterisk / "letters").is_dir():
        found["asterisk"] = _asterisk(asterisk)
    if gcin.is_dir():
        found["gcin"] = _gcin(gcin, found.get("asterisk"))
    return found


def _asterisk(folder: Path) -> Pack:
    words = {letter: Path("letters") / f"{letter.lower()}.wav" for letter in ALPHABET}
    counted = [*range(20), *range(20, 100, 10)]
    words |= {count_en(number): Path("digits") / f"{number}.wav" for number in counted}
    words |= {word: Path("digits") / f"{word}.wav" for word in ("hundred", "thousand")}
    words |= {"and": Path("vm-and.wav")}
    files = {word: path for word, at in words.items() if recording(path := folder / at)}
    return Pack(
        name="asterisk",
        language="en",
        licence="CC-BY-SA 3.0",
        attribution="Allison Smith, Digium (Asterisk core sounds)",
        folder=folder,
        fingerprint=fingerprint([folder / "letters", folder / "digits", *files.values()]),
        find=lambda words: [(files[word],) if word in files else None for word in words],
        split=longest_words(files),
    )


def _gcin(folder: Path, letters: Pack | None) -> Pack:
    """What is not Chinese is asked of `letters`."""

    def find(words: tuple[str, ...]) -> list[Files | None]:
        found: list[Files | None] = []
        for chinese, group in groupby(words, _chinese):
            together = tuple(group)
            if chinese:
                found += _syllables(folder, together)
            elif letters is not None:
                found += letters.find(together)
            else:
                found += [None] * len(together)
        return found

    names = "" if letters is None else f"; letters: {letters.attribution}, {letters.licence}"
    sample = [folder, folder / "ㄧ" / GCIN_FILE, folder / "ㄏㄠ4" / GCIN_FILE]
    return Pack(
        name="gcin",
        language="zh",
        licence="CC-BY 3.0",
        attribution=f"Chu Lo, ChionMeilin recording group (gcin-voice){names}",
        folder=folder,
        fingerprint=fingerprint(sample, [letters] if letters else []),
        find=find,
        split=lambda text: tuple(_cut(text)),
    )


def _chinese(word: str) -> bool:
    return RE_HANS.match(word) is not None


def _syllables(folder: Path, words: tuple[str, ...]) -> list[Files | None]:
    """Of words that follow each other, since a tone may hang on what comes next (一百)."""
    sounds = lazy_pinyin("".join(words), style=Style.BOPOMOFO)
    if len(sounds) != sum(map(len, words)):
        return [None] * len(words)
    found: list[Files | None] = []
    for word in words:
        own, sounds = sounds[: len(word)], sounds[len(word) :]
        paths = tuple(folder / place(sound) / GCIN_FILE for sound in own)
        found.append(paths if all(map(recording, paths)) else None)
    return found


def place(bopomofo: str) -> str:
    """The folder of a syllable: ㄏㄠˋ is in ``ㄏㄠ4``."""
    tone = "".join(TONES[mark] for mark in bopomofo if mark in TONES)
    return "".join(mark for mark in bopomofo if mark not in TONES) + tone


def _cut(text: str) -> Iterator[str]:
    """Free text as syllables, letters and numbers. Words in Latin letters are left whole, and so
    are lacking: nobody would understand them spelled."""
    for kind, group in groupby(text, _kind):
        run = "".join(group)
        if kind == "space":
            continue
        if kind == "figures":
            yield from count_zh(int(run)) if _countable(run) else [run]
        elif kind in ("han", "pause"):
            yield from (pause_of(character) or character for character in run)
        else:
            yield run


def _kind(character: str) -> str:
    if character.isspace():
        return "space"
    if character.isascii() and character.isdigit():
        return "figures"
    if pause_of(character):
        return "pause"
    return "han" if _chinese(character) else "other"


def _countable(figures: str) -> bool:
    return len(figures) <= 4 and int(figures) <= LARGEST and not figures.startswith("0")
