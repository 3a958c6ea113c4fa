"""How much a drawing draws: `<use>` within `<use>` can make a short file draw millions of shapes, and stop a phone."""

from __future__ import annotations

from xml.etree.ElementTree import Element

MAX_DEPTH = 100
MAX_SHAPES = 200_000


def is_too_deep(root: Element) -> bool:
    """Whether elements are nested more deeply than any editor does."""
    level = [root]
    for _ in range(MAX_DEPTH):
        level = [child for element in level for child in element]
        if not level:
            return False
    return True


def draws_too_much(root: Element) -> bool:
    """Whether the elements with all that they use are too many, or one uses itself."""
    named = {element.get("id", ""): element for element in root.iter() if element.get("id")}
    counted: dict[str, int] = {}
    # Each name that is used is counted after the names that it uses.
    waiting = [""]
    begun: set[str] = set()
    while waiting:
        name = waiting[-1]
        element = named.get(name) if name else root
        uses = [use for use in _used_names(element) if use in named] if element is not None else []
        missing = [use for use in uses if use not in counted]
        if missing and name not in begun:
            begun.add(name)
            waiting += missing
            continue
        if missing:
            return True  # it uses itself
        size = sum(1 for _ in element.iter()) if element is not None else 0
        counted[name] = size + sum(counted[use] for use in uses)
        if counted[name] > MAX_SHAPES:
            return True
        waiting.pop()
    return False


def _used_names(element: Element) -> list[str]:
    """The names that the `use` elements in an element refer to."""
    found = (use.get("href") or use.get("xlink:href") or "" for use in element.iter("use"))
    return [name.strip().removeprefix("#") for name in found]
