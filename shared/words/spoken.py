"""Numbers as people say them, and the phrases of a call.

A ticket's number is spelled, letter by letter and digit by digit (``A012``: "A zero one two"); a
window's number is counted ("window twelve"). A language that the hall announces in is one entry
of LANGUAGES. This module renders no sound; `shared.devices` does.

A phrase is also told word by word, for voices made of recordings: `words` are what somebody
would record, each for itself, with REST and STOP where the voice pauses.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct

FIRST = "zh"  # heard before any other language
SECOND = "en"  # heard after it where the ticket's own language adds none

LARGEST = 9999

REST = ","  # a short pause among the words of a phrase
STOP = "."  # a longer one
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

_ZH_DIGITS = "零一二三四五六七八九"
_ZH_PLACES = ("", "十", "百", "千")
_KO_DIGITS = "공일이삼사오육칠팔구"
_KO_PLACES = ("", "십", "백", "천")
_KO_LETTERS = dict(
    zip(
        ALPHABET,
        (
            *("에이", "비", "씨", "디", "이", "에프", "지", "에이치", "아이", "제이", "케이"),
            *("엘", "엠", "엔", "오", "피", "큐", "알", "에스", "티", "유", "브이", "더블유"),
            *("엑스", "와이", "제트"),
        ),
        strict=True,
    )
)
_EN_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_EN_TEENS = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen"),
    *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_EN_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


class Phrase(Struct, frozen=True):
    """One sentence of a call. `text` is for the eye; `spoken` is given to a speech engine, with
    commas where it shall rest and without digits; `words` are the recordings it is joined from,
    empty for free text."""

    language: str
    text: str
    spoken: str
    words: tuple[str, ...] = ()


class Language(Struct, frozen=True):
    """How a language says numbers and calls. `call` and `again` are shown, with ``{number}`` and
    ``{window}`` in figures, as on every screen; `say` and `say_again` are spoken, with
    ``{letters}``, ``{digits}`` and ``{window}`` in words. `gap` stands between digits, `rest`
    between letters; `letters` names those that the voice would not name by itself.

    `recorded` are the words of `say_words` and `again_words`, in which ``{letters}``, ``{digits}``
    and ``{window}`` stand for words of their own, and the words that `split` makes of a counted
    number; each with the name of the file that a hall's own staff would keep it in."""

    digits: tuple[str, ...]
    gap: str
    rest: str
    count: Callable[[int], str]
    call: str
    again: str
    say: str
    say_again: str
    say_words: tuple[str, ...]
    again_words: tuple[str, ...]
    recorded: Mapping[str, str]
    split: Callable[[str], Iterable[str]] = tuple
    letters: Mapping[str, str] = {}


def count_zh(number: int) -> str:
    """A number from 0 to 9999 as Chinese counts: 12 is 十二, 104 is 一百零四.

    Raises ValueError outside that range.
    """
    _check(number)
    if number == 0:
        return _ZH_DIGITS[0]
    said = ""
    figures = str(number)
    for at, figure in enumerate(figures):
        place = len(figures) - 1 - at
        if figure != "0":
            said += _ZH_DIGITS[int(figure)] + _ZH_PLACES[place]
        elif not said.endswith("零"):
            said += "零"
    said = said.rstrip("零")
    return said.removeprefix("一") if 10 <= number <= 19 else said


def count_en(number: int) -> str:
    """A number from 0 to 9999 in English words: 104 is "one hundred and four".

    Raises ValueError outside that range.
    """
    _check(number)
    if number < 10:
        return _EN_DIGITS[number]
    if number < 20:
        return _EN_TEENS[number - 10]
    if number < 100:
        tens, rest = divmod(number, 10)
        return _EN_TENS[tens] + (f"-{_EN_DIGITS[rest]}" if rest else "")
    size, word = (1000, "thousand") if number >= 1000 else (100, "hundred")
    head, rest = divmod(number, size)
    said = f"{_EN_DIGITS[head]} {word}"
    if not rest:
        return said
    return f"{said} {count_en(rest)}" if rest >= 100 else f"{said} and {count_en(rest)}"


def count_ko(number: int) -> str:
    """A number from 0 to 9999 as Korean counts with Chinese words: 12 is 십이, 104 is 백사.

    Raises ValueError outside that range.
    """
    _check(number)
    if number == 0:
        return "영"
    said = ""
    figures = str(number)
    for at, figure in enumerate(figures):
        place = len(figures) - 1 - at
        if figure != "0":
            one_of_many = figure == "1" and place
            said += ("" if one_of_many else _KO_DIGITS[int(figure)]) + _KO_PLACES[place]
    return said


def _check(number: int) -> None:
    if not 0 <= number <= LARGEST:
        raise ValueError(f"a number from 0 to {LARGEST} can be said, not {number}")


def _split_en(counted: str) -> tuple[str, ...]:
    return tuple(counted.replace("-", " ").split())


