"""What the declarations of kinds and components mean, in words for the docs."""

from __future__ import annotations

from collections.abc import Iterator

from plainleaf.content.components import Component
from plainleaf.content.kinds import Kind, default_kind

# What each trait means for an author, where it is another one than that of a simple page. `{}` is its value.
KIND_TRAITS = {
    "has_own_page": "no address",
    "is_indexed": "hidden from search engines",
    "is_listed": "in no list of pages",
    "is_in_atoz": "not in the A to Z",
    "has_emergency_card": "needs the emergency card",
    "leads_to_emergency_card": "needs the emergency card, or a link to the topic `get-help`",
    "books": "leads to booking",
    "form": "shows the form `{}`",
    "role": "reviewer's role `{}`",
}
# The same for the traits of its text.
TEXT_TRAITS = {
    "is_legal": "judged by no score and no length",
    "has_end": "may speak of a day or a season",
    "names_subject": "must mention its condition",
}


def kind_in_words(kind: Kind) -> str:
    """What being of a kind means for a page, in a line; "" for the kind of simple pages."""
    simple = default_kind()
    of_page = ((getattr(kind, trait), getattr(simple, trait), words) for trait, words in KIND_TRAITS.items())
    of_text = ((getattr(kind.text, trait), getattr(simple.text, trait), words) for trait, words in TEXT_TRAITS.items())
    said = [words.format(value) for value, usual, words in (*of_page, *of_text) if value != usual]
    line = "; ".join(said)
    return f"{line[:1].upper()}{line[1:]}." if said else ""


def component_in_words(component: Component) -> Iterator[str]:
    """What the declaration of a component means for an author, a sentence each."""
    if component.settings.books:
        yield "Not beside an emergency card, because it leads to booking."
