"""White space at an edge is read in one way: by either engine as if it were a plain space."""

from __future__ import annotations

import pytest

from plainleaf.markdown.convert import make_converter
from plainleaf.markdown.dialect.check import check_dialect
from plainleaf.markdown.white_space import drop_odd_ends, normalize_spaces
from tests.growth import is_within
from tests.markdown_pieces import ENGINES, TARGETS
from tests.prose_tools import parse

SPACES = [space for space in filter(str.isspace, map(chr, range(0x110000))) if space not in "\t\n\r\x0b\x0c "]
AROUND = (
    "Words {}\n\n{} end", "{}start", "end{}", "a{}b", "a\n{}b", "a{}\nb", "a{}{}\nb", "a\n\n{}\n\nb", "- {}item",
    "- item{}", "- a\n- b{}\n\nc", "1. {}item", "    {}a", "- a\n\n    {}b", "- a\n{}- b", "## {}Head", "## Head{}",
    "## Head {}##", "## Head{} ##", "`{}code`", "`code{}`", "`{}`", "| {}a | b{} |\n|---|---|\n| {}c{} | d |",
    "|{}a{}|b|\n|---|---|\n|c|d|", "| a | b |{}\n|---|---|{}\n| c | d |", "{}| a | b |\n|---|---|\n| c | d |",
    "> {}quote", ">{}quote", "> a{}\n> b", "{}> q", "*a{}*", "x{}*a*{}y", "[{}a](b.md)", "[a]({}b.md)", "[a](b.md{})",
    '[a](b.md "{}t{}")', "![{}a{}](p.png)", "Term{}\n:   means", "Term\n:   {}means{}\n", "---{}", "{}---",
    "a\n\n---{}\n\nb", "```{}\na\n```", "[^1]\n\n[^1]:{}note", "[^1]\n\n[^1]: {}note{}", "[^1]\n\n[^1]: a\n    {}b",
    "[a][r]\n\n[r]:{}b.md", "[a][r]\n\n[r]: b.md{}", "[a][r{}]\n\n[r]: b.md", "[a{}b]\n\n[a b]: b.md", "a  {}\nb",
    "&nbsp;{}", "\\{}a", "<https://x.example/>{}", "{}{}a",
)  # fmt: skip
CONVERTERS = [make_converter(engine) for engine in ENGINES]


@pytest.mark.parametrize("around", AROUND)
def test_both_engines_read_every_space_alike(around: str) -> None:
    for space in (*SPACES, " "):
        text = around.replace("{}", space)
        if not any(check_dialect(parse(text))):
            one, other = (converter.convert(text, TARGETS).html for converter in CONVERTERS)
            assert one == other, ascii(space)


def test_a_space_at_an_edge_is_a_plain_one_and_others_stay() -> None:
    text = "\u00a05\u00a0mg\u2003\n- \u3000a\n| \u00a0b\u00a0c\u00a0|\n>\u2003d\u00a0e"

    assert normalize_spaces(text) == " 5\u00a0mg \n-  a\n|  b\u00a0c |\n> d\u00a0e"


def test_spaces_at_the_end_of_a_line_break_it_only_if_they_are_plain() -> None:
    assert drop_odd_ends("a\u00a0\u00a0\nb  \nc") == "a\nb  \nc"


@pytest.mark.parametrize(
    "part", ["\u00a0", "a\u00a0", "\u00a0|", "> ", "- \u00a0", "[^1]:\u00a0", "[\u00a0", "\u00a0#"]
)
def test_time_is_linear_in_the_number_of_spaces(part: str) -> None:
    assert is_within(lambda text: normalize_spaces(drop_odd_ends(text)), part * 2000 + "]:", part * 32000 + "]:", 16)
