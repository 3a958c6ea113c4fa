"""Suicide and self-harm: whoever reads of them finds the number of the crisis line in the same section."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plainleaf.problems import Problem
from plainleaf.words.context import is_quoted
from plainleaf.words.prose import PageProse
from plainleaf.words.standard import CRISIS, Standard, problem_at, quoted

LINK = f"(phone:{CRISIS})"


def missing_crisis_line(prose: PageProse, standard: Standard) -> Iterator[Problem]:
    """An error for each section that speaks of suicide or self-harm and does not give the country's crisis line.

    Nothing is reported where that line is not known.
    """
    told = prose.phrases("self_harm") if standard.crisis else ()
    if not told:
        return
    others = {found.first_word for found in prose.phrases("not_self_harm")}
    headings = [each.start for each in prose.paragraphs if each.kind == "heading"]
    number = re.compile(r"(?<!\d)" + r"[\s.-]?".join(re.findall(r"\d", standard.crisis)) + r"(?!\d)")
    done = -1
    for found in told:
        start, end = found.range_in(prose)
        if start < done or found.first_word in others or is_quoted(prose, found.sentence.start):
            continue
        first = max((each for each in headings if each <= start), default=0)
        done = min((each for each in headings if each > start), default=len(prose.page.text))
        section = prose.page.text[first:done]
        if LINK in section or number.search(section):
            continue
        message = f"'{quoted(prose, start, end)}', but this section does not give the crisis line, {standard.crisis}"
        fix = f"Add for example: If you think of ending your life, call {standard.crisis} at any hour."
        yield problem_at(prose, start, "crisis-line-missing", message, fix, "error")
