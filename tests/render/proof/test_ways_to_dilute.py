"""Ways to make red flags unsafe in the HTML of a finished page, which the proof finds; and what it leaves alone."""

from __future__ import annotations

import pytest

from tests.render.proof.finished_page import CARD, HEADING, STYLE_SHEET, found_on

LESS_URGENT = "makes the red flags sound less urgent"
HIDES = "hides the red flags"
OTHER_WORDS = "says other words among the red flags"
FOREIGN = "has something else among the red flags"
NO_CALL = "has a link among the red flags that does not call"
BEFORE, BELOW = "has a way to book before the red flags", "has a way to book right below the red flags"


def in_list(html: str) -> str:
    """The card with something between the heading and the list."""
    return CARD.replace("<ul>", f"{html}<ul>")


def in_heading(html: str) -> str:
    """The card with HTML in place of the number in its heading."""
    return CARD.replace("911 if", f"{html} if")


@pytest.mark.parametrize(
    "main",
    [
        f"<p>Most of these are nothing to worry about.</p>{CARD}",
        f"<p>You are unlikely to have any of these.</p>{CARD}",
        f"<aside>These signs are rarely serious. Wait a day first.</aside>{CARD}",
        f"<p>It is unlikely if:</p>{CARD}",
        f"<p>You do not need to call if:</p>{CARD}",
        f"<hgroup><p>Ignore this:</p>{CARD}</hgroup>",
        f"<h2>When not to worry</h2>{CARD}",
        f"<h2>Signs</h2><p>Call us first.</p>{CARD}",
        f"<h2>Signs</h2><div>Ask our <b>nurse</b> first.</div>{CARD}",
        f"<p>Call us today, instead of calling 911.</p>{CARD}",
        f"<p>They can wait until morning.</p>{CARD}",
        f"{CARD}<p>These are usually harmless.</p>",
        f"{CARD}<div>Don’t worry: it’s often nothing.</div><h2>More</h2>",
        f"<fieldset><legend>Do not worry about</legend>{CARD}</fieldset>",
        f"<figure>{CARD}<figcaption>What not to worry about</figcaption></figure>",
        f"<details open><summary>Never an emergency</summary>{CARD}</details>",
        f"<p>A <em>false</em>\nalarm.</p>{CARD}",
        f'<p><img src="/a.png" alt="No need to worry"></p>{CARD}',
    ],
)
def test_words_that_calm_are_found_around_the_card(main: str) -> None:
    (message,) = found_on(main)

    assert message.startswith(LESS_URGENT)


@pytest.mark.parametrize(
    "main",
    [
        f"<p>Most people get better. Surgery is rarely needed.</p>{CARD}",
        f"<p>This form is not for urgent problems.</p>{CARD}",
        f"<p>If it is not urgent, fill in the form below.</p>{CARD}",
        f"<p>Do not wait if you have any of these signs.</p>{CARD}",
        f"<h2>Do not use this form in an emergency</h2>{CARD}",
        f"{CARD}<h2>More</h2><p>Most back pain is usually nothing serious, so do not worry.</p>",
        f"<h2>Good news</h2><p>This is rarely serious.</p><h2>Still</h2>{CARD}",
        f"<p>Call 911 first, then tell us.</p>{CARD}",
        f"<p>You need not be sure to call.</p>{CARD}",
        f"<p>These signs are rare, but the harm can last.</p>{CARD}",
    ],
)
def test_other_words_around_the_card_are_left_alone(main: str) -> None:
    assert found_on(main) == []


def test_a_summary_of_the_whole_page_may_say_that_most_pain_is_not_serious() -> None:
    summary = "Back pain is usually not serious."
    head = f"<meta name='description' content='{summary}'>"

    assert found_on(f"<p>{summary}</p>{CARD}", head=head) == []
    assert found_on(f"<p>{summary}</p>{CARD}") != []


def test_a_summary_may_not_calm() -> None:
    summary = "Leg pain is nothing to worry about."

    (message,) = found_on(f"<p>{summary}</p>{CARD}", head=f"<meta name='description' content='{summary}'>")

    assert message.startswith(LESS_URGENT)


