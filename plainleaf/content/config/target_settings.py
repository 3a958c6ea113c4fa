"""The places that a site is published to, as config.yaml names them."""

from __future__ import annotations

from msgspec import Struct

from plainleaf.input.addresses.publish_places import publish_place
from plainleaf.input.fields import declare
from plainleaf.input.fieldtypes import flag


class TargetSetting(Struct, frozen=True, kw_only=True):
    """A place that `plainleaf publish` sends the site to."""

    to: str = declare(
        publish_place(),
        "A folder, here or on a server, or a host.",
        required=True,
        example="web@www.clinic.example:/srv/www/clinic",
    )
    demonstration: bool = declare(flag(), "Whether a demonstration may be published there.")
