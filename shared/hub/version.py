"""Which program serves the pages: a screen that runs for months knows by it that it is old."""

from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from flask import Flask

from shared import __version__

PARTS = frozenset({".css", ".html", ".js"})


def version_of(app: Flask) -> str:
    """The program's version and a short hash of everything a page is made of: templates, scripts,
    style sheets. Reads some two hundred small files; asked for once."""
    made = blake2b(digest_size=4)
    for file in sorted(_files(app)):
        made.update(file.name.encode())
        made.update(file.read_bytes())
    return f"{__version__}+{made.hexdigest()}"


def _files(app: Flask) -> Iterator[Path]:
    for part in (app, *app.blueprints.values()):
        for folder in (part.static_folder, part.template_folder):
            if folder is not None:
                files = Path(part.root_path, folder).rglob("*")
                yield from (file for file in files if file.suffix in PARTS)
