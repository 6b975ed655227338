"""A child process that is asked in JSON lines and answers within a time, or is killed."""

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

# By its path and without that path's folder among the modules, so that nothing here is imported
# in place of a module of the same name.
CHILD = (sys.executable, "-P", str(Path(__file__).with_name("voice_child.py")))


class ChildFault(Exception):
    """The child did not do what was asked. Its text is a short reason."""


class ChildProcess:
    """At most one process, started when first asked. Not for use by two threads at once."""

    def __init__(self, command: Sequence[str], start_seconds: float) -> None:
        self._command = tuple(command)
        self._start_seconds = start_seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._read = b""

    def ask(self, request: Mapping[str, object], seconds: float) -> dict[str, Any]:
        """The child's answer. Raises ChildFault where it says so, ends, or takes longer; in the
        last two cases it is gone afterwards."""
        process = self._process or self._start()
        assert process.stdin
        try:
            process.stdin.write(json.dumps(request).encode() + b"\n")
            process.stdin.flush()
        except OSError:
            self.close()
            raise ChildFault("the speech engine ended") from None
        return self._answer(process, seconds)

    def close(self) -> None:
        """End the child, at once if it does not go by itself."""
        process, self._process, self._read = self._process, None, b""
        if process is None:
            return
        assert process.stdin
        assert process.stdout
        process.kill()
        process.wait()
        process.stdout.close()
        try:
            process.stdin.close()
        except OSError:
            return  # what was still to be written to it has no reader

    def _start(self) -> "subprocess.Popen[bytes]":
        try:
            process = subprocess.Popen(  # noqa: S603 - a command of our own
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError:
            raise ChildFault("the speech engine cannot be started") from None
        self._process = process
        try:
            self._answer(process, self._start_seconds)
        except ChildFault:
            self.close()
            raise
        return process

    def _answer(self, process: "subprocess.Popen[bytes]", seconds: float) -> dict[str, Any]:
        try:
            answer = json.loads(self._line(process, seconds))
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            self.close()
            raise ChildFault("the speech engine answered nonsense")
        if "error" in answer:
            raise ChildFault(str(answer["error"])[:120])
        return answer

    def _line(self, process: "subprocess.Popen[bytes]", seconds: float) -> bytes:
        assert process.stdout
        until = time.monotonic() + seconds
        while b"\n" not in self._read:
            left = until - time.monotonic()
            if left <= 0 or not select.select([process.stdout], [], [], left)[0]:
                self.close()
                raise ChildFault("the speech engine timed out")
            got = os.read(process.stdout.fileno(), 65536)  # the file itself differs under eventlet
            if not got:
                self.close()
                raise ChildFault("the speech engine ended")
            self._read += got
        line, _, self._read = self._read.partition(b"\n")
        return line
