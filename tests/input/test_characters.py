"""Nothing that authors write, in whatever form, becomes a placeholder of plainleaf or of a library."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from msgspec.structs import replace

from plainleaf.content.fences import Placeable, parse_prose
from plainleaf.input.addresses.address_types import old_address
from plainleaf.input.characters import FORBIDDEN, replace_forbidden
from plainleaf.input.files import walk
from plainleaf.input.invisible import find_invisible_references
from plainleaf.input.nodes import Node
from plainleaf.markdown.dialect.check import check_dialect
from plainleaf.markdown.scan import scan
from plainleaf.model.jobs import LinkTarget, PageJob, ResolvedProse, ResolvedUse
from plainleaf.problems import Place, Report
from plainleaf.render.delivery import Delivery
from plainleaf.render.job import Renderer, RendererSetup, make_renderer
from tests.examples import examples
from tests.markdown_pieces import ENGINES
from tests.prose_tools import parse
from tests.site_stages import plan_site
from tests.site_tools import (
    BuildSite,
    CheckSite,
    MakeSite,
    Write,
    about_page,
    lay_minimal,
    minimal_config,
    places,
    rules,
)

# Every placeholder, of plainleaf and of Python-Markdown, with and without a number.
PLACEHOLDERS = (
    "\ue0000\ue001", "\ue0001\ue001", "\ue0009\ue001", "\ue0020\ue003", "\ue0021\ue003", "\ue004", "\ue0050\ue006",
    "\ue00577\ue006", "\ue0070\ue008", "\ue0071\ue008", "\ue009", "\ue00a", "\x02klzzwxh:0000\x03", "\x02wzxhzdk:0\x03",
    "\x02amp\x03", "\x0260\x03", "\x00",
)  # fmt: skip
AROUND = (
    "{}", "\n\n{}\n\n", "<p>{}</p>", "- {}\n", "> {}\n", "## {}\n", "| {} |\n|---|\n| {} |\n\n", "Term\n:   {}\n\n",
    "`{}`", "![{}](/pictures/nerve.svg)", "[{}](index.md)", '[a](index.md "{}")', "[a]({})", "[]({})",
    "[a](https://x.example/{})", "<https://x.example/{}>", "[^{}]", "\n[^1]: {}\n", "[a][r]\n\n[r]: {}\n", "**{}**",
    "\\{}", "::: inset\n{}\n:::\n", "::: expander {}\nText\n:::\n",
)  # fmt: skip
NOTE = re.compile(r"^ {0,3}\[\^.+\]:", re.MULTILINE)
OTHERS = (
    "Text", "[^1]", "\n[^1]: Note\n", "\n", "\n\n", "::: inset\n", ":::\n", "&", "#", "xE000;", "~~~\n", "```\n", " ",
)  # fmt: skip


def by_hexadecimal(text: str) -> str:
    """A text with each forbidden character as a hexadecimal reference."""
    return FORBIDDEN.sub(lambda found: f"&#x{ord(found.group()):04X};", text)


def by_decimal(text: str) -> str:
    """A text with each forbidden character as a decimal reference with leading zeros."""
    return FORBIDDEN.sub(lambda found: f"&#{ord(found.group()):07};", text)


def by_large_x(text: str) -> str:
    """A text with each forbidden character as a hexadecimal reference with a capital X."""
    return FORBIDDEN.sub(lambda found: f"&#X00{ord(found.group()):04x};", text)


def by_percent(text: str) -> str:
    """A text in percent encoding."""
    return quote(text)


ENCODINGS = (str, by_hexadecimal, by_decimal, by_large_x, by_percent, html.escape)
FORGERIES = some.builds(
    lambda around, encode, placeholder: around.replace("{}", encode(placeholder)),
    some.sampled_from(AROUND),
    some.sampled_from(ENCODINGS),
    some.sampled_from(PLACEHOLDERS),
)
TEXTS = some.lists(some.one_of(FORGERIES, some.sampled_from(OTHERS)), max_size=8).map("".join)


@lru_cache(maxsize=2)
def renderer_of(engine: str) -> tuple[Renderer, PageJob]:
    """A renderer for the minimal site with one engine, and the job of its page 'about'."""
    with TemporaryDirectory() as folder:
        lay_minimal(Path(folder))
        planned = plan_site(Path(folder))
        inputs = planned.inputs
        setting = replace(inputs.settings, markdown=engine)
        setup = RendererSetup(inputs.templates, None, inputs.components, setting, Delivery(None))
        return make_renderer(setup), planned.job("about/index.html")


def convert_page(engine: str, text: str) -> tuple[str, int]:
    """The HTML of a page's prose with all links resolved, and the number of components written in it."""
    renderer, job = renderer_of(engine)
    parsed = parse(text)
    targets = {each.target: LinkTarget("/x/", each.label, None) for each in scan(parsed).targets}
    uses = tuple(ResolvedUse(use.number, use.component, use.values, use.place) for use in parsed.uses)
    prose, _ = renderer.prose.make(replace(job, prose=ResolvedProse(parsed.markdown, uses, targets, Place("a.md"))))
    return prose.html + prose.notes, sum(use.component in ("inset", "expander") for use in parsed.uses)


@settings(max_examples=examples(120))
@given(TEXTS)
def test_no_text_creates_a_component_note_or_element_that_was_not_written(text: str) -> None:
    report = Report()
    parse(text, report)

    pages = [convert_page(engine, text) for engine in ENGINES]

    for page, written in pages:
        assert page.count('<div class="inset') + page.count("<details") == written
        # Options of components are not converted, and no file with such a character gets that far.
        assert FORBIDDEN.search(text) or report.has_errors or not FORBIDDEN.search(page)
        assert ('<li id="fn:' in page) <= bool(NOTE.search(text))
        assert "wzxhzdk" not in page or "wzxhzdk" in text
    if not report.has_errors and not any(check_dialect(parse(replace_forbidden(text)))):
        assert pages[0] == pages[1]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("placeholder", PLACEHOLDERS)
