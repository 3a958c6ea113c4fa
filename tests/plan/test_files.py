"""Which files are published: those that a page names, however it names them, and only while that page is published."""

from __future__ import annotations

import pytest

from tests.site_stages import plan_site
from tests.site_tools import BuildSite, MakeSite, about_page, bytes_below, rules

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
