"""The addresses on other websites that a site names, each with every place that names it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urldefrag, urlsplit

from msgspec import Struct

from plainleaf.content.kinds import find_kinds
from plainleaf.content.load import Inputs
from plainleaf.content.page import Page
from plainleaf.content.read import Pages, read_body
from plainleaf.index.directory import Directory
from plainleaf.input.addresses.hosts import is_host_below, name_host
from plainleaf.input.nodes import Node, place_finder
from plainleaf.input.strict_yaml import read_yaml
from plainleaf.problems import Place, Report

SCHEMES = ("https", "http")
# Names that lead nowhere, by RFC 2606 and RFC 6761. Sites that are made up use them.
NOWHERE = ("example", "invalid", "test", "localhost", "example.com", "example.net", "example.org")
PlaceOf = Callable[[str], Place]


def find_targets(inputs: Inputs, pages: Pages, directory: Directory) -> dict[str, tuple[Place, ...]]:
    """The places of each address, without its fragment. Pages that are not on the site are left out."""
    own = name_host(urlsplit(inputs.settings.address).hostname)
    places: dict[str, dict[Place, None]] = {}
    for address, place in _find_all(inputs, pages, directory):
        bare = urldefrag(address).url
        if is_elsewhere(bare, own):
            places.setdefault(bare, {})[place] = None
    return {address: tuple(sorted(found)) for address, found in places.items()}


def is_elsewhere(address: str, own: str) -> bool:
    """Whether an address can be looked up: it is neither on the site's own host nor at a made-up name."""
    try:
        parts = urlsplit(address)
        host = name_host(parts.hostname)
    except ValueError:
        return False
    return parts.scheme in SCHEMES and bool(host) and host != own and not is_host_below(host, NOWHERE)


def _find_all(inputs: Inputs, pages: Pages, directory: Directory) -> Iterator[tuple[str, Place]]:
    for page in pages.pages:
        if directory.index.is_published(page):
            yield from _of_page(page, pages, inputs)
    for sets in inputs.red_flags.values():
        for name, flags in sets.known.items():
            node = sets.nodes[name]
            yield from _in_values(flags, "", place_finder(node))
    settings = inputs.settings
    # Where a form is received, a question could look like a form that somebody has sent.
    forms = {kind.form for kind in find_kinds(lambda kind: bool(kind.form))}
    for name in settings.__struct_fields__:
        if name not in forms and name != "address":
            yield from _in_values(getattr(settings, name), name, place_finder(inputs.config))


def _always(place: Place) -> PlaceOf:
    return lambda _: place


def _of_page(page: Page, pages: Pages, inputs: Inputs) -> Iterator[tuple[str, Place]]:
    """The addresses in the fields of a page, its text and the options of its components."""
    body = read_body(page, pages, inputs, Report())
    if body is None:
        return
    # The front matter begins on the second line. Its entries have no places of their own among what was read.
    front = read_yaml(body.front, Place(page.path, 2))
    place_of = place_finder(front) if isinstance(front, Node) else page.place_of
    for group in (page.basics, page.review, page.details):
        yield from _in_values(group, "", place_of)
    yield from ((target.target, target.place) for target in body.targets)
    for use in body.prose.uses:
        yield from _in_values(dict(use.values), "", _always(use.place))


def _in_values(value: Any, path: str, place_of: PlaceOf) -> Iterator[tuple[str, Place]]:
    """The addresses among declared values. `path` is that of the value, with dots."""
    if isinstance(value, str):
        if value.startswith(("https://", "http://")) and not any(map(str.isspace, value)):
            yield value, place_of(path)
        return
    if isinstance(value, Struct):
        entries = [(name, getattr(value, name)) for name in value.__struct_fields__]
    elif isinstance(value, Mapping):
        entries = list(value.items())
    else:
        entries = [(str(number), each) for number, each in enumerate(value)] if isinstance(value, tuple) else []
    for name, inner in entries:
        yield from _in_values(inner, f"{path}.{name}" if path else str(name), place_of)
