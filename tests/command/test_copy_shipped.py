"""`copy`: an own version of what comes with plainleaf begins as the same bytes, and nothing is ever overwritten."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from plainleaf.command.copy_shipped import list_shipped
from plainleaf.input.shipped import find_shipped
from tests.site_tools import BuildSite, MakeSite, bytes_below, run_plainleaf

FOOTER = "templates/parts/footer.html"


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
    assert all(each.startswith(names or ("templates", "static")) for each in listed)
    assert all((find_shipped() / each).exists() for each in listed)
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
