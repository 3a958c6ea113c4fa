"""Prose with its components put back: in the right order, from the inside out, with ids that are used once."""

from __future__ import annotations

import re

import pytest

from tests.site_tools import BuildSite, MakeSite, about_page

TERM = "- term: nerve\n  says: A cord.\n"


def prose_of(make_site: MakeSite, build_site: BuildSite, prose: str) -> str:
    """The HTML of the prose of the page about us."""
    result = build_site(make_site(files={"content/en/about.md": about_page(prose), "content/en/terms.yaml": TERM}))
    assert "error" not in [each["severity"] for each in result.problems]
    page = (result.out / "about/index.html").read_text(encoding="utf-8")
    return page.split('<div class="prose">', 1)[1].split('<p class="page-address">')[0]


def test_components_stand_where_they_were_written(make_site: MakeSite, build_site: BuildSite) -> None:
    html = prose_of(make_site, build_site, "One.\n\n::: inset\nTwo.\n:::\nThree.\n\n::: inset\nFour.\n:::")

    assert [html.index(word) for word in ("One", "Two", "Three", "Four")] == sorted(
        html.index(word) for word in ("One", "Two", "Three", "Four")
    )
    assert not re.search("[\ue000-\ue003]|:::", html)


def test_an_inner_component_lies_inside_the_outer_one(make_site: MakeSite, build_site: BuildSite) -> None:
    html = prose_of(make_site, build_site, "::: expander More\nBefore.\n::: inset\nInside.\n:::\nAfter.\n:::")

    assert re.search(
        r'<details.*Before\..*<div class="inset[^>]*>.*Inside\..*</div>.*After\..*</details>', html, re.DOTALL
    )


def test_text_right_beside_a_fence_needs_no_empty_line(make_site: MakeSite, build_site: BuildSite) -> None:
    html = prose_of(make_site, build_site, "- a\n- b\n::: inset\n- c\n- d\n:::\n- e")

    assert html.count("<ul>") == 3
    assert html.index('<div class="inset') > html.index("<li>b")


def test_a_footnote_inside_a_component_has_its_note_at_the_end_of_the_page(
    make_site: MakeSite, build_site: BuildSite
) -> None:
    html = prose_of(make_site, build_site, "::: inset\nIt passes.[^1]\n:::\n\n[^1]: A source.")

    assert html.index("A source.") > html.index("</div>")
    assert 'href="#fn:1"' in html


def test_options_are_escaped(make_site: MakeSite, build_site: BuildSite) -> None:
    expander = '::: expander <b>More</b> & "more"\nText.\n:::\n\n'
    prose = f"{expander}::: figure\npicture: /pictures/nerve.svg\nalt: '\"><script>'\n:::"

    html = prose_of(make_site, build_site, prose)

    assert "<b>" not in html
    assert "<script>" not in html
    assert "&lt;b&gt;More&lt;/b&gt;" in html


@pytest.mark.parametrize(
    ("prose", "is_explained"),
    [
        ("The nerve.", True),
        ("::: inset\nThe nerve.\n:::", True),
        ("::: urgent\n## Call us if:\n- the nerve hurts\n- you fell\n:::\n\n## Next\n\nWe call.", False),
        ("## The nerve", False),
    ],
)
def test_terms_are_explained_where_they_do_not_get_in_the_way(
    prose: str, is_explained: bool, make_site: MakeSite, build_site: BuildSite
) -> None:
    html = prose_of(make_site, build_site, prose)

    assert ('href="#w:1"' in html) == is_explained
    assert ("A cord." in html) == is_explained


def test_a_term_that_is_explained_has_its_explanation_on_the_page(make_site: MakeSite, build_site: BuildSite) -> None:
    html = prose_of(make_site, build_site, "The nerve.\n\n::: inset\nThe nerve again.\n:::")

    assert html.count('href="#w:1"') == 1
    assert html.count('id="w:1"') == 1


def test_the_heading_of_a_care_card_says_its_urgency_as_text(make_site: MakeSite, build_site: BuildSite) -> None:
    html = prose_of(make_site, build_site, "::: urgent\n## Call *us* today if:\n- you fell\n- you faint\n:::")

    heading = re.search(r"<h2[^>]*>(.*?)</h2>", html, re.DOTALL)
    assert heading
    assert "role=" not in heading.group()
    assert re.sub(r"\s+", " ", re.sub("<[^>]+>", "", heading.group(1))).strip() == "Urgent advice: Call us today if:"


def test_two_components_of_one_kind_share_no_id(make_site: MakeSite, build_site: BuildSite) -> None:
    video = "::: video\nsource: /v.mp4\nposter: /pictures/nerve.svg\ncaptions: /v.vtt\ntitle: {}\n\nText.\n:::\n\n"
    files: dict[str, str | bytes] = {
        "static/v.mp4": b"video",
        "static/v.vtt": "WEBVTT\n",
        "content/en/about.md": about_page(
            video.format("One") + video.format("Two") + "::: ask\n- a\n:::\n\n::: ask\n- b\n:::"
        ),
    }

    result = build_site(make_site(files=files))

    assert result.problems == []
