"""`new`: a page to start from, with every field of its kind explained."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path, PurePosixPath

from plainleaf.content.kinds import all_kinds
from plainleaf.input.fields import Field, fields_of


def create_page(root: Path, kind: str, name: str, title: str) -> int:
    """Write a new page and say where it is. Gives the exit code: 0, or 2 when the file cannot be made."""
    if kind not in all_kinds():
        known = ", ".join(sorted(all_kinds()))
        print(f"plainleaf: there is no kind of page '{kind}'. Use one of: {known}.", file=sys.stderr)
        return 2
    path = PurePosixPath(name if name.startswith("content/") else f"content/en/{name}")
    if path.suffix != ".md" or ".." in path.parts or path.is_absolute():
        print(f"plainleaf: '{name}' is not the name of a page, such as sciatica/driving.md", file=sys.stderr)
        return 2
    file = root / path
    if not file.resolve().is_relative_to(root.resolve()):
        print(f"plainleaf: {path} is outside the site's folder because of a link; nothing was written", file=sys.stderr)
        return 2
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as stream:
            stream.write(make_page_text(kind, title or _title_of(path)))
    except FileExistsError:
        print(f"plainleaf: {path} already exists; nothing was changed", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"plainleaf: {path} cannot be written: {error.strerror}", file=sys.stderr)
        return 2
    print(f"Wrote {path}. It is a draft, which 'plainleaf serve' shows: fill it in, then delete the line 'draft: yes'.")
    return 0


def _title_of(path: PurePosixPath) -> str:
    words = re.sub(r"[-_]+", " ", path.stem if path.stem != "index" else path.parent.name)
    return words[:1].upper() + words[1:]


def make_page_text(kind: str, title: str) -> str:
    """The text of a new page: required fields to fill in, the others commented out."""
    declared = all_kinds()[kind]
    lines = ["---", f"# {declared.help}", f"kind: {kind}", "draft: yes"]
    for group in declared.groups:
        for field in fields_of(group):
            if field.name != "draft":
                lines += _field_lines(field, title)
    return "\n".join([*lines, "---", "", "Write for a reader who is in pain: short sentences, plain words, 'you'.", ""])


def _field_lines(field: Field, title: str) -> list[str]:
    comment = f"# {field.help} ({'required' if field.required else 'may be left out'}; {field.type.label})"
    if field.name == "title":
        # A JSON string is a YAML string too, whatever characters it has.
        return [comment, f"title: {json.dumps(title, ensure_ascii=False)}"]
    # The example is only a comment: a made-up date must not look like a review that took place.
    example = f" # for example {field.example}" if field.example else ""
    return [comment, f"{'' if field.required else '# '}{field.name}:{example}"]
