"""Every sentence of pages, API and refusals is said in Chinese too, and none is kept for nothing.

Sentences are gathered from the code by its syntax tree and from the templates by their `_("…")`.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from shared.domain.refusals import Refusal
from shared.hub import context, errors, sign_in
from shared.words import catalogue, languages, say, sentence

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


SENTENCES = every_sentence()
BOOK = catalogue("zh")


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


def test_there_is_a_chinese_catalogue() -> None:
    assert BOOK is not None
    assert languages()[:2] == ("zh", "en")


def test_every_sentence_is_said_in_chinese() -> None:
    missing = {
        english: where for english, where in SENTENCES.items() if sentence("zh", english) == english
    }
    assert missing == {}


def test_chinese_sentences_have_the_same_fields() -> None:
    assert BOOK is not None
    for message in BOOK:
        if message.id:
            assert fields(str(message.string)) == fields(str(message.id)), message.id


def test_chinese_sentences_are_chinese() -> None:
    assert BOOK is not None
    for message in BOOK:
        if message.id and message.id not in ALIKE:
            assert re.search(r"[\u4e00-\u9fff]", str(message.string)), message.id
            assert not message.fuzzy, message.id


ALIKE = {"中文", "English"}


def test_nothing_is_kept_that_nobody_says() -> None:
    assert BOOK is not None
    said = set(SENTENCES)
    for _, tree in modules():
        said |= constants(tree)
    for file in [f for package in PACKAGES for f in (ROOT / package).rglob("*.js")]:
        if "vendor" not in file.parts:
            said |= set(re.findall(r'"([^"\n]+)"', file.read_text(encoding="utf-8")))
    assert {str(message.id) for message in BOOK if message.id} - said == set()


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


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_sentence_can_be_said(language: str) -> None:
    for english in SENTENCES:
        values = dict.fromkeys(fields(english), "{odd} %s \\")
        assert "{odd}" in say(language, english, **values) or not values


def test_a_sentence_that_a_catalogue_lacks_is_said_in_english() -> None:
    assert say("zh", "A sentence of no catalogue: {count}.", count=3) == (
        "A sentence of no catalogue: 3."
    )
    assert say("xx", "Nobody is waiting.") == "Nobody is waiting."
