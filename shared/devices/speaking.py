"""The voices of a hall: one for each language, and the folder of their recordings.

A language is spoken by the pack that the hall's setting `voices` names, else by a pack that can say
its calls, else by synthesis. What a pack cannot say, synthesis says. The station alone makes
recordings; the hub names them (`sounds.Names`).
"""

import logging
import os
import shutil
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from shared.devices.debian_packs import debian_packs
from shared.devices.pack_voice import PackVoice
from shared.devices.packs import MANIFEST, BadPack, Pack, own_pack
from shared.devices.sounds import (
    IN_USE,
    Engine,
    NoSound,
    clean,
    read_in_use,
    sound_name,
    write_in_use,
)
from shared.devices.voice import VOICES, Voice
from shared.words.spoken import Phrase

log = logging.getLogger(__name__)

SYNTHESIS = "synthesis"
SOUNDS_KEPT = 400  # about 90 MB
OLD_NAMES_SECONDS = 40.0  # longer than a call may wait to be said
RECENT_MOST = 100
TOLD_MOST = 200

Packs = Callable[[], dict[str, Pack]]


class InUse(Struct, frozen=True):
    """The identity of each language's voice, and the packs behind them by identity."""

    identities: Mapping[str, str]
    packs: Mapping[str, PackVoice] = {}


def packs_in(folder: Path) -> dict[str, Pack]:
    """Every pack by name: those of Debian's packages, and a hall's own, one a folder, which come
    first where names are the same. A folder that is wrong is left out."""
    found = debian_packs()
    for each in sorted(folder.glob(f"*/{MANIFEST}")):
        with suppress(BadPack):
            found[each.parent.name] = own_pack(each.parent, found)
    return found


def pack_for(language: str, chosen: Mapping[str, str], packs: Mapping[str, Pack]) -> Pack | None:
    """The pack that speaks a language; None: synthesis does."""
    name = chosen.get(language)
    of_language = {name: pack for name, pack in packs.items() if pack.language == language}
    if name is not None:
        return of_language.get(name)
    own_first = reversed(of_language.values())
    return next((pack for pack in own_first if pack.calls()), None)


