"""The reference tables of the READMEs, made from the code.

A table stands between ``<!-- table: name -->`` and ``<!-- end -->``. `make tables` writes them,
`tests/shared/test_tables.py` compares.
"""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from shared.config import PREFIX, Settings
from shared.domain.folds import EVOLVE
from shared.domain.people import Role
from shared.domain.permissions import PERMISSIONS
from shared.domain.rules import RULES
from shared.domain.settings import HallSettings
from shared.hub.rooms import WATCHERS
from shared.hub.routes import ROUTES

ROOT = Path(__file__).parent.parent
FILES = ("README.md", "shared/README.md", "counter/README.md")
MARKED = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.S)


def rows(head: Iterable[str], body: Iterable[Iterable[object]]) -> str:
    lines = [list(head), ["---"] * len(list(head)), *(list(map(str, row)) for row in body)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def settings() -> str:
    default = Settings()
    here = str(ROOT) + "/"
    return rows(
        ("variable", "default", "meaning"),
        (
            (
                f"`{PREFIX}{field.name.upper()}`",
                f"`{getattr(default, field.name)}`".replace(here, "").replace("``", "empty"),
                field.type.__metadata__[0].description,
            )
            for field in msgspec.structs.fields(Settings)
        ),
    )


def hall_settings() -> str:
    default = HallSettings()
    return rows(
        ("setting", "usual", "from", "to", "meaning"),
        (
            (f"`{field.name}`", usual(getattr(default, field.name)), *bounds(field.type))
            for field in msgspec.inspect.type_info(HallSettings).fields
        ),
    )


def usual(value: object) -> str:
    if not isinstance(value, dict):
        return f"`{value}`"
    return ", ".join(f"{class_} {w.head_start:g} + {w.rate:g}" for class_, w in value.items())


def bounds(described: msgspec.inspect.Metadata) -> tuple[object, object, str]:
    meaning = described.extra_json_schema["description"]
    kind = described.type
    while isinstance(kind, msgspec.inspect.Metadata):
        kind = kind.type
    if isinstance(kind, msgspec.inspect.IntType | msgspec.inspect.FloatType):
        return kind.ge, kind.le, meaning
    return "", "", meaning


def permissions() -> str:
    roles = list(Role)
    return rows(
        ("command", *roles),
        (
            (
                f"`{command.__name__}`",
                *("yes" if role in PERMISSIONS[command] else "" for role in roles),
            )
            for command in RULES
        ),
    )


def api() -> str:
    return rows(
        ("POST /api/v1…", "command", "what it does"),
        ((f"`{route.path}`", f"`{route.command.__name__}`", route.summary) for route in ROUTES),
    )


def journal() -> str:
    return rows(
        ("event", "what it holds"),
        (
            (
                f"`{kind.__name__}`",
                ", ".join(f"`{field.encode_name}`" for field in msgspec.structs.fields(kind)),
            )
            for kind in EVOLVE
        ),
    )


def rooms() -> str:
    return rows(
        ("room", "who may watch it"),
        ((f"`{room}`", ", ".join(sorted(roles))) for room, roles in WATCHERS.items()),
    )


TABLES: dict[str, Callable[[], str]] = {
    "settings": settings,
    "hall_settings": hall_settings,
    "permissions": permissions,
    "api": api,
    "journal": journal,
    "rooms": rooms,
}


def filled(text: str) -> str:
    """The text with every table made anew."""
    return MARKED.sub(lambda m: m[1] + TABLES[m[2]]() + m[3], text)


def main() -> None:
    for name in FILES:
        file = ROOT / name
        file.write_text(filled(file.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
