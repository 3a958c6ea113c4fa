"""Reference: the pages of docs/ that say what may be written, made from the declarations that also check it.

`python -m plainleaf.command.reference docs/reference/` writes config.md, fields.md, components.md, problems.md and
template-values.md.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from plainleaf.command.reference.rules import Rule, load_rules
from plainleaf.command.reference.template_values import make_values_page
from plainleaf.command.reference.traits_in_words import component_in_words, kind_in_words
from plainleaf.content.components import Component, load_components
from plainleaf.content.config.settings import Settings
from plainleaf.content.front_matter import Basics, Reviewed
from plainleaf.content.kinds import Kind, all_kinds, default_kind
from plainleaf.content.red_flags.sets import RedFlags
from plainleaf.content.vocabulary import Term
from plainleaf.input.fields import Field, fields_of
from plainleaf.input.opening import replace_file
from plainleaf.input.shipped import find_shipped, layered
from plainleaf.problems import ERROR, Report
from plainleaf.words import WordLists

COMMAND = "python -m plainleaf.command.reference docs/reference/"
MADE = f"<!-- This file is made by `{COMMAND}`. Change the declarations, not this file. -->\n"
HOW_TO_READ = (
    "A `*` marks a required field. Where the last column says nothing, write text.",
    "[How fields are written](../how-to/edit-pages.md#how-fields-are-written) shows dates, lists and groups.",
)
# Shorter than the messages that authors get: a table says the same of many fields.
SHORT_LABELS = {
    "a text on one line": "",
    "a text": "",
    "a list: each entry on a line of its own, after '- '": "list",
    "a date such as 2026-05-01": "date",
    "words with spaces between them": "words",
    'a color such as "#0b5d5e", in quotes': '`"#0b5d5e"`',
    "an address that begins with https://": "`https://…`",
}
# How a group, or several, is held by a field.
GROUPS = {"list": "list of {}", "names": "{} by name"}


def make_reference() -> Mapping[str, str]:
    """Every page of the reference, by its name in docs/reference/."""
    pages = {
        "config.md": _config_page(),
        "fields.md": _fields_page(),
        "components.md": _components_page(),
        "problems.md": _problems_page(),
        "template-values.md": make_values_page(),
    }
    return {name: MADE + "\n" + "\n".join(lines) + "\n" for name, lines in pages.items()}


def main(arguments: list[str]) -> int:
    """Write the reference into the folder that is named; gives the exit code."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print(f"usage: {COMMAND}", file=sys.stderr)
        return 2
    for name, text in make_reference().items():
        replace_file(Path(arguments[0]) / name, text.encode())
    return 0


def _config_page() -> Iterator[str]:
    yield from (
        "# The settings of a clinic: config.yaml",
        "",
        "Names, numbers, places and forms are kept in one file, `config.yaml`. The one that comes with plainleaf is a",
        "full example.",
        "",
        *HOW_TO_READ,
        "A text *in each language* is one text for all, or one for each: `label: {en: Call us, es: Llámenos}`.",
        "",
        "## All settings",
        "",
    )
    shown: dict[type, str] = {}
    yield from _table(fields_of(Settings), shown, "")
    yield from _groups_inside(fields_of(Settings), shown, "", 2)


def _fields_page() -> Iterator[str]:
    yield from (
        "# The fields of a page: front matter",
        "",
        "Every page begins with its fields, between two lines that hold only `---`. `kind` says what kind of page it",
        f"is; without it the page is a simple one (`{default_kind().name}`).",
        "`plainleaf new KIND FILE` starts a page with every field explained.",
        "",
        *HOW_TO_READ,
        "",
        "## Kinds of page",
        "",
        "A reviewed kind has the [fields of reviewed pages](#fields-of-reviewed-pages) as well.",
        "",
        "| Kind | What it is | Reviewed |",
        "|---|---|---|",
        *(f"| [`{kind.name}`](#{kind.name}) | {kind.help} | {'yes' * kind.is_reviewed} |" for kind in _kinds()),
    )
    shown: dict[type, str] = {}
    yield from _group("Fields of every page", Basics, shown, 2)
    yield from _group("Fields of reviewed pages", Reviewed, shown, 2)
    for kind in _kinds():
        yield from _group(kind.name, kind.details, shown, 2, kind_in_words(kind) or "It has no fields of its own.")
    flags = "The fields of each set in `content/en/red-flags/NAME.yaml`. Pages place it whole, by its name."
    yield from _group("Red flags", RedFlags, shown, 2, flags)
    yield from _group("Terms", Term, shown, 2, "The fields of each medical word in `content/en/terms.yaml`.")
    words = (
        "`content/en/words.yaml` adds to these lists, which the checks use. In a phrase, `best care|clinic` means two "
        "phrases."
    )
    yield from _group("Word lists", WordLists, shown, 2, words)


def _kinds() -> Iterable[Kind]:
    return all_kinds().values()


def _group(title: str, group: type, shown: dict[type, str], level: int, words: str = "") -> Iterator[str]:
    """A section on a group of fields, and one on each group inside it. `shown` knows the section of each group."""
    fields = fields_of(group)
    yield from ("", f"{'#' * level} {title}")
    if words:
        yield from ("", words)
    if fields:
        yield from ("", *_table(fields, shown, title))
    yield from _groups_inside(fields, shown, title, level)


