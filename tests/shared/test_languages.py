"""What a language lacks is said, of those the hall has and of one that somebody has begun."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from shared.__main__ import main
from shared.config import Settings
from shared.languages import Coverage, examine, lines
from shared.words import FOLDER, languages

FILES = Settings().files
BEGUN = """msgid ""
msgstr ""
"Language: bo\\n"
"Content-Type: text/plain; charset=utf-8\\n"

msgid "Area"
msgstr "ས་ཁུལ།"

msgid "Back"
msgstr ""
"""


@pytest.fixture(scope="module")
def found() -> dict[str, Coverage]:
    return {each.code: each for each in examine(FILES)}


@pytest.mark.parametrize("language", languages())
def test_every_language_of_the_hall_is_whole(found, language):
    """Sentences, names, guides, ways; a test that names what is missing."""
    assert found[language].missing_sentences == ()
    assert found[language].missing_cells == ()
    assert found[language].spoken
    assert found[language].printed


def test_files_and_catalogues_have_the_same_languages(found):
    assert tuple(found) == languages()


@pytest.fixture
def begun(tmp_path: Path) -> tuple[Path, Path]:
    """Tibetan: two sentences begun, a column in two files, one cell of them filled."""
    words, files = tmp_path / "words", tmp_path / "files"
    words.mkdir()
    for file in FOLDER.glob("*.po"):
        shutil.copy(file, words)
    (words / "bo.po").write_text(BEGUN, encoding="utf-8")
    shutil.copytree(FILES, files)
    for name, cell in (("zones.csv", "ཐོག་དང་པོ། A"), ("departments.csv", "")):
        head, first, *others = (files / name).read_text(encoding="utf-8-sig").splitlines()
        rows = [f"{head},name_bo", f"{first},{cell}", *(f"{other}," for other in others)]
        (files / name).write_text("\n".join(rows) + "\n", encoding="utf-8")
    return files, words


def test_a_language_that_somebody_has_begun(begun, found):
    files, words = begun
    everyone = {each.code: each for each in examine(files, words)}
    tibetan = everyone.pop("bo")
    assert everyone.keys() == set(languages())
    assert all(each.whole for each in everyone.values())
    assert (tibetan.code, tibetan.name) == ("bo", "བོད་སྐད་")
    assert (tibetan.sentences, tibetan.cells) == (1, 1)
    assert "Back" in tibetan.missing_sentences
    assert "Area" not in tibetan.missing_sentences
    assert len(tibetan.missing_sentences) == found["ko"].sentences - 1
    assert len(tibetan.missing_cells) == found["ko"].cells - 1
    places = {(cell.file, cell.line, cell.column) for cell in tibetan.missing_cells}
    assert ("zones.csv", 2, "name_bo") not in places
    assert {("zones.csv", 3, "name_bo"), ("zones.csv", 2, "way_bo")} <= places
    assert ("guides.csv", 375, "steps_bo") in places
    assert not tibetan.spoken
    assert not tibetan.printed, "no font of receipts has its letters"


def test_it_is_told_in_lines(begun):
    everyone = examine(*begun)
    told = list(lines(everyone, 3))
    assert [line[:4].strip() for line in told] == ["zh", "en", "bo", "", "", "", "", "ko"]
    assert told[2].startswith("bo   བོད་སྐད་: 1 of ")
    assert told[2].endswith("receipts no, voice no")
    assert told[3].startswith("     sentence  ")
    assert told[6].endswith("more: hall languages bo")
    everything = list(lines([each for each in everyone if each.code == "bo"], 10_000))
    assert "     cell      zones.csv, row 3, name_bo" in everything


def test_a_language_of_the_files_alone(begun):
    files, _ = begun
    tibetan = next(each for each in examine(files) if each.code == "bo")
    assert (tibetan.sentences, tibetan.cells) == (0, 1)
    assert not tibetan.printed


def test_the_command():
    answer = CliRunner().invoke(main, ["languages"])
    assert answer.exit_code == 0
    assert "한국어" in answer.output
    assert "missing" not in answer.output
    alone = CliRunner().invoke(main, ["languages", "ko"]).output
    assert alone.startswith("ko")
    assert len(alone.splitlines()) == 1
    unknown = CliRunner().invoke(main, ["languages", "xx"])
    assert unknown.exit_code == 1
    assert "There is no language xx." in unknown.output
