"""What may be typed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.refusals import Malformed
from shared.domain.texts import clean


@pytest.mark.parametrize(
    "text",
    [
        "王小明",
        "Wang Xiaoming",
        "O'Neill-Smith",
        "café",
        "Ελένη",
        "百城市（一楼）",
        "3号·窗口",
        "㐀𠀀",
    ],
)
def test_names_are_kept(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "\N{GRINNING FACE}",
        "hello \N{FIRE}",
        "\N{REGIONAL INDICATOR SYMBOL LETTER C}\N{REGIONAL INDICATOR SYMBOL LETTER N}",
        "\N{THUMBS UP SIGN}\N{EMOJI MODIFIER FITZPATRICK TYPE-4}",
        "\N{WHITE MEDIUM STAR}",
        "1\N{VARIATION SELECTOR-16}\N{COMBINING ENCLOSING KEYCAP}",
    ],
    ids=ascii,
)
def test_pictures_are_refused(text: str) -> None:
    refused(text)


@pytest.mark.parametrize(
    "text", ["שלום", "مرحبا", "abc ١٢", "\u200fabc", "\u202eabc", "\u2067abc\u2069", "܀"], ids=ascii
)
def test_right_to_left_is_refused(text: str) -> None:
    refused(text)


@pytest.mark.parametrize(
    "text",
    ["a\x00b", "a\nb", "a\tb", "a\x1bb", "a\x7fb", "a\u0085b", "a\u200bb", "a\ufeffb", "a\u00adb",
     "a\u2028b", "a\u2029b", "a\ue000b", "a\ud800b", "a\uffffb", "a\U000e0041b"],
    ids=ascii,
)  # fmt: skip
def test_what_cannot_be_seen_is_refused(text: str) -> None:
    refused(text)


def refused(text: str) -> None:
    with pytest.raises(Malformed, match="cannot be shown here"):
        clean(text)


def test_the_normal_form_is_kept() -> None:
    assert clean("  cafe\u0301 ") == "caf\u00e9"
    assert clean("\u3000王\u3000") == "王"


def test_empty() -> None:
    for text in ("", "   ", "\u3000"):
        with pytest.raises(Malformed, match="write something"):
            clean(text)
        assert clean(text, empty=True) == ""


def test_too_long() -> None:
    assert clean("字" * 200) == "字" * 200
    with pytest.raises(Malformed, match="at most 200 characters"):
        clean("字" * 201)
    with pytest.raises(Malformed, match="at most 3 characters"):
        clean("abcd", longest=3)


@given(st.text(max_size=40))
def test_whatever_is_typed_is_clean_or_refused(text: str) -> None:
    try:
        kept = clean(text)
    except Malformed:
        return
    assert clean(kept) == kept
    assert kept
    assert unicodedata.is_normalized("NFC", kept)
    assert kept.isprintable()
