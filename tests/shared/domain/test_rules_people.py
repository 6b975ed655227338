"""Staff accounts and paired devices."""

import pytest

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.people import Device, Role, Staff
from shared.domain.refusals import Malformed, Unknown, WrongState
from shared.domain.screens import Screen
from tests.shared.domain.given import before_set_up, given, opened

ADMIN = "staff:admin"


def test_an_account_is_added_with_its_password() -> None:
    scene = given().when(
        c.AddStaff, by=ADMIN, account="qian", name=" 钱 ", role=Role.clerk, department="tax"
    )
    scene.then(
        e.StaffAdded(Staff("qian", "钱", Role.clerk, "tax")),
        e.PasswordSet("qian"),
    )
    assert scene.hall.staff["qian"].enabled


def test_accounts_exist_before_the_hall_is_set_up() -> None:
    scene = before_set_up().when(
        c.AddStaff, by="system:terminal", account="qian", name="钱", role=Role.administrator
    )
    scene.then(
        e.StaffAdded(Staff("qian", "钱", Role.administrator)),
        e.PasswordSet("qian"),
    )


@pytest.mark.parametrize("account", ["wang", "gone"])
def test_an_account_is_added_once(account: str) -> None:
    given().when(c.AddStaff, by=ADMIN, account=account, name="x", role=Role.clerk).refused(
        WrongState, f"The account {account} exists already."
    )


@pytest.mark.parametrize("role", [Role.kiosk, Role.display, Role.station, Role.system])
def test_devices_are_no_staff(role: Role) -> None:
    given().when(c.AddStaff, by=ADMIN, account="qian", name="x", role=role).refused(
        Malformed, f"{role.value} is not a role of staff."
    )


def test_a_department_that_is_not_there() -> None:
    given().when(
        c.AddStaff, by=ADMIN, account="qian", name="x", role=Role.clerk, department="moon"
    ).refused(Unknown, "There is no such department.")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("  ", "Please write something here."),
        ("smile \N{GRINNING FACE}", "This text holds characters that cannot be shown here."),
        ("\u202eevil", "This text holds characters that cannot be shown here."),
    ],
)
def test_names_that_cannot_be_shown(name: str, sentence: str) -> None:
    given().when(c.AddStaff, by=ADMIN, account="qian", name=name, role=Role.clerk).refused(
        Malformed, sentence
    )


def test_a_password_is_set() -> None:
    given().when(c.SetPassword, by=ADMIN, account="wang").then(e.PasswordSet("wang"))


@pytest.mark.parametrize("kind", [c.SetPassword, c.DisableStaff])
def test_an_account_that_is_not_there(kind: type[c.Command]) -> None:
    given().when(kind, by=ADMIN, account="nobody").refused(Unknown, "There is no such account.")


def test_an_account_is_shut() -> None:
    scene = given().when(c.DisableStaff, by=ADMIN, account="wang").then(e.StaffDisabled("wang"))
    assert not scene.hall.staff["wang"].enabled


def test_an_account_is_shut_once() -> None:
    given().when(c.DisableStaff, by=ADMIN, account="gone").refused(
        WrongState, "The account gone is shut already."
    )


def test_the_last_administrator_stays() -> None:
    given().when(c.DisableStaff, by=ADMIN, account="admin").refused(
        WrongState, "The last administrator cannot be shut out."
    )


def test_one_of_two_administrators_may_go() -> None:
    scene = given(e.StaffAdded(Staff("second", "second", Role.administrator)))
    scene.when(c.DisableStaff, by=ADMIN, account="admin").then(e.StaffDisabled("admin"))
    scene.when(c.DisableStaff, by="staff:second", account="second").refused(
        WrongState, "The last administrator cannot be shut out."
    )


def test_nobody_is_shut_out_of_an_open_window() -> None:
    given(opened(1, "li")).when(c.DisableStaff, by=ADMIN, account="li").refused(
        WrongState, "li still has a window open."
    )


@pytest.mark.parametrize(
    ("kind", "place"), [(Role.kiosk, "K2"), (Role.display, ""), (Role.station, "")]
)
def test_a_device_is_paired(kind: Role, place: str) -> None:
    scene = given().when(c.PairDevice, by=ADMIN, device="X1", kind=kind, place=place)
    scene.then(e.DevicePaired(Device("X1", kind, place)))


def test_a_loudspeaker_has_a_name_and_shows_nothing() -> None:
    words = {"by": ADMIN, "device": "S9", "kind": Role.station, "place": "voice/hall"}
    scene = given().when(c.PairDevice, **words, screen=Screen(name="Door"))
    scene.then(e.DevicePaired(Device("S9", Role.station, "voice/hall", screen=Screen(name="Door"))))
    given().when(c.PairDevice, **words, screen=Screen(name="Door", code=False)).refused(
        Malformed, "Only screens are set up to show something."
    )


def test_a_device_shut_out_may_be_paired_again() -> None:
    scene = given().when(c.PairDevice, by=ADMIN, device="K9", kind=Role.display)
    scene.then(e.DevicePaired(Device("K9", Role.display, "")))
    assert scene.hall.devices["K9"].enabled


@pytest.mark.parametrize("kind", [Role.clerk, Role.administrator, Role.system])
def test_staff_are_no_devices(kind: Role) -> None:
    given().when(c.PairDevice, by=ADMIN, device="X1", kind=kind).refused(
        Malformed, f"{kind.value} is not a kind of device."
    )


def test_a_kiosk_stands_where_the_hall_has_one() -> None:
    given().when(c.PairDevice, by=ADMIN, device="X1", kind=Role.kiosk, place="K7").refused(
        Unknown, "There is no such kiosk."
    )


def test_a_device_is_shut_out() -> None:
    scene = given().when(c.RevokeDevice, by=ADMIN, device="K1").then(e.DeviceRevoked("K1"))
    assert not scene.hall.devices["K1"].enabled


@pytest.mark.parametrize("device", ["nothing", "K9"])
def test_a_device_that_is_not_there(device: str) -> None:
    given().when(c.RevokeDevice, by=ADMIN, device=device).refused(
        Unknown, "There is no such device."
    )
