"""Ticket numbers."""

import pytest

from shared.domain.numbering import count_of, number, ticket_id
from shared.words.spoken import split_number


@pytest.mark.parametrize(
    ("letter", "count", "shown"),
    [
        ("A", 1, "A001"),
        ("A", 12, "A012"),
        ("A", 999, "A999"),
        ("A", 1000, "A1000"),
        ("A", 12345, "A12345"),
        ("AB", 7, "AB007"),
        ("ZZ", 1001, "ZZ1001"),
    ],
)
def test_a_number_and_back(letter: str, count: int, shown: str) -> None:
    assert number(letter, count) == shown
    assert count_of(letter, shown) == count
    assert split_number(shown) == (letter, shown[len(letter) :])


def test_a_days_numbers_are_all_different() -> None:
    given = [number(letter, count) for letter in ("A", "AA", "B") for count in range(1, 2001)]
    assert len(set(given)) == len(given)


def test_a_ticket_is_named_by_day_and_number() -> None:
    assert ticket_id("20261123", "A012") == "20261123-A012"
