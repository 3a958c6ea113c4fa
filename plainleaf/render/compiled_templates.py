"""Compiled templates, cached in the user's own cache folder: compiling takes a third of a small build.

The cache holds Python bytecode, and whoever can write it can run anything. So it is never in a site's folder, which may
come from somebody else, and is read only from a folder that belongs to this user and is closed to all others. Its key
is the template's text and everything that affects how it is compiled, so no entry can be stale. A file or folder that
is missing, damaged or deleted meanwhile costs time, nothing else.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from types import CodeType

import jinja2
from jinja2.bccache import Bucket
from msgspec import Struct

from plainleaf.input.around_site import cache_folder, find_repository
from plainleaf.render import template_code, template_filters

DIGEST_SIZE = 32
OTHERS = 0o077
# A site has about a hundred templates; beyond this many, most are versions from old edits.
MOST = 1000


class CompiledFolder(Struct, frozen=True):
    """A cache folder for compiled templates. It `is_read_only` for a check, which writes nothing."""

    path: Path
    is_read_only: bool = False


def find_folder(root: Path, *, is_read_only: bool) -> CompiledFolder | None:
    """The user's cache folder for compiled templates, made if needed; None if none is safe to use.

    It is not used if it is inside the site at `root`, or inside the git repository that holds the site.
    """
    try:
        folder = cache_folder() / "templates"
        if not is_read_only:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        is_foreign = folder.resolve().is_relative_to(find_repository(root.resolve()))
    except (OSError, RuntimeError):
        return None
    return None if is_foreign or not is_private(folder) else CompiledFolder(folder, is_read_only)


def is_private(path: Path) -> bool:
    """Whether a file or a folder is not a link, belongs to this user, and is closed to all others.

    On Windows, access to a user's profile is restricted by other means.
    """
    try:
        stat = path.lstat()
    except OSError:
        return False
    is_ours = sys.platform == "win32" or (stat.st_uid == os.geteuid() and not stat.st_mode & OTHERS)
    return is_ours and (S_ISREG(stat.st_mode) or S_ISDIR(stat.st_mode))


class CompiledTemplates(jinja2.BytecodeCache):
    """The cache that Jinja asks for compiled templates. A class because Jinja requires one.

    `choices` are the settings of the environment, because the same text is compiled differently with others.
    """

    def __init__(self, folder: CompiledFolder, choices: str) -> None:
        self.folder = folder
        self.has_room = False
        self.about = f"{choices} {_compiler()} ".encode()

    def get_source_checksum(self, source: str) -> str:
        """The digest of a template's text."""
        return hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give Jinja the code of a template, if it is cached."""
        file = self._file(bucket)
        content = b""
        with suppress(OSError):
            content = file.read_bytes() if is_private(file) else b""
        digest, code = content[:DIGEST_SIZE], content[DIGEST_SIZE:]
        if code and hashlib.sha256(code).digest() == digest:
            with suppress(EOFError, ValueError, TypeError):
                loaded = marshal.loads(code)  # noqa: S302 - from a folder that nobody else can write
                bucket.code = loaded if isinstance(loaded, CodeType) else None

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Cache the code of a template, as far as the disk allows."""
        if self.folder.is_read_only or bucket.code is None:
            return
        code = marshal.dumps(bucket.code)
        with suppress(OSError):
            self._make_room()
            handle, fresh = tempfile.mkstemp(dir=self.folder.path)
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(hashlib.sha256(code).digest() + code)
                Path(fresh).replace(self._file(bucket))
            except OSError:
                Path(fresh).unlink(missing_ok=True)
                raise

    def _file(self, bucket: Bucket) -> Path:
        about = f"{bucket.key} {bucket.checksum}".encode()
        return self.folder.path / hashlib.sha256(self.about + about).hexdigest()

    def _make_room(self) -> None:
        """Once per process that compiles anything: delete the oldest files if there are too many."""
        if not self.has_room:
            self.has_room = True
            files = [Path(entry.path) for entry in os.scandir(self.folder.path)]
            if len(files) > MOST:
                files.sort(key=lambda file: file.stat().st_mtime_ns)
                for file in files[: -MOST // 2]:
                    file.unlink(missing_ok=True)


@cache
def _compiler() -> str:
    """The digest of everything that affects compiling: Python, Jinja, our changes to it, and our filters.

    Jinja applies filters to constants while it compiles a template. Reading its modules is faster than looking up its
    version.
    """
    hasher = hashlib.sha256(f"{sys.version} {sys.implementation.cache_tag}".encode())
    ours = (template_code.__file__, template_filters.__file__)
    for file in (*sorted(Path(jinja2.__file__).parent.glob("*.py")), *map(Path, ours)):
        hasher.update(file.read_bytes())
    return hasher.hexdigest()