LANGUAGES: dict[str, Language] = {
    "zh": Language(
        digits=tuple(_ZH_DIGITS),
        gap="",
        rest="，",
        count=count_zh,
        call="请{number}号到{window}号窗口",
        again="再次呼叫，请{number}号到{window}号窗口",
        say="请，{letters}，{digits}号，到{window}号窗口。",
        say_again="再次呼叫。请，{letters}，{digits}号，到{window}号窗口。",
        say_words=("请", "{letters}", "{digits}", "号", REST, "到", "{window}", "号窗口"),
        again_words=("再次呼叫", STOP),
        recorded={
            "请": "please",
            "号": "number",
            "到": "to",
            "号窗口": "window",
            "再次呼叫": "again",
            "十": "10",
            "百": "100",
        },
    ),
    "en": Language(
        digits=_EN_DIGITS,
        gap=" ",
        rest=", ",
        count=count_en,
        call="Ticket {number}, please go to window {window}",
        again="Calling again: ticket {number}, please go to window {window}",
        # The comma after a letter keeps a voice from reading "A" as the article.
        say="Ticket {letters}, {digits}, please go to window {window}.",
        say_again="Calling again. Ticket {letters}, {digits}, please go to window {window}.",
        say_words=("ticket", "{letters}", "{digits}", REST, "please go to window", "{window}"),
        again_words=("calling again", STOP),
        recorded={
            "ticket": "ticket",
            "please go to window": "window",
            "calling again": "again",
            **{word: str(10 + at) for at, word in enumerate(_EN_TEENS)},
            **{word: str(10 * at) for at, word in enumerate(_EN_TENS) if word},
            "hundred": "hundred",
            "and": "and",
        },
        split=_split_en,
    ),
    "ko": Language(
        digits=tuple(_KO_DIGITS),
        gap=" ",  # or 222 would be one long vowel
        rest=", ",
        count=count_ko,
        call="{number}번 고객님, {window}번 창구로 오십시오",
        again="다시 호출합니다. {number}번 고객님, {window}번 창구로 오십시오",
        say="{letters}, {digits}번 고객님, {window}번 창구로 오십시오.",
        say_again="다시 호출합니다. {letters}, {digits}번 고객님, {window}번 창구로 오십시오.",
        say_words=("{letters}", "{digits}", "번 고객님", REST, "{window}", "번 창구로 오십시오"),
        again_words=("다시 호출합니다", STOP),
        recorded={
            "번 고객님": "customer",
            "번 창구로 오십시오": "window",
            "다시 호출합니다": "again",
            "십": "10",
            "백": "100",
        },
        letters=_KO_LETTERS,
    ),
}


def call_phrases(
    language: str, *, number: str, window: int, recall: bool = False
) -> tuple[Phrase, ...]:
    """The phrases of a call in the order they are said: Chinese, then the ticket's language, or
    English where that is Chinese or has no entry here.

    Raises ValueError if the number is not letters A to Z followed by digits.
    """
    other = language if language in LANGUAGES and language != FIRST else SECOND
    return tuple(_phrase(each, number, window, recall) for each in (FIRST, other))


def _phrase(language: str, number: str, window: int, recall: bool) -> Phrase:
    words = LANGUAGES[language]
    letters, figures = split_number(number)
    digits = words.gap.join(words.digits[int(figure)] for figure in figures)
    shown, said = (words.again, words.say_again) if recall else (words.call, words.say)
    return Phrase(
        language=language,
        text=shown.format(number=number, window=window),
        spoken=said.format(
            letters=words.rest.join(words.letters.get(letter, letter) for letter in letters),
            digits=digits,
            window=words.count(window),
        ),
        words=tuple(_words(words, letters, figures, window, recall)),
    )


def _words(words: Language, letters: str, figures: str, window: int, recall: bool) -> Iterator[str]:
    filled = {
        "{letters}": tuple(letters),
        "{digits}": tuple(words.digits[int(figure)] for figure in figures),
        "{window}": tuple(words.split(words.count(window))),
    }
    for part in (*words.again_words, *words.say_words) if recall else words.say_words:
        yield from filled.get(part, (part,))


def words_of_calls(language: str) -> dict[str, str]:
    """The words that every call is joined from, and the file that each is kept in, without its
    ending: letters, digits, the rest. Raises KeyError for a language without calls."""
    words = LANGUAGES[language]
    return {
        **{letter: f"letter-{letter.lower()}" for letter in ALPHABET},
        **{word: str(at) for at, word in enumerate(words.digits)},
        **words.recorded,
    }


def how_said(language: str, word: str) -> str:
    """What somebody reads aloud for a word of `words_of_calls`."""
    return LANGUAGES[language].letters.get(word, word)


def split_number(number: str) -> tuple[str, str]:
    """``A012`` as ``("A", "012")``. Raises ValueError for anything not of that shape."""
    letters = number.rstrip("0123456789")
    figures = number[len(letters) :]
    if not (figures and letters and letters.isascii() and letters.isalpha() and letters.isupper()):
        raise ValueError(f"not a ticket's number: {number!r}")
    return letters, figures
