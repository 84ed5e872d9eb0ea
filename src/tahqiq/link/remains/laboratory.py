"""What laboratories and examiners reported: likelihood ratios entered, never worked out here."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tahqiq.link.remains.antemortem import AnteMortem
from tahqiq.link.remains.postmortem import PostMortem
from tahqiq.link.remains.reference import settings
from tahqiq.link.remains.said import Evidence
from tahqiq.vocab.remains import Primary

Floats = NDArray[np.float64]

_SOURCES = {
    Primary.DNA: "ISFG 2007 (Gjertson and others, biostatistics in paternity testing)",
    Primary.FINGERPRINTS: "ENFSI 2015 (guideline for evaluative reporting)",
    Primary.DENTAL: "ENFSI 2015 (guideline for evaluative reporting)",
}


class LaboratoryComparison:
    """What reported results tell of each file.

    Several results of one method add up only if the laboratory says that they are independent, so the
    strongest
    of each method counts.

    Args:
        files: of missing persons.
    """

    kind = "laboratory"

    def __init__(self, files: Sequence[AnteMortem]) -> None:
        self._row = {file.id: row for row, file in enumerate(files)}

    def weigh(self, body: PostMortem) -> Floats:
        """log10 likelihood ratio of each file."""
        found = np.zeros((len(Primary), len(self._row)))
        for result in body.laboratory:
            row = self._row.get(result.file)
            if row is not None:
                place = list(Primary).index(result.method)
                found[place, row] = max(found[place, row], result.log10_lr, key=abs)
        total: Floats = found.sum(axis=0)
        return total

    def said(self, body: PostMortem, file: AnteMortem, weight: float) -> list[Evidence]:
        """The words, a line a method."""
        excluding = settings()["season"]["excluding"]
        lines = []
        for method in Primary:
            mine = [each for each in body.laboratory if (each.file, each.method) == (file.id, method)]
            if not mine:
                continue
            result = max(mine, key=lambda each: abs(each.log10_lr))
            values = {"method": method.value, "laboratory": result.laboratory, "report": result.report}
            lines.append(
                Evidence(
                    kind=self.kind,
                    log10_lr=result.log10_lr,
                    message="{method}: {laboratory} {report}",
                    values=values,
                    source=_SOURCES[method],
                    primary=method,
                    excludes=result.log10_lr <= excluding,
                )
            )
        return lines
