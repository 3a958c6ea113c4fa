"""Problems of a site as values: a place, a rule, a message and a fix. `rules.yaml` explains each rule."""

from plainleaf.problems.values import (
    ERROR,
    SHORT_NAME,
    WARNING,
    ChangedMeanwhileError,
    Place,
    Problem,
    Report,
    StoppedError,
    WorkerDiedError,
    closest,
    soften,
    suggest,
)

__all__ = [
    "ERROR",
    "SHORT_NAME",
    "WARNING",
    "ChangedMeanwhileError",
    "Place",
    "Problem",
    "Report",
    "StoppedError",
    "WorkerDiedError",
    "closest",
    "soften",
    "suggest",
]
