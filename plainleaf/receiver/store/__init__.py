"""Where sealed requests are kept: one file of SQLite, or PostgreSQL."""

from plainleaf.receiver.store.connect import open_store
from plainleaf.receiver.store.errors import StoreError
from plainleaf.receiver.store.requests import NewRequest, Store, StoredRequest

__all__ = ["NewRequest", "Store", "StoreError", "StoredRequest", "open_store"]
