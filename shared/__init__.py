"""The hall itself: rules, records, wires, devices and words. Faces import it; it imports no face."""

__version__ = "0.1.0"
