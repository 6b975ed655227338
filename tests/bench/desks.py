"""Clerks at all windows of a running hall, each with a session of their own."""

import json
from collections.abc import Sequence
from typing import Any

from shared.demo import preparing
from shared.demo.preparing import Crew
from shared.demo.tally import Tally
from tests.bench import halls
from tests.bench.http import Client, request
from tests.bench.servers import HallServer


class Desks:
    """The windows of a hall, opened. `crew` are the clerks' lines and the tokens of boards."""

    def __init__(self, hall: HallServer, windows: Sequence[int]) -> None:
        self.port = hall.port
        self.catalogue = hall.admin.get("/catalogue")
        self.windows = list(windows)
        self._hall = hall
        self.crew: Crew = preparing.gather(
            f"http://127.0.0.1:{hall.port}", hall.admin, self.windows, Tally()
        )
        for window, line in self.crew.clerks.items():
            line.command(f"/windows/{window}/open")

    def wait(self, queue: str, count: int) -> None:
        """Let so many more wait in a queue."""
        service = next(s["code"] for s in self.catalogue["services"] if s["queue"] == queue)
        for _ in range(count):
            self._hall.admin.command("/tickets", service=service, language=halls.LANGUAGE)

    def press(self, window: int, move: str) -> bytes:
        """The request that a key of the window's clerk sends."""
        return request(
            f"/api/v1/windows/{window}/{move}",
            {"command_id": halls.new_id()},
            self.crew.clerks[window].credentials,
        )

    def client(self) -> Client:
        return Client(self.port)


def content(answer: bytes) -> Any:
    """The body of an answer that must be a success."""
    assert b" 200 " in answer[:20], answer
    return json.loads(answer.partition(b"\r\n\r\n")[2])
