"""Printers and voices, and the loop that drives them from the spool. See README.md."""
