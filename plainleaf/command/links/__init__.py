"""`check --links`: whether the addresses on other websites that a site names are still there."""

from plainleaf.command.links.check_links import check_links

__all__ = ["check_links"]
