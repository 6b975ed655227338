"""QR codes on pages."""

import segno


def qr(text: str) -> str:
    """The picture of a text, as an address for an ``<img>``."""
    drawn = segno.make(text, error="m", micro=False)
    address: str = drawn.svg_data_uri(scale=8, border=3, light="#fff", omitsize=True)
    return address
