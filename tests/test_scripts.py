"""A site in Arabic, Chinese, German and Vietnamese, made by adding files: what readers of each get."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from plainleaf.cldr.direction import direction_of
from plainleaf.content.interface_texts import OF_CALENDARS, own_interface_texts
from tests.language_site import LANGUAGES, TRANSLATED, build_languages
from tests.shared_folders import share
from tests.site_tools import CHECKOUT, build_folder, bytes_below, write_files

VOID = frozenset({"area", "br", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
# What no reader sees as text.
UNSEEN = frozenset({"head", "script", "style", "svg"})
TRANSLATION = re.compile(r"^translation:.*\n", re.MULTILINE)
DIGITS_IN_PARTS = re.compile(r"\d\D*[-/.:]\D*\d")
COMPONENTS = sorted(folder.parent.name for folder in (CHECKOUT / "templates/components").glob("*/template.html"))
# A video would need a file that plays, and red flags are a file of their own. Locations are on the page of symptoms.
NOT_ON_THE_PAGE = {"locations", "pages", "red-flags", "video"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site."""

    def build(folder: Path) -> None:
        run = build_languages(folder / "root", folder / "out")
        assert run.code == 0, run.problems

    return share(tmp_path_factory, "languages", build) / "out"


def read(site: Path, path: str) -> str:
    """The text of an output file."""
    return (site / path).read_text("utf-8")


def arabic_pages(site: Path) -> list[Path]:
    """Every page below /ar/."""
    return sorted((site / "ar").rglob("index.html"))


class Texts(HTMLParser):
    """The texts of a page, each with the direction that the elements around it give it."""

    def __init__(self) -> None:
        super().__init__()
        self.around: list[tuple[str, str | None]] = []
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.around.append((tag, dict(attrs).get("dir")))

    def handle_endtag(self, tag: str) -> None:
        while self.around and self.around.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and not {tag for tag, _ in self.around} & UNSEEN:
            direction = next((dir_ for _, dir_ in reversed(self.around) if dir_), "ltr")
            self.found.append((data.strip(), direction))


def texts_of(page: Path) -> list[tuple[str, str]]:
    """The texts of a page."""
    parser = Texts()
    parser.feed(page.read_text("utf-8"))
    return parser.found


def test_four_languages_need_no_more_than_files(tmp_path: Path) -> None:
    run = build_languages(tmp_path / "root", tmp_path / "out")

    added = {path.relative_to(LANGUAGES).parts[0] for path in LANGUAGES.rglob("*") if path.is_file()}
    assert added == {"README.md", "config.yaml", "content", "static", "templates"}
    assert {path.suffix for path in (LANGUAGES / "templates").rglob("*") if path.is_file()} == {".yaml"}
    assert run.code == 0
    assert {problem["rule"] for problem in run.problems} <= {
        "alert-in-one-language", "evidence-without-address", "markdown-dialect", "no-emergency-card", "no-review-mark",
        "untranslated-setting",
    }  # fmt: skip


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_of_the_interface_is_translated(language: str) -> None:
    english = own_interface_texts(CHECKOUT, "es").keys() | {"named_value", "with_credentials"}
    own = own_interface_texts(LANGUAGES, language).keys()

    assert english - own - SAME_EVERYWHERE - {*OF_CALENDARS} == set()


# Gaps and signs, which may be put together as in English; letters; a word that German and Vietnamese have as well.
SAME_EVERYWHERE = {
    "access_test", "alphabet", "handouts_normal", "menu_button", "named_value", "relay_line", "tty_line",
    "with_credentials", "contact_send", "treatment_other",
}  # fmt: skip


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_site_can_be_in_any_of_them_alone(language: str, tmp_path: Path) -> None:
    lay_one_language(tmp_path, language)

    run = build_folder(tmp_path)

    assert [problem for problem in run.problems if problem["severity"] == "error"] == []
    assert f'<html lang="{language}"' in read(run.out, "sciatica/index.html")


def lay_one_language(root: Path, language: str) -> None:
    """Make the site of one language in a folder, without a word of another."""
    files = {
        path: content.decode()
        for path, content in bytes_below(LANGUAGES).items()
        if path.endswith((".md", ".yaml", ".svg"))
    }
    shared = {path: text for path, text in files.items() if path.startswith("static/")}
    own = {path: text for path, text in files.items() if f"/{language}/" in path or path.endswith(f"/{language}.yaml")}
    originals = {path: TRANSLATION.sub("", text) for path, text in own.items()}
    settings = in_one_language(yaml.safe_load(files["config.yaml"]), language)
    names = settings["languages"]["names"]
    settings["languages"] = {"default": language, "names": {language: names[language]}}
    settings["notices"] = ["notices/disclaimer.md"]
    config = yaml.safe_dump(settings, allow_unicode=True).replace(": true", ": yes")
    write_files(root, {**shared, **originals, "config.yaml": config})


def in_one_language(setting: Any, language: str) -> Any:
    """A value of config.yaml with one text in place of those for each language."""
    if isinstance(setting, dict):
        if language in setting and all(isinstance(text, str) for text in setting.values()):
            return setting[language]
        return {name: in_one_language(each, language) for name, each in setting.items()}
    return [in_one_language(each, language) for each in setting] if isinstance(setting, list) else setting


def test_what_is_not_arabic_is_set_apart_on_arabic_pages(site: Path) -> None:
    loose = {
        (page.parent.name, text)
        for page in arabic_pages(site)
        for text, direction in texts_of(page)
        if direction == "rtl" and direction_of(text) == "ltr" and (DIGITS_IN_PARTS.search(text) or "Small" in text)
    }

    assert loose == set()


