"""How often somebody may do what anybody may do: counted by address or another name, in memory and
for each process. A restart forgives.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ipaddress import IPv6Address, IPv6Network, ip_address

MOST_KEPT = 10_000
HOME_NETWORK = 64  # bits of an IPv6 address that one household has


class Allowance:
    """So many times within so many seconds for each name."""

    def __init__(
        self, most: int, within: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = most
        self._within = within
        self._clock = clock
        self._times: dict[str, list[float]] = {}

    def wait(self, name: str) -> float:
        """After how many seconds it may be done again; 0: now."""
        times = self._young(name)
        return 0.0 if len(times) < self._most else times[0] + self._within - self._clock()

    def count(self, name: str) -> None:
        times = [*self._young(name), self._clock()]
        self._times.pop(name, None)
        self._times[name] = times  # whoever came last stands last
        if len(self._times) > MOST_KEPT:
            del self._times[next(iter(self._times))]

    def _young(self, name: str) -> list[float]:
        since = self._clock() - self._within
        return [at for at in self._times.get(name, ()) if at > since]


class AtOnce:
    """So many at the same time for each network; this machine itself has no limit."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._open: dict[str, int] = {}

    @contextmanager
    def one(self, address: str) -> Iterator[bool]:
        """Whether there may be one more; it is counted until the block ends."""
        name = network(address)
        count = self._open.get(name, 0)
        if count >= self._most and not _on_this_machine(address):
            yield False
            return
        self._open[name] = count + 1
        try:
            yield True
        finally:
            self._open[name] -= 1
            if not self._open[name]:
                del self._open[name]


def _on_this_machine(address: str) -> bool:
    """Also a proxy there: it speaks for everybody."""
    try:
        return ip_address(network(address)).is_loopback
    except ValueError:  # a network of IPv6, or a name that is none
        return address == "::1"


def network(address: str) -> str:
    """One household or company: an IPv4 address, or the network an IPv6 address is in."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        mapped = found.ipv4_mapped
        return str(mapped or IPv6Network((found, HOME_NETWORK), strict=False))
    return str(found)
