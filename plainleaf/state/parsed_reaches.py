"""The reaches of templates in the user's cache, so that a first build need not parse the shipped ones.

After its first build, a site's own state has them too.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from msgspec import MsgspecError
from msgspec.msgpack import decode, encode

from plainleaf.input import template_reach
from plainleaf.input.template_reach import Reach
from plainleaf.state.digests import digest_modules
from plainleaf.state.private_folder import PrivateFolder

# The name of the private folder.
REACHES = "reaches"
# The modules of Jinja that parse a template.
PARSING = ("defaults", "environment", "lexer", "meta", "nodes", "parser", "visitor")
MAX_REACHES = 1000


def load_reaches(folder: PrivateFolder | None) -> Mapping[str, Reach]:
    """The saved reaches, by the digest of the template's text."""
    saved = folder.load(_name()) if folder is not None else b""
    try:
        return decode(saved, type=dict[str, Reach])
    except MsgspecError:
        return {}


def save_reaches(folder: PrivateFolder | None, known: Mapping[str, Reach], now: Mapping[str, Reach]) -> None:
    """Add the reaches of `now` to the `known` ones, if any is new."""
    if folder is None or now.keys() <= known.keys():
        return
    together = {**known, **now}
    folder.save(_name(), encode(together if len(together) <= MAX_REACHES else now))


@cache
def _name() -> str:
    """The digest of everything that affects a reach: Jinja's parser and our module."""
    jinja = importlib.util.find_spec("jinja2")
    assert jinja is not None and jinja.origin is not None
    files = [Path(jinja.origin).with_name(f"{name}.py") for name in PARSING]
    return digest_modules((*files, Path(template_reach.__file__)))
