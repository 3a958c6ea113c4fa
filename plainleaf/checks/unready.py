"""What keeps a site from its patients, although it is no mistake while the site is being made."""

from __future__ import annotations

from collections.abc import Iterator

from plainleaf.content.config import published
from plainleaf.content.config.read import FILE
from plainleaf.content.config.today import NO_ZONE
from plainleaf.content.kinds import find_kinds
from plainleaf.content.language_lines.choose import find_missing, load_states
from plainleaf.content.load import Inputs
from plainleaf.input.nodes import find_place
from plainleaf.problems import Place, Problem


def find_unready(inputs: Inputs) -> Iterator[Problem]:
    """What config.yaml and the files beside it lack."""
    settings = inputs.settings
    if settings.clinic.demonstration:
        yield _unready(inputs, "clinic.demonstration", "every page says that the clinic is invented", "Write 'no'.")
    if not settings.timezone and not inputs.unclear.touches("timezone"):
        yield Problem(Place(FILE), "not-ready", *NO_ZONE)
    for name in dict.fromkeys(kind.form for kind in find_kinds(lambda kind: bool(kind.form))):
        form = getattr(settings, name)
        if form.agreement == "demonstration":
            message = f"the {name} form only pretends to send what people write"
            fix = "Sign an agreement and write 'agreement: yes', or write 'delivery: none' to show phone and e-mail."
            yield _unready(inputs, f"{name}.agreement", message, fix)
    if inputs.addresses is None:
        message = "nobody would notice if an address of the site were lost"
        yield Problem(Place(published.FILE), "not-ready", message, "Run: plainleaf addresses")
    yield from _find_missing_lines(inputs)


def _find_missing_lines(inputs: Inputs) -> Iterator[Problem]:
    """Languages of the clinic's state in which nothing says that help is free."""
    if inputs.unclear.touches("language_lines") or inputs.unclear.touches("locations"):
        return
    for key, languages in find_missing(inputs.settings).items():
        region = inputs.settings.locations[key].region
        if languages:
            message = (
                f"no line offers help in {', '.join(languages)}, which people in {load_states()[region].name} speak"
            )
            fix = "Ask a qualified translator for the line, and write it under 'language_lines' in config.yaml."
        else:
            message = f"plainleaf does not know which 15 languages need a line in '{region}'"
            fix = "Look them up, and write a line for each under 'language_lines' in config.yaml, with the source."
        place = find_place(inputs.config, ["locations", key, "region"])
        yield Problem(place, "language-line-missing", message, fix)


def _unready(inputs: Inputs, path: str, message: str, fix: str) -> Problem:
    return Problem(find_place(inputs.config, path.split(".")), "not-ready", message, fix)
