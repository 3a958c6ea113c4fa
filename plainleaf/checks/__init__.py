"""What the product promises about a page: safety, reviews, and the words of every text a patient sees."""

from plainleaf.checks.days import check_alerts, check_setting_days, check_spans
from plainleaf.checks.emergencies.approvals import approval_status, list_sets
from plainleaf.checks.emergencies.duties import OR_LINK, Duties, find_duties, has_list_first
from plainleaf.checks.evidence.published import is_older
from plainleaf.checks.notices import missing_notices
from plainleaf.checks.page_text import make_page_text, make_term_forms
from plainleaf.checks.pages import Checks, start_checks
from plainleaf.checks.review import LAPSES_AFTER, due_of, review_status, soften_scheduled
from plainleaf.checks.translations.numbers import Numbers, Version, compare_numbers
from plainleaf.checks.vanishing import find_vanishing
from plainleaf.checks.waivers import valid_waivers

__all__ = [
    "LAPSES_AFTER",
    "OR_LINK",
    "Checks",
    "Duties",
    "Numbers",
    "Version",
    "approval_status",
    "check_alerts",
    "check_setting_days",
    "check_spans",
    "compare_numbers",
    "due_of",
    "find_duties",
    "find_vanishing",
    "has_list_first",
    "is_older",
    "list_sets",
    "make_page_text",
    "make_term_forms",
    "missing_notices",
    "review_status",
    "soften_scheduled",
    "start_checks",
    "valid_waivers",
]
