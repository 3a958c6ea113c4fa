"""How a text reads: its prose, its readability scores, and the mistakes in its words.

Nothing here knows about sites or templates. A text goes in with its place in a file, problems with their places
come out, and every value can be sent to a worker process.
"""

from plainleaf.words.checks import Examined, check_page, examine_page
from plainleaf.words.labels import InLabel
from plainleaf.words.outline import outline
from plainleaf.words.phrases import find_phrase, says_booking, words_of
from plainleaf.words.readability.scores import Readability, measure
from plainleaf.words.repeated import Repeated, read_sample, renew_repeated, store_sample
from plainleaf.words.rules.duplicates import Sample, Sampled, check_pages, compare_pages
from plainleaf.words.rules.substance import says_nothing
from plainleaf.words.spelling.dictionary import has_dictionary, is_in_dictionary
from plainleaf.words.standard import TO_DO, Standard, make_standard
from plainleaf.words.values import Label, Limits, PageText, TermForms, TextTraits
from plainleaf.words.wordlists import WordLists, find_unread_languages, join_words, read_words

__all__ = [
    "TO_DO",
    "Examined",
    "InLabel",
    "Label",
    "Limits",
    "PageText",
    "Readability",
    "Repeated",
    "Sample",
    "Sampled",
    "Standard",
    "TermForms",
    "TextTraits",
    "WordLists",
    "check_page",
    "check_pages",
    "compare_pages",
    "examine_page",
    "find_phrase",
    "find_unread_languages",
    "has_dictionary",
    "is_in_dictionary",
    "join_words",
    "make_standard",
    "measure",
    "outline",
    "read_sample",
    "read_words",
    "renew_repeated",
    "says_booking",
    "says_nothing",
    "store_sample",
    "words_of",
]
