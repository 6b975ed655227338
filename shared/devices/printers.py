"""Drivers of printers, one line each in DRIVERS, and the printers of a hall made from them."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

from msgspec import Struct
from PIL import Image

from shared.devices.faults import PrinterFault, Reason
from shared.devices.network import NetworkPrinter
from shared.devices.raster import encode
from shared.devices.virtual import VirtualPrinter
from shared.domain.catalogue import Printer

__all__ = [
    "DRIVERS",
    "PrinterDriver",
    "PrinterFault",
    "PrinterPlace",
    "Reason",
    "check",
    "places",
]


class PrinterDriver(Protocol):
    """A way to a printer."""

    def send(self, job_id: str, data: bytes) -> None:
        """Print one job, or raise PrinterFault. Called by one thread at a time for one printer; may
        block for as long as the printer makes progress, and no longer than two seconds without."""
        ...


# Each is called with the hall's line on the printer and a folder for what goes to no device.
DRIVERS: dict[str, Callable[[Printer, Path], PrinterDriver]] = {
    "network": NetworkPrinter,
    "virtual": VirtualPrinter,
}


class PrinterPlace(Struct, frozen=True):
    """A printer of the hall and the way to it."""

    printer: Printer
    driver: PrinterDriver


def places(printers: Iterable[Printer], folder: Path) -> dict[str, PrinterPlace]:
    """The hall's printers by code. Virtual ones write into `folder`.

    Raises ValueError, naming the printer, where its driver is not in DRIVERS.
    """
    found: dict[str, PrinterPlace] = {}
    for printer in printers:
        if printer.driver not in DRIVERS:
            raise ValueError(f"printer {printer.code}: unknown driver {printer.driver!r}")
        found[printer.code] = PrinterPlace(printer, DRIVERS[printer.driver](printer, folder))
    return found


def check(printers: Iterable[Printer]) -> None:
    """Raises ValueError, naming the first printer that could never print a receipt."""
    printers = tuple(printers)
    places(printers, Path())
    for printer in printers:
        encode(Image.new("1", (printer.dots, 8)), printer)
