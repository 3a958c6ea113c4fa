"""Folders in the user's cache, for what is slow to make and the same for every site.

Whoever can write there can change what a build makes. So it is never inside a site's folder, which may come from
somebody else, and is used only if it belongs to this user and is closed to all others. A name there is the digest of
everything its content was made from, so nothing goes stale. A missing or damaged file only costs time.
"""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from msgspec import Struct

from plainleaf.input.around_site import cache_folder, find_repository

DIGEST_SIZE = 32
OTHERS = 0o077
# A site has about a hundred templates; beyond this many, most are left over from old edits.
MAX_FILES = 1000


class PrivateFolder(Struct, frozen=True):
    """A folder in the user's cache. It `is_read_only` for a check, which writes nothing."""

    path: Path
    is_read_only: bool = False

    def load(self, name: str) -> bytes:
        """What was saved under a name; b"" if nothing was, or if it cannot be trusted."""
        file, content = self.path / name, b""
        with suppress(OSError):
            content = file.read_bytes() if is_private(file) else b""
        digest, saved = content[:DIGEST_SIZE], content[DIGEST_SIZE:]
        return saved if saved and hashlib.sha256(saved).digest() == digest else b""

    def save(self, name: str, content: bytes) -> None:
        """Save content under a name. That the disk does not allow it is no error."""
        import tempfile  # slow to import, and few builds save anything

        if self.is_read_only:
            return
        with suppress(OSError):
            handle, fresh = tempfile.mkstemp(dir=self.path)
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(hashlib.sha256(content).digest() + content)
                Path(fresh).replace(self.path / name)
            except OSError:
                Path(fresh).unlink(missing_ok=True)
                raise

    def make_room(self) -> None:
        """Delete the oldest files if there are too many. Call this once in a process that saves anything."""
        if self.is_read_only:
            return
        with suppress(OSError):
            files = [Path(entry.path) for entry in os.scandir(self.path)]
            if len(files) > MAX_FILES:
                files.sort(key=lambda file: file.stat().st_mtime_ns)
                for file in files[: -MAX_FILES // 2]:
                    file.unlink(missing_ok=True)


def find_folder(root: Path, name: str, *, is_read_only: bool) -> PrivateFolder | None:
    """The folder with a name in the user's cache, created if needed; None if it is not safe to use.

    It is not used if it is inside the site at `root`, or inside the git repository that holds the site.
    """
    try:
        folder = cache_folder() / name
        if folder.resolve().is_relative_to(find_repository(root.resolve())):
            return None
        if not is_read_only:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, RuntimeError):
        return None
    return PrivateFolder(folder, is_read_only) if is_private(folder) else None


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
