"""Pickles: values of ours in bytes, of whatever type they are.

Reading a pickle can run code, so only our own values and a few plain types are made from one.
"""

from __future__ import annotations

import importlib
import io
import pickle
from functools import cache
from typing import Any

from msgspec import Struct

# Python 3.13 names its own paths after the module that they are in.
ALLOWED = {
    ("datetime", "date"),
    ("pathlib", "PosixPath"),
    ("pathlib._local", "PosixPath"),
    ("pathlib", "WindowsPath"),
    ("pathlib._local", "WindowsPath"),
    # Makes a Struct of named values.
    ("msgspec._utils", "rebuild"),
}


def encode(value: object) -> bytes:
    """A value as bytes that `decode` reads."""
    return pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)


def decode(stored: bytes) -> Any:
    """A value that `encode` wrote; None when that holds anything but our own values."""
    try:
        return _Reader(io.BytesIO(stored)).load()
    except (pickle.UnpicklingError, AttributeError, EOFError, ImportError, IndexError, TypeError, ValueError):
        return None


class _Reader(pickle.Unpickler):
    """Refuses every class and function but those that our own values are made of."""

    def find_class(self, module: str, name: str) -> Any:
        """What a pickle names, when it may name that."""
        return _find_ours(module, name)


@cache
def _find_ours(module: str, name: str) -> Any:
    if (module, name) in ALLOWED:
        return getattr(importlib.import_module(module), name)
    found = getattr(importlib.import_module(module), name, None) if module.startswith("plainleaf.") else None
    if isinstance(found, type) and issubclass(found, Struct):
        return found
    raise pickle.UnpicklingError(f"{module}.{name} is none of our values")
