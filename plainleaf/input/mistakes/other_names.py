"""Names that other programs give to fields: which of ours they are, or that we need none.

The programs are Hugo, Jekyll, Eleventy, MkDocs, Docusaurus, Astro, Gatsby, Hexo and WordPress.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from plainleaf.input.nodes import Node
from plainleaf.patterns import lazy_pattern

# By our name, theirs in lower case without '_' and '-'.
OURS: Mapping[str, str] = {
    "summary": "description excerpt abstract subtitle metadescription seodescription intro lead teaser desc",
    "slug": "permalink url path",
    "aliases": "redirectfrom redirects oldurls redirect",
    "order": "weight navorder sidebarposition position menuorder sortorder rank",
    "publish": "date publishdate publishedat pubdate pubdatetime publishon",
    "expires": "expirydate expirationdate unpublishdate expireson unpublish",
    "picture": "image thumbnail cover featuredimage ogimage heroimage hero banner coverimage img src",
    "picture_alt": "imagealt coveralt thumbnailalt",
    "alt": "imagealt alttext",
    "menu_title": "linktitle navtitle sidebarlabel shorttitle navlabel",
    "also_known_as": "aka synonyms alsocalled othernames",
    "author": "authors writtenby byline",
    "reviewer": "reviewers reviewedby medicallyreviewedby",
    "reviewed": "lastreviewed revieweddate datereviewed reviewdate",
    "evidence": "references citations bibliography",
    "title": "name heading headline",
    "address": "baseurl siteurl website sitelink",
    "number": "phone telephone tel",
    "opens": "open opening",
    "closes": "close closing",
    "postal_code": "zip zipcode postcode",
    "region": "state province",
}
# What nothing has to be written for, and why.
NEEDLESS: Mapping[str, str] = {
    "lastmod updated lastmodifiedat modified modifieddate lastupdated updatedat dateupdated": (
        "the day of a change is not shown by itself; what changed is written under 'changes'"
    ),
    "tags tag categories category series taxonomies keywords topics collection": (
        "a page's folder says where it belongs"
    ),
    "lang language locale languagecode": "the folder, such as content/en/, says the language",
    "toc showtoc comments comment math share header footer sidebar sidebars hide outputs sitemap robots id uuid guid "
    "css js class bodyclass cssclass pageclass cascade headless resources markup pin sticky featured next previous "
    "prev breadcrumb breadcrumbs parent grandparent haschildren iscjklanguage eleventynavigation pagination "
    "paginationnext eleventyexcludefromcollections readingtime": "plainleaf does without it",
    "author authors writtenby byline reviewedby": "only pages about health have an author and a reviewer",
    "layout template contenttype pagetype posttype type theme": "the line 'kind' says what a page looks like",
}
FALSE = ("false", "no", "off", "0", "draft", "private", "pending")
MOMENT = lazy_pattern(r"(\d{4}-\d\d-\d\d)[T ].*")


def our_name(key: str, ours: Collection[str]) -> str | None:
    """The one of `ours` that another program calls by this key."""
    plain = _plain(key)
    if plain in ("published", "status", "visible", "hidden"):
        return "draft" if "draft" in ours else None
    return next((name for name, theirs in OURS.items() if name in ours and plain in theirs.split()), None)


def other_name_fix(key: str, node: Node, ours: Collection[str], taken: Collection[str]) -> str:
    """What to do with a key of another program, "" if it is not known. `taken` are those of `ours` that are written."""
    name = our_name(key, ours)
    value = node.value if isinstance(node.value, str) else ""
    if name in taken:
        return f"Delete it: '{name}' is here already."
    if name == "draft":
        is_off = value.casefold() in FALSE or (_plain(key) == "hidden" and value.casefold() not in FALSE)
        return "Write: draft: yes" if is_off else "Delete it: a page without 'draft: yes' is on the site."
    if name == "slug":
        last = value.strip("/").rpartition("/")[2].partition(".")[0]
        fix = f"Write 'slug: {last or 'NAME'}' if the last part of the address should differ from the file's name"
        return f"{fix}, or put '- {value or '/old/'}' under 'aliases' if it is an old address. Otherwise delete it."
    if name:
        moment = MOMENT.fullmatch(value)
        shown = moment[1] if moment else value
        return f"Write: {name}: {shown}" if shown and "\n" not in shown else f"Write '{name}:' in place of '{key}:'."
    reason = next((why for theirs, why in NEEDLESS.items() if _plain(key) in theirs.split()), "")
    return f"Delete it: {reason}." if reason else ""


def _plain(key: str) -> str:
    return re.sub(r"[\s_.-]", "", key).casefold()
