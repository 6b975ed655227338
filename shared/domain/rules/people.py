"""Rules for staff accounts and paired devices."""

from datetime import datetime

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.hall import Hall
from shared.domain.people import DEVICE_ROLES, STAFF_ROLES, Device, Role, Staff
from shared.domain.refusals import Malformed, Unknown, WrongState
from shared.domain.rules import walls
from shared.domain.screens import Screen
from shared.domain.texts import clean


def add_staff(command: c.AddStaff, hall: Hall, now: datetime) -> tuple[e.Event, ...]:
    if command.role not in STAFF_ROLES:
        raise Malformed("{role} is not a role of staff.", role=command.role)
    if command.account in hall.staff:
        raise WrongState("The account {account} exists already.", account=command.account)
    if command.department and command.department not in hall.departments:
        raise Unknown("There is no such department.")
    staff = Staff(
        command.account,
        clean(command.name),
        command.role,
        command.department,
        badge=command.badge,
    )
    return (e.StaffAdded(staff), e.PasswordSet(command.account))


def set_password(command: c.SetPassword, hall: Hall, now: datetime) -> tuple[e.Event, ...]:
    _staff(hall, command.account)
    return (e.PasswordSet(command.account),)


def set_kiosk_pin(command: c.SetKioskPin, hall: Hall, now: datetime) -> tuple[e.Event, ...]:
    return (e.KioskPinSet(),)


def disable_staff(command: c.DisableStaff, hall: Hall, now: datetime) -> tuple[e.Event, ...]:
    staff = _staff(hall, command.account)
    if not staff.enabled:
        raise WrongState("The account {account} is shut already.", account=command.account)
    if staff.role is Role.administrator and _administrators(hall) == 1:
        raise WrongState("The last administrator cannot be shut out.")
    if hall.window_of(command.account) is not None:
        raise WrongState("{account} still has a window open.", account=command.account)
    return (e.StaffDisabled(command.account),)


def _administrators(hall: Hall) -> int:
    return sum(s.enabled and s.role is Role.administrator for s in hall.staff.values())


def _staff(hall: Hall, account: str) -> Staff:
    if account not in hall.staff:
        raise Unknown("There is no such account.")
    return hall.staff[account]


def pair_device(command: c.PairDevice, hall: Hall, now: datetime) -> tuple[e.Event, ...]:
    if command.kind not in DEVICE_ROLES:
        raise Malformed("{role} is not a kind of device.", role=command.kind)
    if command.kind is Role.kiosk and command.place not in hall.kiosks:
        raise Unknown("There is no such kiosk.")
    place = clean(command.place, empty=True)
    walls.check_voice(place, hall)
    screen = None
    if command.screen is not None:
        if command.kind is Role.display or command.screen == Screen(name=command.screen.name):
            screen = walls.checked(command.screen, hall)
        else:
            raise Malformed("Only screens are set up to show something.")
    return (e.DevicePaired(Device(clean(command.device), command.kind, place, screen=screen)),)


def revoke_device(command: c.RevokeDevice, hall: Hall, now: datetime) -> tuple[e.Event, ...]:
    device = hall.devices.get(command.device)
    if device is None or not device.enabled:
        raise Unknown("There is no such device.")
    return (e.DeviceRevoked(command.device),)
