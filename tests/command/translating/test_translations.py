"""`translations`: the state of each translation, and the marks that it writes."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from tests.command.test_strange_repository import git
from tests.site_tools import DAY, MakeSite, Run, build_folder, run_plainleaf, write_files
from tests.site_variants import in_two_languages

ABOUT = "content/es/about.md"
FLAGS = "content/es/red-flags/falls.yaml"
SPANISH = """---
title: Nosotros # el nombre
summary: Quiénes somos.
translation:
    translator: Eva Example
    method: person # de la clínica
---

Ayudamos a personas con dolor de espalda.
"""
IN_BRACES = SPANISH.replace(
    ":\n    translator: Eva Example\n    method: person #", ": {translator: Eva, method: person}  #"
)


@pytest.fixture
def root(make_site: MakeSite) -> Path:
    """A site with a page in two languages."""
    root = make_site()
    in_two_languages(root)
    write_files(root, {ABOUT: SPANISH})
    return root


def translations(root: Path, *arguments: str) -> Run:
    """A run of the command."""
    return run_plainleaf("translations", *arguments, "--root", root, "--as-of", DAY)


def answer(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody types an answer."""
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def change_original(root: Path) -> None:
    """The original says something else."""
    file = root / "content/en/about.md"
    file.write_text(file.read_text("utf-8").replace("back pain", "leg pain"), "utf-8")


@pytest.mark.parametrize("text", [SPANISH, SPANISH.replace("\n", "\r\n"), IN_BRACES])
def test_a_translation_is_recorded_and_every_other_byte_stays(text: str, root: Path) -> None:
    write_files(root, {ABOUT: text.encode()})
    assert f"{ABOUT}: never recorded\n" in translations(root).stdout

    run = translations(root, "--record", ABOUT)

    assert (run.code, run.stdout) == (0, f"{ABOUT}: recorded 3 parts of content/en/about.md\n")
    written = (root / ABOUT).read_bytes().decode()
    mark = written[written.index("source: ") :].partition('"')[2].partition('"')[0]
    for added in (f'    source: "{mark}"\r\n', f'    source: "{mark}"\n', f', source: "{mark}"'):
        written = written.replace(added, "")
    assert written == text
    assert f"{ABOUT}: current\n" in translations(root, "es").stdout
    assert build_folder(root).problems == []


