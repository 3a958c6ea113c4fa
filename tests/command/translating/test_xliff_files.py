"""`export-xliff` and `import-xliff` touch files of the site and no others, and a stranger's file does no harm."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path

import pytest

from plainleaf.command.translating.xliff.read import RefusedError, Tag, read_xliff
from tests.command.translating.test_xliff import ABOUT, fill, xliff
from tests.command.translating.test_xliff import file as file
from tests.command.translating.test_xliff import root as root
from tests.site_tools import write_files


@pytest.fixture
def secret(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file outside the site that says what a page says."""
    secret = tmp_path_factory.mktemp("outside") / "about.md"
    secret.write_bytes((root / "content/en/about.md").read_bytes())
    return secret


def test_a_translation_that_is_a_link_is_neither_exported_nor_written(
    root: Path, file: Path, secret: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(file, ("What we do", "Qué hacemos"))
    (root / ABOUT).symlink_to(secret)
    before = secret.read_bytes()
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))

    exported = xliff(root, "export-xliff", "about.md", "es", "--out", root / "again.xlf")
    imported = xliff(root, "import-xliff", file)

    assert (exported.code, f"{ABOUT} is a link" in exported.stderr) == (2, True), exported.stderr
    assert (imported.code, f"{ABOUT} is a link" in imported.stderr) == (2, True), imported.stderr
    assert (secret.read_bytes(), (root / "again.xlf").exists()) == (before, False)


def test_a_translation_in_a_folder_that_leads_out_is_neither_exported_nor_written(
    root: Path, secret: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(root, {"content/en/new/about.md": secret.read_bytes()})
    file = root / "new.xlf"
    assert xliff(root, "export-xliff", "new/about.md", "es", "--out", file).code == 0
    fill(file, ("What we do", "Qué hacemos"))
    (root / "content/es/new").symlink_to(secret.parent)
    before = secret.read_bytes()
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))

    exported = xliff(root, "export-xliff", "new/about.md", "es", "--out", root / "again.xlf")
    imported = xliff(root, "import-xliff", file)

    assert (exported.code, "outside the site's folder" in exported.stderr) == (2, True), exported.stderr
    assert (imported.code, "outside the site's folder" in imported.stderr) == (2, True), imported.stderr
    assert (secret.read_bytes(), (root / "again.xlf").exists()) == (before, False)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes")
def test_a_pipe_in_place_of_a_translation_is_refused(root: Path, file: Path) -> None:
    fill(file)
    os.mkfifo(root / ABOUT)

    exported = xliff(root, "export-xliff", "about.md", "es", "--out", root / "again.xlf")
    imported = xliff(root, "import-xliff", file)

    assert (exported.code, "not a regular file" in exported.stderr) == (2, True), exported.stderr
    assert (imported.code, "not a regular file" in imported.stderr) == (2, True), imported.stderr


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="Windows has no such device")
def test_a_file_without_an_end_is_read_as_far_as_a_page_may_reach(root: Path) -> None:
    run = xliff(root, "import-xliff", Path("/dev/zero"))

    assert (run.code, "more than 5 million bytes" in run.stderr) == (2, True), run.stderr


@pytest.mark.parametrize(
    ("pattern", "new"),
    [
        (r'original="[^"]*"', 'original="%s"'),
        (r'srcLang="en"', 'srcLang="%s"'),
        (r'trgLang="es"', 'trgLang="%s"'),
        (r'<unit id="b10"', '<unit id="%s"'),
        (r'(<unit [^>]*>)', r'\1</unit><unit id="%s"/><unit id="%s">'),
        (r'id="2"([^>]*>how to reach us)', r'id="%s"\1'),
        (r'<target xml:space="preserve">', '<target xml:space="preserve">**x %s y** <b>'),
        (r'<target xml:space="preserve">About us', '<target xml:space="preserve">%s'),
        (r'you cannot pee(?=</target>)', '[%s](a.md)'),
    ],
)  # fmt: skip
def test_no_value_of_a_file_does_anything_in_a_message(pattern: str, new: str, root: Path, file: Path) -> None:
    fill(file)
    before = file.read_text("utf-8")
    value = "x&#10;&#13;::error::hi&#x9b;31m&#x202e;&#x2028;" + "y" * 3000
    after = re.sub(pattern, new.replace("%s", value), before)
    assert after != before
    file.write_text(after, "utf-8")

    run = xliff(root, "import-xliff", file)

    assert run.code == 2, run.stderr
    lines = run.stderr.split("\n")
    assert not [line for line in lines if not line.isprintable() or line.startswith("::")]
    assert max(map(len, lines)) < 700