@pytest.mark.parametrize("encode", ENCODINGS, ids=lambda encode: str(encode.__name__))
def test_no_placeholder_is_read_from_a_text_in_any_encoding(encode: object, placeholder: str, engine: str) -> None:
    assert callable(encode)
    mark = encode(placeholder)

    page, written = convert_page(engine, f"One\n\n::: inset\n{mark}\n:::\n\n{mark}\n\n[^1]\n\n[^1]: {mark}\n")

    assert page.count('<div class="inset') == written == 1
    assert page.count('<li id="fn:') == 1
    assert page.count("<sup id=") == 1
    assert page.count("<p>") == 5


@pytest.mark.parametrize(
    "reference",
    [
        "&#xE000;",
        "&#Xe000;",
        "&#x00E000;",
        "&#57344;",
        "&#0057344;",
        "&#2;",
        "&#x3;",
        "&#0;",
        "&#x80;",
        "&#127;",
        "&#13;",
    ],
)
def test_a_reference_to_an_invisible_character_is_reported_at_its_place(
    reference: str, make_site: MakeSite, check_site: CheckSite
) -> None:
    site = make_site(files={"content/en/about.md": about_page(f"Text.\n\n- One {reference} two.")})

    problems = check_site(site).problems

    assert [(each["rule"], each["line"], each["column"]) for each in problems] == [("control-character", 8, 7)]
    assert reference in problems[0]["message"]


@pytest.mark.parametrize(
    "reference", ["&#233;", "&eacute;", "&#x1F600;", "&#xE000", "&amp;", "a&#x200D;", "&#10;", "&#xA0;"]
)
def test_other_references_may_be_written(reference: str) -> None:
    assert not list(find_invisible_references(reference))
    assert replace_forbidden(reference) == reference


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("content/en/about.md", about_page("Text.", 'owner: "\\uE000"\n')),
        ("content/en/about.md", about_page("Text.", 'aliases: ["\\x02/a/"]\n')),
        ("content/en/about.md", about_page('::: figure\nalt: "\\uE000"\n:::')),
        ("content/en/about.md", about_page("Text.", '"\\uE000": a\n')),
        ("content/en/terms.yaml", '- term: "\\uE0009\\uE001"\n  says: A cord.\n'),
        ("config.yaml", minimal_config(more='social: [{name: "\\uE000", address: "https://x.example/"}]\n')),
        ("templates/words/en.yaml", 'home: "\\uDBFF"\n'),
    ],
)
def test_a_yaml_escape_for_an_invisible_character_is_reported(
    name: str, text: str, make_site: MakeSite, check_site: CheckSite
) -> None:
    result = check_site(make_site(files={name: text}))

    assert result.code == 1
    assert {"control-character", "yaml-syntax"} & set(result.rules)


@pytest.mark.parametrize(
    "address",
    ["/a%00b/", "/a%01/", "/%7f/", "/%EE%80%80/", "/%C2%85/", "/%2e%2e%2fb/", "/a/%2E%2E/", "/a%5Cb/", "/a\\b/",
     "/%ff/", "/%0a/", "/a%20b/", "/%3Fa/", "/%23/", "/.%2e/", "/a/../b/", "/%2e/"],
)  # fmt: skip
def test_an_old_address_that_no_file_can_have_is_refused(address: str, report: Report) -> None:
    old_address().read(Node(address, Place("a.md")), report)

    assert rules(report) == ["wrong-type"]


@pytest.mark.parametrize("address", ["/old-page/", "/caf%C3%A9/", "/café/", "/a.b/c", "/%E7%97%9B/"])
def test_other_old_addresses_may_be_written(address: str, report: Report) -> None:
    assert old_address().read(Node(address, Place("a.md")), report) == address
    assert report.problems == []


@pytest.mark.parametrize(
    ("character", "said"),
    [("\x01", "U+0001"), ("\n", "U+000A"), ("\ue000", "U+E000"), ("\x85", "U+0085"), ("\\", "backslash")],
)
def test_a_file_with_a_forbidden_character_in_its_name_is_reported_and_left_out(
    character: str, said: str, write: Write, report: Report
) -> None:
    root = write({"content/about.md": ""})
    try:
        (root / f"content/a{character}b.md").touch()
    except OSError as error:
        pytest.skip(f"this file system has no such names: {error.strerror}")

    assert list(walk(root, "content", report)) == ["content/about.md"]
    assert rules(report) == ["file-name"]
    assert said in report.problems[0].message
    assert places(report) == ["content/a\ufffdb.md:1:1"]


@pytest.mark.parametrize(
    "link",
    ["[a](%00.md)", "[a](%EE%80%80.pdf)", "![a nerve](/%1b.svg)", "[a](about.md#%00)", "[a](/%2e%2e/%2e%2e/a)"],
)
def test_a_link_with_a_forbidden_character_is_broken(link: str, make_site: MakeSite, build_site: BuildSite) -> None:
    result = build_site(make_site(files={"content/en/about.md": about_page(link)}))

    assert result.code == 1
    assert set(result.rules) <= {"broken-link", "missing-picture", "broken-anchor"}
    assert not FORBIDDEN.search(str(result.problems))


def test_a_text_is_cleaned_before_component_placeholders_are_inserted(report: Report) -> None:
    prose = parse_prose("a.md", 1, "\ue0000\ue001", Placeable({}), report)

    assert prose.markdown == "\ufffd0\ufffd"
    assert prose.visible == "\ue0000\ue001"
