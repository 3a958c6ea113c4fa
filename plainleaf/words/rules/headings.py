"""Headings that a page has twice, and an article within another one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from plainleaf.problems import Problem
from plainleaf.words.phrases import Words, find_phrase
from plainleaf.words.prose import PageProse
from plainleaf.words.standard import Standard, problem_at, quoted

# Sections that a page has twice, from which on it holds two articles.
FEWEST_SECTIONS = 3
# The first and the last line of a component: the first has its name.
FENCE = re.compile(r"^:::[ \t]*([\w-]*)", re.MULTILINE)


class Heading(NamedTuple):
    """A heading: its level from 1, its words, the place of its words, and the words of the headings it is below."""

    level: int
    words: Words
    start: int
    end: int
    above: tuple[Words, ...]


def repeated_headings(prose: PageProse, standard: Standard) -> Iterator[Problem]:
    """A warning for each heading that is there twice below the same heading, or one for two articles on a page."""
    headings = _headings(prose) if not prose.page.traits.is_legal else []
    twice = _sections_twice(headings, standard)
    if twice is not None:
        second, names = twice
        message = f"the sections {', '.join(names)} are there twice, so this page seems to hold two articles"
        fix = "Keep one of the two, or give each a page of its own."
        yield problem_at(prose, second.start, "article-twice", message, fix, "warning")
        return
    seen: set[tuple[Words, ...]] = set()
    for each in headings:
        path = (*each.above, each.words)
        if path in seen:
            message = f"the heading '{quoted(prose, each.start, each.end)}' is on this page twice"
            fix = "Say in each what the other does not have, or put the two sections together."
            yield problem_at(prose, each.start, "repeated-heading", message, fix, "warning")
        seen.add(path)


def _headings(prose: PageProse) -> list[Heading]:
    """The headings that begin with '#', in their order. Those of components, such as care cards, are no sections."""
    text = prose.page.text
    fences = iter([(match.start(), 1 if match[1] else -1) for match in FENCE.finditer(text)] + [(len(text), 0)])
    fence, depth = next(fences), 0
    found: list[Heading] = []
    open_: list[Heading] = []
    for each in prose.paragraphs:
        if each.kind != "heading" or not each.sentences:
            continue
        marks = text[text.rfind("\n", 0, each.start) + 1 : each.start].rstrip()
        while fence[0] < each.start:
            depth += fence[1]
            fence = next(fences)
        if not marks or marks.strip("#") or depth > 0:
            continue
        words = prose.words[each.sentences[0].first_word : each.sentences[-1].after_words]
        open_ = [one for one in open_ if one.level < len(marks)]
        above = tuple(one.words for one in open_)
        found.append(Heading(len(marks), words, each.sentences[0].start, each.sentences[-1].end, above))
        open_.append(found[-1])
    return found


def _sections_twice(headings: Sequence[Heading], standard: Standard) -> tuple[Heading, list[str]] | None:
    """The first heading of a second article, and the sections that it shares with the first one; None if there is none.

    Sections are those that every article on a condition has. All those of the first come before the second.
    """
    sections = standard.lists.article_sections
    if len(headings) < 2 * FEWEST_SECTIONS or not sections:
        return None
    first: dict[str, Heading] = {}
    again: dict[str, Heading] = {}
    for each in headings:
        name = find_phrase(" ".join(each.words), sections)
        if name is None:
            continue
        if name not in first and not again:
            first[name] = each
        elif name in first:
            again.setdefault(name, each)
    if len(again) < FEWEST_SECTIONS:
        return None
    return min(again.values(), key=lambda each: each.start), [f"'{name}'" for name in again]
