"""Faults of a command, said in one sentence."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from shared.config import SettingsError


def told(command: Callable[..., None]) -> Callable[..., None]:
    """Turn expected faults into a sentence."""

    @wraps(command)
    def run(*arguments: Any, **options: Any) -> None:
        from shared.devices.packs import BadPack
        from shared.domain.refusals import Refusal
        from shared.halls.faults import HallFileError
        from shared.store import StoreBusy, StoreDamaged, StoreFull, StoreTooNew

        expected = (
            SettingsError,
            Refusal,
            HallFileError,
            StoreBusy,
            StoreFull,
            StoreTooNew,
            StoreDamaged,
            BadPack,
            OSError,
        )
        try:
            command(*arguments, **options)
        except expected as fault:
            raise click.ClickException(str(fault)) from fault

    return run
