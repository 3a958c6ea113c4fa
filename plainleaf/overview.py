"""Overview: what the stages after reading share, gathered once all pages are read.

Everything that can be named, what makes the keys of outputs, and what of the last plan still holds: if nothing differs
that pages show of each other, or that all of them depend on, only pages whose own text has changed are planned again.
"""

from __future__ import annotations

from msgspec import Struct

from plainleaf.addresses import index_pages, make_addresses
from plainleaf.digests import digest
from plainleaf.directory import Directory, names
from plainleaf.keys import KeyMaker, make_key_maker
from plainleaf.load import Inputs
from plainleaf.options import Options
from plainleaf.read_pages import Pages
from plainleaf.remember import NOTHING_STANDS, Before, Standing


class Overview(Struct, frozen=True):
    """A site as it was read. `facts` is the digest of all that pages show of each other, `standing` what of the last
    plan still holds.
    """

    inputs: Inputs
    pages: Pages
    directory: Directory
    keys: KeyMaker
    facts: str
    standing: Standing


def make_overview(inputs: Inputs, pages: Pages, before: Before, options: Options) -> Overview:
    """Gather what the stages share, and compare it with the last build."""
    keys = make_key_maker(inputs, before.generator)
    facts = find_facts(inputs, pages, keys, options)
    standing = _find_standing(pages, facts, before)
    memory = options.memory

    def make() -> Directory:
        return make_directory(inputs, pages, options)

    directory = make() if memory is None else memory.once("directory", facts, make)
    return Overview(inputs, pages, directory, keys, facts, standing)


def make_directory(inputs: Inputs, pages: Pages, options: Options) -> Directory:
    """Everything on a site that can be named, on the day it is built for."""
    settings = inputs.settings
    addresses = make_addresses(settings)
    index = index_pages(pages.pages, addresses, options.as_of, names(settings.people + settings.services))
    unreadable = pages.unreadable | inputs.unreadable
    return Directory(settings, addresses, index, inputs.static_files, options.as_of, inputs.unclear, unreadable)


def _find_standing(pages: Pages, facts: str, before: Before) -> Standing:
    if facts != before.remembered.facts or not before.is_whole:
        return NOTHING_STANDS
    last = before.remembered.pages
    same = frozenset(path for path, page in pages.known.items() if path in last and last[path].digest == page.digest)
    planned = {path: problems for path, problems in before.remembered.planned.items() if path in same}
    return Standing(same, planned, before.remembered.problems)


def find_facts(inputs: Inputs, pages: Pages, keys: KeyMaker, options: Options) -> str:
    """The digest of everything that the plan of any page depends on, but for the page's own text."""
    site = (
        pages.base,
        keys.base,
        options.as_of,
        inputs.templates,
        inputs.config,
        inputs.settings,
        inputs.words,
        inputs.terms,
        inputs.static_files,
        inputs.unclear,
        inputs.unreadable,
        # A page names the style sheet by its digest, but for a site that is served.
        () if inputs.is_served else inputs.styles,
    )
    memory = options.memory
    of_site = digest(site) if memory is None else memory.once("facts", site, lambda: digest(site))
    return digest(of_site, sorted((path, page.facts) for path, page in pages.known.items()))
