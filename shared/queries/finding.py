"""Finding a service by what somebody types: Chinese, pinyin or its initials, English, Korean,
everyday words, or several of them at once.

Chinese and Korean are compared character by character, so that any part of a word is found; other
scripts by the beginnings of words. A Chinese name is kept in four spellings: as it is written, in
pinyin from each syllable on (``budongchan``, ``dongchan``, ``chan``), and in initials likewise
(``bdc``, ``dc``, ``c``); a Korean one also in the keys that type it and in first consonants. The
rows are compared in `shared.store.search`.
"""

import re
import threading
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from msgspec import Struct

from shared.domain.catalogue import Service, Text
from shared.domain.hall import Hall
from shared.store.search import Row, SearchIndex, Term, Wanted
from shared.words import hangul
from shared.words.pinyin import syllables

LONGEST = 60  # characters looked at
MOST_TERMS = 8
SHORTEST_SLIP = 4  # letters: of shorter words too many are one letter apart
SHORT_SLIP = 5  # letters: of words up to here only a whole word with the same first letter is meant
VOWELS = frozenset("aeiouv")  # as they are typed for pinyin; letters without any are initials
NAME_FIRST = (("name",), ("name", "words"), ("name", "words", "place"))
STOP = "ǀ"  # stands between texts, so that no sequence runs from one into the next

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
WIDE = f"{HAN}\u3040-\u30ff\uac00-\ud7a3"  # written without spaces, or with endings
JAMO = re.compile("[\u3131-\u3163]")
# What NFKC makes of the keys' jamo, and back.
APART_JAMO = {ord(unicodedata.normalize("NFKC", each)): each for each in hangul.JAMO}
PIECES = re.compile(f"([{WIDE}]+)|([^\\W_{WIDE}]+)")
HAN_RUN = re.compile(f"[{HAN}]+")
ONE_WIDE = re.compile(f"[{WIDE}]")
KOREAN_WORDS = re.compile("(?:[가-힣]{2,}[ㄱ-ㅎ]? ?)+")
TONED = re.compile("(?:[a-z]+[1-5])+")
APOSTROPHES = str.maketrans("", "", "'’‘`´")

# What people say around the thing they come for. Left out only where nothing is found with it.
FILLERS_WIDE = re.compile(
    "我想要|我想|我要|想要|请问|怎么样|怎么|怎样|如何|哪里|在哪儿|在哪|哪儿|什么|需要|可以|办理|申请办"
    "|一下|[我想要去来在的了吗呢吧给把办]|하고싶어요|하고|싶어요|어떻게|어디서|어디|신청|주세요"
)
FILLERS = (
    "a an and apply at can do for from get have help how i in is it make me my need of on our out"
    " please someone the there to want what where with would you your"
)


class Finder:
    """Finds services of a hall; made anew after each import. May be shared by threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: _Known | None = None

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
                known.index.best(_strict(asked, known.said_most(asked)), limit)
                or known.index.best(_in_keys(text), limit)
                or known.index.best(_in_guides(asked), limit)
                or known.index.best(_loose(asked), limit)
                or known.index.best(_in_keys(_korean(text)), limit)
                or known.index.best(_loose(known.mended(asked)), limit)
                or known.index.most(_parts(known.mended(asked)), limit)
            )

    def prepare(self, hall: Hall) -> None:
        """Make the index now, so that the first to ask need not wait for it."""
        with self._lock:
            if hall.catalogue is not None:
                self._current(hall)

    def _current(self, hall: Hall) -> "_Known":
        if self._known is None or self._known.catalogue is not hall.catalogue:
            if self._known is not None:
                self._known.index.close()
            self._known = _Known(hall)
        return self._known


class _Known:
    """One import's index, and its words in Latin and other letters, sorted."""

    def __init__(self, hall: Hall) -> None:
        self.catalogue = hall.catalogue
        rows = rows_of(hall)
        self.index = SearchIndex(rows)
        texts = (f"{row.name} {row.words} {row.place}" for row in rows)
        tokens = set(chain.from_iterable(text.split() for text in texts))
        self._words = sorted(token for token in tokens if len(token) > 1)
        self._runs = [run for text in _texts(hall) for run in _with_initials(text)]

    def said_most(self, asked: "tuple[Asked, ...]") -> str:
        """The Chinese characters that initials stand for most often here; empty where they are
        none, or stand for nothing more often than for another."""
        if len(asked) != 1 or len(asked[0].text) < 2 or not _are_initials(asked):
            return ""
        letters, said = asked[0].text, Counter[str]()
        for initials, run in self._runs:
            at = initials.find(letters)
            while at >= 0:
                said[run[at : at + len(letters)]] += 1
                at = initials.find(letters, at + 1)
        (first, often), (_, less) = (*said.most_common(2), ("", 0), ("", 0))[:2]
        return first if often > less else ""

    def mended(self, asked: "tuple[Asked, ...]") -> "tuple[Asked, ...]":
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
    return _asked(hangul.in_keys(letters) if JAMO.search(letters) else letters)


