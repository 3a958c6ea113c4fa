"""Texts of front matter, settings and terms look the same wherever they are shown."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from plainleaf.content.config.settings import LanguageLineSetting, Settings
from plainleaf.index.typesetting import typeset_group
from plainleaf.markdown import quotes_of
from tests.site_tools import BuildSite, MakeSite, about_page, minimal_config

STRAIGHT, CURLY = 'What\'s "it"?', "What’s “it”?"
PAGE = """---
title: 'What''s "it"?'
summary: 'What''s "it"? Read on.'
menu: 3
publish: 2026-01-01
aliases: [/old/]
---

See [](about.md).
"""


def test_a_title_is_the_same_wherever_it_is_shown(make_site: MakeSite, build_site: BuildSite) -> None:
    site = make_site(files={"content/en/x.md": PAGE, "content/en/about.md": about_page("[](x.md)")})

    result = build_site(site)

    assert result.code == 0
    shown = [file for file in result.out.rglob("*") if file.suffix in (".html", ".xml", ".json")]
    texts = {file.relative_to(result.out).as_posix(): file.read_text(encoding="utf-8") for file in shown}
    assert [name for name, text in texts.items() if re.search(r"What(?:'|&#39;|\\u0027)s", text)] == []
    assert texts["x/index.html"].count(CURLY) >= 7
    assert all(CURLY in texts[name] for name in ("old/index.html", "about/index.html", "a-to-z/index.html", "feed.xml"))
    assert ElementTree.fromstring(texts["feed.xml"]) is not None


def test_settings_options_questions_and_terms_are_typeset(make_site: MakeSite, build_site: BuildSite) -> None:
    text = '::: question What\'s "it"?\nIt\'s a "nerve".\n:::\n\nA baker\'s cyst.'
    config = minimal_config(("name: Small Clinic", "name: Small's Clinic"))
    site = make_site(files={"content/en/about.md": about_page(text), "config.yaml": config})
    terms = site / "content/en/terms.yaml"
    terms.write_text(
        terms.read_text(encoding="utf-8") + "- {term: baker's cyst, says: It's a bag.}\n", encoding="utf-8"
    )

    page = build_site(site).out / "about/index.html"

    shown = page.read_text(encoding="utf-8")
    assert not re.search(r"\w(?:'|&#39;)s\b", shown)
    assert 'role="doc-glossref">baker’s cyst</a>' in shown


def test_what_is_in_a_language_of_its_own_has_its_quotation_marks() -> None:
    line = LanguageLineSetting(language="es", name="Español", text='Diga "hola".')

    assert typeset_group(line, quotes_of("en")).text == "Diga «hola»."


def test_names_and_addresses_stay_as_they_were_written() -> None:
    settings = Settings(address="https://x.example/a--b/")

    assert typeset_group(settings, quotes_of("en")) is settings
