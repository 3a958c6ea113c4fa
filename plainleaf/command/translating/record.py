"""Recording that a translation follows its original: the marks of the original go into its front matter, or its set."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from plainleaf.command.agreement import agrees, replace_unchanged
from plainleaf.command.reviewing.signature import RefusedError, Signature, sign
from plainleaf.command.streams import refuse
from plainleaf.command.translating.fields import set_fields
from plainleaf.command.translating.standings import Standing
from plainleaf.input.nodes import Node, Pairs
from plainleaf.input.strict_yaml import read_yaml
from plainleaf.problems import Place


def record_translations(root: Path, asked: Sequence[Standing], *, was_stale: bool) -> int:
    """Write the marks of originals into translations.

    Where one `was_stale` a person has to say that all were brought up to date. Returns the exit code: 0, 1 if nobody
    agreed, 2 if refused.
    """
    without = [each for each in asked if not each.can_be_recorded]
    if without:
        fix = "Write 'translation:' with 'translator' and 'method' into its front matter first."
        return refuse(f"{without[0].path} does not say who translated it. {fix}")
    if not asked:
        print("There is nothing to record.")
        return 0
    if was_stale and not agrees("Does the translation say all of this now?"):
        return refuse("nothing was recorded.", 1)
    for each in asked:
        file = (root / each.path).resolve()
        before = file.read_bytes()
        changed = _with_source(before.decode(), each)
        if changed is None:
            group = "'translation:' and each of its fields" if each.is_page else "'title' and 'source'"
            return refuse(f"{each.path} was not changed: give {group} a line of its own.")
        try:
            replace_unchanged(file, before, changed.encode())
        except OSError as error:
            return refuse(f"{each.path} was not changed: {error.strerror}", 1)
        print(f"{each.path}: recorded {len(each.original.blocks)} parts of {each.original.path}")
    return 0


def _with_source(text: str, each: Standing) -> str | None:
    """The text of a translation with the marks of its original; None if it is written in a way this cannot change."""
    if not each.is_page:
        return mark_set(text, each.original.marks)
    changed = set_fields(text, each.places, {"source": f'"{each.original.marks}"'})
    return changed[0] if changed is not None else None


def mark_set(text: str, marks: str) -> str | None:
    """The text of a set of red flags with the marks of its original; None if this cannot change it."""
    node = read_yaml(text, Place(""))
    if not isinstance(node, Node) or not isinstance(node.value, Pairs):
        return None
    places = {key: (place.line, place.column) for key, place in node.value.key_places.items()}
    try:
        return sign(text, places, Signature({"source": f'"{marks}"'}, "title", "", {}), is_page=False)
    except RefusedError:
        return None
