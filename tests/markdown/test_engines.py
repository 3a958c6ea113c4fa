"""Both Markdown engines give the same site, and a missing one is a problem and not a traceback."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from benchmarks.corpus import make_corpus
from plainleaf.markdown.convert import make_converter
from plainleaf.markdown.engines import is_installed
from plainleaf.markdown.scan import scan
from plainleaf.markdown.text_pass import TextPass, make_finder
from plainleaf.model.jobs import LinkTarget
from plainleaf.model.prose import ParsedProse
from plainleaf.problems import Report
from tests.markdown_pieces import ENGINES
from tests.prose_tools import parse
from tests.shipped_site import DAY, PARTS_OF_THE_SITE
from tests.site_tools import CHECKOUT, MakeSite, build_folder, bytes_below

PAGES = sorted((CHECKOUT / "content").rglob("*.md"))
CONVERTERS = [make_converter(engine) for engine in ENGINES]


def convert_by_each(prose: ParsedProse) -> list[str]:
    """The HTML of a prose from each engine, with every link resolved."""
    targets = {each.target: LinkTarget(f"/{each.target}", each.label, None) for each in scan(prose).targets}
    pages = (converter.convert(prose.markdown, targets).html for converter in CONVERTERS)
    return [TextPass(make_finder(()), "en", "").apply(page, with_terms=True) for page in pages]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(CHECKOUT)))
def test_every_page_of_the_shipped_site_is_read_alike(page: Path) -> None:
    prose = parse(page.read_text(encoding="utf-8").split("---\n", 2)[2], Report())

    python_markdown, commonmark = convert_by_each(prose)

    assert python_markdown == commonmark


def test_pages_of_the_corpus_are_read_alike() -> None:
    for page in make_corpus(200):
        python_markdown, commonmark = convert_by_each(parse(page.body))

        assert python_markdown == commonmark


def test_the_shipped_site_is_byte_for_byte_the_same_with_both_engines(tmp_path: Path) -> None:
    sites: list[dict[str, bytes]] = []
    for engine in ENGINES:
        root = tmp_path / engine
        for part in PARTS_OF_THE_SITE:
            shutil.copytree(CHECKOUT / part, root / part)
        config = (CHECKOUT / "config.yaml").read_text(encoding="utf-8")
        (root / "config.yaml").write_text(f"markdown: {engine}\n{config}", encoding="utf-8")
        result = build_folder(root, "--clean", as_of=DAY)
        assert [problem for problem in result.problems if problem["severity"] == "error"] == []
        sites.append(bytes_below(root / "public"))

    assert sites[0] == sites[1]


def test_changing_the_engine_renders_the_pages_again(make_site: MakeSite) -> None:
    good_site = make_site()
    build_folder(good_site, "--clean")
    config = good_site / "config.yaml"

    config.write_text(f"markdown: commonmark\n{config.read_text(encoding='utf-8')}", encoding="utf-8")
    result = build_folder(good_site)

    assert result.problems == []
    assert "(0 rebuilt)" not in result.stdout + result.stderr


def test_both_engines_are_available_to_the_tests() -> None:
    assert [engine for engine in ENGINES if not is_installed(engine)] == []
