"""What the site's style sheets would load from another origin: each page would tell strangers who reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from tinycss2 import parse_component_value_list
from tinycss2.ast import (
    AtKeywordToken,
    CurlyBracketsBlock,
    FunctionBlock,
    Node,
    ParenthesesBlock,
    SquareBracketsBlock,
    StringToken,
    URLToken,
)

from plainleaf.content.load import Inputs
from plainleaf.index.style_rules import COMMENT
from plainleaf.input.addresses.elsewhere import leads_elsewhere
from plainleaf.input.shipped import layered, read_layer
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Place, Problem, Report

# Most style sheets have no such address, and their comments do not matter.
MAY_LOAD = lazy_pattern(r"//|\\|https?:", re.IGNORECASE)
LOADING = ("url", "src", "image-set", "-webkit-image-set")
FIX = "Put the file into static/ and use it from there, or delete this. It tells strangers who reads the page."


def find_foreign_styles(inputs: Inputs) -> Iterator[Problem]:
    """Problems with addresses of other hosts in the site's style sheets."""
    found = {text: _foreign_in(text, inputs.settings.address) for text in dict.fromkeys(inputs.styles)}
    if not any(found.values()):
        return
    folders = ("static/css", "templates/components")
    layers = {path: layer for folder in folders for path, layer in layered(inputs.root, folder, Report()).items()}
    for path, layer in layers.items():
        text = read_layer(layer, path, Report()) if path.endswith(".css") else None
        for line, column, address in found.get(text or "", ()):
            message = f"this style sheet loads '{address}' from another origin"
            yield Problem(Place(path, line, column), "foreign-request", message, FIX)


@lru_cache(maxsize=256)
def _foreign_in(css: str, site: str) -> tuple[tuple[int, int, str], ...]:
    """The line, the column and the address of whatever is loaded from another host than that of the site."""
    if not MAY_LOAD.search(COMMENT.sub("", css)):
        return ()
    found = _addresses_in(parse_component_value_list(css, skip_comments=True), is_loading=False)
    return tuple(each for each in found if leads_elsewhere(each[2], site))


def _addresses_in(nodes: Sequence[Node], *, is_loading: bool) -> Iterator[tuple[int, int, str]]:
    """The addresses among nodes. Strings are addresses if something around them `is_loading`."""
    rule = ""
    for node in nodes:
        if isinstance(node, AtKeywordToken):
            rule = node.lower_value
        elif isinstance(node, CurlyBracketsBlock) or node == ";":
            rule = ""
        # The name of a namespace looks like an address.
        if rule == "namespace":
            continue
        is_string = isinstance(node, StringToken) and (is_loading or rule == "import")
        if is_string or isinstance(node, URLToken):
            yield node.source_line, node.source_column, node.value
        elif isinstance(node, FunctionBlock):
            yield from _addresses_in(node.arguments, is_loading=is_loading or node.lower_name in LOADING)
        elif isinstance(node, CurlyBracketsBlock | ParenthesesBlock | SquareBracketsBlock):
            yield from _addresses_in(node.content, is_loading=is_loading)
