"""A hall whose files have no Korean is served in Korean all the same."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from shared.bus import Bus
from shared.domain.events import TicketIssued


@pytest.mark.parametrize("lang", ["zh", "en", "ko"])
def test_a_number_in_every_language_of_the_pages(
    kiosk: FlaskClient, bus: Bus, form: Callable[..., dict[str, str]], lang: str
) -> None:
    sent = form(f"/kiosk/{lang}/service/id-card")
    assert kiosk.post(f"/kiosk/{lang}/take", data=sent).status_code == 303
    (entry,) = bus.store.entries_after(bus.store.journal_end() - 1)
    assert isinstance(entry.event, TicketIssued)
    assert entry.event.language == lang
