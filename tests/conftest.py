"""What many tests need: a clock, a bus on a new file, a hub with its people.

HALL_TEST_ASYNC_MODE chooses how a hub inside the tests' own process runs, ``threading`` (default)
or ``eventlet``; HALL_TEST_SERVER_MODE how the servers run that tests start, ``eventlet`` (default)
or ``threading``. They are two because a browser cannot be driven from a process under eventlet.
"""

import os
import shutil

from shared.hub import runtime

ASYNC_MODE = os.environ.get("HALL_TEST_ASYNC_MODE", "threading")
runtime.patch(ASYNC_MODE)  # before anything of the hub is imported

from collections.abc import Iterator  # noqa: E402
from pathlib import Path  # noqa: E402

import pytest  # noqa: E402
from hypothesis import HealthCheck, settings  # noqa: E402

from shared.bus import Bus  # noqa: E402
from shared.store import Store  # noqa: E402
from tests.example_hall import ExampleHalls  # noqa: E402
from tests.small_hall import Clock, open_hall  # noqa: E402

settings.register_profile(
    "hall",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("hall")


@pytest.fixture(scope="session")
def async_mode() -> str:
    return ASYNC_MODE


@pytest.fixture(scope="session")
def server_mode() -> str:
    return os.environ.get("HALL_TEST_SERVER_MODE", "eventlet")


@pytest.fixture(scope="session")
def example_halls(tmp_path_factory: pytest.TempPathFactory) -> ExampleHalls:
    return ExampleHalls(tmp_path_factory.mktemp("example"))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def hall_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the small hall as it was set up, to be copied."""
    made = open_hall(tmp_path_factory.mktemp("small"))
    made.store._write.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    made.store.close()
    return made.store.path


@pytest.fixture
def bus(tmp_path: Path, clock: Clock, hall_file: Path) -> Iterator[Bus]:
    """The small hall, set up, on a Monday at 10:00. Its file does not wait for the disk: tests
    of what a power cut leaves open their own."""
    shutil.copy(hall_file, tmp_path / "hall.db")
    made = Bus(Store(tmp_path / "hall.db", "small"), clock)
    made.store._write.execute("PRAGMA synchronous = OFF")
    yield made
    made.store.close()
