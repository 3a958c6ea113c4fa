"""The documents of the repository, and the examples in them.

An example is a fenced block. The words after its fence say what it is: `sh` for commands, `markdown` for a text or a
whole page, `yaml config.yaml` for settings, `yaml page` for front matter, and so on.
"""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

from msgspec import Struct

from tests.site_tools import CHECKOUT

DOCS = CHECKOUT / "docs"
DOCUMENTS = sorted([*DOCS.rglob("*.md"), *CHECKOUT.glob("*.md")])
BLOCK = re.compile(r"^(?P<indent> *)```(?P<what>[^\n`]*)\n(?P<text>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL)


class Example(Struct, frozen=True):
    """A fenced block. `document` is its path in the repository; `what` is written after its fence."""

    document: str
    what: str
    text: str

    @property
    def is_page(self) -> bool:
        """Whether it is a page with its front matter."""
        return self.what == "markdown" and self.text.startswith("---\n")


def read_doc(name: str) -> str:
    """The text of a document in docs/."""
    return (DOCS / name).read_text(encoding="utf-8")


def heading_anchor(title: str) -> str:
    """The anchor that code hosts give a heading."""
    bare = re.sub(r"[^\w\- ]", "", title.lower())
    return bare.replace(" ", "-")


def examples_in(document: Path) -> list[Example]:
    """The examples of a document, in order."""
    path = document.relative_to(CHECKOUT).as_posix()
    found = BLOCK.finditer(document.read_text(encoding="utf-8"))
    return [Example(path, block["what"], textwrap.dedent(block["text"])) for block in found]


def all_examples(*what: str) -> list[Example]:
    """The examples of all documents, of some kinds if they are named."""
    found = [example for document in DOCUMENTS for example in examples_in(document)]
    return [example for example in found if not what or example.what in what]


def example_after(text: str, opening: str) -> str:
    """The example that follows a line."""
    block = BLOCK.search(text.split(opening, 1)[1])
    assert block is not None, opening
    return block["text"]
