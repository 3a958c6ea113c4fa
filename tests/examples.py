"""How many examples Hypothesis makes: few for `make test`, many for `make test-all`."""

from __future__ import annotations

import hypothesis
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants

QUICK = 60


def register_profiles() -> None:
    """Make the profiles known, and load the quick one.

    The same examples come on every run, so that a failure in CI is a failure at the desk. To look for new ones:
    pytest --hypothesis-profile explore
    """
    hypothesis.settings.register_profile("quick", deadline=None, max_examples=QUICK, derandomize=True)
    hypothesis.settings.register_profile("thorough", deadline=None, max_examples=10 * QUICK, derandomize=True)
    hypothesis.settings.register_profile("explore", deadline=None, max_examples=50 * QUICK)
    hypothesis.settings.load_profile("quick")
    # Hypothesis also tries constants of the modules that are loaded at that moment, which depend on the tests that
    # ran before in this worker. It has no setting for that.
    providers._get_local_constants = Constants


def examples(quick: int) -> int:
    """The number of examples in the profile that is loaded, for a test that has `quick` of them in the quick one."""
    return max(1, quick * hypothesis.settings().max_examples // QUICK)
