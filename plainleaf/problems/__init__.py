"""Problems of a site as values: a place, a rule, a message and a fix. `rules.yaml` explains each rule."""

from plainleaf.problems.guesses import closest, closest_field, suggest
from plainleaf.problems.values import (
    ERROR,
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
    "WARNING",
    "ChangedMeanwhileError",
    "Place",
    "Problem",
    "Report",
    "StoppedError",
    "WorkerDiedError",
    "closest",
    "closest_field",
    "soften",
    "suggest",
]
