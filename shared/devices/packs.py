"""Voice packs: recordings of words, by a person, in one language.

A pack of a hall's own is a folder with ``manifest.json`` (`Manifest`) and its WAV or OGG/Vorbis
files. What Debian packages bring is found in `debian_packs.py` and never copied. A pack only says
which files a phrase is joined from; `pack_voice.py` joins them.
"""

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from shared.words.spoken import LANGUAGES, REST, STOP, words_of_calls

log = logging.getLogger(__name__)

MANIFEST = "manifest.json"
ENDINGS = (".wav", ".ogg")
LARGEST_MANIFEST = 256 * 1024
LARGEST_RECORDING = 4 * 1024 * 1024

Files = tuple[Path, ...]  # of one word, syllable by syllable or as a whole
Find = Callable[[tuple[str, ...]], list[Files | None]]
Split = Callable[[str], tuple[str, ...]]


class Manifest(Struct, frozen=True, forbid_unknown_fields=True):
    """`words` says which file says which word. What it lacks is looked for in the packs named by
    `also`, so that a hall may record only what another pack does not say."""

    language: str
    name: str
    licence: str
    attribution: str
    words: dict[str, str]
    also: tuple[str, ...] = ()


class BadPack(Exception):
    """Its text says what is wrong with a folder."""


class Pack(Struct, frozen=True):
    """`fingerprint` changes with the recordings. `find` gives the files of words that follow each
    other without a pause, None for each that it lacks; `split` the words of a free text, which it
    may lack as well."""

    name: str
    language: str
    licence: str
    attribution: str
    folder: Path
    fingerprint: str
    find: Find
    split: Split

    def lacks(self) -> list[str]:
        """The words of calls that it does not say."""
        words = tuple(words_of_calls(self.language))
        return [word for word, files in zip(words, self.find(words), strict=True) if files is None]

    def calls(self) -> bool:
        """Whether it can say a call: all that calls are made of, and a letter at the least."""
        letters = {word for word, name in words_of_calls(self.language).items() if "letter" in name}
        lacks = set(self.lacks())
        return not lacks - letters and not lacks >= letters


def read_manifest(folder: Path) -> Manifest:
    """Raises BadPack."""
    path = folder / MANIFEST
    try:
        if path.stat().st_size > LARGEST_MANIFEST:
            raise BadPack(f"{path} is too large")
        manifest = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except OSError:
        raise BadPack(f"there is no {path}") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise BadPack(f"{path}: {fault}") from None
    if manifest.language not in LANGUAGES:
        raise BadPack(f"{path}: no calls are made in the language {manifest.language}")
    for name in manifest.words.values():
        if Path(name).name != name or not name.lower().endswith(ENDINGS):
            raise BadPack(f"{path}: {name} is not the name of a WAV or OGG file")
    return manifest


def own_pack(folder: Path, others: Mapping[str, Pack]) -> Pack:
    """The pack of a folder; its name is the folder's. Raises BadPack."""
    manifest = read_manifest(folder)
    unknown = [name for name in manifest.also if name not in others]
    if unknown:
        log.warning("voice pack %s: there is no pack %s", folder.name, ", ".join(unknown))
    also = [others[name] for name in manifest.also if name in others]
    files = {
        word: path for word, name in manifest.words.items() if recording(path := folder / name)
    }

    def find(words: tuple[str, ...]) -> list[Files | None]:
        found: list[Files | None] = [(files[w],) if w in files else None for w in words]
        for pack in also:
            if None in found:
                more = pack.find(words)
                found = [mine or theirs for mine, theirs in zip(found, more, strict=True)]
        return found

    return Pack(
        name=folder.name,
        language=manifest.language,
        licence=manifest.licence,
        attribution="; ".join([manifest.attribution, *(pack.attribution for pack in also)]),
        folder=folder,
        fingerprint=fingerprint([folder / MANIFEST, *files.values()], also),
        find=find,
        split=longest_words(manifest.words),
    )


def recording(path: Path) -> bool:
    """Whether there is a file that may be read."""
    try:
        return path.is_file() and path.stat().st_size <= LARGEST_RECORDING
    except OSError:
        return False


def fingerprint(paths: Iterable[Path], others: Iterable[Pack] = ()) -> str:
    """Of files, by when they were changed and how long they are; reads none."""
    seen = [other.fingerprint for other in others]
    for path in paths:
        try:
            found = path.stat()
        except OSError:
            continue
        seen.append(f"{path} {found.st_mtime_ns} {found.st_size}")
    return hashlib.sha256("\n".join(seen).encode()).hexdigest()[:16]


def longest_words(known: Iterable[str]) -> Split:
    """Free text cut into known words, the longest first; what is none stays as it is and will be
    lacking."""
    by_length = sorted({word.lower(): word for word in known}.items(), key=lambda w: -len(w[0]))

    def cut(text: str) -> Iterator[str]:
        rest = text.strip()
        while rest:
            if rest[0].isspace():
                rest = rest.lstrip()
            elif (pause := pause_of(rest[0])) is not None:
                yield pause
                rest = rest[1:]
            else:
                said = next((w for low, w in by_length if _begins(rest, low)), rest)
                yield said
                rest = rest[len(said) :]

    return lambda text: tuple(cut(text))


def _begins(text: str, word: str) -> bool:
    """Latin words end where the text's word ends: "a" does not begin "all"."""
    after = text[len(word) : len(word) + 1]
    whole = not (word[-1:].isascii() and after.isascii() and after.isalnum())
    return bool(word) and text.lower().startswith(word) and whole


def pause_of(character: str) -> str | None:
    if character in "，,、；;：:—-":
        return REST
    return STOP if character in "。.！!？?…" else None
