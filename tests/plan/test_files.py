"""Which files are published: those that a page names, however it names them, and only while that page is published."""

from __future__ import annotations

import pytest

from tests.site_stages import plan_site
from tests.site_tools import (
    BuildSite,
    CheckSite,
    MakeSite,
    about_page,
    build_until_settled,
    bytes_below,
    minimal_config,
    rules,
)

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'


def published(paths: set[str], stem: str) -> bool:
    """Whether a file whose name begins so is published."""
    return any(path.rpartition("/")[2].startswith(f"{stem}.") for path in paths)


@pytest.mark.parametrize(
    "prose",
    [
        "[a](map.svg)",
        "[a](map.svg#page=2)",
        "[a](../en/m%61p.svg)",
        "[a][b]\n\n[b]: map.svg",
        "::: figure\npicture: map.svg\nalt: A.\n:::",
        "![A.](map.svg)",
    ],
)
def test_a_file_beside_pages_is_published_if_a_page_names_it(prose: str, make_site: MakeSite) -> None:
    planned = plan_site(make_site(files={"content/en/about.md": about_page(prose), "content/en/map.svg": SVG}))

    assert published(planned.paths(), "map")
    assert "unnamed-file" not in rules(planned.report)


def test_a_photo_beside_its_page_is_published(make_site: MakeSite) -> None:
    front = "picture: door.svg\npicture_alt: Our door.\n"
    planned = plan_site(make_site(files={"content/en/about.md": about_page("A.", front), "content/en/door.svg": SVG}))

    assert published(planned.paths(), "door")


@pytest.mark.parametrize("front", ["draft: yes\n", "publish: 2026-12-01\n", "expires: 2026-11-01\n"])
def test_a_file_that_only_an_unpublished_page_names_is_neither_published_nor_reported(
    front: str, make_site: MakeSite
) -> None:
    files = {"content/en/more.md": about_page("[a](map.svg)", front), "content/en/map.svg": SVG}

    planned = plan_site(make_site(files=files))

    assert not published(planned.paths(), "map")
    assert rules(planned.report) == []


def test_a_file_comes_and_goes_with_the_link_to_it_as_in_a_clean_build(
    make_site: MakeSite, build_site: BuildSite
) -> None:
    root = make_site(files={"content/en/map.svg": SVG})
    for prose in ("No link.", "[a](map.svg)", "No link."):
        (root / "content/en/about.md").write_text(about_page(prose), encoding="utf-8")

        result, clean = build_site(root), build_site(root, "--clean", out=root.parent / "clean")

        assert bytes_below(result.out) == bytes_below(clean.out)
        assert result.problems == clean.problems
        assert published(set(bytes_below(result.out)), "map") == ("map" in prose)


def test_the_review_list_is_published_on_request_only(make_site: MakeSite) -> None:
    assert "review.json" not in plan_site(make_site()).paths()


COPIES = ("content/en/map (1).svg", "static/plan - Copy.svg", "static/forms/list copy.docx")
ORIGINALS = ("content/en/map.svg", "static/plan.svg", "static/forms/list.docx")


def test_copies_that_nothing_names_are_left_out_and_reported(make_site: MakeSite) -> None:
    named = about_page("[a](map.svg), [b](/forms/list.docx)")
    files = {"content/en/about.md": named, **dict.fromkeys((*COPIES, *ORIGINALS), SVG)}

    planned = plan_site(make_site(files=files))

    assert [(each.rule, each.place.path) for each in planned.report.problems] == [
        ("left-over", copy) for copy in sorted(COPIES)
    ]
    assert all(published(planned.paths(), stem) for stem in ("map", "plan", "list"))
    assert not any(published(planned.paths(), stem) for stem in ("map (1)", "plan - Copy", "list copy"))


def test_copies_that_a_page_a_style_sheet_or_a_template_names_are_published(make_site: MakeSite) -> None:
    files = {
        "content/en/about.md": about_page("[a](map.svg), [b](map%20(1).svg)"),
        "static/css/95-own.css": "main { background: url(/plan_old.svg); }",
        "templates/parts/own.html": "<img src='/door_old.svg' alt=''>",
        **dict.fromkeys(("static/plan.svg", "static/plan_old.svg", "static/door.svg", "static/door_old.svg"), SVG),
        **dict.fromkeys(("content/en/map.svg", "content/en/map (1).svg"), SVG),
    }

    planned = plan_site(make_site(files=files))

    assert rules(planned.report) == []
    assert all(published(planned.paths(), stem) for stem in ("map (1)", "plan_old", "door_old"))


def test_a_site_can_allow_more_endings(make_site: MakeSite) -> None:
    config = minimal_config(more="downloads: [.docx, EPUB]\n")
    files = {"config.yaml": config, **{f"static/forms/{name}": "x" for name in ("a.docx", "b.epub", "c.xlsx")}}

    planned = plan_site(make_site(files=files))

    assert [(each.rule, each.place.path) for each in planned.report.problems] == [
        ("unnamed-file", "static/forms/c.xlsx")
    ]
    assert published(planned.paths(), "a")
    assert published(planned.paths(), "b")


def test_files_are_published_as_soon_as_their_ending_is_allowed(make_site: MakeSite, build_site: BuildSite) -> None:
    root = make_site(files={"static/forms/a.docx": "x"})
    assert build_site(root).rules == ["unnamed-file"]

    (root / "config.yaml").write_text(minimal_config(more="downloads: [.docx]\n"), encoding="utf-8")
    result = build_site(root)

    assert result.rules == []
    assert published(set(bytes_below(result.out)), "a")


ENDINGS = (".html", "JS", "*.php", ".svgz", ".exe", ".docm", ".sh", ".pem", "key", ".env", ".sql", ".bak", ".yaml")


def test_endings_that_run_code_or_hold_keys_are_refused(make_site: MakeSite, check_site: CheckSite) -> None:
    listed = "".join(f'  - "{ending}"\n' for ending in ENDINGS)
    files = {"config.yaml": minimal_config(more=f"downloads:\n{listed}"), "static/a.docx": "x"}

    result = check_site(make_site(files=files))

    assert [(each["rule"], each["path"], each["column"]) for each in result.problems] == [
        ("wrong-type", "config.yaml", 5)
    ] * len(ENDINGS)
    assert all("never published" in each["message"] for each in result.problems)
    assert len({each["line"] for each in result.problems}) == len(ENDINGS)


def test_only_well_known_files_are_published_from_a_folder_whose_name_begins_with_a_dot(
    make_site: MakeSite, build_site: BuildSite
) -> None:
    well_known = {"static/.well-known/security.txt": "a", "static/root/.well-known/acme/token": "b"}
    hidden = dict.fromkeys(("static/.git/a.txt", "static/.well-known/.a.txt", "static/a/.well-known/b.txt"), "c")
    root = make_site(files={**well_known, **hidden, "static/.well-known.txt": "d"})

    result = build_site(root)
    files = {path: content for path, content in bytes_below(result.out).items() if path.startswith(".")}

    assert result.rules == []
    assert files == {".well-known/security.txt": b"a", ".well-known/acme/token": b"b"}
    assert not published(set(bytes_below(result.out)), "b")


def test_a_well_known_file_that_changes_is_published_again(make_site: MakeSite, build_site: BuildSite) -> None:
    root = make_site(files={"static/.well-known/security.txt": "a"})
    build_until_settled(root)

    (root / "static/.well-known/security.txt").write_text("b", encoding="utf-8")

    assert bytes_below(build_site(root).out)[".well-known/security.txt"] == b"b"
