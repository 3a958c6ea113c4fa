"""Phone numbers typed into the text, and e-mail, a phone, a fax or a portal promised without saying where it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Problem
from plainleaf.words.context import (
    clause_before,
    first_in_sentences,
    is_question,
    is_quoted,
    lead_in,
    words_right_before,
)
from plainleaf.words.pairs import find_pairs
from plainleaf.words.phrases import words_of
from plainleaf.words.prose import PageProse, PhraseMatch
from plainleaf.words.standard import HELP_LINES, Standard, phone_key, problem_at, quoted
from plainleaf.words.values import ListName

# Where a number may begin: not inside another number, a word or an address.
BEGIN = r"(?<![\w/-])(?<!\d[.,:])"
GAP = r"[ \t\u00a0.\u2010-\u2013-]{1,3}"
PHONE = lazy_pattern(
    rf"{BEGIN}(?:\+?1{GAP})?\(?[2-9]\d\d\)?{GAP}?\d{{3}}{GAP}\d{{4}}(?![\d-])"  # 313-555-0110, 313- 555-0110
    rf"|{BEGIN}\+?1?[2-9]\d\d[2-9]\d{{6}}(?!\d)"  # 3135550110
    rf"|{BEGIN}\(?\+\d{{1,3}}\)?(?:{GAP}\(?\d{{1,4}}\)?){{2,5}}(?!\d)"  # +44 20 7946 0000
    rf"|{BEGIN}1-8\d\d-[A-Z0-9][A-Z0-9-]{{5,10}}"  # 1-800-FLOWERS
    r"|(?<=\w )(?P<local>\d{3}-\d{4})(?!\d)"  # call 555-0110
)
# Few pages have this many digits, and only these are searched thoroughly.
# The first character is a single class, so that the regex engine can skip everything else.
MANY_DIGITS = lazy_pattern(r"[\d+](?:(?<=\d)(?:\d\d\W{1,4}\d\d\d|\d{6})|(?<=\+)\d|(?<=1)-8\d\d)")
ASCII = bytes(range(128))
# After these, in the words of a source, what looks like a phone number identifies a book or an article.
NUMBERED = lazy_pattern(r"\b(?:ISBN|ISSN|PMID|PMCID|DOI|doi)(?:-1[03])?[:.]?\s*$")
LOOK_BACK = 12  # characters
IN_TEXT = "Write [](phone:NAME), with the name that the number has under 'contacts' in config.yaml."
IN_LABEL = "Delete the number. In the text of a page you can write [](phone:NAME), with its name under 'contacts'."
# The number of words before a promise that can deny it.
NEAR = 4
# The same for what people are asked to send: 'you should never put the details of your health into an email'.
BEFORE = 12
EMAIL_LINK = lazy_pattern(r"\]\((?:email|mailto):")


NUMBER = lazy_pattern(r"\]\((?:phone|tel|sms):|\d{3}[^\w\n]{0,3}\d{3,4}|(?<!\d)(?:\d{5,6}|[1-9]11|988|112|999)(?!\d)")
WEB_LINK = lazy_pattern(r"(?:\]\(|<)https?:")
FIX_NUMBER = "Write [](phone:NAME) beside it, with a name under 'contacts' in config.yaml."


class Channel(NamedTuple):
    """A way to reach the clinic: the list of phrases that promise it, what a page with it has, and what is missing."""

    promises: ListName
    value: re.Pattern[str]
    missing: str
    fix: str


CHANNELS = (
    Channel("phone_promises", NUMBER, "phone number", FIX_NUMBER),
    Channel("text_promises", NUMBER, "number for text messages", FIX_NUMBER),
    Channel("fax_promises", NUMBER, "fax number", FIX_NUMBER),
    Channel("portal_promises", WEB_LINK, "link to a portal", "Make 'portal' a link: [portal](https://…)."),
    Channel("chat_promises", WEB_LINK, "link to it", "Make it a link: [chat](https://…)."),
)


def typed_phones(prose: PageProse, standard: Standard) -> Iterator[Problem]:
    """An error for each phone number in the text: a typed number goes out of date unnoticed."""
    numbers = PHONE.finditer(prose.text) if _may_hold_phones(prose) else ()
    for match in numbers:
        if NUMBERED.search(prose.text, max(0, match.start() - LOOK_BACK), match.start()):
            continue
        if match["local"] and not _is_called(prose, match.start(), standard):
            continue
        # A country's help lines are the same at every clinic.
        if standard.phones.get(phone_key(match[0])) in HELP_LINES:
            continue
        yield problem_at(
            prose,
            match.start(),
            "typed-phone",
            f"the phone number '{match[0]}' is typed into the text",
            IN_LABEL if prose.page.is_labels else _fix(match[0], standard),
            "error",
        )


def _is_called(prose: PageProse, start: int, standard: Standard) -> bool:
    """Whether the word before a number without area code says that it is one to call."""
    before = words_of(prose.text[max(0, start - LOOK_BACK) : start])
    return not standard.lists.calling.isdisjoint(before[-1:])


def _fix(number: str, standard: Standard) -> str:
    name = standard.phones.get(phone_key(number))
    return f"Write [](phone:{name}) in its place." if name else IN_TEXT


def _may_hold_phones(prose: PageProse) -> bool:
    """Whether a text has enough digits; the first tests take a fraction of the time of the last."""
    # Digits of other scripts count as well. Few pages have any, though many have a dash or a quotation mark.
    others = "" if prose.text.isascii() else prose.text.encode().translate(None, ASCII).decode()
    has_row = b"000" in prose.shape or any(map(str.isdecimal, others))
    return (has_row or b"+" in prose.shape) and MANY_DIGITS.search(prose.text) is not None


def promised_emails(prose: PageProse, _: Standard) -> Iterator[Problem]:
    """An error for the first promise of e-mail on a page without a link to an address.

    Pages whose template shows every address are exempt.
    """
    if prose.page.traits.shows_emails or EMAIL_LINK.search(prose.page.text):
        return
    promises = [*prose.phrases("email_promises")]
    if prose.page.traits.is_legal:
        promises += prose.phrases("email_promises_in_notices")
    if found := _first_own(prose, (each for each in promises if not is_question(prose, each.sentence))):
        yield problem_at(
            prose,
            prose.word_starts[found.first_word],
            "promised-email",
            f"'{quoted(prose, *found.range_in(prose))}', but the page gives no e-mail address",
            "Add a link such as [](email:NAME), with a name under 'contacts' in config.yaml.",
            "error",
        )


def _first_own(prose: PageProse, promises: Iterable[PhraseMatch]) -> PhraseMatch | None:
    """The first of some promises that are not somebody else's words."""
    return min((found for found in promises if not is_quoted(prose, found.sentence.start)), default=None)


