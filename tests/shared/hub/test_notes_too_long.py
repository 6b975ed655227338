"""A note of ten thousand characters: refused, nothing changed, nothing pushed."""

import pytest

from shared.domain import commands as c
from tests.portrait import image
from tests.small_hall import WANG, new_id, take

LONG = "好" * 10_000
SERVING = (c.OpenWindow, c.CallNext, c.StartService)


@pytest.fixture
def serving(bus, signed_in):
    bus.execute(take())
    bus.execute(take())
    for move in SERVING:
        bus.execute(move(id=new_id(), by=WANG, window=1))
    return signed_in("wang")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/windows/1/finish", {"note": LONG}),
        ("/windows/1/hold", {"reason": LONG}),
        ("/windows/1/transfer", {"queue": "B", "note": LONG}),
        ("/windows/1/call", {"ticket": "20261123-A002", "reason": LONG}),
        ("/tickets/20261123-A001/class", {"class": "green", "need": "elderly", "reason": LONG}),
        ("/tickets/20261123-A002/cancel", {"reason": LONG}),
    ],
)
def test_it_is_refused_in_words_and_nothing_happens(serving, bus, path, words) -> None:
    before, end = image(bus), bus.store.journal_end()
    woken: list[int] = []
    bus.wake = lambda: woken.append(1)
    answer = serving.post(path, **words)
    assert answer.status_code in (409, 403, 422)
    if answer.status_code == 422:
        assert "200" in answer.json["error"]["message"]
    assert (image(bus), bus.store.journal_end(), woken) == (before, end, [])