def test_a_stale_translation_is_shown_with_what_changed_and_recorded_when_somebody_agrees(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    translations(root, "--record")
    change_original(root)
    shown = f"{ABOUT}: stale\n  content/en/about.md:6: paragraph: We help people with leg pain.\n"
    assert f"{shown}  git does not have the original as it was translated" in translations(root).stdout
    before = (root / ABOUT).read_bytes()
    answer("n\n", monkeypatch)
    assert translations(root, "--record").code == 1
    assert (root / ABOUT).read_bytes() == before
    answer("y\n", monkeypatch)

    run = translations(root, "--record")

    assert run.code == 0
    assert shown in run.stdout
    assert (root / ABOUT).read_bytes() != before
    assert build_folder(root).problems == []


def test_a_setting_that_changed_since_it_was_translated_is_known_from_git(root: Path) -> None:
    config = (root / "config.yaml").read_text("utf-8")
    first = re.sub(r"(?m)^clinic:$", "clinic:\n  tagline: {en: Call us, es: Llámenos}", config)
    write_files(root, {"config.yaml": first})
    for arguments in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message", "First"]):
        git(root, *arguments)
    same = translations(root).stdout
    write_files(root, {"config.yaml": first.replace("Call us", "Call us!")})
    signs = translations(root).stdout
    write_files(root, {"config.yaml": first.replace("Call us", "Call our desk")})

    changed = translations(root).stdout

    assert "config.yaml" not in same + signs
    assert "'clinic.tagline' has changed since it was translated into es\n" in changed
    assert "  before: Call us\n  now: Call our desk\n  es: Llámenos\n" in changed
    write_files(root, {"config.yaml": first.replace("Call us", "Call our desk").replace("Llámenos", "Llame")})
    assert "config.yaml" not in translations(root).stdout


def test_a_term_or_a_text_of_the_interface_that_changed_since_it_was_translated_is_known_from_git(root: Path) -> None:
    terms = "- {term: nerve, says: It carries pain.}\n- {term: statin, says: At most 20 mg a day.}\n"
    spanish = "- {term: nervio, says: Lleva el dolor.}\n- {term: estatina, says: Hasta 20 mg al día.}\n"
    files = {
        "content/en/terms.yaml": terms,
        "content/es/terms.yaml": spanish,
        "templates/words/en.yaml": "home: Start\nmenu_button: Menu\n",
        "templates/words/es.yaml": (root / "templates/words/es.yaml").read_text("utf-8") + "\n",
    }
    write_files(root, files)
    for arguments in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message", "First"]):
        git(root, *arguments)
    same = translations(root).stdout
    write_files(root, {"content/en/terms.yaml": terms.replace("20 mg", "10 mg")})
    write_files(root, {"templates/words/en.yaml": "home: First page\nmenu_button: Menu\n"})

    changed = translations(root).stdout

    assert "yaml:" not in same
    assert "content/en/terms.yaml:2: 'statin' has changed since it was translated into es\n" in changed
    assert "  before: At most 20 mg a day.\n  now: At most 10 mg a day.\n  es: Hasta 20 mg al día.\n" in changed
    assert "templates/words/en.yaml:1: 'home' has changed since it was translated into es\n" in changed
    assert changed.count("has changed since") == 2
    write_files(root, {"content/es/terms.yaml": spanish.replace("20 mg", "10 mg")})
    assert "terms.yaml" not in translations(root).stdout


def test_a_set_of_red_flags_is_listed_and_recorded_like_a_page(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    english = "title: A\nurgency: emergency\nheading: 'Call {emergency.number} if:'\n"
    english += "signs:\n- {id: a, says: you fall}\n"
    english += "evidence: [{title: A, publisher: B, published: '2020', address: 'https://www.nice.org.uk/'}]\n"
    spanish = english.replace("Call", "Llame al").replace(" if", " si").replace("you fall", "se cae")
    write_files(root, {FLAGS: spanish, FLAGS.replace("/es/", "/en/"): english})
    before = translations(root).stdout

    recorded = translations(root, "--record", FLAGS)

    assert f"{FLAGS}: never recorded\n" in before
    assert recorded.stdout == f"{FLAGS}: recorded 2 parts of content/en/red-flags/falls.yaml\n"
    assert f"{FLAGS}: current\n" in translations(root).stdout
    assert re.sub(r'source: ".*"\n', "", (root / FLAGS).read_text("utf-8")) == spanish
    write_files(root, {FLAGS.replace("/es/", "/en/"): english.replace("you fall", "you fall often")})
    shown = f"{FLAGS}: stale\n  content/en/red-flags/falls.yaml:5: sign 'a', about safety: you fall often\n"
    assert shown in translations(root).stdout
    answer("y\n", monkeypatch)
    assert translations(root, "--record").code == 0
    assert f"{FLAGS}: current\n" in translations(root).stdout


def test_the_words_that_changed_are_known_from_git(root: Path) -> None:
    original = root / "content/en/about.md"
    text = original.read_text("utf-8")
    original.write_text(
        f"{text}\nCall us.\n\nTake one walk a day, in the morning, for as long as you like it.\n", "utf-8"
    )
    translations(root, "--record")
    for arguments in (["init", "--quiet"], ["add", "content"], ["commit", "--quiet", "--message", "First"]):
        git(root, *arguments)
    later = (
        text.replace("back pain", "leg pain") + "\nTake two walks a day, in the morning, for as long as you like it.\n"
    )
    original.write_text(f"{later}\n## What is new\n", "utf-8")
    git(root, "commit", "--quiet", "--all", "--message", "Second")

    shown = translations(root).stdout

    assert (
        f"""{ABOUT}: stale
  content/en/about.md:6: paragraph: We help people with leg pain.
    before: We help people with back pain.
    now: We help people with leg pain.
  content/en/about.md:8: paragraph: Take two walks a day, in the morning, for as long as you like it.
    before: Take one walk a day, in the …
    now: Take two walks a day, in the …
  content/en/about.md:10: heading: What is new
  gone: paragraph: Call us.
"""
        in shown
    )


def test_a_page_without_a_translation_is_missing_and_all_are_counted(root: Path) -> None:
    run = translations(root)

    assert "content/es/contact.md: missing\n" in run.stdout
    assert run.stdout.splitlines()[-1].startswith("16 translations: 2 never recorded, 14 missing.")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("fr",), "no translation into 'fr'. Use one of: es."),
        (("en",), "no translation into 'en'"),
        (("--record", "content/es/abuot.md"), "Did you mean content/es/about.md?"),
        (("--record", "content/es/index.md"), "does not say who translated it"),
    ],
)
def test_what_cannot_be_listed_or_recorded_is_refused(arguments: tuple[str, ...], says: str, root: Path) -> None:
    before = (root / ABOUT).read_bytes()

    run = translations(root, *arguments)

    assert run.code == 2
    assert says in run.stderr
    assert (root / ABOUT).read_bytes() == before


def test_a_page_with_an_error_is_not_recorded(root: Path) -> None:
    write_files(root, {ABOUT: SPANISH.replace("method: person", "method: magic")})

    run = translations(root, "--record", ABOUT)

    assert run.code == 2
    assert f"{ABOUT}:6 has an error" in run.stderr


def test_a_site_in_one_language_has_no_translations(make_site: MakeSite) -> None:
    run = translations(make_site())

    assert run.code == 2
    assert "no language but en" in run.stderr


def test_a_review_of_a_translation_goes_into_its_record(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer("y\n", monkeypatch)

    run = run_plainleaf("review", ABOUT, "--by", "people/ben.md", "--root", root, "--as-of", DAY)

    assert run.code == 0, run.stderr
    added = "    reviewer: people/ben.md\n    reviewed: 2026-11-21\n"
    assert (root / ABOUT).read_text("utf-8") == SPANISH.replace("clínica\n", f"clínica\n{added}")


def test_whoever_translated_a_page_does_not_review_that(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(root, {ABOUT: SPANISH.replace("Eva", "Ben")})
    answer("y\n", monkeypatch)

    run = run_plainleaf("review", ABOUT, "--by", "people/ben.md", "--root", root, "--as-of", DAY)

    assert run.code == 2
    assert "translated this page" in run.stderr


@pytest.mark.parametrize(
    ("heading", "state"),
    [
        ("What helps", "in progress"),
        ("Your visit", "in progress"),
        ("Marie von Weber", "never recorded"),
        ("Ada Example", "never recorded"),
        ("Plan 2", "never recorded"),
    ],
)
def test_a_short_heading_in_the_words_of_the_original_is_left_and_a_name_is_not(
    heading: str, state: str, root: Path
) -> None:
    for file in (root / "content/en/about.md", root / ABOUT):
        file.write_text(f"{file.read_text('utf-8')}\n## {heading}\n", "utf-8")

    run = translations(root)

    assert f"{ABOUT}: {state}\n" in run.stdout
    assert (f": heading: {heading}\n" in run.stdout) == (state == "in progress")
