"""A corpus of any size: the same seed gives the same pages, each about 4 KB of Markdown as clinics write it.

Each page has paragraphs, headings, links, lists and lists within lists, a table, words with their explanations, a
footnote and a component. Components and the explained terms are plainleaf's own: other tools get the text inside.
"""

from __future__ import annotations

import random
import re
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

SEED = 20261121
PAGES_IN_A_FOLDER = 25
# The page that measurements edit, by its path below the folder of contents, and the address it is served at.
EDITED = "part-0000/page-00003"
FENCE = re.compile(r"^:::.*\n", re.MULTILINE)
WORDS = tuple(
    """
    nerve back leg pain walk rest chair muscle spine disc doctor week help move slowly sit stand bend lift desk foot
    knee hip side night morning work drive stretch breathe warm cool call visit question answer friend home stairs
    better worse often seldom always gently little more less early late strong weak numb tingling sharp dull short
    long easy hard safe plan goal step daily clinic therapist scan picture result cause sign treat
    """.split()  # noqa: SIM905 - words read best as a text
)

# Words that plainleaf explains on each page that has them: see terms.yaml in plainleaf_site.py.
TERMS = ("nerve", "spine", "disc", "muscle", "numb", "tingling", "clinic", "scan", "treat", "therapist", "plan", "goal")


class CorpusPage(Struct, frozen=True):
    """A page without front matter: `path` without ending, `number` from 0, body in the dialect of our docs."""

    path: str
    number: int
    title: str
    summary: str
    body: str


def make_corpus(count: int, seed: int = SEED) -> Iterator[CorpusPage]:
    """`count` pages. Page number N does not depend on how many there are."""
    for number in range(count):
        chance = random.Random(f"{seed}-{number}")
        folder = number // PAGES_IN_A_FOLDER
        name = f"page-{number:05}"
        title = f"{_words(chance, 3).capitalize()} {number}"
        yield CorpusPage(f"part-{folder:04}/{name}", number, title, _sentence(chance), _body(chance, number))


def _body(chance: random.Random, number: int) -> str:
    parts = [_paragraph(chance)]
    for section in range(4):
        parts += [f"## {_words(chance, 4).capitalize()} {section}", _paragraph(chance), _paragraph(chance)]
        parts.append(_nested_list(chance) if section % 2 else "\n".join(f"- {_sentence(chance)}" for _ in range(4)))
        neighbour = number - number % PAGES_IN_A_FOLDER + chance.randrange(min(PAGES_IN_A_FOLDER, number % 25 + 1))
        parts.append(f"Read more on [{_words(chance, 2)}](page-{neighbour:05}.md). {_sentence(chance)}")
    parts.append("| When | What |\n| --- | --- |\n" + "\n".join(
        f"| {_words(chance, 2)} | {_words(chance, 5)} |" for _ in range(4)))  # fmt: skip
    parts += [f"{_words(chance, 2).capitalize()}\n:   {_sentence(chance)}" for _ in range(3)]
    parts += [f"::: inset\n{_sentence(chance)}[^source] {_sentence(chance)}\n:::", f"[^source]: {_sentence(chance)}"]
    return "\n\n".join(parts) + "\n"


def _nested_list(chance: random.Random) -> str:
    items = (f"- {_sentence(chance)}\n    - {_words(chance, 3)}\n    - {_words(chance, 3)}" for _ in range(3))
    return "\n".join(items)


def _paragraph(chance: random.Random) -> str:
    sentences = " ".join(_sentence(chance) for _ in range(2))
    return textwrap.fill(f"{sentences} It is *{chance.choice(WORDS)}*, and **{_words(chance, 2)}**.", 100)


def _sentence(chance: random.Random) -> str:
    return f"{_words(chance, chance.randrange(7, 14)).capitalize()}."


def _words(chance: random.Random, count: int) -> str:
    """Words without a repetition, which the checks would take for a typing error."""
    return " ".join(chance.sample(WORDS, count))


def full_text(page: CorpusPage) -> str:
    """A page with front matter, and with its component."""
    return f"---\ntitle: {page.title}\nsummary: {page.summary}\n---\n\n{page.body}"


def page_text(page: CorpusPage) -> str:
    """A page with front matter that all tools understand alike."""
    return FENCE.sub("", full_text(page))


def folder_text(part: int, front: str = "") -> str:
    """The page of a folder, which lists the pages in it, with more lines of front matter."""
    return f"---\ntitle: Part {part}\nsummary: Pages of part {part}.\n{front}---\n"


def write_pages(
    content: Path,
    count: int,
    *,
    index: str = "index.md",
    text: Callable[[CorpusPage], str] = page_text,
    front: str = "",
) -> None:
    """Write `count` pages below a folder, one after the other, so that writing needs no memory to speak of.

    `index` names the page of each folder ('' for a tool that makes it by itself), `front` is added to its front
    matter, and `text` gives a page's file.
    """
    for page in make_corpus(count):
        file = content / f"{page.path}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        if index and page.number % PAGES_IN_A_FOLDER == 0:
            part = page.number // PAGES_IN_A_FOLDER
            file.with_name(index).write_text(folder_text(part, front), encoding="utf-8")
        file.write_text(text(page), encoding="utf-8")
