"""Reach: which other templates a template names, found by Jinja's own parser and cached by the template's text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache

from msgspec import Struct

from plainleaf.patterns import lazy_pattern

# A template without a match names no other one. Searching takes a fraction of the time that parsing takes.
MAY_NAME = lazy_pattern(r"\{%[-+]?\s*(?:extends|include|import|from)\b|\bshared\b")


class Reach(Struct, frozen=True, array_like=True):
    """The templates that a template names.

    It extends, includes or imports those in `joined`, so they can see each other's values. Those in `shared` are
    inserted by `shared(…)` and see nothing of it. If a name is computed and could be any, it is not `is_certain`.
    """

    joined: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    is_certain: bool = True


NOWHERE = Reach()
ANYWHERE = Reach(is_certain=False)


def digest_of(text: str) -> str:
    """The cache key for the reach of a template with this text."""
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def find_reach(text: str, known: Mapping[str, Reach]) -> Reach:
    """The reach of a template; `known` are the cached ones of earlier builds, by the digest of the text."""
    if not MAY_NAME.search(text):
        return NOWHERE
    return known.get(digest_of(text)) or _parse_reach(text)


def known_reaches(texts: Iterable[tuple[str, Reach]]) -> dict[str, Reach]:
    """The cache for the next build: the reach of each text that had to be parsed."""
    return {digest_of(text): reach for text, reach in texts if reach is not NOWHERE}


# For processes that load several sites; each has the shipped templates.
@lru_cache(maxsize=256)
def _parse_reach(text: str) -> Reach:
    import jinja2  # slow to import, and after most edits every reach is cached
    from jinja2 import meta, nodes

    try:
        tree = jinja2.Environment().parse(text)  # noqa: S701 - nothing is rendered
    except (jinja2.TemplateError, MemoryError, RecursionError, ValueError):
        # The error is reported when the template is used.
        return ANYWHERE
    joined = tuple(meta.find_referenced_templates(tree))
    calls = [call for call in tree.find_all(nodes.Call) if _is_shared(call.node)]
    shared = tuple(_literal_argument(call) for call in calls)
    # Count the bare name, too: under another name the function may be called with anything.
    mentions = sum(map(_is_shared, tree.find_all(nodes.Name)))
    names = tuple(dict.fromkeys(name for name in joined if name is not None))
    shared_names = tuple(dict.fromkeys(name for name in shared if name is not None))
    return Reach(names, shared_names, None not in joined and None not in shared and mentions == len(calls))


def _is_shared(node: object) -> bool:
    from jinja2 import nodes

    return isinstance(node, nodes.Name) and node.name == "shared"


def _literal_argument(call: object) -> str | None:
    """The only argument of a call, if it is a literal text."""
    from jinja2 import nodes

    assert isinstance(call, nodes.Call)
    is_plain = len(call.args) == 1 and not (call.kwargs or call.dyn_args or call.dyn_kwargs)
    argument = call.args[0] if is_plain else None
    return argument.value if isinstance(argument, nodes.Const) and isinstance(argument.value, str) else None
