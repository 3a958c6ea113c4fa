"""Recording that a translation follows its original: the marks of the original go into its front matter."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from plainleaf.command.agreement import agrees, replace_unchanged
from plainleaf.command.streams import refuse
from plainleaf.command.translating.fields import set_fields
from plainleaf.content.page import Page


def record_pages(root: Path, asked: Sequence[tuple[str, Page, Page]], was_stale: bool) -> int:
    """Write the marks of originals into translations; of each are given its path, the page, and the original.

    Where one `was_stale` a person has to say that all were brought up to date. Gives the exit code: 0, 1 if nobody
    agreed, 2 if refused.
    """
    without = [path for path, page, _ in asked if page.basics.translation is None]
    if without:
        fix = "Write 'translation:' with 'translator' and 'method' into its front matter first."
        return refuse(f"{without[0]} does not say who translated it. {fix}")
    if not asked:
        print("There is nothing to record.")
        return 0
    if was_stale and not agrees("Does the translation say all of this now?"):
        return refuse("nothing was recorded.", 1)
    for path, page, original in asked:
        file = (root / path).resolve()
        before = file.read_bytes()
        changed = set_fields(before.decode(), page.front_places, {"source": f'"{original.blocks}"'})
        if changed is None:
            return refuse(f"{path} was not changed: give 'translation:' and each of its fields a line of its own.")
        try:
            replace_unchanged(file, before, changed[0].encode())
        except OSError as error:
            return refuse(f"{path} was not changed: {error.strerror}", 1)
        print(f"{path}: recorded {original.blocks.count('.')} parts of {original.path}")
    return 0
