"""`copy`: an own version of what comes with plainleaf begins as the same bytes, and nothing is ever overwritten."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from plainleaf.command.copy_shipped import READY, list_sets, list_shipped
from plainleaf.content.config.settings import Language, Languages
from plainleaf.content.red_flags.sets import load_red_flags
from plainleaf.input.shipped import find_shipped
from plainleaf.problems import Report
from tests.site_tools import BuildSite, MakeSite, Run, bytes_below, run_plainleaf

FOOTER = "templates/parts/footer.html"


def rules_of(run: Run) -> list[str]:
    """The rules of the problems of a build."""
    return [each["rule"] for each in run.problems]


def signs_of(path: str) -> list[str]:
    """The names of the signs of a set that can be copied."""
    language, name = path.split("/")[1], path.rpartition("/")[2]
    return re.findall(r"id: ([\w-]+)", (READY / language / name).read_text("utf-8"))


def copied(root: Path, *names: str) -> dict[str, bytes]:
    """The files that a command adds to a site."""
    before = bytes_below(root)
    result = run_plainleaf("copy", *names, "--root", root)
    assert result.code == 0, result.stderr
    assert result.stdout.splitlines()[-1].endswith(".")
    return {path: content for path, content in bytes_below(root).items() if path not in before}


@pytest.mark.parametrize("name", [FOOTER, "static/css/10-tokens.css", "static/icons/favicon.svg", f"./{FOOTER}"])
def test_a_file_is_copied_to_the_same_place(name: str, make_site: MakeSite) -> None:
    path = name.removeprefix("./")

    assert copied(make_site(), name) == {path: (find_shipped() / path).read_bytes()}


@pytest.mark.parametrize("end", ["", "/"])
def test_a_component_is_copied_whole_but_for_its_tests(end: str, make_site: MakeSite) -> None:
    files = copied(make_site(), f"templates/components/inset{end}")

    folder = "templates/components/inset"
    assert set(files) == {f"{folder}/{name}" for name in ("component.yaml", "style.css", "template.html")}


def test_the_interface_texts_of_another_language_begin_in_english(make_site: MakeSite) -> None:
    english, spanish = ((find_shipped() / f"templates/words/{code}.yaml").read_bytes() for code in ("en", "es"))

    assert copied(make_site(), "templates/words/vi.yaml") == {"templates/words/vi.yaml": english}
    assert copied(make_site(), "templates/words/es.yaml") == {"templates/words/es.yaml": spanish}, "it is shipped"


def test_a_site_with_a_copy_of_everything_looks_the_same(
    make_site: MakeSite, build_site: BuildSite, tmp_path: Path
) -> None:
    root = make_site()
    before = build_site(root, out=tmp_path / "before")

    copied(root, *list_shipped())
    after = build_site(root, out=tmp_path / "after")

    assert after.problems == []
    assert bytes_below(after.out) == bytes_below(before.out)


@pytest.mark.parametrize("names", [(), ("templates",), ("static/css",)])
def test_a_folder_is_listed_and_nothing_is_written(names: tuple[str, ...], make_site: MakeSite) -> None:
    root = make_site()
    before = bytes_below(root)

    result = run_plainleaf("copy", *names, "--root", root)

    listed = [line.strip() for line in result.stdout.splitlines()[1:]]
    assert result.code == 0
    assert listed
    files = [each for each in listed if each not in list_sets()]
    assert all(each.startswith(names or ("templates", "static")) for each in files)
    assert all((find_shipped() / each).exists() for each in files)
    assert bytes_below(root) == before


def test_what_exists_is_never_overwritten_and_then_nothing_is_copied(make_site: MakeSite) -> None:
    root = make_site(files={FOOTER: "<footer>Ours</footer>"})
    before = bytes_below(root)

    result = run_plainleaf("copy", "templates/parts/header.html", FOOTER, "--root", root)

    assert result.code == 2
    assert f"{FOOTER} is in your site already" in result.stderr
    assert bytes_below(root) == before


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("footer.html", FOOTER),
        ("parts/footer.html", FOOTER),
        ("templates/parts/foter.html", FOOTER),
        ("footer", FOOTER),
        ("inset", "templates/components/inset"),
        ("components/inset", "templates/components/inset"),
        ("templates/components/inst", "templates/components/inset"),
        ("tokens.css", None),
        ("../../etc/passwd", None),
        ("/etc/passwd", None),
        ("config.yaml", None),
        ("build.py", None),
        ("static/pictures/nerve-roots.svg", None),
        ("templates/words/../../x.yaml", None),
    ],
)
def test_an_unknown_name_gets_a_guess_or_the_way_to_the_list(name: str, meant: str | None, make_site: MakeSite) -> None:
    root = make_site()
    before = bytes_below(root.parent)

    result = run_plainleaf("copy", name, "--root", root)

    assert result.code == 2
    assert (f"Did you mean '{meant}'?" if meant else "Run 'plainleaf copy'") in result.stderr
    assert bytes_below(root.parent) == before


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_nothing_is_written_through_a_link_out_of_the_site(make_site: MakeSite, tmp_path: Path) -> None:
    root = make_site()
    (tmp_path / "elsewhere").mkdir()
    (root / "templates").symlink_to(tmp_path / "elsewhere")

    result = run_plainleaf("copy", FOOTER, "--root", root)

    assert result.code == 2
    assert "because of a link" in result.stderr
    assert bytes_below(tmp_path / "elsewhere") == {}


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", ["poisoning", "violence-at-home"])
def test_a_set_of_red_flags_is_copied_for_a_clinician_to_approve(name: str, language: str, make_site: MakeSite) -> None:
    root, report = make_site(), Report()

    files = copied(root, f"content/{language}/red-flags/{name}.yaml")
    sets = load_red_flags(root, Languages(default=language, names={language: Language(name=language)}), report)

    assert list(files) == [f"content/{language}/red-flags/{name}.yaml"]
    assert (report.problems, list(sets[language].known)) == ([], [name])
    assert sets[language].known[name].approved_by is None


def test_a_copied_set_waits_for_an_approval_and_for_a_page(make_site: MakeSite, build_site: BuildSite) -> None:
    root = make_site()
    copied(root, *(path for path in list_sets() if path.startswith("content/en/")))

    assert set(rules_of(build_site(root))) == {"not-approved", "unused-red-flags"}


def test_what_can_be_copied_is_listed_with_sets_of_the_same_signs_in_each_language(make_site: MakeSite) -> None:
    listed = run_plainleaf("copy", "--root", make_site()).stdout

    english, spanish = (
        sorted(path for path in list_sets() if path.startswith(f"content/{code}/")) for code in ("en", "es")
    )
    assert all(path in listed for path in english)
    assert [signs_of(path) for path in english] == [signs_of(path) for path in spanish]
