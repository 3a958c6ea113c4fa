"""Drafts: whatever is in them, the site is built without them."""

from __future__ import annotations

import pytest

from plainleaf.problems import WARNING
from tests.site_tools import MakeSite, about_page, build_folder, write_files
from tests.test_broken_sites import place_of

DRAFT = "content/en/draft.md"
SAYS = "draft: must be mended before it is published"
# What is wrong with a draft: its text, the rules it breaks, and the line of the first.
BROKEN: dict[str, tuple[str | bytes, list[str], int]] = {
    "HTML": (about_page("<b>now</b>", "draft: yes\n"), ["raw-html"], 7),
    "an open component": (about_page("::: inset\nText.", "draft: yes\n"), ["unclosed-component"], 7),
    "a picture": (about_page("![](/pictures/none.png)", "draft: yes\n"), ["missing-alt"], 7),
    "a heading": (about_page("# One", "draft: yes\n"), ["heading-level"], 7),
    "a field": (about_page("Text.", "draft: true\nsumary: A\n"), ["unknown-field"], 5),
    "a day": (about_page("Text.", "draft: Yes\npublish: soon\n"), ["wrong-type"], 5),
    "a slug": (about_page("Text.", "draft: yes\nslug: a/b\n"), ["bad-slug"], 5),
    "a kind": (about_page("Text.", "draft: yes\nkind: artikel\n"), ["unknown-kind"], 5),
    "YAML": ('---\ntitle: A: "b: c\ndraft: "yes"\n---\n\nText.\n', ["yaml-syntax"], 2),
    "YAML and text": ("---\ntitle: A: b: c\ndraft: yes\n---\n\n# One\n", ["yaml-syntax", "heading-level"], 2),
    "no end": ("---\ntitle: A\ndraft: yes\n\nText.\n", ["no-front-matter"], 1),
    "no beginning": ("title: A\ndraft: yes\n---\n\nText.\n", ["no-front-matter"], 1),
    "bytes": (b"---\r\ntitle: \xff\r\ndraft: yes\r\n---\r\n", ["not-utf8"], 2),
    "a character": ("---\ntitle: A\ndraft: yes\n---\n\nA\x02.\n", ["control-character"], 6),
    "nothing that is reported": ("---\nkind: topic\ndraft: yes\n---\n\n[a](nowhere.md) [b](about.md#c)\n", [], 0),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_draft_never_stops_the_build(name: str, make_site: MakeSite) -> None:
    text, rules, line = BROKEN[name]
    root = make_site(files={DRAFT: text})

    built, again, clean = build_folder(root), build_folder(root), build_folder(root, "--clean")

    assert built.code == 0
    assert not (root / "public/draft").exists()
    assert built.rules == rules
    assert {problem["severity"] for problem in built.problems} <= {WARNING}
    assert all(SAYS in problem["message"] for problem in built.problems)
    assert line == (built.problems[0]["line"] if rules else 0)
    assert built.problems == again.problems == clean.problems


@pytest.mark.parametrize("name", BROKEN)
def test_what_was_wrong_with_a_draft_is_an_error_once_it_is_none(name: str, make_site: MakeSite) -> None:
    text, _, _ = BROKEN[name]
    root = make_site(files={DRAFT: text})
    assert build_folder(root).code == 0
    published = text.replace(b"draft: yes\r\n", b"") if isinstance(text, bytes) else _without_draft(text)

    write_files(root, {DRAFT: published})

    assert build_folder(root).code == 1


def _without_draft(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if not line.startswith("draft:"))


@pytest.mark.parametrize("name", BROKEN)
def test_a_link_to_a_broken_draft_is_one_to_a_draft(name: str, make_site: MakeSite) -> None:
    root = make_site(files={DRAFT: BROKEN[name][0], "content/en/about.md": about_page("[there](draft.md)")})

    built = build_folder(root)

    assert built.code == 1
    errors = [problem for problem in built.problems if problem["severity"] != WARNING]
    assert [(place_of(each), each["message"]) for each in errors] == [
        ("content/en/about.md:6:9", "the page 'draft.md' is a draft")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: A: b: c\n---\n\ndraft: yes\n",
        "---\ntitle: A: b: c\n# draft: yes\n---\n\nText.\n",
        "---\ntitle: A: b: c\ndraft: no\n---\n\nText.\n",
        "---\ntitle: A: b: c\nmore:\n  draft: yes\n---\n\nText.\n",
    ],
)
def test_a_broken_page_that_does_not_say_that_it_is_a_draft_is_an_error(text: str, make_site: MakeSite) -> None:
    built = build_folder(make_site(files={DRAFT: text}))

    assert (built.code, built.rules) == (1, ["yaml-syntax"])
