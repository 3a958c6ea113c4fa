"""Values: when two values of front matter are the same to an editor, which reads numbers where we read texts."""

from __future__ import annotations

from typing import TypeAlias

from plainleaf.input.nodes import Node, Pairs
from plainleaf.patterns import lazy_pattern

Value: TypeAlias = "str | tuple[Value, ...] | dict[str, Value] | None"
EMPTY: tuple[Value, ...] = (None, "", (), {})
NUMBER = lazy_pattern(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
WHOLE = lazy_pattern(r"0x[0-9a-fA-F]+|0o[0-7]+")


def value_of(node: Node | None) -> Value:
    """A value without its empty parts."""
    if node is None or node.value is None:
        return None
    if isinstance(node.value, str):
        return node.value.strip()
    if isinstance(node.value, Pairs):
        values = ((name, value_of(each)) for name, each in node.value.values.items())
        return {name: value for name, value in values if value not in EMPTY}
    return tuple(value for value in map(value_of, node.value) if value not in EMPTY)


def is_same(old: Node | None, new: Node | None) -> bool:
    """Whether an editor has left a value alone. It may have read a number in it, and written that differently."""
    if value_of(old) == value_of(new) or (value_of(old) in EMPTY and value_of(new) in EMPTY):
        return True
    if old is None or new is None:
        return False
    if isinstance(old.value, Pairs) and isinstance(new.value, Pairs):
        before, after = old.value.values, new.value.values
        return all(is_same(before.get(name), after.get(name)) for name in {**before, **after})
    if isinstance(old.value, tuple) and isinstance(new.value, tuple):
        entries = [[each for each in node if value_of(each) not in EMPTY] for node in (old.value, new.value)]
        return len(entries[0]) == len(entries[1]) and all(map(is_same, *entries))
    return old.is_plain and new.is_plain and _read(old) == _read(new)


def digest_of(node: Node) -> str:
    """A text that two values share if, and nearly only if, they are the same."""
    if isinstance(node.value, Pairs):
        inner = {name: digest_of(each) for name, each in node.value.values.items() if value_of(each) not in EMPTY}
        return repr(sorted(inner.items()))
    if isinstance(node.value, tuple):
        return repr([digest_of(each) for each in node.value if value_of(each) not in EMPTY])
    return repr(_read(node) if node.is_plain else value_of(node))


def _read(node: Node) -> object:
    """A text without quotes as YAML 1.2 reads it."""
    value = value_of(node)
    if not isinstance(value, str):
        return value
    if value in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return value.lower() == "true"
    if WHOLE.fullmatch(value):
        return "number", float(int(value, 0))
    # A number is not a boolean: in Python, 1.0 == True.
    return ("number", float(value)) if NUMBER.fullmatch(value) else value
