"""CSS in a drawing: only what computes a value, and addresses of parts of the same drawing."""

from __future__ import annotations

import re

from plainleaf.patterns import lazy_pattern
from plainleaf.pictures.drawing_names import AT_RULES, FUNCTIONS

COMMENT = lazy_pattern(r"/\*.*?\*/", re.DOTALL)
FUNCTION = lazy_pattern(r"([\w-]*)\s*\(")
OWN_PART = lazy_pattern(r"url\(\s*([\"']?)#[\w.:-]+\1\s*\)", re.IGNORECASE)
AT_RULE = lazy_pattern(r"@\s*([\w-]*)")
# Features of old browsers that ran or loaded something.
LEGACY = lazy_pattern(r"-moz-binding|behaviou?r\s*:|expression|javascript:|vbscript:|data:", re.IGNORECASE)


def find_fault_in_style(text: str) -> str | None:
    """What in a style sheet, a style or the value of an attribute may load or run something; None for nothing.

    A backslash could spell any name in another way, so none is allowed.
    """
    if "\\" in text:
        return "a backslash in its style"
    bare = COMMENT.sub(" ", text)
    if "/*" in bare or "<" in bare:
        return "a style that does not end"
    if found := LEGACY.search(bare):
        return f"'{found.group()}' in its style"
    for name in AT_RULE.findall(bare):
        if name.lower() not in AT_RULES:
            return f"'@{name}' in its style"
    for name in FUNCTION.findall(OWN_PART.sub("", bare)):
        if name == "url":
            return "an address elsewhere"
        if name and name.lower() not in FUNCTIONS:
            return f"'{name}(…)' in its style"
    return None
