"""What the paper looks like: the bytes that `raster.py` makes, read back into a picture.

It knows the commands that we send and no others; a byte that belongs to none of them is an error,
because a real printer would print it as rubbish.
"""

from collections.abc import Callable

from msgspec import Struct
from PIL import Image, ImageOps

from shared.devices.raster import DOTS_AN_INCH

LONGEST = 20_000  # rows; two and a half metres of paper
LINES_AN_INCH = 6


class NotUnderstood(ValueError):
    """Bytes that are no command we know, or end in the middle of one. Says where."""


class Printed(Struct, frozen=True):
    """`picture` is black on white, mode "1"; `cuts` are the rows at which the paper was cut."""

    picture: Image.Image
    cuts: tuple[int, ...]


def read(data: bytes, dots: int) -> Printed:
    """The paper that comes out of a printer of `dots` width. Raises NotUnderstood."""
    return _Reader(data, dots).read()


class _Reader:
    def __init__(self, data: bytes, dots: int) -> None:
        self.data, self.dots = data, dots
        self.at = 0
        self.rows = 0
        self.inch = DOTS_AN_INCH
        self.pieces: list[tuple[int, Image.Image]] = []
        self.cuts: list[int] = []

    def read(self) -> Printed:
        while self.at < len(self.data):
            self.command()
        picture = Image.new("1", (self.dots, max(self.rows, 1)), 255)
        for top, piece in self.pieces:
            picture.paste(piece, (0, top))
        return Printed(picture, tuple(self.cuts))

    def command(self) -> None:
        for head, follow in COMMANDS.items():
            if self.data.startswith(head, self.at):
                self.at += len(head)
                follow(self)
                return
        raise NotUnderstood(f"byte {self.at}: {self.data[self.at : self.at + 4].hex(' ')}")

    def take(self, count: int) -> bytes:
        taken = self.data[self.at : self.at + count]
        if len(taken) < count:
            raise NotUnderstood(f"byte {len(self.data)}: ends within a command")
        self.at += count
        return taken

    def down(self, rows: int) -> None:
        self.rows += rows
        if self.rows > LONGEST:
            raise NotUnderstood(f"byte {self.at}: more than {LONGEST} rows of paper")

    def init(self) -> None:
        self.inch = DOTS_AN_INCH

    def units(self) -> None:
        across, along = self.take(2)
        if not along or across != along:
            raise NotUnderstood(f"byte {self.at}: {across} by {along} units an inch")
        self.inch = along

    def feed(self) -> None:
        self.down(self.take(1)[0])

    def feed_lines(self) -> None:
        self.down(self.take(1)[0] * round(self.inch / LINES_AN_INCH))

    def cut(self) -> None:
        self.cuts.append(self.rows)

    def raster(self) -> None:
        mode, low, high, few, many = self.take(5)
        across, along = low + 256 * high, few + 256 * many
        if mode or not across or not along or across * 8 > self.dots:
            raise NotUnderstood(f"byte {self.at}: a raster of {across * 8} by {along} dots")
        raw = self.take(across * along)
        piece = Image.frombytes("1", (across * 8, along), raw)
        self.pieces.append((self.rows, ImageOps.invert(piece.convert("L")).convert("1")))
        self.down(along)


COMMANDS: dict[bytes, Callable[[_Reader], None]] = {
    b"\x1b@": _Reader.init,
    b"\x1bJ": _Reader.feed,
    b"\x1bd": _Reader.feed_lines,
    b"\x1dP": _Reader.units,
    b"\x1dv0": _Reader.raster,
    b"\x1dV\x00": _Reader.cut,
    b"\x1dV\x01": _Reader.cut,
}
