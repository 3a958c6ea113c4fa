"""Headings that a page has twice, an article within another one, and bold lines in place of headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Problem
from plainleaf.words.phrases import Words
from plainleaf.words.prose import PageProse, Sentence
from plainleaf.words.standard import Standard, problem_at, quoted

# A page with this many sections twice holds two articles.
MIN_SECTIONS = 3
# The first and the last line of a component: the first has its name. It begins with a literal character, so that the
# regex engine can skip everything else.
FENCE = lazy_pattern(r"\n:::[ \t]*([\w-]*)")
# A line of a component, a heading, or the first line of a paragraph, if all of it is bold and it is no sentence. A link
# or a digit makes it a call to act.
BLOCK = lazy_pattern(
    r"\n(?::::[ \t]*(?P<fence>[\w-]*)|(?P<heading>#{2,6})[ \t]"
    r"|[ \t]*\n(?P<sign>\*\*\*?|__)(?=\w|¿)(?P<bold>[^*_\n\[\]<>`\d]*[\w?)])(?P=sign)[ \t]*\\?(?=\n))"
)
# No heading that people write in bold is longer.
MAX_WORDS = 8
# Characters in which the text below a line begins.
FAR = 200
PARAGRAPH_END = lazy_pattern(r"\n[ \t]*\n")
# What tells a text from an address, opening hours or a position below a name: an item of a list, or a sentence.
IS_TEXT = lazy_pattern(r"^(?:[-*+]|\d+[.)])[ \t]|[.!?:…。！？؟।]")
# No address has more words.
MAX_ADDRESS = 16
# What follows a caption or another line in bold, or ends the section.
NO_SECTION = ("|", "!", "#", ":::", "---", "***", "**", "__")


class Heading(NamedTuple):
    """A heading: its level from 1, its words, the sentence that it is, and the words of the headings it is below."""

    level: int
    words: Words
    sentence: Sentence
    above: tuple[Words, ...]


def repeated_headings(prose: PageProse, standard: Standard) -> Iterator[Problem]:
    """A warning for each heading that is there twice below the same heading, or one for two articles on a page."""
    headings = _headings(prose) if not prose.page.traits.is_legal else []
    twice = _sections_twice(prose, headings, standard)
    if twice:
        names = ", ".join(f"'{name}'" for name in twice)
        message = f"the sections {names} are there twice, so this page seems to hold two articles"
        fix = "Keep one of the two, or give each a page of its own."
        yield problem_at(prose, min(twice.values()).start, "article-twice", message, fix, "warning")
        return
    seen: set[tuple[Words, ...]] = set()
    for each in headings:
        path = (*each.above, each.words)
        if path in seen:
            name = quoted(prose, each.sentence.start, each.sentence.end)
            message = f"the heading '{name}' is on this page twice"
            fix = "Say in each what the other does not have, or put the two sections together."
            yield problem_at(prose, each.sentence.start, "repeated-heading", message, fix, "warning")
        seen.add(path)


def bold_headings(prose: PageProse, _: Standard) -> Iterator[Problem]:
    """A warning for each line in bold that stands in place of a heading.

    Screen readers list headings, and read bold text as any other (WCAG failure F2). Captions in components are none.
    """
    text = f"\n\n{prose.page.text}\n"
    if "\n**" not in text and "\n__" not in text:
        return
    marks, depth = "#", 0
    for found in BLOCK.finditer(text):
        if found["fence"] is not None:
            depth += 1 if found["fence"] else -1
        elif found["heading"]:
            marks = marks if depth > 0 else found["heading"]
        elif depth <= 0 and _begins_section(found["bold"], text[found.end() : found.end() + FAR].lstrip()):
            message = f"'{found['bold']}' is a heading, but is written as bold text, which screen readers do not list"
            fix = f"Write, with an empty line below it: {f'{marks}#'[:6]} {found['bold']}"
            yield problem_at(prose, found.start("sign") - 2, "bold-heading", message, fix, "warning")


def _begins_section(words: str, below: str) -> bool:
    """Whether words alone in bold, with a text below them, are a heading and no caption or name above an address."""
    paragraph = PARAGRAPH_END.split(below, 1)[0]
    is_text = len(paragraph.split()) > MAX_ADDRESS or bool(IS_TEXT.search(paragraph))
    return is_text and not below.startswith(NO_SECTION) and len(words.split()) <= MAX_WORDS


def _headings(prose: PageProse) -> list[Heading]:
    """The headings that begin with '#', in order. Those of components, such as care cards, are not sections."""
    text = prose.page.text
    fences = iter([*((match.start(), 1 if match[1] else -1) for match in FENCE.finditer(f"\n{text}")), (len(text), 0)])
    (fence, step), depth = next(fences), 0
    found: list[Heading] = []
    above: list[Heading] = []
    for each in prose.paragraphs:
        if each.kind != "heading" or not each.sentences:
            continue
        marks = text[text.rfind("\n", 0, each.start) + 1 : each.start].rstrip()
        while fence < each.start:
            depth += step
            fence, step = next(fences)
        if not marks or marks.strip("#") or depth > 0:
            continue
        words = prose.words[each.sentences[0].first_word : each.sentences[-1].after_words]
        above = [one for one in above if one.level < len(marks)]
        found.append(Heading(len(marks), words, each.sentences[0], tuple(one.words for one in above)))
        above.append(found[-1])
    return found


def _sections_twice(prose: PageProse, headings: Sequence[Heading], standard: Standard) -> dict[str, Sentence]:
    """The sections of a second article on a page that the first one has too, with their headings; {} if there is none.

    Sections are those that every article on a condition has, in any of their forms. All those of the first come before
    the second.
    """
    named: dict[Sentence, str] = {}
    for match in prose.phrases("article_sections"):
        named.setdefault(match.sentence, standard.article_sections[prose.words[match.first_word : match.after_words]])
    first: set[str] = set()
    again: dict[str, Sentence] = {}
    for each in headings if len(named) >= 2 * MIN_SECTIONS else ():
        name = named.get(each.sentence)
        if name in first:
            again.setdefault(name, each.sentence)
        elif name and not again:
            first.add(name)
    return again if len(again) >= MIN_SECTIONS else {}
