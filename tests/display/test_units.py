"""The unit files of a screen and of the hub are read by systemd itself."""

import re
import subprocess
from pathlib import Path

import pytest

import display

UNITS = Path(display.__file__).parent / "units"
NAMES = ("hall-screen.service", "hall.service")
# What the units of this machine would bring along is not looked at: they are read under a root of
# their own, with the programs they start.
PROGRAMS = ("bin/sh", "usr/bin/cage", "usr/bin/chromium", "opt/hall/bin/hall")
TARGETS = ("network-online", "multi-user", "sysinit", "basic", "shutdown", "network-pre")


@pytest.fixture
def root(tmp_path):
    """A machine on which they are installed."""
    for program in PROGRAMS:
        file = tmp_path / program
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("#!/bin/sh\n")
        file.chmod(0o755)
    system = tmp_path / "etc" / "systemd" / "system"
    system.mkdir(parents=True)
    for target in TARGETS:
        (system / f"{target}.target").write_text(f"[Unit]\nDescription={target}\n")
    return tmp_path


def verify(root, name, text):
    unit = root / "etc" / "systemd" / "system" / name
    unit.write_text(text)
    return subprocess.run(
        ["systemd-analyze", "verify", "--man=no", f"--root={root}", str(unit)],
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_these_are_all():
    assert {file.name for file in UNITS.iterdir()} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_systemd_finds_no_fault(root, name):
    found = verify(root, name, (UNITS / name).read_text())
    assert (found.returncode, found.stderr.strip()) == (0, ""), found.stderr


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("hall-screen.service", "Restart=always", "Restart=ever"),
        ("hall-screen.service", "/usr/bin/cage", "/usr/bin/no-such-program"),
        ("hall.service", "LimitNOFILE", "LimitNOFILES"),
    ],
)
def test_systemd_would_find_one(root, name, right, wrong):
    found = verify(root, name, (UNITS / name).read_text().replace(right, wrong))
    assert found.stderr.strip()


def test_a_screen_starts_as_a_wall_must():
    unit = (UNITS / "hall-screen.service").read_text()
    for wanted in (
        "--kiosk",
        "--autoplay-policy=no-user-gesture-required",
        "Restart=always",
        "network-online.target",
        "--blank 0",
        "${HALL_SCREEN_ADDRESS}/display",
    ):
        assert wanted in unit, wanted


def test_the_manual_names_what_it_installs():
    manual = (UNITS.parent / "README.md").read_text(encoding="utf-8")
    for name in NAMES:
        assert f"units/{name}" in manual
    for file in re.findall(r"/etc/[a-z.-]+conf", (UNITS / NAMES[0]).read_text()):
        assert file in manual
