"""Parts of a translation that are still in the words of the original."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plainleaf.checks.translations.drift import name_lines
from plainleaf.content.page import Page
from plainleaf.content.translations.blocks import Block
from plainleaf.content.translations.untranslated import find_untranslated
from plainleaf.problems import ERROR, WARNING, Problem


def check_untranslated(
    page: Page, blocks: Sequence[Block], original: Page, its_blocks: Sequence[Block]
) -> Iterator[Problem]:
    """What the `blocks` of a page still say as its original does: one error for safety, one warning for the rest."""
    found = find_untranslated(page, blocks, original, its_blocks)
    for severity in (ERROR, WARNING):
        same = [block for block in found if block.is_safety == (severity == ERROR)]
        if same:
            count = "1 part still says" if len(same) == 1 else f"{len(same)} parts still say"
            what = f"{count} the same as {original.path}, at {name_lines(same)}"
            yield Problem(
                same[0].place, "untranslated-block", what, "Translate it, or make the page a draft.", severity
            )
