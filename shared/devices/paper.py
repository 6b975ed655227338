"""A strip of paper to write on from top to bottom: wrapped lines, rules, bands, squares.

All lengths are dots. It knows nothing of tickets.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from PIL import Image, ImageDraw

from shared.devices.fonts import Face

INK, BLANK = 0, 255
DARK_ENOUGH = 150  # of 255; greys of a glyph's edge below this are printed

# Words stay whole where a script parts them by spaces, as Latin and Korean do; Chinese and
# Japanese (the range from U+2E80) may break after each sign.
_WORDS = re.compile(r"(?:[!-~–’“”]|[^\W\u2e80-\u9fff\uf900-\uffef])+|\s+|.", re.DOTALL)
_NOT_FIRST = "，。、；：？！）》」』】”’·%…,.;:?!)"
_NOT_LAST = "（《「『【“‘("


@lru_cache(maxsize=4096)  # a hall's texts are few and come again; measuring costs most of drawing
def wrap(text: str, face: Face, width: float, most: int = 0) -> tuple[str, ...]:
    """The text in lines not wider than `width`; at most `most` of them if given, the last then
    ending in an ellipsis. Control characters become spaces."""
    clean = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    lines: list[str] = []
    line = ""
    for piece in _pieces(clean, face, width):
        if face.width((line + piece).rstrip()) <= width or not line:
            line += piece
        else:
            lines.append(line.rstrip())
            line = piece.lstrip()
    if line.strip():
        lines.append(line.rstrip())
    if most and len(lines) > most:
        last = lines[most - 1]
        while last and face.width(last + "…") > width:
            last = last[:-1]
        lines[most - 1 :] = [last.rstrip() + "…"]
    return tuple(lines)


def even(text: str, face: Face, width: float, most: int = 0) -> tuple[str, ...]:
    """As `wrap`, with no more lines but their lengths as even as eighths of the width allow."""
    lines = wrap(text, face, width, most)
    if len(lines) > 1:
        for eighths in (5, 6, 7):
            narrower = wrap(text, face, width * eighths / 8)
            if len(narrower) <= len(lines):
                return narrower
    return lines


def _pieces(text: str, face: Face, width: float) -> list[str]:
    """What may not be torn: a word, or a sign with the punctuation that belongs to it."""
    pieces: list[str] = []
    for found in _WORDS.findall(text):
        torn = [found] if face.width(found) <= width else list(found)
        for piece in torn:
            joins = pieces and (piece[0] in _NOT_FIRST or pieces[-1][-1] in _NOT_LAST)
            if joins and face.width(pieces[-1] + piece) <= width:
                pieces[-1] += piece
            else:
                pieces.append(piece)
    return pieces


def fitting(text: str, sizes: Iterable[Face], width: float) -> Face:
    """The first face in which the text is not wider than `width`, or the last."""
    chosen = None
    for chosen in sizes:
        if chosen.width(text) <= width:
            break
    assert chosen is not None
    return chosen


class Paper:
    """White paper of a width. `y` is where the next thing goes; it grows as it is written on."""

    def __init__(self, width: int, margin: int) -> None:
        self.width, self.margin, self.y = width, margin, 0
        self._picture = Image.new("L", (width, 2048), BLANK)
        self._draw = ImageDraw.Draw(self._picture)

    @property
    def inner(self) -> int:
        return self.width - 2 * self.margin

    def skip(self, dots: int) -> None:
        self.y += dots

    def line(self, text: str, face: Face, x: float | None = None, ink: int = INK) -> None:
        """One line at `y`, centred or from `x`; moves down by the line's height."""
        left = (self.width - face.width(text)) / 2 if x is None else x
        self._room(height_of(face))
        # A baseline at the same place for every text, so that lines of two faces agree.
        base = self.y + round(face.size * 1.02)
        self._draw.text(
            (round(left) + face.stroke, base),
            text,
            fill=ink,
            font=face.font,
            anchor="ls",
            stroke_width=face.stroke,
        )
        self.y += height_of(face)

    def figures(self, text: str, face: Face) -> None:
        """One centred line of capitals and figures, as high as they are."""
        _, top, _, bottom = face.font.getbbox(text, anchor="ls", stroke_width=face.stroke)
        self._room(round(bottom - top))
        at = (self.width / 2, self.y - top)
        self._draw.text(at, text, fill=INK, font=face.font, anchor="ms", stroke_width=face.stroke)
        self.y += round(bottom - top)

    def block(
        self,
        text: str,
        face: Face,
        x: float | None = None,
        width: float | None = None,
        most: int = 0,
        ink: int = INK,
    ) -> None:
        """Wrapped lines, centred and of even length, or from `x`."""
        room = self.inner if width is None else width
        for line in (even if x is None else wrap)(text, face, room, most):
            self.line(line, face, x, ink)

    def bullet(self, face: Face) -> None:
        """A round point at the margin, before the line that comes at `y`; `y` stays."""
        self._room(height_of(face))
        middle, radius = self.y + round(face.size * 0.68), max(2, face.size // 9)
        left = self.margin + face.size // 6
        box = (left, middle - radius, left + 2 * radius, middle + radius)
        self._draw.ellipse(box, fill=INK)

    def rule(self, dots: int = 2) -> None:
        self._room(dots)
        self._draw.rectangle(
            (self.margin, self.y, self.width - self.margin - 1, self.y + dots - 1), fill=INK
        )
        self.y += dots

    def band(self, height: int) -> None:
        """A black band at `y` to write on in white; `y` stays."""
        self._room(height)
        box = (self.margin, self.y, self.width - self.margin - 1, self.y + height - 1)
        self._draw.rounded_rectangle(box, radius=8, fill=INK)

    def squares(self, rows: Iterable[Iterable[int]], size: int, x: int) -> None:
        """A matrix of squares, such as a QR code; `y` stays."""
        for down, row in enumerate(rows):
            self._room((down + 1) * size)
            for across, dark in enumerate(row):
                if dark:
                    left, top = x + across * size, self.y + down * size
                    self._draw.rectangle((left, top, left + size - 1, top + size - 1), fill=INK)

    def picture(self) -> Image.Image:
        """What was written, black on white, as high as `y`."""
        self._room(0)
        written = self._picture.crop((0, 0, self.width, self.y))
        return written.point(lambda grey: BLANK if grey > DARK_ENOUGH else INK).convert("1")

    def _room(self, dots: int) -> None:
        needed = self.y + dots
        if needed > self._picture.height:
            longer = Image.new("L", (self.width, needed * 2), BLANK)
            longer.paste(self._picture)
            self._picture, self._draw = longer, ImageDraw.Draw(longer)


def height_of(face: Face) -> int:
    """The height of a line: 1.35 times the letters' size."""
    return round(face.size * 1.35)
