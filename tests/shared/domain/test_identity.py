"""Numbers of identity cards, other documents and phones."""

import pytest

from shared.domain.identity import check_digit, phone_written, written
from shared.domain.refusals import Malformed

CARD = "11010519491231002X"  # the standard's own example


@pytest.mark.parametrize(
    "typed",
    [
        CARD,
        CARD.lower(),
        f" {CARD} ",
        "110105 19491231 002x",
        "110105\u300019491231\t002X",
        "１１０１０５１９４９１２３１００２Ｘ",
    ],
)
def test_one_number_however_it_is_typed(typed: str) -> None:
    assert written(typed) == CARD


@pytest.mark.parametrize("number", ["440524188001010014", CARD])
def test_check_digits_of_the_standard(number: str) -> None:
    assert check_digit(number) == number[-1]


def test_any_one_slip_of_a_digit_is_found() -> None:
    for place in range(17):
        for digit in "0123456789":
            slipped = CARD[:place] + digit + CARD[place + 1 :]
            if slipped != CARD:
                with pytest.raises(Malformed, match="typing mistake"):
                    written(slipped)


def test_two_neighbours_that_are_swapped_are_found() -> None:
    for place in range(16):
        a, b = CARD[place : place + 2]
        if a != b:
            with pytest.raises(Malformed, match="typing mistake"):
                written(CARD[:place] + b + a + CARD[place + 2 :])


@pytest.mark.parametrize("number", ["E12345678", "H1234567890", "12345", "A" * 20, "1" * 17])
def test_other_documents(number: str) -> None:
    assert written(number.lower()) == number


@pytest.mark.parametrize(
    "number", ["", "   ", "1234", "A" * 21, "E-1234567", "护照12345", "E1234567\x00", "²³⁴⁵⁶⁷!"]
)
def test_what_is_no_number(number: str) -> None:
    with pytest.raises(Malformed, match="5 to 20 letters and digits"):
        written(number)


@pytest.mark.parametrize(
    "typed",
    ["13986420753", "139 8642 0753", "139-8642-0753", "+86 13986420753", "8613986420753",
     "0086 139 8642 0753", "（139）86420753", "１３９８６４２０７５３", " 13986420753\n"],
    ids=ascii,
)  # fmt: skip
def test_one_phone_however_it_is_typed(typed: str) -> None:
    assert phone_written(typed) == "13986420753"


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("0436-332 1234", "04363321234"),
        ("(010) 6512 3456", "01065123456"),
        ("+44 20 7946 0958", "+442079460958"),
        ("+82-10-1234-5678", "+821012345678"),
    ],
)
def test_landlines_and_other_countries(typed: str, written: str) -> None:
    assert phone_written(typed) == written


@pytest.mark.parametrize(
    "typed",
    ["", " ", "12986420753", "1398642075", "139864207533", "10086", "3321234", "+1", "+1" * 9,
     "139x8642075", "13986420753;", "١٣٩٨٦٤٢٠٧٥٣", "139\x008642075", "+86+13986420753"],
    ids=ascii,
)  # fmt: skip
def test_what_is_no_phone(typed: str) -> None:
    with pytest.raises(Malformed, match="not a phone number"):
        phone_written(typed)
