"""QR codes: one for each page of a site that asks for them."""

from __future__ import annotations

import re

from tests.site_tools import BuildSite, MakeSite


def test_each_page_names_a_qr_code_of_its_own(make_site: MakeSite, build_site: BuildSite) -> None:
    root = make_site()
    config = root / "config.yaml"
    config.write_text(config.read_text("utf-8") + "\nqr_codes: yes\n", "utf-8")

    built = build_site(root)

    pages = [(built.out / name).read_text("utf-8") for name in ("index.html", "about/index.html")]
    named = [match.group(1) for page in pages for match in re.finditer(r'class="qr-code" src="/([^"]+)"', page)]
    assert built.problems == []
    assert len(named) == len(set(named)) == 2
    assert all((built.out / name).read_text("utf-8").startswith("<?xml") for name in named)


def test_a_site_that_does_not_ask_has_none(make_site: MakeSite, build_site: BuildSite) -> None:
    built = build_site(make_site())

    assert "qr-code" not in (built.out / "index.html").read_text("utf-8").replace(".qr-code", "")
    assert list((built.out / "assets").glob("qr.*")) == []
