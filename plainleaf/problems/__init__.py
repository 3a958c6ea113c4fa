"""Problems of a site as values: a place, a rule, a message and a fix. `rules.yaml` explains each rule."""

from plainleaf.problems.faults import FAULTS, OUR_FAULT, fault_of
from plainleaf.problems.values import (
    ERROR,
    MANY,
    SHORT_NAME,
    WARNING,
    ChangedMeanwhileError,
    Place,
    Problem,
    Report,
    StoppedError,
    WorkerDiedError,
    closest,
    suggest,
)

__all__ = [
    "ERROR",
    "FAULTS",
    "MANY",
    "OUR_FAULT",
    "SHORT_NAME",
    "WARNING",
    "ChangedMeanwhileError",
    "Place",
    "Problem",
    "Report",
    "StoppedError",
    "WorkerDiedError",
    "closest",
    "fault_of",
    "suggest",
]
