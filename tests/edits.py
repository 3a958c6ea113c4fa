"""Edits of a small site, by name: what people do to a site between two builds, and what happens to their disks."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

from hypothesis import strategies as some

from tests.site_tools import CHECKOUT
from tests.site_variants import SPANISH_TOO, translated_words

CONTENT = "content/en"
LONG_AGO = 1_700_000_000.5
WORDS = some.text("abc '\"-\n*[](){}:#", max_size=30)
DAYS = some.sampled_from(["2026-11-21", "2026-12-01", "2027-04-01", "2031-01-01"])


def change(root: Path, name: str, old: str, new: str) -> None:
    """Replace a text in a file, when it is there."""
    file = root / name
    if file.exists():
        file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def append(root: Path, name: str, text: str) -> None:
    """Add a text at the end of a file, when it is there."""
    if (root / name).exists():
        with (root / name).open("a", encoding="utf-8") as stream:
            stream.write(text)


def add_page(root: Path, text: str) -> None:
    """Write one more page with a text of its own."""
    page = f"---\ntitle: One more\nsummary: Another page.\n---\n\n{text}\n"
    (root / CONTENT / "more.md").write_text(page, encoding="utf-8")


def move_page(root: Path, _text: str) -> None:
    """Give the added page another address, or the old one again."""
    one, other = root / CONTENT / "more.md", root / CONTENT / "moved.md"
    source, target = (one, other) if one.exists() else (other, one)
    if source.exists():
        source.rename(target)


def copy_template(root: Path, text: str) -> None:
    """Override a shipped template by one of the site's own."""
    folder = root / "templates" / "kinds"
    folder.mkdir(parents=True, exist_ok=True)
    comment = "".join(letter for letter in text if letter.isalpha())
    source = '{% extends "base.html" %}\n{% block after %}<p>' + comment + "</p>{% endblock %}\n"
    (folder / "page.html").write_text(source, encoding="utf-8")


def drop_template(root: Path, _text: str) -> None:
    """Go back to the shipped templates."""
    shutil.rmtree(root / "templates", ignore_errors=True)


def write_picture(root: Path, text: str) -> None:
    """Write a static file, so that its fingerprint changes with its content."""
    (root / "static").mkdir(exist_ok=True)
    (root / "static" / "note.txt").write_text(text, encoding="utf-8")


def write_style(root: Path, text: str) -> None:
    """Write a style sheet of the site's own."""
    (root / "static" / "css").mkdir(parents=True, exist_ok=True)
    width = f"{len(text)}px"
    (root / "static" / "css" / "99-own.css").write_text(f"main{{padding:{width}}}\n", encoding="utf-8")


def write_terms(root: Path, text: str) -> None:
    """Write the list of terms."""
    says = " ".join(text.split()) or "A part of the body."
    escaped = says.replace("\\", "").replace('"', "'")
    (root / CONTENT / "terms.yaml").write_text(f'- term: pain\n  says: "{escaped}"\n', encoding="utf-8")


def write_alert(root: Path, text: str) -> None:
    """Write an alert, whose text is on every page."""
    words = " ".join(letter for letter in text if letter.isalpha())
    front = "kind: alert\ntitle: Closed\nsummary: We are closed.\nstarts: 2026-11-20\nexpires: 2026-12-24\n"
    page = f"---\n{front}owner: Front desk\naudience: everyone\n---\n\nClosed {words}.\n"
    (root / CONTENT / "closed.md").write_text(page, encoding="utf-8")


def write_component(root: Path, text: str) -> None:
    """Give a component one more option, so that every page that uses it may be read differently."""
    folder = root / "templates" / "components" / "inset"
    shipped = CHECKOUT / "templates" / "components" / "inset"
    shutil.copytree(shipped, folder, dirs_exist_ok=True)
    append(root, "templates/components/inset/template.html", f"<!-- {len(text)} -->")


def remove_language(root: Path, _text: str) -> None:
    """Take the second language off the settings again."""
    for text_before, text_after in SPANISH_TOO:
        change(root, "config.yaml", text_after, text_before)


def add_language(root: Path, text: str) -> None:
    """Publish two pages in a second language."""
    for text_before, text_after in SPANISH_TOO:
        change(root, "config.yaml", text_before, text_after)
    (root / "templates" / "words").mkdir(parents=True, exist_ok=True)
    (root / "templates" / "words" / "es.yaml").write_text(translated_words(), encoding="utf-8")
    for name in ("index", "about"):
        page = f"---\ntitle: Hola\nsummary: Una página.\n---\n\nHola {' '.join(filter(str.isalpha, text))}.\n"
        (root / "content" / "es").mkdir(exist_ok=True)
        (root / "content" / "es" / f"{name}.md").write_text(page, encoding="utf-8")


