"""The font that receipts are drawn with: the system's Noto Sans CJK, else the one we depend on.

Both have Chinese, Latin letters and the Korean alphabet. A language whose letters are missing is
not printed at all, see `writes`: a citizen is not given a paper with empty boxes.
"""

from functools import cache
from importlib import resources
from pathlib import Path

from msgspec import Struct
from PIL import ImageFont

NOTO_FOLDERS = (
    Path("/usr/share/fonts/opentype/noto"),  # Debian
    Path("/usr/share/fonts/google-noto-sans-cjk-fonts"),  # Fedora
    Path("/usr/share/fonts/noto-cjk"),  # Arch
)
NOTO_CHINESE = 2  # of the faces in Noto's collection, the one for simplified Chinese
PACKAGE = "paperang_p2_fonts_cjk"


class Source(Struct, frozen=True):
    """Where glyphs come from. `index` is the face in the file; a source without a bold file has
    its `bold` equal to `regular`, and bold text is drawn with a thicker stroke."""

    name: str
    regular: Path
    bold: Path
    index: int = 0


class Face(Struct, frozen=True):
    """A font at a size in dots. `stroke` is added around glyphs, in dots."""

    font: ImageFont.FreeTypeFont
    size: int
    stroke: float = 0.0

    def width(self, text: str) -> float:
        return self.font.getlength(text) + 2 * self.stroke


class NoFont(RuntimeError):
    """There is no font with Chinese on this computer."""


@cache
def find() -> Source:
    """The font in use; its `name` is what `hall doctor` says. Raises NoFont."""
    for source in (_noto(), packaged()):
        if source is not None:
            return source
    raise NoFont(f"install fonts-noto-cjk or the Python package {PACKAGE}")


def _noto() -> Source | None:
    for folder in NOTO_FOLDERS:
        regular, bold = folder / "NotoSansCJK-Regular.ttc", folder / "NotoSansCJK-Bold.ttc"
        if regular.exists() and bold.exists():
            return Source("Noto Sans CJK SC", regular, bold, NOTO_CHINESE)
    return None


def packaged() -> Source | None:
    """The font of the package, whatever the system has."""
    try:
        file = Path(str(resources.files(PACKAGE))) / "fonts" / "wqy-microhei.ttc"
    except ModuleNotFoundError:
        return None
    return Source("WenQuanYi Micro Hei", file, file) if file.exists() else None


NO_LETTER = "\U0010ffff"  # never a letter, so that it shows what the font draws for none


def writes(text: str, source: Source | None = None) -> bool:
    """Whether the font has every letter of the text. Raises NoFont."""
    return not any(_lacks(letter, source) for letter in set(text) if not letter.isspace())


@cache
def _lacks(letter: str, source: Source | None) -> bool:
    mask, none = (face(24, source=source).font.getmask(each) for each in (letter, NO_LETTER))
    return mask.size == none.size and bytes(mask) == bytes(none)


@cache
def face(size: int, *, bold: bool = False, source: Source | None = None) -> Face:
    """A face of the given source, or of the one in use. Raises NoFont."""
    chosen = source or find()
    # The basic layout, because the other one is not on every computer and measures differently.
    font = ImageFont.truetype(
        str(chosen.bold if bold else chosen.regular),
        size,
        index=chosen.index,
        layout_engine=ImageFont.Layout.BASIC,
    )
    thicken = bold and chosen.bold == chosen.regular
    return Face(font, size, size / 56 if thicken else 0.0)
