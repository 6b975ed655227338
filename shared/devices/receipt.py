"""The receipt: what a citizen carries away, as the bytes that a printer is sent.

`render` is pure: the same receipt for the same printer gives the same bytes, whatever the clock
says and whoever asks. One template serves every width of paper. It prints nothing.
"""

import segno
from msgspec import Struct
from PIL import Image

from shared.devices.fonts import Face, Source, face, writes
from shared.devices.paper import Paper, fitting, height_of, wrap
from shared.devices.raster import encode
from shared.devices.receipt_words import (
    SECOND,
    class_line,
    languages,
    letters,
    wait_line,
    windows_line,
    word,
)
from shared.domain.catalogue import Printer, Text, in_language
from shared.domain.receipts import Receipt
from shared.domain.tickets import Class

MOST_MATERIALS = 4
MOST_LINES = 3  # of one text that the hall's catalogue gives


class Sizes(Struct, frozen=True):
    """Lengths in dots, of an 80 mm paper's 576 or a 58 mm paper's 384."""

    margin: int
    gap: int
    number: int
    title: int
    body: int
    small: int
    labels: int  # the column before the values
    module: int  # a square of the QR code


WIDE = Sizes(margin=16, gap=16, number=168, title=36, body=28, small=22, labels=176, module=5)
NARROW = Sizes(margin=8, gap=12, number=116, title=30, body=25, small=20, labels=148, module=4)
BESIDE = 250  # dots that words beside the QR code need; with less they stand under it


def render(receipt: Receipt, printer: Printer) -> bytes:
    """The receipt as ESC/POS. Raises ValueError where the printer's profile is unknown or narrower
    than its dots, NoFont where no font has Chinese."""
    return encode(draw(receipt, printer.dots), printer)


def draw(receipt: Receipt, dots: int, source: Source | None = None) -> Image.Image:
    """The receipt as a picture in black and white, `dots` wide, in the given font or the usual."""
    return _Sheet(receipt, dots, source).picture()


