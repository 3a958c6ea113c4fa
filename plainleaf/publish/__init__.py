"""The finished site is verified, and replaces the old one in one step."""

from plainleaf.publish.exchange import publish
from plainleaf.publish.staging import open_staging_folder
from plainleaf.publish.verify import verify

__all__ = [
    "open_staging_folder",
    "publish",
    "verify",
]
