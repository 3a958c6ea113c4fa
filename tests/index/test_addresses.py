"""Addresses: where pages are, whatever the site is published under, and which are published on a day."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from plainleaf.index.addresses import PUBLISHED, Addresses, address_key, parent_path, publication_status
from plainleaf.markdown.slugify import slugify
from tests.site_stages import plan_site
from tests.site_tools import MakeSite, about_page, build_folder, bytes_below, minimal_config, minimal_page

ROOT = Addresses("https://small.example", "/", "en")


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Symptoms", "symptoms"),
        ("What it is, and what it isn't", "what-it-is-and-what-it-isn-t"),
        ("3D gait analysis", "3d-gait-analysis"),
        ("Ciática", "ciatica"),
        ("Straße", "strasse"),
        ("snake_case", "snake-case"),
        ("--- a ---", "a"),
        ("痛み", "痛み"),
        ("がん", "がん"),
        ("दर्द क्या है", "दर्द-क्या-है"),
        ("ปวดหลัง", "ปวดหลัง"),
        ("עִבְרִית", "עברית"),
        ("عِلاج", "علاج"),
        ("İlaç", "ilac"),
        ("❤️ heart 1️⃣", "heart-1"),
        ("¿?", ""),
    ],
)
def test_a_text_becomes_one_part_of_an_address(text: str, slug: str) -> None:
    assert slugify(text) == slug


@given(some.text(max_size=40))
def test_a_slug_has_no_character_with_a_meaning_in_an_address(text: str) -> None:
    slug = slugify(text)

    assert not re.search(r"[\s/\\?#%&.:'\"<>_]", slug)
    assert slugify(slug) == slug


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("index.html", "/"),
        ("about/index.html", "/about/"),
        ("assets/site.css", "/assets/site.css"),
        ("my-index.html", "/my-index.html"),
        ("caf\u00e9/index.html", "/caf%C3%A9/"),
    ],
)
def test_an_output_file_has_an_address(path: str, url: str) -> None:
    assert ROOT.url(path) == url


@pytest.mark.parametrize(
    ("page", "output"),
    [
        ("index.md", "index.html"),
        ("about.md", "about/index.html"),
        ("sciatica/index.md", "sciatica/index.html"),
        ("sciatica/symptoms.md", "sciatica/symptoms/index.html"),
        ("people/ada.md", "people/ada/index.html"),
    ],
)
def test_the_address_of_a_page_follows_the_path_of_its_file(page: str, output: str, make_site: MakeSite) -> None:
    planned = plan_site(make_site())

    assert planned.directory.index.output(planned.page(page)) == output


def test_a_slug_replaces_the_file_name(make_site: MakeSite) -> None:
    planned = plan_site(make_site(files={"content/en/team.md": about_page("Hello.", "slug: our-team\n")}))

    assert "our-team/index.html" in planned.paths()
    assert "team/index.html" not in planned.paths()


def test_the_slug_of_an_index_replaces_its_folder(make_site: MakeSite) -> None:
    planned = plan_site(make_site(files={"content/en/team/index.md": about_page("Hello.", "slug: our-team\n")}))

    assert "our-team/index.html" in planned.paths()


def test_the_slug_of_an_index_replaces_its_folder_for_all_pages_below(make_site: MakeSite) -> None:
    below = {
        "content/en/team/index.md": about_page("Hello.", "slug: our-team\n"),
        "content/en/team/ann.md": about_page("[All](index.md)", "slug: dr-ann\n"),
        "content/en/team/desk/index.md": about_page("Hello.", "slug: front-desk\ndraft: yes\n"),
        "content/en/team/desk/bo.md": about_page("Hello."),
    }

    planned = plan_site(make_site(files=below))

    assert {"our-team/index.html", "our-team/dr-ann/index.html", "our-team/front-desk/bo/index.html"} <= planned.paths()


def test_all_pages_below_move_when_the_slug_of_an_index_is_edited(make_site: MakeSite) -> None:
    index, other = "content/en/team/index.md", "content/en/other.md"
    ann = "---\ntitle: Ann Lee\nsummary: She sees people with back pain.\n---\n\nHello.\n"
    files = {index: about_page("Hello.", "slug: our-team\n"), "content/en/team/ann.md": ann}
    root = make_site(files={**files, other: ann.replace("Ann", "Bo").replace("Hello", "[Ann](team/ann.md)")})
    assert build_folder(root).code == 0
    assert "/our-team/ann/" in (root / "public/other/index.html").read_text("utf-8")
    (root / index).write_text(about_page("Hello.", "slug: people-here\n"), "utf-8")

    result = build_folder(root)

    assert result.code == 0
    assert (root / "public/people-here/ann/index.html").exists()
    assert not (root / "public/our-team").exists()
    assert "/people-here/ann/" in (root / "public/other/index.html").read_text("utf-8")
    again = bytes_below(root / "public")
    build_folder(root, "--clean")
    assert bytes_below(root / "public") == again


@pytest.mark.parametrize(
    "address", ["https://host.example/clinic/", "https://host.example/clinic", "https://host.example//clinic//"]
)
def test_a_site_below_a_folder_has_that_folder_in_every_address(address: str, make_site: MakeSite) -> None:
    root = make_site(files={"config.yaml": minimal_config(("https://small.example/", address))})

    planned = plan_site(root)

    about = planned.job("about/index.html").page
    assert about.url == "/clinic/about/"
    assert about.canonical == "https://host.example/clinic/about/"
    assert planned.job("about/index.html").site.home_url == "/clinic/"


@pytest.mark.parametrize(
    ("front", "day", "state"),
    [
        ("", "2026-11-21", PUBLISHED),
        ("draft: yes\n", "2026-11-21", "draft"),
        ("publish: 2026-11-22\n", "2026-11-21", "later"),
        ("publish: 2026-11-22\n", "2026-11-22", PUBLISHED),
        ("expires: 2026-11-21\n", "2026-11-21", PUBLISHED),
        ("expires: 2026-11-21\n", "2026-11-22", "over"),
    ],
)
def test_a_page_is_published_from_its_first_day_to_its_last(
    front: str, day: str, state: str, make_site: MakeSite
) -> None:
    planned = plan_site(make_site(files={"content/en/news.md": about_page("News.", front)}), as_of=day)

    assert publication_status(planned.page("news.md"), date.fromisoformat(day)) == state
    assert ("news/index.html" in planned.paths()) == (state == PUBLISHED)


@pytest.mark.parametrize(
    ("one", "other"),
    [("About/index.html", "about/index.html"), ("caf\u00e9.txt", "cafe\u0301.txt"), ("STRASSE.txt", "straße.txt")],
)
def test_names_that_a_server_may_confuse_are_one_address(one: str, other: str) -> None:
    assert address_key(one) == address_key(other)


@pytest.mark.parametrize(
    ("page", "above"),
    [
        ("index.md", None),
        ("about.md", "index.md"),
        ("sciatica/index.md", "index.md"),
        ("sciatica/symptoms.md", "sciatica/index.md"),
        ("sciatica/tests/index.md", "sciatica/index.md"),
    ],
)
def test_every_page_but_the_home_page_has_one_above_it(page: str, above: str | None) -> None:
    assert parent_path(page) == above


def test_sibling_pages_are_sorted_by_order_then_by_title(make_site: MakeSite) -> None:
    files = {
        f"content/en/list/{name}.md": about_page("Text.", f"order: {order}\n" if order else "").replace(
            "About us", title
        )
        for name, order, title in (
            ("a", 2, "Last of the ordered"),
            ("b", 0, "zebra"),
            ("c", 1, "First"),
            ("d", 0, "Apple"),
        )
    }
    files["content/en/list/index.md"] = about_page("Text.")

    planned = plan_site(make_site(files=files))

    children = planned.job("list/index.html").page.children
    assert [link.title for link in children] == ["First", "Last of the ordered", "Apple", "zebra"]


def test_people_and_services_are_in_the_order_of_config_yaml_and_others_follow(make_site: MakeSite) -> None:
    ben = minimal_page("people/ben.md")
    names = {"amy": 1, "zoe": 2, "kim": 3}
    files = {
        f"content/en/people/{name}.md": ben.replace("Ben Example", f"{name.title()}\norder: {order}")
        for name, order in names.items()
    }
    files["content/en/people/index.md"] = about_page("Text.")
    files["config.yaml"] = minimal_config(more="people:\n  - people/zoe.md\n  - people/ben.md\n")

    planned = plan_site(make_site(files=files))

    children = planned.job("people/index.html").page.children
    assert [link.title for link in children] == ["Zoe", "Ben Example", "Amy", "Kim", "Ada Example"]
