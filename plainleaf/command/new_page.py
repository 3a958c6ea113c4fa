"""`new`: a page to start from, with every field of its kind explained."""

from __future__ import annotations

import json
import re
from pathlib import Path, PurePosixPath

from plainleaf.command.streams import refuse
from plainleaf.content.config.read import read_config
from plainleaf.content.kinds import all_kinds
from plainleaf.input.fields import Field, fields_of
from plainleaf.problems import Report, closest


def create_page(root: Path, kind: str, name: str, title: str) -> int:
    """Write a new page and say where it is. Returns the exit code: 0, or 2 when the file cannot be made."""
    path = _path_of(root, name)
    refusal = _find_refusal(root, kind, name, path)
    if refusal:
        return refuse(refusal)
    file = root / path
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as stream:
            stream.write(make_page_text(kind, title or _title_of(path)))
    except FileExistsError:
        return refuse(f"{path} already exists; nothing was changed")
    except OSError as error:
        return refuse(f"{path} cannot be written: {error.strerror}")
    print(f"Wrote {path}. It is a draft, which 'plainleaf serve' shows: fill it in, then delete the line 'draft: yes'.")
    return 0


def _path_of(root: Path, name: str) -> PurePosixPath:
    """Where a page goes: a name that begins neither with content/ nor with a language is for the default language."""
    if name.startswith("content/"):
        return PurePosixPath(name)
    languages = read_config(root, Report()).settings.languages
    is_whole = name.partition("/")[0] in languages.names
    return PurePosixPath("content", name) if is_whole else PurePosixPath("content", languages.default, name)


def _find_refusal(root: Path, kind: str, name: str, path: PurePosixPath) -> str:
    """Why there can be no such page, "" if there can."""
    if kind not in all_kinds():
        guess = closest(kind, all_kinds())
        meant = f" Did you mean '{guess}'?" if guess else ""
        return f"there is no kind of page '{kind}'.{meant} Use one of: {', '.join(sorted(all_kinds()))}."
    # A backslash separates folders on Windows, where C:x is a path of its own, too.
    is_outside = name.startswith(("/", "~")) or "\\" in name or ":" in name
    # Hidden folders are not read.
    is_hidden = any(part.startswith(".") for part in PurePosixPath(name).parts)
    if is_outside or is_hidden or PurePosixPath(name).suffix != ".md" or not name.isprintable():
        return f"'{name}' is not the name of a page below content/, such as sciatica/driving.md"
    if not (root / path).resolve().is_relative_to(root.resolve() / "content"):
        return f"{path} is outside the site's folder content/ because of a link; nothing was written"
    return ""


def _title_of(path: PurePosixPath) -> str:
    words = re.sub(r"[-_]+", " ", path.stem if path.stem != "index" else path.parent.name)
    return words[:1].upper() + words[1:]


def make_page_text(kind: str, title: str) -> str:
    """The text of a new page: required fields to fill in, then the others, commented out."""
    declared = all_kinds()[kind]
    lines = ["---", f"# {declared.help}", f"kind: {kind}", "draft: yes"]
    fields = [field for group in declared.groups for field in fields_of(group) if field.name != "draft"]
    for field in sorted(fields, key=lambda field: not field.required):
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
