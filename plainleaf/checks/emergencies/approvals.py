"""Approvals of red flags: whether a set is the one that a clinician approved, who that is, and when it is due again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct

from plainleaf.checks.days import EARLIEST, check_past_day
from plainleaf.checks.emergencies.duties import has_slip
from plainleaf.checks.review import due_date, lateness, wrong_reviewer
from plainleaf.content.config.policies import Policies
from plainleaf.content.details import RED_FLAGS_ROLE
from plainleaf.content.red_flags.approval import ORIGINAL, find_changes, find_original, is_as_approved
from plainleaf.content.red_flags.followed import find_set_blocks, find_sources, find_stale_blocks
from plainleaf.content.red_flags.sets import RedFlags, RedFlagSets, path_of
from plainleaf.content.translations.blocks import Block
from plainleaf.index.addresses import path_from
from plainleaf.index.directory import Directory
from plainleaf.index.guesses import named_page_fix
from plainleaf.index.reviewers import Reviewers
from plainleaf.input.nodes import Node, find_place
from plainleaf.problems import ERROR, WARNING, Place, Problem

UNDO = "Undo the change, or have the set approved again"


class SetInLanguage(Struct, frozen=True):
    """A set of red flags with the language and name of its file, its YAML, and the set that it translates, if any.

    `changed` are the parts of the set that it translates which were changed after that.
    """

    language: str
    name: str
    flags: RedFlags
    node: Node
    original: RedFlags | None
    changed: tuple[Block, ...] = ()

    @property
    def path(self) -> str:
        """The path of its file."""
        return path_of(self.language, self.name)

    def place(self, *path: str) -> Place:
        """The place of a field or of a value in it; the top of the file if it is left out."""
        return find_place(self.node, list(path))

    @property
    def is_as_approved(self) -> bool:
        """Whether it is exactly the set that was approved."""
        return is_as_approved(self.flags, self.original)


def list_sets(red_flags: Mapping[str, RedFlagSets], default: str) -> Iterator[SetInLanguage]:
    """The sets of all languages. Left out are those that are wrong, or whose original in the default language is."""
    unclear, sources = red_flags.get(default, RedFlagSets()).unclear, find_sources(red_flags, default)
    for language, sets in red_flags.items():
        for name, flags in sets.known.items():
            if name not in unclear:
                original = find_original(red_flags, default, language, name)
                changed = find_stale_blocks(flags, sources[name]) if original is not None else ()
                yield SetInLanguage(language, name, flags, sets.nodes[name], original, changed)


def approval_status(each: SetInLanguage, policies: Policies, as_of: date) -> tuple[date, str]:
    """When a set that somebody approved is due again, and its status, which is one of those of a review."""
    assert each.flags.approved is not None
    due = due_date(each.flags.approved, policies.review_every)
    return due, lateness(due, as_of) if each.is_as_approved else "edited"


def check_approvals(
    directory: Directory,
    red_flags: Mapping[str, RedFlagSets],
    reviewers: Reviewers,
    *,
    is_strict: bool,
    may_wait: bool,
    knows_policies: bool,
) -> Iterator[Problem]:
    """What is wrong with the approvals of the sets.

    `is_strict` for real patients: no set that was changed after its approval is published for them, and no translation
    that nobody has approved. In a demonstration these `may_wait`. Lateness is judged where the policies are known.
    """
    for each in list_sets(red_flags, directory.settings.languages.default):
        yield from _check_source(each)
        yield from _check_approver(each, directory)
        if each.flags.approved is None or each.flags.approved_by is None:
            is_early = each.original is not None and may_wait and not is_strict
            message = "nobody has approved this set of red flags"
            yield _not_approved(each, message, WARNING if is_early else ERROR)
            continue
        severity = ERROR if is_strict else WARNING
        if reviewers.lacks(path_from("", each.flags.approved_by.name), RED_FLAGS_ROLE):
            yield wrong_reviewer(each.flags.approved_by, RED_FLAGS_ROLE, each.path, reviewers, severity)
        if not each.flags.approval_mark:
            yield _not_approved(each, "without its mark nobody can tell whether this set is the approved one", severity)
        # A slip in a name is one mistake, and a change until it is fixed.
        elif not each.is_as_approved and not has_slip(each.language, each.flags, directory):
            yield from _check_changes(each, severity)
        yield from _check_day(each, each.flags.approved, directory, severity, knows_policies=knows_policies)


def _check_source(each: SetInLanguage) -> Iterator[Problem]:
    """A sign or heading that says something else since it was translated. Of a new sign, the missing id is reported."""
    ids = [sign.id for sign in each.flags.signs]
    if each.original is None or ids != [sign.id for sign in each.original.signs]:
        return
    own = find_set_blocks(each.flags, each.node)
    for block in each.changed:
        place = next(mine.place for mine in own if mine.kind == block.kind)
        message = f"{block.place.path}:{block.place.line} says something else since this {block.kind} was translated"
        fix = f"Translate the change, then run: plainleaf translations --record {each.path}"
        yield Problem(place, "stale-translation", message, fix)


def _check_approver(each: SetInLanguage, directory: Directory) -> Iterator[Problem]:
    named, index = each.flags.approved_by, directory.index
    if named is None:
        return
    approver = index.find(each.language, named.name)
    if approver is None and not directory.may_have_page(each.language, named.name):
        otherwise = "Write its path from the language's folder."
        fix = named_page_fix(named.name, each.language, index, otherwise, lambda kind: kind.is_person)
        yield Problem(named.place, "broken-link", f"no page '{named.name}'", fix)
    if approver is not None and not approver.kind.is_person and not approver.unclear.hides("kind"):
        message = f"'{named.name}' is not the page of a person"
        yield Problem(named.place, "wrong-kind", message, "Name the clinician who approved exactly these words.")


def _not_approved(each: SetInLanguage, message: str, severity: str) -> Problem:
    return Problem(each.place("approved"), "not-approved", message, _command(each, "Have it approved"), severity)


def _command(each: SetInLanguage, what: str) -> str:
    return f"{what}: plainleaf review {each.path} --by PERSON"


def _check_changes(each: SetInLanguage, severity: str) -> Iterator[Problem]:
    """One problem, at the first of all changes. A translation is not blamed for an original that is not approved, nor
    twice for one that has changed.
    """
    changes = find_changes(each.flags, each.original)
    if each.original is not None and (each.changed or not is_as_approved(each.original, None)):
        changes = tuple(change for change in changes if change.path != (ORIGINAL,))
        if not changes:
            return
    placed = sorted((each.place(*change.path), change.what) for change in changes)
    names = " and ".join(dict.fromkeys(what for _, what in placed)) or "the set"
    verb = "differs" if len(placed) < 2 else "differ"
    message = f"{names} {verb} from what {each.flags.approved_by.name if each.flags.approved_by else ''} approved"
    place = placed[0][0] if placed else each.place()
    is_of_original = any(change.path == (ORIGINAL,) for change in changes)
    what = "Translate the change, and have the set approved again" if is_of_original else UNDO
    fix = _command(each, what)
    yield Problem(place, "edited-since-approval", message, fix, severity)


def _check_day(
    each: SetInLanguage, approved: date, directory: Directory, severity: str, *, knows_policies: bool
) -> Iterator[Problem]:
    as_of, policies, place = directory.as_of, directory.settings.policies, each.place("approved")
    due = due_date(approved, policies.review_every)
    if approved > as_of:
        message = f"the day of approval {approved.isoformat()} is in the future"
        yield Problem(place, "future-review", message, "Write the day on which the set was approved.", severity)
    elif approved < EARLIEST:
        yield from check_past_day(approved, place, as_of)
    elif knows_policies and (late := lateness(due, as_of)) in ("overdue", "lapsed"):
        message = f"this set of red flags was to be approved again by {due.isoformat()}"
        yield Problem(place, f"review-{late}", message, _command(each, "Have it approved again"), policies.stale)
