"""The settings file of a new site, from the answers of whoever starts it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from plainleaf.command.starting.questions import DEMONSTRATION, NAMES, OTHER
from plainleaf.patterns import lazy_pattern

TEMPLATE = Path(__file__).parent / "config.yaml.jinja"
# The address to start from; reserved for examples (RFC 2606).
ADDRESS = "https://clinic.example/"
# What YAML reads as the same text without quotes, wherever it is written.
PLAIN = lazy_pattern(r"[^\W\d_](?:[\w .'’/@-]*[\w.])?")


def write_settings(answers: Mapping[str, str]) -> str:
    """The text of config.yaml."""
    languages = answers["languages"].split(",")
    city, region = (part.strip() for part in answers["city"].split(",", 1))
    street = f"1 Example Street, {city}, {region} 00000"
    # It makes YAML, not HTML, and each text is quoted by `_quote`.
    environment = Environment(undefined=StrictUndefined, keep_trailing_newline=True, autoescape=False)  # noqa: S701
    return environment.from_string(TEMPLATE.read_text("utf-8")).render(
        {name: _quote(answers[name]) for name in ("name", "phone", "email", "timezone")},
        city=_quote(city),
        region=_quote(region),
        mail=_quote(f"{answers['name']}, {street}"),
        address=ADDRESS,
        host="" if answers["host"] == OTHER else answers["host"],
        languages=languages,
        is_demonstration=answers["purpose"] == DEMONSTRATION,
        NAMES=NAMES,
        say=lambda *texts: _say(dict(zip(NAMES, texts, strict=True)), languages),
    )


def _say(texts: Mapping[str, str], languages: list[str]) -> str:
    """A text in the language of the site, or in each of them."""
    if len(languages) == 1:
        return _quote(texts[languages[0]])
    return "{" + ", ".join(f"{code}: {_quote(texts[code])}" for code in languages) + "}"


def _quote(text: str) -> str:
    """A text as YAML writes it: JSON is YAML, and its signs for line breaks are understood as well."""
    return text if PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
