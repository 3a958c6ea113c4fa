"""The page that all tools but plainleaf make: head, skip link, menu, crumbs, list of headings, article, footer.

One text with slots such as @title@, which each recipe fills with what its own template language writes there. So the
templates are the same for all, and somewhat simpler than those that plainleaf brings along.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

NAME = "Example Clinic"
ADDRESS = "https://clinic.example/"
STYLE = "body{font:20px/1.6 system-ui}\n"
HOME_TITLE, HOME_SUMMARY = "Help for back pain", "What helps."
SLOT = re.compile(r"@([a-z]+)@")
# The footer's number is what 'one template edited' counts up.
LAYOUT = """<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>@title@ – Example Clinic</title>
<meta name="description" content="@summary@">
<link rel="canonical" href="@canonical@">
<link rel="stylesheet" href="@style@">
</head>
<body>
<a href="#main">Skip to main content</a>
<header><p>In an emergency, call 911.</p><a href="/">Example Clinic</a>
<nav aria-label="Main menu"><ul><li><a href="/part-0000/">Back pain</a></li>
<li><a href="/part-0001/">Leg pain</a></li></ul></nav></header>
<nav aria-label="You are here"><ol>
@crumbs@
<li>@title@</li></ol></nav>
<main id="main"><h1>@title@</h1><p>@summary@</p>
@body@
</main>
<footer><p>This site is for education.</p><p>Main office, 1 Example Street</p><p>Edition 0</p></footer>
</body>
</html>
"""


def fill_layout(slots: Mapping[str, str]) -> str:
    """The layout with a text in each of its slots. Raises KeyError for a slot without one."""
    return SLOT.sub(lambda found: slots[found.group(1)], LAYOUT)


def home_text(front: str = "") -> str:
    """The file of the home page, with more lines of front matter."""
    return f"---\ntitle: {HOME_TITLE}\nsummary: {HOME_SUMMARY}\n{front}---\n\nStart with the menu.\n"


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    """Write texts by their paths below a folder."""
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
