"""`import-xliff`: a translation that has come back, into the site's files. What is doubtful is refused at its place."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from plainleaf.checks import Numbers, Version, compare_numbers
from plainleaf.command.agreement import agrees, difference, replace_unchanged
from plainleaf.command.site_read import SiteRead, directory_of, read_site
from plainleaf.command.strangers_text import on_one_line
from plainleaf.command.streams import refuse
from plainleaf.command.translating.fields import set_fields
from plainleaf.command.translating.record import mark_set
from plainleaf.command.translating.start import Start, find_start, make_text, write_new
from plainleaf.command.translating.xliff.document import Document, Pair, decode, encode, pair, read_document
from plainleaf.command.translating.xliff.export import check_target, find_fault, load_bytes, load_document
from plainleaf.command.translating.xliff.read import Exchange, RefusedError, quoted, read_xliff
from plainleaf.command.translating.xliff.targets import check_source, read_target
from plainleaf.command.translating.xliff.units import Unit
from plainleaf.content.page import Page
from plainleaf.content.red_flags.followed import blocks_in
from plainleaf.content.red_flags.sets import FOLDER
from plainleaf.content.translations.blocks import Block, make_marks
from plainleaf.options import Options
from plainleaf.problems import Place, Report

# As many reasons are told, and so many characters of each.
MANY, LONG = 20, 500


class _Work(Struct, frozen=True):
    """What is brought back: the original, and the translation that its texts go into, with its bytes; b"" if new."""

    start: Start
    original: Document
    translation: Document
    before: bytes


def import_file(options: Options, file: Path, translator: str) -> int:
    """Put the texts of a file into the translation. Returns the exit code: 0, 1 if nobody agreed or it cannot be
    written, 2 if the file is refused.
    """
    site = read_site(options, Report())
    try:
        exchange = read_xliff(file)
        work = _find_work(site, exchange, translator)
    except OSError as error:
        return refuse(f"{file} cannot be read: {error.strerror}")
    except RefusedError as error:
        return refuse(f"{file}: {error}. Nothing was changed.")
    pairs = pair(work.original, work.translation)
    faults: list[str] = []
    targets = _read_targets(exchange, pairs, work, faults)
    text = _replace(work.translation.text, pairs, targets)
    if translator and work.start.page is None:
        print(f"'{translator}' is not written down: a set of red flags says who approved it, not who translated it.")
    if not faults:
        faults = list(_find_faults(site, work, read_document(site, work.start.target, text)))
    if faults:
        shown = [f"  {on_one_line(fault, LONG)}" for fault in faults[:MANY]]
        more = [f"and {len(faults) - MANY} more"] if len(faults) > MANY else []
        return refuse("\n".join([f"{file}: nothing was changed, because", *shown, *more]))
    is_whole = all(each.twin is not None for each in pairs)
    return _save(site, work, _set_record(site, work, text, translator, is_whole=is_whole) if work.before else text)


def _find_work(site: SiteRead, exchange: Exchange, translator: str) -> _Work:
    """The files that an exchange is about. Raises RefusedError if it is about none of this site."""
    default = site.inputs.settings.languages.default
    if exchange.source_language != default:
        raise RefusedError(
            f"it translates from '{quoted(exchange.source_language)}', and the language of this site is '{default}'"
        )
    try:
        start = find_start(site, exchange.original, exchange.target_language)
    except LookupError as error:
        raise RefusedError(on_one_line(str(error.args[0])).rstrip(".")) from None
    original = load_document(site, start.source, load_bytes(site, start.source))
    if (fault := find_fault(start.source, original)) or original is None:
        raise RefusedError(fault)
    check_target(site, start.target)
    if (there := load_bytes(site, start.target)) is not None:
        translation = load_document(site, start.target, there)
        if (fault := find_fault(start.target, translation)) or translation is None:
            raise RefusedError(fault)
        return _Work(start, original, translation, there)
    marks = original.page.blocks if original.page is not None else ""
    text = make_text(start, original.text, translator, marks)
    return _Work(start, original, read_document(site, start.target, text), b"")


def _read_targets(exchange: Exchange, pairs: tuple[Pair, ...], work: _Work, faults: list[str]) -> Mapping[str, str]:
    """What the translation of each text is to say, by the ids of their units; what cannot be is added to `faults`."""
    found: dict[str, str] = {}
    source = work.original.path
    for each in pairs:
        text, where = exchange.texts.get(each.id), f"{source}:{each.unit.line} (unit {each.id})"
        if text is None:
            faults.append(f"{where}: the file has nothing for it")
        elif not check_source(each, text):
            faults.append(f"{where}: it was changed after the export. Export the page again")
        elif each.twin is None and text.target is None:
            continue
        elif each.twin is None:
            faults.append(f"{where}: {work.start.target} has no such part. Add it there first")
        else:
            try:
                found[each.id] = read_target(each, text)
            except RefusedError as error:
                faults.append(f"{where}: {error}")
    ids = {each.id for each in pairs}
    faults += [f"the unit '{quoted(id_)}' is of no text of {source}" for id_ in exchange.texts if id_ not in ids]
    return found


def _replace(text: str, pairs: tuple[Pair, ...], targets: Mapping[str, str]) -> str:
    """The text of a translation with other words in its places."""
    changed = [
        (each.twin, targets[each.id])
        for each in pairs
        if each.twin is not None and each.id in targets and targets[each.id] != each.twin.words
    ]
    for twin, words in sorted(changed, key=lambda each: -each[0].start):
        text = text[: twin.start] + twin.write(text[twin.start : twin.end], words) + text[twin.end :]
    return text


def _find_faults(site: SiteRead, work: _Work, after: Document) -> Iterator[str]:
    """Why a translation cannot be taken: it would be read in another way, or has other numbers."""
    if after.faults:
        first = f". Translate it first: it goes into content/{work.start.target.split('/')[1]}/{FOLDER}/"
        for each in after.faults:
            why = first if each.rule == "unknown-red-flags" else ""
            yield f"{each.place.path}:{each.place.line}: {each.message}{why}"
        return
    if [part.kind for part in after.parts] != [part.kind for part in work.translation.parts]:
        kinds = zip(work.translation.parts, after.parts, strict=False)
        same = next((each[0] for each in kinds if each[0].kind != each[1].kind), None)
        what = f": a {same.kind} would become another part" if same is not None else ""
        yield f"a translation has signs that would change the parts of the page{what}"
        return
    yield from _compare_numbers(site, work, after)


def _compare_numbers(site: SiteRead, work: _Work, after: Document) -> Iterator[str]:
    """Doses, amounts and numbers to call that differ, text by text where each has one in the translation."""
    target, source = work.start.target, work.original.path
    pairs = pair(work.original, after)
    names = {each.twin.start: each.id for each in pairs if each.twin is not None}
    # Texts that belong together are at the same place of both lists: signs may be in another order.
    order = {each.twin.start: each.unit.start for each in pairs if each.twin is not None}
    units = sorted(
        (unit for part in after.parts for unit in part.units), key=lambda unit: order.get(unit.start, unit.start)
    )
    mine = [_block(target, names.get(unit.start, ""), unit) for unit in units]
    its = [_block(source, each.id, each.unit) for each in sorted(pairs, key=lambda each: each.unit.start)]
    number, directory = site.inputs.settings.emergency.number, directory_of(site)
    phones = {name: phone.number for name, phone in directory.named_phones.items()} | {"emergency": number}
    numbers = Numbers(number, phones, directory.country)
    for problem in compare_numbers(_version(target, mine), _version(source, its), numbers):
        name = next((block.kind for block in mine if block.place == problem.place), "")
        unit = f" (unit {name})" if name else ""
        yield f"{problem.place.path}:{problem.place.line}{unit}: {problem.message}"


def _block(path: str, name: str, unit: Unit) -> Block:
    return Block(Place(path, unit.line), name, unit.words, is_safety=False)


def _version(path: str, blocks: Sequence[Block]) -> Version:
    return Version(path.split("/")[1], path, blocks)


def _save(site: SiteRead, work: _Work, text: str) -> int:
    """Write the translation: at once if it is new, else when somebody has agreed to the changes."""
    target = work.start.target
    if not work.before:
        code = write_new(site, work.start, text)
        if code == 0 and work.start.page is not None:
            who = "" if "translator: " in text else ", say who translated it"
            print(f"Look at it with 'plainleaf serve'{who}, and delete 'draft: yes'.")
        return code
    after = encode(text, work.before)
    if after == work.before:
        print(f"{target} already says all of this.")
        return 0
    print(difference(decode(work.before), text, target, target))
    if not agrees(f"Write this into {target}?"):
        return refuse("nothing was changed.", 1)
    try:
        check_target(site, target)
        replace_unchanged(site.inputs.root / target, work.before, after)
    except RefusedError as error:
        return refuse(f"{error}. Nothing was changed.", 1)
    except OSError as error:
        return refuse(f"{target} was not changed: {error.strerror}", 1)
    print(f"{target}: changed.")
    return 0


def _set_record(site: SiteRead, work: _Work, text: str, translator: str, *, is_whole: bool) -> str:
    """The text of a file that was there, with its translator if it is a page that names none, and with what it follows
    now if it has all parts of that.
    """
    if work.start.page is None:
        marks = make_marks(blocks_in(work.original.path, work.original.text))
        return mark_set(text, marks) or text if is_whole else text
    page, original = read_document(site, work.start.target, text).page, work.original.page
    if page is None or original is None:
        return text
    record = page.basics.translation
    named = record.translator if record is not None else ""
    if is_whole and record is not None and record.source != original.blocks:
        text = _set_field(page, text, "source", original.blocks) or text
    if not translator or named == translator:
        return text
    if record is not None and not named and (changed := _set_field(page, text, "translator", translator)):
        return changed
    why = f"it names {named}" if named else "give 'translation:' and each of its fields a line of its own there"
    print(f"'{translator}' is not written into {work.start.target}: {why}.")
    return text


def _set_field(page: Page, text: str, key: str, value: str) -> str:
    changed = set_fields(text, page.front_places, {key: json.dumps(value, ensure_ascii=False)})
    return changed[0] if changed is not None else ""
