"""A hall of the demo's own: `hall run` as a child process, on a folder that is thrown away."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

START_SECONDS = 60.0
STOP_SECONDS = 15.0
PREFIX = "HALL_"
ADDRESS = re.compile(r"open at (http://\S+:(\d+))")
PASSWORD = re.compile(r"\s+([a-z][a-z0-9._-]+)\s+(\S+-\S+-\S+-\S+)\s.*")


class OwnHallError(Exception):
    """The hall did not start; the message holds what it said."""


class OwnHall:
    """`start` waits until the hall is open. After `kill` it can be started again and comes back
    on the same folder and port. `passwords` are those the first start showed, `settings` further
    ones by their names in the environment."""

    def __init__(
        self,
        var: Path,
        *,
        stations: bool = True,
        async_mode: str = "eventlet",
        options: Sequence[str] = (),
        files: Path | None = None,
        open_specially: bool = True,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        self.var = var
        self._files = ["--files", str(files)] if files else []
        self._settings = dict(settings or {})
        self.url = ""
        self.port = 0
        self.passwords: dict[str, str] = {}
        self._options = ["--async-mode", async_mode, *options]
        if open_specially:
            self._options.append("--open-today")
        if not stations:
            self._options.append("--no-stations")
        self._process: subprocess.Popen[str] | None = None
        self._ears: threading.Thread
        self._said: list[str] = []
        self._open = threading.Event()

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        """Raises OwnHallError."""
        self._open.clear()
        command = [sys.executable, "-m", "shared", "--var", str(self.var), *self._files, "run"]
        self._process = subprocess.Popen(  # noqa: S603  (our own program)
            [*command, "--port", str(self.port), *self._options],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            env={k: v for k, v in os.environ.items() if not k.startswith(PREFIX)}
            | {"PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"}
            | self._settings,
            start_new_session=True,  # so that its station is ended with it
        )
        self._ears = threading.Thread(target=self._listen, args=(self._process,), daemon=True)
        self._ears.start()
        self._open.wait(START_SECONDS)
        if self._process.poll() is not None or not self.url:
            self.kill()
            raise OwnHallError("the hall did not open:\n" + "".join(self._said[-20:]))

    def kill(self) -> None:
        """As a power cut would: at once, without a chance to put anything away."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        if self._process is None or self._process.poll() is not None:
            return
        self._process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(STOP_SECONDS)
        self._end(signal.SIGKILL)

    def said(self) -> str:
        """What the hall wrote so far, without its passwords."""
        return "".join(line for line in self._said if not PASSWORD.fullmatch(line.rstrip("\n")))

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, how)
        self._process.wait(STOP_SECONDS)
        self._ears.join(STOP_SECONDS)

    def _listen(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        with process.stdout as output:
            for line in output:
                self._hear(line)
        self._open.set()  # also when it ended without having opened

    def _hear(self, line: str) -> None:
        self._said.append(line)
        if match := PASSWORD.fullmatch(line.rstrip("\n")):
            self.passwords[match[1]] = match[2]
        if match := ADDRESS.search(line):
            self.url, self.port = match[1], int(match[2])
            self._open.set()
