"""What the voice says, and what boards show of it."""

import pytest

from shared.words.spoken import (
    LANGUAGES,
    call_phrases,
    count_en,
    count_ko,
    count_zh,
    split_number,
)


def texts(phrases):
    return [(phrase.language, phrase.text) for phrase in phrases]


@pytest.mark.parametrize("language", ["zh", "en", "fr"])
def test_a_call_is_chinese_first_and_english_second(language):
    assert texts(call_phrases(language, number="A012", window=3)) == [
        ("zh", "请A012号到3号窗口"),
        ("en", "Ticket A012, please go to window 3"),
    ]


def test_a_recall_says_so():
    assert texts(call_phrases("zh", number="A012", window=3, recall=True)) == [
        ("zh", "再次呼叫，请A012号到3号窗口"),
        ("en", "Calling again: ticket A012, please go to window 3"),
    ]


def test_a_further_language_is_heard_after_chinese(monkeypatch):
    monkeypatch.setitem(LANGUAGES, "xx", LANGUAGES["en"])
    phrases = call_phrases("xx", number="A012", window=3)
    assert [phrase.language for phrase in phrases] == ["zh", "xx"]


def test_a_korean_ticket_is_called_in_chinese_and_korean():
    assert texts(call_phrases("ko", number="A012", window=3)) == [
        ("zh", "请A012号到3号窗口"),
        ("ko", "A012번 고객님, 3번 창구로 오십시오"),
    ]
    assert texts(call_phrases("ko", number="A012", window=3, recall=True))[1] == (
        "ko",
        "다시 호출합니다. A012번 고객님, 3번 창구로 오십시오",
    )


def test_korean_names_letters_and_counts_in_words():
    _, korean = call_phrases("ko", number="AB305", window=104)
    assert korean.spoken == "에이, 비, 삼 공 오번 고객님, 백사번 창구로 오십시오."
    assert len(set(LANGUAGES["ko"].letters.values())) == 26


def test_what_is_spoken_has_no_figures_and_rests_after_each_letter():
    chinese, english = call_phrases("en", number="AB305", window=104)
    assert chinese.text == "请AB305号到104号窗口"
    assert chinese.spoken == "请，A，B，三零五号，到一百零四号窗口。"
    assert english.spoken == (
        "Ticket A, B, three zero five, please go to window one hundred and four."
    )


@pytest.mark.parametrize(
    ("number", "chinese", "english", "korean"),
    [
        (0, "零", "zero", "영"),
        (2, "二", "two", "이"),
        (10, "十", "ten", "십"),
        (12, "十二", "twelve", "십이"),
        (20, "二十", "twenty", "이십"),
        (21, "二十一", "twenty-one", "이십일"),
        (100, "一百", "one hundred", "백"),
        (104, "一百零四", "one hundred and four", "백사"),
        (115, "一百一十五", "one hundred and fifteen", "백십오"),
        (1000, "一千", "one thousand", "천"),
        (1001, "一千零一", "one thousand and one", "천일"),
        (1010, "一千零一十", "one thousand and ten", "천십"),
        (1100, "一千一百", "one thousand one hundred", "천백"),
        (9999, "九千九百九十九", "nine thousand nine hundred and ninety-nine", "구천구백구십구"),
    ],
)
def test_windows_are_counted(number, chinese, english, korean):
    assert count_zh(number) == chinese
    assert count_en(number) == english
    assert count_ko(number) == korean


def test_no_two_numbers_are_said_alike():
    assert len({count_zh(n) for n in range(10_000)}) == 10_000
    assert len({count_en(n) for n in range(10_000)}) == 10_000
    assert len({count_ko(n) for n in range(10_000)}) == 10_000


@pytest.mark.parametrize("number", [-1, 10_000])
def test_numbers_that_no_window_has_are_refused(number):
    for count in (count_zh, count_en, count_ko):
        with pytest.raises(ValueError, match="0 to 9999"):
            count(number)


@pytest.mark.parametrize("number", ["", "A", "012", "a012", "A-12", "Ａ012", "A０1", "A12B", "号1"])
def test_what_is_no_ticket_number_is_not_called(number):
    with pytest.raises(ValueError, match="not a ticket's number"):
        split_number(number)
