"""Drawings: what draws is published, and nothing else, however it is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from plainleaf.pictures import clean_picture, strip_picture
from tests.site_tools import CHECKOUT

XMLNS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
SVG = f"<svg {XMLNS}>{{}}</svg>"
XHTML = 'xmlns:h="http://www.w3.org/1999/xhtml"'
# Each is inside of a drawing.
EVASIONS = (
    "<script>alert(1)</script>",
    "<script/>",
    "<script xlink:href='data:text/javascript,alert(1)'/>",
    "<g><g><script type='text/plain'>x</script></g></g>",
    "<defs><script>x</script></defs>",
    "<style><script>x</script></style>",
    "<metadata><script>x</script></metadata>",
    "<title><script>x</script></title>",
    "<desc><iframe src='x'/></desc>",
    "<SCRIPT>x</SCRIPT>",
    "<rect onload='x'/>",
    "<rect ONLOAD='x'/>",
    "<rect onbegin='x'/>",
    "<rect onfocusin='x' tabindex='0'/>",
    "<g onclick&#x20;='x'/>",
    "<rect on='x' onmouseover='alert(1)'/>",
    f"<g {XHTML}><rect h:onload='x'/></g>",
    "<foreignObject><p>x</p></foreignObject>",
    f"<foreignObject><h:iframe {XHTML} src='https://e.example'/></foreignObject>",
    f"<h:script {XHTML}>x</h:script>",
    f"<h:img {XHTML} src='x' onerror='x'/>",
    f"<h:link {XHTML} rel='stylesheet' href='https://e.example/a.css'/>",
    f"<h:base {XHTML} href='https://e.example/'/>",
    "<math xmlns='http://www.w3.org/1998/Math/MathML'><maction actiontype='statusline'>x</maction></math>",
    "<handler xmlns='http://www.w3.org/2001/xml-events'>x</handler>",
    "<listener event='load' handler='#h'/>",
    "<a href='https://e.example'><text>x</text></a>",
    "<a xlink:href='javascript:alert(1)'><text>x</text></a>",
    "<a href='#here'><text>x</text></a>",
    "<image href='https://track.example/p.png'/>",
    "<image xlink:href='data:image/svg+xml;base64,PHN2Zy8+'/>",
    "<image href='/pictures/nerve.svg'/>",
    "<feImage href='https://track.example/p.png'/>",
    "<use href='https://e.example/a.svg#x'/>",
    "<use href='other.svg#x'/>",
    "<use xlink:href='data:image/svg+xml,%3Csvg/%3E#x'/>",
    "<use href='//e.example/a.svg#x'/>",
    "<use href=' javascript:x'/>",
    "<use href='#a' xlink:href='https://e.example/a.svg#x'/>",
    "<use xml:base='https://e.example/' href='#x'/>",
    "<g xml:base='https://e.example/'><use href='#x'/></g>",
    "<rect href='#x'/>",
    "<textPath path='M0 0' href='https://e.example#x'>x</textPath>",
    "<pattern href='https://e.example#x'/>",
    "<linearGradient xlink:href='a.svg#g'/>",
    "<animate attributeName='href' values='javascript:alert(1)'/>",
    "<set attributeName='xlink:href' to='javascript:alert(1)'/>",
    "<a><animate attributeName='href' from='x' to='javascript:alert(1)' begin='0s'/></a>",
    "<animateTransform attributeName='transform' onend='x'/>",
    "<animateMotion><mpath href='https://e.example'/></animateMotion>",
    "<discard begin='0s'/>",
    "<iframe src='https://e.example'/>",
    "<embed src='x.swf'/>",
    "<object data='x'/>",
    "<audio src='x' autoplay='autoplay'/>",
    "<video src='x'/>",
    "<canvas/>",
    "<link href='https://e.example/a.css'/>",
    "<cursor xlink:href='https://e.example/c.cur'/>",
    "<font-face-uri xlink:href='https://e.example/f.svg#f'/>",
    "<tref xlink:href='https://e.example#x'/>",
    "<rect fill='url(https://e.example/a.svg#g)'/>",
    "<rect fill='url( \"//e.example/a.svg#g\" )'/>",
    "<rect fill='URL(a.svg#g)'/>",
    "<rect filter='url(data:image/svg+xml,x#f)'/>",
    "<rect mask='url(&#x68;ttps://e.example/m.svg#m)'/>",
    "<rect cursor='url(https://e.example/c.cur),auto'/>",
    "<rect style='fill:url(https://e.example)'/>",
    "<rect style='background:image-set(\"https://e.example/a.png\" 1x)'/>",
    "<rect style='background-image:\\75rl(https://e.example)'/>",
    "<rect style='-moz-binding:url(#x)'/>",
    "<rect style='width:expression(alert(1))'/>",
    "<rect style='behavior:url(#default#time2)'/>",
    "<rect style='fill:ur/**/l(https://e.example)'/>",
    "<style>@import url(https://e.example/a.css)</style>",
    "<style>@import 'https://e.example/a.css';</style>",
    "<style>@\\69mport 'https://e.example/a.css';</style>",
    "<style>@/**/import 'x';</style>",
    "<style>@font-face{font-family:x;src:url(https://e.example/f.woff)}</style>",
    "<style>@namespace url(https://e.example);</style>",
    "<style><![CDATA[rect{fill:url(https://e.example/a.svg#g)}]]></style>",
    "<style>/*</style><style>*/rect{fill:url(//e.example)}</style>",
    "<style>rect{fill:image('https://e.example/a.png')}</style>",
    "<style>rect{fill:src('https://e.example/a.png')}</style>",
    "<rect src='https://e.example/a.png'/>",
    "<rect formaction='javascript:x'/>",
    "<svg:script xmlns:svg='http://www.w3.org/2000/svg'>x</svg:script>",
    "<x:script xmlns:x='http://www.w3.org/2000/svg'>x</x:script>",
    "<g xmlns='http://www.w3.org/1999/xhtml'><script>x</script></g>",
    "<?xml-stylesheet href='https://e.example/a.css'?>",
    "<g id='a'><use href='#a'/></g>",
    "<g>" * 200 + "</g>" * 200,
)
# Each is a whole file.
FILES = (
    f'<?xml-stylesheet type="text/xsl" href="data:text/xml,x"?>{SVG.format("")}',
    f"{SVG.format('')}<?xml-stylesheet href='x'?>",
    f'<!DOCTYPE svg [<!ENTITY x "y">]>{SVG.format("<text>&x;</text>")}',
    f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>{SVG.format("<text>&x;</text>")}',
    f'<!DOCTYPE svg [<!ENTITY % x SYSTEM "https://e.example/a.dtd"> %x;]>{SVG.format("")}',
    f'<!DOCTYPE svg [<!ATTLIST svg onload CDATA "alert(1)">]>{SVG.format("")}',
    f"<!DOCTYPE svg [<!ELEMENT svg ANY>]>{SVG.format('')}",
    SVG.format("<script>alert(1)</script>").encode("utf-16"),
    '<?xml version="1.0" encoding="UTF-16BE"?>'.encode("utf-16-be") + SVG.format("<script/>").encode("utf-16-be"),
    b'<?xml version="1.0" encoding="iso-8859-1"?>' + SVG.format("<script>\xe9</script>").encode("latin-1"),
    "<s:svg xmlns:s='http://www.w3.org/2000/svg'><s:script>alert(1)</s:script></s:svg>",
    f"<svg {XMLNS} onload='alert(1)'/>",
    "<svg><script/></svg>",
    f"<!-- x --><svg {XMLNS}><script>1</script></svg>",
)


def rules_of(content: str | bytes) -> list[str]:
    """The rules that a drawing breaks."""
    return [
        fault.rule for fault in clean_picture(content.encode() if isinstance(content, str) else content, ".svg").faults
    ]


@pytest.mark.parametrize("inside", EVASIONS)
def test_what_does_not_draw_is_refused(inside: str) -> None:
    assert rules_of(SVG.format(inside)) in (["active-picture"], ["broken-picture"])


@pytest.mark.parametrize("content", FILES)
def test_what_does_not_draw_is_refused_around_a_drawing_and_in_any_encoding(content: str | bytes) -> None:
    assert rules_of(content) in (["active-picture"], ["broken-picture"])


def test_a_drawing_that_draws_millions_of_shapes_is_refused() -> None:
    doubled = "".join(f"<g id='a{n}'><use href='#a{n - 1}'/><use href='#a{n - 1}'/></g>" for n in range(1, 20))

    assert rules_of(SVG.format(f"<g id='a0'><path d='M0 0'/></g>{doubled}")) == ["active-picture"]


@pytest.mark.parametrize(
    "inside",
    [
        "<linearGradient id='g'><stop offset='0' stop-color='#fff'/></linearGradient><rect fill='url(#g)'/>",
        "<radialGradient id='h' xlink:href='#g' gradientTransform='rotate(20)'/>",
        "<symbol id='s' viewBox='0 0 2 2'><path d='M0 0h2'/></symbol><use href='#s'/><use xlink:href='#s'/>",
        "<style>.a{fill:#0b5d5e}@media(prefers-color-scheme:dark){.a{fill:rgb(1 2 3)}}</style><rect class='a'/>",
        "<style><![CDATA[.a > .b{fill:url(#g)}]]></style>",
        "<mask id='m'><rect style='fill:white;opacity:.5'/></mask><g mask=\"url('#m')\" clip-path='url(#c)'/>",
        "<filter id='f'><feGaussianBlur stdDeviation='2'/></filter><text x='1'>a <tspan dy='2'>b</tspan></text>",
    ],
)
def test_what_draws_is_published_byte_for_byte(inside: str) -> None:
    content = SVG.format(inside).encode()

    assert clean_picture(content, ".svg").faults == ()
    assert strip_picture(content, ".svg") == content


@pytest.mark.parametrize(
    "notes",
    [
        "<!-- drawn by Jane Roe -->",
        "<metadata><x>Jane Roe</x></metadata>",
        "<i:grid xmlns:i='http://www.inkscape.org/namespaces/inkscape' author='Jane Roe'/>",
        "<rect s:docname='/home/Jane Roe' xmlns:s='http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd'/>",
        "<rect author='Jane Roe'/>",
        "<g data-name='Jane Roe'/>",
        "<?made-by Jane Roe?>",
    ],
)
def test_notes_of_editors_are_left_out(notes: str) -> None:
    found = clean_picture(SVG.format(f"{notes}<path d='M0 0h9'/>").encode(), ".svg")

    assert found.faults == ()
    assert b"Jane Roe" not in found.content
    assert b'<path d="M0 0h9" />' in found.content
    assert clean_picture(found.content, ".svg").faults == ()


def test_a_document_type_without_entities_is_left_out_and_the_encoding_is_utf8() -> None:
    doctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    content = '<?xml version="1.0" encoding="UTF-16"?>' + doctype + SVG.format("<text>é</text>")

    found = clean_picture(content.encode("utf-16"), ".svg")

    assert found.faults == ()
    assert "<text>é</text>" in found.content.decode()
    assert b"DOCTYPE" not in found.content


@pytest.mark.parametrize(
    ("start", "size"),
    [
        ("<svg {} width='40' height='80'/>", (40, 80)),
        ("<svg {} width='1in' height='72pt'/>", (96, 96)),
        ("<svg {} viewBox='0 0 10 20'/>", (10, 20)),
        ("<svg {} width='100%' viewBox='-1.5 0 10.2, 20'/>", (10, 20)),
        ("<svg {} viewBox='0 0 10'/>", (None, None)),
        ("<svg {} width='0' height='1'/>", (None, None)),
        ("<svg {} viewBox='0 0 nan inf'/>", (None, None)),
    ],
)
def test_a_drawing_is_measured(start: str, size: tuple[int | None, int | None]) -> None:
    found = clean_picture(start.format(XMLNS).encode(), ".svg")

    assert found.faults == ()
    assert (found.width, found.height) == size


def test_a_drawing_without_its_namespace_gets_it_because_no_browser_would_show_it() -> None:
    found = clean_picture(b"<svg viewBox='0 0 2 2'><path d='M0 0h2'/></svg>", ".svg")

    assert found.faults == ()
    assert found.content.startswith(b'<svg xmlns="http://www.w3.org/2000/svg"')


@pytest.mark.parametrize("file", [*CHECKOUT.glob("static/**/*.svg")], ids=lambda file: file.name)
def test_the_shipped_drawings_are_published_as_they_are(file: Path) -> None:
    content = file.read_bytes()

    assert strip_picture(content, ".svg") == content


@given(some.text(alphabet="<>/=\"'svg ?![]&;#xon(url:@*\\-", max_size=80), some.booleans())
def test_nothing_raises_and_what_is_published_is_clean(text: str, is_inside: bool) -> None:
    content = (SVG.format(text) if is_inside else text).encode()

    found = clean_picture(content, ".svg")

    if not found.faults:
        assert clean_picture(found.content, ".svg").faults == ()
