"""Every sentence of pages, API and refusals is said in each language, and none is kept for nothing.

Sentences are gathered from the code by its syntax tree and from the templates by their `_("…")`.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from shared.domain.calendar import CHINESE_NAMES
from shared.domain.refusals import Refusal
from shared.hub import context, errors, sign_in
from shared.words import SOURCE, catalogue, languages, say, sentence, told

ROOT = Path(__file__).parents[2]
PACKAGES = ("shared", "kiosk", "display", "counter")
IN_TEMPLATE = re.compile(r"""\b_\(\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")
SAYING = {"say", "sentence", "_"}
LOOKS_LIKE_ONE = re.compile(r"[A-Z{].*[ .…]")


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for package in PACKAGES:
        for file in sorted((ROOT / package).rglob("*.py")):
            yield file, ast.parse(file.read_text(encoding="utf-8"))


def templates() -> Iterator[tuple[Path, str]]:
    for package in PACKAGES:
        for file in sorted((ROOT / package).rglob("*.html")):
            yield file, file.read_text(encoding="utf-8")


def refusals(kind: type[Refusal] = Refusal) -> set[str]:
    return {kind.__name__}.union(*(refusals(child) for child in kind.__subclasses__()))


def constants(tree: ast.AST) -> set[str]:
    """Every string of a module but its docstrings; parts written one after the other are one."""
    docstrings = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
    }


def says(tree: ast.Module) -> bool:
    """Whether a module speaks to people through `shared.words`."""
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == "shared.words"
        and any(name.name in SAYING for name in node.names)
        for node in ast.walk(tree)
    )


def first_argument(call: ast.Call, at: int) -> set[str]:
    found = call.args[at : at + 1]
    return constants(found[0]) if found else set()


