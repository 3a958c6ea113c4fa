"""Read the word lists of a language from a YAML file, which staff may edit; the code knows no words."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

# What errors call the lists of a site.
OWN = Path("words.yaml")


class WordLists(Struct, frozen=True):
    """The words and phrases that the checks of one language look for. The YAML files explain each list.

    Phrases are written as in the files, where `best care|clinic` stands for two phrases. An empty list
    switches its check off.
    """

    language: str
    medical: frozenset[str] = frozenset()
    right: frozenset[str] = frozenset()
    endings: frozenset[str] = frozenset()
    typos: tuple[tuple[str, str], ...] = ()
    doubles: frozenset[str] = frozenset()
    acronyms: frozenset[str] = frozenset()
    credentials: frozenset[str] = frozenset()
    denials: frozenset[str] = frozenset()
    claims: tuple[str, ...] = ()
    not_claims: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    rest_names: tuple[str, ...] = ()
    recommending: frozenset[str] = frozenset()
    rest_excuses: frozenset[str] = frozenset()
    rest_harms: frozenset[str] = frozenset()
    not_the_same: tuple[tuple[str, str], ...] = ()
    same_as: tuple[str, ...] = ()
    shop: tuple[str, ...] = ()
    email_promises: tuple[str, ...] = ()
    email_promises_in_notices: tuple[str, ...] = ()


def read_words(path: Path, *more: str) -> WordLists:
    """Read the lists of a language; further texts, such as a site's own lists, add to those of the file.

    A list of the wrong shape raises ValueError.
    """
    lists = _read_lists(path, path.read_text(encoding="utf-8"))
    for text in more:
        lists = _joined(lists, _read_lists(OWN, text))
    return lists


def _read_lists(path: Path, text: str) -> WordLists:
    """Read the text of one file. `path` is what errors call it."""
    import yaml  # after most edits the lists are known, and it is slow to import

    try:
        source = yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise ValueError(f"{path}: {error}") from error
    if not isinstance(source, Mapping):
        raise ValueError(f"{path}: expected lists by name")
    unknown = sorted(str(name) for name in source if name not in WordLists.__struct_fields__)
    if unknown:
        raise ValueError(f"{path}: no list is named {', '.join(unknown)}")
    return WordLists(
        language=str(source.get("language", path.stem)),
        medical=_words(path, source, "medical"),
        right=_words(path, source, "right"),
        endings=_words(path, source, "endings"),
        typos=_typos(path, source.get("typos", {})),
        doubles=_words(path, source, "doubles"),
        acronyms=_words(path, source, "acronyms"),
        credentials=_words(path, source, "credentials"),
        denials=_words(path, source, "denials"),
        claims=_phrases(path, source, "claims"),
        not_claims=_phrases(path, source, "not_claims"),
        rest=_phrases(path, source, "rest"),
        rest_names=_phrases(path, source, "rest_names"),
        recommending=_words(path, source, "recommending"),
        rest_excuses=_words(path, source, "rest_excuses"),
        rest_harms=_words(path, source, "rest_harms"),
        not_the_same=tuple((str(one), str(other)) for one, other in source.get("not_the_same", ())),
        same_as=_phrases(path, source, "same_as"),
        shop=_phrases(path, source, "shop"),
        email_promises=_phrases(path, source, "email_promises"),
        email_promises_in_notices=_phrases(path, source, "email_promises_in_notices"),
    )


def _words(path: Path, source: Mapping[str, object], name: str) -> frozenset[str]:
    """A list of words: a text with a space between each two."""
    words = source.get(name, "")
    if not isinstance(words, str):
        raise ValueError(f"{path}: '{name}' must be words with spaces between them")
    return frozenset(words.split())


def _phrases(path: Path, source: Mapping[str, object], name: str) -> tuple[str, ...]:
    """A list of phrases: one a line, each after a hyphen."""
    phrases = source.get(name, [])
    if not isinstance(phrases, list):
        raise ValueError(f"{path}: '{name}' must be a list, each phrase after a hyphen on its own line")
    return tuple(str(phrase) for phrase in phrases)


def _typos(path: Path, source: object) -> tuple[tuple[str, str], ...]:
    """Misspellings, each with the word that was meant."""
    if not isinstance(source, Mapping):
        raise ValueError(f"{path}: 'typos' must be lines of the form 'wrong: right'")
    return tuple((str(wrong), str(right)) for wrong, right in source.items())


def _joined(first: WordLists, second: WordLists) -> WordLists:
    """The lists of both, in the language of the first."""
    both: dict[str, Any] = {}  # a set or a tuple by the name of its field
    for name in (name for name in WordLists.__struct_fields__ if name != "language"):
        one, other = getattr(first, name), getattr(second, name)
        both[name] = one | other if isinstance(one, frozenset) else (*one, *other)
    return replace(first, **both)
