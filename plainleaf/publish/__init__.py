"""The finished site is verified, and takes the place of the old one in one step."""

from plainleaf.publish.exchange import open_stage, publish
from plainleaf.publish.verify import verify

__all__ = [
    "open_stage",
    "publish",
    "verify",
]
