"""Remains against files: every file weighed, the likeliest ranked; that none is right is one of the answers.

For each body the files are rivals, and one more possibility is that the right file does not exist: families
fled, nobody is left to ask. How many remains have a file is learned from the season by expectation and
maximisation. Bodies are rivals, too, for one file (``rivals``): a file that another body fits better is
worth less here.

    matcher = Matcher(remains, files)
    ranking = matcher.rank("SITE-0012")
    ranking.candidates[0].posterior, ranking.no_file

Nothing is identified here. A posterior is a hint where to look, and rests on what was entered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tahqiq.link.remains.antemortem import AnteMortem
from tahqiq.link.remains.belongings import BelongingsComparison
from tahqiq.link.remains.companions import Companions
from tahqiq.link.remains.injuries import InjuryComparison
from tahqiq.link.remains.inscriptions import InscriptionComparison
from tahqiq.link.remains.kin import Families
from tahqiq.link.remains.laboratory import LaboratoryComparison
from tahqiq.link.remains.papers import PaperComparison
from tahqiq.link.remains.physique import PhysiqueComparison
from tahqiq.link.remains.postmortem import PostMortem
from tahqiq.link.remains.profile import AgeComparison, SexComparison
from tahqiq.link.remains.reference import settings
from tahqiq.link.remains.rivals import Rivals, Sparse
from tahqiq.link.remains.said import KINDS, PROFILE, Evidence
from tahqiq.link.remains.stature import StatureComparison
from tahqiq.link.remains.teeth import TeethComparison
from tahqiq.link.remains.whereabouts import DateComparison, PlaceComparison
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.remains import Ruling, Standing

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Comparison(Protocol):
    """One kind of evidence, made ready for all files."""

    @property
    def kind(self) -> str:
        """Of ``said.KINDS``."""

    def weigh(self, body: PostMortem) -> Floats:
        """log10 likelihood ratio of each file, (n,)."""

    def said(self, body: PostMortem, file: AnteMortem, weight: float) -> list[Evidence]:
        """The words about one file that weighs so much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A missing person whom the remains may be.

    Attributes:
        file: its id. ``rank``: 1 for the likeliest.
        posterior: the probability, all rivals and the open set considered.
        log10_lr: what all evidence tells together.
        standing: HYPOTHESIS or PRESUMPTIVE; never more.
        primary: a primary identifier speaks for it.
        evidence: the primary identifiers first, then the most telling.
    """

    file: str
    rank: int
    posterior: float
    log10_lr: float
    standing: Standing
    primary: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """A missing person whom the remains cannot be, as far as one kind of evidence goes; people decide.

    Attributes:
        file: its id. ``evidence``: that excludes by itself.
    """

    file: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """What the files say of one body or part.

    Attributes:
        remains: its code.
        candidates: the likeliest first.
        no_file: the probability that the right file is not among them all.
        exclusions: of the files that came near but for what excludes them, the nearest first.
        ruled: what people decided of it, and so is not asked again.
    """

    remains: str
    candidates: tuple[Candidate, ...]
    no_file: float
    exclusions: tuple[Exclusion, ...]
    ruled: tuple[Ruling, ...] = ()


class Matcher:
    """Files and remains of one season, compared.

    Args:
        remains: bodies and parts, each with a code of its own.
        files: of missing persons.
        rulings: what people decided: exclusions bind, and who is identified is no candidate any more.
        on_step: called after each body.

    Raises:
        BadInput: a code or an id stands twice, or there is nobody to compare.

    >>> found = [PostMortem(code="A-1")]
    >>> Matcher(found, [AnteMortem(id="M-1"), AnteMortem(id="M-2")]).rank("A-1").no_file
    0.4
    """

    def __init__(
        self,
        remains: Sequence[PostMortem],
        files: Sequence[AnteMortem],
        *,
        rulings: Sequence[Ruling] = (),
        on_step: Callable[[], None] | None = None,
    ) -> None:
        self.remains, self.files = tuple(remains), tuple(files)
        self._body = _numbered([each.code for each in remains], "remains")
        self._file = _numbered([each.id for each in files], "files of missing persons")
        self._rulings = [each for each in rulings if each.withdrawn_at is None]
        self._comparisons = _comparisons(self.files, self.remains)
        self.sparse = self._season(on_step)

    def weigh(self, code: str) -> Floats:
        """log10 likelihood ratio of every file, all evidence together; -inf where people excluded it."""
        total: Floats = self._weigh(self._place(code)).sum(axis=0)
        return total

    def rank(self, code: str, *, top: int = 10) -> Ranking:
        """The candidates of one body or part.

        Args:
            code: of the remains.
            top: how many at most.

        Raises:
            BadInput: no remains have this code.
        """
        body = self._place(code)
        rows, chances = self.sparse.of(body)
        order = np.lexsort((rows, -chances))[:top]
        candidates = tuple(
            self._candidate(body, int(rows[each]), float(chances[each]), rank)
            for rank, each in enumerate(order.tolist(), 1)
        )
        return Ranking(
            remains=code,
            candidates=candidates,
            no_file=float(self.sparse.none[body]),
            exclusions=self._exclusions(body),
            ruled=tuple(each for each in self._rulings if each.remains == code),
        )

    def rankings(self, *, top: int = 10) -> Iterator[Ranking]:
        """The candidates of all remains, in their order."""
        for each in self.remains:
            yield self.rank(each.code, top=top)

    def evidence(self, code: str, file: str) -> tuple[Evidence, ...]:
        """All that is said of one pair, whatever its rank: the primary identifiers first.

        Raises:
            BadInput: no such remains, or no such file.
        """
        if file not in self._file:
            raise BadInput(f"no file {file!r}")
        return self._evidence(self._place(code), self._file[file])

    def _place(self, code: str) -> int:
        if code not in self._body:
            raise BadInput(f"no remains {code!r}")
        return self._body[code]

    def _weigh(self, body: int) -> Floats:
        """log10 of every file, a row a comparison and one of what goes together; -inf where excluded."""
        weights = np.array([each.weigh(self.remains[body]) for each in self._comparisons])
        profile = np.array([each.kind in PROFILE for each in self._comparisons])
        common = np.log10(np.mean(np.power(10.0, weights[profile].sum(axis=0))))
        weights = np.vstack([weights, np.full(len(self.files), -common)])
        for ruling in self._rulings:
            row = self._file.get(ruling.file)
            if row is not None and self._forbids(ruling, body):
                weights[:, row] = -np.inf
        return weights

    def _forbids(self, ruling: Ruling, body: int) -> bool:
        """Whether people decided that these remains are not that person: so said, or somebody else's are.

        Parts of one person are told apart by what they hold: an identified leg does not keep the skull away.
        """
        mine = ruling.remains == self.remains[body].code
        if ruling.standing is Standing.EXCLUDED:
            return mine
        if ruling.standing is not Standing.IDENTIFIED or mine or ruling.remains not in self._body:
            return False
        other = self.remains[self._body[ruling.remains]]
        return any(one.may_be(two) for one in other.present for two in self.remains[body].present)

    def _season(self, step: Callable[[], None] | None) -> Sparse:
        """Weighs everybody, then lets bodies compete for files and kin speak for one another."""
        bodies, kept = len(self.remains), min(int(settings()["season"]["kept"]), len(self.files))
        rows, rest = np.zeros((bodies, kept), np.int64), np.zeros(bodies)
        self._parts = np.zeros((bodies, len(self._comparisons) + 1, kept))
        self._barred: list[Ints] = []
        for body in range(bodies):
            weights = self._weigh(body)
            total = weights.sum(axis=0)
            order = np.lexsort((np.arange(len(total)), -total))
            rows[body], self._parts[body] = order[:kept], weights[:, order[:kept]]
            rest[body] = np.power(10.0, total[order[kept:]]).sum()
            self._barred.append(_barred(weights, total))
            if step is not None:
                step()
        rivals = Rivals(self.remains, len(self.files), rows, rest)
        self._families = Families(self.remains, self.files, rows)
        self._companions = Companions(self.remains, self.files, rows, self._circumstances)
        weights = self._parts.sum(axis=1)
        first = rivals.settle(weights)
        together = self._families.weigh(first.chances) + self._companions.weigh(first.chances)
        return rivals.settle(weights + together)

    def _circumstances(self, body: PostMortem) -> Floats:
        """log10 of what a body's own place and days tell of every file."""
        told = [each.weigh(body) for each in self._comparisons if each.kind in _CIRCUMSTANCES]
        found: Floats = np.sum(told, axis=0)
        return found

    def _candidate(self, body: int, row: int, posterior: float, rank: int) -> Candidate:
        evidence = self._evidence(body, row)
        primary = any(each.primary is not None and each.log10_lr > 0 for each in evidence)
        told = settings()["season"]
        kinds = {each.kind for each in evidence if each.log10_lr >= told["telling"]} - PROFILE
        against = any(each.excludes for each in evidence)
        likely = posterior >= told["presumptive"] and bool(kinds) and not against
        return Candidate(
            file=self.files[row].id,
            rank=rank,
            posterior=posterior,
            log10_lr=sum(each.log10_lr for each in evidence),
            standing=Standing.PRESUMPTIVE if likely else Standing.HYPOTHESIS,
            primary=primary,
            evidence=evidence,
        )

    def _evidence(self, body: int, row: int) -> tuple[Evidence, ...]:
        place = np.flatnonzero(self.sparse.rows[body] == row)
        weights = self._parts[body][:, place[0]] if len(place) else self._weigh(body)[:, row]
        found = [
            each
            for comparison, weight in zip(self._comparisons, weights.tolist(), strict=False)
            for each in comparison.said(self.remains[body], self.files[row], weight)
        ]
        found += self._families.said(body, row)
        found += self._companions.said(body, row)
        if abs(weights[-1]) >= _WORDLESS:
            message = "place, days and build go together, and count once"
            found.append(Evidence(kind="together", log10_lr=float(weights[-1]), message=message))
        found.sort(key=lambda each: (each.primary is None, -abs(each.log10_lr), KINDS.index(each.kind)))
        return tuple(found)

    def _exclusions(self, body: int) -> tuple[Exclusion, ...]:
        found = []
        for row in self._barred[body].tolist():
            against = tuple(each for each in self._evidence(body, row) if each.excludes)
            if against:
                found.append(Exclusion(file=self.files[row].id, evidence=against))
        return tuple(found)


