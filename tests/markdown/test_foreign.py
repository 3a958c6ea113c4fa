"""Signs of other programs are found, and ordinary prose is not taken for one."""

from __future__ import annotations

import pytest

from plainleaf.markdown.dialect.check import check_dialect
from plainleaf.markdown.signs.foreign import find_foreign
from plainleaf.markdown.signs.foreign_signs import SIGNS
from plainleaf.problems import ERROR
from tests.growth import is_within
from tests.prose_tools import parse
from tests.site_tools import CheckSite, MakeSite, about_page

FOREIGN = (
    "~~2~~ 1 tablet", "Take ~~two", "~2~ 1 tablet", "{--two--}", "{~~two~>one~~}", "{++a++}", "{>>why<<}",
    "- [ ] a", "1. [x] b", "> - [ ] a", "* [X] a", "> [!WARNING]\n> a", "> [!NOTE] Title", "!!! note",
    '!!! warning "Stop"', "??? info\n    a", '???+ note "x"\n    a', '=== "Tab"', "/// note", ".. note:: a",
    "{{< x >}}", "{{% x %}}", "{{ x }}", "{{FirstName}}", "{% x %}", "<% x %>", "<?php x ?>",
    '[caption id="a"]x[/caption]',
    '[contact-form-7 id="5"]', "[contact-form-7]", "[gallery ids=1,2]", "[embed]https://x.example[/embed]", "[b]x[/b]",
    "[vc_row]", "[more]", "{panel:title=A}", "\\newpage", "[TOC]", "[[_TOC_]]", "{:toc}", "## A {#a}", "## A {.class}",
    "{: .lead}", '[a](b.md){target="_blank"}', "![a](b.png){width=50%}", "{# c #}", "{/* c */}", "%%c%%", "![[a.png]]",
    "[[wiki link]]", "==mark==", "++under++", "^[inline note]", "[@smith2020, p. 4]", "x^2^", "H~2~O", ":smile:",
    "(:warning:)", "$x_1$", "$$a$$", '--8<-- "file"', "@[youtube](abc)", "*[HTML]: Hypertext", "== Heading ==",
    "10^6^cells", "h2. Title", "*|FNAME|*", "<<Name>>", "Error! Reference source not found.",
    "Rest&amp;nbsp;well", "R&amp;amp;D", "caf&eacute d", "5&times3", "a &#233 b", "a &NBSP; b", "Do ** not ** take",
    "[!CAUTION]\nStop.", "[youtube abc]", "{youtube}abc{/youtube}", "{loadposition help}", "'''bold'''",
    "Call {emergency.number}.", "Dear {first_name},", "It passes. citeturn0search1 Soon.", "a\n\n12\n\nb",
    "Pain.[1]\n\n[1] The guide of 2020.", "Would you like me to make it shorter?",
    "Let me know if you'd like any changes!",
    "[del]2[/del] 1", "t\u0336w\u0336o\u0336 one", "2\u0335 1",
    "- [-] a", ">! Spoiler", "${FirstName}", "<<<<<<< HEAD Take 1 tablet. ======= Take 2 tablets. >>>>>>> 3f3c09a",
    "The patient\u00e2\u20ac\u2122s", "caf\u00c3\u00a9", "37 \u00c2\u00b0C", "the patient?s back",
    *(f"o{letter}ce" for letter in "\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06"), "The sciat-\nic nerve", "Page 2 of 5",
    "P\u00e1gina 2 de 5",
    "From: Ann\nSent: Monday\nTo: Ben\nSubject: RE: back", "De: Ana\nEnviado: lunes\nPara: Ben\nAsunto: RV: espalda",
    "CONFIDENTIALITY NOTICE: This message is", "AVISO DE CONFIDENCIALIDAD: Este", "Sent from my iPhone",
    "Enviado desde mi iPhone", "Certainly! Here is a text.", "\u00a1Claro! Aqu\u00ed tienes el texto.",
    "Let me know if you'd like me to shorten it!", "As an AI language model, I",
    "It passes.:contentReference[oaicite:0]{index=0}",
    "It passes.\u30104\u2020source\u3011", "[a]Ask Ben if this is right", "## Causes[edit]",
    "This is * important * for you.",
    "See (our page)[contact.md].",
    "<<<<<<< HEAD\nTake 1 tablet.\n=======\nTake 2 tablets.\n>>>>>>> 3f3c09a (Correct the dose)",
)  # fmt: skip
PROSE = (
    "[sic] he said",
    "Let me know if you need any help.", "Would you like me to call you?", "a\n12\nb", "[1]: a.md",
    "It costs $5 and $6.", "5 ~ 6", "~5 mg and ~6 mg", "a { brace", "{name}", "{ a, b }", "{}",
    "See [video](v.md) and [map][m].", "[gallery]\n\n[gallery]: a.md", "C++ and C++", "a~b", "10:30:15", "1:2:3",
    "Note: see: this", "x == y", "e.g. [maybe] or [sometimes]", "[Name of clinic]", "Press the [button] below.",
    "1. [x](a.md)", "- [a](b.md)", "https://x.example/~user/a~b", "5^2", "^_^", "$HOME", "US$5 and US$6 {a}", "h1.",
    "@you and AT&T", "100%% sure", "!!!", "!!! Stop at once !!!", "??? what", "a -- b", "3-5 / 4-6", ":-)", "AC/DC",
    "5:30 p.m. to 6:30", "> [sic] words", "5 < 6 > 4", "`~~code~~` and `{{ x }}`", "\\~\\~2\\~\\~", "\\{{ x }}",
    "https://x.example/a:b:c", "Term\n:   means", "[^1]\n\n[^1]: Note", "email [at] clinic",
    "- [-5 °C](a.md)", "$5 {a}", "US${5}", "Stop! >!<",
    "R&D, AT&T; &copyright", "https://x.example/?a=1&copy=2&lt=3", "&lt;5 &amp; &#233; &D;", "2 ** 3 ** 4",
    "`&amp;nbsp;`",
    "[!] look", "[video of a walk] and [vimeo](v.md)", "{a} or {b}", "\"'No'\" ''' '''", "a\u0301 \u2260",
    "\u00c3O", "S\u00c3O PAULO", "Is it?so", "short-\nand long-term", "a -\nb", "L4-\nL5", "Page 2 of 5 shows it",
    "From: here to there",
    "From: Ann\nshe came", "Sure, here we go", "Let me know if you hurt", "[a] first", "[a]: b.md", "2 * x * 4",
    "a * b * c",
    "(see below)[^1]\n\n[^1]: Note", "(a)[b]", "* one * two", "edit [it]",
    "> ! now", "<<<<<<< see ======= above", "- -", "One *two* **three**.",
)  # fmt: skip


