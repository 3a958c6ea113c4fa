"""Every file that the site will contain, decided before any is rendered."""

from plainleaf.plan.addresses.gone import addresses_of
from plainleaf.plan.site import Plan, make_plan

__all__ = [
    "Plan",
    "addresses_of",
    "make_plan",
]