def _barred(weights: Floats, total: Floats) -> Ints:
    """Files that one kind of evidence speaks against, the nearest but for it first."""
    worst = weights[:-1].min(axis=0)
    rows = np.flatnonzero((worst <= _AGAINST) & np.isfinite(total))
    nearest = np.lexsort((rows, worst[rows] - total[rows]))
    return rows[nearest][:_NAMED]


#: log10 from which a kind may exclude, and exclusions named at most.
_AGAINST, _NAMED = -0.9, 5
#: A weight below this is not worth words.
_WORDLESS = 0.005
#: Kinds that tell of place and days.
_CIRCUMSTANCES = {"place", "date"}


def _comparisons(files: Sequence[AnteMortem], remains: Sequence[PostMortem]) -> tuple[Comparison, ...]:
    return (
        SexComparison(files),
        AgeComparison(files),
        StatureComparison(files),
        PhysiqueComparison(files),
        TeethComparison(files, remains),
        InjuryComparison(files, remains),
        BelongingsComparison(files, remains),
        PaperComparison(files),
        InscriptionComparison(files),
        PlaceComparison(files),
        DateComparison(files),
        LaboratoryComparison(files),
    )


def _numbered(codes: Sequence[str], what: str) -> dict[str, int]:
    """Where each stands."""
    found = {code: place for place, code in enumerate(codes)}
    if not codes:
        raise BadInput(f"no {what} to compare")
    if len(found) < len(codes):
        raise BadInput(f"two {what} have one code", remedy="a code is never used twice")
    return found
