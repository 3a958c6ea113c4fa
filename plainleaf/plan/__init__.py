"""Every file that the site will hold, decided before any is made."""

from plainleaf.plan.site import Plan, make_plan

__all__ = [
    "Plan",
    "make_plan",
]