@pytest.mark.parametrize(
    "text",
    [
        '<bdi dir="ltr" lang="en">1 Example Street</bdi>',
        '<bdi dir="ltr" lang="en">Smalltown, MI 00000</bdi>',
        '<bdi dir="ltr" lang="en">Small Clinic, Inc.</bdi>',
        '<bdi dir="ltr" lang="en">hello@small.example</bdi>',
        '<bdi dir="ltr">313-555-0100</bdi>',
        '<bdi dir="ltr">711</bdi>',
        '<span lang="en" dir="ltr">Step-free entrance (ring the bell).</span>',
    ],
)
def test_names_addresses_and_numbers_say_their_direction(site: Path, text: str) -> None:
    assert text in read(site, "ar/contact/index.html")


def test_a_number_in_an_alert_and_in_the_bar_of_actions_is_set_apart(site: Path) -> None:
    page = read(site, "ar/index.html")

    assert '<a href="tel:+13135550100"><bdi dir="ltr">313-555-0100</bdi></a> لتغيير' in page
    assert 'اتصل بنا: <bdi dir="ltr">313-555-0100</bdi>' in page


def test_a_source_is_cited_in_its_own_order(site: Path) -> None:
    page = read(site, "ar/sciatica/index.html")

    assert re.search(r'<bdi dir="ltr" lang="en"><a class="source"[^>]*>[^<]*\(NG59\)</a>\. NICE, 2020\.</bdi>', page)


def test_the_arabic_site_has_every_component(site: Path) -> None:
    written = "\n".join(path.read_text("utf-8") for path in (LANGUAGES / "content/ar").rglob("*.md"))
    names = {*re.findall(r"^::: ([\w-]+)", written, re.MULTILINE)}
    cards = {"care-card"} if {"emergency", "urgent", "routine"} <= names else set()
    lists = {"do-list"} if {"do", "dont"} <= names else set()

    assert set(COMPONENTS) - names - cards - lists == NOT_ON_THE_PAGE - {"locations", "pages"}
    assert site.is_dir()


def test_the_switch_says_language_and_direction(site: Path) -> None:
    assert 'lang="ar" dir="rtl" hreflang="ar">العربية' in read(site, "index.html")
    assert 'lang="en" dir="ltr" hreflang="en">English (goes to: Sciatica)' in read(
        site, "ar/sciatica/self-care/index.html"
    )


def test_the_page_for_wrong_addresses_speaks_each_language(site: Path) -> None:
    page = read(site, "404.html")

    for language in TRANSLATED:
        direction = "rtl" if language == "ar" else "ltr"
        assert f'<section class="flow" lang="{language}" dir="{direction}">' in page


def test_feeds_and_headings_are_in_their_language(site: Path) -> None:
    assert 'xml:lang="ar"' in read(site, "ar/feed.xml")
    assert '<h2 id="这是什么病">' in read(site, "zh/sciatica/index.html")
    assert '<h2 id="ما-هو-عرق-النسا">' in read(site, "ar/sciatica/index.html")


@pytest.mark.parametrize(
    ("language", "letters"),
    [("ar", ["ا", "ع", "ل", "م"]), ("de", ["I", "K", "N"]), ("vi", ["Đ", "L"]), ("zh", ["L", "T", "Z"])],
)
def test_the_a_to_z_has_the_letters_of_the_language(site: Path, language: str, letters: list[str]) -> None:
    found = re.findall(r'<a href="#letter-\d+">(.)</a>', read(site, f"{language}/a-to-z/index.html"))

    assert len(found) == len(set(found))
    assert set(letters) <= set(found)


@pytest.mark.parametrize(
    ("page", "term"),
    [
        ("zh/sciatica/index.html", "椎间盘"),
        ("vi/sciatica/index.html", "đĩa đệm"),
        ("de/sciatica/index.html", "Bandscheibenvorfall"),
        ("ar/sciatica/index.html", "العصب"),
    ],
)
def test_terms_are_explained(site: Path, page: str, term: str) -> None:
    assert re.search(rf'<a class="term"[^>]*>{term}</a>', read(site, page))


@pytest.mark.parametrize(
    ("page", "quoted"),
    [
        ("ar/sciatica/index.html", "”اعتلال الجذور“"),
        ("zh/sciatica/index.html", "“神经根病”"),
        ("de/sciatica/index.html", "„Radikulopathie“"),
        ("vi/sciatica/index.html", "“bệnh rễ thần kinh”"),
    ],
)
def test_quotation_marks_are_those_of_the_language(site: Path, page: str, quoted: str) -> None:
    assert quoted in read(site, page)


@pytest.mark.parametrize(
    ("page", "written"),
    [
        ("ar/people/ada/index.html", "الإنجليزية والعربية والإسبانية"),
        ("zh/people/ada/index.html", "英语、中文和西班牙语"),
        ("de/people/ada/index.html", "Englisch, Deutsch und Spanisch"),
        ("vi/people/ada/index.html", "Anh, Việt và Tây Ban Nha"),
        ("ar/contact/index.html", "من الاثنين إلى الجمعة: من 8 ص إلى 5 م"),
        ("zh/contact/index.html", "星期一至星期五：08:00至17:00"),
        ("de/contact/index.html", "Montag bis Freitag: 08:00 bis 17:00"),
        ("vi/contact/index.html", "Thứ Hai đến Thứ Sáu: 08:00 đến 17:00"),
        ("zh/contact/index.html", "2026年12月25日</time>：节假日"),
    ],
)
def test_lists_days_and_times_are_written_by_the_language(site: Path, page: str, written: str) -> None:
    assert written in read(site, page)