class Voices:
    """`folder` holds the recordings, `packs` finds the packs. May be shared by threads. `close`
    ends the speech engine; the next sound starts it again."""

    def __init__(self, folder: Path, packs: Packs, synthesis: Voice) -> None:
        self._folder = folder
        self._packs = packs
        self.synthesis = synthesis
        self._told: set[str] = set()
        self._in_use = InUse({})
        self._before = InUse(read_in_use(folder / IN_USE) or {})
        self._before_until = time.monotonic() + OLD_NAMES_SECONDS
        self._recent: deque[tuple[float, Phrase]] = deque(maxlen=RECENT_MOST)
        self._lock = threading.Lock()

    def choose(self, chosen: Mapping[str, str]) -> None:
        """Take the voices as the setting wants them and as packs are there now, and tell the hub.
        Cheap enough for once a second.

        What was said lately may still wait for its turn at a loudspeaker, so it is made by the new
        voice too before the hub hears of it."""
        with self._lock:
            found = self._packs()
            now = self._plan(chosen, found)
            if now.identities == self._in_use.identities:
                return
            last = self._in_use
            if last.identities:
                self._before = last
                self._before_until = time.monotonic() + OLD_NAMES_SECONDS
            self._in_use = now
            lately = time.monotonic() - OLD_NAMES_SECONDS
            for phrase in {phrase for at, phrase in tuple(self._recent) if at > lately}:
                self.sound(phrase)
            try:
                write_in_use(self._folder / IN_USE, now.identities)
            except OSError as fault:
                self._in_use = last  # as long as the hub does not know, the last ones speak
                self._tell(f"the voices cannot be told to the hub: {fault.strerror}")
                return
            for language, name in chosen.items():
                if name != SYNTHESIS and pack_for(language, chosen, found) is None:
                    self._tell(f"voice {name} for {language} is not there: synthesis speaks")

    def _plan(self, chosen: Mapping[str, str], found: dict[str, Pack]) -> InUse:
        identities = {}
        packs = {}
        for language in sorted(VOICES.keys() | {pack.language for pack in found.values()}):
            pack = pack_for(language, chosen, found)
            engine: Engine = PackVoice(pack) if pack else self.synthesis
            identity = identities[language] = engine.identity(language)
            if isinstance(engine, PackVoice):
                packs[identity] = self._in_use.packs.get(identity, engine)
        return InUse(identities, packs)

    def identities(self) -> Mapping[str, str]:
        return self._in_use.identities

    def sound(self, phrase: Phrase, synthesis: Voice | None = None) -> Path | None:
        """The file of a phrase, made if it is not there yet; None where that fails, which is said
        in the log once. It is made by what speaks now, and under the names by which the hub may
        still have asked for it. `synthesis`: another engine than the one for calls."""
        language = phrase.language
        if synthesis is None:  # before the look at what speaks now, so that `choose` misses none
            self._recent.append((time.monotonic(), phrase))
        now = self._in_use.identities.get(language)
        if now is None or not clean(phrase.spoken):
            self._tell(
                f"no sound: {language}: " + ("no voice" if now is None else "nothing to say")
            )
            return None
        engine = synthesis or self.synthesis
        path = self._folder / sound_name(now, language, phrase.spoken)
        try:
            self._make(phrase, now, path, engine)
            before = self._before.identities.get(language, "")
            if before != now and time.monotonic() < self._before_until:
                old = self._folder / sound_name(before, language, phrase.spoken)
                self._make_as_before(phrase, before, old, engine, path)
        except NoSound as fault:
            self._tell(f"no sound: {language}: {fault}")
            return None
        return path

    def has(self, phrase: Phrase) -> bool:
        """Whether it is there already."""
        identity = self._in_use.identities.get(phrase.language, "")
        return (self._folder / sound_name(identity, phrase.language, phrase.spoken)).exists()

    def available(self) -> str | None:
        """None if every language is spoken, else a short reason."""
        synthesised = [
            language
            for language, identity in self._in_use.identities.items()
            if identity not in self._in_use.packs
        ]
        return self.synthesis.available(synthesised) if synthesised else None

    def speaks(self, language: str) -> bool:
        return language in self._in_use.identities

    def close(self) -> None:
        self.synthesis.close()

    def _make_as_before(
        self, phrase: Phrase, identity: str, path: Path, synthesis: Voice, now: Path
    ) -> None:
        """By the voice that the name belongs to; by the one of now where that is gone."""
        known = identity in self._before.packs or identity == synthesis.identity(phrase.language)
        if known:
            self._make(phrase, identity, path, synthesis)
        elif not path.exists():
            part = self._part(path)
            try:
                shutil.copyfile(now, part)
                part.replace(path)
            except OSError as fault:
                raise NoSound(fault.strerror or "the sound cannot be written") from None

    def _part(self, path: Path) -> Path:
        return path.with_name(f".{path.stem}.{os.getpid()}.{threading.get_ident()}.part")

    def _make(self, phrase: Phrase, identity: str, path: Path, synthesis: Voice) -> None:
        """Raises NoSound."""
        with suppress(OSError):
            os.utime(path)  # what is said again and again is not forgotten
            return
        pack = self._in_use.packs.get(identity) or self._before.packs.get(identity)
        part = self._part(path)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            try:
                (pack or synthesis).render(phrase, part)
            except NoSound as fault:
                if pack is None:
                    raise
                self._tell(f"synthesis speaks instead: {phrase.language}: {fault}")
                synthesis.render(phrase, part)
            part.replace(path)
        except OSError as fault:
            raise NoSound(fault.strerror or "the sound cannot be written") from None
        finally:
            part.unlink(missing_ok=True)
        self._forget_old_sounds()

    def _forget_old_sounds(self) -> None:
        """A sound is asked for within seconds of its call; those used last are kept."""
        with suppress(FileNotFoundError):  # another thread forgets as well
            sounds = sorted(self._folder.glob("*.wav"), key=lambda sound: sound.stat().st_mtime)
            for sound in sounds[:-SOUNDS_KEPT]:
                sound.unlink(missing_ok=True)

    def _tell(self, sentence: str) -> None:
        """Once, or a text that cannot be spoken would fill the log."""
        if sentence not in self._told and len(self._told) < TOLD_MOST:
            self._told.add(sentence)
            log.warning("%s", sentence)