class _Sheet:
    """One receipt on its way down the paper; the methods stand in the order of the parts."""

    def __init__(self, receipt: Receipt, dots: int, source: Source | None) -> None:
        self.receipt = receipt
        self.size = WIDE if dots >= 500 else NARROW
        self.paper = Paper(dots, self.size.margin)
        self.source = source
        self.languages = tuple(
            dict.fromkeys(
                each if writes(letters(each), source) else SECOND
                for each in languages(receipt.language)
            )
        )

    def picture(self) -> Image.Image:
        for part in (self.head, self.number, self.facts, self.materials, self.code, self.foot):
            part()
        return self.paper.picture()

    def face(self, size: int, *, bold: bool = False) -> Face:
        return face(size, bold=bold, source=self.source)

    def texts(self, text: Text) -> list[str]:
        """The text in each of the receipt's languages, none of them twice."""
        return list(dict.fromkeys(in_language(text, each) for each in self.languages))

    def stack(self, texts: list[str], size: int, *, x: float | None = None) -> None:
        """The first text large and bold, the others small beneath it."""
        for at, text in enumerate(texts):
            chosen = self.face(self.size.small) if at else self.face(size, bold=True)
            self.paper.block(text, chosen, x, most=MOST_LINES)

    def head(self) -> None:
        self.paper.skip(self.size.gap // 2)
        self.stack(self.texts(self.receipt.hall), self.size.title)
        self.paper.skip(self.size.gap)
        self.paper.rule(3)
        self.paper.skip(self.size.gap)

    def number(self) -> None:
        labels = "  ".join(word(each, "number") for each in self.languages)
        self.paper.line(labels, self.face(self.size.small))
        self.paper.skip(self.size.gap)
        sizes = (self.face(size, bold=True) for size in range(self.size.number, 40, -8))
        number = self.receipt.number
        self.paper.figures(number, fitting(number, sizes, self.paper.inner))
        self.paper.skip(round(self.size.gap * 1.5))
        if self.receipt.visit:
            self.visit()
        else:
            self.stack(self.texts(self.receipt.service), self.size.body + 2)
        if self.receipt.class_ is not Class.ordinary:
            self.paper.skip(self.size.gap)
            self.class_band()
        self.paper.skip(self.size.gap)

    def visit(self) -> None:
        """The services of a visit, numbered in their order."""
        for at, language in enumerate(self.languages):
            said = self.face(self.size.small if at else self.size.body)
            self.paper.line(word(language, "visit"), said)
        self.paper.skip(self.size.gap // 2)
        for step, service in enumerate(self.receipt.visit, start=1):
            first, *others = self.texts(service)
            self.stack([f"{step}. {first}", *others], self.size.body + 2)
            self.paper.skip(self.size.gap // 2)

    def class_band(self) -> None:
        lines: list[tuple[str, Face]] = []
        for at, language in enumerate(self.languages):
            chosen = self.face(self.size.small) if at else self.face(self.size.body, bold=True)
            receipt = self.receipt
            said = class_line(language, receipt.class_, receipt.need, receipt.booked_for)
            lines += [(line, chosen) for line in wrap(said, chosen, self.paper.inner - 16)]
        edge = self.size.gap // 2
        self.paper.band(sum(height_of(chosen) for _, chosen in lines) + 2 * edge)
        self.paper.skip(edge)
        for line, chosen in lines:
            self.paper.line(line, chosen, ink=255)
        self.paper.skip(edge)

    def facts(self) -> None:
        self.paper.rule()
        self.paper.skip(self.size.gap)
        receipt = self.receipt
        each = self.languages
        self.fact("windows", [windows_line(one, receipt.windows) for one in each])
        self.fact("zone", self.texts(receipt.zone))
        self.fact("way", self.texts(receipt.way))
        self.fact("ahead", [word(one, "ahead_value", count=receipt.ahead) for one in each])
        if receipt.wait_minutes is not None:
            self.fact("wait", [wait_line(one, receipt.wait_minutes) for one in each])
        self.fact("issued", [f"{receipt.issued_at:%Y-%m-%d %H:%M}"])
        self.paper.skip(self.size.gap // 2)

    def fact(self, name: str, values: list[str]) -> None:
        """A label and its value, in the first language, and again smaller in the others.

        A fact without a value is left out. One whose value needs no translating has it once.
        """
        if not values or not values[0]:
            return
        column = self.paper.margin + self.size.labels
        for at, language in enumerate(self.languages):
            value = values[at] if at < len(values) else ""
            size = self.size.small if at else self.size.body
            top = self.paper.y
            self.paper.line(word(language, name), self.face(size), self.paper.margin)
            below = self.paper.y
            if value:
                self.paper.y = top
                room = self.paper.width - self.paper.margin - column
                chosen = self.face(size, bold=not at)
                self.paper.block(value, chosen, column, room, most=MOST_LINES)
            self.paper.y = max(below, self.paper.y)
        self.paper.skip(self.size.gap // 2)

    def materials(self) -> None:
        if not any(self.receipt.materials.values()):
            return
        self.paper.rule()
        self.paper.skip(self.size.gap)
        written: list[tuple[str, ...]] = []
        for at, language in enumerate(self.languages):
            given = self.receipt.materials
            items = given.get(language) or given.get("zh", ())
            if items and items not in written:
                self.list_of(language, items, self.size.small if at else self.size.body - 2)
                written.append(items)
        self.paper.skip(self.size.gap // 2)

    def list_of(self, language: str, items: tuple[str, ...], size: int) -> None:
        """The first few things to bring, and how many more there are."""
        plain, left = self.face(size), self.paper.margin
        indent = left + round(size * 0.8)
        room = self.paper.width - self.paper.margin - indent
        self.paper.line(word(language, "materials"), self.face(size, bold=True), left)
        shown = len(items) if len(items) <= MOST_MATERIALS + 1 else MOST_MATERIALS
        for item in items[:shown]:
            self.paper.bullet(plain)
            self.paper.block(item, plain, indent, room, most=2)
        if shown < len(items):
            said = word(language, "more_materials", count=len(items) - shown)
            self.paper.block(said, plain, indent, room)
        self.paper.skip(self.size.gap // 2)

    def code(self) -> None:
        """The QR code with its words beside it, or under it where the paper is narrow."""
        if not self.receipt.address:
            return
        self.paper.rule()
        matrix = segno.make(self.receipt.address, error="m", micro=False).matrix
        module = self.size.module
        quiet = 4 * module  # white around the code, which readers need
        side = len(matrix) * module
        self.paper.skip(quiet)
        texts = [word(each, "scan") for each in self.languages]
        beside = self.paper.width - 3 * quiet - side - self.paper.margin
        if beside < BESIDE:
            self.paper.squares(matrix, module, (self.paper.width - side) // 2)
            self.paper.skip(side + quiet)
            self.stack(texts, self.size.small + 2)
            self.paper.skip(self.size.gap // 2)
        else:
            self.paper.squares(matrix, module, self.paper.margin + quiet // 2)
            self.words_beside(texts, self.paper.margin + side + 2 * quiet, side)
            self.paper.skip(quiet)
        self.paper.skip(self.size.gap // 2)

    def words_beside(self, texts: list[str], x: int, height: int) -> None:
        room = self.paper.width - self.paper.margin - x
        lines: list[tuple[str, Face]] = []
        for at, text in enumerate(texts):
            chosen = self.face(self.size.small if at else self.size.body, bold=not at)
            lines += [(line, chosen) for line in wrap(text, chosen, room)]
        top = self.paper.y
        self.paper.skip(max(0, height - sum(height_of(chosen) for _, chosen in lines)) // 2)
        for line, chosen in lines:
            self.paper.line(line, chosen, x)
        self.paper.y = max(top + height, self.paper.y)

    def foot(self) -> None:
        self.paper.rule(3)
        self.paper.skip(self.size.gap)
        self.stack([word(each, "missed") for each in self.languages], self.size.body)
