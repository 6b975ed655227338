"""What a citizen touches: the kiosk screens."""

from kiosk.routes import face

__all__ = ["face"]
