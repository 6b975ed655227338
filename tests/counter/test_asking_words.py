"""The scripts of the tablet and of the supervisor's room find every sentence they say."""

import re
from pathlib import Path

import pytest

from counter import (
    notices,
    published,
    screens,
    sentences,
    steward_sentences,
    supervisor,
    voice,
)

STATIC = Path(sentences.__file__).parent / "static"
SAID = re.compile(r'say\(\s*"([^"\n]+)"')
OF_THE_PAGES = {
    "steward": steward_sentences.SCRIPT_SENTENCES,
    "supervisor": {
        *supervisor.NOW_SENTENCES,
        *supervisor.CASES_SENTENCES,
        *supervisor.SETTINGS_SENTENCES,
        *notices.SCRIPT_SENTENCES,
        *screens.LIST_SENTENCES,
        *screens.FORM_SENTENCES,
        *published.SCRIPT_SENTENCES,
        *voice.SCRIPT_SENTENCES,
    },
}


@pytest.mark.parametrize("page", OF_THE_PAGES)
def test_every_sentence_was_sent_with_the_page(page: str) -> None:
    scripts = [STATIC / "asking.js", STATIC / "bar.js", *sorted((STATIC / page).glob("*.js"))]
    said = {text for file in scripts for text in SAID.findall(file.read_text(encoding="utf-8"))}
    assert len(said) > 5
    assert said <= {*OF_THE_PAGES[page]}


@pytest.mark.parametrize(
    "page",
    [
        supervisor.NOW_SENTENCES,
        supervisor.CASES_SENTENCES,
        supervisor.SETTINGS_SENTENCES,
        notices.SCRIPT_SENTENCES,
        screens.LIST_SENTENCES,
        screens.FORM_SENTENCES,
        published.SCRIPT_SENTENCES,
        voice.SCRIPT_SENTENCES,
    ],
)
def test_every_page_of_the_room_can_ask(page: tuple[str, ...]) -> None:
    assert set(SAID.findall((STATIC / "asking.js").read_text(encoding="utf-8"))) <= set(page)
