"""The only package that knows a database: journal, tables, spool, sealed secrets, checks."""

from sqlite3 import DatabaseError as StoreDamaged

from shared.store.store import Personal, Store, StoreBusy, StoreFull, StoreTooNew

__all__ = ["Personal", "Store", "StoreBusy", "StoreDamaged", "StoreFull", "StoreTooNew"]
