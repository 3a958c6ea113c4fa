"""Patterns that are compiled when they are first used: most runs use few of them, and compiling takes long."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

# What a compiled pattern offers.
NAMES = tuple(name for name in dir(re.Pattern) if not name.startswith("_"))


class _Compiled:
    """Has the methods and attributes of a compiled pattern as its own."""

    def __init__(self, pattern: Any, flags: int) -> None:
        self.given = (pattern, flags)
        self.pattern = pattern

    def __reduce__(self) -> tuple[Any, ...]:
        return lazy_pattern, self.given


class _Pattern(_Compiled):
    """Stands in for a compiled pattern until one of its methods or attributes is asked for."""

    def __getattr__(self, name: str) -> Any:
        if name not in NAMES:
            raise AttributeError(name)
        compiled = re.compile(*self.given)
        self.__dict__.update((each, getattr(compiled, each)) for each in NAMES)
        # A class without __getattr__, of which Python finds attributes faster.
        self.__class__ = _Compiled  # type: ignore[assignment]
        return self.__dict__[name]


def lazy_pattern(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The same as `re.compile`, but a mistake in the pattern shows only when it is used."""
    return cast("re.Pattern[AnyStr]", _Pattern(pattern, flags))
