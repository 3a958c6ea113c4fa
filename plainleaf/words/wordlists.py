"""The word lists of a language, which staff can edit as YAML files; the code itself contains no words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from plainleaf.input.fields import declare, read_group
from plainleaf.input.fieldtypes import choice, flag, group_of, line, list_of, pair_of, pairs_of, words
from plainleaf.input.strict_yaml import read_yaml
from plainleaf.problems import Place, Problem, Report

# Two lists with commas: phrases that count if one of each is near the other.
PAIRS = list_of(pair_of(line()))
# Readers see none of these lists.
PHRASES = list_of(line("a phrase on one line"), tells_repeats=False)


class MixUp(Struct, frozen=True, kw_only=True):
    """A word that is mistaken for another one."""

    word: str = declare(line(), "The word that stands in a text.", required=True)
    means: str = declare(line(), "What it is, after 'is'.", required=True)
    other: str = declare(line(), "The word for which it is taken.", required=True)
    other_means: str = declare(line(), "What that is.", required=True)
    near: frozenset[str] = declare(words(), "Words near it that belong to the other one.", required=True)
    unless: frozenset[str] = declare(words(), "Words near it showing that it is right.")
    both_ways: bool = declare(flag(), "Whether the other word is also taken for this one.", default=False)


class Slip(Struct, frozen=True, kw_only=True):
    """A word that is typed in place of another one."""

    word: str = declare(line(), "The word that stands in a text.", required=True)
    meant: str = declare(line(), "The word that was meant.", required=True)
    before: frozenset[str] = declare(words(), "Words of which one comes right after it.", required=True)
    after: frozenset[str] = declare(words(), "Words of which one comes right before it; any, if left out.")


class Hazard(Struct, frozen=True, kw_only=True):
    """Things that do harm together, where a sentence allows them."""

    rule: str = declare(choice("unsafe-medicine", "unsafe-advice"), "The rule that reports it.", required=True)
    harm: str = declare(line(), "What is wrong, after a colon.", required=True)
    fix: str = declare(line(), "What to write.", required=True)
    sides: tuple[str, ...] = declare(
        list_of(line(), tells_repeats=False), "Lists with commas; a sentence has a phrase of each.", required=True
    )
    is_order: bool = declare(flag(), "Whether the sides themselves allow it, without `permits`.", default=False)
    unless: frozenset[str] = declare(words(), "Words in the sentence that make it right.")
    page: frozenset[str] = declare(words(), "Words of which the page has one.")


class WordLists(Struct, frozen=True, kw_only=True):
    """The words and phrases that the checks of one language look for.

    Phrases are stored as written: `best care|clinic` means two phrases. An empty list turns its check off.
    """

    medical: frozenset[str] = declare(words(), "Words that are often misspelt.")
    right: frozenset[str] = declare(words(), "Correct words that look like one of `medical`.")
    endings: frozenset[str] = declare(words(), "Endings that make forms of one word.")
    typos: tuple[tuple[str, str], ...] = declare(pairs_of(line()), "Typos, each with what was meant.")
    doubles: frozenset[str] = declare(words(), "Words that can stand twice: 'that that'.")
    acronyms: frozenset[str] = declare(words(), "Acronyms that everyone knows.")
    credentials: frozenset[str] = declare(words(), "Letters after a name.")
    plain: tuple[tuple[str, str], ...] = declare(pairs_of(line()), "Long words, each with a plainer one.")
    denials: frozenset[str] = declare(words(), "Words that negate a claim after them.")
    not_denials: tuple[str, ...] = declare(PHRASES, "Phrases with such a word that negate nothing: 'a few'.")
    fillers: frozenset[str] = declare(words(), "Words between two names that say nothing: 'the', 'also'.")
    breaks: frozenset[str] = declare(words(), "Words that begin something else: 'and', 'if'.")
    either: frozenset[str] = declare(words(), "Words between two names for one thing: 'or'.")
    both: frozenset[str] = declare(words(), "Words that join two things: 'and'.")
    calling: frozenset[str] = declare(words(), "Words before a phone number without area code.")
    foreign_acronyms: frozenset[str] = declare(words(), "Acronyms of names in another language.")
    acronym_names: tuple[str, ...] = declare(PHRASES, "Phrases between a full form and its acronym: 'also called'.")
    acronym_meanings: tuple[str, ...] = declare(
        PHRASES, "Phrases between an acronym and its full form: 'is short for'."
    )
    claims: tuple[str, ...] = declare(PHRASES, "Claims that need a source.")
    weak_claims: tuple[str, ...] = declare(
        PHRASES, "Claims only with one of `claim_subjects`, and none of `claim_excuses`."
    )
    claim_subjects: frozenset[str] = declare(words(), "What a clinic does, in the same sentence.")
    claim_excuses: frozenset[str] = declare(words(), "Words before it that make it no claim.")
    not_claims: tuple[str, ...] = declare(PHRASES, "Phrases that only look like a claim.")
    rest: tuple[str, ...] = declare(PHRASES, "Phrases that tell people to rest in bed.")
    rest_names: tuple[str, ...] = declare(PHRASES, "Names of such rest.")
    recommending: frozenset[str] = declare(words(), "Words that recommend the rest named after them.")
    rest_excuses: frozenset[str] = declare(words(), "Words before rest that make it no advice.")
    rest_harms: frozenset[str] = declare(words(), "Words in its sentence that make it no advice.")
    rest_warnings: tuple[str, ...] = declare(PHRASES, "Phrases in its sentence that make it no advice: 'no better'.")
    rest_postures: tuple[str, ...] = declare(PHRASES, "Rest in other words, with how long it lasts.")
    rest_times: frozenset[str] = declare(words(), "Words for how long it lasts.")
    rest_wider: tuple[str, ...] = declare(PHRASES, "Phrases about rest that count with `rest_subjects`.")
    rest_pairs: tuple[tuple[str, str], ...] = declare(PAIRS, "Phrases about rest that do so near each other.")
    not_rest: tuple[str, ...] = declare(PHRASES, "Phrases that look like rest: 'the rest of'.")
    rest_subjects: frozenset[str] = declare(words(), "What should keep moving: the back, its nerves and discs.")
    red_flag_signs: tuple[str, ...] = declare(PHRASES, "Red flags in sentences.")
    red_flag_pairs: tuple[tuple[str, str], ...] = declare(PAIRS, "Phrases that are a red flag near each other.")
    harmless: tuple[str, ...] = declare(PHRASES, "Phrases that call something harmless, or say that it can wait.")
    calm_turns: frozenset[str] = declare(words(), "Words between the two that turn the meaning, such as 'but'.")
    calm_excuses: frozenset[str] = declare(words(), "Words that make it somebody's belief.")
    flag_conditions: frozenset[str] = declare(words(), "Words before a red flag that make it a case: 'if'.")
    flag_readers: frozenset[str] = declare(words(), "Words for the reader in it: 'you'.")
    flag_answers: frozenset[str] = declare(words(), "Words of those who help, and of what may be the cause.")
    urgent: tuple[str, ...] = declare(PHRASES, "Phrases that say how urgent it is.")
    medicine_orders: tuple[str, ...] = declare(PHRASES, "Phrases that stop, skip, double or share a medicine.")
    medicine_pairs: tuple[tuple[str, str], ...] = declare(PAIRS, "Pairs that do so near each other, in this order.")
    medicine_conditions: frozenset[str] = declare(words(), "Words right before it that make it no order.")
    medicine_warnings: tuple[str, ...] = declare(PHRASES, "Phrases in its sentence that warn: 'is not safe'.")
    medicine_excuses: frozenset[str] = declare(words(), "Words that say whom to ask, or what harm it does.")
    hazards: tuple[Hazard, ...] = declare(list_of(group_of(Hazard)), "What does harm together.")
    permits: tuple[str, ...] = declare(PHRASES, "Phrases that allow, praise or order something.")
    cautions: frozenset[str] = declare(words(), "Words in its sentence that warn, or say whom to ask.")
    daily_most: tuple[tuple[str, str], ...] = declare(
        pairs_of(line()), "Medicines without prescription, each with the most milligrams a day by its label."
    )
    dose_units: frozenset[str] = declare(words(), "Units of doses in words.")
    dose_milligrams: frozenset[str] = declare(words(), "'Milligrams' in words.")
    dose_grams: frozenset[str] = declare(words(), "'Grams' in words.")
    dose_tablets: frozenset[str] = declare(words(), "Forms of a medicine that are counted.")
    dose_days: tuple[str, ...] = declare(PHRASES, "Phrases after an amount that is for a day.")
    dose_totals: tuple[str, ...] = declare(PHRASES, "Phrases before such an amount.")
    dose_times: tuple[tuple[str, str], ...] = declare(pairs_of(line()), "How often a day, each with its number.")
    dose_every: frozenset[str] = declare(words(), "'Every', before a number of hours.")
    dose_hours: frozenset[str] = declare(words(), "'Hours'.")
    dose_too_often: tuple[str, ...] = declare(PHRASES, "Intervals of less than four hours.")
    dose_of: frozenset[str] = declare(words(), "'Of', after a unit.")
    thousands: frozenset[str] = declare(words(), "Marks between thousands.")
    dose_excuses: frozenset[str] = declare(words(), "Words beside a dose that make it no advice.")
    dose_limits: frozenset[str] = declare(words(), "Words before a dose that make a denial a limit.")
    share_of: tuple[str, ...] = declare(PHRASES, "Phrases between a part and the whole: 'out of'.")
    share_in: frozenset[str] = declare(words(), "Words between them where people follow: 'in'.")
    percents: tuple[str, ...] = declare(PHRASES, "'Percent' in words.")
    counted_people: frozenset[str] = declare(words(), "People of whom there cannot be more than all.")
    changes: frozenset[str] = declare(words(), "How somebody can be later, one of them at most: 'better', 'worse'.")
    not_the_same: tuple[tuple[str, str], ...] = declare(
        list_of(pair_of(line())), "Pairs of conditions that are not the same."
    )
    same_as: tuple[str, ...] = declare(PHRASES, "Words between such a pair that say they are.")
    conditions: tuple[str, ...] = declare(PHRASES, "Conditions of which none is another, each with its names.")
    same_after: tuple[str, ...] = declare(PHRASES, "Words after 'X and Y' that say they are the same.")
    diluting: tuple[str, ...] = declare(PHRASES, "Phrases that make an emergency sound less urgent.")
    calming: tuple[str, ...] = declare(PHRASES, "Phrases that may not be near an emergency card, nor in a summary.")
    playing_down: tuple[str, ...] = declare(PHRASES, "Phrases that may not be just before or after an emergency card.")
    booking: tuple[str, ...] = declare(PHRASES, "Texts of links with which people book.")
    help_links: tuple[str, ...] = declare(PHRASES, "Phrases of a link that leads to red flags.")
    seasons: tuple[str, ...] = declare(PHRASES, "Seasons that end: 'this winter'.")
    not_seasons: frozenset[str] = declare(words(), "Words after it that make it something else.")
    season_names: tuple[str, ...] = declare(PHRASES, "Phrases that count with `season_subjects`: 'this fall'.")
    season_subjects: frozenset[str] = declare(words(), "Words of a notice about the clinic.")
    recent: tuple[str, ...] = declare(PHRASES, "Phrases for a number of days up to today.")
    exposures: frozenset[str] = declare(words(), "Words of a notice about an infection.")
    not_exposures: frozenset[str] = declare(words(), "Words that make it a text on a vaccine.")
    visits: frozenset[str] = declare(words(), "Words of such a notice about coming to the clinic.")
    outbreaks: frozenset[str] = declare(words(), "Names of an outbreak.")
    screening: tuple[str, ...] = declare(PHRASES, "Phrases that tell people what to do in one.")
    emergency_names: frozenset[str] = declare(words(), "Words for emergencies, in names of numbers.")
    in_emergencies: tuple[str, ...] = declare(PHRASES, "Phrases of a sentence on what to do in an emergency.")
    confirmations: tuple[str, ...] = declare(
        PHRASES, "Phrases that a visit is made or a payment came, which a page after a form cannot know."
    )
    confirmation_excuses: frozenset[str] = declare(words(), "Words in its sentence that say when it will be.")
    urging: tuple[str, ...] = declare(PHRASES, "What a heading of an emergency card must say.")
    emergency_places: tuple[str, ...] = declare(PHRASES, "What a place for emergencies must say.")
    self_harm: tuple[str, ...] = declare(PHRASES, "Phrases about suicide and self-harm.")
    not_self_harm: tuple[str, ...] = declare(PHRASES, "Phrases that only look like one.")
    poisoning: tuple[str, ...] = declare(
        PHRASES, "Phrases about overdose and poisoning, with one of `poisoning_subjects`."
    )
    poisoning_subjects: frozenset[str] = declare(words(), "Words for a person, signs or help in the same sentence.")
    poisoning_pairs: tuple[tuple[str, str], ...] = declare(PAIRS, "Phrases that are about it near each other.")
    not_poisoning: tuple[str, ...] = declare(PHRASES, "Phrases that only look like one.")
    open_amounts: frozenset[str] = declare(words(), "Words of them that count only where nothing follows.")
    violence: tuple[str, ...] = declare(PHRASES, "Phrases about violence at home.")
    violence_pairs: tuple[tuple[str, str], ...] = declare(PAIRS, "Phrases that are about it near each other.")
    not_violence: tuple[str, ...] = declare(PHRASES, "Phrases that only look like one.")
    shop: tuple[str, ...] = declare(PHRASES, "Shop text.")
    stigma: tuple[tuple[str, str], ...] = declare(
        pairs_of(line()), "Words that make a person the illness, each with plainer ones. They are advice."
    )
    vague_links: frozenset[str] = declare(words(), "Words that say nothing: a link of these alone is vague.")
    empty_answers: tuple[str, ...] = declare(PHRASES, "Answers that say nothing, such as 'none known'.")
    email_promises: tuple[str, ...] = declare(PHRASES, "Phrases that promise e-mail, or ask for it.")
    email_promises_in_notices: tuple[str, ...] = declare(PHRASES, "More of them, for notices only.")
    phone_promises: tuple[str, ...] = declare(PHRASES, "Phrases that send readers to a number on the page.")
    open_channel_pairs: tuple[tuple[str, str], ...] = declare(
        PAIRS, "Phrases that ask for details of somebody's health where others may read them, near each other."
    )
    channel_requests: frozenset[str] = declare(words(), "Words that ask people to send them.")
    channel_nouns: frozenset[str] = declare(words(), "Words before such a word that make it no request: 'by email'.")
    channel_excuses: frozenset[str] = declare(words(), "Words in the sentence that make it safe: 'portal'.")
    channel_breaks: frozenset[str] = declare(words(), "Words between the two that make it another request: 'if'.")
    text_promises: tuple[str, ...] = declare(PHRASES, "Phrases that ask for a text message.")
    fax_promises: tuple[str, ...] = declare(PHRASES, "Phrases that ask for a fax.")
    portal_promises: tuple[str, ...] = declare(PHRASES, "Phrases that send readers to a portal.")
    chat_promises: tuple[str, ...] = declare(PHRASES, "Phrases that promise a chat or an app.")
    promise_excuses: frozenset[str] = declare(words(), "Words right before a promise that make it none: 'we'.")
    article_sections: tuple[str, ...] = declare(
        PHRASES, "Headings that every article on a condition has, in their forms."
    )
    joined: frozenset[str] = declare(words(), "Words that are run together with another one: 'your'.")
    slips: tuple[Slip, ...] = declare(list_of(group_of(Slip)), "Words that are typed in place of others.")
    mixups: tuple[MixUp, ...] = declare(list_of(group_of(MixUp)), "Words that are taken for each other.")


def find_unread_languages(word_lists: Mapping[str, WordLists]) -> tuple[str, ...]:
    """The codes of languages whose words nobody can check, because all their lists are empty."""
    return tuple(sorted(language for language, lists in word_lists.items() if lists == WordLists()))


def read_words(text: str, start: Place, report: Report) -> WordLists:
    """The lists in a YAML text that begins at `start`; mistakes are reported at their place."""
    node = read_yaml(text, start)
    if isinstance(node, Problem):
        report.extend([node])
        return WordLists()
    return read_group(WordLists, node, report)


def join_words(first: WordLists, second: WordLists) -> WordLists:
    """The combined lists."""
    both: dict[str, Any] = {}  # a set or a tuple by the name of its field
    for name in WordLists.__struct_fields__:
        one, other = getattr(first, name), getattr(second, name)
        both[name] = one | other if isinstance(one, frozenset) else (*one, *other)
    return WordLists(**both)