def _asked(letters: str) -> tuple[Asked, ...]:
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


def _strict(asked: Sequence[Asked], said_most: str = "") -> list[Wanted]:
    whole = (joined([each.text for each in asked]), "".join(each.text for each in asked))
    words = tuple(Term((each.term().any_of[0],)) for each in asked)
    begun = tuple(each.term() for each in asked)
    beginning = [Wanted((Term(whole, begins=True),), ("whole",))]
    wide = any(each.wide for each in asked)  # then every place is the end of a word
    if _are_initials(asked):
        word = [Wanted((Term((" ".join(said_most),)),), ("name",))] if said_most else []
        any_beginning = word + [Wanted(begun, columns) for columns in NAME_FIRST]
        return (
            [Wanted((Term(whole),), (c,)) for c in ("whole", "alias")] + beginning + any_beginning
        )
    return [
        Wanted((Term(whole),), ("whole",)),
        Wanted((Term((whole[0] + STOP,), begins=True),), ("whole",)),
        *(beginning if wide else []),
        Wanted((Term(whole),), ("alias",)),
        *(Wanted(words, columns) for columns in NAME_FIRST[:2]),
        *([] if wide else beginning),
        *(Wanted(begun, columns) for columns in NAME_FIRST[:2]),
        *(Wanted(terms, NAME_FIRST[2]) for terms in (words, begun)),
    ]


def _are_initials(asked: Sequence[Asked]) -> bool:
    """Jamo too: every place in a Korean name may be typed from."""
    return not any(each.wide or VOWELS.intersection(each.text) for each in asked)


def _may_slip(asked: Asked) -> bool:
    return not _are_initials((asked,)) and not asked.wide and len(asked.text) >= SHORTEST_SLIP


def _in_keys(text: str) -> list[Wanted]:
    """Korean by the keys that type it, so that a syllable may be unfinished."""
    letters = plain(text[: 4 * LONGEST])[:LONGEST]
    if not hangul.HANGUL.search(letters):
        return []
    return _strict(_asked(hangul.in_keys(letters)))


def _korean(text: str) -> str:
    """What a Korean keyboard would have made of Latin letters; empty where that is no word."""
    text = text[:LONGEST].strip()
    for letters in (text, text.lower()):
        words = hangul.as_typed(letters)
        if KOREAN_WORDS.fullmatch(words):
            return words
    return ""


def _in_guides(asked: Sequence[Asked]) -> list[Wanted]:
    """In what a service takes: its steps and what to bring."""
    return [Wanted(tuple(each.term() for each in asked), ("guide",))]


def _loose(asked: Sequence[Asked]) -> list[Wanted]:
    """Every character for itself."""
    terms: list[Term] = []
    for each in asked:
        terms += [Term((character,)) for character in each.text] if each.wide else [each.term()]
    return [Wanted(tuple(terms), columns) for columns in NAME_FIRST]


def _parts(asked: Sequence[Asked]) -> list[Wanted]:
    """Every two neighbouring characters, and every word, of what the text is about."""
    fillers = FILLERS.split()
    terms: dict[Term, None] = {}
    for each in asked:
        if each.wide:
            for run in FILLERS_WIDE.sub(" ", each.text).split():
                terms |= {Term((" ".join(run[at : at + 2]),)): None for at in range(len(run) - 1)}
        elif each.text not in fillers and len(each.text) > 2:
            terms[each.term()] = None
    return [Wanted((term,), ("alias", "name", "words")) for term in terms]


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


def joined(pieces: Sequence[str]) -> str:
    """One token of pieces that still tells where one word ended and the next began, so that *id*
    is not the beginning of *I do*."""
    found = ""
    for piece in pieces:
        words = found and not ONE_WIDE.search(found[-1] + piece[0])
        found += STOP + piece if words else piece
    return found


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
