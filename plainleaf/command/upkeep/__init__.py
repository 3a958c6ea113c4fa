"""For whoever looks after a site: what will change by itself, a report on every page, and a calendar of reviews."""

from plainleaf.command.upkeep.next_change import print_changes
from plainleaf.command.upkeep.write_report import write_report

__all__ = ["print_changes", "write_report"]