@pytest.mark.parametrize(
    ("main", "message"),
    [
        (in_heading("<a href='tel:313-555-0110'>911</a>"), "gives another number"),
        (in_heading("<a href='TEL:313-555-0110'>911</a>"), "gives another number"),
        (in_heading("<a href=' tel:313 555 0110'>911</a>"), "gives another number"),
        (in_heading("<a href='tel:9111'>911</a>"), "gives another number"),
        (in_heading("<a href='sms:313-555-0110'>911</a>"), NO_CALL),
        (in_heading("<a href='mailto:hello@clinic.example'>911</a>"), NO_CALL),
        (in_heading("<a href='https://clinic.example'>911</a>"), NO_CALL),
        (in_heading("<a href='/about/'>911</a>"), NO_CALL),
        (in_heading("<a href=''>911</a>"), NO_CALL),
        (CARD.replace("your legs", "<a href='tel:911'>your legs</a>"), "calls the emergency number by a link"),
        (CARD.replace("<li>it is", "<li><a href='tel:911'>313-555-0110</a> it is"), "does not show the sign"),
        (CARD.replace("</ul>", "</ul><map><area href='tel:313-555-0110'></map>"), FOREIGN),
        (CARD.replace("</ul>", "</ul><button type='button'></button>"), FOREIGN),
        (CARD.replace("</ul>", "</ul><input value='Never mind' type='submit'>"), FOREIGN),
        (in_list("<iframe src='/harmless.html'></iframe>"), FOREIGN),
        (in_list("<img alt='These are harmless' src='/a.png'>"), OTHER_WORDS),
        (CARD.replace("<ul>", "<ul aria-label='Harmless signs'>"), OTHER_WORDS),
        (CARD.replace('<h2 id="a">', '<h2 id="a" aria-label="Never mind">'), OTHER_WORDS),
        (CARD.replace('"care-card"', '"care-card" role="group" aria-label="Not for you"'), OTHER_WORDS),
        (CARD.replace("<li>you", "<li aria-label='you are fine'>you"), OTHER_WORDS),
        (CARD.replace("<ul>", "<ul title='Harmless'>"), OTHER_WORDS),
        (CARD.replace("<ul>", "<ul aria-describedby='x'>") + "<p id='x' hidden>Harmless</p>", OTHER_WORDS),
        (CARD.replace("<ul>", "<ul aria-labelledby='x'>") + "<p id='x' hidden>Harmless</p>", OTHER_WORDS),
        (CARD.replace("<ul>", "<ul role='presentation'>"), "takes the meaning of <ul> away"),
        (CARD.replace("<h2", "<h2 role='none'"), "takes the meaning of <h2> away"),
        (CARD.replace("<svg></svg>", "<svg><text>Not</text></svg>"), "does not have the heading"),
        (in_list("<svg><text>harmless</text></svg>"), "has no list of signs right below"),
        (CARD.replace("<b>hard</b>", "<del>hard</del>"), HIDES),
        (CARD.replace("<b>hard</b>", "<font color='white'>hard</font>"), HIDES),
        (CARD.replace("<b>hard</b>", "<bdo dir='rtl'>hard</bdo>"), HIDES),
        (CARD.replace("<b>", "<b style='text-decoration: line-through'>"), HIDES),
        (CARD.replace('class="visually-hidden"', 'class="visually-hidden" aria-hidden="true"'), HIDES),
        (f"<marquee>{CARD}</marquee>", HIDES),
        (f"<object>{CARD}</object>", HIDES),
        (f"<video>{CARD}</video>", HIDES),
        (f"<button>{CARD}</button>", HIDES),
        (f"<div hidden='until-found'>{CARD}</div>", HIDES),
        (f"<iframe>{CARD}</iframe>", "does not have the heading"),
        (f"<textarea>{CARD}</textarea>", "does not have the heading"),
        (f"<!-- {CARD} -->", "does not have the heading"),
        (f"</main><div>{CARD}</div><main>", "does not have the heading"),
        (CARD.replace("to pee</li>", "to pee<ul><li>but rarely</li></ul></li>"), "does not show the sign"),
        (CARD.replace("<li>it", "</ul><ul><li>it"), "does not show the sign"),
        (CARD.replace("cannot feel", "can\N{ZERO WIDTH SPACE}not feel"), "does not show the sign"),
        (CARD.replace("<li>you", "<li><span hidden>un</span>you"), "does not show the sign"),
    ],
)
def test_a_card_that_says_something_else_is_found(main: str, message: str) -> None:
    (found,) = found_on(main)

    assert found.startswith(message)


