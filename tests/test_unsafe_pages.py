"""Templates and style sheets of a site that make its finished pages unsafe, each in a build of a small site.

`make test` builds a few, `make test-all` every one. More ways, without a build, are in tests/render/.
"""

from __future__ import annotations

import re

import pytest

from tests.site_tools import CHECKOUT, MakeSite, build_folder
from tests.test_unsafe_sites import LOST, SAFE

CARD_FILE = "templates/parts/care-card.html"
CARD = (CHECKOUT / CARD_FILE).read_text("utf-8")
BODY = "{{ body|safe }}"
BOX, LIST = '<div class="care-card', '<div class="care-body flow">'

# What takes the place of the signs in the card, by name.
IN_PLACE_OF_SIGNS = {
    "only the first": '{{ body|truncate(90, true, "")|safe }}',
    "as paragraphs": '{{ body|replace("<li>", "<p>")|replace("</li>", "</p>")|safe }}',
    "other words": '{{ body|replace("newly", "never")|safe }}',
    "struck out": f"<del>{BODY}</del>",
    "in a canvas": f"<canvas>{BODY}</canvas>",
    "in an object": f"<object>{BODY}</object>",
    "in an expander": f"<details><summary>Signs</summary>{BODY}</details>",
    "in a dialog": f"<dialog>{BODY}</dialog>",
    "softened after": f"{BODY}<p>You may want to rest first.</p>",
    "denied before": f"<p>This is unlikely if:</p>{BODY}",
    "another phone": f'{BODY}<p><a href="tel:+13135550110">Call us</a></p>',
}
# What else is done to the card: the text, and what takes its place.
OF_THE_CARD = {
    "another number": ("{{ heading_html|safe }}", '{{ heading_html|replace("911", "555-0100")|safe }}'),
    "aria-hidden": (BOX, f'<div aria-hidden="true" {BOX.removeprefix("<div ")}'),
    "inert": (BOX, f"<div inert {BOX.removeprefix('<div ')}"),
    "popover": (BOX, f"<div popover {BOX.removeprefix('<div ')}"),
    "hidden": (LIST, LIST.replace("<div ", "<div hidden ")),
}
STYLES = {
    "display": ".care-card{display:none}",
    "on paper": "@media print{.care-emergency{display:none}}",
    "on a phone": "@media (max-width:600px){main .care-card{visibility:hidden}}",
    "opacity": ".care-emergency li{opacity:.02}",
    "off the screen": ".care-card{position:absolute;left:-9999px}",
    "tiny": ".care-card li{font-size:1px}",
    "clipped": ".care-emergency{clip-path:inset(50%)}",
    "height": ".care-body{max-height:2em;overflow:hidden}",
    "one color": ".care-emergency{color:#fff;background:#fff}",
    "variable": ":root{--x:none}.care-card{display:var(--x)}",
    "words before": '.care-emergency::before{content:"Not urgent: "}',
    "indented": ".care-body{text-indent:-9999px}",
    "scaled": ".care-card{transform:scale(0)}",
    "zoomed": ".care-card{zoom:.01}",
    "second sign": ".care-body li:nth-child(n+2){display:none}",
    "content-visibility": ".care-card{content-visibility:hidden}",
    "filter": ".care-card{filter:opacity(0)}",
    "mask": ".care-card{mask:linear-gradient(transparent,transparent)}",
    "has": "main:has(.care-card) .care-card{display:none}",
    "is": ":is(.care-card,.x){display:none}",
    "layer": "@layer z{.care-card{display:none!important}}",
    "container": "@container (min-width:1px){.care-card{display:none}}",
    "animation": "@keyframes k{to{opacity:0}}.care-card{animation:k 1s forwards}",
    "order": "main article{display:flex;flex-direction:column}.care-card{order:99}",
    "nested": "main{& .care-card{display:none}}",
    "supports": "@supports (display:grid){.care-card{display:none}}",
    "fill": ".care-card{-webkit-text-fill-color:transparent}",
    "clamped": ".care-body{display:-webkit-box;-webkit-line-clamp:1;overflow:hidden}",
    "no lines": ".care-card li{line-height:0;height:0;overflow:clip}",
    "inset": ".care-card{position:fixed;inset:100% auto auto 100%}",
    "margin": ".care-card{margin-left:-200vw}",
    "covered": 'main::after{content:"";position:fixed;inset:0;background:#fff}',
}
# Built by `make test`, too.
USUAL = ("only the first", "denied before", "aria-hidden", "display", "words before")


def replaced(old: str, new: str) -> dict[str, str | bytes]:
    """The template of care cards with one text in place of another."""
    assert old in CARD
    return {CARD_FILE: CARD.replace(old, new)}


def ways() -> list[object]:
    """The files of each way, of which most are left to `make test-all`."""
    files: dict[str, dict[str, str | bytes]] = {
        **{name: replaced(BODY, new) for name, new in IN_PLACE_OF_SIGNS.items()},
        **{name: replaced(old, new) for name, (old, new) in OF_THE_CARD.items()},
        **{name: {"static/css/99-own.css": css} for name, css in STYLES.items()},
        "no heading": {CARD_FILE: re.sub(r"<h\{\{.*?</h\{\{[^}]*\}\}>", "", CARD, flags=re.DOTALL)},
    }
    marks = {name: () if name in USUAL else (pytest.mark.matrix,) for name in files}
    return [pytest.param(each, id=name, marks=marks[name]) for name, each in files.items()]


@pytest.mark.parametrize("files", ways())
def test_a_finished_page_that_loses_its_red_flags_is_not_published(
    files: dict[str, str | bytes], make_site: MakeSite
) -> None:
    result = build_folder(make_site(files={**SAFE, **files}))

    found = {f"{each['path']}:{each['line']} {each['rule']}" for each in result.problems if each["severity"] == "error"}
    assert (result.code, found) == (1, {LOST})
