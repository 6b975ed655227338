"""Staff accounts and paired devices."""

from shared.domain.events.event import Event
from shared.domain.people import Device, Staff


class StaffAdded(Event, frozen=True):
    staff: Staff


class PasswordSet(Event, frozen=True):
    account: str


class StaffDisabled(Event, frozen=True):
    account: str


class DevicePaired(Event, frozen=True):
    device: Device


class DeviceRevoked(Event, frozen=True):
    device: str


class KioskPinSet(Event, frozen=True):
    """The PIN itself is sealed, outside the journal."""
