"""Printers on the network: raw bytes over TCP, as port 9100 takes them.

Each job has a connection of its own. The printer is asked for its status before and after; one
that does not answer prints all the same, and what it did stays unknown. Nothing is resent here.
"""

import fcntl
import socket
import struct
import termios
import time
from contextlib import closing, suppress
from pathlib import Path

from escpos.printer import Network

from shared.devices.escpos_status import PREVENTS, PrinterStatus, ask
from shared.devices.faults import PrinterFault, Reason
from shared.devices.jobname import checked
from shared.domain.catalogue import Printer

PORT = 9100
TIME_OUT_SECONDS = 2.0  # to connect, and without any progress while sending
STATUS_SECONDS = 0.5  # for one answer
PIECE = 4096

_REASONS = {
    PrinterStatus.paper_out: Reason.paper_out,
    PrinterStatus.cover_open: Reason.cover_open,
    PrinterStatus.offline: Reason.offline,
}


class NetworkPrinter:
    """A printer at ``host:port`` or ``host``."""

    def __init__(self, printer: Printer, folder: Path) -> None:
        self._address = printer.address

    def send(self, job_id: str, data: bytes) -> None:
        """Print, or raise PrinterFault. Takes as long as the printer makes progress."""
        checked(job_id)
        host, port = parse(self._address)
        device = Network(host, port, timeout=TIME_OUT_SECONDS)
        with closing(device):
            line = _Line(connect(host, port))
            device.device = line.socket
            before = _status(device, line, sent=False)
            if before in PREVENTS:
                raise PrinterFault(_REASONS[before])
            _send(device, line, data)
            if before is PrinterStatus.unknown:
                line.hear_out()
                return
            after = _status(device, line, sent=True)
            if after in PREVENTS:
                raise PrinterFault(_REASONS[after], sent=True)


def parse(address: str) -> tuple[str, int]:
    """``192.168.1.9:9100``, ``printer.hall`` or ``[fd00::9]:9100`` as host and port."""
    host, colon, port = address.rpartition(":")
    if not colon or (host.count(":") and not host.startswith("[")):
        host, port = address, str(PORT)
    host = host.strip("[]")
    if not host or not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise PrinterFault(Reason.no_address)
    return host, int(port)


def connect(host: str, port: int) -> socket.socket:
    """python-escpos opens for itself only IPv4, and loses the socket where that fails."""
    try:
        return socket.create_connection((host, port), TIME_OUT_SECONDS)
    except ConnectionRefusedError:
        raise PrinterFault(Reason.refused) from None
    except TimeoutError:
        raise PrinterFault(Reason.timed_out) from None
    except (socket.gaierror, UnicodeError):
        raise PrinterFault(Reason.no_address) from None
    except OSError:
        raise PrinterFault(Reason.unreachable) from None


class _Line:
    """The connection's socket and what the kernel knows of it."""

    def __init__(self, connected: socket.socket) -> None:
        self.socket = connected

    def underway(self) -> int:
        """Bytes that the printer has not yet acknowledged."""
        answer = fcntl.ioctl(self.socket, termios.TIOCOUTQ, struct.pack("i", 0))
        return int(struct.unpack("i", answer)[0])

    def hear_out(self) -> None:
        """Say that nothing more comes and wait for the printer's end, or the time-out.

        An answer that is only now on its way would meet a closed line, and many a printer then
        forgets what it has not printed yet.
        """
        with suppress(OSError):
            self.socket.shutdown(socket.SHUT_WR)
            while self.socket.recv(4096):
                pass

    def drop_answers(self) -> None:
        """Throw away what came unasked: a late answer, or one to raster bytes that look like a
        question. Closing with bytes unread would also make the kernel drop the rest of the job."""
        self.socket.setblocking(False)
        try:
            while self.socket.recv(4096):
                pass
        except BlockingIOError:
            pass
        finally:
            self.socket.settimeout(TIME_OUT_SECONDS)


def _status(device: Network, line: _Line, *, sent: bool) -> PrinterStatus:
    """What the printer says of itself. Raises PrinterFault where the line ends."""

    def query(question: bytes) -> int | None:
        line.drop_answers()
        device._raw(question)
        line.socket.settimeout(STATUS_SECONDS)
        try:
            got = device._read()
        except TimeoutError:
            return None
        finally:
            line.socket.settimeout(TIME_OUT_SECONDS)
        if not got:
            raise ConnectionResetError
        return int(got[0])

    try:
        return ask(query)
    except OSError:
        raise PrinterFault(Reason.broken, sent=sent) from None


def _send(device: Network, line: _Line, data: bytes) -> None:
    """Send in pieces and wait until the printer has taken all. Each step may take the time-out."""
    try:
        for start in range(0, len(data), PIECE):
            device._raw(data[start : start + PIECE])
        _wait(line)
        line.drop_answers()
    except TimeoutError:
        raise PrinterFault(Reason.timed_out, sent=True) from None
    except OSError:
        raise PrinterFault(Reason.broken, sent=True) from None


def _wait(line: _Line) -> None:
    """Return when nothing is underway any more; TimeoutError where nothing moves."""
    left, moved_at = line.underway(), time.monotonic()
    while left:
        time.sleep(0.005)
        now = line.underway()
        if now != left:
            left, moved_at = now, time.monotonic()
        elif time.monotonic() - moved_at > TIME_OUT_SECONDS:
            raise TimeoutError
