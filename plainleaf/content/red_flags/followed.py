"""What a translated set of red flags follows: the heading and the signs of the set in the default language."""

from __future__ import annotations

import re
from collections.abc import Mapping

from plainleaf.content.red_flags.sets import RedFlags, RedFlagSets, read_set
from plainleaf.content.translations.blocks import Block, find_drift, has_drifted, make_marks
from plainleaf.input.nodes import Node, find_place
from plainleaf.problems import Report


def find_set_blocks(flags: RedFlags, node: Node) -> tuple[Block, ...]:
    """The heading and each sign of a set, in order. The id of a sign counts as its kind."""
    texts = [("heading", flags.heading, ["heading"])]
    texts += [(f"sign '{sign.id}'", sign.says, ["signs", str(at), "says"]) for at, sign in enumerate(flags.signs)]
    return tuple(
        Block(find_place(node, where), kind, re.sub(r"\s+", " ", words).strip(), is_safety=True)
        for kind, words, where in texts
    )


def blocks_in(path: str, text: str) -> tuple[Block, ...]:
    """The blocks of a set whose file has this text; none if it cannot be read."""
    loaded = read_set(path, text, Report())
    return find_set_blocks(*loaded) if loaded is not None else ()


def find_sources(red_flags: Mapping[str, RedFlagSets], default: str) -> dict[str, tuple[Block, ...]]:
    """The blocks of each set of the default language, by its name."""
    sets = red_flags.get(default, RedFlagSets())
    return {name: find_set_blocks(flags, sets.nodes[name]) for name, flags in sets.known.items()}


def find_stale_blocks(flags: RedFlags, source: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks of a set's `source` that have changed since it was translated, as far as that was recorded."""
    marks = make_marks(source)
    if not has_drifted(flags.source, marks):
        return ()
    return tuple(source[number] for number in find_drift(flags.source, marks).changed)
