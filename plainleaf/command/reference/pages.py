"""Reference: the pages of docs/ that say what may be written, made from the declarations that also check it.

`python -m plainleaf.command.reference docs/reference/` writes config.md, fields.md, components.md, problems.md,
template-values.md and receiver.md.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec.structs import replace

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
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import ERROR, Report
from plainleaf.receiver.settings import ReceiverSettings

COMMAND = "python -m plainleaf.command.reference docs/reference/"
MADE = f"<!-- Made from the declarations by `{COMMAND}`. -->\n"
# Shorter than the messages that authors get: a page says the same of many fields.
SHORT_LABELS = {
    "a text on one line": "",
    "a text": "",
    "a phrase on one line": "",
    "a group of 'key: value' lines": "",
    "a list: each entry on a line of its own, after '- '": "list",
    "names, each followed by its own lines": "by name",
    "lines of the form 'one: other'": "one: other",
    "words with spaces between them": "words",
    "a date such as 2026-05-01": "date",
    "the path of a picture, such as /pictures/nerve.svg": "picture",
    "an address that begins with https://": "https://…",
}
# What a list of fields leaves out: articles, and what the path of a page or a picture looks like.
NOT_SAID = lazy_pattern(
    r"^one of: |^(?:the path of )?a(?:n| whole number from)? |^the (?:path of )?|(?<=page),? such as .+"
    r"|, without signs .+"
)
# Only the gallery has an example with more lines, or with the opening line alone.
MIN_LINES, MAX_LINES = 2, 20


def make_reference() -> Mapping[str, str]:
    """Every page of the reference, by its name in docs/reference/."""
    pages = {
        "config.md": _config_page(),
        "fields.md": _fields_page(),
        "components.md": _components_page(),
        "problems.md": _problems_page(),
        "template-values.md": make_values_page(),
        "receiver.md": _receiver_page(),
    }
    return {name: MADE + "\n" + "\n".join(lines) + "\n" for name, lines in pages.items()}


def main(arguments: list[str]) -> int:
    """Write the reference into the folder that is named; returns the exit code."""
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
        "The file that comes with plainleaf is a full example.",
        "`*`: required. `°`: one text, or one for each language: `{en: Call us, es: Llámenos}`. In brackets: what to",
        "write, if it is not text; in **bold**: the default. *Whether* asks for yes or no.",
        "[How fields are written](../how-to/edit-pages.md#how-fields-are-written) shows dates, lists and groups.",
        "",
        *_entries(fields_of(Settings), {}),
    )


def _receiver_page() -> Iterator[str]:
    yield from (
        "# The settings of the receiver: receiver.yaml",
        "",
        "For `plainleaf receive`, on the server that [receives forms](../how-to/receive-forms.md). Paths are below the",
        "folder of this file, or begin with `/`. Marks are those of [config.yaml](config.md).",
        "",
        *_entries(fields_of(ReceiverSettings), {}),
    )


def _fields_page() -> Iterator[str]:
    yield from (
        "# The fields of a page: front matter",
        "",
        "Fields are between two lines `---`. `plainleaf new KIND FILE` starts a page with every field explained.",
        "Marks are those of [config.yaml](config.md).",
        "",
        "## Kinds of page",
        "",
        f"Without the field `kind`, a page is a `{default_kind().name}`. A reviewed one also has",
        "[these fields](#fields-of-reviewed-pages).",
        "",
        *(f"- [`{kind.name}`](#{kind.name}){', reviewed' * kind.is_reviewed}: {kind.help}" for kind in _kinds()),
    )
    known: dict[type, str] = {}
    yield from _group("Fields of every page", Basics, known)
    yield from _group("Fields of reviewed pages", Reviewed, known)
    for kind in _kinds():
        yield from _group(kind.name, kind.details, known, kind_in_words(kind))
    yield from _group("Red flags", RedFlags, known, "Each set is a file `content/en/red-flags/NAME.yaml`.")
    yield from _group("Terms", Term, known, "Each medical word in `content/en/terms.yaml`.")
    yield from ("", "## Word lists", "")
    yield "`content/en/words.yaml` adds to [these lists](../../plainleaf/words/lists/en.yaml), which say what each is."


def _kinds() -> Iterable[Kind]:
    return all_kinds().values()


def _group(title: str, group: type, known: dict[type, str], words: str = "") -> Iterator[str]:
    """A section on a group of fields. `known` has the first field that holds each group."""
    fields = fields_of(group)
    yield from ("", f"## {title}")
    if words or not fields:
        yield from ("", words or "No fields of its own.")
    if fields:
        yield from ("", *_entries(fields, known))


def _entries(fields: Iterable[Field], known: dict[type, str], indent: str = "") -> Iterator[str]:
    """A list of fields, each with the fields of its group below it, unless they were listed before."""
    for field in fields:
        group = field.type.group
        first = known.get(group, "") if group else ""
        above = f"as `{first}` above" if first else ""
        ways = "; ".join(part for part in (*_what_to_write(field), above) if part)
        marks = "*" * field.required + "°" * (field.type.entry or field.type).is_per_language
        said = "" if _is_the_name(field) else f": {field.help.removesuffix('.')}"
        yield f"{indent}- `{field.name}`{marks}{said}{f' ({ways})' if ways else ''}"
        if group and not first:
            known[group] = field.name
            yield from _entries(fields_of(group), known, f"{indent}    ")


def _is_the_name(field: Field) -> bool:
    """Whether the name of a field says all that its help does, such as "The number" and "Its title"."""
    words = field.help.removesuffix(".").lower()
    return words.removeprefix("the ").removeprefix("its ") == field.name.replace("_", " ")


def _what_to_write(field: Field) -> Iterator[str]:
    """In what form a field is written, and what holds without it."""
    label = NOT_SAID.sub("", SHORT_LABELS.get(field.type.label, field.type.label)).removeprefix(", ")
    if field.type.entry and (choices := field.type.entry.label.partition("one of: ")[2]):
        label = f"{label} of {choices}"
    default = str(field.default) if isinstance(field.default, (str, int)) and field.default not in ("", False) else ""
    if default and default in label.split(", "):
        label, default = ", ".join(f"**{each}**" if each == default else each for each in label.split(", ")), ""
    is_said = label in field.help or ("such as" in field.help and "path of" in field.type.label)
    yield "" if is_said or (label == "yes or no" and field.help.startswith("Whether")) else label
    yield f"**{default}**" if default else ""


def _components_page() -> Iterator[str]:
    yield from (
        "# Components",
        "",
        "[How to edit pages](../how-to/edit-pages.md#components) says how to write them. One may be inside another.",
        "`plainleaf serve` shows how each looks, at `/gallery/`. Marks are those of [config.yaml](config.md). In",
        "capitals is the option that is written on the opening line.",
    )
    report = Report()
    components = load_components(layered(find_shipped(), "templates/components", report), report)
    assert not report.problems, report.problems
    for component in sorted(components.known.values(), key=lambda component: component.settings.title):
        yield from _component(component)


def _component(component: Component) -> Iterator[str]:
    settings = component.settings
    argument = f" {settings.argument.upper()}" if settings.argument else ""
    names = ", ".join(f"`::: {name}{argument}`" for name in component.names)
    says = " ".join((f"{names}.", settings.says, settings.use_when, *component_in_words(component)))
    yield from ("", f"## {settings.title}", "", says)
    preset = {name for options in settings.shorthands.values() for name in options}
    fields = (replace(field, help=settings.options[field.name].help) for field in component.fields())
    options = [field for field in fields if field.name not in preset]
    if options:
        yield from ("", *_entries(options, {}))
    example = settings.examples[0].markdown
    if MIN_LINES <= example.count("\n") < MAX_LINES:
        yield from ("", "```markdown", example, "```")


def _problems_page() -> Iterator[str]:
    yield from (
        "# Problems",
        "",
        "A problem says where it is, what is wrong, its rule, and how to fix it:",
        "",
        "```text",
        "content/en/sciatica/index.md:6:29: error: no page 'excercises.md' [broken-link]",
        "  fix: Did you mean 'exercises.md'?",
        "```",
        "",
        "With an **error**, patients keep the old site; a **warning** lets the new one through. Below is what each",
        "rule means, and what its fix may not say. It is an error unless it says otherwise.",
    )
    for group in load_rules():
        yield from ("", f"## {group.title}")
        if group.says:
            yield from ("", group.says)
        for rule in group.rules:
            yield from _rule(rule)


def _rule(rule: Rule) -> Iterator[str]:
    severity = "" if rule.severity == ERROR else f" *({rule.severity})*"
    yield from ("", f"### {rule.id}", "", f"{rule.means}{severity} {rule.fix}".rstrip())
    if rule.bad:
        examples = (("-", rule.bad), ("+", rule.good))
        lines = [f"{sign} {line}".rstrip() for sign, example in examples for line in example.splitlines()]
        yield from ("", "```diff", *lines, "```")
