"""The style sheets of a site: minified, with print styles split off, and with the names that tell who needs a rule.

A page loads one file, joined from the rules that could affect it (see render/finished/styles.py). In the
preview one style sheet has everything, so that editing a style changes no page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache, lru_cache
from hashlib import sha256
from itertools import chain, product
from pathlib import Path
from string import ascii_letters

import rcssmin
from msgspec import MsgspecError, Struct, field
from msgspec.msgpack import decode, encode

from plainleaf.content import static_files
from plainleaf.content.config.brand import make_properties
from plainleaf.content.load import Inputs
from plainleaf.content.static_files import FINGERPRINT_LENGTH
from plainleaf.index import style_rules
from plainleaf.index.addresses import Addresses
from plainleaf.index.script_names import custom_properties_in, find_script_names
from plainleaf.index.style_rules import (
    CUSTOM,
    GROUPS,
    OPAQUE,
    PROPERTY,
    Names,
    StyleRule,
    cut_rules,
    statements,
    variables_in,
    words_before,
)
from plainleaf.model.jobs import TextJob
from plainleaf.patterns import lazy_pattern
from plainleaf.state.digests import digest, digest_modules
from plainleaf.state.private_folder import PrivateFolder

STYLE_URL = lazy_pattern(r"url\(\s*[\"']?(/[^\"')\s]+)[\"']?\s*\)")
PAPER = "@media print"
MAX_RULES = 100_000
# The names in a statement about layers, or before the rules in one.
LAYERS, LAYER = lazy_pattern(r"@layer\s+([^{};]+)"), lazy_pattern(r"[^,.\s]+")
# The zero of 0.5, but not in what is not a number.
ZERO = lazy_pattern(rf"({OPAQUE})|(?<![\w.#\\])0(?=\.\d)", re.DOTALL)
# The selectors of a rule, and in them what is below an element but names none: ".field :is(input, select)".
SELECTORS = lazy_pattern(
    rf"""({OPAQUE})|(?:(?<![^{{}};])|(?<=\*/))\s*[^@\s{{}};/"'](?:{OPAQUE}|[^{{}};"'])*(?=\{{)""", re.DOTALL
)
BELOW = lazy_pattern(rf"({OPAQUE})|(?<=[\w\])*-])\s+(?=:)", re.DOTALL)
# What has a short name, or may hold what looks like one: a text, an address, an attribute in a selector.
NAMED = lazy_pattern(rf"""{OPAQUE}|\[[^\]"']*\]|{LAYERS.pattern}|{CUSTOM.pattern}""", re.DOTALL)


class StyleSheets(Struct, frozen=True):
    """The styles of a site. Templates link to `url`, which is a file only in the preview, where there are no `rules`.

    Elsewhere each page gets the address of its own file instead, and that of the file of `job` for paper, which uses
    the custom properties `on_paper`. `prefix` begins every address of the site. `short` has the short names of custom
    properties and layers in these files. `scripts` have the names that a page may get from a script,
    by the end of the script's address.
    """

    url: str
    prefix: str
    rules: tuple[StyleRule, ...]
    job: TextJob
    on_paper: frozenset[str] = frozenset()
    short: Mapping[str, str] = field(default_factory=dict)
    scripts: Mapping[str, Names] = field(default_factory=dict)


class CutStyles(Struct, frozen=True):
    """The minified styles for `paper`, and the `rules` of those for the screen.

    `digest` covers all of it, including where each style sheet ends and how names are shortened.
    """

    paper: str
    rules: tuple[StyleRule, ...]
    short: Mapping[str, str]
    digest: str


# The name of the private folder.
CUT = "styles"
NO_STYLES = StyleSheets("", "", (), TextJob("", ""))


def make_style_sheets(inputs: Inputs, addresses: Addresses, folder: PrivateFolder | None = None) -> StyleSheets:
    """The brand colors, then the site's styles, then those of components. `job` makes the file for all pages.

    Rules that were cut from the same styles before are loaded from the private `folder`.
    """
    # Paper shows the addresses of links in full.
    origin = f'@media print{{:root{{--origin:"{addresses.origin}"}}}}'
    properties = make_properties(inputs.settings.brand) + origin
    linked = (properties, *(_link(text, inputs, addresses) for text in inputs.styles))
    prefix = addresses.url("")
    if inputs.is_served:
        job = TextJob("assets/site.served.css", "\n".join(map(minify, linked)))
        return StyleSheets(addresses.url(job.path), prefix, (), job)
    files = inputs.static_files.values()
    in_scripts = custom_properties_in(files)
    cut = _cut_all(linked, in_scripts, folder)
    job = TextJob(f"assets/print.{fingerprint(cut.paper)}.css", cut.paper)
    scripts = find_script_names(files, {name for rule in cut.rules for name in rule.names}, addresses)
    # A page is made again if any of this changes.
    added = (f"{name} {sorted(scripts[name])}" for name in sorted(scripts))
    every = "".join((cut.digest, *added))
    # What paper gives another value is needed only where something uses it.
    used = in_scripts.union(variables_in(PROPERTY.sub("", cut.paper)))
    return StyleSheets(addresses.url(page_style_path(every)), prefix, cut.rules, job, used, cut.short, scripts)


