"""`verify` and sites that somebody has taken over, or a host that changes pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from plainleaf.hosting import Manifest
from tests.hosting.live_host import Damage, Reply
from tests.hosting.visits import make, visit


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Manifest]:
    """A built site."""
    return make(tmp_path_factory.mktemp("plain"))


def added(html: bytes) -> Damage:
    """Adds HTML to the head of each page that is there."""
    more = html + b"</head>"

    def add(_path: str, reply: Reply) -> Reply:
        return replace(reply, content=reply.content.replace(b"</head>", more)) if reply.status == 200 else reply

    return add


@pytest.mark.parametrize(
    ("html", "said"),
    [
        (b'<script src="https://evil.example/x.js"></script>', "the script 'https://evil.example/x.js'"),
        (b'<script src="//[evil/x.js"></script>', "the script '//[evil/x.js'"),
        (b"<script>send(document.cookie)</script>", "a script within the page"),
        (b'<meta http-equiv="Refresh" content="0; url=https://evil.example/">', "a line that sends patients elsewhere"),
    ],
)
def test_code_that_was_added_to_every_page_is_named(html: bytes, said: str, plain: tuple[Path, Manifest]) -> None:
    found = visit(*plain, added(html))

    assert [each.kind for each in found] == ["stale", "changed"]
    assert "the host changes pages" in found[0].what
    assert f"there is {said}, which nobody published" in found[1].what


@pytest.mark.parametrize(
    "html", [b'<script type="application/ld+json">{}</script>', b'<script src="/own.js"></script>']
)
def test_what_does_not_run_or_is_ours_is_no_added_code(html: bytes, plain: tuple[Path, Manifest]) -> None:
    assert [each.kind for each in visit(*plain, added(html))] == ["stale"]


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(302, {"Location": "https://evil.example/"}), ["leads to 'https://evil.example/'"]),
        (Reply(200, {"Content-Type": "text/html"}, b"<h1>Cheap pills</h1>"), ["has another page"]),
        (Reply(403, {"Content-Type": "text/html"}, b"Are you human?"), []),
    ],
)
def test_people_who_come_from_a_search_engine_should_see_the_same_site(
    reply: Reply, said: list[str], plain: tuple[Path, Manifest]
) -> None:
    found = visit(*plain, for_searchers=reply)

    assert [each.kind for each in found] == ["changed"] * len(said)
    assert [each.what.rpartition("this address ")[2] for each in found] == said
