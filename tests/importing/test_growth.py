"""Hostile texts: the time of an import grows with their length, and nothing is nested too deeply for it."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from tests.examples import few
from tests.growth import is_within
from tests.importing.moves import Files, import_files
from tests.importing.test_wordpress import export, item

FRONT = "---\ntitle: T\ndescription: D\n---\n"
SIGNS = (
    "[", "![", "<a ", "<b><i>", "<div>\n", "<details markdown>\n", "<details><summary>", "<!-- ", "{% ",
    "{{ ", "{{< x ", "{{< hint >}}\n", "!!! note\n", "{: .x }\n", "`", "- [ ] x\n", "# a\n", "#", "[a](b(",
    "> [!NOTE]\n", "text\n{: .warning }\n", "~~a", "[caption]", "[box a=1]", "<!-- wp:p ", "[embed]",
    "<ul><li>", "<br>", ":::\n", "**a", " ",
)  # fmt: skip
SHORT, TIMES = 2000, 8


def files_of(program: str, prose: str) -> Files:
    """An old site with one page."""
    if program == "wordpress":
        return export(item(1, "A", "https://s.example/a/", prose))
    return {"docs/a.md" if program == "mkdocs" else "content/a.md" if program == "hugo" else "a.md": FRONT + prose}


@pytest.mark.parametrize("program", ["hugo", "jekyll", "mkdocs", "wordpress"])
@pytest.mark.parametrize("sign", few(SIGNS, 2))
def test_the_time_for_a_repeated_sign_grows_with_its_number(sign: str, program: str, tmp_path: Path) -> None:
    short, long = sign * (SHORT // len(sign)), sign * (SHORT * TIMES // len(sign))
    folders = (tmp_path / str(number) for number in count())

    def read(prose: str) -> None:
        found = import_files(next(folders), program, files_of(program, prose))
        assert list(found.pages) == ["content/en/a.md"]

    assert is_within(read, short, long, TIMES)


def test_boxes_nested_without_end_are_read(tmp_path: Path) -> None:
    prose = "".join(f"{'    ' * depth}!!! note\n" for depth in range(120)) + "    " * 120 + "Text.\n"

    found = import_files(tmp_path, "mkdocs", files_of("mkdocs", prose))

    assert "Text." in found.pages["content/en/a.md"]