@pytest.mark.parametrize(
    ("main", "message"),
    [
        (f"<form>{CARD}</form>", BEFORE),
        (f"<a href='/booking/'>{CARD}</a>", BEFORE),
        (f"<a href='/booking'>Go</a>{CARD}", BEFORE),
        (f"<a href='/b%6foking/'>Go</a>{CARD}", BEFORE),
        (f"<a href='/x/../booking/'>Go</a>{CARD}", BEFORE),
        (f"<a href='//clinic.example/booking/'>Go</a>{CARD}", BEFORE),
        (f"<a href='https://pay.example/first-visit'>Go</a>{CARD}", BEFORE),
        (f"<a href='https://calendar.example/'>Book online now</a>{CARD}", BEFORE),
        (f"<a href='https://calendar.example/'>Request a visit</a>{CARD}", BEFORE),
        (f"<button onclick='go()'>Book</button>{CARD}", BEFORE),
        (f"<input type='button' value='Schedule your visit'>{CARD}", BEFORE),
        (f"<button form='f'>Send</button>{CARD}<h2>Ask</h2><form id='f'></form>", BEFORE),
        (f"<object data='/booking/'></object>{CARD}", BEFORE),
        (f"<embed src='/booking/'>{CARD}", BEFORE),
        (f"<svg><a xlink:href='/booking/'><text>Go</text></a></svg>{CARD}", BEFORE),
        (f"<iframe srcdoc=\"<a href='/booking/'>Go</a>\"></iframe>{CARD}", BEFORE),
        (f"{CARD}<h2></h2><a href='/booking/'>Go</a>", BELOW),
        (f"{CARD}<p><a href='https://pay.example/'>Pay</a></p>", BELOW),
        (f"{CARD}<div><button>Make an appointment</button></div><h2>More</h2>", BELOW),
    ],
)
def test_every_way_to_book_near_the_card_is_found(main: str, message: str) -> None:
    assert found_on(main) == [message]


@pytest.mark.parametrize(
    "main",
    [
        f"<p><a href='/books/'>Read the book</a></p>{CARD}",
        f"<nav><a href='#b'>Request an appointment</a></nav>{CARD}<h2 id='b'>Request an appointment</h2>",
        f"<p><a href='https://nhs.example/'>Your visit</a></p>{CARD}",
        f"{CARD}<h3>More</h3><a href='https://pay.example/'>Pay</a>",
        in_heading("<a href='tel:911'>911</a>"),
        in_list("<img src='/line.png' alt=''>"),
        CARD.replace('"care-card"', '"care-card" role="region" aria-labelledby="a"'),
        f"<div hidden>{CARD}</div>{CARD}",
        f"<h2>{HEADING}</h2><ul><li>a sign of another set</li></ul>{CARD}",
    ],
)
def test_what_is_no_way_to_book_and_no_other_word_is_left_alone(main: str) -> None:
    assert found_on(main) == []


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ("<link rel='stylesheet' href='/extra.css'>", "has the style sheet '/extra.css'"),
        ("<link rel='Stylesheet alternate' href='https://cdn.example/a.css'>", "has the style sheet 'https://cdn"),
        ("<style>@import url(/hide.css);</style>", "has a style sheet with '@import url(/hide.css)'"),
        ("<meta http-equiv='Refresh' content='0; url=/booking/'>", "leads to another page by itself"),
        ("<style>.care-card { display: none }</style>", HIDES),
    ],
)
def test_what_the_head_of_a_page_loads_is_looked_at(head: str, message: str) -> None:
    (found,) = found_on(CARD, head=head)

    assert found.startswith(message)


def test_the_style_sheet_of_the_site_is_known() -> None:
    assert found_on(CARD, head=f"<link rel='stylesheet' href='{STYLE_SHEET}'><link rel='icon' href='/a.svg'>") == []