def write_article(root: Path, text: str, *, name: str = "more", seed: int = 1) -> None:
    """Write a page with a text long enough to be compared with others."""
    words = [first + last for first in "bcdfghjklmnprstvwz" for last in ("an", "el", "in", "or", "us", "ity", "ion")]
    random.Random(seed).shuffle(words)
    sentences = "".join(f"{' '.join(words[first : first + 9])}.\n\n" for first in range(0, len(words), 9))
    page = f"---\ntitle: Article {name}\nsummary: An article.\n---\n\n{sentences}{text}\n"
    (root / CONTENT / f"{name}.md").write_text(page, encoding="utf-8")


def copy_page(root: Path, text: str) -> None:
    """Copy the added page, and say a little more in the copy."""
    if (root / CONTENT / "more.md").exists():
        shutil.copyfile(root / CONTENT / "more.md", root / CONTENT / "copy.md")
        append(root, f"{CONTENT}/copy.md", f"\n{text}\n")


def move_copy(root: Path, _text: str) -> None:
    """Make the copy the first of the pages."""
    if (root / CONTENT / "copy.md").exists():
        (root / CONTENT / "copy.md").rename(root / CONTENT / "a-copy.md")


def swap_case(root: Path, name: str, after: str) -> None:
    """Turn the first letter after a text from small to capital or back, and restore the file's modification time."""
    file = root / name
    if file.exists():
        before, text = file.stat(), file.read_text(encoding="utf-8")
        first, found, rest = text.partition(after) if after else ("", "", text)
        letter = next(filter(str.isalpha, rest), "")
        file.write_text(first + found + rest.replace(letter, letter.swapcase(), 1), encoding="utf-8")
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


# A page may be copied; one of the two is edited, renamed or deleted, or gets a text of its own.
COPYING: dict[str, Callable[[Path, str], None]] = {
    "article": write_article,
    "copied page": copy_page,
    "moved copy": move_copy,
    "edited copy": lambda root, text: append(root, f"{CONTENT}/copy.md", f"\n{text}\n"),
    "another copy": lambda root, text: write_article(root, text, name="another"),
    "copy of its own": lambda root, text: write_article(root, text, name="copy", seed=2),
    "deleted copy": lambda root, _text: (root / CONTENT / "copy.md").unlink(missing_ok=True),
}
EDITS: dict[str, Callable[[Path, str], None]] = {
    "body": lambda root, text: append(root, f"{CONTENT}/index.md", f"\n{text}\n"),
    "title": lambda root, text: change(root, f"{CONTENT}/index.md", "title: ", f"title: {'x' * (len(text) % 3 + 1)}"),
    "broken link": lambda root, _text: append(root, f"{CONTENT}/index.md", "\n[away](nowhere.md)\n"),
    "fixed link": lambda root, text: change(root, f"{CONTENT}/index.md", "[away](nowhere.md)", text),
    "clinic": lambda root, text: change(root, "config.yaml", "name: ", f"name: {'y' * (len(text) % 3 + 1)}"),
    "new page": add_page,
    "moved page": move_page,
    "deleted page": lambda root, _text: (root / CONTENT / "more.md").unlink(missing_ok=True),
    "template": copy_template,
    "no template": drop_template,
    "static file": write_picture,
    "style sheet": write_style,
    "terms": write_terms,
    "language": add_language,
    "no language": remove_language,
    "alert": write_alert,
    "no alert": lambda root, _text: (root / CONTENT / "closed.md").unlink(missing_ok=True),
    "component": write_component,
    "inset": lambda root, _text: append(root, f"{CONTENT}/about.md", "\n::: inset\nKeep moving.\n:::\n"),
    "spoiled output": lambda root, text: append(root, "public/index.html", text),
    "foreign output": lambda root, text: append(root, "public/robots.txt", text),
    "other time": lambda root, _text: os.utime(root / CONTENT / "index.md", (LONG_AGO, LONG_AGO)),
    "future time": lambda root, _text: os.utime(root / "config.yaml", (2**32, 2**32)),
    "secret title": lambda root, _text: swap_case(root, f"{CONTENT}/index.md", "title: "),
    "secret text": lambda root, _text: swap_case(root, f"{CONTENT}/index.md", "---\n\n"),
    "secret clinic": lambda root, _text: swap_case(root, "config.yaml", "name: "),
    "secret term": lambda root, _text: swap_case(root, f"{CONTENT}/terms.yaml", "says: "),
    "secret file": lambda root, _text: swap_case(root, "static/note.txt", ""),
    "damaged state": lambda root, text: _damage(root, text),
    **COPYING,
    "lost output": lambda root, _text: (root / "public" / "index.html").unlink(missing_ok=True),
}


