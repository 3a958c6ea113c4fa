"""Importing WordPress's export file: pages, posts, classic and block texts; never comments or authors."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.importing.moves import Imported, import_files, new_site, plan_move

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>Spine Clinic</title>
<link>https://s.example</link>
<wp:base_blog_url>https://s.example</wp:base_blog_url>
<wp:author><wp:author_email>ada@spine.example</wp:author_email></wp:author>
"""
COMMENT = (
    "<wp:comment><wp:comment_author>A patient</wp:comment_author>"
    "<wp:comment_content>My leg is numb</wp:comment_content>"
    "<wp:comment_author_email>patient@mail.example</wp:comment_author_email></wp:comment>"
)


def item(number: int, title: str, link: str, text: str, **more: str) -> str:
    """One item of an export file."""
    values = {"post_type": "page", "status": "publish", "post_name": "", "post_parent": "0", "menu_order": "0"} | more
    inner = "".join(
        f"<wp:{name}><![CDATA[{value}]]></wp:{name}>\n" for name, value in values.items() if name != "excerpt"
    )
    excerpt = more.get("excerpt", "A short text.")
    return (
        f"<item>\n<title><![CDATA[{title}]]></title>\n<link>{link}</link>\n<dc:creator>ada</dc:creator>\n"
        f"<wp:post_id>{number}</wp:post_id>\n{inner}<excerpt:encoded><![CDATA[{excerpt}]]></excerpt:encoded>\n"
        f"<content:encoded><![CDATA[{text}]]></content:encoded>\n{COMMENT}</item>\n"
    )


def export(*items: str) -> dict[str, str | bytes]:
    """An export file with these items."""
    return {"export.xml": f"{HEAD}{''.join(items)}</channel></rss>\n"}


def convert(text: str, folder: Path, *more: str) -> Imported:
    """A site with one page."""
    return import_files(folder, "wordpress", export(item(5, "Knee", "https://s.example/knee/", text), *more))


@pytest.fixture
def spine(tmp_path: Path) -> Imported:
    """A small site of WordPress."""
    return import_files(
        tmp_path,
        "wordpress",
        export(
            item(1, "Care", "https://s.example/care/", '<p>See <a href="https://s.example/care/knee/">it</a>.</p>'),
            item(2, "Knee", "https://s.example/care/knee/", "<p>Walk.</p>", post_parent="1", menu_order="4"),
            item(3, "News", "https://s.example/2024/03/news/", "Text.", post_type="post", post_date="2024-03-02 08:00"),
            item(4, "Secret", "https://s.example/?page_id=4", "Text.", status="private"),
            item(6, "Old", "https://s.example/?page_id=6", "Text.", status="trash"),
            item(7, "Locked", "https://s.example/locked/", "Text.", post_password="x"),
            item(8, "Team", "https://s.example/team/", "Text.", post_type="team_member"),
        ),
    )  # fmt: skip


def test_pages_are_where_their_addresses_were(spine: Imported) -> None:
    assert sorted(spine.pages) == [
        "content/en/care/index.md",
        "content/en/care/knee.md",
        "content/en/locked.md",
        "content/en/posts/news.md",
        "content/en/secret.md",
    ]
    assert spine.prose("content/en/care/index.md") == "See [it](knee.md)."


def test_fields_come_from_the_item(spine: Imported) -> None:
    assert spine.fields("content/en/care/knee.md") == {"title": "Knee", "summary": "A short text.", "order": 4}
    assert str(spine.fields("content/en/posts/news.md")["publish"]) == "2024-03-02"
    assert spine.fields("content/en/posts/news.md")["aliases"] == ["/2024/03/news/"]


def test_what_not_everybody_could_read_is_a_draft(spine: Imported) -> None:
    assert sorted(spine.drafts) == ["content/en/locked.md", "content/en/secret.md"]
    assert [line for line in spine.warnings if "with a password" in line]


def test_items_of_another_type_are_listed(spine: Imported) -> None:
    assert [line for line in spine.warnings if "1 items of the type 'team_member' were left out" in line]


