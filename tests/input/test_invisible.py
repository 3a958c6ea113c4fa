"""Characters that nobody sees: where scripts need them, and where they are mistakes."""

from __future__ import annotations

import unicodedata
from urllib.parse import quote

import pytest

from plainleaf.input.invisible import (
    Invisible,
    describe,
    drop_invisible,
    find_invisible,
    find_invisible_references,
    find_unread,
    spell_out,
)
from tests.site_tools import BuildSite, CheckSite, MakeSite, about_page, minimal_config

NOWHERE_NEEDED = (
    *"\u200b\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2066\u2067\u2068\u2069\u206a\ufeff\u034f\u3164\uffa0",
    *"\u2800\x85\x9f\x00\ufff9\ufffc\ufffd\ufdd0\ufffe\ue000\U000e0041\U000e0001\U000f0000\U0010ffff\U0001fffe\U0001d173",
)


@pytest.mark.parametrize("character", NOWHERE_NEEDED, ids=lambda each: f"U+{ord(each):04X}")
@pytest.mark.parametrize("text", ["cu{}re", "{}word", "word{}", "5{}0 mg", "کلمه{}ها"])
def test_a_character_that_no_script_needs_is_found_anywhere(character: str, text: str) -> None:
    found = [*find_invisible(text.format(character))]

    assert [(each.offset, each.character) for each in found] == [(text.index("{"), character)]


@pytest.mark.parametrize(
    "text",
    ["می\u200cخواهم", "क्\u200dष", "Auf\u200clage", "👩\u200d⚕\ufe0f", "👍🏽\u200d", "Gesund\u00adheits\u00adamt",
     "PDF\u200cها", "اتصل \u200e313\u200f", "رقم\u061c 12", "❤\ufe0f", "1\ufe0f\u20e3", "ℹ\ufe0f",
     "葛\U000e0100", "ᠠ\u180e", "ᠠ\u180b", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
     "naïve café", "«\u00a0oui\u202f!»"],
)  # fmt: skip
def test_a_character_that_a_script_needs_stays(text: str) -> None:
    assert [*find_invisible(text)] == []
    assert drop_invisible(text) == text


@pytest.mark.parametrize(
    "text",
    ["5\u00ad0 mg", "5\u200d0 mg", "take \u200c 5", "10\u200f/05", "Call \u200e313", "cu\ufe0fre", "5\ufe0f0 mg",
     "🏴\U000e0041\U000e007f", "a\u180eb", "1\u2000\u061c2", "cu\U000e0100re"],
)  # fmt: skip
def test_a_joiner_mark_or_selector_is_a_mistake_where_nothing_needs_it(text: str) -> None:
    assert [*find_invisible(text)] != []
    assert [*find_invisible(drop_invisible(text))] == []


@pytest.mark.parametrize("before", ["", "Bring:\n", "> ", "a\n  \t"])
def test_a_bullet_of_word_at_the_beginning_of_a_line_is_a_bullet(before: str) -> None:
    text = f"{before}\uf0b7 Rest"

    assert [*find_invisible(text)] == []
    assert drop_invisible(text) == f"{before}• Rest"
    assert [each.character for each in find_invisible("Rest \uf0b7 walk\n\ue000 x")] == ["\uf0b7", "\ue000"]


@pytest.mark.parametrize(("sign", "shown"), [("\uf06e", "•"), ("\uf071", "•"), ("\uf0fb", "✗"), ("\uf0fd", "✗")])
def test_other_bullets_of_word_begin_an_item_and_crosses_still_say_no(sign: str, shown: str) -> None:
    assert drop_invisible(f"Do not:\n{sign}\tRun\n") == f"Do not:\n{shown}\tRun\n"


@pytest.mark.parametrize(
    ("text", "sign"),
    [("Take 5 \uf06dg", "µ"), ("A pain score \uf0b3 7", "≥"), ("\uf0a3 5 mg", "≤"), ("\uf035 mg", "5")],
)
def test_a_sign_of_the_font_symbol_is_lost_but_never_left_out(text: str, sign: str) -> None:
    found, *others = find_invisible(text)

    assert not others
    assert f"in the font Symbol it is '{sign}'" in describe(text, found)[1]
    assert drop_invisible(text) == text


def test_every_format_character_without_a_picture_of_its_own_is_known() -> None:
    visible = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD, *range(0x13430, 0x13460)}
    format_characters = [chr(number) for number in range(0x110000)
                         if unicodedata.category(chr(number)) in ("Cf", "Zl", "Zp", "Cc", "Co")
                         and number not in visible]  # fmt: skip

    missed = [each for each in format_characters if not any(find_invisible(f"5{each}0")) and each not in "\t\n\r"]

    assert missed == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Take \u202e05 mg", "RIGHT-TO-LEFT OVERRIDE (U+202E) is in '05'"),
        ("[walk](y.md\u200b)", "ZERO WIDTH SPACE (U+200B) is in '[walk](y.md)'"),
        ("a \x07 b", "CONTROL CHARACTER (U+0007) is in the text"),
        ("caf\ufffd", "something was lost in 'caf': REPLACEMENT CHARACTER (U+FFFD)"),
        ("\ufdd0", "NONCHARACTER (U+FDD0)"),
    ],
)
def test_a_message_names_the_character_and_the_word(text: str, said: str) -> None:
    assert said in describe(text, next(find_invisible(text)))[0]


