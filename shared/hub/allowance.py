"""How often somebody may do what anybody may do: counted by address or another name, in memory and
for each process. A restart forgives.
"""

import time
from collections.abc import Callable
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
