"""Importing sites of Jekyll: posts, permalinks, collections, Liquid, kramdown."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing.moves import Imported, import_files

SITE: dict[str, str | bytes] = {
    "_config.yml": (
        "title: Back Care\nbaseurl: /care\nurl: https://back.example\ncollections:\n  stretches:\n    output: true\n"
    ),
    "index.md": "---\ntitle: Home\ndescription: We help.\n---\n[The post]({% post_url 2024-03-01-walk-more %})\n",
    "about.md": "---\ntitle: About\npermalink: /about-us/\nexcerpt: Who we are.\nnav_order: 3\n---\n{{ site.title }}\n",
    "_posts/2024-03-01-walk-more.md": (
        "---\nlayout: post\ntitle: Walk more\nauthor: ada\n---\n"
        "See [us]({{ site.baseurl }}{% link about.md %}), [this](/care/about-us/) and "
        "[that](https://back.example/care/about-us/).\n\n![Shoes]({{ '/assets/shoes.png' | relative_url }})\n"
    ),
    "_drafts/later.md": "---\ntitle: Later\n---\nText.\n",
    "_stretches/knee.md": "---\ntitle: Knee\n---\nLie down.\n",
    "_includes/note.html": "<div>{{ include.content }}</div>",
    "assets/shoes.png": b"\x89PNG\r\n\x1a\n",
    "README.md": "# For developers\n",
}


@pytest.fixture
def care(tmp_path: Path) -> Imported:
    """A small site of Jekyll."""
    return import_files(tmp_path, "jekyll", SITE)


def convert(prose: str, folder: Path) -> Imported:
    """A site with one page that has a summary."""
    return import_files(
        folder, "jekyll", {"a.md": f"---\ntitle: One\npermalink: /a/\nexcerpt: About it.\n---\n{prose}\n"}
    )


def test_pages_posts_drafts_and_collections_come_over(care: Imported) -> None:
    assert sorted(care.pages) == [
        "content/en/about-us.md",
        "content/en/index.md",
        "content/en/later.md",
        "content/en/posts/walk-more.md",
        "content/en/stretches/knee.md",
    ]


def test_a_post_has_its_day_and_its_old_address(care: Imported) -> None:
    fields = care.fields("content/en/posts/walk-more.md")

    assert str(fields["publish"]) == "2024-03-01"
    assert fields["aliases"] == ["/care/2024/03/01/walk-more.html"]


def test_links_by_liquid_by_path_and_by_full_address_lead_to_files(care: Imported) -> None:
    assert care.prose("content/en/posts/walk-more.md") == (
        "See [us](../about-us.md), [this](../about-us.md) and [that](../about-us.md).\n\n![Shoes](/assets/shoes.png)"
    )
    assert care.prose("content/en/index.md") == "[The post](posts/walk-more.md)"
    assert care.files == {"static/assets/shoes.png": "assets/shoes.png"}


def test_constants_of_the_site_are_filled_in(care: Imported) -> None:
    assert care.prose("content/en/about-us.md") == "Back Care"
    assert care.fields("content/en/about-us.md")["order"] == 3


def test_an_unpublished_page_is_a_draft(tmp_path: Path) -> None:
    found = import_files(tmp_path, "jekyll", {"a.md": "---\ntitle: A\nexcerpt: B.\npublished: false\n---\nText.\n"})

    assert found.drafts == ["content/en/a.md"]


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("{: .warning }\nStop if it hurts.", "::: warning\n## Warning\n\nStop if it hurts.\n:::"),
        ("{: .note-title }\n> Good to know\n>\n> Ask us.", "::: inset\n**Good to know**\n\nAsk us.\n:::"),
        ("Stop if it hurts.\n{: .notice--danger}", "::: warning\n## Danger\n\nStop if it hurts.\n:::"),
        ('{% include note.html content="Ask us." %}', "::: inset\n\nAsk us.\n:::"),
        ("## Rest\n{: .no_toc #rest }\n\nRest.", "## Rest\n\nRest."),
        ("1. TOC\n{:toc}\n\nText.", "Text."),
        ("{% raw %}Text.{% endraw %}", "Text."),
        ("Seen {% comment %}not{% endcomment %}again.", "Seen again."),
        ("One.\n\n{::comment}\nNot seen.\n{:/comment}\n\nTwo {::comment}no{:/}more.", "One.\n\nTwo more."),
        ("{::nomarkdown}\nText.\n{:/nomarkdown}", "Text."),
        ("- one\n\n^\n- two", "- one\n\n- two"),
        ("One line\\\\\nand another.", "One line  \nand another."),
        ("{% highlight sh %}\nls {{ x }}\n{% endhighlight %}", "`ls {{ x }}`  "),
        ("Text.[^1]\n\n[^1]: A note.", "Text.[^1]\n\n[^1]: A note."),
    ],
)
def test_liquid_and_kramdown_become_ours(text: str, ours: str, tmp_path: Path) -> None:
    found = convert(text, tmp_path)

    assert found.prose("content/en/a.md") == ours
    assert found.errors == []


def test_liquid_without_a_counterpart_stays_and_is_listed(tmp_path: Path) -> None:
    found = convert("{% include map.html %}\n\n{{ site.data.hours }}", tmp_path)

    assert found.errors == [
        "old/a.md:6: the include 'map.html' was filled in by a program (now in content/en/a.md:7)",
        "old/a.md:8: '{{ site.data.hours }}' was filled in by a program (now in content/en/a.md:9)",
    ]


def test_typed_contacts_become_names_of_the_settings(tmp_path: Path) -> None:
    found = convert("[Call](tel:+1-313-555-0100), [write](mailto:hello@small.example), [fax](tel:5550199)", tmp_path)

    assert found.prose("content/en/a.md") == "[Call](phone:appointments), [write](email:hello), [fax](tel:5550199)"
    assert found.errors == ["old/a.md:6: '5550199' is typed into a link (now in content/en/a.md:7)"]


def test_a_source_outside_the_old_site_is_not_looked_at(tmp_path: Path) -> None:
    files = {"_config.yml": "source: ../../..\n", "a.md": "---\ntitle: One\ndescription: About it.\n---\n\nText.\n"}

    found = import_files(tmp_path, "jekyll", files)

    assert [*found.pages] == ["content/en/a.md"]
    assert ["outside the folder of the old site" in each for each in found.errors] == [True]
