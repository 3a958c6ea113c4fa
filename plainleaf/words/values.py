"""The input of the word checks: the text of a page, the site's terms, the limits. All can be pickled."""

from __future__ import annotations

from typing import Literal, NamedTuple

from msgspec import Struct

# The lists of phrases that the rules look for: fields of WordLists, and phrases that are listed in pairs.
PhraseField = Literal[
    "not_denials", "claims", "weak_claims", "not_claims", "rest", "rest_names", "rest_wider", "rest_postures",
    "not_rest", "rest_warnings", "medicine_warnings", "chat_promises",
    "urgent", "shop", "dose_too_often",
    "email_promises", "email_promises_in_notices", "phone_promises", "text_promises", "fax_promises", "portal_promises",
    "article_sections",
    "in_emergencies", "confirmations",
    "seasons", "season_names", "recent", "screening", "self_harm", "not_self_harm",
    "not_poisoning", "not_violence",
]  # fmt: skip
ListName = (
    PhraseField
    | Literal[
        "conditions",
        "stigma",
        "rest_pairs",
        "red_flags",
        "medicine_orders",
        "poisoning",
        "violence",
        "open_channels",
        "hazards",
    ]
)


class TextTraits(Struct, frozen=True, kw_only=True):
    """The kind of text, as far as it matters to the checks.

    `is_article`: it is about health and is not a shop. `is_compared`: it is compared with other such texts, to find
    duplicates. `is_legal`: its wording is set by law and by counsel, so scores and lengths do not apply.
    `has_end`: it is shown up to a certain day only. `names_subject`: it has to mention one of its given names.
    `shows_emails`: its template shows every address. `follows_form`: people land on it after a form or a payment.
    """

    is_article: bool = False
    is_compared: bool = False
    is_legal: bool = False
    has_end: bool = False
    names_subject: bool = False
    shows_emails: bool = False
    follows_form: bool = False


class Label(NamedTuple):
    """A text for readers beside the prose: a title, a summary, the text alternative of a picture, a question of a form.

    `wording` says whose words it is: the site's own, those of a source, which it quotes, or a name.
    """

    text: str
    wording: Literal["own", "quoted", "name"]


class PageText(Struct, frozen=True):
    """A Markdown text and its place: the body of a page, or one text of its front matter.

    `first_line` and `first_column` (both from 1) are the place of the first character of `text` in `path`.
    `names` are names that readers may know: the alternative names of a condition, or, for a text about a condition, the
    condition's title and alternative names. `worded` are the components whose opening line contains words for readers;
    that of others names a file or a place. If it `is_labels`, it is many labels, one on each line (see labels.py).
    """

    path: str
    first_line: int
    traits: TextTraits
    language: str
    title: str
    text: str
    names: tuple[str, ...] = ()
    worded: tuple[str, ...] = ()
    first_column: int = 1
    is_labels: bool = False


class TermForms(NamedTuple):
    """A term that the site explains: its full form, its abbreviation, and other forms of it."""

    term: str
    short: str | None = None
    also: tuple[str, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """All forms of the term."""
        return (self.term, *((self.short,) if self.short else ()), *self.also)


class Limits(Struct, frozen=True):
    """How long and how hard a text may be.

    SMOG and Flesch-Kincaid are school grades (lower is easier). INFLESZ and Fernández-Huerta are scores from 0 to 100
    (higher is easier; 'normal' is 55 to 65 in the one and 60 to 70 in the other). `duplicate_share` is the share of
    5-grams that two articles may have in common. With `advice`, matters of judgment are reported too.
    """

    sentence_words: int = 20
    paragraph_sentences: int = 3
    list_items: int = 7
    smog_warn: float = 9
    smog_fail: float = 11
    grade_warn: float = 7
    grade_fail: float = 9
    inflesz_warn: float = 65
    inflesz_fail: float = 55
    fernandez_huerta_warn: float = 70
    fernandez_huerta_fail: float = 60
    duplicate_share: float = 0.5
    advice: bool = False
