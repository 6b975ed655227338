"""Hangul typed key by key becomes syllables again."""

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from shared.words.hangul import as_typed, composed, initials_of, keys_of

SYLLABLES = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), max_size=30)


@for_all(SYLLABLES)
def test_the_keys_of_any_syllables_give_them_back(text: str) -> None:
    assert composed(keys_of(text)) == text
    assert len(initials_of(text)) == len(text)


@for_all(st.text(st.characters(min_codepoint=0x3131, max_codepoint=0x3163), max_size=30))
def test_no_key_is_lost(keys: str) -> None:
    assert keys_of(composed(keys)) == keys_of(keys)
    assert composed(composed(keys)) == composed(keys)


@for_all(st.text(max_size=30))
def test_all_else_stays_as_it_is(text: str) -> None:
    if not any("ㄱ" <= each <= "ㅣ" for each in text):
        assert composed(text) == text


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("ㄱㅏㄱ", "각"),
        ("ㄱㅏㄱㅅ", "갃"),
        ("ㄱㅏㄱㅅㅏ", "각사"),
        ("ㄱㅏㄳㅏ", "각사"),
        ("ㄱㅏㄱㅏ", "가가"),
        ("ㄱㅏㄲㅏ", "가까"),
        ("ㄱㅏㄸ", "가ㄸ"),
        ("ㄱㅗㅏㄴ", "관"),
        ("ㄱㅡㅣ", "긔"),
        ("ㅗㅏ", "ㅘ"),
        ("ㅅㅂㅈ", "ㅅㅂㅈ"),
        ("ㅇㅕㄱㅜㅓㄴ x ㅂㅜ", "여권 x 부"),
    ],
)
def test_what_is_shown_while_somebody_types(keys: str, shown: str) -> None:
    assert composed(keys) == shown


def test_latin_letters_of_the_same_keys() -> None:
    assert as_typed("tlsqnswmd") == "신분증"
    assert as_typed("Ekf") == "딸"
