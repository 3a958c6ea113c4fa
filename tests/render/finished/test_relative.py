"""Links of pages that are opened from a disk."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from plainleaf.render.finished.relative import make_relative
from tests.site_tools import MakeSite, build_folder


@pytest.mark.parametrize(
    ("written", "relative"),
    [
        ('<a href="/clinic/">', '<a href="../../index.html">'),
        ('<a href="/clinic/sciatica/symptoms/#signs">', '<a href="index.html#signs">'),
        ('<a class="x" href="/clinic/sciatica/causes/">', '<a class="x" href="../causes/index.html">'),
        ('<img src="/clinic/pictures/a.svg" alt="">', '<img src="../../pictures/a.svg" alt="">'),
        (
            '<source srcset="/clinic/a.avif 4w, /clinic/b.avif 9w">',
            '<source srcset="../../a.avif 4w, ../../b.avif 9w">',
        ),
        ('<source srcset="https://other.example/clinic/a.avif 4w">',) * 2,
        ('<video poster="/clinic/a.svg">', '<video poster="../../a.svg">'),
        ('<link rel="manifest" href="/clinic/manifest.webmanifest">\n', ""),
        ('<a href="#signs">', '<a href="#signs">'),
        ('<a href="tel:911">', '<a href="tel:911">'),
        ('<a href="https://other.example/clinic/">', '<a href="https://other.example/clinic/">'),
        ('<a href="//other.example/">', '<a href="//other.example/">'),
        ('<a href="/elsewhere/">', '<a href="/elsewhere/">'),
        ('<code>&lt;a href="/clinic/"&gt;</code>', '<code>&lt;a href="/clinic/"&gt;</code>'),
    ],
)
def test_addresses_of_the_site_are_relative_to_the_page_and_others_stay(written: str, relative: str) -> None:
    assert make_relative(written, "sciatica/symptoms/index.html", "/clinic/") == relative


def test_every_link_of_a_relative_site_leads_to_a_file_beside_it(make_site: MakeSite, tmp_path: Path) -> None:
    run = build_folder(make_site(), "--relative", out=tmp_path / "out")

    assert run.code == 0
    pages = list((tmp_path / "out").rglob("*.html"))
    links = [(page, link) for page in pages for link in re.findall(r' (?:href|src)="([^"]*)"', page.read_text("utf-8"))]
    own = [(page, unquote(link.partition("#")[0])) for page, link in links if not re.match(r"\w+:|#", link)]
    assert len(own) > 20
    assert [(page, link) for page, link in own if not (page.parent / link).is_file()] == []


def test_a_site_is_made_again_when_it_shall_be_relative_and_when_no_longer(make_site: MakeSite, tmp_path: Path) -> None:
    root, out = make_site(), tmp_path / "out"
    plain, relative = 'href="/about/"', 'href="about/index.html"'

    texts = []
    for options in ((), ("--relative",), ("--relative",), ()):
        assert build_folder(root, *options, out=out).code == 0
        texts.append((out / "index.html").read_text("utf-8"))

    assert [(plain in text, relative in text) for text in texts] == [
        (True, False), (False, True), (False, True), (True, False),
    ]  # fmt: skip
