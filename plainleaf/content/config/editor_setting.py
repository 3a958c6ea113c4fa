"""The editor in the browser, as config.yaml has it: where the site's files are, for people who sign in there."""

from __future__ import annotations

from msgspec import Struct

from plainleaf.input.addresses.address_types import https_address
from plainleaf.input.fields import declare
from plainleaf.input.fieldtypes import choice, line


class EditorSetting(Struct, frozen=True, kw_only=True):
    """Where `plainleaf editor --out` lets people sign in to edit pages."""

    service: str = declare(choice("github", "gitlab"), "The Git host.", required=True)
    repository: str = declare(
        line(wording=""), "The site's repository there.", required=True, example="juniper-ridge/website"
    )
    branch: str = declare(line(wording=""), "The branch that is published.", default="main")
    sign_in: str = declare(
        https_address(),
        "For GitHub: the OAuth server that people sign in by.",
        example="https://sign-in.clinic.example",
    )
    application: str = declare(line(wording=""), "For GitLab: the id of the application that people sign in by.")
