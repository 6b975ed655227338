"""The walls of the house: which rooms there are, and what may not stand in them.

Arrows between rooms are contracts in setup.cfg; these are the rules that import-linter cannot say.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHARED = ROOT / "shared"
FACES = ("kiosk", "display", "counter")
ROOMS = {
    "domain", "store", "queries", "hub", "devices", "words", "halls", "demo",
    "config.py", "bus.py", "doctor.py", "languages.py", "voice_command.py", "told.py",
    "__main__.py", "__init__.py", "README.md",
}  # fmt: skip
TOP = {
    "kiosk", "display", "counter", "shared", "tests", "setup.cfg", "README.md", "pyproject.toml",
    "Makefile", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "constraints.txt",
}  # fmt: skip
# Values and their arithmetic only. zoneinfo reads the table of time zones, which never changes
# while the program runs; chinese_calendar is such a table of the holidays the state announced. re
# keeps compiled patterns, which nobody can tell.
PURE = {
    "bisect", "chinese_calendar", "collections", "dataclasses", "datetime", "enum", "functools",
    "hashlib", "itertools", "math", "msgspec", "re", "typing", "unicodedata", "zoneinfo",
    "shared.domain",
}  # fmt: skip
IMPURE_NAMES = {
    "now", "utcnow", "today", "random", "uuid4", "uuid1", "monotonic", "perf_counter", "sleep",
    "open", "print", "input", "getenv", "environ", "urandom", "getLogger",
}  # fmt: skip
SQL = re.compile(
    r"\s*(SELECT\s.+\sFROM|INSERT\s+INTO|UPDATE\s.+\sSET|DELETE\s+FROM|CREATE\s+(TABLE|INDEX)"
    r"|PRAGMA\s|ALTER\s+TABLE|DROP\s+TABLE|BEGIN\s+IMMEDIATE)",
    re.S,
)


def files(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def imports(file: Path) -> set[str]:
    """The modules a file imports, anywhere in it, by their full names."""
    found: set[str] = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} imports by a relative name"
            found |= {node.module or ""} | {f"{node.module}.{name.name}" for name in node.names}
    return found


def belongs(module: str, packages: set[str]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def test_the_rooms_of_shared() -> None:
    found = {path.name for path in SHARED.iterdir()} - {"__pycache__"}
    assert found == ROOMS


def test_the_top_of_the_house() -> None:
    """Beside these only what git does not know: environments, caches, run-time files."""
    ignored = {line.strip("/\n") for line in (ROOT / ".gitignore").read_text().splitlines()}
    found = {
        path.name
        for path in ROOT.iterdir()
        if not path.name.startswith(".")
        and path.name not in ignored
        and not path.name.endswith(".egg-info")
    }
    assert found <= TOP


def test_one_module_imports_eventlet() -> None:
    importing = {
        str(file.relative_to(ROOT))
        for file in files("shared", *FACES)
        if any(belongs(module, {"eventlet"}) for module in imports(file))
    }
    assert importing == {"shared/hub/runtime.py"}


@pytest.mark.parametrize(
    "file", list(files("shared/domain")), ids=lambda file: str(file.relative_to(SHARED))
)
def test_the_domain_imports_values_only(file: Path) -> None:
    assert {module for module in imports(file) if not belongs(module, PURE)} == set()


@pytest.mark.parametrize(
    "file", list(files("shared/domain")), ids=lambda file: str(file.relative_to(SHARED))
)
def test_the_domain_reads_no_clock_and_throws_no_dice(file: Path) -> None:
    called = {
        getattr(node.func, "id", None) or getattr(node.func, "attr", None)
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Call)
    }
    assert called & IMPURE_NAMES == set()
    statements = {type(node) for node in ast.walk(tree(file))}
    assert not statements & {ast.Global, ast.Nonlocal, ast.AsyncFunctionDef, ast.Await}


def test_sql_stands_in_the_store_only() -> None:
    strays = {
        f"{file.relative_to(ROOT)}: {node.value[:40]}"
        for file in files("shared", *FACES)
        if SHARED / "store" not in file.parents
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.match(node.value)
    }
    assert strays == set()


def test_only_the_store_knows_a_database() -> None:
    strays = {
        str(file.relative_to(ROOT))
        for file in files("shared", *FACES)
        if SHARED / "store" not in file.parents
        and any(belongs(module, {"sqlite3", "sqlite_utils"}) for module in imports(file))
    }
    assert strays <= {"shared/doctor.py"}


@pytest.mark.parametrize("face", FACES)
def test_a_face_imports_no_other_face(face: str) -> None:
    others = set(FACES) - {face}
    for file in files(face):
        assert not {module for module in imports(file) if belongs(module, others)}, file


def test_shared_imports_no_face() -> None:
    for file in files("shared"):
        assert not {module for module in imports(file) if belongs(module, set(FACES))}, file


def test_a_face_touches_no_storage_and_decides_nothing() -> None:
    closed = {"shared.store.store", "shared.store.journal", "shared.store.tables", "shared.bus",
              "shared.domain.rules", "shared.domain.folds", "shared.devices.station"}  # fmt: skip
    for file in files(*FACES):
        assert not {module for module in imports(file) if belongs(module, closed)}, file


def test_nobody_but_the_settings_reads_the_environment() -> None:
    strays = {
        str(file.relative_to(ROOT))
        for file in files("shared", *FACES)
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv")
    }
    # Those that start a process hand their own environment on to it; the password that a demo
    # signs in with is no setting of the hall.
    others = {"shared/hub/crew.py", "shared/demo/own_hall.py", "shared/devices/voice_child.py",
              "shared/demo/command.py"}  # fmt: skip
    assert strays <= {"shared/config.py"} | others


def test_nothing_changes_the_hall_but_its_folds() -> None:
    """No line outside writes to an attribute of a hall or calls what changes one."""
    changing = {"begin_day", "assign_queues", "join", "leave"}
    for file in files("shared", *FACES):
        if file.parent.name == "folds" or file.name == "hall.py":
            continue
        for node in ast.walk(tree(file)):
            targets = node.targets if isinstance(node, ast.Assign) else []
            for target in targets:
                while isinstance(target, ast.Subscript):
                    target = target.value
                if isinstance(target, ast.Attribute):
                    owner = target.value
                    assert getattr(owner, "id", "") != "hall", f"{file}:{node.lineno}"
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                owner = node.func.value
                is_hall = getattr(owner, "id", "") == "hall"
                assert not (is_hall and node.func.attr in changing), f"{file}:{node.lineno}"


def test_tests_have_names_of_their_own_and_no_packages() -> None:
    names = [file.name for file in files("tests") if file.name.startswith("test_")
             and "node_modules" not in file.parts]  # fmt: skip
    assert len(set(names)) == len(names)
    assert not [f for f in files("tests") if f.name == "__init__.py" and "node_modules"
                not in f.parts]  # fmt: skip
