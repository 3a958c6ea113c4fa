"""More edits of a small site: red flags, pictures, the list of addresses, what is kept, drafts, names, two languages.

Each makes something the first time, changes it or takes it away the next; all of them may be made in any order.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from hypothesis import strategies as some
from PIL import Image

from tests.edits import BROKEN_NAMES, CONTENT, DAYS, WORDS, append, change

FLAGS = """\
title: Signs of squeezed nerves
urgency: emergency
{more}heading: "Call {{emergency.number}} or go to the {{emergency.place}} if:"
signs:
  - {{id: numb, says: you cannot feel the skin between your legs{text}}}
  - {{id: bladder, says: it is newly hard to start peeing}}
approved_by: people/ben.md
approved: 2026-05-14
approval_mark: "989712ac3d.fc68.6309.4f53.4f53.eb00.4f53.0ad9.fdb0"
evidence:
  - {{title: Low back pain and sciatica, publisher: NICE, published: "2020", address: "https://www.nice.org.uk/guidance/ng59"}}
"""
PAGE = "---\ntitle: {title}\nsummary: One of many.\n{front}---\n\n{text}\n"
ORIENTATION = 0x0112


def letters(text: str) -> str:
    """The letters of a text, as a word."""
    return "".join(filter(str.isalpha, text))


def cycle(name: str, *contents: str | bytes | None) -> Callable[[Path, str], None]:
    """Write the first of these into a file, then the next, and so on; None deletes it."""

    def edit(root: Path, _text: str) -> None:
        file = root / name
        raw = [each.encode() if isinstance(each, str) else each for each in contents]
        now = file.read_bytes() if file.exists() else None
        following = raw[(raw.index(now) + 1) % len(raw)] if now in raw else raw[0]
        if following is None:
            file.unlink(missing_ok=True)
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(following)

    return edit


def red_flags(language: str, more: str = "") -> Callable[[Path, str], None]:
    """Write a set of red flags."""

    def edit(root: Path, text: str) -> None:
        file = root / "content" / language / "red-flags" / "signs.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        words = letters(text)
        file.write_text(FLAGS.format(more=more, text=f" {words}" if words else ""), encoding="utf-8")

    return edit


def draw(width: int, orientation: int, suffix: str = "JPEG") -> bytes:
    """A photo with what a camera notes in it."""
    image = Image.new("RGB", (width, 10), (200, 20, 20))
    image.paste((20, 20, 200), (width // 2, 0, width, 10))
    notes = Image.Exif()
    notes[ORIENTATION] = orientation
    written = io.BytesIO()
    image.save(written, suffix, exif=notes.tobytes())
    return written.getvalue()


def line(name: str, text: str) -> Callable[[Path, str], None]:
    """Write a line at the end of a file, or take it out again."""

    def edit(root: Path, _text: str) -> None:
        file = root / name
        if file.exists() and text in file.read_text(encoding="utf-8"):
            change(root, name, text, "")
        else:
            append(root, name, text)

    return edit


def move(one: str, other: str) -> Callable[[Path, str], None]:
    """Rename a file or a folder, or back again."""

    def edit(root: Path, _text: str) -> None:
        source, target = (root / one, root / other) if (root / one).exists() else (root / other, root / one)
        if source.exists() and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            source.rename(target)

    return edit


def toggle(name: str, old: str, new: str) -> Callable[[Path, str], None]:
    """Replace a text in a file by another, or back again."""

    def edit(root: Path, _text: str) -> None:
        file = root / name
        if file.exists():
            text = file.read_text(encoding="utf-8")
            first, second = (new, old) if new in text else (old, new)
            file.write_text(text.replace(first, second, 1), encoding="utf-8")

    return edit


def link_file(root: Path, _text: str) -> None:
    """Put a link to a file of the site beside it, or take it away."""
    file = root / "static" / "linked.txt"
    if file.is_symlink():
        file.unlink()
    else:
        file.parent.mkdir(exist_ok=True)
        file.symlink_to("note.txt")


PHOTO, ABOUT, CONFIG = "static/pictures/photo.jpg", f"{CONTENT}/about.md", "config.yaml"
EDITS_OF_FILES: dict[str, Callable[[Path, str], None]] = {
    "red flags": red_flags("en"),
    "red flags of a condition": red_flags("en", "conditions: [sciatica/index.md]\n"),
    "red flags of a page": red_flags("en", "pages: [about.md]\n"),
    "red flags of none": red_flags("en", "pages: [nowhere.md]\n"),
    "broken red flags": lambda root, _text: append(root, f"{CONTENT}/red-flags/signs.yaml", "  - {"),
    "no red flags": lambda root, _text: (root / CONTENT / "red-flags/signs.yaml").unlink(missing_ok=True),
    "moved red flags": move(f"{CONTENT}/red-flags/signs.yaml", f"{CONTENT}/red-flags/others.yaml"),
    "translated red flags": red_flags("es"),
    "fewer translated": cycle(
        "content/es/red-flags/signs.yaml",
        None,
        FLAGS.format(more="", text="").replace("  - {id: bladder, says: it is newly hard to start peeing}\n", ""),
    ),
    "placed": line(ABOUT, "\n::: red-flags signs\n:::\n"),
    "placed others": line(f"{CONTENT}/index.md", "\n::: red-flags others\n:::\n"),
    "placed translated": line("content/es/about.md", "\n::: red-flags signs\n:::\n"),
    "red flags template": cycle("templates/components/red-flags/template.html", "<p>Call us.</p>\n", None),
    "emergency number": line(CONFIG, "emergency: {number: '112'}\n"),
    "photo": cycle(PHOTO, draw(40, 1), draw(40, 6), draw(30, 8), b"", draw(40, 6)[:300], draw(40, 1, "PNG"), None),
    "shown photo": line(ABOUT, "\n![A red and a blue half.](/pictures/photo.jpg)\n"),
    "photo beside the page": cycle(f"{CONTENT}/photo.png", draw(20, 6, "PNG"), draw(20, 1, "PNG"), None),
    "shown beside": line(f"{CONTENT}/index.md", "\n![Two halves.](photo.png)\n"),
    "photo in capitals": move(PHOTO, "static/pictures/PHOTO.JPG"),
    "drawing": cycle(
        "static/pictures/nerve.svg",
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0"/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 9"><!-- x --><path d="M0 1"/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 9"><script>1</script></svg>',
        "<svg",
    ),
    "addresses": cycle(
        "addresses.txt", "/\n/about/\n", "/\n/about/\n/gone/\n/about-us/\n", "<<<<<<<\n/x\n", b"\xff", None
    ),
    "kept": line(CONFIG, "keep:\n  - CNAME\n  - .git\n"),
    "kept of ours": line(CONFIG, "keep: [robots.txt]\n"),
    "CNAME": cycle("static/root/CNAME", "clinic.example\n", None),
    "draft": toggle(ABOUT, "title: About us\n", "title: About us\ndraft: yes\n"),
    "draft with mistakes": cycle(
        f"{CONTENT}/wip.md",
        PAGE.format(title="W", front="draft: yes\nsumary: x\n", text="# One\n\n[x](nowhere.md) <b>b</b>"),
        PAGE.format(title="W", front="draft: yes\n", text="::: inset\nopen"),
        PAGE.format(title="W", front="publish: 2026-12-01\n", text="[x](about.md) Stay in bed for two weeks."),
        "---\ntitle: [\ndraft: yes\n---\n\nText\n",
        None,
    ),
    "link to a draft": line(f"{CONTENT}/index.md", "\n[work](wip.md)\n"),
    "draft hub": toggle(f"{CONTENT}/sciatica/index.md", "title: ", "draft: yes\ntitle: "),
    "expired": toggle(ABOUT, "title: About us\n", "title: About us\nexpires: 2026-11-30\n"),
    "alias": toggle(ABOUT, "title: About us\n", "title: About us\naliases: [/gone/, /old.php]\n"),
    "slug": toggle(ABOUT, "title: About us\n", "title: About us\nslug: us\n"),
    "moved about": move(ABOUT, f"{CONTENT}/us/about.md"),
    "moved person": move(f"{CONTENT}/people/ben.md", f"{CONTENT}/people/bén.md"),
    "moved folder": move(f"{CONTENT}/sciatica", f"{CONTENT}/back"),
    "odd name": cycle(f"{CONTENT}/a\nb.md", PAGE.format(title="Odd", front="", text="Text."), None),
    "decomposed name": move(f"{CONTENT}/cafe\u0301.md", f"{CONTENT}/caf\u00e9.md"),
    "accented page": cycle(f"{CONTENT}/cafe\u0301.md", PAGE.format(title="Café", front="", text="Text."), None),
    "link to accents": line(f"{CONTENT}/index.md", "\n[café](caf\u00e9.md)\n"),
    "stray language": cycle("content/fr/index.md", PAGE.format(title="Bonjour", front="", text="Oui."), None),
    "translated alert": cycle(
        "content/es/closed.md",
        "---\nkind: alert\ntitle: Cerrado\nsummary: C.\nstarts: 2026-11-20\nexpires: 2026-12-24\nowner: F\n"
        "audience: todos\n---\n\nCerrado.\n",
        None,
    ),
    "translated page": cycle(
        "content/es/sciatica/index.md", "---\nkind: condition\ntitle: C\nsummary: D.\n---\n\nE.\n", None
    ),
    "zone": line(CONFIG, "timezone: Pacific/Auckland\n"),
    "engine": line(CONFIG, "markdown: commonmark\n"),
    "gallery": line(CONFIG, "gallery: yes\n"),
    "review list": line(CONFIG, "review_list: yes\n"),
    "real": line(CONFIG, "policies: {review_every: 6}\n"),
    "left over": cycle("static/note.txt.bak", "x", None),
    "unnamed": cycle(f"{CONTENT}/letter.docx", "x", None),
    "named": line(ABOUT, "\n[letter](letter.docx)\n"),
    "linked file": link_file,
    "words": cycle(f"{CONTENT}/words.yaml", "right: {colour: color}\n", "hard: [about]\n", "easy: [sciatica]\n", None),
    "interface": cycle("templates/words/en.yaml", "skip: Go to the text\n", "skpi: Go\n", None),
    "base": cycle("templates/base.html", "{% block main %}{% endblock %}", "{{ nothing.here }}", "{% if %}", None),
    "footer": cycle("templates/parts/footer.html", "<footer>Bye</footer>\n", "<footer>{{ site.x.y }}</footer>", None),
    "parts away": move("templates/parts", "static/parts"),
    "too much": line(ABOUT, "\n" + "[" * 2_001 + "\n"),
    "note": line(ABOUT, "\nSee.[^1]\n\n[^1]: A [note](index.md).\n"),
    "anchor": line(f"{CONTENT}/index.md", "\n[there](about.md#who-we-are)\n"),
    "heading": line(ABOUT, "\n## Who we are\n\nA clinic.\n"),
    "phone": toggle(CONFIG, '"313-555-0100"', '"313-555-0199"'),
    "call": line(ABOUT, "\n[Call us](phone:appointments)\n"),
    "empty page": cycle(f"{CONTENT}/empty.md", "", "---\n---\n", None),
}
# Sequences of these and of all others.
NAMES_OF_ALL = some.one_of(some.sampled_from(sorted(EDITS_OF_FILES)), BROKEN_NAMES)
SEQUENCES_OF_ALL = some.lists(some.tuples(NAMES_OF_ALL, WORDS, DAYS), min_size=1, max_size=5)