def _groups_inside(fields: Iterable[Field], shown: dict[type, str], title: str, level: int) -> Iterator[str]:
    for field in fields:
        section = _section(title, field)
        if field.type.group and shown[field.type.group] == section:
            words = _first_line(field.type.group)
            yield from _group(section, field.type.group, shown, 3 if title else level, words)


def _section(title: str, field: Field) -> str:
    """The title of the section on a group that a field holds."""
    return f"{title}, {field.name}" if title else field.name


def _table(fields: Iterable[Field], shown: dict[type, str], title: str) -> Iterator[str]:
    yield from ("| Field | What it is | Write |", "|---|---|---|")
    for field in fields:
        if field.type.group:
            # A group that was explained before is not explained again.
            shown.setdefault(field.type.group, _section(title, field))
        yield f"| `{field.name}`{'*' * field.required} | {field.help} | {_what_to_write(field, shown)} |"


def _what_to_write(field: Field, shown: Mapping[type, str]) -> str:
    of_entry = field.type.entry or field.type
    languages = "in each language" if of_entry.is_per_language else ""
    words = SHORT_LABELS.get(field.type.label, field.type.label).replace("one of: , ", "nothing, or one of: ")
    if field.type.group:
        section = shown[field.type.group]
        link = f"[{section.rpartition(', ')[2]}](#{heading_anchor(section)})"
        words = GROUPS.get(field.type.shape, "{}").format(link)
    has_default = isinstance(field.default, (str, int)) and field.default not in ("", False, None)
    is_clear = words in ("date", "yes or no") or field.example in words
    example = "" if is_clear else f"such as `{field.example}`"
    default = f"without it `{field.default}`" if has_default else ""
    return "; ".join(part for part in (words, languages, example, default) if part)


def heading_anchor(title: str) -> str:
    """The anchor that code hosts give a heading."""
    bare = re.sub(r"[^\w\- ]", "", title.lower())
    return bare.replace(" ", "-")


def _components_page() -> Iterator[str]:
    yield from (
        "# Components",
        "",
        "[How to edit pages](../how-to/edit-pages.md#components) explains how to write a component.",
        "The gallery in `plainleaf serve` (`/gallery/`) shows how each one looks. Components may be inside each other.",
        "A `*` marks a required option. Where the last column says nothing, write text.",
    )
    report = Report()
    components = load_components(layered(find_shipped(), "templates/components", report), report)
    assert not report.problems, report.problems
    for component in sorted(components.known.values(), key=lambda component: component.settings.title):
        yield from _component(component)


def _component(component: Component) -> Iterator[str]:
    settings = component.settings
    names = ", ".join(f"`::: {name}`" for name in component.names)
    rules = [*_content_rules(component)]
    inside = [f"Inside: {'; '.join(rules)}."] if rules else []
    says = " ".join((f"{names}.", settings.says, settings.use_when, *inside, *component_in_words(component)))
    yield from ("", f"## {settings.title}", "", says)
    preset = {name for options in settings.shorthands.values() for name in options}
    options = [field for field in component.fields() if field.name not in preset]
    shown: dict[type, str] = {}
    if options:
        yield from ("", *_table(options, shown, settings.title))
        yield from _groups_inside(options, shown, settings.title, 2)
    yield from ("", "```markdown", settings.examples[0].markdown, "```")


def _content_rules(component: Component) -> Iterator[str]:
    content = component.settings.content
    if content.heading == "required":
        yield "a heading first"
    if content.list == "required":
        yield "a list" + (f" of {content.items_at_least} items or more" if content.items_at_least else "")
    if content.body == "required" and content.list != "required":
        yield "text"
    if content.body == "none":
        yield "nothing"


def _problems_page() -> Iterator[str]:
    yield from (
        "# Problems, and how to fix them",
        "",
        "A problem says where it is (file, line, column), what is wrong, which rule it breaks, and how to fix it:",
        "",
        "```text",
        "content/en/sciatica/index.md:6:29: error: no page 'excercises.md' [broken-link]",
        "  fix: Did you mean 'exercises.md'?",
        "```",
        "",
        "An **error** prevents the new site from being published, and the old one stays. A **warning** does not.",
        "Look up the name in brackets below. Each entry is an error unless it says otherwise.",
    )
    for group in load_rules():
        yield from ("", f"## {group.title}", "", group.says)
        for rule in group.rules:
            yield from _rule(rule)


def _rule(rule: Rule) -> Iterator[str]:
    severity = "" if rule.severity == ERROR else f" *({rule.severity})*"
    yield from ("", f"### {rule.id}", "", f"{rule.means}{severity} **Fix:** {rule.fix}")
    if rule.bad:
        examples = (("-", rule.bad), ("+", rule.good))
        lines = [f"{sign} {line}".rstrip() for sign, example in examples for line in example.splitlines()]
        yield from ("", "```diff", *lines, "```")


def _first_line(group: type) -> str:
    return inspect.cleandoc(group.__doc__ or "").partition("\n")[0]
