"""Bullets, numbers and columns that were pasted from a word processor."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from plainleaf.input.invisible import find_invisible
from plainleaf.markdown.dialect.check import check_dialect
from plainleaf.markdown.signs.pasted import find_pasted, may_be_pasted
from plainleaf.markdown.signs.tidy import find_words, tidy_text
from tests.examples import examples
from tests.growth import is_within
from tests.prose_tools import parse
from tests.site_tools import CheckSite, MakeSite, about_page

CARD = "::: urgent\n## Call us today if:\n{}\n:::\n\n## Next\n"


def fixed(text: str) -> list[str]:
    """The lines in place of those that were pasted."""
    return [line for each in find_pasted(text.split("\n")) for line in each.lines]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("• a\n• b", ["- a", "- b"]),
        ("•a", ["- a"]),
        ("·\ta\no\tb\n·\tc", ["- a", "    - b", "- c"]),
        ("– a\n‑ b\n− c", ["- a", "- b", "- c"]),
        ("-\u00a0a\n*\u2003b", ["- a", "- b"]),
        ("   ·   a", ["- a"]),
        ("• a\n    ◦ b", ["- a", "    - b"]),
        ("a. one\nb. two", ["1. one", "2. two"]),
        ("a) one\n\nb) two", ["1. one", "2. two"]),
        ("(1) one\n(2) two", ["1. one", "2. two"]),
        ("i. one\nii. two\niii. three", ["1. one", "2. two", "3. three"]),
        ("1) one\n2) two", ["1. one", "2. two"]),
        ("1.\u00a0one", ["1. one"]),
        ("٣. one\n٤. two", ["3. one", "4. two"]),
        ("１. one", ["1. one"]),
        ("In\n١. one", ["1. one"]),
        ("- a\n• b", ["- b"]),
        ("• a • b • c", ["- a", "- b", "- c"]),
        ("-Rest\n-Walk", ["- Rest", "- Walk"]),
        ("- Rest\n-Walk", ["- Walk"]),
        ("1.Rest\n2.Walk", ["1. Rest", "2. Walk"]),
        ("1. Rest\n\n2.Walk", ["2. Walk"]),
        ("1.Rest 2.Walk", ["1. Rest", "2. Walk"]),
        ("1. Rest 2. Walk 3. Breathe", ["1. Rest", "2. Walk", "3. Breathe"]),
        ("9.Rest 10.Walk", ["9. Rest", "10. Walk"]),
        ("*Rest\n*Walk", ["- Rest", "- Walk"]),
        ("- Rest\n+Walk", ["- Walk"]),
        ("1- Rest\n2- Walk", ["1. Rest", "2. Walk"]),
        ("1: Rest\n\n2: Walk", ["1. Rest", "2. Walk"]),
        ("1 . Rest\n2 . Walk", ["1. Rest", "2. Walk"]),
        ("§\tRest\n§\tWalk", ["- Rest", "- Walk"]),
        ("q\tRest\nq\tWalk", ["- Rest", "- Walk"]),
        ("n\tRest\nn\tWalk", ["- Rest", "- Walk"]),
        ("§ Rest\n§ Walk", ["- Rest", "- Walk"]),
        ("§Rest\n§Walk", ["- Rest", "- Walk"]),
        ("Ø Rest\nØ\tWalk", ["- Rest", "- Walk"]),
        ("ü Rest\nü\u00a0Walk", ["- Rest", "- Walk"]),
        ("û Run\nû Jump", ["- ✗ Run", "- ✗ Jump"]),
        ("o Rest\no Walk", ["- Rest", "- Walk"]),
        ("✗ no\n✓ yes", ["- ✗ no", "- ✓ yes"]),
        ("✅ Rest\n🚫 Run", ["- ✅ Rest", "- 🚫 Run"]),
        ("👩🏽\u200d⚕️ Ask\n➡️ Walk", ["- 👩🏽\u200d⚕️ Ask", "- ➡️ Walk"]),
        ("-> Rest\n-> Walk", ["- Rest", "- Walk"]),
        ("-- Rest\n-- Walk", ["- Rest", "- Walk"]),
        ("» Rest\n» Walk", ["- Rest", "- Walk"]),
        ("⦁ Rest", ["- Rest"]),
        ("&bull; Rest\n&#8226;Walk", ["- Rest", "- Walk"]),
        ("\\- Rest\n\\- Walk", ["- Rest", "- Walk"]),
        ("1\\. Rest\n2\\. Walk", ["1. Rest", "2. Walk"]),
        ("Drug\tDose\nIbuprofen\t200 mg", ["| Drug | Dose |", "|---|---|", "| Ibuprofen | 200 mg |"]),
    ],
)
def test_a_pasted_line_is_shown_as_it_should_be(text: str, lines: list[str]) -> None:
    assert fixed(text) == lines


@pytest.mark.parametrize(
    "text",
    ["a. m. is the morning", "I. Newton said so", "A. B. Smith\nC. D. Jones", "—¿Qué?\n—Nada.", "o tú o yo",
     "e.g. words",
     "The dose in\n2) is small", "10 mg\t5", "- a\tb\n- c\td", "−5 degrees", "– 5 to 8", "Monday • Tuesday",
     "✓ Rest  \n✓ Walk",
     "✓ Rest\n\n✓ Walk", "☎ 313\n✉ 314", "§ 1557\n§ 1558", "© Ann\n© Ben", "o tú\no yo",
     "– Mary, 54, teacher", "“It went.”\n– Mary\n\nText.", "In\n٣. one", "٢٠٢٦. one",
     "- a\n- b", "1. a\n2. b", "* a", "    more", "2·3", "v. Smith", "- low- and mid-dose - both",
     "-5 °C\n-6 °C", "-Rest", "It is low\n-dose.", "--dry-run\n--help",
     "-a\n-b", "1. Take 1 or 2. Then rest", "1.5 mg\n2.5 mg",
     "*Rest* a\n*Walk* b", "*Rest\nWalk*", "8 - 12 a.m.\n9 - 1 p.m.", "1: 5 mg",
     "1.\tRest\n2.\tWalk", "-\tRest\n-\tWalk",
     "1.Mai", "1.Mai\n3.Mai", "Take 1.Rest 2.Walk", "1. a 2. b"],
)  # fmt: skip
def test_prose_and_markdown_are_not_mistaken_for_something_pasted(text: str) -> None:
    assert fixed(text) == []


def test_signs_in_a_care_card_are_errors_and_nothing_else_is_reported(
    make_site: MakeSite, check_site: CheckSite
) -> None:
    text = CARD.format("• you cannot pee\n• your legs are weak")

    problems = check_site(make_site(files={"content/en/about.md": about_page(text)})).problems

    assert [(each["rule"], each["severity"], each["line"]) for each in problems] == [
        ("pasted-text", "error", 8),
        ("pasted-text", "error", 9),
    ]
    assert "Write '- you cannot pee'." in problems[0]["fix"]


def test_a_pasted_sign_below_a_proper_one_is_an_error(make_site: MakeSite, check_site: CheckSite) -> None:
    text = CARD.format("- you cannot pee\n• your legs are weak")

    result = check_site(make_site(files={"content/en/about.md": about_page(text)}))

    assert result.rules == ["pasted-text"]
    assert result.code == 1


@pytest.mark.parametrize(
    ("signs", "lines", "fix"),
    [
        ("- you faint - you fall", [8], "If it is two signs, write '- you faint', '- you fall', each on its own line."),
        ("- You faint – You fall", [8], "If it is two signs, write '- You faint', '- You fall', each on its own line."),
        ("- You faint · “Pins and needles”", [8], "If it is two signs, write '- You faint', '- “Pins and needles”',"),
        ("- you faint\u00a0- you fall", [8], "If it is two signs, write '- you faint', '- you fall', each"),
        ("- you faint\nyou fall", [9], "If it is another sign, write '- you fall'."),
        ("- you faint\n you fall\nor trip", [9, 10], "If it is another sign, write '- you fall'."),
        (
            "1. you faint -- you fall",
            [8],
            "If it is two signs, write '- you faint', '- you fall', each on its own line.",
        ),
    ],
)
def test_two_signs_of_a_care_card_that_became_one_are_an_error(
    signs: str, lines: list[int], fix: str, make_site: MakeSite, check_site: CheckSite
) -> None:
    result = check_site(make_site(files={"content/en/about.md": about_page(CARD.format(signs))}))

    assert [(each["rule"], each["severity"], each["line"]) for each in result.problems] == [
        ("pasted-text", "error", line) for line in lines
    ]
    assert result.problems[0]["fix"].startswith(fix)


@pytest.mark.parametrize(
    "signs",
    [
        "- you faint or\n  fall down",
        "- you faint\n- you have follow-up pain",
        "- you faint — even once",
        "- you faint – even once",
        "- it is -5 °C\n\nCall at once.",
        "- you faint\n    - at night\n    - by day",
    ],
)
def test_one_sign_on_each_line_of_a_care_card_is_right(signs: str, make_site: MakeSite, check_site: CheckSite) -> None:
    result = check_site(make_site(files={"content/en/about.md": about_page(CARD.format(signs))}))

    assert "pasted-text" not in result.rules


@pytest.mark.parametrize(
    ("signs", "lines"),
    [
        ("\nYou have:\n- you cannot pee\n- your legs are weak", [10]),
        ("- you cannot pee\n1. your legs are weak\n2. you fall", [9]),
        ("- you cannot pee\n  - your legs are weak", [9]),
        ("- you cannot pee\n-\n- your legs are weak", [9, 10]),
    ],
)
def test_a_list_whose_items_merge_is_an_error_in_a_card(
    signs: str, lines: list[int], make_site: MakeSite, check_site: CheckSite
) -> None:
    problems = check_site(make_site(files={"content/en/about.md": about_page(CARD.format(signs))})).problems

    assert {(each["rule"], each["severity"]) for each in problems} == {("markdown-dialect", "error")}
    assert [each["line"] for each in problems] == lines


@given(some.lists(some.sampled_from([*"•a1o-–*x.)( \t\n\u00a0", "Rest", "iv"]), max_size=12))
def test_no_text_with_something_pasted_is_passed_over(pieces: list[str]) -> None:
    text = "".join(pieces)

    assert may_be_pasted(text) or not [*find_pasted(text.split("\n"))]


@pytest.mark.parametrize(
    "text",
    [
        "• one\n• two",
        "Bring:\n1) a card\n2) a friend",
        "One\ttwo\nThree\tfour",
        "-Rest\n-Walk",
        "1.Rest 2.Walk",
        "1. A 2. B 3. C",
    ],
)
def test_elsewhere_each_is_a_warning_and_the_only_one_on_its_line(text: str) -> None:
    problems = [*check_dialect(parse(text))]

    assert {(problem.rule, problem.severity) for problem in problems} == {("pasted-text", "warning")}
    assert len({problem.place.line for problem in problems}) == len(problems)


PIECES = (
    "• a", "•\tb", "o\tc", "·\td", "– e", "-\u00a0f", "- g", "1) h", "2) i", "1. j", "a. k", "b. l", "(1) m", "i. n",
    "ii. o", "Drug\tDose", "Ibu\t200", "", "Text “quoted” here", "it’s…", "x\u200by", "end\u00a0", "two  ", "## Head",
    "::: urgent", ":::", "    more", "-Rest", "1.Rest", "2.Walk", "1.Rest 2.Walk", "1. p 2. q 3. r",
     "- a • b", "> q", "| a | b |", "|---|---|", "key: value", "p\u2028q", "‑ r", "\tz",
)  # fmt: skip


@settings(max_examples=examples(300))
@given(some.lists(some.sampled_from(PIECES), max_size=9).map("\n".join))
def test_tidying_changes_no_word_and_leaves_nothing_to_tidy(text: str) -> None:
    tidied = tidy_text(text)

    assert find_words(tidied) == find_words(text)
    assert tidy_text(tidied) == tidied
    assert [*find_invisible(tidied)] == []
    assert [problem for problem in check_dialect(parse(tidied)) if problem.rule == "pasted-text"] == []


def test_marks_on_both_sides_of_a_component_are_no_words() -> None:
    assert tidy_text("a. one\n:::\nb. two") == "1. one\n:::\n2. two"


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("• one\n\n    o\tnested\n\n• two\n", "- one\n    - nested\n\n- two\n"),
        ("• one\n\n- two\n\n    - nested\n", "- one\n\n- two\n    - nested\n"),
        # The text of the first item goes on: that is not a list with an empty line too many.
        ("- one\n\n    more\n\n    - nested\n", "- one\n\n    more\n\n    - nested\n"),
    ],
)
def test_the_empty_line_above_the_first_nested_item_goes(text: str, tidied: str) -> None:
    assert tidy_text(text) == tidied


@given(some.text("ab1. •·o-–)(\t\n\u00a0\u200b|i:", max_size=30))
def test_any_text_can_be_tidied(text: str) -> None:
    tidied = tidy_text(text)

    assert find_words(tidied) == find_words(text)
    assert tidy_text(tidied) == tidied


@pytest.mark.parametrize(
    "part",
    [
        "• a\n",
        "a\tb\n",
        "a. x\nb. y\n",
        "• a • b ",
        "-\u00a0",
        "o\t",
        "\t",
        "1) a\n",
        "-ab\n",
        "1.ab 2.ab ",
        "👍🏻",
        "⚕\u200d",
        "✓ a\n",
        "\\- a\n",
        "-- ",
    ],
)
def test_time_is_linear_in_the_length_of_the_text(part: str) -> None:
    assert is_within(lambda text: [*find_pasted(text.split("\n"))], part * 100, part * 1600, 16)
