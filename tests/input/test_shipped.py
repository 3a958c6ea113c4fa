"""The shipped files, and a site's own files layered over them."""

from __future__ import annotations

from plainleaf.input.shipped import find_shipped, layered
from plainleaf.problems import Report
from tests.site_tools import CHECKOUT, BuildSite, MakeSite, Write


def test_in_a_checkout_the_shipped_files_are_those_of_the_shipped_site() -> None:
    assert find_shipped() == CHECKOUT


def test_a_file_of_a_site_hides_the_shipped_one_and_the_others_stay(write: Write, report: Report) -> None:
    root = write("templates/parts/footer.html", "mine")

    files = layered(root, "templates/parts", report)

    assert files["templates/parts/footer.html"] == root.resolve() / "templates/parts/footer.html"
    assert files["templates/parts/header.html"] == CHECKOUT / "templates/parts/header.html"


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
