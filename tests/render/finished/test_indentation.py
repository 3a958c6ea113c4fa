"""A page goes out without indentation, except where white space is shown."""

from __future__ import annotations

import pytest

from plainleaf.render.finished.indentation import without_indentation


@pytest.mark.parametrize(
    ("html", "finished"),
    [
        ("<ul>\n  <li>a</li>\n\n\n  <li>b</li>\n</ul>", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("<p>a\n   b</p>", "<p>a\nb</p>"),
        ("  <pre>a\n   b</pre>\n  <i>", "  <pre>a\n   b</pre>\n<i>"),
        ('<textarea rows="2">\n  a\n</textarea>\n\n<i>', '<textarea rows="2">\n  a\n</textarea>\n<i>'),
    ],
)
def test_lines_do_not_begin_with_spaces(html: str, finished: str) -> None:
    assert without_indentation(html) == finished