def test_no_comment_and_no_author_comes_over(spine: Imported) -> None:
    everything = "".join(spine.pages.values()) + "".join([*spine.errors, *spine.warnings])

    assert [word for word in ("numb", "patient", "ada") if word in everything] == []


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("One\ntwo.\n\nThree <b>four</b>.", "One  \ntwo.\n\nThree **four**."),
        ("<!-- wp:paragraph -->\n<p>Rest&nbsp;now.</p>\n<!-- /wp:paragraph -->", "Rest now."),
        ("<!-- wp:heading {\"level\":3} -->\n<h3>A</h3>\n<!-- /wp:heading -->", "## A"),
        ("<ul><li>one<ul><li>two</li></ul></li></ul>", "- one\n    - two"),
        ("<ol><li>one</li><li>two</li></ol>", "1. one\n2. two"),
        ("<table><tr><td>A</td></tr><tr><td>1</td></tr></table>", "| A |\n| --- |\n| 1 |"),
        ("<details><summary>More</summary><p>Text.</p></details>", "::: expander More\n\nText.\n:::"),
        ("2 * 3 * 4 and a_b_c", "2 \\* 3 \\* 4 and a\\_b\\_c"),
        ("https://www.youtube.com/watch?v=abcdefghijk",
         "[Watch the video on YouTube](https://www.youtube.com/watch?v=abcdefghijk)"),
        ("A<!--more-->B [1] and [sic].", "AB [1] and [sic]."),
        ("<p>&gt; 38 °C: call us</p>", "\\> 38 °C: call us"),
        ("<p># 1 cause<br>- 5 °C</p>", "\\# 1 cause  \n\\- 5 °C"),
        ("<p>- Rest<br>- Walk</p>", "- Rest  \n- Walk"),
        ("<ul><li>- 5 °C</li><li>1. May</li><li>&gt; 38 °C</li></ul>", "- \\- 5 °C\n- 1\\. May\n- \\> 38 °C"),
        ("<ul><li><ul><li>a</li></ul></li></ul>", "- - a"),
        ('<ol><li>a</li></ol><p>So:</p><ol start="2"><li>b</li><li>c</li></ol>', "1. a\n\nSo:\n\n2. b\n3. c"),
        ('<ol><li>a</li><li value="7">b</li><li>c</li></ol>', "1. a\n7. b\n8. c"),
        ("<ol reversed><li>a</li><li>b</li></ol>", "2. a\n1. b"),
        ('<p>Take <span style="text-decoration: underline;">2</span></p>', "Take 2"),
    ],
)  # fmt: skip
def test_html_becomes_markdown(html: str, markdown: str, tmp_path: Path) -> None:
    found = convert(html, tmp_path)

    assert found.prose("content/en/knee.md") == markdown
    assert found.errors == []


def test_links_by_number_and_entities_in_titles_are_understood(tmp_path: Path) -> None:
    text = '<a href="https://s.example/?page_id=2">it</a>'

    found = import_files(
        tmp_path,
        "wordpress",
        export(
            item(1, "A &amp; B&#8217;s", "https://s.example/a/", text), item(2, "C", "https://s.example/c/", "Text.")
        ),
    )

    assert found.prose("content/en/a.md") == "[it](c.md)"
    assert found.fields("content/en/a.md")["title"] == "A & B’s"


def test_items_with_one_number_are_two_pages(tmp_path: Path) -> None:
    found = import_files(
        tmp_path,
        "wordpress",
        export(item(1, "A", "https://s.example/a/", "A."), item(1, "B", "https://s.example/a/", "B.")),
    )

    assert [found.prose(path) for path in sorted(found.pages)] == ["B.", "A."]


def test_a_caption_becomes_a_figure_and_its_picture_is_listed(tmp_path: Path) -> None:
    picture = '<img src="https://s.example/wp-content/uploads/2024/03/knee.jpg" alt="A knee" />'

    found = convert(f'[caption id="a" align="left"]{picture} Your knee[/caption]', tmp_path)

    assert found.prose("content/en/knee.md") == (
        '::: figure\npicture: /uploads/2024/03/knee.jpg\nalt: "A knee"\n\nYour knee\n:::'
    )
    assert len(found.errors) == 1
    assert "knee.jpg is on the web and did not come over" in found.errors[0]


@pytest.mark.parametrize("hidden", ['style="color: red; display: none"', "hidden", 'style="visibility:hidden"'])
def test_text_that_was_hidden_is_listed(hidden: str, tmp_path: Path) -> None:
    found = convert(f"<p>Rest.</p>\n\n<p {hidden}>For staff.</p>", tmp_path)

    assert ["hidden on the old site" in error for error in found.errors] == [True]
    assert convert('<p class="hidden" data-hidden="a">Rest.</p>', tmp_path / "b").errors == []


@pytest.mark.parametrize("folder", ["..", "%2e%2e", "2024/../../..", "a%20b"])
def test_a_picture_is_to_be_saved_inside_the_folder_of_pictures(tmp_path: Path, folder: str) -> None:
    found = convert(f'<img src="https://s.example/wp-content/uploads/{folder}/knee.jpg" alt="A knee" />', tmp_path)

    written = re.search(r"\((/uploads/.*)\)", found.prose("content/en/knee.md"))
    assert written and ".." not in written[1] and " " not in written[1]


