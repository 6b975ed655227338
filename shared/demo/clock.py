"""The day's time: `speed` seconds of the day pass in each real one."""

import threading
import time

LONGEST_SLEEP_SECONDS = 0.5


class DayClock:
    """Starts at `begins`, a second of the day, when `start` is called. Waits end early, with
    False, once `stopped` is set."""

    def __init__(self, begins: float, speed: float) -> None:
        self.begins = begins
        self.speed = speed
        self.stopped = threading.Event()
        self._started = time.monotonic()

    def start(self) -> None:
        self._started = time.monotonic()

    def real_seconds(self) -> float:
        """Since the start."""
        return time.monotonic() - self._started

    def now(self) -> float:
        """The second of the day."""
        return self.begins + self.real_seconds() * self.speed

    def wait_until(self, second: float) -> bool:
        """Wait for a second of the day; False when the demo was stopped meanwhile."""
        while (left := (second - self.now()) / self.speed) > 0:
            if self.stopped.wait(min(left, LONGEST_SLEEP_SECONDS)):
                return False
        return not self.stopped.is_set()

    def let_pass(self, seconds: float) -> bool:
        """Wait so many seconds of the day."""
        return self.wait_until(self.now() + seconds)
