"""Pictures of announcements: taken in, kept under the hash of what is in them, served to anybody.

Whatever was uploaded is drawn anew, so that nothing of the file itself is kept: no place where a
photograph was taken, and nothing that is no picture.
"""

import os
import threading
import time
from collections.abc import Callable, Container
from contextlib import suppress
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from flask import Blueprint, Response, request
from PIL import Image, ImageOps

from shared.domain.notices import PICTURE_NAME
from shared.domain.refusals import Malformed, Refusal, Unknown
from shared.hub import context
from shared.hub.runtime import off_loop

LARGEST_FILE = 12 * 1024 * 1024
LARGEST_UPLOAD = LARGEST_FILE + 64 * 1024  # with what a form puts around it
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 1920
MIMETYPES = {".jpg": "image/jpeg", ".png": "image/png"}
KINDS = ("JPEG", "PNG", "WEBP")
UNUSED_SECONDS = 24 * 3600.0  # somebody may still be writing what it belongs to
YEAR_SECONDS = 365 * 86_400
START_OF_SCAN = b"\xff\xda"  # of a JPEG file; other kinds hold it by chance
MOST_SCANS = 1_000  # cameras write ten; each goes over the whole picture, which takes milliseconds


class TooLarge(Refusal):
    """A file larger than a picture may be."""

    code = "too-large"

    def __init__(self) -> None:
        megabytes = LARGEST_FILE // (1024 * 1024)
        super().__init__("A picture has at most {megabytes} MB.", megabytes=megabytes)


class Pictures:
    """`folder` need not exist yet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._drawing = threading.BoundedSemaphore(1)  # each may take 200 MB for a moment

    def take_in(self, content: bytes, draw: Callable[..., Any]) -> str:
        """Keep a picture and give its name. `draw` runs what is slow. Raises Malformed."""
        with self._drawing:
            drawn, kind = draw(drawn_anew, content)
        name = f"{sha256(drawn).hexdigest()}.{kind}"
        draw(self._write, name, drawn)
        return name

    def _write(self, name: str, drawn: bytes) -> None:
        """Whole or not at all, also when the power fails."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=self._folder, delete=False) as file:
            file.write(drawn)
            file.flush()
            os.fsync(file.fileno())
        os.replace(file.name, self._folder / name)

    def need(self, name: str) -> None:
        """See to it that a picture is there, and stays for a day more. Raises Unknown."""
        try:
            os.utime(self.path(name))
        except FileNotFoundError as fault:
            raise Unknown("There is no such picture.") from fault

    def path(self, name: str) -> Path:
        """Raises Unknown for what is no picture's name."""
        if not PICTURE_NAME.fullmatch(name):
            raise Unknown("There is no such picture.")
        return self._folder / name

    def forget(self, used: Container[str]) -> None:
        """Delete those that no notice shows, a day after they came."""
        before = time.time() - UNUSED_SECONDS
        with suppress(FileNotFoundError):
            for file in self._folder.iterdir():
                if file.name not in used and file.stat().st_mtime < before:
                    file.unlink(missing_ok=True)


def drawn_anew(content: bytes) -> tuple[bytes, str]:
    """A picture no larger than a screen, as a file with nothing but its pixels, and the kind of
    that file. Raises Malformed. Slow: not on the hub's loop."""
    try:
        image = Image.open(BytesIO(content), formats=KINDS)
        if image.width * image.height > MOST_PIXELS:
            raise _too_many_pixels()
        if content.count(START_OF_SCAN) > MOST_SCANS:
            raise Malformed("This is no picture that can be shown: JPEG, PNG or WebP.")
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        return _file_of(_as_shown(image))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        raise _too_many_pixels() from fault
    except (Malformed, MemoryError):
        raise
    except Exception as fault:  # a broken file may raise anything
        raise Malformed("This is no picture that can be shown: JPEG, PNG or WebP.") from fault


def _too_many_pixels() -> Malformed:
    millions = MOST_PIXELS // 1_000_000
    return Malformed(
        "This picture has too many pixels: at most {millions} million.", millions=millions
    )


def _as_shown(image: Image.Image) -> Image.Image:
    """Upright, and in colours every browser has."""
    upright = ImageOps.exif_transpose(image)
    colours = "RGBA" if upright.has_transparency_data else "RGB"
    upright = upright.convert(colours)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return upright


def _file_of(image: Image.Image) -> tuple[bytes, str]:
    file = BytesIO()
    plain = Image.frombytes(image.mode, image.size, image.tobytes())
    if image.mode == "RGBA":
        plain.save(file, "PNG", optimize=True)
        return file.getvalue(), "png"
    plain.save(file, "JPEG", quality=88, subsampling=0, optimize=True)
    return file.getvalue(), "jpg"


def blueprint() -> Blueprint:
    pictures = Blueprint("pictures", __name__)
    pictures.get("/pictures/<name>")(picture)
    return pictures


def picture(name: str) -> Response:
    """Public, as what it belongs to is. A name stands for what is in it, so it never changes."""
    path = context.hub().pictures.path(name)
    try:
        answer = Response(path.read_bytes(), mimetype=MIMETYPES[path.suffix])
    except FileNotFoundError as fault:
        raise Unknown("There is no such picture.") from fault
    answer.set_etag(name)
    answer.headers["Cache-Control"] = f"public, max-age={YEAR_SECONDS}, immutable"
    answer.make_conditional(request)
    return answer


def uploaded() -> str:
    """Keep the picture that a form sends and give its name; whoever sends it was let in before.
    Raises Malformed, or TooLarge before such a file is read."""
    request.max_content_length = LARGEST_UPLOAD
    if (request.content_length or 0) > LARGEST_UPLOAD:
        raise TooLarge
    file = request.files.get("picture")
    if file is None:
        raise Malformed("Please choose a picture.")
    content = file.stream.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise TooLarge
    hub = context.hub()

    def draw(work: Callable[..., Any], *arguments: Any) -> Any:
        return off_loop(hub.settings.async_mode, work, *arguments)

    return hub.pictures.take_in(content, draw)