def _is_refused(prose: PageProse, found: PhraseMatch, standard: Standard) -> bool:
    """Whether words right before a promise deny it, or say who else does it: 'do not fax us', 'we fax the results'."""
    lists = standard.lists
    is_denied = not lists.denials.isdisjoint(words_right_before(prose, found, NEAR))
    return is_denied or not lists.promise_excuses.isdisjoint(words_right_before(prose, found, 1))


def health_in_the_open(prose: PageProse, standard: Standard) -> Iterator[Problem]:
    """An error for each sentence that asks for details of somebody's health by e-mail, text message or the like."""
    pairs = find_pairs(prose, prose.phrases("open_channels"), standard.paired["open_channels"])
    for found in first_in_sentences(prose, (each for each in pairs if _asks(prose, each, standard))):
        yield problem_at(
            prose,
            prose.word_starts[found.first_word],
            "health-by-email",
            f"'{quoted(prose, *found.range_in(prose))}' asks for what others may read on its way",
            "Ask people to call, or to use a portal that is secure, and to leave such details out of messages.",
            "error",
        )


def _asks(prose: PageProse, found: PhraseMatch, standard: Standard) -> bool:
    """Whether a sentence tells people to send something, and neither denies it nor says how it is safe."""
    lists, sentence = standard.lists, found.sentence
    lead = lead_in(prose, sentence)
    before = [*clause_before(prose, found, BEFORE), *(prose.words[lead.first_word : lead.after_words] if lead else ())]
    between = prose.words[found.first_word : found.after_words]
    is_other = not (lists.denials | lists.channel_breaks).isdisjoint(between)
    if is_question(prose, sentence) or is_other or not lists.denials.isdisjoint(before):
        return False
    own = prose.words[sentence.first_word : sentence.after_words]
    requests = [number for number, word in enumerate(own) if word in lists.channel_requests]
    is_asked = any(
        not number or own[number - 1] not in lists.channel_nouns | lists.promise_excuses for number in requests
    )
    return is_asked and lists.channel_excuses.isdisjoint(own)


def promised_channels(prose: PageProse, standard: Standard) -> Iterator[Problem]:
    """A warning for the first promise of each channel, such as a fax, that a page does not say how to use."""
    if prose.page.traits.shows_emails:
        return
    for channel in CHANNELS:
        promises = prose.phrases(channel.promises)
        first = _first_own(prose, (found for found in promises if not _is_refused(prose, found, standard)))
        if first and not channel.value.search(prose.page.text):
            message = f"'{quoted(prose, *first.range_in(prose))}', but the page gives no {channel.missing}"
            start = prose.word_starts[first.first_word]
            yield problem_at(prose, start, "promised-channel", message, channel.fix, "warning")
