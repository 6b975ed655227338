"""Settings: the only reader of the environment. Each is HALL_ and its name in capitals.

The table in shared/README.md is made from this class; a test compares them.
"""

import os
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

PREFIX = "HALL_"
# Variables of `hall demo` and of the tests.
NO_SETTINGS = frozenset({"demo_password", "test_async_mode", "test_server_mode"})


ADDRESS = r"https?://[A-Za-z0-9.:\[\]-]+/?"


class SettingsError(Exception):
    """A setting cannot be understood; the message names it."""


class Settings(Struct, frozen=True, kw_only=True):
    code: Annotated[str, Meta(description="Which hall this is; the code in its hall.csv.")] = (
        "baicheng"
    )
    var: Annotated[Path, Meta(description="Folder of all that is written at run time.")] = Path(
        "var"
    )
    files: Annotated[Path, Meta(description="Folder of the hall's CSV files.")] = (
        Path(__file__).parent / "halls" / "baicheng"
    )
    host: Annotated[str, Meta(description="Address the hub listens on.")] = "127.0.0.1"
    port: Annotated[int, Meta(ge=0, le=65535, description="Port the hub listens on.")] = 8000
    address: Annotated[
        str,
        Meta(description="The hub's address as phones see it, for QR codes. Empty: host and port."),
    ] = ""
    also_at: Annotated[
        str,
        Meta(
            pattern=rf"\A({ADDRESS}(\s*,\s*{ADDRESS})*)?\Z",
            description="Where else screens find the hub when its address was changed, with commas"
            " between, such as http://10.0.0.7:8000, http://hall.local:8000.",
        ),
    ] = ""
    proxies: Annotated[
        int,
        Meta(
            ge=0,
            le=5,
            description="So many proxies of your own stand before the hub; the address of whoever"
            " asks is then what they wrote into X-Forwarded-For.",
        ),
    ] = 0
    async_mode: Annotated[
        str,
        Meta(
            pattern=r"\A(eventlet|threading)\Z",
            description="How the hub serves many at once: eventlet or threading.",
        ),
    ] = "eventlet"
    secure_cookies: Annotated[
        bool, Meta(description="Send cookies over HTTPS only. Switch on wherever there is TLS.")
    ] = False
    session_hours: Annotated[
        int, Meta(ge=1, le=24, description="After so many hours staff sign in again.")
    ] = 12
    boards_a_second: Annotated[
        int, Meta(ge=1, le=20, description="A room's board is sent at most so often.")
    ] = 5
    text_gateway: Annotated[
        str,
        Meta(
            pattern=r"\A(https?://\S+)?\Z|\A(?!\w+://).+\Z",
            description="Where text messages with a number's page go: an http(s) address that takes"
            " JSON, or a folder for one file a message. Empty: none are sent, and nobody is asked"
            " for a phone number.",
        ),
    ] = ""
    voice: Annotated[bool, Meta(description="Whether calls are spoken, after the chime.")] = True

    @property
    def database(self) -> Path:
        return self.var / "hall.db"

    @property
    def other_addresses(self) -> tuple[str, ...]:
        return tuple(each.strip().rstrip("/") for each in self.also_at.split(",") if each.strip())

    @property
    def public_address(self) -> str:
        return self.address.rstrip("/") or f"http://{self.host}:{self.port}"


def read_settings(environment: dict[str, str] | None = None, **given: Any) -> Settings:
    """Settings from the environment; what is `given` and not None comes first.

    Raises SettingsError, also for a HALL_ name that is no setting.
    """
    source = os.environ if environment is None else environment
    named = {k[len(PREFIX) :].lower(): v for k, v in source.items() if k.startswith(PREFIX)}
    named = {name: value for name, value in named.items() if name not in NO_SETTINGS}
    unknown = named.keys() - set(Settings.__struct_fields__)
    if unknown:
        raise SettingsError(f"There is no setting {PREFIX}{min(unknown).upper()}.")
    named |= {key: value for key, value in given.items() if value is not None}
    try:
        return msgspec.convert(named, Settings, strict=False, dec_hook=_path)
    except msgspec.ValidationError as fault:
        raise SettingsError(f"A setting is wrong: {fault}") from fault


def _path(kind: type, value: object) -> object:
    if kind is Path:
        return Path(str(value))
    raise NotImplementedError(kind)  # how a hook tells msgspec that a type is none of its own
