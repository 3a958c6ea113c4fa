"""Python-Markdown's inline pass, which first asks whether a pattern can match at all.

Most texts hold none of the signs that a pattern begins with, and looking for a character costs far less than running
each pattern. The result is the same: tests/test_quick_inline.py compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import markdown
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

# Characters without which a pattern of Python-Markdown cannot match. A pattern that is not listed is always run.
NEEDS: Mapping[str, tuple[str, ...]] = {
    "backtick": ("`", "\\"),
    "escape": ("\\",),
    "footnote": ("[",),
    "reference": ("[",),
    "link": ("[",),
    "image_link": ("!",),
    "image_reference": ("!",),
    "short_reference": ("[",),
    "short_image_ref": ("!",),
    "autolink": ("<",),
    "automail": ("<",),
    "linebreak": ("\n",),
    "entity": ("&",),
    "not_strong": ("*", "_"),
    "em_strong": ("*", "_"),
    "em_strong2": ("_",),
    "allowed_html": ("<",),
}
ANY_SIGN = re.compile(r"[`\\\[!<\n&*_]")


class QuickInline(InlineProcessor):
    """The inline pass with the question asked first. Python-Markdown asks for the class."""

    def __init__(self, md: markdown.Markdown) -> None:
        super().__init__(md)
        patterns = list(md.inlinePatterns)
        names = {id(md.inlinePatterns[name]): name for name in NEEDS if name in md.inlinePatterns}
        self.steps = [(pattern, NEEDS.get(names.get(id(pattern), ""))) for pattern in patterns]
        self.knows_all = all(needs is not None for _, needs in self.steps)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803 - theirs
        """Replace what the patterns match with placeholders, as the method of this name does."""
        if isinstance(data, AtomicString) or (self.knows_all and not ANY_SIGN.search(data)):
            return data
        apply: Any = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        for index in range(patternIndex, len(self.steps)):
            pattern, needs = self.steps[index]
            if needs is not None and not any(sign in data for sign in needs):
                continue
            start, matched = 0, True
            while matched:
                data, matched, start = apply(pattern, data, index, start)
        return data
