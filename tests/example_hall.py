"""The example hall in processes of its own, each begun from files that were set up once: to make
the passwords of its people takes longer than all else at a first start."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from shared.config import Settings
from shared.demo.own_hall import OwnHall
from shared.domain.hall import Hall
from shared.hub.run import open_bus, set_up


class ExampleHalls:
    """`begin` gives halls that know each other's passwords and share nothing else."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._passwords: dict[str, str] = {}
        settings = Settings(var=folder)
        bus = open_bus(settings)
        set_up(bus, settings, self._hear)
        bus.store.close()

    def begin(
        self,
        var: Path,
        async_mode: str,
        *options: str,
        stations: bool = True,
        settings: Mapping[str, str] | None = None,
    ) -> OwnHall:
        """A hall that is open today, and to be stopped by who began it."""
        shutil.copytree(self._folder, var, dirs_exist_ok=True)
        hall = OwnHall(
            var, stations=stations, async_mode=async_mode, options=options, settings=settings
        )
        hall.passwords.update(self._passwords)
        hall.start()
        return hall

    def _hear(self, hall: Hall, account: str, password: str) -> None:
        self._passwords[account] = password