@pytest.mark.parametrize("text", FOREIGN)
def test_a_sign_of_another_program_is_one_problem(text: str) -> None:
    problems = [*check_dialect(parse(f"One.\n\n{text}\n"))]

    assert [problem.rule for problem in problems][:1] == ["markdown-dialect"]
    assert "in other programs" in problems[0].message
    assert len({problem.place.line for problem in problems}) == len(problems)


@pytest.mark.parametrize("text", PROSE)
def test_prose_is_not_mistaken_for_a_sign(text: str) -> None:
    assert find_foreign(f"One.\n\n{text}\n") == []


def test_every_sign_has_its_example() -> None:
    found = {each.index for text in FOREIGN for each in find_foreign(f"\n{text}\n")}

    assert [SIGNS[index].pattern.pattern for index in range(len(SIGNS)) if index not in found] == []


@pytest.mark.parametrize(
    "text", ["~~2~~ 1 tablet", "~2~ 1 tablet", "{--2--} 1 tablet", "[s]2[/s] 1 tablet", "2\u0336 1 tablet"]
)
def test_struck_out_text_is_an_error(text: str) -> None:
    assert [problem.severity for problem in check_dialect(parse(f"Take {text}."))] == [ERROR]


def test_two_versions_of_a_dose_are_one_error() -> None:
    text = "Rest.\n\n<<<<<<< HEAD\nTake 1 tablet.\n=======\nTake 2 tablets.\n>>>>>>> other\n"

    problems = [*check_dialect(parse(text))]

    assert [(problem.place.line, problem.severity) for problem in problems] == [(3, ERROR)]


def test_the_text_of_a_callout_is_part_of_the_same_mistake() -> None:
    problems = [*check_dialect(parse('!!! note "Care"\n\n    Watch out.\n\n    And rest.\n\nText.\n'))]

    assert [problem.place.line for problem in problems] == [1]


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("[caption a=1]A[/caption] [caption a=2]B[/caption]", "'[caption a=1]', '[/caption]' and '[caption a=2]'"),
        ("Take ~~2~~ 1 in the morning and {--3--} 4 at night.", "'~~2~~' and '{--3--}'"),
        ("Dear {{ name }}, your visit is on {{ day }}.", "'{{ name }}' and '{{ day }}'"),
    ],
)
def test_signs_of_one_kind_on_a_line_are_one_problem_that_names_them_all(text: str, signs: str) -> None:
    problems = [*check_dialect(parse(text))]

    assert [problem.message.partition(" are each ")[0] for problem in problems] == [signs]


@pytest.mark.parametrize(
    ("text", "component"),
    [("> [!WARNING]\n> Stop.", "::: warning"), ("!!! tip\n    Rest.", "::: inset"), ('=== "A"\n    B', "::: expander"),
     ("!!! unheard\n    Of.", "::: inset"), ("@[youtube](abc)", "::: video")],
)  # fmt: skip
def test_the_fix_names_our_own_component(text: str, component: str, make_site: MakeSite, check_site: CheckSite) -> None:
    problems = check_site(make_site(files={"content/en/about.md": about_page(text)})).problems

    assert [component in each["fix"] for each in problems if each["rule"] == "markdown-dialect"] == [True]


@pytest.mark.parametrize(
    "part",
    [
        "(a)[/",
        "ab-\ncd",
        "From: a\nTo: b\n",
        "a\ufb01",
        "a * bcd ",
        "~~",
        "~a",
        "{{",
        "{-- ",
        "{--",
        "[[",
        "^[",
        "[@a",
        "$_",
        ":a",
        "==a",
        "@[",
        "*[",
        '[a b="',
        "%%a",
        "<<a ",
        "[a b=c ",
        "<<<<<<< a\n",
    ],
)
def test_time_is_linear_in_the_number_of_signs(part: str) -> None:
    assert is_within(find_foreign, part * 500, part * 8000, 16)


@pytest.mark.parametrize("element", ["s", "del", "strike"])
def test_a_text_struck_out_in_html_is_to_be_deleted(element: str, make_site: MakeSite, check_site: CheckSite) -> None:
    page = about_page(f"Take <{element}>two</{element}> one a day.")

    problems = check_site(make_site(files={"content/en/about.md": page})).problems

    assert [each["rule"] for each in problems] == ["raw-html"]
    assert problems[0]["fix"].startswith("Delete what is struck out")