@lru_cache(maxsize=8)
def _cut_all(texts: tuple[str, ...], kept: frozenset[str], folder: PrivateFolder | None) -> CutStyles:
    """The rules of some styles, from the cache if possible. Names of properties in `kept` stay as they are."""
    name = digest(_digest_cutter(), texts, sorted(kept))
    if folder is not None and (saved := folder.load(name)):
        with suppress(MsgspecError):
            return decode(saved, type=CutStyles)
    cut = _cut_uncached(tuple(map(minify, texts)), kept)
    if folder is not None:
        folder.make_room()
        folder.save(name, encode(cut))
    return cut


@cache
def _digest_cutter() -> str:
    """The digest of everything that affects how styles are cut: Python, and the modules that do it."""
    ours = (__file__, style_rules.__file__, static_files.__file__)
    return digest_modules(map(Path, ours), about=rcssmin.__version__)


def _cut_uncached(texts: tuple[str, ...], kept: frozenset[str]) -> CutStyles:
    short = _shorten_names(texts, kept)
    read = [_read(shorten(text, short)) for text in texts]
    rules = tuple(rule for number, (css, _) in enumerate(read) for rule in _cut(css, number))
    return CutStyles("".join(paper for _, paper in read), rules, short, digest(texts, sorted(kept)))


def fingerprint(css: str) -> str:
    """A short digest that tells versions of a style sheet apart."""
    return sha256(css.encode()).hexdigest()[:FINGERPRINT_LENGTH]


def page_style_path(css: str) -> str:
    """The path of the file with the styles of a page."""
    return f"assets/site.{fingerprint(css)}.css"


def is_page_style(path: str) -> bool:
    """Whether a file of the site has the styles of some pages."""
    return path.startswith("assets/site.") and path.endswith(".css")


@lru_cache(maxsize=256)
def minify(css: str) -> str:
    """Equivalent styles in fewer bytes. A comment that begins with an exclamation mark is a license, and stays."""
    # rcssmin mistakes rules in a layer or a container for declarations, and drops the space before a colon.
    named = SELECTORS.sub(lambda found: found[1] or BELOW.sub(lambda below: below[1] or " *", found[0]), css)
    return ZERO.sub(lambda found: found[1] or "", str(rcssmin.cssmin(named, keep_bang_comments=True)))


def _link(css: str, inputs: Inputs, addresses: Addresses) -> str:
    """The styles with the addresses of the site's pictures as they are published."""

    def link(found: re.Match[str]) -> str:
        file = inputs.static_files.get(found.group(1))
        return f"url({addresses.url(file.path)})" if file else found.group()

    return STYLE_URL.sub(link, css)


def _shorten_names(texts: Iterable[str], kept: Collection[str]) -> dict[str, str]:
    """Short names for the custom properties that styles define, the shortest for those that occur most, and for layers,
    which have no hyphens before them. Names in `kept` get none, and no short name is one that styles leave undefined.
    """
    together = "\n".join(texts)
    counts = Counter(CUSTOM.findall(together))
    names = sorted(set(PROPERTY.findall(together)).difference(kept), key=lambda name: (-counts[name], name))
    taken = set(counts).difference(names).union(kept)
    free = (name for name in map("--{}".format, _letters()) if name not in taken)
    layers = sorted({name for names in LAYERS.findall(together) for name in re.split(r"[,.\s]+", names.strip())})
    return {
        **dict(zip(names, free, strict=False)),
        **dict(zip(layers, _letters(), strict=False)),
    }


def _letters() -> Iterator[str]:
    return map("".join, chain.from_iterable(product(ascii_letters, repeat=length) for length in (1, 2, 3)))


def shorten(text: str, short: Mapping[str, str]) -> str:
    """Styles, or a page that uses custom properties in its attributes, with short names."""

    def name(found: re.Match[str]) -> str:
        if found[1]:
            return f"@layer {LAYER.sub(lambda layer: short.get(layer[0], layer[0]), found[1])}"
        return short.get(found[0], found[0]) if found[0].startswith("--") else found[0]

    return NAMED.sub(name, text)


@lru_cache(maxsize=256)
def _read(css: str) -> tuple[str, str]:
    """The minified styles for every medium, and those for paper alone."""
    # What a browser makes of an unfinished style sheet depends on where the file ends.
    return _split(css) if _is_finished(css) else (css, "")


@lru_cache(maxsize=256)
def _cut(css: str, sheet: int) -> tuple[StyleRule, ...]:
    """The rules of minified styles for every medium, with numbers of their own among all style sheets."""
    if _is_finished(css):
        return cut_rules(css, sheet * MAX_RULES)
    return (StyleRule((), sheet * MAX_RULES, "", css, frozenset(), "", variables_in(css)),)


def _is_finished(css: str) -> bool:
    return css.count("{") == css.count("}")


def _split(css: str) -> tuple[str, str]:
    """The styles for every medium, and those for paper alone."""
    screen, paper = "", ""
    for before, block in statements(css):
        if block is None:
            screen += before
        elif words_before(before) == PAPER:
            paper += f"{before}{{{block}}}"
        elif words_before(before).startswith(GROUPS):
            inner_screen, inner_paper = _split(block)
            screen += f"{before}{{{inner_screen}}}" if inner_screen.strip() else ""
            paper += f"{before}{{{inner_paper}}}" if inner_paper.strip() else ""
        else:
            screen += f"{before}{{{block}}}"
    return screen, paper
