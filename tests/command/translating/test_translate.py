"""`translate`: a draft in the words of the original, which is never written over a file, and what else is lacking."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from plainleaf.content.load import load
from plainleaf.content.read import read
from plainleaf.input.texts import texts_of
from plainleaf.problems import Report
from tests.site_tools import CHECKOUT, DAY, MakeSite, Run, build_folder, minimal_config, run_plainleaf, write_files
from tests.site_variants import SPANISH_TOO, in_two_languages

ABOUT = "content/es/about.md"
ENGLISH = """---
# Staff look after this page.
kind: page
title: About us
aliases: [/who/]
# Also on the sign at the door.
summary: We treat people with back pain.
---

## What we do

See [how to reach us](contact.md) before you come in.
"""
SET = "content/{}/red-flags/example.yaml"


@pytest.fixture
def root(make_site: MakeSite) -> Path:
    """A site in two languages with a page in one of them."""
    root = make_site()
    in_two_languages(root)
    flags = CHECKOUT / "content/en/red-flags/after-surgery.yaml"
    write_files(root, {"content/en/about.md": ENGLISH, SET.format("en"): flags.read_bytes()})
    return root


def translate(root: Path, *arguments: str) -> Run:
    """A run of the command."""
    return run_plainleaf("translate", *arguments, "--root", root, "--as-of", DAY)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_translation_begins_as_a_draft_with_everything_but_what_is_the_originals_own(end: str, root: Path) -> None:
    write_files(root, {"content/en/about.md": ENGLISH.replace("\n", end).encode()})

    run = translate(root, "about.md", "es", "--by", 'Eva "E" Example')

    assert run.code == 0, run.stderr
    record = '  translator: "Eva \\"E\\" Example"\n  method: person\n'
    expected = ENGLISH.replace("kind: page\n", "kind: page\ndraft: yes\n").replace("aliases: [/who/]\n", "")
    expected = expected.replace("pain.\n---\n", f"pain.\ntranslation:\n{record}---\n").replace("\n", end)
    assert (root / ABOUT).read_bytes().decode() == expected
    assert [each for each in build_folder(root).problems if "about.md" in each["path"]] == []


def test_what_is_still_in_the_words_of_the_original_is_listed(root: Path) -> None:
    translate(root, "content/en/about.md", "es")
    text = (root / ABOUT).read_text("utf-8").replace("We treat people with back pain.", "Tratamos el dolor de espalda.")
    write_files(root, {ABOUT: text})

    run = run_plainleaf("translations", "es", "--root", root, "--as-of", DAY)

    assert f"{ABOUT}: in progress\n  {ABOUT}:13: heading: What we do" in run.stdout
    assert f"  {ABOUT}:15: paragraph: See [how to reach us]" in run.stdout
    assert ": 'summary'" not in run.stdout
    assert ", 1 in progress, " in run.stdout


def test_a_published_page_with_such_words_is_a_problem(root: Path) -> None:
    translate(root, "about.md", "es", "--by", "Eva Example")
    write_files(root, {ABOUT: (root / ABOUT).read_text("utf-8").replace("draft: yes\n", "")})

    found = [each for each in build_folder(root).problems if each["path"] == ABOUT]

    assert [each["rule"] for each in found] == ["untranslated-block", "broken-link"]
    assert "3 parts still say" in found[0]["message"], "two words alone, as those of the title, may be a name"


def test_a_language_of_the_same_language_may_say_the_same(root: Path) -> None:
    config = minimal_config(*SPANISH_TOO).replace(
        "    es: {name: Español}\n", "    es: {name: Español}\n    en-GB: {name: UK}\n"
    )
    write_files(root, {"config.yaml": config})
    translate(root, "about.md", "en-GB")

    run = run_plainleaf("translations", "en-GB", "--root", root, "--as-of", DAY)

    assert "content/en-GB/about.md: never recorded\n" in run.stdout


def test_a_set_of_red_flags_begins_without_its_approval_and_no_build_takes_it(root: Path) -> None:
    run = translate(root, "red-flags/example.yaml", "es")

    assert run.code == 0, run.stderr
    written = (root / SET.format("es")).read_text("utf-8")
    assert "approv" not in written and "history" not in written
    assert written.splitlines() == [
        line for line in (root / SET.format("en")).read_text("utf-8").splitlines() if line in written
    ]
    assert "red-flags-differ" in {each["rule"] for each in build_folder(root).problems}


@pytest.mark.parametrize("name", ["poisoning", "violence-at-home"])
def test_a_set_that_comes_in_the_language_is_copied_and_not_translated(name: str, root: Path) -> None:
    run_plainleaf("copy", f"content/en/red-flags/{name}.yaml", "--root", root)

    run = translate(root, f"red-flags/{name}.yaml", "es")

    assert run.code == 2
    assert f"plainleaf copy content/es/red-flags/{name}.yaml" in run.stderr
    assert not (root / f"content/es/red-flags/{name}.yaml").exists()


def test_a_file_that_is_there_stays_as_it_is(root: Path) -> None:
    write_files(root, {ABOUT: "mine"})
    (root / "content/es/contact.md").symlink_to(root / "nowhere.md")

    runs = [translate(root, name, "es") for name in ("about.md", "contact.md")]

    assert [run.code for run in runs] == [2, 2]
    assert "already exists; nothing was changed" in runs[0].stderr
    assert (root / ABOUT).read_text() == "mine"
    assert not (root / "nowhere.md").exists()


def test_nothing_is_written_outside_content(root: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    shutil.rmtree(root / "content/es")
    (root / "content/es").symlink_to(tmp_path / "outside")

    run = translate(root, "about.md", "es")

    assert run.code == 2
    assert "because of a link" in run.stderr
    assert list((tmp_path / "outside").iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("abuot.md", "es"), 2, "Did you mean content/en/about.md?"),
        (("../secret.md", "es"), 2, "there is no page or set"),
        (("red-flags/no.yaml", "es"), 2, "there is no page or set of red flags"),
        (("about.md", "en"), 2, "the site's own language is en"),
        (("about.md", "fr"), 2, "Add 'fr: {name: …}' under 'languages'"),
        (("about.md", "../x"), 2, "has no language '../x'. Add it under"),
    ],
)
def test_what_cannot_be_translated_is_refused(arguments: tuple[str, ...], code: int, says: str, root: Path) -> None:
    run = translate(root, *arguments)

    assert (run.code, says in run.stderr) == (code, True), run.stderr


def test_an_original_with_an_error_is_refused_at_its_place(root: Path) -> None:
    write_files(root, {"content/en/about.md": ENGLISH.replace("kind: page", "kind: pag")})

    run = translate(root, "about.md", "es")

    assert (run.code, "content/en/about.md:3 has an error" in run.stderr) == (1, True), run.stderr
    write_files(root, {"content/en/about.md": ENGLISH.replace("summary:", "menu: no\nsummary:")})
    assert "content/en/about.md:7 has an error" in translate(root, "about.md", "es").stderr


def test_what_else_the_language_lacks_is_named(root: Path) -> None:
    (root / "content/es/index.md").unlink()
    write_files(root, {"config.yaml": minimal_config(*SPANISH_TOO[:-1])})

    run = translate(root, "about.md", "es")

    assert "Español also lacks:\n" in run.stdout
    for lacking in (
        "texts of config.yaml, such as '",
        "content/es/red-flags/example.yaml; run: plainleaf translate red-flags/example.yaml es",
        "content/es/index.md, the home page; run: plainleaf translate index.md es",
        "content/es/contact.md, which this page names",
    ):
        assert lacking in run.stdout


@pytest.mark.matrix
def test_every_page_of_the_shipped_site_can_be_translated(tmp_path: Path) -> None:
    for name in ("content/en", "static", "templates"):
        shutil.copytree(CHECKOUT / name, tmp_path / name)
    shutil.copy(CHECKOUT / "config.yaml", tmp_path)
    pages = sorted(file.relative_to(tmp_path / "content/en") for file in (tmp_path / "content/en").rglob("*.md"))

    codes = {translate(tmp_path, page.as_posix(), "es").code for page in pages}

    assert codes == {0}
    report = Report()
    found = read(load(tmp_path, report), report).pages
    english, spanish = ({each.page: each for each in found if each.language == code} for code in ("en", "es"))
    assert english.keys() == spanish.keys()
    assert all(page.basics.draft and not page.basics.aliases for page in spanish.values())
    for name, page in english.items():
        assert list(texts_of(spanish[name].details)) == list(texts_of(page.details)), name
