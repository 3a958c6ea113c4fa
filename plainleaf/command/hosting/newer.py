"""Whether the site that patients see is newer than the one to be published: somebody else has published since."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import MsgspecError
from msgspec.json import Decoder, encode

from plainleaf.command.git import ask_git
from plainleaf.hosting import Manifest, Shelf
from plainleaf.input.opening import open_inside, replace_file
from plainleaf.options import Options
from plainleaf.state.work_folder import work_folder_of

FILE = "published.json"
MAX_REMEMBERED = 20
IS_ANCESTOR, IS_NONE = 0, 1


def find_newer(mine: Manifest, shelf: Shelf, options: Options, place: str) -> str:
    """Why the site there is not older than ours, for people; "" if it is."""
    live = shelf.live
    if live is None:
        unread = "its manifest cannot be read, as if a newer plainleaf had published it"
        return unread if shelf.current else ""
    if live.site.day > mine.site.day:
        return f"it was built for {live.site.day}, and yours for {mine.site.day}"
    if live.site.commit and mine.site.commit:
        return _compare_commits(live, mine, options.root)
    seen = _load_seen(options).get(place, ())
    if seen and shelf.current not in seen:
        return "somebody has published or gone back since you last published"
    return "" if seen else "this computer has never published there, so it cannot tell"


def remember(options: Options, place: str, *names: str) -> None:
    """Note the names of sites that were seen or published at a place. Where that fails, the next run knows less."""
    seen = _load_seen(options)
    latest = dict.fromkeys((*seen.get(place, ()), *names))
    with suppress(OSError):
        replace_file(work_folder_of(options.real_out) / FILE, encode({**seen, place: [*latest][-MAX_REMEMBERED:]}))


def _load_seen(options: Options) -> Mapping[str, tuple[str, ...]]:
    try:
        with open_inside(work_folder_of(options.real_out), FILE) as stream:
            return Decoder(dict[str, tuple[str, ...]]).decode(stream.read())
    except (OSError, MsgspecError, UnicodeDecodeError):
        return {}


def _compare_commits(live: Manifest, mine: Manifest, root: Path) -> str:
    """By the history in git. A checkout for publishing often has none, and then the times of the commits decide."""
    theirs, ours = live.site.commit, mine.site.commit
    if theirs == ours or not theirs.isalnum():
        return ""
    code, _ = ask_git(root, "merge-base", "--is-ancestor", theirs, ours)
    has_history = ask_git(root, "rev-parse", "--is-shallow-repository")[1].strip() == "false"
    is_newer = live.site.committed > mine.site.committed
    if code == IS_ANCESTOR or (code != IS_NONE and not has_history and not is_newer):
        return ""
    return f"it was made from commit {theirs[:10]}, whose changes yours lacks. Get them first: git pull"
