"""Settings: from the environment, checked, and nothing unknown taken silently."""

from pathlib import Path
from typing import get_type_hints

import pytest

from shared.config import PREFIX, Settings, SettingsError, read_settings


def test_without_any_setting() -> None:
    settings = read_settings({})
    assert settings == Settings()
    assert settings.database == Path("var/hall.db")
    assert settings.public_address == "http://127.0.0.1:8000"
    assert settings.files.name == "baicheng"
    assert settings.async_mode == "eventlet"


def test_from_the_environment() -> None:
    settings = read_settings(
        {
            "HALL_PORT": "8080",
            "HALL_VAR": "/srv/hall",
            "HALL_VOICE": "false",
            "HALL_SECURE_COOKIES": "true",
            "HALL_ADDRESS": "https://hall.example/",
            "PATH": "/bin",
        }
    )
    assert (settings.port, settings.voice, settings.secure_cookies) == (8080, False, True)
    assert settings.database == Path("/srv/hall/hall.db")
    assert settings.public_address == "https://hall.example"


def test_what_is_given_comes_first() -> None:
    assert read_settings({"HALL_CODE": "one"}, code="two", var=None).code == "two"
    assert read_settings({"HALL_CODE": "one"}, code=None).code == "one"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"), ("PORT", "-1"), ("PORT", "65536"), ("PORT", ""), ("PORT", "80.5"),
        ("ASYNC_MODE", "gevent"), ("ASYNC_MODE", "eventlet\n"), ("SESSION_HOURS", "0"),
        ("SESSION_HOURS", "25"), ("BOARDS_A_SECOND", "0"), ("BOARDS_A_SECOND", "21"),
        ("VOICE", "perhaps"), ("SECURE_COOKIES", "maybe"),
    ],
)  # fmt: skip
def test_values_that_make_no_sense(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name.lower()):
        read_settings({f"HALL_{name}": value})


def test_a_name_that_is_no_setting() -> None:
    with pytest.raises(SettingsError, match="There is no setting HALL_PROT"):
        read_settings({"HALL_PROT": "8080"})


def test_every_setting_is_described_and_plain() -> None:
    for name, hint in get_type_hints(Settings, include_extras=True).items():
        assert f"{PREFIX}{name.upper()}".isupper()
        (meta,) = hint.__metadata__
        assert meta.description.endswith("."), name
