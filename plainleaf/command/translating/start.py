"""`translate`: start the translation of a page or a set of red flags, with the words of the original to be replaced."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Mapping

from msgspec import Struct

from plainleaf.command.copy_shipped import list_sets
from plainleaf.command.site_read import SiteRead, read_site
from plainleaf.command.streams import refuse
from plainleaf.command.translating.lacking import find_lacking_files
from plainleaf.content.page import Page
from plainleaf.content.red_flags.sets import path_of
from plainleaf.content.sources import find_front_matter_end
from plainleaf.input.nodes import Pairs
from plainleaf.options import Options
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import ERROR, Report, closest

LINE = lazy_pattern(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
# What belongs to the original alone: its review, its approval and its old addresses.
NOT_OF_PAGES = ("draft", "aliases", "review_mark", "translation")
NOT_OF_SETS = ("source", "approved_by", "approved", "approval_mark", "history")


class Start(Struct, frozen=True):
    """What is to be translated: its path, that of the translation, and the line of each field at its top level."""

    source: str
    target: str
    lines: Mapping[str, int]
    page: Page | None = None


def start_translation(options: Options, name: str, language: str, translator: str) -> int:
    """Write the draft of a translation, and say what else its language lacks. Never overwrites a file.

    Returns the exit code: 0, 1 if the original has errors or the file cannot be written, 2 if refused.
    """
    report = Report()
    site = read_site(options, report)
    try:
        start = find_start(site, name, language)
    except LookupError as error:
        return refuse(str(error.args[0]))
    wrong = next((each for each in report.problems if each.place.path == start.source and each.severity == ERROR), None)
    if wrong is not None:
        return refuse(f"{start.source}:{wrong.place.line} has an error. Fix it first: {wrong.message}", 1)
    if start.target in list_sets() and not os.path.lexists(options.root / start.target):
        return refuse(f"plainleaf brings this set in '{language}'. Run: plainleaf copy {start.target}")
    text = (options.root / start.source).read_bytes().decode("utf-8-sig")
    code = write_new(site, start, make_text(start, text, translator))
    if code == 0:
        _tell(start, site, language)
    return code


def write_new(site: SiteRead, start: Start, text: str) -> int:
    """Write the file of a translation that is not there yet. Returns the exit code."""
    file, content = site.inputs.root / start.target, site.inputs.root.resolve() / "content"
    if not file.resolve().is_relative_to(content):
        return refuse(f"{start.target} is outside the site's folder content/ because of a link; nothing was written")
    if os.path.lexists(file):
        return refuse(f"{start.target} already exists; nothing was changed")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="") as stream:
            stream.write(text)
    except OSError as error:
        return refuse(f"{start.target} cannot be written: {error.strerror}", 1)
    print(f"Wrote {start.target}{', a draft' if start.page is not None else ''}.")
    return 0


def find_start(site: SiteRead, name: str, language: str) -> Start:
    """What a person wants to have translated. Raises LookupError with the reason why it cannot be."""
    languages = site.inputs.settings.languages
    default = languages.default
    if language == default:
        raise LookupError(f"the site's own language is {default}. Pages are translated from it, not into it.")
    if language not in languages.names:
        example = f"'{language}: {{name: …}}'" if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z]{2,4})*", language) else "it"
        raise LookupError(f"the site has no language '{language}'. Add {example} under 'languages' in config.yaml.")
    source = name if name.startswith("content/") else f"content/{default}/{name}"
    sets = site.inputs.red_flags[default].nodes
    found = {
        path_of(default, key): Start(path_of(default, key), path_of(language, key), _top_lines(node.value))
        for key, node in sets.items()
        if isinstance(node.value, Pairs)
    }
    for page in site.pages.pages:
        if page.language == default:
            lines = {key: line for key, (line, _) in page.front_places.items() if "." not in key}
            found[page.path] = Start(page.path, f"content/{language}/{page.page}", lines, page)
    if source in found:
        return found[source]
    guess = closest(source, found)
    meant = f" Did you mean {guess}?" if guess else ""
    raise LookupError(f"there is no page or set of red flags {source} that could be translated.{meant}")


def _top_lines(pairs: Pairs) -> dict[str, int]:
    return {key: place.line for key, place in pairs.key_places.items()}


def make_text(start: Start, text: str, translator: str, marks: str = "") -> str:
    """The text of a translation in which everything is still to be translated.

    `marks` are those of an original of which all is going to be translated.
    """
    lines = LINE.findall(text)
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    if start.page is None:
        return "".join(_without(lines, start.lines, NOT_OF_SETS))
    closing = find_front_matter_end(lines)
    assert closing is not None
    front = _without(lines[:closing], start.lines, NOT_OF_PAGES)
    kind = next((number for number, line in enumerate(front) if line.startswith("kind:")), 0)
    front.insert(kind + 1, f"draft: yes{end}")
    record = ["translation:", f"  translator:{_written(translator)}", "  method: person"]
    record += [f'  source: "{marks}"'] if marks else []
    return "".join([*front, *(f"{line}{end}" for line in record), *lines[closing:]])


def _written(name: str) -> str:
    return f" {json.dumps(name, ensure_ascii=False)}" if name else ""


def _without(lines: list[str], places: Mapping[str, int], names: Collection[str]) -> list[str]:
    """Lines of YAML without some of its fields. Comments between fields stay."""
    begins = sorted(places.items(), key=lambda each: each[1])
    left_out: set[int] = set()
    for index, (name, first) in enumerate(begins):
        last = begins[index + 1][1] if index + 1 < len(begins) else len(lines) + 1
        if name in names:
            left_out.update(number for number in range(first, last) if not lines[number - 1].startswith("#"))
    return [line for number, line in enumerate(lines, 1) if number not in left_out]


def _tell(start: Start, site: SiteRead, language: str) -> None:
    """Say what was written, what to do with it, and what else the language lacks."""
    name = site.inputs.settings.languages.names[language].name
    if start.page is None:
        print("No build accepts it in the words of the original. Translate the heading and each sign, and have them")
        print(f"approved: plainleaf review {start.target} --by PERSON")
    else:
        print(f"Replace the words: 'plainleaf translations {language}' lists what is left. Then say who translated it,")
        print(f"delete 'draft: yes', and run: plainleaf translations --record {start.target}")
    lacking = [each for each in find_lacking_files(site, language, start.page) if not each.startswith(start.target)]
    if lacking:
        print(f"{name} also lacks:")
    for each in lacking:
        print(f"  {each}")
