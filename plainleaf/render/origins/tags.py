"""A quick look at the tags of a page: whether any could load a file from elsewhere or run a script.

It errs on the safe side. A page that only may be wrong is parsed.
"""

from __future__ import annotations

import re
from functools import lru_cache

TAG = re.compile(r"<[a-zA-Z][^>]*>")
# A tag that a browser can read in one way only.
PLAIN = re.compile(r"<([a-z][\w-]*)(?:\s+[\w:@.-]+(?:=(?:\"[^\"<]*\"|'[^'<]*'|[^\s\"'<>=`]+))?)*\s*/?>", re.IGNORECASE)
# Values that no browser takes for an address.
HARMLESS = re.compile(r"\s(?:xmlns(?::\w+)?|data-[\w-]+)=(?:\"[^\"]*\"|'[^']*')")
DOUBTFUL = frozenset({"applet", "base", "embed", "frame", "iframe", "object", "style", "template"})
ATTRIBUTE = re.compile(r"\s(?:style|on[a-z]+|srcdoc|ping|attributionsrc)\s*=")
# Letters of an address that are written as character references.
DISGUISED = re.compile(r"&(?!(?:amp|lt|gt|quot|nbsp|#34|#39);)\w*|&#(?!34;|39;)")
ELSEWHERE = re.compile(r"//|\\|(?:https?|wss?|ftp|script):|url\((?!#)")
# Links that are not followed before somebody clicks.
ONLY_LEADS = re.compile(r"\srel=([\"']?)(?:canonical|alternate|next|prev|license|author|search|me|help)\1[\s/>]")


def may_be_strange(html: str) -> bool:
    """Whether a page has a tag that has to be looked at."""
    return any(map(_is_telling, set(TAG.findall(html))))


@lru_cache(maxsize=10_000)
def _is_telling(tag: str) -> bool:
    plain = PLAIN.fullmatch(tag)
    if plain is None:
        return True
    name, low = plain[1].lower(), HARMLESS.sub("", tag.lower())
    if name in DOUBTFUL or ATTRIBUTE.search(low):
        return True
    if name == "script" and " src=" not in low:
        return "json" not in low
    if name in ("a", "area"):
        return "script:" in low or DISGUISED.search(low) is not None
    if name == "meta":
        return "refresh" in low
    if name == "link" and ONLY_LEADS.search(low):
        return False
    return ELSEWHERE.search(low) is not None or DISGUISED.search(low) is not None
