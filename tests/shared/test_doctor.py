"""What the doctor says of holidays that nobody has announced yet."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from shared import doctor
from shared.domain.catalogue import Holidays
from tests.small_hall import CATALOGUE

CHINA = replace(CATALOGUE, holidays=Holidays.china)


@pytest.mark.parametrize(("days", "mark"), [(-1, "note"), (58, "note"), (62, "ok"), (400, "ok")])
def test_sixty_days_are_looked_ahead(days: int, mark: str, monkeypatch: pytest.MonkeyPatch) -> None:
    last = datetime.now(UTC).date() + timedelta(days=days)
    monkeypatch.setattr(doctor, "known_until", lambda holidays: last)
    (finding,) = doctor._holidays(CHINA)
    assert (finding.mark, finding.what) == (mark, "holidays")
    assert str(last) in finding.sentence


def test_a_hall_that_keeps_no_holidays_is_not_told_of_them() -> None:
    assert list(doctor._holidays(CATALOGUE)) == []
