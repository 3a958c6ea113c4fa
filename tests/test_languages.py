"""A site in two languages: the default one at the root, the other below its code, each leading to the other."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest

from plainleaf.hosting.headers import read_redirects
from tests.site_stages import plan_site
from tests.site_tools import BuildSite, CheckSite, MakeSite, Run, about_page, minimal_config
from tests.site_variants import SPANISH_TOO, translated_words

NAMES = (
    (
        "    en: {name: English}\n",
        "    en: {name: English}\n    es: {name: Español}\n    ar: {name: العربية, direction: rtl}\n",
    ),
    ("label: Relay", "label: {en: Relay, es: Relevo, ar: مرحل}"),
)
HOME = "---\ntitle: Inicio\nsummary: Hola.\n---\n\nLea [sobre nosotros](about.md).\n"
ABOUT = (
    '---\ntitle: Sobre "nosotros"\nsummary: Quiénes somos.\nslug: sobre-nosotros\naliases: [/es/viejo/]\n---\n\nHola.\n'
)
ARABIC = "---\ntitle: الرئيسية\nsummary: مرحبا.\n---\n\nمرحبا.\n"


@pytest.fixture
def result(make_site: MakeSite, build_site: BuildSite) -> Run:
    """A site in three languages, built."""
    words = translated_words()
    files = {
        "config.yaml": minimal_config(*NAMES),
        "content/es/index.md": HOME,
        "content/es/about.md": ABOUT,
        "content/ar/index.md": ARABIC,
        "templates/words/es.yaml": words,
        "templates/words/ar.yaml": words,
    }
    found = build_site(make_site(files=files))
    assert [problem for problem in found.problems if problem["severity"] == "error"] == []
    return found


def errors_of(result: Run) -> list[tuple[str, str]]:
    """The rule and the file of each error."""
    return [(each["rule"], each["path"]) for each in result.problems if each["severity"] == "error"]


def switch_of(result: Run, path: str) -> list[tuple[str, str, str]]:
    """Where the switch of a page leads: the address, the language and the words of each link."""
    return re.findall(r'<a href="([^"]+)" lang="(\w+)"(?: dir="\w+")? hreflang="\w+">([^<]+)</a>', read(result, path))


def read(result: Run, path: str) -> str:
    """The text of an output file."""
    return (result.out / path).read_text(encoding="utf-8")


def test_the_default_language_is_at_the_root_and_the_others_below_their_code(result: Run) -> None:
    for path in ("index.html", "about/index.html", "es/index.html", "es/sobre-nosotros/index.html", "ar/index.html"):
        assert (result.out / path).exists(), path
    assert (result.out / "es/viejo/index.html").exists()
    assert (result.out / "es/feed.xml").exists()
    assert (result.out / "es/a-to-z/index.html").exists()


def test_a_page_says_its_language_and_direction(result: Run) -> None:
    assert '<html lang="es" dir="ltr">' in read(result, "es/index.html")
    assert '<html lang="ar" dir="rtl">' in read(result, "ar/index.html")
    assert "Skip to main content ·" in read(result, "es/index.html")


def test_links_stay_in_their_language(result: Run) -> None:
    assert 'href="/es/sobre-nosotros/"' in read(result, "es/index.html")
    assert 'href="/about/"' in read(result, "index.html")


def test_a_page_and_its_translations_lead_to_each_other(result: Run) -> None:
    for path in ("about/index.html", "es/sobre-nosotros/index.html"):
        page = read(result, path)
        alternates = dict(re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)">', page))
        assert alternates["en"] == "https://small.example/about/"
        assert alternates["es"] == "https://small.example/es/sobre-nosotros/"
        assert alternates["x-default"] == "https://small.example/about/"
        assert "ar" not in alternates
    assert '<link rel="alternate" hreflang' not in read(result, "contact/index.html")


def test_the_switch_calls_each_language_by_its_own_name_and_stays_on_the_host(result: Run) -> None:
    assert switch_of(result, "index.html") == [("/es/", "es", "Español"), ("/ar/", "ar", "العربية")]


def test_the_switch_leads_to_the_nearest_page_above_and_says_so(result: Run) -> None:
    above = "Español (goes to: Inicio ·)"

    assert switch_of(result, "sciatica/symptoms/index.html")[0] == ("/es/", "es", above)
    assert switch_of(result, "about/index.html")[0] == ("/es/sobre-nosotros/", "es", "Español")


def test_lists_of_pages_lead_to_those_of_the_other_languages(result: Run) -> None:
    assert switch_of(result, "es/a-to-z/index.html")[0] == ("/a-to-z/", "en", "English")
    assert switch_of(result, "glossary/index.html")[0] == ("/es/", "es", "Español (goes to: Inicio ·)")


def test_an_address_that_does_not_exist_is_explained_in_every_language(result: Run) -> None:
    page = read(result, "404.html")

    for language, direction in (("es", "ltr"), ("ar", "rtl")):
        assert f'<section class="flow" lang="{language}" dir="{direction}">\n<h2>Page not found ·</h2>' in page
        assert f'<a href="/{language}/" hreflang="{language}">' in page
    assert '<section class="flow" lang="en"' not in page


def test_each_language_has_a_page_of_its_own_for_wrong_addresses(result: Run) -> None:
    page = read(result, "es/404.html")

    assert '<html lang="es" dir="ltr">' in page
    assert '<section class="flow" lang="es"' not in page
    assert '<a href="/" hreflang="en">' in page


def test_without_its_texts_the_page_for_wrong_addresses_says_in_which_language_it_is(
    make_site: MakeSite, build_site: BuildSite
) -> None:
    files = {
        "config.yaml": minimal_config(*NAMES),
        "content/es/index.md": HOME,
        "content/es/about.md": ABOUT,
        "content/ar/index.md": ARABIC,
        "templates/words/es.yaml": translated_words(),
        "templates/words/ar.yaml": re.sub("(?m)^not_found_.*\n", "", translated_words()),
    }

    result = build_site(make_site(files=files))

    assert errors_of(result) == []
    assert '<html lang="ar" dir="rtl">' in read(result, "ar/404.html")
    assert '<main id="main" tabindex="-1" lang="en" dir="ltr">' in read(result, "ar/404.html")
    assert '<main id="main" tabindex="-1">' in read(result, "es/404.html")
    assert re.findall('<section class="flow" lang="(..)"', read(result, "404.html")) == ["es"]


def test_netlify_is_told_of_the_page_for_wrong_addresses_of_each_language(make_site: MakeSite) -> None:
    files = {
        "config.yaml": minimal_config(*NAMES, more="host: netlify\n"),
        "content/es/index.md": HOME,
        "content/ar/index.md": ARABIC,
        "templates/words/es.yaml": translated_words(),
        "templates/words/ar.yaml": translated_words(),
    }

    planned = plan_site(make_site(files=files))

    assert planned.text("_redirects") == "/ar/* /ar/404.html 404\n/es/* /es/404.html 404\n"


def test_netlify_is_told_not_to_send_the_page_that_is_at_an_old_address(make_site: MakeSite) -> None:
    about = {"content/en/about.md": about_page("Who we are.", "aliases: [/old/]\n")}

    rules = plan_site(make_site(files={**about, "config.yaml": minimal_config(more="host: netlify\n")})).text(
        "_redirects"
    )

    assert rules == "/old /about/ 301!\n"
    assert read_redirects(rules) == {"/old": "/about/"}


def test_quotation_marks_are_those_of_the_language(result: Run) -> None:
    assert "<h1>Sobre «nosotros»</h1>" in read(result, "es/sobre-nosotros/index.html")


def test_structured_data_says_the_language(result: Run) -> None:
    script = re.search(r"<script[^>]*>(.*?)</script>", read(result, "es/index.html"))

    assert script
    assert {thing.get("inLanguage", "es") for thing in json.loads(script.group(1))["@graph"]} == {"es"}


def test_the_site_map_holds_the_pages_of_every_language(result: Run) -> None:
    urls = {
        each.text for each in ElementTree.fromstring(read(result, "sitemap.xml")).iter() if each.tag.endswith("loc")
    }

    assert {
        "https://small.example/es/",
        "https://small.example/es/sobre-nosotros/",
        "https://small.example/ar/",
    } <= urls


def test_a_page_of_another_language_can_take_no_address_of_the_default_one(
    make_site: MakeSite, build_site: BuildSite
) -> None:
    words = translated_words()
    files = {
        "config.yaml": minimal_config(*NAMES),
        "content/es/index.md": HOME.replace("Lea [sobre nosotros](about.md).", "Hola."),
        "content/ar/index.md": ARABIC,
        "templates/words/es.yaml": words,
        "templates/words/ar.yaml": words,
        "content/en/es.md": about_page("A page about Spain."),
    }

    result = build_site(make_site(files=files))

    assert errors_of(result) == [("same-output", "content/es/index.md")]


def test_a_link_into_another_language_is_broken(make_site: MakeSite, build_site: BuildSite) -> None:
    words = translated_words()
    files = {
        "config.yaml": minimal_config(*NAMES),
        "content/es/index.md": HOME,
        "content/ar/index.md": ARABIC,
        "templates/words/es.yaml": words,
        "templates/words/ar.yaml": words,
    }

    result = build_site(make_site(files=files))

    assert errors_of(result) == [("broken-link", "content/es/index.md")]


def test_a_text_that_a_translation_lacks_is_a_warning_and_english_takes_its_place(
    make_site: MakeSite, check_site: CheckSite
) -> None:
    words = translated_words().replace('menu_label: "Main menu \\u00b7"\n', "")
    files = {
        "config.yaml": minimal_config(*((old, new.replace("es: ", "vi: ")) for old, new in SPANISH_TOO)),
        "content/vi/index.md": HOME.replace("[sobre nosotros](about.md)", "esto"),
        "templates/words/vi.yaml": words,
    }

    found = check_site(make_site(files=files))

    (problem,) = [problem for problem in found.problems if problem["rule"] == "missing-words"]
    assert (found.code, problem["severity"]) == (0, "warning")
    assert problem["fix"].endswith("translate them: menu_label.")


def test_a_language_that_cldr_does_not_know_is_asked_for_its_names_of_days(
    make_site: MakeSite, check_site: CheckSite
) -> None:
    creole = {
        "config.yaml": minimal_config(*((old, new.replace("es: ", "ht: ")) for old, new in SPANISH_TOO)),
        "content/ht/index.md": HOME.replace("[sobre nosotros](about.md)", "esto"),
        "templates/words/ht.yaml": translated_words(),
    }
    days = 'months: janvye\nweekdays: lendi\ndate: "{day} {month}"\n'

    without = check_site(make_site(files=creole))
    named = check_site(make_site(files={**creole, "templates/words/ht.yaml": translated_words() + days}))

    (problem,) = [each for each in without.problems if each["rule"] == "missing-words"]
    assert (without.code, problem["path"], problem["severity"]) == (0, "templates/words/ht.yaml", "warning")
    assert problem["fix"].endswith(": months, weekdays, date.")
    assert [each for each in named.problems if each["rule"] == "missing-words"] == []
