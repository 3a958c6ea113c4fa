"""Form packs: a rendered page with slots as a list of pieces, and the rules of its questions, as JSON.

docs/how-to/receive-forms.md says how a receiver reads it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from plainleaf.input.shipped import Template, gather
from plainleaf.model.jobs import FormPackJob, PageJob
from plainleaf.model.views import Form, FormField
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Place, Problem
from plainleaf.render.finished.relative import change_addresses
from plainleaf.render.template_filters import SLOT_BEGINS, SLOT_ENDS

VERSION = 1
# The hidden field that says from which page a request comes.
PAGE_FIELD = "plainleaf_page"
# The field that people do not see, and leave empty; many programs that fill in forms do not.
EMPTY_FIELD = "plainleaf_empty"
# The templates of the questions.
QUESTIONS = ("parts/fields.html", "parts/form.html")
SLOT = lazy_pattern(f"{re.escape(SLOT_BEGINS)}(.*?)-->(.*?){re.escape(SLOT_ENDS)}", re.DOTALL)
# The answer holds what a person has typed, so nobody may keep it or show it inside another page.
HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

Piece = str | dict[str, str]


def make_form_pack(
    job: FormPackJob, templates: Mapping[str, Template], rendered: Sequence[str]
) -> tuple[str, tuple[Problem, ...]]:
    """The text of a form pack, and what the site's own `templates` lack. `rendered` is the HTML of its pages.

    `digest` is the SHA-256 of all the rest as JSON: names sorted, no spaces, characters as they are, in UTF-8.
    """
    finished = zip(job.pages, rendered, strict=True)
    answers = [(page, cut_at_slots(_name_host(html, job.origin))) for page, html in finished]
    pack: dict[str, Any] = {
        "version": VERSION,
        "form": job.form,
        "page_field": PAGE_FIELD,
        "empty_field": EMPTY_FIELD,
        "headers": HEADERS,
        "pages": {_form_of(page).page: _describe(page, pieces, job.origin) for page, pieces in answers},
    }
    exact = json.dumps(pack, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    pack["digest"] = hashlib.sha256(exact.encode()).hexdigest()
    problems = tuple(problem for page, pieces in answers for problem in _find_gaps(page, pieces, templates))
    return json.dumps(pack, ensure_ascii=False, indent=1) + "\n", problems


def cut_at_slots(html: str) -> list[Piece]:
    """A page as a list: text that is always there, and slots as mappings. See the filter `slot`."""
    pieces: list[Piece] = []
    # The texts between slots, what each slot says, and what is in it, in turn.
    texts = SLOT.split(html)
    for number in range(0, len(texts), 3):
        if texts[number]:
            pieces.append(texts[number])
        if number + 2 < len(texts):
            pieces.append({**json.loads(texts[number + 1]), "html": texts[number + 2]})
    return pieces


def _name_host(html: str, origin: str) -> str:
    return change_addresses(html, lambda address: origin + address)


def _form_of(page: PageJob) -> Form:
    assert page.page.form is not None
    return page.page.form


def _describe(page: PageJob, pieces: list[Piece], origin: str) -> dict[str, Any]:
    form = _form_of(page)
    return {
        "language": page.site.language,
        "address": page.page.canonical,
        "thanks": origin + form.thanks_url if form.thanks_url else page.page.canonical,
        "fields": [_describe_field(field) for field in form.fields],
        "pieces": pieces,
    }


def _describe_field(field: FormField) -> dict[str, Any]:
    return {
        "name": field.name,
        "label": field.label,
        "type": field.type,
        "options": [choice.value for choice in field.choices],
        "max_length": field.max_length,
        "pattern": field.pattern,
        "errors": dict(field.errors),
    }


def _find_gaps(page: PageJob, pieces: Iterable[Piece], templates: Mapping[str, Template]) -> Iterator[Problem]:
    """Report a template of the site's own without slots: an answer from it would not say what is wrong."""
    slots = [piece for piece in pieces if isinstance(piece, dict)]
    for field in _form_of(page).fields:
        shown = {slot["error"] for slot in slots if slot.get("field") == field.name and "error" in slot}
        kept = {slot["entry"] for slot in slots if "entry" in slot} | {
            slot["field"] for slot in slots if "chosen" in slot
        }
        if field.errors.keys() - shown or field.name not in kept:
            message = f"the answer to a bad request would not show the question '{field.name}' with its error and entry"
            fix = "Add the slots that plainleaf's own template has, or delete your copy."
            yield Problem(Place(f"templates/{_own_template(page, templates)}", 1, 1), "form-pack-gap", message, fix)
            return


def _own_template(page: PageJob, templates: Mapping[str, Template]) -> str:
    """The template of the site's own that most likely lacks the slots; ours have them."""
    reached = gather(page.template, templates) or templates.keys()
    own = (name for name in reached if name in templates and not templates[name].is_shipped)
    return min(own, key=lambda name: (name not in QUESTIONS, name), default=page.template)
