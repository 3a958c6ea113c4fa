"""`export-xliff` and `import-xliff`: everything comes back as it was, and what is wrong is refused at its place."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from tests.site_tools import CHECKOUT, DAY, MakeSite, Run, run_plainleaf, write_files
from tests.site_variants import in_two_languages

ABOUT = "content/es/about.md"
ENGLISH = """---
title: About us
summary: We treat people with back pain.
---

## What we do

A first visit takes **30 minutes**. See [how to reach us](contact.md "Our desk"), or call [](phone:emergency).

| What | How long |
|---|---|
| A visit | 6 weeks |

::: next-step Read this first
page: contact.md
label: Ask the desk
:::

::: warning
## Some people need help *now*

- you cannot pee
- you cannot feel your legs[^a]
:::

[^a]: NICE, 2020.
"""
SET = "content/{}/red-flags/after-surgery.yaml"


@pytest.fixture
def root(make_site: MakeSite) -> Path:
    """A site in two languages with a page in one of them."""
    root = make_site()
    in_two_languages(root)
    write_files(root, {"content/en/about.md": ENGLISH})
    return root


@pytest.fixture
def file(root: Path) -> Path:
    """The page, exported."""
    run = xliff(root, "export-xliff", "about.md", "es", "--out", root / "about.xlf")
    assert run.code == 0, run.stderr
    return root / "about.xlf"


def xliff(root: Path, *arguments: str | Path) -> Run:
    """A run of a command."""
    return run_plainleaf(*arguments, "--root", root, "--as-of", DAY)


def fill(file: Path, *changes: tuple[str, str]) -> None:
    """Translate every text by itself, but for some changes in the translations."""

    def translated(found: re.Match[str]) -> str:
        target = found[1]
        for old, new in changes:
            target = target.replace(old, new)
        return f'{found[0]}\n<target xml:space="preserve">{target}</target>'

    text = file.read_text("utf-8")
    assert all(old in text for old, _ in changes)
    source = r'<source xml:space="preserve">((?:(?!</source>).)*)</source>(?!\s*<target)'
    file.write_text(re.sub(source, translated, text, flags=re.DOTALL), "utf-8")


def test_a_page_whose_translation_says_the_same_comes_back_as_it_was(root: Path, file: Path) -> None:
    fill(file)

    run = xliff(root, "import-xliff", file, "--by", "Eva Example")

    assert run.code == 0, run.stderr
    written = (root / ABOUT).read_text("utf-8")
    record = re.compile(r'translation:\n  translator: "Eva Example"\n  method: person\n  source: "[0-9a-fs.]+"\n')
    assert record.sub("", written).replace("draft: yes\n", "") == ENGLISH


def test_words_come_back_in_their_places_with_codes_in_another_order(root: Path, file: Path) -> None:
    fill(file, ("What we do", "Qué hacemos: «todo»"), ("you cannot pee", "no puede orinar"), ("Read this", "Lea esto"))
    text = file.read_text("utf-8")
    pieces = re.findall(r"<p[ch] [^>]*/>|<pc .*?</pc>", text.partition('name="content/en/about.md:8"')[2])
    link, phone = next(each for each in pieces if 'type="link"' in each and "how" in each), pieces[-1]
    assert phone
    target = text.rindex("A first visit")
    moved = f"{link}. Hola." + re.sub(re.escape(link), "", text[target:].partition("</target>")[0])
    file.write_text(text[:target] + moved + "</target>" + text[target:].partition("</target>")[2], "utf-8")

    run = xliff(root, "import-xliff", file)

    assert run.code == 0, run.stderr
    written = (root / ABOUT).read_text("utf-8")
    assert '[how to reach us](contact.md "Our desk"). Hola.A first visit takes **30 minutes**. See , or' in written
    assert "## Qué hacemos: «todo»\n" in written and "- no puede orinar\n" in written
    assert "::: next-step Lea esto first\n" in written
    assert "| A visit | 6 weeks |\n" in written


def test_a_translation_that_is_there_is_changed_when_somebody_agrees(
    root: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(file)
    assert xliff(root, "import-xliff", file).code == 0
    mine = (root / ABOUT).read_text("utf-8").replace("# What", "# Otro: what").replace("\n", "\r\n")
    write_files(root, {ABOUT: mine.encode()})
    file.unlink()
    xliff(root, "export-xliff", "about.md", "es", "--out", file)
    fill(file)
    file.write_text(file.read_text("utf-8").replace("Otro: what we do", "Qué hacemos"), "utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    assert xliff(root, "import-xliff", file).code == 1
    assert (root / ABOUT).read_bytes() == mine.encode()
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))

    run = xliff(root, "import-xliff", file)

    assert run.code == 0
    assert "-## Otro: what we do\n+## Qué hacemos\n" in run.stdout
    assert (root / ABOUT).read_bytes() == mine.replace("Otro: what we do", "Qué hacemos").encode()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("6 weeks", "9 semanas", "where content/en/about.md:12 says '6 weeks'"),
        ("6 weeks", "6 meses", "where content/en/about.md:12 says '6 weeks'"),
        ("you cannot pee", " ", "content/en/about.md:22 (unit b9): it has no translation"),
        ("you cannot pee", "you cannot pee &lt;b&gt;", "HTML"),
        ("you cannot pee", "[win](https://example.com)", "it has signs that would not be shown as they are"),
        ("you cannot pee", "you cannot\u202e pee", "U+202E"),
        ("About us", "About\ue000 us", "content/en/about.md:2 (unit f.title)"),
        ("you cannot pee", "**now", ""),
        ("you cannot pee", "a&#10;&#10;- b", ""),
        ("What we do", "# What", ""),
        ("you cannot feel your legs", "`x", ""),
    ],
)
def test_a_translation_that_is_not_right_is_refused_with_its_place(
    old: str, new: str, says: str, root: Path, file: Path
) -> None:
    fill(file, (old, new))

    run = xliff(root, "import-xliff", file)

    if says:
        assert (run.code, says in run.stderr) == (2, True), run.stderr
        assert not (root / ABOUT).exists()
    else:
        # Harmless, or refused: the page has the parts that it had.
        assert run.code in (0, 2)
        if run.code == 0:
            assert (root / ABOUT).read_text("utf-8").count("\n- ") == 2


@pytest.mark.parametrize(
    ("pattern", "new", "says"),
    [
        (r'<ph [^>]*phone:emergency[^>]*/>(?=.*</target>)', "", "'[](phone:emergency)' is gone"),
        (r'<pc [^>]*type="link"[^>]*>(how to reach us)</pc>(?=.*</target>)', r"\1", "is gone"),
        (r'(<pc [^>]*type="link"[^>]*>how to reach us</pc>)(?=.*</target>)', r"\1\1", "' twice"),
        (r'id="2"([^>]*>how to reach us)(?=.*</target>)', r'id="9"\1', "the code '9'"),
        (r"<unit id=\"b10\".*?</unit>\n", "", "content/en/about.md:23 (unit b10): the file has nothing for it"),
        (r'<unit id="b10"', '<unit id="b108"', "the unit 'b108' is of no text"),
        (r'<unit id="b10"', '<unit id="b9"', "the unit 'b9' is there twice"),
        (r'trgLang="es"', 'trgLang="fr"', "no language 'fr'"),
        (r'srcLang="en"', 'srcLang="de"', "translates from 'de'"),
        (r'original="[^"]*"', 'original="../../etc/passwd"', "no page or set of red flags"),
        (r'original="[^"]*"', 'original="content/en/contact.md"', "contact.md"),
        (r"</file>", '</file>\n<file id="b"/>', "2 elements <file>"),
        (r"document:2.0", "document:1.2", "not in XLIFF 2"),
        (r"<segment state", "<segment><source>x</source></segment><segment state", "changed after the export"),
        (r'<target xml:space="preserve">', "<target><script/>", "<script>"),
        (r'<target xml:space="preserve">', '<target order="2">', "in another order"),
        (r"</xliff>", "", "not XML"),
        (r"(<\?xml[^>]*>)", r'\1<!DOCTYPE x [<!ENTITY a "b">]>', "document type or entities"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_what_was_sent_is_refused(pattern: str, new: str, says: str, root: Path, file: Path) -> None:
    fill(file)
    before = file.read_text("utf-8")
    # The first elements of a unit stand in its source.
    after = re.sub(pattern, new, before, flags=re.DOTALL if "unit id" in pattern else 0)
    assert after != before
    file.write_text(after, "utf-8")

    run = xliff(root, "import-xliff", file)

    assert (run.code, says in run.stderr) == (2, True), run.stderr
    assert not (root / ABOUT).exists()


def test_an_original_that_was_edited_since_is_refused_at_its_place(root: Path, file: Path) -> None:
    fill(file)
    write_files(root, {"content/en/about.md": ENGLISH.replace("cannot pee", "cannot sit")})

    run = xliff(root, "import-xliff", file)

    assert run.code == 2
    assert "content/en/about.md:22 (unit b9): it was changed after the export. Export the page again" in run.stderr


def test_a_huge_file_is_not_read(root: Path, file: Path) -> None:
    with file.open("ab") as stream:
        stream.truncate(6_000_000)

    assert "more than 5 million bytes" in xliff(root, "import-xliff", file).stderr
    assert "cannot be read" in xliff(root, "import-xliff", root / "no.xlf").stderr


def test_what_is_as_deep_as_a_well_is_refused(root: Path, file: Path) -> None:
    fill(file)
    deep = '<pc id="1">' * 3000 + "</pc>" * 3000
    file.write_text(file.read_text("utf-8").replace('<target xml:space="preserve">', f"<target>{deep}"), "utf-8")

    assert "deep" in xliff(root, "import-xliff", file).stderr


def test_an_export_never_replaces_a_file(root: Path, file: Path) -> None:
    file.write_text("mine")

    run = xliff(root, "export-xliff", "about.md", "es", "--out", file)

    assert (run.code, file.read_text()) == (2, "mine")
    assert xliff(root, "export-xliff", "abuot.md", "es").code == 2


def test_a_set_of_red_flags_comes_back_and_no_sign_may_be_lost(root: Path) -> None:
    write_files(root, {SET.format("en"): (CHECKOUT / SET.format("en")).read_bytes()})
    file = root / "set.xlf"
    assert xliff(root, "export-xliff", "red-flags/after-surgery.yaml", "es", "--out", file).code == 0
    whole = file.read_text("utf-8")
    fill(file, ("you have chest pain or trouble breathing", " "))
    run = xliff(root, "import-xliff", file)
    assert (run.code, "(unit f.signs.breath.says): it has no translation" in run.stderr) == (2, True)
    file.write_text(whole, "utf-8")
    fill(file, ("you have chest pain", "tiene dolor de pecho"))

    run = xliff(root, "import-xliff", file)

    assert run.code == 0, run.stderr
    written = (root / SET.format("es")).read_text("utf-8")
    assert '  - id: breath\n    says: "tiene dolor de pecho or trouble breathing"\n' in written
    assert "approv" not in written
    assert "{emergency.number}" in written
