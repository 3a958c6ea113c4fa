"""Remember: what one build keeps for the next of each page and of each file, and how it is stored.

Values are pickled. Reading a pickle can run code, so only our own values and a few plain types are made from one.
"""

from __future__ import annotations

import importlib
import io
import pickle
from collections.abc import Mapping
from functools import cache
from typing import Any

from msgspec import Struct, field

from plainleaf.digests import digest
from plainleaf.jobs import Findings
from plainleaf.options import Options
from plainleaf.problems import Problem
from plainleaf.snapshot import Snapshot, Stat
from plainleaf.state import REMEMBERED, Seen, load_part, load_seen, request_of, save_state

# Python 3.13 names its own paths after the module that they are in.
ALLOWED = {
    ("datetime", "date"),
    ("pathlib", "PurePosixPath"),
    ("pathlib._local", "PurePosixPath"),
    ("plainleaf.kinds", "find_kind"),
    # Makes a Struct of named values.
    ("msgspec._utils", "rebuild"),
}


class KnownPage(Struct, frozen=True):
    """A source file of the last build.

    `digest` is that of its text, `head` its Page (pickled, b"" for none), `facts` the digest of what other pages and
    lists may show of it, `problems` what is wrong with it alone.
    """

    digest: str
    facts: str
    head: bytes
    problems: tuple[Problem, ...]


class KnownFile(Struct, frozen=True):
    """A static file of the last build: its digest, and its width and height in pixels when it is a picture."""

    digest: str
    width: int | None
    height: int | None


class KnownOutput(Struct, frozen=True):
    """A file of the last build: the key of its job, what it looked like on disk, and what was found out about it."""

    key: str
    stat: Stat
    findings: Findings


class Remembered(Struct, frozen=True):
    """What a build keeps.

    `base` is the digest of what reading any page depends on, `facts` that of all that pages show of each other.
    `pages` and `static` files are by the path of the source, `outputs` by the path on the site; `problems` belong to no
    single page.
    """

    base: str = ""
    facts: str = ""
    pages: Mapping[str, KnownPage] = field(default_factory=dict)
    static: Mapping[str, KnownFile] = field(default_factory=dict)
    outputs: Mapping[str, KnownOutput] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


class Before(Struct, frozen=True):
    """The last build, as far as this one can rely on it.

    `same_files` of the site, and `same_shipped` of plainleaf, have certainly not changed since. `generator` is the
    digest of the plainleaf that builds now.
    """

    remembered: Remembered = Remembered()
    same_files: frozenset[str] = frozenset()
    same_shipped: frozenset[str] = frozenset()
    generator: str = ""


NOTHING_BEFORE = Before()


class Standing(Struct, frozen=True):
    """What stands of the last plan: the sources whose pages need not be planned again, and the problems of the site."""

    sources: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.sources)


NOTHING_STANDS = Standing()


def recall(options: Options, snapshot: Snapshot) -> Before:
    """What the last build left; nothing with `--clean`, from another plainleaf, or when that cannot be read."""
    seen = None if options.clean else load_seen(options)
    remembered = _load_remembered(options) if seen else None
    generator = digest(sorted(snapshot.code.items()))
    # Another version may have declared other fields; its values would lack some of ours.
    if seen is None or seen.snapshot.code != snapshot.code or not isinstance(remembered, Remembered):
        return Before(generator=generator)
    is_same_site = seen.request.partition("|")[0] == request_of(options).partition("|")[0]
    same_files = seen.snapshot.same_inputs(snapshot) if is_same_site else frozenset()
    return Before(remembered, same_files, seen.snapshot.same_generator(snapshot), generator)


def remember(options: Options, seen: Seen, remembered: Remembered) -> None:
    """Keep what the next build may use: in memory for a process that stays, else in a file."""
    if options.memory is not None:
        options.memory.state = (seen, remembered)
    else:
        save_state(options.out.resolve(), seen, encode(remembered))


def _load_remembered(options: Options) -> Any:
    if options.memory is not None:
        return options.memory.state[1]
    part = load_part(options.out.resolve(), REMEMBERED)
    return decode(part) if part else None


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
