"""Where sealed requests are kept: one file of SQLite, or PostgreSQL."""

from plainleaf.receiver.store.connect import open_store
from plainleaf.receiver.store.errors import StoreError
from plainleaf.receiver.store.requests import NewRequest, Store, StoredRequest, make_key

__all__ = ["NewRequest", "Store", "StoreError", "StoredRequest", "make_key", "open_store"]