SPLIT = """<segment><source>One.{}</source><target>Uno.{}</target></segment>{}\
<segment><source>{}Two.</source><target>{}Dos.</target></segment>"""


@pytest.mark.parametrize(
    ("segments", "target"),
    [
        (SPLIT.format(" ", " ", "", "", ""), "Uno. Dos."),
        (SPLIT.format(" ", "", "", "", ""), "Uno. Dos."),
        (SPLIT.format("", "", "", " ", ""), "Uno. Dos."),
        (SPLIT.format("", "", "<ignorable><source> </source></ignorable>", "", ""), "Uno. Dos."),
        (SPLIT.format("", "", "<ignorable><source> </source><target/></ignorable>", "", ""), "Uno. Dos."),
        (SPLIT.format("", "", "", "", ""), "Uno.Dos."),
        (SPLIT.format(" ", "", "", "", "").replace("Uno.", "一。").replace("Dos.", "二。"), "一。二。"),
        (
            SPLIT.format("", "", "<ignorable><source> </source><target/></ignorable>", "", "")
            .replace("Uno.", "一。")
            .replace("Dos.", "二。"),
            "一。二。",
        ),
    ],
)
def test_sentences_that_a_program_has_cut_apart_keep_the_space_between_them(
    segments: str, target: str, tmp_path: Path
) -> None:
    xliff = '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0"><file id="f"><unit id="u">{}</unit></file></xliff>'
    (tmp_path / "a.xlf").write_text(xliff.format(segments), "utf-8")

    text = read_xliff(tmp_path / "a.xlf").texts["u"]

    assert "".join(str(each) for each in text.target or ()) == target


def exchange(root: Path, target: str) -> Path:
    """A file whose only unit has this translation."""
    units = f'<unit id="u"><segment><source>A</source><target>{target}</target></segment></unit>'
    text = (
        f'<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0"><file original="p">{units}</file></xliff>'
    )
    write_files(root, {"unit.xlf": text})
    return root / "unit.xlf"


@pytest.mark.parametrize(
    ("target", "read"),
    [
        ('a <sc id="1"/>b<ec startRef="1"/> c', ("a ", Tag("1", "", ("b",)), " c")),
        ('<sc id="1" subType="xlf:b"/><ph id="2"/><ec startRef="1"/>', (Tag("1", "xlf:b", (Tag("2", "", None),)),)),
        ('<mrk id="m" type="term"><sc id="1"/>b</mrk><ec startRef="1"/>', (Tag("1", "", ("b",)),)),
        ('<sm id="m"/>b<em startRef="m"/>', ("b",)),
        ('<pc id="1">b</pc><pc id="5" copyOf="1">c</pc>', (Tag("1", "", ("b",)), Tag("1", "", ("c",)))),
        (
            "b</target></segment><ignorable><source> </source></ignorable><segment><source>B</source><target>c",
            ("b", " ", "c"),
        ),
        (
            '<sc id="1"/>b</target></segment><segment><source> B</source><target>c<ec startRef="1"/>',
            (Tag("1", "", ("b", " ", "c")),),
        ),
    ],
    ids=["apart", "nested", "term", "marks", "copy", "ignorable", "segments"],
)
def test_codes_are_read_as_programs_of_translators_write_them(
    root: Path, target: str, read: tuple[str | Tag, ...]
) -> None:
    assert read_xliff(exchange(root, target)).texts["u"].target == read


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ('a <sc id="1"/>b', "the code '1', which begins and does not end"),
        ('b<ec startRef="1"/>', "the code '1' whose end does not fit"),
        ('<ec id="1" isolated="yes"/>', "the code '1' whose end does not fit"),
        ('<sc id="1"/>a<sc id="2"/>b<ec startRef="1"/>c<ec startRef="2"/>', "the code '1' whose end does not fit"),
        ('<pc id="1">a<sc id="2"/>b</pc><ec startRef="2"/>', "the code '2', which begins and does not end"),
        ('<cp hex="001A"/>', "an element <cp>"),
    ],
    ids=["open", "closed", "isolated", "crossed", "across", "control"],
)
def test_codes_that_would_be_lost_are_refused(root: Path, target: str, message: str) -> None:
    with pytest.raises(RefusedError, match=f"the unit 'u' has {message}"):
        read_xliff(exchange(root, target))
