"""How many examples are tried: few for `make test`, many for `make test-all`."""

from __future__ import annotations

import inspect
from collections.abc import Iterable

import hypothesis
import pytest
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants

QUICK = 60
PRIVATE = "_get_local_constants"


def register_profiles() -> None:
    """Make the profiles known, and load the quick one.

    Every run has the same examples, so that a failure in CI can be reproduced anywhere. To search for new ones:
    pytest --hypothesis-profile explore
    """
    hypothesis.settings.register_profile("quick", deadline=None, max_examples=QUICK, derandomize=True)
    hypothesis.settings.register_profile("thorough", deadline=None, max_examples=3 * QUICK, derandomize=True)
    hypothesis.settings.register_profile("explore", deadline=None, max_examples=50 * QUICK)
    hypothesis.settings.load_profile("quick")
    # Hypothesis also tries constants of the modules that are loaded at that moment, which depend on the tests that
    # ran before in this worker. There is no setting for that, so a private function is replaced.
    # The module defines it and calls it.
    assert hasattr(providers, PRIVATE) and inspect.getsource(providers).count(f"{PRIVATE}()") > 1, (
        f"hypothesis {hypothesis.__version__} no longer uses {providers.__name__}.{PRIVATE}. Find out how it now "
        "collects constants of loaded modules, or pin an older version: examples must not depend on the order of tests."
    )
    setattr(providers, PRIVATE, Constants)


def examples(quick: int, thorough: int = 0) -> int:
    """The number of examples in the profile that is loaded, for a test that has `quick` of them in the quick one, and
    `thorough` in that profile: without it, three times as many."""
    factor = hypothesis.settings().max_examples // QUICK
    return max(quick, thorough // 3 * factor if factor > 1 and thorough else quick * factor)


def few(values: Iterable[object], quick: int = 1) -> list[object]:
    """Values for parametrize, of which `make test` tries the first, and `make test-all` the others as well.

    For tests that take a second or more with each value. A tuple has a value for each of several names.
    """
    everything = list(values)
    rest = (value if isinstance(value, tuple) else (value,) for value in everything[quick:])
    return [*everything[:quick], *(pytest.param(*value, marks=pytest.mark.matrix) for value in rest)]
