"""Pages that are harder to read than the site allows."""

from __future__ import annotations

from collections.abc import Iterator

from plainleaf.problems import Place, Problem
from plainleaf.reading.prose import Prose, Sentence, place_at
from plainleaf.reading.scores import POLYSYLLABLE, Reading, measure_prose
from plainleaf.reading.standard import Standard
from plainleaf.reading.values import Limits
