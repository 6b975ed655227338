"""Numbers of identity cards and other documents."""

import pytest

from shared.domain.identity import check_digit, written
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