def _damage(root: Path, text: str) -> None:
    state = root / ".public.plainleaf" / "state"
    if state.exists():
        state.write_text(text, encoding="utf-8")


def misspell_field(root: Path, _text: str) -> None:
    """Misspell a field of a page, or correct it again."""
    file = root / CONTENT / "about.md"
    if file.exists():
        text = file.read_text(encoding="utf-8")
        old, new = ("sumary:", "summary:") if "sumary:" in text else ("summary:", "sumary:")
        file.write_text(text.replace(old, new, 1), encoding="utf-8")


def misspell_setting(root: Path, _text: str) -> None:
    """Misspell a setting, or correct it again."""
    file = root / "config.yaml"
    text = file.read_text(encoding="utf-8")
    old, new = ("phonse:", "phones:") if "phonse:" in text else ("phones:", "phonse:")
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def _toggle(name: str, content: str | bytes) -> Callable[[Path, str], None]:
    """Write a file that has a mistake, or delete it again."""

    def edit(root: Path, _text: str) -> None:
        file = root / name
        if file.exists():
            file.unlink()
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())

    return edit


def claim_in_setting(root: Path, _text: str) -> None:
    """Write a claim into a setting; then move it one line down, and take it out again."""
    change(root, "config.yaml", "clinic:\n", "# Ours.\nclinic:\n")
    if "# Ours.\n# Ours.\n" in (root / "config.yaml").read_text(encoding="utf-8"):
        change(root, "config.yaml", "  tagline: The best clinic\n", "")
    elif "tagline" not in (root / "config.yaml").read_text(encoding="utf-8"):
        change(root, "config.yaml", "  legal_name:", "  tagline: The best clinic\n  legal_name:")


ALERT = (
    "---\nkind: alert\ntitle: Best clinic\nsummary: A a.\nstarts: 2026-11-01\nexpires: 2026-12-31\nowner: B\n---\n\n"
    "The the.\n"
)
# Mistakes in one file each: made the first time, and corrected the second.
MISTAKES: dict[str, Callable[[Path, str], None]] = {
    "misspelt field": misspell_field,
    "misspelt setting": misspell_setting,
    "unsafe advice": _toggle(f"{CONTENT}/rest.md", "---\ntitle: A\nsummary: B.\n---\n\nStay in bed for two weeks.\n"),
    "broken YAML": _toggle(f"{CONTENT}/yaml.md", "---\ntitle: [\n---\n\n[away](nowhere.md)\n"),
    "no text": _toggle(f"{CONTENT}/bytes.md", b"\xff"),
    "unclear draft": _toggle(f"{CONTENT}/draft.md", "---\ntitle: A\ndrfat: yes\n---\n\n[to](yaml.md)\n"),
    "unclear alert": _toggle(f"{CONTENT}/alert.md", "---\nkind: alert\ntitle: A\nstarts: soon\n---\n\nText.\n"),
    "broken words": _toggle(f"{CONTENT}/words.yaml", "right: {"),
    "broken terms": _toggle(f"{CONTENT}/terms.yaml", "- term: ["),
    "broken component": _toggle("templates/components/inset/component.yaml", "title: ["),
    "claim in an alert": _toggle(f"{CONTENT}/alert.md", ALERT),
    "claim in interface texts": _toggle("templates/words/en.yaml", "# Ours.\nskip: To the best clinic\n"),
    "claim in a setting": claim_in_setting,
    "long list": _toggle(f"{CONTENT}/long.md", "---\ntitle: A\nsummary: B.\n---\n\n" + "- one\n" * 9),
}


# Sequences of edits: which, with which words, and the day on which the site is built after it.
NAMES = some.one_of(some.sampled_from(sorted(EDITS)), some.sampled_from([*COPYING, "moved page", "deleted page"]))
SEQUENCES = some.lists(some.tuples(NAMES, WORDS, DAYS), min_size=1, max_size=4)
# Of these, with mistakes among them.
BROKEN_NAMES = some.one_of(some.sampled_from(sorted(MISTAKES)), some.sampled_from(sorted(EDITS)))
# In each of these a page repeats another, whose own text and place have not changed.
COPIES = [
    [(name, "", "2026-11-21") for name in names]
    for names in (
        ["article", "body", "copied page", "moved copy", "copy of its own", "deleted page"],
        ["article", "another copy", "body", "copied page", "edited copy", "deleted page", "moved copy"],
    )
]
