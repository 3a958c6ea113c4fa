"""Both Markdown engines give the same site, and a missing one is a problem and not a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.corpus import make_corpus
from plainleaf.content.load import load
from plainleaf.markdown.convert import make_converter
from plainleaf.markdown.engines import is_installed
from plainleaf.markdown.scan import scan
from plainleaf.markdown.text_pass import TextPass, make_finder
from plainleaf.model.jobs import LinkTarget
from plainleaf.model.prose import ParsedProse
from plainleaf.problems import Report
from tests.examples import few
from tests.markdown_pieces import ENGINES
from tests.prose_tools import parse
from tests.shipped_site import ShippedSite, build_shipped_site, copy_site
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


@pytest.mark.parametrize("pages", few([60, 200]))
def test_pages_of_the_corpus_are_read_alike(pages: int) -> None:
    for page in make_corpus(pages):
        python_markdown, commonmark = convert_by_each(parse(page.body))

        assert python_markdown == commonmark


@pytest.mark.matrix
def test_the_shipped_site_is_byte_for_byte_the_same_with_the_other_engine(shipped: ShippedSite, tmp_path: Path) -> None:
    (other,) = set(ENGINES) - {load(CHECKOUT, Report()).settings.markdown}
    root = copy_site(tmp_path / "root", ("languages:\n", f"markdown: {other}\nlanguages:\n"))

    run = build_shipped_site(tmp_path / "out", root=root)

    assert run.code == 0
    assert bytes_below(run.out) == bytes_below(shipped.folder)


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
