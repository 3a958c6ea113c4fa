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
from types import ModuleType

from msgspec import Struct

from plainleaf.command.rules import Rule, load_rules
from plainleaf.command.traits_in_words import component_in_words, kind_in_words
from plainleaf.content.components import Component, load_components
from plainleaf.content.config.settings import Settings
from plainleaf.content.front_matter import Basics, Reviewed
from plainleaf.content.kinds import Kind, all_kinds, default_kind
from plainleaf.content.site_words import Term
from plainleaf.input.fields import Field, fields_of
from plainleaf.input.opening import replace_file
from plainleaf.input.shipped import find_shipped, layered
from plainleaf.model import cards, views
from plainleaf.problems import Report
from plainleaf.words import WordLists

COMMAND = "python -m plainleaf.command.reference docs/reference/"
MADE = f"<!-- This file is made by `{COMMAND}`. Change the declarations, not this file. -->\n"
# The part of a type's label that is an example of it.
EXAMPLE = re.compile(r"(?:such as |one of: (?:, )?|(?=yes or)|number from )([^\s,]+)")
TYPE_WORDS = {"str": "text", "bool": "yes or no", "int": "number", "object": "any value"}


def make_reference() -> Mapping[str, str]:
    """Every page of the reference, by its name in docs/reference/."""
    pages = {
        "config.md": _config_page(),
        "fields.md": _fields_page(),
        "components.md": _components_page(),
        "problems.md": _problems_page(),
        "template-values.md": _values_page(),
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
        "Names, numbers, places and forms stand once, in `config.yaml`, and pages take them from there. Each line is a",
        "key, a colon, a space and a value. Two spaces at the start of a line say that it belongs to the line above.",
        "A line that begins with `#` is a note to yourself.",
        "[How fields are written](../how-to/edit-pages.md#how-fields-are-written)",
        "shows lists and groups. What is wrong here is reported with its line; see [problems](problems.md).",
        "",
        "The `config.yaml` of the site that ships with plainleaf is a full example, with notes.",
        "",
        "## All settings",
        "",
        *_table(fields_of(Settings), ""),
    )
    yield from _nested(fields_of(Settings), "", 2)


def _fields_page() -> Iterator[str]:
    yield from (
        "# The fields of a page: front matter",
        "",
        "Every page begins with its fields, between two lines that hold only `---`. Each is a key, a colon, a space",
        "and a value; [how fields are written](../how-to/edit-pages.md#how-fields-are-written) shows lists and groups.",
        f"The line `kind` says what kind of page it is; without it the page is of the kind `{default_kind().name}`.",
        "",
        "The command `python build.py new KIND FILE` starts a page with all fields of its kind explained.",
        "",
        "## Kinds of page",
        "",
        "| Kind | What it is | Reviewed |",
        "|---|---|---|",
        *(f"| [`{kind.name}`](#{kind.name}) | {kind.help} | {'yes' * kind.is_reviewed} |" for kind in _kinds()),
    )
    yield from _group("Fields of every page", Basics, 2, "They may stand on every page, whatever its kind.")
    yield from _group("Fields of reviewed pages", Reviewed, 2, "Kinds that are reviewed have them as well.")
    for kind in _kinds():
        yield from _group(kind.name, kind.details, 2, _kind_words(kind))
    words = "The list of medical words stands in `content/en/terms.yaml`. Each entry has these fields."
    yield from _group("Terms", Term, 2, words)
    words = (
        "A site's own words for the checks are in `content/en/words.yaml`, which may hold these lists. They are added "
        "to those that come with plainleaf. In a phrase `best care|clinic` means two phrases."
    )
    yield from _group("Word lists", WordLists, 2, words)


def _kinds() -> Iterable[Kind]:
    return all_kinds().values()


def _kind_words(kind: Kind) -> str:
    also = "[fields of every page](#fields-of-every-page)"
    if kind.is_reviewed:
        also += " and the [fields of reviewed pages](#fields-of-reviewed-pages)"
    own = "and these" if fields_of(kind.details) else "and none of its own"
    return " ".join(each for each in (kind.help, kind_in_words(kind), f"It has the {also}, {own}.") if each)


def _group(title: str, group: type, level: int, words: str) -> Iterator[str]:
    """A section on a group of fields, and one on each group inside it."""
    fields = fields_of(group)
    yield from ("", f"{'#' * level} {title}", "", words)
    if fields:
        yield from ("", *_table(fields, title))
    yield from _nested(fields, title, level)


def _nested(fields: Iterable[Field], title: str, level: int) -> Iterator[str]:
    for field in fields:
        if field.type.group:
            words = f"{_first_line(field.type.group)} {_how_written(field)}".strip()
            yield from _group(_section(title, field), field.type.group, level if not title else 3, words)


def _section(title: str, field: Field) -> str:
    """The title of the section on a group that a field holds."""
    return f"{title}, {field.name}" if title else field.name


def _how_written(field: Field) -> str:
    if field.type.shape == "list":
        return "It is a list: the first field of each entry begins with `- `."
    if field.type.shape == "names":
        return "Each entry stands below a name of your choice."
    return ""


def _table(fields: Iterable[Field], title: str) -> Iterator[str]:
    yield "| Field | Needed | What it is | What to write | Example |"
    yield "|---|---|---|---|---|"
    for field in fields:
        cells = (f"`{field.name}`", _needed(field), field.help, _type_words(field, title), _example(field))
        yield f"| {' | '.join(cells)} |"


def _needed(field: Field) -> str:
    if field.required:
        return "**required**"
    has_default = isinstance(field.default, (str, int)) and field.default not in ("", False, None)
    return f"no; without it `{field.default}`" if has_default else "no"


