"""Importing sites of Hugo: front matter of three kinds, sections and bundles, shortcodes, references, languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing.moves import Imported, import_files, new_site, plan_move
from tests.site_tools import build_folder, write_files

PIXEL = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)
SITE: dict[str, str | bytes] = {
    "hugo.toml": 'baseURL = "https://www.spine.example/"\ntitle = "Spine"\n',
    "content/_index.md": "---\ntitle: Home\ndescription: We help.\n---\nSee [our posts](/posts/).\n",
    "content/posts/_index.md": '+++\ntitle = "Posts"\ndescription = "What we write."\n+++\n',
    "content/posts/walk.md": (
        '+++\ntitle = "Walking helps"\nsummary = "Why to walk."\ndate = 2024-03-01T08:00:00Z\nweight = 20\n'
        'aliases = ["/old/walk/"]\n+++\n\n## When to rest?\n\nRest for a day.\n'
    ),
    "content/posts/run/index.md": (
        '---\ntitle: "Running"\ndescription: "When to run."\nweight: 10\n---\n'
        'Read {{< ref "walk.md" >}} and [this]({{< relref "/posts/walk#when-to-rest" >}}).\n\n![A shoe](shoe.gif)\n'
    ),
    "content/posts/run/shoe.gif": PIXEL,
}  # fmt: skip


@pytest.fixture
def spine(tmp_path: Path) -> Imported:
    """A small site of Hugo."""
    return import_files(tmp_path, "hugo", SITE)


def page(prose: str, front: str = "") -> dict[str, str | bytes]:
    """A site with one page."""
    text = f"---\ntitle: Knee\ndescription: About the knee.\n{front}---\n{prose}\n"
    return {"hugo.yaml": "title: Knees\n", "content/knee.md": text}


def test_sections_bundles_and_pages_keep_their_addresses(spine: Imported) -> None:
    assert sorted(spine.pages) == [
        "content/en/index.md",
        "content/en/posts/index.md",
        "content/en/posts/run/index.md",
        "content/en/posts/walk.md",
    ]


def test_fields_that_mean_the_same_are_renamed(spine: Imported) -> None:
    fields = {name: str(value) for name, value in spine.fields("content/en/posts/walk.md").items()}

    assert fields == {
        "title": "Walking helps",
        "summary": "Why to walk.",
        "order": "20",
        "publish": "2024-03-01",
        "aliases": "['/old/walk/']",
    }


def test_links_and_references_lead_to_files_and_headings(spine: Imported) -> None:
    prose = spine.prose("content/en/posts/run/index.md")

    assert "[this](../walk.md#when-to-rest)" in prose
    assert "[our posts](posts/index.md)" in spine.prose("content/en/index.md")


def test_a_picture_in_a_bundle_stays_beside_its_page(spine: Imported) -> None:
    assert spine.files == {"content/en/posts/run/shoe.gif": "content/posts/run/shoe.gif"}
    assert "![A shoe](shoe.gif)" in spine.prose("content/en/posts/run/index.md")


def test_json_front_matter_is_read(tmp_path: Path) -> None:
    files = {"content/a.md": '{\n  "title": "Ankle",\n  "summary": "About it.",\n  "draft": true\n}\n\nText.\n'}

    found = import_files(tmp_path, "hugo", files)

    assert found.fields("content/en/a.md") == {"title": "Ankle", "summary": "About it."}
    assert found.drafts == ["content/en/a.md"]


def test_a_page_that_goes_at_midnight_has_its_last_day_before(tmp_path: Path) -> None:
    found = import_files(tmp_path, "hugo", page("Text.", "expiryDate: 2030-05-01\npublishDate: 2029-01-02T10:00:00Z\n"))

    fields = {name: str(value) for name, value in found.fields("content/en/knee.md").items()}
    assert (fields["expires"], fields["publish"]) == ("2030-04-30", "2029-01-02")


@pytest.mark.parametrize(
    ("shortcode", "component"),
    [
        ("{{< hint warning >}}\nStop if it hurts.\n{{< /hint >}}", "::: warning\n## Warning\n\nStop if it hurts.\n:::"),
        ('{{% notice note "Good to know" %}}\nAsk us.\n{{% /notice %}}', "::: inset\n**Good to know**\n\nAsk us.\n:::"),
        ('{{< details "How it works" >}}\nSlowly.\n{{< /details >}}', "::: expander How it works\n\nSlowly.\n:::"),
        ('{{% alert color="red" title="Stop" %}}Rest.{{% /alert %}}', "::: warning\n## Stop\n\nRest.\n:::"),
        ("{{< youtube dQw4w9WgXcQ >}}", "[Watch the video on YouTube](https://www.youtube.com/watch?v=dQw4w9WgXcQ)"),
        ('{{< tabs >}}{{< tab "Home" >}}Walk.{{< /tab >}}{{< /tabs >}}', "**Home**\n\nWalk."),
    ],
)  # fmt: skip
def test_a_shortcode_becomes_a_component(shortcode: str, component: str, tmp_path: Path) -> None:
    found = import_files(tmp_path, "hugo", page(shortcode))

    assert found.prose("content/en/knee.md") == component
    assert found.errors == []


def test_a_figure_becomes_a_component_with_its_picture(tmp_path: Path) -> None:
    files = page('{{< figure src="/img/knee.gif" alt="A knee." caption="Your knee." >}}') | {
        "static/img/knee.gif": PIXEL
    }

    found = import_files(tmp_path, "hugo", files)

    assert found.prose("content/en/knee.md") == '::: figure\npicture: /img/knee.gif\nalt: "A knee."\n\nYour knee.\n:::'
    assert found.files == {"static/img/knee.gif": "static/img/knee.gif"}


def test_a_shortcode_without_a_counterpart_stays_and_is_listed_once(tmp_path: Path) -> None:
    found = import_files(tmp_path, "hugo", page("Text.\n\n{{< chart id=4 >}}"))

    assert "{{< chart id=4 >}}" in found.prose("content/en/knee.md")
    assert found.errors == [
        "old/content/knee.md:7: the shortcode 'chart' has no counterpart (now in content/en/knee.md:9)"
    ]
    assert found.drafts == ["content/en/knee.md"]


def test_shortcodes_without_an_end_lose_no_words(tmp_path: Path) -> None:
    prose = "{{< hint info >}}\nOne.\n\n{{< hint warning >}}\nTwo.\n{{< /hint >}}\n\n{{< /tab >}}\nThree."

    found = import_files(tmp_path, "hugo", page(prose))

    words = found.prose("content/en/knee.md")
    assert [word for word in ("One.", "Two.", "Three.") if word not in words] == []
    assert len(found.errors) == 1


def test_the_list_names_the_line_of_the_new_file(tmp_path: Path) -> None:
    found = import_files(tmp_path, "hugo", page("One.\n\n{{< chart >}}"))

    line = int(found.errors[0].rpartition(":")[2].rstrip(")"))
    assert found.pages["content/en/knee.md"].split("\n")[line - 1] == "{{< chart >}}"


def test_an_old_review_is_never_taken_over(tmp_path: Path) -> None:
    front = "author: Dr. Example\nreviewed_by: Dr. Other\nreviewed: 2024-01-01\n"

    found = import_files(tmp_path, "hugo", page("Text.", front))

    assert found.fields("content/en/knee.md") == {"title": "Knee", "summary": "About the knee."}
    assert [line for line in found.warnings if "'reviewed_by' has no counterpart" in line]


def test_pages_in_a_language_that_the_new_site_lacks_are_listed(tmp_path: Path) -> None:
    files = page("Text.") | {"content/knee.es.md": "---\ntitle: La rodilla\n---\nTexto.\n"}

    found = import_files(tmp_path, "hugo", files)

    assert list(found.pages) == ["content/en/knee.md"]
    assert found.warnings == [
        "old/content/knee.es.md:1: the pages in the language 'es' (1) were left out: the new site lacks it"
    ]


def test_an_address_that_begins_with_a_language_leads_to_its_page(tmp_path: Path) -> None:
    root, old = new_site(tmp_path), tmp_path / "old"
    config = root / "config.yaml"
    names = "    en: {name: English}\n"
    config.write_text(config.read_text("utf-8").replace(names, f"{names}    es: {{name: Español}}\n"), "utf-8")
    front = "---\ntitle: T\ndescription: D\n---\n"
    write_files(old, {"content/a.es.md": f"{front}[B](/es/b/)\n", "content/b.es.md": front, "content/b.md": front})

    move = plan_move(root, "hugo", old)

    texts = {page.path: page.text for page in move.pages}
    assert texts["content/es/a.md"].endswith("\n[B](b.md)\n")


def test_languages_with_folders_of_their_own_are_found(tmp_path: Path) -> None:
    settings = 'contentDir = "content/en"\n[languages.en]\n[languages.es]\ncontentDir = "content/es"\n'
    page = "---\ntitle: T\ndescription: D\n---\nText.\n"
    files = {"hugo.toml": settings, "content/en/a.md": page, "content/es/a.md": page}

    found = import_files(tmp_path, "hugo", files)

    assert list(found.pages) == ["content/en/a.md"]
    assert [line for line in found.warnings if "the pages in the language 'es' (1)" in line]


def test_an_old_address_that_differs_becomes_an_alias(tmp_path: Path) -> None:
    found = import_files(tmp_path, "hugo", page("Text.", "url: /knie/über.html\n"))

    assert found.fields("content/en/knie/uber.md")["aliases"] == ["/knie/%C3%BCber.html"]


def test_a_published_page_that_links_to_a_draft_waits_with_it(tmp_path: Path) -> None:
    files = page("See [the other](other.md).") | {"content/other.md": "---\ntitle: Other\n---\nText.\n"}

    found = import_files(tmp_path, "hugo", files)

    assert sorted(found.drafts) == ["content/en/knee.md", "content/en/other.md"]


def test_without_being_asked_every_page_is_a_draft(tmp_path: Path) -> None:
    found = import_files(tmp_path, "hugo", page("Text."), publishes=False)

    assert found.drafts == ["content/en/knee.md"]
    assert "\ndraft: yes\n---\n" in found.pages["content/en/knee.md"]


def test_an_imported_site_passes_the_check(tmp_path: Path, spine: Imported) -> None:
    root = tmp_path / "site"
    for path, text in spine.pages.items():
        if path != "content/en/index.md":
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
    for path in spine.files:
        (root / path).write_bytes(PIXEL)

    result = build_folder(root)

    assert [problem for problem in result.problems if problem["severity"] == "error"] == []
    assert (result.out / "posts/walk/index.html").exists()
    assert "/posts/walk/" in (result.out / "old/walk/index.html").read_text(encoding="utf-8")


def test_a_program_within_a_line_is_left_out_and_said_to_be(tmp_path: Path) -> None:
    found = import_files(tmp_path, "hugo", page("Rest <script>if (a < b) c()</script>and <STYLE>p {}</STYLE >walk."))

    assert found.prose("content/en/knee.md") == "Rest and walk."
    assert [each.partition(": ")[2].partition(":")[0] for each in found.warnings if "left out" in each] == [
        "<script> was left out",
        "<style> was left out",
    ]


@pytest.mark.parametrize("address", ["javascript:go()", "data:text/html,a", "file:///C:/a.pdf"])
def test_a_link_that_leads_to_no_page_is_listed(address: str, tmp_path: Path) -> None:
    found = import_files(tmp_path, "hugo", page(f"See [this]({address})."))

    assert [address[:8] in each and "no address of a page" in each for each in found.errors] == [True]


def test_folders_outside_the_old_site_are_not_looked_at(tmp_path: Path) -> None:
    settings = {"hugo.toml": 'contentDir = "../elsewhere"\n[languages.es]\ncontentDir = "/etc"\n'}

    found = import_files(tmp_path, "hugo", {**page("Text."), **settings})

    assert [each for each in found.errors if "outside the folder of the old site" in each] == found.errors
    assert len(found.errors) == 2
    assert len(found.pages) == 1
