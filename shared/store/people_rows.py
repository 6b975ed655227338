"""The rows of staff accounts and paired devices."""

import sqlite3

from shared.domain import events as e
from shared.domain.hall import Hall
from shared.store import sql
from shared.store.plain import as_text


def staff_added(db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.StaffAdded) -> None:
    staff = event.staff
    row = (hall.code, staff.account, staff.name, staff.role, staff.department, staff.badge)
    db.execute(sql.ADD_STAFF, row)


def staff_disabled(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.StaffDisabled
) -> None:
    db.execute(sql.DISABLE_STAFF, (hall.code, event.account))


def device_paired(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.DevicePaired
) -> None:
    device = event.device
    db.execute(sql.PAIR_DEVICE, (hall.code, device.id, device.kind, device.place))
    if device.screen is not None:
        db.execute(sql.SET_UP_SCREEN, (as_text(device.screen), hall.code, device.id))


def device_revoked(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.DeviceRevoked
) -> None:
    db.execute(sql.REVOKE_DEVICE, (hall.code, event.device))
