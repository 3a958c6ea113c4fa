"""Problems of a site as values: a place, a rule, a message and a fix. `rules.yaml` explains each rule."""

from plainleaf.problems.faults import FAULTS, OUR_FAULT, fault_of
from plainleaf.problems.guesses import closest, closest_field, suggest
from plainleaf.problems.values import (
    ERROR,
    MANY,
    WARNING,
    ChangedMeanwhileError,
    Place,
    Problem,
    Report,
    StoppedError,
    WorkerDiedError,
    soften,
)

__all__ = [
    "ERROR",
    "FAULTS",
    "MANY",
    "OUR_FAULT",
    "WARNING",
    "ChangedMeanwhileError",
    "Place",
    "Problem",
    "Report",
    "StoppedError",
    "WorkerDiedError",
    "closest",
    "closest_field",
    "fault_of",
    "soften",
    "suggest",
]
