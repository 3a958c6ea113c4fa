"""What a finished page loads from another origin, or holds of styles and scripts; and what is neither."""

from __future__ import annotations

import pytest

from plainleaf.render.finished.tags import read_tags
from plainleaf.render.origins.elements import Home, strange_on

HOME = Home("https://clinic.example/en/", frozenset({"https://forms.example"}))

FOREIGN_WAYS = [
    '<script src="https://far.example/a.js"></script>',
    "<SCRIPT SRC=//far.example/a.js></SCRIPT>",
    '<svg><script href="//far.example/a.js"></script></svg>',
    "<link rel=stylesheet href=//far.example/a.css>",
    "<link rel='shortcut icon' href='//far.example/a.ico'>",
    "<link rel=preconnect href=https://far.example>",
    "<img src=http://far.example/a.png>",
    '<img srcset="/a.png 1x, https://far.example/b.png 2x">',
    '<noscript><img src="//far.example/pixel.gif"></noscript>',
    '<template shadowrootmode="open"><img src="//far.example/a.png"></template>',
    '<iframe src="https://films.example/embed/1"></iframe>',
    '<iframe srcdoc="<img src=//far.example/a.png>"></iframe>',
    '<video poster="//far.example/a.png"></video>',
    "<video><source src=//far.example/a.mp4></video>",
    '<object data="//far.example/a.svg"></object>',
    '<table background="//far.example/a.png"></table>',
    '<svg><image xlink:href="//far.example/a.png"/></svg>',
    '<svg><rect fill="url(https://far.example/a.svg#x)"/></svg>',
    '<a ping="https://far.example/" href="/">Home</a>',
    '<meta http-equiv=refresh content="0; url=https://far.example">',
    '<base href="https://far.example/">',
    '<img src="&#104;ttps://far.example/a.png">',
    '<img src="ht\ntps:\\\\far.example\\a.png">',
    '<img src="https:///far.example/a.png">',
    "<img alt=\"'\" title='>' src=//far.example/a.png>",
    '<form action="https://far.example/"></form>',
    '<button formaction="https://far.example/">Go</button>',
]
INLINE_WAYS = [
    "<script>count()</script>",
    "<script type=module>count()</script>",
    '<script type="text/JavaScript">count()</script>',
    "<style>p { color: red }</style>",
    '<p style="color: red">Red</p>',
    '<p onclick="count()">Click</p>',
    "<p/onclick=count()>Click</p>",
    '<a href="java&Tab;script:count()">Click</a>',
]
GOOD = [
    '<a href="https://far.example/">A link</a>',
    '<svg><a xlink:href="https://far.example/">A link</a></svg>',
    '<link rel="canonical" href="https://far.example/">',
    '<link rel="alternate" hreflang="es" href="https://far.example/es/">',
    '<link rel="alternate" type="application/atom+xml" href="https://far.example/feed.xml">',
    '<link rel="stylesheet" href="/assets/site.css">',
    '<script type="application/ld+json">{"@id": "https://far.example/#page"}</script>',
    '<script type="module" src="/scripts/search.js"></script>',
    '<form action="https://forms.example/send"></form>',
    '<form action="/search/"></form>',
    '<img src="https://clinic.example/a.png">',
    '<img src="data:image/png;base64,AA">',
    '<video controls poster="/a.svg"><source src="/a.mp4"><track src="/a.vtt"></video>',
    '<meta property="og:image" content="https://far.example/a.png">',
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src 'self'\">",
    '<blockquote cite="https://far.example/">Words</blockquote>',
    '<!-- <script src="https://far.example/a.js"></script> -->',
    '<code>&lt;script src="https://far.example/a.js"&gt;</code>',
    '<svg xmlns="http://www.w3.org/2000/svg"><rect fill="url(#a)"/><use href="#a"/></svg>',
    '<a href="https://far.example/?on=1&amp;style=2" title="once = twice">A link</a>',
]


def found_on(html: str) -> set[str]:
    """The rules that a page with this in its body breaks, if its tags make anybody look."""
    if not read_tags(html).may_be_strange:
        return set()
    return {each.rule for each in strange_on(f"<!doctype html><body>{html}</body>", HOME)}


@pytest.mark.parametrize("html", FOREIGN_WAYS)
def test_whatever_asks_another_host_is_found(html: str) -> None:
    assert found_on(html) == {"foreign-request"}


@pytest.mark.parametrize("html", INLINE_WAYS)
def test_styles_and_scripts_in_the_page_are_found(html: str) -> None:
    assert found_on(html) == {"inline-code"}


@pytest.mark.parametrize("html", GOOD)
def test_what_a_browser_does_not_load_or_run_is_good(html: str) -> None:
    assert found_on(html) == set()


def test_most_of_what_is_good_is_not_even_parsed() -> None:
    assert [html for html in GOOD if read_tags(html).may_be_strange] == [
        '<form action="https://forms.example/send"></form>',
        '<img src="https://clinic.example/a.png">',
        '<blockquote cite="https://far.example/">Words</blockquote>',
        '<!-- <script src="https://far.example/a.js"></script> -->',
    ]
