"""Before the day: the demo's own clerks, kiosks and boards, made as an administrator would."""

import secrets
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from msgspec import Struct

from shared.demo.line import Line, Refused
from shared.demo.tally import Tally

REASON = "演示 (demo)"
KIOSKS = 6
BOARDS = 3
HASHING_AT_ONCE = 4  # the hub hashes each password slowly, on purpose
A_KIOSK = "K1"
OTHERS = {"relief": "clerk", "steward": "steward", "supervisor": "supervisor"}


class Crew(Struct, frozen=True):
    """Signed-in lines, `clerks` by window, and tokens of paired devices. `accounts` are those of
    the clerks in the order of their windows, then the others."""

    clerks: dict[int, Line]
    relief: Line
    steward: Line
    supervisor: Line
    kiosks: list[Line]
    boards: list[str]
    panel: str
    accounts: list[str]
    devices: list[str]


def windows_for(catalogue: dict[str, Any], count: int) -> list[int]:
    """Which windows to open: one after the other, each where most work a window is left."""
    work: dict[str, float] = {}
    for service in catalogue["services"]:
        queue = service["queue"]
        work[queue] = work.get(queue, 0) + max(1, service["cases_a_year"]) * service["minutes"]
    free = {window["number"]: window["queues"] for window in catalogue["windows"]}
    opened: dict[str, int] = {}
    chosen: list[int] = []
    while free and len(chosen) < count:
        best = max(free, key=lambda n: (_work_left(free[n], work, opened), -n))
        for queue in free.pop(best):
            opened[queue] = opened.get(queue, 0) + 1
        chosen.append(best)
    return sorted(chosen)


def _work_left(queues: list[str], work: dict[str, float], opened: dict[str, int]) -> float:
    """The share of the busiest of a window's queues that one more window there would take."""
    return max(work.get(queue, 0) / (opened.get(queue, 0) + 1) for queue in queues)


def services_at(catalogue: dict[str, Any], windows: list[int]) -> list[dict[str, Any]]:
    """What the opened windows offer."""
    queues = {
        queue
        for window in catalogue["windows"]
        if window["number"] in windows
        for queue in window["queues"]
    }
    return [service for service in catalogue["services"] if service["queue"] in queues]


def open_hall(admin: Line) -> bool:
    """Open the hall specially where it is closed; True when that was needed."""
    if admin.get("/boards/main")["open"]:
        return False
    admin.command("/hall/open-specially", reason=REASON)
    return True


def gather(url: str, admin: Line, windows: list[int], tally: Tally) -> Crew:
    """Make accounts and devices under names of this run alone."""
    run = secrets.token_hex(3)
    roles = {f"demo-{run}-{number:03d}": "clerk" for number in range(1, len(windows) + 1)}
    roles |= {f"demo-{run}-{name}": role for name, role in OTHERS.items()}
    lines = _sign_in(url, admin, roles, tally)
    relief, steward, supervisor = lines[len(windows) :]
    kiosks = [f"demo-{run}-kiosk-{number}" for number in range(1, KIOSKS + 1)]
    boards = [f"demo-{run}-board-{number}" for number in range(1, BOARDS + 1)]
    panel = f"demo-{run}-panel"
    return Crew(
        clerks=dict(zip(windows, lines, strict=False)),
        relief=relief,
        steward=steward,
        supervisor=supervisor,
        kiosks=[Line(url, tally, _pair(admin, kiosk, "kiosk", A_KIOSK)) for kiosk in kiosks],
        boards=[_pair(admin, board, "display", "") for board in boards],
        panel=_pair(admin, panel, "display", ""),
        accounts=list(roles),
        devices=[*kiosks, *boards, panel],
    )


def _sign_in(url: str, admin: Line, roles: dict[str, str], tally: Tally) -> list[Line]:
    """A signed-in line for each new account."""
    passwords = {account: secrets.token_urlsafe(18) for account in roles}
    for account, role in roles.items():
        admin.command(
            "/staff",
            account=account,
            name=f"演示 {account.rpartition('-')[2]}",
            role=role,
            department="",
            password=passwords[account],
        )

    def signed_in(account: str) -> Line:
        line = Line(url, tally)
        line.sign_in(account, passwords[account])
        return line

    with ThreadPoolExecutor(HASHING_AT_ONCE) as pool:
        return list(pool.map(signed_in, roles))


def _pair(admin: Line, device: str, kind: str, place: str) -> str:
    """The device's token. Pairing again gives a new token, should the first answer get lost."""
    for last in (False, True):
        try:
            return str(admin.command("/devices", device=device, kind=kind, place=place)["token"])
        except Refused:
            if last:
                raise
    raise AssertionError


def dismiss(admin: Line, crew: Crew) -> None:
    """Shut the demo's accounts and devices again; who still has a window open stays."""
    for path in (
        *(f"/staff/{account}/disable" for account in crew.accounts),
        *(f"/devices/{device}/revoke" for device in crew.devices),
    ):
        try:
            admin.command(path)
        except Refused as refusal:
            admin.tally.error(f"dismiss: {refusal.code}")