@pytest.mark.parametrize("written", ["&#x202E;", "&#8238;", "&ZeroWidthSpace;", "&NoBreak;", "&rlm;", "&#xFEFF;"])
def test_a_reference_to_such_a_character_is_found(written: str) -> None:
    assert [each.written for each in find_invisible_references(f"Take 0{written}5 mg")] == [written]


@pytest.mark.parametrize("text", ["Gesund&shy;heit", "می&zwnj;خواهم", "R&D; &copy; &nbsp; &amp;", "اتصل &lrm;313"])
def test_a_reference_that_a_script_needs_may_be_written(text: str) -> None:
    assert [*find_invisible_references(text)] == []


def test_all_that_readers_do_not_see_is_found_in_order() -> None:
    assert [*find_unread("a\u00adb&shy;c\u200dd &amp; e\u2028f")] == [(1, 2), (3, 8), (9, 10)]


@pytest.mark.parametrize("written", ["y.md\u200b", "y.md" + quote("\u200b")])
def test_a_name_in_a_message_shows_what_nobody_sees(written: str) -> None:
    assert spell_out(written) == "y.md[ZERO WIDTH SPACE (U+200B)]"
    assert spell_out("caf%E9.md") == "caf%E9.md"


def test_the_end_of_a_character_depends_on_how_it_is_written() -> None:
    assert Invisible(4, "&shy;", "\u00ad").end == 9


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("content/en/about.md", about_page("Text.", "owner: A\u202eda\n")),
        ("content/en/about.md", about_page("::: inset\nText\u200b here.\n:::")),
        ("content/en/about.md", about_page("::: expander More\u2060 words\nText.\n:::")),
        ("content/en/about.md", about_page("`code\u200b`")),
        ("content/en/about.md", about_page("Text. &#x202E;")),
        ("content/en/about.md", about_page("Text.&ZeroWidthSpace;")),
        ("content/en/about.md", about_page("[a](https://x.example/%E2%80%8B)")),
        ("content/en/terms.yaml", "- term: disc\u200b\n  says: A cushion.\n"),
        ("content/en/words.yaml", "claims: [mira\u200bcle]\n"),
        ("config.yaml", minimal_config(more="# a comment\u2028\n")),
        ("templates/words/en.yaml", "skip: Skip\ufeff it\n"),
    ],
)
def test_an_invisible_character_is_reported_wherever_people_write(
    name: str, text: str, make_site: MakeSite, check_site: CheckSite
) -> None:
    result = check_site(make_site(files={name: text}))

    assert [rule for rule in result.rules if rule == "control-character"] == ["control-character"]
    assert result.code == 1


def test_an_invisible_character_alone_is_noticed_by_the_next_build(make_site: MakeSite, build_site: BuildSite) -> None:
    site = make_site(files={"content/en/about.md": about_page("Take care.")})
    assert build_site(site).code == 0

    (site / "content/en/about.md").write_text(about_page("Take ca\u200bre."), encoding="utf-8")

    assert build_site(site).rules == ["control-character"]


@pytest.mark.parametrize("hidden", ["\u200b", "\u00ad", "\u200d", "&shy;", "&#x200B;", "\u2060"])
def test_the_word_checks_read_what_a_reader_reads(hidden: str, make_site: MakeSite, check_site: CheckSite) -> None:
    text = f"We promise a cu{hidden}re. Call 313-{hidden}555-0110."
    site = make_site(files={"content/en/about.md": about_page(text)})

    result = check_site(site)

    assert {"typed-phone", "unsupported-claim"} <= set(result.rules)


def test_a_word_after_a_soft_hyphen_is_reported_at_its_place(make_site: MakeSite, check_site: CheckSite) -> None:
    site = make_site(files={"content/en/about.md": about_page("Ge\u00adsund. Call 313-555-0110.")})

    problems = [each for each in check_site(site).problems if each["rule"] == "typed-phone"]

    assert [(each["line"], each["column"]) for each in problems] == [(6, 15)]


def test_a_broken_link_shows_the_character_that_breaks_it(make_site: MakeSite, check_site: CheckSite) -> None:
    site = make_site(files={"content/en/about.md": about_page("[a](con\u200dtact.md)")})

    problems = check_site(site).problems

    assert [each["rule"] for each in problems] == ["broken-link"]
    assert "con[ZERO WIDTH JOINER (U+200D)]tact.md" in problems[0]["message"]
