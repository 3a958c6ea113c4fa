"""Every problem in one run: a fault in one file hides nothing of another, and one mistake gives one problem."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from plainleaf.command.starting.new_site import SKELETON
from tests.examples import few
from tests.site_stages import check_sources
from tests.site_tools import (
    MINIMAL,
    MakeSite,
    about_page,
    build_folder,
    minimal_config,
    minimal_page,
    write_files,
)
from tests.test_broken_sites import place_of

ABOUT = "content/en/about.md"
UNSAFE = "Stay in bed for two weeks."
# A page of each sort of mistake, and where that has to be reported.
MISTAKES: dict[str, tuple[str | bytes, str, str]] = {
    "content/en/misspelt.md": ("---\ntitle: A\nsumary: B.\n---\n\nText.\n", "3:1", "unknown-field"),
    "content/en/unsafe.md": (about_page(UNSAFE), "6:1", "unsafe-advice"),
    "content/en/link.md": (about_page("[away](nowhere.md)"), "6:8", "broken-link"),
    "content/en/picture.md": (about_page("![A nerve.](/pictures/nowhere.svg)"), "6:13", "missing-picture"),
    "content/en/yaml.md": ("---\ntitle: A\n summary: [\n---\n\nText.\n", "3:1", "yaml-syntax"),
    "content/en/kind.md": (about_page("Text.", "kind: artikel\n"), "4:7", "unknown-kind"),
    "content/en/bytes.md": (b"---\ntitle: \xff\n---\n", "2:8", "not-utf8"),
    "content/en/html.md": (about_page("<b>now</b>"), "6:1", "raw-html"),
    "content/en/slug.md": (about_page("Text.", "slug: a/b\n"), "4:1", "bad-slug"),
    "content/en/clash.md": (about_page("Text.", "slug: about\n"), "4:1", "same-output"),
    "content/en/sciatica/late.md": (
        minimal_page("sciatica/symptoms.md", ("reviewed: 2026-05-14", "reviewed: 2020-05-14"), ("42c682e367", "x")),
        "10:1",
        "edited-since-review",
    ),
    "content/en/terms.yaml": ("- term: [\n", "1:9", "yaml-syntax"),
    "static/drawing.svg": ("<svg><script/></svg>", "1:1", "active-picture"),
}
CONFIG = (('primary: "#0b5d5e"', "primary: green"), ("phone: appointments", "phone: nobody"))


def spots(root: Path, *more: str) -> list[tuple[str, str]]:
    """Where something is wrong with a site, and which rule it breaks, without writing anything."""
    result = check_sources(root, *more)
    return [(place_of(problem), problem["rule"]) for problem in result.problems]


def test_every_mistake_is_reported_in_one_run_and_once(make_site: MakeSite) -> None:
    files = {path: text for path, (text, _, _) in MISTAKES.items()}
    links = " ".join(f"[a]({path.removeprefix('content/en/')})" for path in files if path.endswith(".md"))
    root = make_site(files={**files, "config.yaml": minimal_config(*CONFIG), "content/en/links.md": about_page(links)})

    found = spots(root)

    wanted = [(f"{path}:{spot}", rule) for path, (_, spot, rule) in MISTAKES.items()]
    wanted += [("config.yaml:10:12", "wrong-type"), ("config.yaml:26:12", "unknown-phone")]
    assert sorted(found) == sorted(wanted)


def test_all_mistakes_of_one_page_are_reported_in_one_run(make_site: MakeSite) -> None:
    front = "sumary: B.\npicture: /pictures/nowhere.svg\npicture_alt: The team at the door.\n"
    text = f"{UNSAFE}\n\n[away](nowhere.md) and [call](phone:nobody) <b>now</b>\n\nThe the end."
    page = about_page(text, front).replace("summary: Who we are.\n", "")

    found = spots(make_site(files={ABOUT: page}))

    assert [rule for _, rule in found] == [
        "unknown-field", "missing-picture", "unsafe-advice", "broken-link", "unknown-phone", "raw-html", "doubled-word",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("kind: article\n", "unknown-kind"),
        ("kind: [page]\n", "unknown-kind"),
        ("kind:\n  a: b\nreviewed: 2026-01-01\n", "unknown-kind"),
        ("knd: article\n", "unknown-field"),
        ("layout: page\n", "unknown-field"),
    ],
)
def test_a_page_of_an_unknown_kind_is_checked_like_others(line: str, rule: str, make_site: MakeSite) -> None:
    text = f"{UNSAFE} Trouble peeing? That is harmless.\n\n[away](nowhere.md), [call](phone:nobody) or 734-555-0101."

    found = spots(make_site(files={ABOUT: about_page(text, line)}))

    assert [each for _, each in found] == [
        rule, "unsafe-advice", "false-calm", "broken-link", "unknown-phone", "typed-phone",
    ]  # fmt: skip


@pytest.mark.parametrize("source", [MINIMAL, SKELETON], ids=["minimal", "starter"])
def test_an_unknown_kind_gives_no_second_problem_where_the_page_is_used(source: Path, tmp_path: Path) -> None:
    root = tmp_path / "site"
    shutil.copytree(source, root)
    notice = root / "content/en/notices/privacy.md"
    notice.write_text(f"{notice.read_text(encoding='utf-8')}\n{'word ' * 40}.\n", encoding="utf-8")
    before = spots(root)

    for file in sorted(file for file in root.rglob("content/en/**/*.md") if "\nkind: " in file.read_text()):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("\nkind: ", "\nkind: x", 1), encoding="utf-8")

        assert {rule for place, rule in {*spots(root)} - {*before}} == {"unknown-kind"}, file

        file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "config",
    ["", "clinic: [", "clinic: {name: A}", minimal_config(("languages:", "langages:")), None],
    ids=["empty", "no YAML", "nearly nothing", "no languages", "none"],
)
def test_pages_are_checked_whatever_is_wrong_with_the_settings(config: str | None, make_site: MakeSite) -> None:
    root = make_site(files={ABOUT: about_page(f"{UNSAFE} [away](nowhere.md) [us](phone:appointments)")})
    (root / "config.yaml").unlink()
    write_files(root, {"config.yaml": config} if config is not None else {})

    found = spots(root)

    of_page = [(place, rule) for place, rule in found if place.startswith(ABOUT)]
    assert of_page == [(f"{ABOUT}:6:1", "unsafe-advice"), (f"{ABOUT}:6:35", "broken-link")]
    # A site that lists no notices is told so.
    others = {place.partition(":")[0] for place, rule in found if rule != "unlisted-notice"}
    assert others == {"config.yaml", ABOUT}


@pytest.mark.parametrize(
    ("path", "text", "page"),
    [
        ("content/en/terms.yaml", "- {term: MRI, says: [}", "You may need an MRI."),
        ("content/en/terms.yaml", "- {trem: MRI, says: A scan.}", "You may need an MRI."),
        ("content/en/words.yaml", "acronyms: [MRI]", "You may need an MRI."),
        ("content/en/words.yaml", "acronyms: {", "You may need an MRI."),
        ("templates/words/en.yaml", "home: {", "Text."),
        ("templates/components/notepad/component.yaml", "title: [", "::: notepad\nText.\n:::"),
        ("templates/components/pad/component.yaml", "shorthands: {note: {}}\noptions: [", "::: note\nText.\n:::"),
        ("templates/components/inset/component.yaml", "titel: Inset", "::: inset\nText.\n:::"),
        ("content/en/sciatica/picture.jpg.md", b"\xff", "[a](sciatica/picture.jpg.md)"),
        ("content/en/sciatica/index.md", b"\xff", "[a](sciatica/index.md#signs)"),
        ("content/en/people/ada.md", "---\ntitle: Ada\nsummary: A.\nkind: persona\n---\n", "[a](people/ada.md)"),
        ("content/en/thanks.md", "---\ntitle: A\nsummary: B.\nafter: booking\nknd: thanks\n---\n", "[a](thanks.md)"),
        ("content/en/notices/privacy.md", "No front matter.", "[a](notices/privacy.md)"),
        ("content/en/index.md", "---\ntitle: A\n---\n", "[a](index.md)"),
    ],
)
def test_what_cannot_be_read_gives_no_second_problem_where_it_is_used(
    path: str, text: str | bytes, page: str, make_site: MakeSite
) -> None:
    found = spots(make_site(files={path: text, ABOUT: about_page(page)}))

    assert {place.partition(":")[0] for place, _ in found} == {path}
    # The settings of a component may lack several.
    assert len(found) == 1 or path.endswith("component.yaml")


# How one line of a file is spoiled, by what was before its colon and all that follows.
SPOILED: dict[str, Callable[[str, str], str]] = {
    "misspelt": lambda key, rest: f"{key[:-1]}q{rest}",
    "left out": lambda _key, _rest: "# nothing",
    "of another shape": lambda key, _rest: f"{key}: [{{}}]",
}


def damaged(text: str, how: str, *, is_yaml: bool) -> Iterator[str]:
    """A file with one of its declared fields spoiled."""
    lines = text.split("\n")
    end = len(lines) if is_yaml else lines.index("---", 1)
    for number in range(0 if is_yaml else 1, end):
        key, colon, _ = lines[number].partition(":")
        # A page without its kind has fields that others have, and a group without its head is another group.
        if not colon or key == "kind" or lines[number].endswith(":") or key.lstrip().startswith(("-", "en")):
            continue
        line = SPOILED[how](key, lines[number][len(key) :])
        yield "\n".join([*lines[:number], line, *lines[number + 1 :]])


@pytest.mark.parametrize("how", few(SPOILED))
@pytest.mark.parametrize("name", sorted(str(file.relative_to(MINIMAL)) for file in MINIMAL.rglob("content/en/*.md")))
def test_one_mistake_in_front_matter_gives_one_problem(how: str, name: str, make_site: MakeSite) -> None:
    root = make_site()

    for text in damaged((MINIMAL / name).read_text(encoding="utf-8"), how, is_yaml=False):
        write_files(root, {name: text})
        found = spots(root)

        assert len(found) <= 1, (text, found)
        assert all(place.startswith(name) for place, _ in found), (text, found)


@pytest.mark.parametrize("how", few(SPOILED))
def test_one_mistake_in_the_settings_gives_one_problem(how: str, make_site: MakeSite) -> None:
    root = make_site()

    for text in damaged(minimal_config(), how, is_yaml=True):
        write_files(root, {"config.yaml": text})
        found = spots(root)

        # Numbers and places have names of the author's own, which others use: to change one breaks those.
        assert len(found) <= 1 or {rule for _, rule in found} == {"unknown-phone"}, (text, found)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda root: write_files(root, {"content/en/more.md": about_page("[away](nowhere.md)")}),
        lambda root: write_files(root, {"content/en/more.md": "---\ntitel: More\n---\n"}),
        lambda root: write_files(root, {"config.yaml": minimal_config(("primary:", "primry:"))}),
    ],
)
def test_warnings_of_pages_that_did_not_change_stay_beside_an_error(
    spoil: Callable[[Path], None], make_site: MakeSite
) -> None:
    root = make_site("long-list", {"content/en/more.md": about_page("Text.")})
    assert build_folder(root).rules == ["long-list"]

    spoil(root)
    result = build_folder(root)

    assert result.code == 1
    assert "long-list" in result.rules
    assert result.problems == build_folder(root, "--clean").problems


def test_a_draft_that_is_none_by_a_slip_is_not_checked(make_site: MakeSite) -> None:
    page = f"---\ntitle: A\ndrfat: yes\n---\n\n{UNSAFE}\n"

    # It counts as a draft, so what links to it is broken.
    assert spots(make_site(files={ABOUT: page})) == [
        (f"{ABOUT}:3:1", "unknown-field"), ("content/en/index.md:6:17", "broken-link"),
    ]  # fmt: skip