def sentences_of(tree: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        name = getattr(getattr(node, "func", None), "id", None) or getattr(
            getattr(node, "func", None), "attr", None
        )
        if isinstance(node, ast.Call) and name in {*refusals(), "Said"}:
            found |= first_argument(node, 0)
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(getattr(t, "id", "").endswith("SENTENCES") for t in targets):
                found |= constants(node)
    if says(tree):
        found |= {text for text in constants(tree) if LOOKS_LIKE_ONE.match(text)}
    return found


def every_sentence() -> dict[str, str]:
    """Sentence and where it stands."""
    found: dict[str, str] = {}
    for file, tree in modules():
        found |= dict.fromkeys(sentences_of(tree), str(file.relative_to(ROOT)))
    for file, text in templates():
        said = (ast.literal_eval(match) for match in IN_TEMPLATE.findall(text))
        found |= dict.fromkeys(said, str(file.relative_to(ROOT)))
    return found


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


SENTENCES = every_sentence() | dict.fromkeys(CHINESE_NAMES, "shared/domain/calendar.py")
TRANSLATED = [language for language in languages() if language != SOURCE]
# What a sentence of the language is written with. A further language adds its line.
SCRIPTS = {"zh": r"[\u4e00-\u9fff]", "ko": r"[\uac00-\ud7a3]"}
FOREIGN = {"ko": r"[\u3400-\u9fff]"}  # what it is never written with
# Names and figures that need no translating.
ALIKE = {"中文", "English", "{first} to {last}"}


def test_sentences_are_found_at_all() -> None:
    for known in (
        "Nobody is waiting.",
        "{number} is being served.",
        "The hall cannot take this now. Please try again in a moment.",
        "Please sign in.",
        "Take a number",
    ):
        assert known in SENTENCES
    assert len(SENTENCES) > 100


def messages(language: str) -> dict[str, str]:
    book = catalogue(language)
    assert book is not None
    assert not [message.id for message in book if message.id and message.fuzzy]
    return {str(message.id): str(message.string) for message in book if message.id}


def test_the_languages_of_the_hall() -> None:
    assert languages()[:3] == ("zh", "en", "ko")
    assert set(TRANSLATED) == SCRIPTS.keys()


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_is_said(language: str) -> None:
    said = messages(language)
    missing = {english: where for english, where in SENTENCES.items() if not said.get(english)}
    assert missing == {}


@pytest.mark.parametrize("language", TRANSLATED)
def test_sentences_have_the_same_fields(language: str) -> None:
    for english, text in messages(language).items():
        assert fields(text) == fields(english), english


@pytest.mark.parametrize("language", TRANSLATED)
def test_sentences_are_of_their_language(language: str) -> None:
    for english, text in messages(language).items():
        if english not in ALIKE:
            assert re.search(SCRIPTS[language], text), english
        if language in FOREIGN and english not in ALIKE:
            assert not re.search(FOREIGN[language], text), english


@pytest.mark.parametrize("language", TRANSLATED)
def test_catalogues_are_sorted(language: str) -> None:
    """So that two people who add sentences meet in as few lines as possible."""
    said = list(messages(language))
    assert said == sorted(said)


PARTICLE = re.compile(
    r"\{\w+\}(?:은|는|이|가|을|를|과|와|으로|로)(?![가-힣])|[은을이과]\([는를가와]\)"
)


def test_korean_particles_never_follow_a_field() -> None:
    """은 or 는, 이 or 가: which one depends on the last sound of a value that is not known here."""
    assert [text for text in messages("ko").values() if PARTICLE.search(text)] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_is_kept_that_nobody_says(language: str) -> None:
    assert messages(language).keys() - spoken_anywhere() == set()


@cache
def spoken_anywhere() -> frozenset[str]:
    said = set(SENTENCES)
    for _, tree in modules():
        said |= constants(tree)
    for file in [f for package in PACKAGES for f in (ROOT / package).rglob("*.js")]:
        if "vendor" not in file.parts:
            said |= set(re.findall(r'"([^"\n]+)"', file.read_text(encoding="utf-8")))
    return frozenset(said)


def test_holidays_are_named_alike_in_calendar_and_catalogue() -> None:
    assert {english: sentence("zh", english) for english in CHINESE_NAMES} == CHINESE_NAMES


def test_templates_say_nothing_that_is_not_a_plain_sentence() -> None:
    """A sentence put together at run time could not be found here."""
    for file, text in templates():
        calls = len(re.findall(r"\b_\(", text))
        assert calls == len(IN_TEMPLATE.findall(text)), file


def test_every_status_of_the_hub_has_its_sentence() -> None:
    said = {*errors.SENTENCES.values(), *errors.BAD_JSON, errors.NOT_JSON}
    assert said <= SENTENCES.keys()
    assert context.NotSignedIn
    assert sign_in.WrongPassword


@pytest.mark.parametrize("language", languages())
def test_every_sentence_can_be_said(language: str) -> None:
    for english in SENTENCES:
        values = dict.fromkeys(fields(english), "{odd} %s \\")
        assert "{odd}" in say(language, english, **values) or not values


def test_a_sentence_that_a_catalogue_lacks_is_said_in_english() -> None:
    assert say("zh", "A sentence of no catalogue: {count}.", count=3) == (
        "A sentence of no catalogue: 3."
    )
    assert say("xx", "Nobody is waiting.") == "Nobody is waiting."


def test_a_text_without_a_language_is_told_by_its_english_or_in_chinese() -> None:
    """Names of holidays come from a table in Chinese and English."""
    assert told({"zh": "国庆节", "en": "National Day"}, "ko") == "국경절"
    assert told({"zh": "国庆节", "en": "National Day"}, "en") == "National Day"
    assert told({"zh": "国庆节", "en": "National Day", "ko": "국경일"}, "ko") == "국경일"
    assert told({"zh": "盘点", "en": "Stocktaking"}, "ko") == "盘点"
    assert say(
        "ko",
        "The hall is closed for this reason: {note}.",
        note={"zh": "春节", "en": "Spring Festival"},
    ) == ("다음 사유로 번호표를 발급하지 않습니다: 춘절.")
