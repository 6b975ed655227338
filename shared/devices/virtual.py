"""The printer for halls that have none: what would be on paper becomes ``<job>.png``."""

import os
from contextlib import suppress
from pathlib import Path

from shared.devices.escpos_picture import NotUnderstood, read
from shared.devices.faults import PrinterFault, Reason
from shared.devices.jobname import checked
from shared.domain.catalogue import Printer


class VirtualPrinter:
    """Reads the bytes as strictly as a printer that we know entirely, and writes the picture."""

    def __init__(self, printer: Printer, folder: Path) -> None:
        self._dots = printer.dots
        self._folder = folder

    def send(self, job_id: str, data: bytes) -> None:
        """Write the picture at once and whole, or raise PrinterFault."""
        path = picture_path(self._folder, job_id)
        try:
            picture = read(data, self._dots).picture
        except NotUnderstood:
            raise PrinterFault(Reason.not_understood) from None
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            picture.save(part, "PNG")
            part.replace(path)
        except OSError:
            with suppress(OSError):
                part.unlink()
            raise PrinterFault(Reason.disk) from None


def picture_path(folder: Path, job_id: str) -> Path:
    """Where a job's picture is, or will be. Raises PrinterFault for a name that is none."""
    return folder / f"{checked(job_id)}.png"
