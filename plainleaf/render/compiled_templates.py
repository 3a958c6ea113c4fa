"""Compiled templates in the user's cache folder: compiling takes a third of a small build.

The cache holds Python bytecode, and whoever can write it can run anything: see state/private_folder.py. Its key is the
template's text and everything that affects how it is compiled.
"""

from __future__ import annotations

import hashlib
import marshal
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path
from types import CodeType

import jinja2
import markupsafe
from jinja2.bccache import Bucket

from plainleaf.state.digests import digest_modules
from plainleaf.state.private_folder import PrivateFolder

# The name of the folder.
COMPILED = "templates"


class CompiledTemplates(jinja2.BytecodeCache):
    """The cache that Jinja asks for compiled templates. A class because Jinja requires one.

    `choices` are the settings of the environment and the operators that it intercepts: with others, the same text is
    compiled differently.
    """

    def __init__(self, folder: PrivateFolder, choices: str) -> None:
        self.folder = folder
        self.has_room = False
        self.about = f"{choices} {_compiler()} ".encode()

    def get_source_checksum(self, source: str) -> str:
        """The digest of a template's text."""
        return hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give Jinja the code of a template, if it is cached."""
        bucket.code = _load_code(self.folder.load(self._name(bucket)))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Cache the code of a template, if the disk allows it."""
        if bucket.code is None:
            return
        if not self.has_room:
            self.has_room = True
            self.folder.make_room()
        self.folder.save(self._name(bucket), marshal.dumps(bucket.code))

    def _name(self, bucket: Bucket) -> str:
        about = f"{bucket.key} {bucket.checksum}".encode()
        return hashlib.sha256(self.about + about).hexdigest()


@lru_cache(maxsize=300)
def _load_code(code: bytes) -> CodeType | None:
    """The code that was saved; None for any other bytes."""
    with suppress(EOFError, ValueError, TypeError):
        loaded = marshal.loads(code)  # noqa: S302 - from a folder that nobody else can write
        return loaded if isinstance(loaded, CodeType) else None
    return None


@cache
def _compiler() -> str:
    """The digest of everything that affects compiling: Python, Jinja, our changes to it, and our filters.

    Jinja applies filters to constants while it compiles a template.
    """
    libraries = (Path(str(library.__file__)).parent for library in (jinja2, markupsafe))
    theirs = (file for library in libraries for file in sorted(library.glob("*.py")))
    ours = (Path(__file__).with_name(f"{name}.py") for name in ("template_code", "template_filters"))
    return digest_modules((*theirs, *ours))
