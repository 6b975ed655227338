"""The hall itself: rules, records, wires, devices, words. Faces import it; it imports no face."""

__version__ = "0.1.0"
