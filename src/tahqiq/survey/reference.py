"""A reference to hold a survey against: buildings known to be damaged or not."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from tahqiq.csvrows import Rows
from tahqiq.survey.accuracy import accuracy_of, damaged_of_sample
from tahqiq.survey.outputs import class_of
from tahqiq.survey.surveying import Survey
from tahqiq.vocab.errors import BadInput

_YES, _NO = frozenset({"1", "true", "yes", "damaged"}), frozenset({"0", "false", "no", "undamaged"})


def read_reference(path: Path) -> dict[str, bool]:
    """Reads ``id,damaged``, where damaged is 1 or 0, yes or no.

    Raises:
        BadInput: a column is missing, or a row says neither.
    """
    rows = Rows(path)
    name, told = rows.column("id"), rows.column("damaged")
    found: dict[str, bool] = {}
    for number, row in rows.numbered():
        said = row[told].strip().lower()
        if said not in _YES | _NO:
            problem = f"{said[:40]!r} is no answer"
            raise BadInput(problem, file=path.name, row=number, column="damaged", remedy="write 1 or 0")
        found[row[name].strip()] = said in _YES
    return found


def compared(survey: Survey, path: Path) -> dict[str, Any]:
    """How right the survey is on the buildings of a reference, and how many are damaged by it.

    The number damaged is estimated from the reference as from a sample of each class of the map (Olofsson et
    al. 2014), where every class has two buildings in it; that is sound only if they were drawn at random.

    Raises:
        BadInput: the reference cannot be read, or names no building that was seen.
    """
    reference = read_reference(path)
    ids = survey.footprints.ids
    known = np.array([name in reference and bool(seen) for name, seen in zip(ids, survey.seen, strict=True)])
    if not known.any():
        raise BadInput("names no building of the survey", file=path.name)
    damaged = np.array([reference[name] for name, here in zip(ids, known, strict=True) if here])
    probability = survey.judged.probability[known]
    classes = np.array([class_of(each) for each in survey.judged.probability])
    seen, sizes = np.unique(classes[survey.seen], return_counts=True)
    strata = {str(name): float(size) for name, size in zip(seen, sizes, strict=True)}
    found: dict[str, Any] = asdict(accuracy_of(probability, damaged))
    sampled = classes[known]
    if all((sampled == name).sum() >= 2 for name in strata):
        found["damaged_estimated"] = asdict(damaged_of_sample(strata, sampled, damaged))
    return found