def _type_words(field: Field, title: str) -> str:
    label = field.type.label.replace("one of: , ", "nothing, or one of: ")
    if not field.type.group:
        return label
    anchor = heading_anchor(_section(title, field))
    return f"{label}; see [{field.name}](#{anchor})"


def _example(field: Field) -> str:
    found = None if field.type.group else EXAMPLE.search(field.type.label)
    example = field.example or (found.group(1) if found else "")
    return f"`{field.name}: {example}`" if example else ""


def heading_anchor(title: str) -> str:
    """The anchor that code hosts give a heading."""
    bare = re.sub(r"[^\w\- ]", "", title.lower())
    return bare.replace(" ", "-")


def _components_page() -> Iterator[str]:
    yield from (
        "# Components",
        "",
        "A component is a building block of a page. It begins with a line of three colons and a name, and ends with a",
        "line that holds only three colons. Options stand directly below the first line, one a line, and end with an",
        "empty line. Some components take text after their name. Components may stand inside each other.",
        "",
        "The gallery of the built site (`/gallery/`) shows what each example looks like.",
    )
    report = Report()
    components = load_components(layered(find_shipped(), "templates/components", report), report)
    assert not report.problems, report.problems
    yield from ("", "| Component | Write | What it does |", "|---|---|---|")
    ordered = sorted(components.known.values(), key=lambda component: component.settings.title)
    for component in ordered:
        title, names = component.settings.title, " ".join(f"`::: {name}`" for name in component.names)
        yield f"| [{title}](#{heading_anchor(title)}) | {names} | {component.settings.says} |"
    for component in ordered:
        yield from _component(component)


def _component(component: Component) -> Iterator[str]:
    settings = component.settings
    yield from ("", f"## {settings.title}", "", f"{settings.says} {settings.use_when}".strip())
    preset = {name for options in settings.shorthands.values() for name in options}
    options = [field for field in component.fields() if field.name not in preset]
    if options:
        yield from ("", *_table(options, settings.title))
    rules = [*_content_rules(component)]
    if rules:
        yield from ("", f"What stands inside: {'; '.join(rules)}.")
    yield from ("", *traits) if (traits := [*component_in_words(component)]) else ()
    for example in settings.examples:
        yield from ("", "```markdown", example.markdown, "```")


def _content_rules(component: Component) -> Iterator[str]:
    content = component.settings.content
    if content.heading == "required":
        yield "a heading first"
    if content.list == "required":
        yield "a list"
    if content.items_at_least:
        yield f"at least {content.items_at_least} list items"
    if content.body == "required" and content.list != "required":
        yield "text of your own"
    if content.body == "none":
        yield "nothing"


def _problems_page() -> Iterator[str]:
    yield from (
        "# Problems, and how to mend them",
        "",
        "A problem says where it is (file, line, column), what is wrong, which rule it breaks, and what to do:",
        "",
        "    content/en/sciatica/index.md:6:29: error: no page 'excercises.md' [broken-link]",
        "      fix: Did you mean 'exercises.md'?",
        "",
        "An error keeps the new site from being published, and the old one stays as it was. A warning does not.",
        "One run shows every problem that can be found; some can be found only when others are mended. Look the name",
        "in brackets up below.",
    )
    for group in load_rules():
        yield from ("", f"## {group.title}", "", group.says)
        for rule in group.rules:
            yield from _rule(rule)


def _rule(rule: Rule) -> Iterator[str]:
    yield from ("", f"### {rule.id}", "", f"{rule.means} *({rule.severity})*", "", f"**To mend it:** {rule.mend}")
    for title, example in (("Instead of", rule.bad), ("write", rule.good)):
        if example:
            yield from ("", f"{title}", "", "```", example, "```")


def _values_page() -> Iterator[str]:
    yield from (
        "# Values that a template may use",
        "",
        "A page template is given `site` ([SiteView](#siteview)), `page` ([PageView](#pageview)) and `prose`",
        "([Prose](#prose)). A name that is not in these lists is a problem (`template-value`), never an empty text.",
        "How templates are found and what filters they have stands in [templates](../how-to/change-templates.md).",
    )
    classes = {each.__name__: each for module in (views, cards) for each in _structs_of(module)}
    for title, each in classes.items():
        yield from ("", f"## {title}", "", inspect.cleandoc(each.__doc__ or ""), "", "| Name | Holds |", "|---|---|")
        for name in each.__struct_fields__:
            yield f"| `{name}` | {_in_words(each.__annotations__[name], classes)} |"


def _structs_of(module: ModuleType) -> list[type[Struct]]:
    found = [each for each in vars(module).values() if inspect.isclass(each) and issubclass(each, Struct)]
    return [each for each in found if each.__module__ == module.__name__]


def _in_words(annotation: str, classes: Mapping[str, type]) -> str:
    """A type annotation in words, with links to the values it names."""
    if annotation.endswith(" | None"):
        return f"{_in_words(annotation.removesuffix(' | None'), classes)}, or none"
    if found := re.fullmatch(r"tuple\[(.+), \.\.\.\]", annotation):
        return f"a list of {_in_words(found.group(1), classes)}"
    if found := re.fullmatch(r"tuple\[(.+)\]", annotation):
        return f"({', '.join(_in_words(part, classes) for part in found.group(1).split(', '))})"
    if found := re.fullmatch(r"Mapping\[str, (.+)\]", annotation):
        return f"{_in_words(found.group(1), classes)}, by name"
    return f"[{annotation}](#{annotation.lower()})" if annotation in classes else TYPE_WORDS.get(annotation, annotation)


def _first_line(group: type) -> str:
    return inspect.cleandoc(group.__doc__ or "").partition("\n")[0]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
