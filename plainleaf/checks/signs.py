"""What would be shown as it is in fields and options, since nothing there is read as Markdown: signs of other
programs, and e-mail addresses that are typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from plainleaf.checks.labels import PlacedLabel
from plainleaf.markdown import FoundSign, describe_signs, find_signs
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import ERROR, WARNING, Problem

DELETE = "Delete the signs: this text is shown as it is written."
EMAIL = lazy_pattern(r"(?<![\w.+/@-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# Domains for examples (RFC 2606): 'an address like name@example.com' is none to write to.
EXAMPLE = lazy_pattern(r"@example\.(?:com|net|org)$", re.IGNORECASE)
NAME_IT = "Delete the address. In the text of a page you can write [](email:NAME), with its name under 'contacts'."
# What is emphasis, a link, code or an element in the text of a page, and nothing in a field.
OF_PAGES = lazy_pattern(
    r"\*\*(?=[^\s*])[^*\n]+\*\*|(?<![\w.])__(?=[^\s_])[^_\n]+__(?!\w)|(?<![\w*])\*(?=[^\s*])[^*\n]{0,200}[^\s*]\*(?![\w*])"
    r"|!?\[[^\[\]\n]{1,200}\]\([^()\s]{1,300}\)|`[^`\n]{1,200}`|</?[A-Za-z][A-Za-z0-9]{0,9}(?:\s[^<>\n]{0,200})?/?>"
    r"|&(?:amp|lt|gt|quot|nbsp|#\d{2,5});"
)


def check_emails(labels: Iterable[PlacedLabel]) -> Iterator[Problem]:
    """A problem for each e-mail address in these texts: a typed one goes out of date unnoticed."""
    for label in labels:
        for found in EMAIL.finditer(label.text) if "@" in label.text else ():
            if label.wording != "quoted" and not EXAMPLE.search(found[0]):
                message = f"the contact '{found[0]}' is typed into the text"
                yield Problem(label.place_of(found.start()), "typed-email", message, NAME_IT)


def check_signs(labels: Iterable[PlacedLabel]) -> Iterator[Problem]:
    """A problem for each sign of another program in these texts, once on a line for each kind of sign."""
    placed = list(labels)
    # Most pages have no such sign in any of their texts, and one search is faster than many.
    together = "\n\n".join(label.text for label in placed)
    if OF_PAGES.search(together):
        yield from _signs_of_pages(placed)
    if not find_signs(together):
        return
    for label in placed:
        kinds: dict[tuple[int, str], list[FoundSign]] = {}
        for found in find_signs(label.text):
            kinds.setdefault((label.place_of(found.start).line, found.sign.says), []).append(found)
        for signs in kinds.values():
            sign, place = signs[0].sign, label.place_of(signs[0].start)
            fix = sign.fix if sign.severity == ERROR else DELETE
            yield Problem(place, "markdown-dialect", describe_signs(label.text, signs), fix, sign.severity)


def _signs_of_pages(labels: Iterable[PlacedLabel]) -> Iterator[Problem]:
    """A problem for each of these texts with signs that only the text of a page may have."""
    for label in labels:
        written = [found for found in OF_PAGES.finditer(label.text) if not find_signs(found[0])]
        if written:
            shown = " and ".join(f"'{found[0]}'" for found in written[:2])
            message = f"Markdown and HTML are for the text of a page; here patients would see {shown}"
            yield Problem(label.place_of(written[0].start()), "markdown-dialect", message, DELETE, WARNING)
