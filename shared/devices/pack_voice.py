"""The engine that joins a voice pack's recordings, word by word."""

from array import array
from collections import OrderedDict
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from shared.devices.joining import BadRecording, joined, word, write
from shared.devices.packs import Pack
from shared.devices.sounds import NoSound, clean
from shared.words.spoken import REST, STOP, Phrase

REVISION = 1  # of how recordings are joined; part of every name
BEFORE, AFTER = 0.08, 0.15  # seconds of silence around a sentence
PAUSES = {REST: 0.35, STOP: 0.6}
BETWEEN_WORDS = 0.09
WORDS_KEPT = 300  # about 25 kB each
MOST_WORDS = 260


class PackVoice:
    """An Engine for the pack's language. Recordings once read are kept, so that the next phrase is
    there in a few milliseconds. May be shared by threads."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self._kept: OrderedDict[Path, array[int]] = OrderedDict()

    def identity(self, language: str) -> str:
        return f"pack {self.pack.name} {self.pack.fingerprint} {REVISION}"

    def render(self, phrase: Phrase, path: Path) -> None:
        """Raises NoSound where the pack lacks a word or a recording is bad."""
        words = phrase.words or self.pack.split(clean(phrase.spoken))
        if len(words) > MOST_WORDS:
            raise NoSound("too long")
        parts = list(self._parts(words, named=bool(phrase.words)))
        if not any(isinstance(part, array) for part in parts):
            raise NoSound("nothing to say")
        write(path, joined([BEFORE, *parts, AFTER]))

    def _parts(self, words: tuple[str, ...], *, named: bool) -> Iterator["array[int] | float"]:
        """`named`: a word that is lacking may be told. Free text may speak of a person."""
        for pauses, group in groupby(words, PAUSES.__contains__):
            together = tuple(group)
            if pauses:
                yield max(PAUSES[pause] for pause in together)
                continue
            for at, (said, files) in enumerate(
                zip(together, self.pack.find(together), strict=True)
            ):
                if files is None:
                    raise NoSound(f"the pack {self.pack.name} lacks {said if named else 'a word'}")
                if at:
                    yield BETWEEN_WORDS
                yield from map(self._word, files)

    def _word(self, path: Path) -> "array[int]":
        kept = self._kept.get(path)
        if kept is None:
            try:
                kept = self._kept[path] = word(path)
            except BadRecording as fault:
                raise NoSound(f"the pack {self.pack.name}: {path.name}: {fault}") from None
            while len(self._kept) > WORDS_KEPT:
                self._kept.popitem(last=False)
        return kept
