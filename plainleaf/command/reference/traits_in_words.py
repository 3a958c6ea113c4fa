"""What the declarations of kinds and components mean, in words for the docs."""

from __future__ import annotations

from collections.abc import Iterator

from plainleaf.content.components import Component
from plainleaf.content.kinds import Kind, default_kind

# What each trait means for an author, where it is another one than that of a simple page. `{}` is its value.
KIND_TRAITS = {
    "has_own_page": "has no address",
    "is_indexed": "is hidden from search engines",
    "is_listed": "is in no list of pages",
    "is_in_atoz": "is not in the A to Z",
    "has_emergency_card": "must have the emergency card",
    "leads_to_emergency_card": "must have the emergency card, or a link to the page that says when to get help",
    "books": "counts as a way to book a visit",
    "form": "shows the form `{}` of `config.yaml`",
    "role": "is reviewed by somebody with `{}` in `reviews`",
}
# The same for the traits of its text.
TEXT_TRAITS = {
    "is_legal": "is judged by no score and no length",
    "has_end": "may speak of a day or a season",
    "names_subject": "must mention the condition that it is about",
}


def kind_in_words(kind: Kind) -> str:
    """What being of a kind means for a page, in a sentence; "" for the kind of simple pages."""
    simple = default_kind()
    of_page = ((getattr(kind, trait), getattr(simple, trait), words) for trait, words in KIND_TRAITS.items())
    of_text = ((getattr(kind.text, trait), getattr(simple.text, trait), words) for trait, words in TEXT_TRAITS.items())
    said = [words.format(value) for value, usual, words in (*of_page, *of_text) if value != usual]
    return f"It {'; '.join(said)}." if said else ""


def component_in_words(component: Component) -> Iterator[str]:
    """What the declaration of a component means for an author, a sentence each."""
    if component.settings.books:
        yield "It leads to booking, so it may not be beside an emergency card."
