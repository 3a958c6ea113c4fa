"""Remember: what one build keeps for the next of each page and of each file, and how it is stored.

Values are pickled. Reading a pickle can run code, so only our own values and a few plain types are made from one.
"""

from __future__ import annotations

import importlib
import io
import pickle
from collections.abc import Mapping
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from msgspec import Struct, field

from plainleaf.digests import digest
from plainleaf.jobs import Findings, Kept, Output, Outputs
from plainleaf.options import Options
from plainleaf.problems import Problem
from plainleaf.snapshot import Snapshot, Stat
from plainleaf.state import REMEMBERED, Seen, load_part, request_of, save_state, stats_below

# Python 3.13 names its own paths after the module that they are in.
ALLOWED = {
    ("datetime", "date"),
    ("pathlib", "PurePosixPath"),
    ("pathlib._local", "PurePosixPath"),
    ("plainleaf.kinds", "find_kind"),
    ("pathlib", "PosixPath"),
    ("pathlib._local", "PosixPath"),
    ("pathlib", "WindowsPath"),
    ("pathlib._local", "WindowsPath"),
    # Makes a Struct of named values.
    ("msgspec._utils", "rebuild"),
}


class KnownPage(Struct, frozen=True):
    """A source file of the last build.

    `digest` is that of its text, `page` its Page (see validate.py) or None, `facts` the digest of what other pages and
    lists may show of it, `problems` what is wrong with it alone.
    """

    digest: str
    facts: str
    page: Any
    problems: tuple[Problem, ...]


class KnownFile(Struct, frozen=True):
    """A static file of the last build: its digest, and its width and height in pixels when it is a picture."""

    digest: str
    width: int | None
    height: int | None


class KnownOutput(Struct, frozen=True):
    """An output as it is stored: the key of its job, what it looks like on disk, and what was found out about it."""

    key: str
    stat: Stat
    findings: Findings


class Remembered(Struct, frozen=True):
    """What a build keeps.

    `base` is the digest of what reading any page depends on, `facts` that of all that pages show of each other.
    `pages` and `static` files are by the path of the source; `problems` belong to no single page. `site` is what was
    read of it beside the pages (see load_again in load.py), as `encode` gives it: most builds only hand it on.
    `repeated` are the runs of words that stand on two pages or more, stored as a sample is (see reading/repeated.py).
    """

    base: str = ""
    facts: str = ""
    pages: Mapping[str, KnownPage] = field(default_factory=dict)
    static: Mapping[str, KnownFile] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    site: bytes = b""
    repeated: bytes = b""


class Before(Struct, frozen=True):
    """The last build, as far as this one can rely on it.

    `outputs` lie in the output folder as they were written, and `is_whole` says that all do. `same_files` of the site,
    and `same_shipped` of plainleaf, have certainly not changed since. `generator` is the digest of the plainleaf that
    builds now.
    """

    remembered: Remembered = Remembered()
    outputs: Outputs = field(default_factory=dict)
    is_whole: bool = False
    same_files: frozenset[str] = frozenset()
    same_shipped: frozenset[str] = frozenset()
    generator: str = ""


NOTHING_BEFORE = Before()


class Standing(Struct, frozen=True):
    """What stands of the last plan: the sources whose pages need not be planned again, and the problems of the site.

    `facts` is the digest of all that pages show of each other, which is as it was.
    """

    sources: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    facts: str = ""

    def __bool__(self) -> bool:
        return bool(self.sources)


NOTHING_STANDS = Standing()


def recall(seen: Seen | None, options: Options, snapshot: Snapshot) -> Before:
    """What the build left that has seen `seen`; nothing when that is from another plainleaf or cannot be read."""
    generator = digest(sorted(snapshot.code.items()))
    # Another version may have declared other fields; its values would lack some of ours.
    last = _load(options) if seen is not None and seen.snapshot.code == snapshot.code else None
    if seen is None or last is None:
        return Before(generator=generator)
    remembered, outputs, is_whole = last
    is_same_site = seen.request.site == request_of(options).site
    same_files = seen.snapshot.same_inputs(snapshot) if is_same_site else frozenset()
    return Before(remembered, outputs, is_whole, same_files, seen.snapshot.same_generator(snapshot), generator)


def remember(options: Options, seen: Seen, remembered: Remembered, outputs: Outputs) -> None:
    """Keep what the next build may use: in memory for a process that stays, else in a file."""
    if options.memory is not None:
        options.memory.state = (seen, remembered, outputs)
        return
    known = {
        str(path): KnownOutput(output.key, output.content.stat, output.findings)
        for path, output in outputs.items()
        if isinstance(output.content, Kept)
    }
    save_state(options.out.resolve(), seen, encode((remembered, known)))


def _load(options: Options) -> tuple[Remembered, Outputs, bool] | None:
    """What was remembered, the outputs that lie in their place, and whether all do."""
    if options.memory is not None:
        # Nobody else touches the output folder of a process that stays.
        return (*options.memory.state[1:], True)
    out = options.out.resolve()
    match decode(load_part(out, REMEMBERED) or b""):
        case (Remembered() as remembered, dict(known)):
            stats = stats_below(out)
            outputs = {
                (place := PurePosixPath(path)): Output(place, each.key, Kept(f"{out}/{path}", each.stat), each.findings)
                for path, each in known.items()
                if stats.get(path) == each.stat
            }
            return remembered, outputs, len(outputs) == len(known)
    return None


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
