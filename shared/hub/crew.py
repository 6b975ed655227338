"""The hall's own station as a process beside the hub: printers and voice never run on the hub's
loop, and a printer library that crashes takes nothing else with it."""

import logging
import os
import subprocess
import sys
import threading
import time

from shared.config import PREFIX, Settings

RESTART_SECONDS = 2.0
STOP_SECONDS = 5.0

log = logging.getLogger(__name__)


class Crew:
    """Starts `hall station` with the same settings and starts it again when it ends."""

    def __init__(self, settings: Settings) -> None:
        self._environment = os.environ | {
            f"{PREFIX}{name.upper()}": str(getattr(settings, name))
            for name in settings.__struct_fields__
        }
        self._process: subprocess.Popen[bytes] | None = None
        self._stopping = False
        self._watch = threading.Thread(target=self._keep_running, daemon=True)

    def start(self) -> None:
        self._watch.start()

    def stop(self) -> None:
        self._stopping = True
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()

    def _keep_running(self) -> None:
        while not self._stopping:
            command = [sys.executable, "-m", "shared", "station", "--parent", str(os.getpid())]
            self._process = subprocess.Popen(  # noqa: S603
                command,
                env=self._environment,
                stdin=subprocess.DEVNULL,
            )
            while self._process.poll() is None:
                time.sleep(0.2)
            if not self._stopping:
                if self._process.returncode:
                    log.warning(
                        "the station failed (%s) and starts again", self._process.returncode
                    )
                time.sleep(RESTART_SECONDS)
