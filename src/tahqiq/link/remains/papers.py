"""Documents found on a body: their numbers and names against the files'.

A document may be a relative's or a stranger's, so it corroborates and never identifies. Names are compared
across scripts by the language room; two people may bear one name.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tahqiq.link.remains.antemortem import AnteMortem
from tahqiq.link.remains.injuries import serial_of
from tahqiq.link.remains.postmortem import PostMortem
from tahqiq.link.remains.reference import settings
from tahqiq.link.remains.said import Evidence

if TYPE_CHECKING:
    from tahqiq.language.names.compare import Asked

Floats = NDArray[np.float64]

_SOURCE = "Interpol DVI Guide 2023"


class PaperComparison:
    """What documents tell of each file.

    Args:
        files: of missing persons.
    """

    kind = "papers"

    def __init__(self, files: Sequence[AnteMortem]) -> None:
        self._count = len(files)
        names = [(row, name) for row, file in enumerate(files) for name in names_of(file)]
        self._rows = np.array([row for row, _ in names], np.int64)
        self._names = [name for _, name in names]
        self._numbers = defaultdict[str, list[int]](list)
        for row, file in enumerate(files):
            for number in numbers_of(file):
                self._numbers[number].append(row)

    @cached_property
    def _asked(self) -> Asked:
        """The names of all files, made ready when the first document has one."""
        from tahqiq.language.names.compare import Asked, Pool

        return Asked(Pool.of(self._names))

    def weigh(self, body: PostMortem) -> Floats:
        """log10 likelihood ratio of each file, the best of all documents found."""
        found = np.zeros(self._count)
        papers = [self._of(name, serial_of(number)) for name, number in papers_of(body)]
        if papers:
            found = np.max(papers, axis=0)
        return found

    def _of(self, name: str, number: str) -> Floats:
        """What one document tells."""
        told = settings()["papers"]
        ratio = np.full(self._count, 1.0)
        if name and self._names:
            ratio = self._named(name)
        if number in self._numbers:
            ratio[self._numbers[number]] = 10 ** told["number"]
        found: Floats = np.log10(told["own"] * ratio + 1 - told["own"])
        return found

    def _named(self, name: str) -> Floats:
        """How much oftener this name stands on a paper of each file's person than on anybody's."""
        told = settings()["papers"]
        scores = told["trusted"] * self._asked.scores(name).astype(np.float64)
        best = np.full(self._count, -np.inf)
        np.maximum.at(best, self._rows, scores)
        named = np.isfinite(best)
        return np.where(named, np.exp(np.minimum(best, told["name_most"] * math.log(10))), 1.0)

    def said(self, body: PostMortem, file: AnteMortem, weight: float) -> list[Evidence]:
        """The words."""
        papers = papers_of(body)
        if not papers or weight == 0.0:
            return []
        numbers = {serial_of(number) for _, number in papers} - {""}
        if numbers & set(numbers_of(file)):
            message = "a document with the number of one of theirs"
        elif weight > 0:
            message = "a document with a name like theirs"
        else:
            message = "a document with another name"
        return [Evidence(kind=self.kind, log10_lr=weight, message=message, source=_SOURCE)]


def names_of(file: AnteMortem) -> tuple[str, ...]:
    """Every full name a file gives, in either script."""
    return tuple(name for name in (file.name_ar, file.name_en, *file.other_names) if name.strip())


def numbers_of(file: AnteMortem) -> tuple[str, ...]:
    """The numbers of a file's documents, as compared."""
    return tuple(number for paper in file.documents if (number := serial_of(paper.number)))


def papers_of(body: PostMortem) -> tuple[tuple[str, str], ...]:
    """Name and number of each document found that has either."""
    return tuple(
        (paper.name, paper.number) for paper in body.documents if paper.name or serial_of(paper.number)
    )
