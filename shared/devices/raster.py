"""A picture as the bytes of an ESC/POS printer: rasters for what is black, feeds for what is not.

Text commands are not used: printers differ in what they make of Chinese, rasters look the same on
all of them.
"""

from collections.abc import Sequence

from escpos.capabilities import CAPABILITIES
from escpos.exceptions import ImageWidthError
from escpos.printer import Dummy
from PIL import Image, ImageOps

from shared.domain.catalogue import Printer

STRIP = 128  # rows of one raster at most; small printers have small buffers
WORTH_A_FEED = 8  # blank rows that are fed and not sent
LONGEST_FEED = 255
DOTS_AN_INCH = 203  # of a printer whose profile does not say

FEED = b"\x1bJ"  # ESC J n: feed n units
UNITS = b"\x1dP"  # GS P x y: units an inch


def encode(picture: Image.Image, printer: Printer) -> bytes:
    """The bytes that print a picture (mode "1", black on white) and cut it off.

    Raises ValueError where python-escpos does not know the printer's profile, or the profile says
    that the paper is narrower than the picture.
    """
    if printer.profile not in CAPABILITIES["profiles"]:
        raise ValueError(f"printer {printer.code}: unknown profile {printer.profile!r}")
    device = Dummy(profile=printer.profile)
    device.hw("INIT")
    dots = dots_an_inch(device)
    device._raw(UNITS + bytes((dots, dots)))  # so that a unit of feeding is one dot
    ink = ImageOps.invert(picture.convert("L"))
    rows = ink.getprojection()[1]
    at = 0
    try:
        for top, bottom in strips(rows):
            _feed(device, top - at)
            right = ink.crop((0, top, picture.width, bottom)).getbbox()
            width = picture.width if right is None else -(-right[2] // 8) * 8
            device.image(picture.crop((0, top, width, bottom)), fragment_height=STRIP)
            at = bottom
    except ImageWidthError:
        raise ValueError(
            f"printer {printer.code}: {picture.width} dots do not fit profile {printer.profile!r}"
        ) from None
    _feed(device, picture.height - at)
    device.cut(mode="PART")  # feeds, then cuts where the profile has a cutter
    return bytes(device.output)


def strips(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Where ink is: spans (first row, row after the last) of at most STRIP rows, split where
    WORTH_A_FEED rows or more are blank. `rows` has a 0 for each blank row."""
    found: list[tuple[int, int]] = []
    for at, inked in enumerate(rows):
        if not inked:
            continue
        if found and at - found[-1][1] < WORTH_A_FEED and at < found[-1][0] + STRIP:
            found[-1] = (found[-1][0], at + 1)
        else:
            found.append((at, at + 1))
    return found


def _feed(device: Dummy, rows: int) -> None:
    while rows > 0:
        step = min(rows, LONGEST_FEED)
        device._raw(FEED + bytes((step,)))
        rows -= step


def dots_an_inch(device: Dummy) -> int:
    said = device.profile.profile_data["media"].get("dpi")
    return said if isinstance(said, int) and 0 < said < 256 else DOTS_AN_INCH
