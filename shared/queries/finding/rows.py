"""A hall's services as rows of the index, in every spelling."""

from collections.abc import Iterable, Sequence
from itertools import chain

from shared.domain.catalogue import Service, Text
from shared.domain.hall import Hall
from shared.queries.finding.typed import PIECES, STOP, joined, plain
from shared.store.search import Row
from shared.words import hangul
from shared.words.pinyin import syllables


def rows_of(hall: Hall) -> list[Row]:
    """A hall's services as rows to search in."""
    assert hall.catalogue is not None
    everyday = {each.service: each.words for each in hall.catalogue.synonyms}
    guidance = hall.catalogue.guidance
    places: dict[tuple[str, str], str] = {}
    for service in hall.services.values():
        place = (service.queue, service.department)
        if place not in places:
            names = [hall.queues[service.queue].name, hall.departments[service.department].name]
            places[place] = tokens(chain.from_iterable(name.values() for name in names))
    return [
        _row(each, everyday.get(each.code, ()), each.code == guidance,
             places[each.queue, each.department])
        for each in hall.services.values()
    ]  # fmt: skip


def _row(service: Service, words: tuple[str, ...], guidance: bool, place: str) -> Row:
    """Whoever asks for help in any words asks for guidance, so these are as good as its name."""
    names = _distinct(service.name)
    return Row(
        code=service.code,
        weight=service.cases_a_year,
        whole=wholes((*names, *words) if guidance else names),
        alias=wholes(words),
        name=tokens(names),
        words=tokens(words),
        place=place,
        guide=_guide(service),
    )


def _guide(service: Service) -> str:
    """Steps and what to bring as they are written, without other spellings."""
    texts = (
        text
        for items in (service.guide.steps, service.guide.materials)
        for each in items.values()
        for text in each
    )
    found: list[str] = []
    for text in texts:
        for wide, word in PIECES.findall(plain(text)):
            found += wide or [word]
        found.append(STOP)
    return " ".join(found)


def _distinct(name: Text) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.values()))


def wholes(texts: Iterable[str]) -> str:
    """Each text as one token, in every spelling."""
    found: dict[str, None] = {}
    for text in texts:
        said = syllables(text)
        pieces = [wide or word for wide, word in PIECES.findall(plain(text))]
        found |= dict.fromkeys((joined(pieces), *_spelled(said), *_typed("".join(pieces))))
    return " ".join(filter(None, found))


def tokens(texts: Iterable[str]) -> str:
    """The tokens of texts in every spelling, those of a text in their order."""
    found: list[str] = []
    for text in texts:
        pieces = PIECES.findall(plain(text))
        for wide, word in pieces:
            if not wide:
                found.append(word)
                continue
            said = syllables(wide)
            found += [*wide, STOP]
            found += [part for at in range(len(said)) for part in _spelled(said[at:])]
        found.append(STOP)
        korean = "".join(wide for wide, _ in pieces)
        found += [part for at in range(len(korean)) for part in _typed(korean[at:])]
    return " ".join(found)


def _spelled(said: Sequence[str]) -> tuple[str, ...]:
    """Syllables in one, with ü as v and as u, and their initials."""
    joined = "".join(said)
    initials = "".join(each[0] for each in said)
    return tuple(dict.fromkeys((joined, joined.replace("v", "u"), initials)))


def _typed(text: str) -> tuple[str, ...]:
    """Korean in the keys that type it, and in first consonants; nothing of other text."""
    initials = hangul.initials_of(text)
    return (hangul.keys_of(text), initials) if initials else ()
