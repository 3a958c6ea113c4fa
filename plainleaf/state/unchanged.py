"""Unchanged: whether a build would give just what the last one gave, and if not, about how much there is to do.

Beside the standard library only msgspec is imported here, so that a build in which nothing changed ends at once.
"""

from __future__ import annotations

from collections.abc import Mapping

from plainleaf.options import Options, Result
from plainleaf.problems import Report
from plainleaf.state.output_files import files_below
from plainleaf.state.snapshot import UNREADABLE, Snapshot, Stat, is_page
from plainleaf.state.state import Seen, State


def find_unchanged(
    seen: Seen | None, snapshot: Snapshot, state: State, options: Options, report: Report
) -> Result | None:
    """What the last build came to, when this one would give just the same; its problems go into the report."""
    if seen is None or not _is_same(seen.snapshot, snapshot):
        return None
    # Nobody else writes into the output folder of a process that stays.
    if not state.stays and dict(files_below(str(options.out.resolve()))) != seen.stats:
        return None
    report.extend(seen.problems)
    pages = sum(path.endswith(".html") for path in seen.stats)
    return Result(pages, len(seen.stats), 0)


def _is_same(last: Snapshot, now: Snapshot) -> bool:
    """Whether two builds were asked the same, and had the same files before them."""
    is_same_request = last.is_certain and (last.site, last.asked) == (now.site, now.asked)
    return is_same_request and last.inputs == now.inputs and last.generator == now.generator


def count_likely(seen: Seen | None, snapshot: Snapshot) -> int:
    """About how many pages will be made: those that were changed, or all when anything else was."""
    last = seen.snapshot.inputs if seen is not None else {}
    changed = _find_differing(last, snapshot.inputs)
    is_of_pages = all(map(is_page, (*changed, *(last.keys() - snapshot.inputs.keys()))))
    if seen is None or not is_of_pages or _find_differing(seen.snapshot.generator, snapshot.generator):
        return sum(map(is_page, snapshot.inputs))
    return len(changed)


def _find_differing(last: Mapping[str, Stat], now: Mapping[str, Stat]) -> list[str]:
    """Files of another size or time than before. After a copy all change times and inodes are new, and few texts."""
    return [path for path, stat in now.items() if last.get(path, UNREADABLE)[:2] != stat[:2]]
