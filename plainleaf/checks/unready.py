"""What stands between a site and its patients, although it is no mistake while the site is being made."""

from __future__ import annotations

from collections.abc import Iterator

from plainleaf.content.config import published
from plainleaf.content.config.read import FILE
from plainleaf.content.config.today import NO_ZONE
from plainleaf.content.kinds import find_kinds
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
        message = "nobody would notice when an address of the site is lost"
        yield Problem(Place(published.FILE), "not-ready", message, "Run: plainleaf addresses")


def _unready(inputs: Inputs, path: str, message: str, fix: str) -> Problem:
    return Problem(find_place(inputs.config, path.split(".")), "not-ready", message, fix)
