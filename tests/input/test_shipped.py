"""The shipped files, and a site's own files layered over them."""

from __future__ import annotations

from plainleaf.input.shipped import find_shipped, layered, read_shipped
from plainleaf.problems import Report
from tests.site_tools import CHECKOUT, BuildSite, MakeSite, Write, edit_secretly, rules


def test_in_a_checkout_the_shipped_files_are_those_of_the_shipped_site() -> None:
    assert find_shipped() == CHECKOUT


def test_a_file_of_a_site_hides_the_shipped_one_and_the_others_stay(write: Write, report: Report) -> None:
    root = write("templates/parts/footer.html", "mine")

    layers = layered(root, "templates/parts", report)

    assert layers["templates/parts/footer.html"] == root.resolve()
    assert layers["templates/parts/header.html"] == CHECKOUT


def test_a_template_of_a_site_is_used_on_every_page(make_site: MakeSite, build_site: BuildSite) -> None:
    result = build_site(make_site(files={"templates/parts/footer.html": "<footer>Ours</footer>\n"}))

    assert result.problems == []
    for name in ("index.html", "about/index.html", "404.html"):
        assert "<footer>Ours</footer>" in (result.out / name).read_text(encoding="utf-8")


def test_a_site_may_have_a_component_of_its_own(make_site: MakeSite, build_site: BuildSite) -> None:
    folder = "templates/components/leaf"
    files = {
        f"{folder}/component.yaml": (
            'title: Leaf\nsays: A leaf.\nexamples:\n  - {name: plain, markdown: "::: leaf\\nGreen.\\n:::"}\n'
        ),
        f"{folder}/template.html": '<div class="leaf">{{ body|safe }}</div>\n',
        f"{folder}/style.css": ".leaf{color:green}\n",
        "content/en/about.md": "---\ntitle: A\nsummary: B\n---\n\n::: leaf\nIt's *green*.\n:::\n",
    }

    result = build_site(make_site(files=files))

    assert result.problems == []
    assert '<div class="leaf"><p>It’s <em>green</em>.</p></div>' in (result.out / "about/index.html").read_text("utf-8")
    assert any(".leaf{color:green}" in css.read_text("utf-8") for css in (result.out / "assets").glob("site.*.css"))


def test_a_shipped_file_is_read_once_while_it_is_the_same(report: Report) -> None:
    first, second = (read_shipped(CHECKOUT, "templates/parts/footer.html", report) for _ in range(2))

    assert first is second
    assert first == (CHECKOUT / "templates/parts/footer.html").read_text("utf-8")


def test_a_shipped_file_that_is_edited_is_read_again_even_with_its_old_size_and_time(write: Write) -> None:
    root = write("templates/a.html", "one")
    assert read_shipped(root, "templates/a.html", Report()) == "one"

    edit_secretly(root / "templates/a.html", "one", "two")

    assert read_shipped(root, "templates/a.html", Report()) == "two"


def test_what_is_wrong_with_a_file_is_reported_each_time(write: Write) -> None:
    root = write("templates/a.html", "a\u200bb")
    reports = (Report(), Report())

    texts = [read_shipped(root, "templates/a.html", each) for each in reports]

    assert texts == ["ab", "ab"]
    assert [rules(each) for each in reports] == [["control-character"], ["control-character"]]
