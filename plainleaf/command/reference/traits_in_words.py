"""What the declarations of kinds and components mean, in words for the docs."""

from __future__ import annotations

from collections.abc import Iterator

from plainleaf.content.components import Component
from plainleaf.content.kinds import Kind, default_kind

# What each trait says of a page, where it is another one than that of a simple page. `{}` is its value.
KIND_TRAITS = {
    "has_own_page": "has no address, because its text is shown on every page",
    "page_type": "counts as `{}` for search engines",
    "about": "is about a `{}`",
    "is_indexed": "is hidden from search engines",
    "is_listed": "is in no list of pages",
    "is_in_atoz": "is not in the A to Z",
    "is_hub": "holds a condition together with the parts below it",
    "is_part": "is a part of the condition above it",
    "has_emergency_card": "must have the emergency card",
    "leads_to_emergency_card": "must have the emergency card, or a link to the page that says when to get help",
    "is_person": "can be shown as the card of a person",
    "is_service": "can be shown as the card of a service",
    "is_notice": "belongs in the footer",
    "follows_form": "may follow a form",
    "books": "is a way to book a visit",
    "form": "shows the form `{}` of config.yaml",
    "shows_locations": "shows every place of the clinic",
    "weighs": "says what people need to decide, in substance",
    "role": "is reviewed by somebody who has `{}` in `reviews`",
    "has_proper_name": "is never guessed for a misspelt path",
}
# The same for the traits of its text.
TEXT_TRAITS = {
    "is_article": "is an article, which may hold no text of a shop",
    "is_compared": "is not compared with other texts",
    "is_legal": "is judged by no score and no length",
    "has_end": "may speak of a day or a season, because it ends",
    "names_subject": "must mention the condition that it is about",
    "shows_emails": "shows every e-mail address by itself",
}


def kind_in_words(kind: Kind) -> str:
    """What being of a kind means for a page, in a sentence; "" for the kind of simple pages."""
    simple = default_kind()
    of_page = ((getattr(kind, trait), getattr(simple, trait), words) for trait, words in KIND_TRAITS.items())
    of_text = ((getattr(kind.text, trait), getattr(simple.text, trait), words) for trait, words in TEXT_TRAITS.items())
    said = [words.format(value) for value, usual, words in (*of_page, *of_text) if value != usual]
    return f"Such a page {'; '.join(said)}." if said else ""


def component_in_words(component: Component) -> Iterator[str]:
    """What the declaration of a component says of it, a sentence each."""
    settings = component.settings
    if settings.care_card:
        card = settings.care_card
        yield f"It is a care card, and with `{card.urgency}: {card.emergency}` the emergency card."
    if settings.books:
        yield "It leads to booking, so it may not be beside an emergency card."
    if settings.asks:
        yield f"Search engines are told of its `{settings.asks}` and of the answer inside."
    if settings.shows_locations:
        yield "Search engines are told of every place."
    if settings.instead_of:
        yield f"Use it instead of the HTML element {' or '.join(f'`<{name}>`' for name in settings.instead_of)}."
