"""`verify` and the headers that a host sends: each difference is said once, and no more of it than helps."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from plainleaf.hosting import Manifest
from tests.hosting.live_host import Reply
from tests.hosting.visits import make, visit, with_header, without
from tests.site_tools import minimal_config

KEPT = ("Content-Type", "Location")


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Manifest]:
    """A built site."""
    return make(tmp_path_factory.mktemp("plain"))


def test_headers_that_are_missing_on_the_same_files_are_one_thing(plain: tuple[Path, Manifest]) -> None:
    def bare(_path: str, reply: Reply) -> Reply:
        return replace(reply, headers={name: text for name, text in reply.headers.items() if name in KEPT})

    found = visit(*plain, bare)

    assert {each.kind for each in found} == {"headers"}
    assert len(found) < len(plain[1].headers_of("index.html"))
    assert any("headers are missing on" in each.what and "'Content-Security-Policy'" in each.what for each in found)


def test_of_a_policy_only_the_parts_that_differ_are_said(plain: tuple[Path, Manifest]) -> None:
    policy = plain[1].headers_of("index.html")["Content-Security-Policy"]

    found = visit(*plain, with_header("Content-Security-Policy", policy.replace("form-action 'none'", "form-action *")))

    assert [each.kind for each in found] == ["headers"]
    assert "has 'form-action *' where it should have 'form-action 'none''" in found[0].what
    assert "default-src" not in found[0].what


def test_a_host_that_cannot_send_headers_is_not_blamed(tmp_path: Path) -> None:
    folder, manifest = make(tmp_path, minimal_config(more="host: github-pages\n"))

    assert visit(folder, manifest, without("Content-Security-Policy")) == []
