"""What fields and options hold that would be shown as it is, since nobody reads them as Markdown: signs of other
programs, and e-mail addresses that are typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from plainleaf.checks.labels import PlacedLabel
from plainleaf.markdown import FoundSign, describe_signs, find_signs
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import ERROR, Problem

DELETE = "Delete the signs: this text is shown as it is written."
EMAIL = lazy_pattern(r"(?<![\w.+/@-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# Domains for examples (RFC 2606): 'an address like name@example.com' is none to write to.
EXAMPLE = lazy_pattern(r"@example\.(?:com|net|org)$", re.IGNORECASE)
NAME_IT = "Delete the address. In the text of a page you can write [](email:NAME), with its name under 'contacts'."


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
    if not find_signs("\n\n".join(label.text for label in placed)):
        return
    for label in placed:
        kinds: dict[tuple[int, str], list[FoundSign]] = {}
        for found in find_signs(label.text):
            kinds.setdefault((label.place_of(found.start).line, found.sign.says), []).append(found)
        for signs in kinds.values():
            sign, place = signs[0].sign, label.place_of(signs[0].start)
            fix = sign.fix if sign.severity == ERROR else DELETE
            yield Problem(place, "markdown-dialect", describe_signs(label.text, signs), fix, sign.severity)
