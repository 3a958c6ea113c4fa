"""The documents of the repository, and the examples in them."""

from __future__ import annotations

from tests.site_tools import CHECKOUT

DOCS = CHECKOUT / "docs"
DOCUMENTS = sorted([*DOCS.rglob("*.md"), *CHECKOUT.glob("*.md")])


def read_doc(name: str) -> str:
    """The text of a document in docs/."""
    return (DOCS / name).read_text(encoding="utf-8")


def example_after(text: str, opening: str) -> str:
    """The indented block that follows a line, without its indent."""
    lines = text.split(opening, 1)[1].split("\n")[1:]
    block: list[str] = []
    for line in lines:
        if line and not line.startswith("    ") and block:
            break
        if block or line:
            block.append(line.removeprefix("    "))
    return "\n".join(block).strip() + "\n"
