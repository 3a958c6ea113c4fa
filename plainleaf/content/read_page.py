"""Reading one page: from the text of a Markdown file to its front matter, its prose, and what is wrong with them.

A page is read without looking at any other, so it can be read in any process.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import islice
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.content.fences import Placeable, parse_prose
from plainleaf.content.front_matter import Basics
from plainleaf.content.kinds import Kind, all_kinds, default_kind, kinds_with
from plainleaf.content.last_build import KnownPage
from plainleaf.content.marks import make_mark
from plainleaf.content.page import Page, find_facts, make_unreadable_draft
from plainleaf.content.prose.check_body import check_body
from plainleaf.content.red_flags.placed import find_placed
from plainleaf.content.sources import Source, SourceFile, says_draft, split_source
from plainleaf.content.translations.blocks import find_blocks, make_marks
from plainleaf.input.fields import ANY_FIELD, Field, FieldType, Named, fields_of, read_fields, read_groups
from plainleaf.input.fieldtypes import flag
from plainleaf.input.nodes import Node, Pairs, entry_places
from plainleaf.input.paths import file_key
from plainleaf.input.strict_yaml import read_yaml
from plainleaf.input.unclear import Unclear, find_unclear
from plainleaf.markdown import Scan, SourceHeading, Target, blank_excess, find_excess, scan
from plainleaf.model.prose import ParsedProse
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Place, Problem, Report, closest_field, suggest
from plainleaf.state.digests import digest

KIND = "kind"
# What other programs call the kind of a page.
KIND_ELSEWHERE = ("type", "layout", "template", "content_type", "page_type", "post_type")
# How many unknown keys are searched for a misspelt 'kind'.
MAX_UNKNOWN = 100
# The field of a kind that the page may not have.
ANYTHING = FieldType("anything", lambda _node, _report: None, None)
# A field as other programs write it.
OTHER_SIGN = lazy_pattern(r"([A-Za-z_][\w-]*) ?(=>|:=|=)")


class Body(Struct, frozen=True):
    """The text of a page as its author wrote it, and what was found in it. It `is_cut` where it was too much.

    `front` is its front matter as written.
    """

    front: str
    source: str
    prose: ParsedProse
    targets: tuple[Target, ...]
    headings: tuple[SourceHeading, ...]
    is_cut: bool = False


class Grammar(Struct, frozen=True):
    """What a page may contain besides Markdown: what it may place, by language, and HTML.

    `original` is the language that others are translated from, "" if there are no others, and `emergency_number` what
    to call.
    """

    placeable: Mapping[str, Placeable]
    allowed_html: tuple[str, ...]
    original: str = ""
    emergency_number: str = ""


def make_known(page: Page | None, body: Body | None, text_digest: str, found: Report) -> KnownPage:
    """What the next build may use of a page whose text has that digest."""
    if page is None or body is None:
        return KnownPage(text_digest, "", "", None, tuple(found.problems))
    # A text without a page of its own is shown on every page. Of all others, other pages show only the front matter and
    # the status of the review.
    shown = "" if page.kind.has_own_page else body.source
    shown_files, share_picture = _find_named_files(page, body)
    files, unshown = tuple(sorted(shown_files | share_picture)), tuple(share_picture - shown_files)
    facts, names = find_facts(page, (shown, files, unshown))
    placed = find_placed(body.prose, found.problems, is_cut=body.is_cut)
    return KnownPage(text_digest, facts, names, page, tuple(found.problems), files, unshown, placed)


def _find_named_files(page: Page, body: Body) -> tuple[set[str], set[str]]:
    """The keys of the static files that a page names, whether or not they exist; and that of its share picture."""
    options = (value for use in body.prose.uses for value in use.values.values())
    fields = (getattr(group, name) for group in (page.basics, page.details) for name in group.__struct_fields__)
    share = page.basics.picture
    named = [value.name for value in (*options, *fields) if isinstance(value, Named) and value is not share]
    written = [target.target.partition("#")[0] for target in body.targets] + named
    files = (each for each in written if each and ":" not in each and not each.endswith(".md"))
    shown = {file_key(page.path, each) for each in files}
    return shown, {file_key(page.path, share.name)} if share and ":" not in share.name else set()


def read_page(
    file: SourceFile, text: str, grammar: Grammar, report: Report, last: KnownPage | None = None
) -> tuple[Page, Body] | tuple[None, None]:
    """The page in a file's text; None after reporting that there is none.

    There always is one if the text says that it is a draft, so that links to it are known to lead to a draft.
    Front matter that had no problems in the `last` build and has not changed since is not read again.
    """
    source = split_source(file, text, report)
    page = _known_front(source, last) or _read_front(source, report) if source else None
    if source is None or page is None:
        if not says_draft(text):
            if source:
                _read_and_check_body(source, grammar, report)
            return None, None
        source = source or Source(file, "", "", 1)
        page = make_unreadable_draft(file, digest(source.front))
    body = _read_and_check_body(source, grammar, report)
    mark = make_mark(page.basics, page.details, source.prose) if page.kind.is_reviewed else ""
    is_original = file.language == grammar.original
    blocks = make_marks(find_blocks(page, body.prose, body.source, grammar.emergency_number)) if is_original else ""
    return replace(page, mark=mark, blocks=blocks), body


def reread_body(file: SourceFile, text: str, grammar: Grammar) -> Body:
    """The body of a page that was read from this text before. Its problems were reported then."""
    unheard = Report()
    source = split_source(file, text, unheard) or Source(file, "", "", 1)
    return _read_body(source, grammar, unheard)[0]


def _known_front(source: Source, last: KnownPage | None) -> Page | None:
    """The page that the last build read from exactly this front matter, if it had no problems."""
    if last is None or last.page is None or last.page.front != digest(source.front):
        return None
    return last.page if all(problem.place.line >= source.prose_line for problem in last.problems) else None


def _read_front(source: Source, report: Report) -> Page | None:
    """The front matter as a page without its review mark, of the default kind if its kind is unknown; None if it is no
    mapping.
    """
    file, front = source.file, read_yaml(source.front, Place(source.file.path, 2))
    if isinstance(front, Problem):
        report.extend([_front_problem(source, front)])
        return None
    pairs = front.value
    if not isinstance(pairs, Pairs):
        _report_no_fields(front, report)
        return None
    known_kind, key = _find_kind(pairs, report)
    fields = {name: node for name, node in pairs.values.items() if name != key}
    at_top = Node(Pairs(fields, {name: pairs.key_places[name] for name in fields}), Place(file.path))
    if known_kind is None:
        _report_in_any_kind(at_top, report)
    # Fields of another kind are unknown to the default one, which is not the author's mistake.
    kind, heard = (known_kind, report) if known_kind else (default_kind(), Report())
    groups, unclear = _read_groups(kind, at_top, heard, is_kind_written=KIND in pairs.values)
    if (key != KIND or known_kind is None) and not unclear.hides(KIND):
        unclear = Unclear((*unclear.names, KIND))
    review = groups[1] if kind.is_reviewed else None
    places = {name: (place.line, place.column) for name, place in {**pairs.key_places, **entry_places(pairs)}.items()}
    written = digest(source.front)
    page = (file.path, file.language, file.page, kind.name, groups[0], review, groups[-1], "", places, written)
    return Page(*page, unclear)


def _front_problem(source: Source, problem: Problem) -> Problem:
    """Why front matter cannot be read: maybe it only has no end."""
    if problem.rule != "yaml-syntax":
        return problem
    from plainleaf.input.mistakes.front_matter_ends import explain_text_in_front_matter

    lines = source.front.split("\n")
    return explain_text_in_front_matter(source.file.path, lines, problem) or problem


def _read_and_check_body(source: Source, grammar: Grammar, report: Report) -> Body:
    body, seen = _read_body(source, grammar, report)
    components = grammar.placeable[source.file.language].components
    check_body(body.prose, seen, components, grammar.allowed_html, report)
    return body


def _read_body(source: Source, grammar: Grammar, report: Report) -> tuple[Body, Scan]:
    """The body of a page, and what its Markdown contains."""
    placeable = grammar.placeable[source.file.language]
    path, first_line, excess = source.file.path, source.prose_line, find_excess(source.prose)
    for each in excess:
        report.add(Place(path, first_line + each.first), "too-much", each.message, each.limit.fix)
    text = blank_excess(source.prose, excess) if excess else source.prose
    prose = parse_prose(path, first_line, text, placeable, report)
    seen = scan(prose)
    return Body(source.front, text, prose, seen.targets, seen.headings, bool(excess)), seen


def _read_groups(kind: Kind, front: Node, report: Report, *, is_kind_written: bool) -> tuple[tuple[Any, ...], Unclear]:
    """The groups of a page's front matter, and what is unclear in it.

    A draft may lack fields, since it is not on the site; so may a page whose 'draft' is wrong.
    """
    found = Report()
    groups, problems = read_groups(kind.groups, front, found), found.problems
    unclear = find_unclear(kind.groups, front) if found.has_errors else Unclear()
    if any(problem.rule == "unknown-field" for problem in problems) and not is_kind_written:
        # The fields probably belong to another kind.
        unclear = Unclear((*unclear.names, KIND))
        problems = _with_kind_meant(front, problems)
    if unclear.hides("draft") and _is_meant_as_draft(front):
        groups = (replace(groups[0], draft=True), *groups[1:])
        unclear = Unclear(tuple(name for name in unclear.names if name != "draft"))
    is_draft = groups[0].draft or unclear.hides("draft")
    report.extend(each for each in problems if not (is_draft and each.rule == "missing-field"))
    return groups, unclear


def _with_kind_meant(front: Node, problems: list[Problem]) -> list[Problem]:
    """The problems of a page that says no kind: one names the kind in place of those of fields that it has."""
    kinds = kinds_with(front.value.values) if isinstance(front.value, Pairs) else ()
    foreign = [each for each in problems if each.rule == "unknown-field"]
    # 'type: post' is a line of another program, of which its fix says more.
    if not foreign or len(kinds) not in (1, 2) or foreign[0].fix.startswith("Delete it:"):
        return problems
    fix = f"Add a line such as 'kind: {kinds[0].name}', if it is such a page. Otherwise delete this line."
    return [*(each for each in problems if each not in foreign), replace(foreign[0], fix=fix)]


def _is_meant_as_draft(front: Node) -> bool:
    """Whether a misspelt field says that the page is a draft, such as 'Draft: yes'."""
    assert isinstance(front.value, Pairs)
    written = islice(front.value.values.items(), MAX_UNKNOWN)
    return any(flag().read(node, Report()) for key, node in written if closest_field(key, ["draft"]))


def _report_no_fields(front: Node, report: Report) -> None:
    """Report front matter that is no group of lines."""
    fix = "Write 'title: …' and 'summary: …', each on a line of its own."
    message = "the front matter is not a group of 'key: value' lines"
    if isinstance(front.value, str) and (sign := OTHER_SIGN.match(front.value)):
        message, fix = f"there is '{sign[2]}' where a colon belongs", f"Write '{sign[1]}: …', and so on each line."
    report.add(front.place, "wrong-type", message, fix)


def _find_kind(pairs: Pairs, report: Report) -> tuple[Kind | None, str]:
    """The kind that front matter says or means, None after reporting that there is none, and the key that says it."""
    kinds, written = all_kinds(), pairs.values.get(KIND)
    if written is None:
        meant = _find_misspelt_kind(pairs)
        if meant is None:
            return default_kind(), KIND
        value = pairs.values[meant].value
        kind = kinds.get(value) if isinstance(value, str) else None
        fix = f"Write: kind: {kind.name}" if kind else "Did you mean 'kind'?"
        report.add(pairs.key_places[meant], "unknown-field", f"there is no field '{meant}' here", fix)
        return kind, meant
    if isinstance(written.value, str) and written.value in kinds:
        return kinds[written.value], KIND
    name = written.value if isinstance(written.value, str) else ""
    fix = suggest(name, kinds, otherwise=f"Use one of: {', '.join(sorted(kinds))}.")
    report.add(written.place, "unknown-kind", f"there is no kind of page '{name}'", fix)
    return None, KIND


def _report_in_any_kind(front: Node, report: Report) -> None:
    """Report what is wrong in front matter whatever its kind: fields that no kind has, and those of every page."""
    found = Report()
    values = read_fields(_fields_of_any_kind(), front, found)
    for each in found.problems:
        if not (values["draft"] and each.rule == "missing-field"):
            of_any = replace(each, fix="Delete it, or check which fields that kind of page has.")
            report.extend([of_any if each.fix.startswith(ANY_FIELD) else each])


def _find_misspelt_kind(pairs: Pairs) -> str | None:
    """The key that probably stands for 'kind', in front matter that has no kind.

    It is misspelt, so that no kind has such a field, or other programs call it so and its value is one of our kinds.
    """
    declared = {field.name for field in _fields_of_any_kind()}
    unknown = (key for key in pairs.key_places if key not in declared)
    values = {key: pairs.values[key].value for key in KIND_ELSEWHERE if key in pairs.values}
    others = (key for key, value in values.items() if isinstance(value, str) and value in all_kinds())
    misspelt = (key for key in islice(unknown, MAX_UNKNOWN) if closest_field(key, [KIND]))
    return next(misspelt, None) or next(others, None)


@cache
def _fields_of_any_kind() -> tuple[Field, ...]:
    """The fields of every page, and those of the kinds, which may have anything in them."""
    groups = {group for kind in all_kinds().values() for group in kind.groups} - {Basics}
    names = {field.name for group in groups for field in fields_of(group)}
    basics = (field for field in fields_of(Basics) if field.name not in names)
    return (*basics, *(Field(name, ANYTHING, "", False, None, "") for name in sorted(names)))