def test_pictures_that_lie_beside_the_export_are_copied(tmp_path: Path) -> None:
    html = '<p><img src="https://s.example/wp-content/uploads/2024/knee-300x200.jpg" alt="A knee" /></p>'
    files = export(item(5, "Knee", "https://s.example/knee/", html)) | {
        "wp-content/uploads/2024/knee.jpg": b"\xff\xd8\xff"
    }

    found = import_files(tmp_path, "wordpress", files)

    assert found.prose("content/en/knee.md") == "![A knee](/wp-content/uploads/2024/knee.jpg)"
    assert found.files == {"static/wp-content/uploads/2024/knee.jpg": "wp-content/uploads/2024/knee.jpg"}


@pytest.mark.parametrize(
    ("html", "message"),
    [
        ('Ask us.\n\n[contact-form-7 id="9" title="Ask"]', "the shortcode 'contact-form-7' has no counterpart"),
        ("Ask us.\n\n[box]Text.[/box]", "the shortcode 'box' has no counterpart"),
    ],
)
def test_shortcodes_of_plugins_stay_and_are_listed_by_line(html: str, message: str, tmp_path: Path) -> None:
    found = convert(html, tmp_path)

    first = "\n".join(str(text) for text in export(item(5, "", "", "MARK")).values()).split("MARK")[0].count("\n") + 1
    assert len(found.errors) == 1
    assert found.errors[0].startswith(f"old/export.xml:{first + 2}: {message}")


def test_a_form_and_a_frame_do_not_vanish(tmp_path: Path) -> None:
    found = convert('<form action="/x"><input name="a"></form><iframe src="https://maps.example/x"></iframe>', tmp_path)

    assert "<form" in found.prose("content/en/knee.md")
    assert "[See maps.example](https://maps.example/x)" in found.prose("content/en/knee.md")
    assert [line for line in found.errors if "<form>" in line]
    assert [line for line in found.warnings if "there is a link now" in line]


def test_angle_brackets_of_a_text_begin_no_element(tmp_path: Path) -> None:
    converted = convert("<p>Write &lt;b&gt;, if 5 &lt; 6.</p>", tmp_path)

    assert r"Write \<b>, if 5 < 6." in converted.prose("content/en/knee.md")


@pytest.mark.parametrize("name", ["del", "strike", "span style='text-decoration: line-through;'"])
def test_struck_out_text_is_listed(name: str, tmp_path: Path) -> None:
    found = convert(f"<p>Take <{name}>2</{name.split()[0]}> 1 tablet.</p>", tmp_path)

    assert found.prose("content/en/knee.md") == "Take ~~2~~ 1 tablet."
    assert len(found.errors) == 1
    assert "struck-out text" in found.errors[0]


def test_one_file_can_be_named_without_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "downloads"
    folder.mkdir()
    (folder / "a.xml").write_text(str(export(item(1, "A", "https://s.example/a/", "Text."))["export.xml"]), "utf-8")
    (folder / "b.xml").write_text("<private/>", "utf-8")

    move = plan_move(new_site(tmp_path), "wordpress", folder / "a.xml")

    assert [page.path for page in move.pages] == ["content/en/a.md"]
    assert move.problems == ()


def test_without_markdownify_the_command_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "markdownify", None)

    found = convert("<p>Text.</p>", tmp_path)

    assert len(found.errors) == 1
    assert "cannot be read yet" in found.errors[0]


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><rss><title>&b;</title></rss>',
        '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><title>&a;</title></rss>',
    ],
)  # fmt: skip
def test_entities_are_refused(text: str, tmp_path: Path) -> None:
    found = import_files(tmp_path, "wordpress", {"export.xml": text})

    assert found.pages == {}
    assert [line for line in found.errors if "old/export.xml:1: this file defines entities" in line]


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02", b"<rss><channel><item>", b"not XML at all", b"\xff\xfe<\x00"]
)
def test_what_is_no_export_is_a_problem_and_no_traceback(content: bytes, tmp_path: Path) -> None:
    found = import_files(tmp_path, "wordpress", {"export.xml": content})

    assert found.pages == {}
    assert found.errors != []


def test_an_export_that_is_cut_off_gives_what_it_has(tmp_path: Path) -> None:
    whole = str(export(item(1, "A", "https://s.example/a/", "Text."), item(2, "B", "", "Text."))["export.xml"])

    found = import_files(tmp_path, "wordpress", {"export.xml": whole[: whole.index("<title><![CDATA[B]]>") + 5]})

    assert list(found.pages) == ["content/en/a.md"]
    assert [line for line in found.errors if "not a whole export" in line]


def test_html_that_is_nested_without_end_is_a_problem(tmp_path: Path) -> None:
    found = convert("<div>" * 5000 + "Text." + "</div>" * 5000, tmp_path)

    assert found.errors != []
