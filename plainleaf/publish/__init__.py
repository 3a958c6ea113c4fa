"""The finished site is verified, and replaces the old one in one step."""

from plainleaf.publish.exchange import open_staging_folder, publish
from plainleaf.publish.verify import verify

__all__ = [
    "open_staging_folder",
    "publish",
    "verify",
]
