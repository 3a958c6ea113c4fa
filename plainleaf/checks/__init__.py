"""What the product promises about a page: safety, reviews, and the words of every text a patient sees."""

from plainleaf.checks.days import check_setting_days, check_spans
from plainleaf.checks.notices import missing_notices
from plainleaf.checks.pages import Checks, check
from plainleaf.checks.review import due_of, review_status, soften_scheduled
from plainleaf.checks.vanishing import find_vanishing

__all__ = [
    "Checks",
    "check",
    "check_setting_days",
    "check_spans",
    "due_of",
    "find_vanishing",
    "missing_notices",
    "review_status",
    "soften_scheduled",
]
