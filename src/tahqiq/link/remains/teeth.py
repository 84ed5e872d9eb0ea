"""Dental charts before and after death: changes a dentist may have made since, and what none can undo.

A tooth that was missing cannot come back, a crown does not heal; a sound tooth may have been filled or
drawn since the chart was made. So the chance of each state now, given the state then and the years between,
is that of a chain of yearly changes (``evidence.toml``: round figures), mixed with slips of charting, which
are common. Third molars are left out, as by Adams: unerupted, drawn and never there are taken for one
another. Against it stands how common the state is among remains. Teeth of one mouth go together: who has
one filling has more, and a third of young mouths have none at all, so that the pattern must be counted, not
the tooth (Adams 2003, Journal of Forensic Sciences 48:487-496 and 497-503; the idea of OdontoSearch). Here
the mouths found are sorted into classes of more and less work, learned from them by expectation and
maximisation, and a pattern's chance is the mean over the classes; a reference keeps few charts from
deciding.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tahqiq.compiled import compiled
from tahqiq.link.remains.antemortem import AnteMortem
from tahqiq.link.remains.chart import PERMANENT, Chart, ChartBasis, Tooth, ToothState
from tahqiq.link.remains.postmortem import PostMortem
from tahqiq.link.remains.reference import settings
from tahqiq.link.remains.said import Evidence
from tahqiq.vocab.remains import Primary

Floats = NDArray[np.float64]
Codes = NDArray[np.int8]

_SOURCE = "Adams 2003; Interpol DVI Guide 2023"
_YEAR = 365.2425
TEETH = len(PERMANENT)
#: The states in the order of their codes; -1 is a tooth that nobody recorded.
STATES = tuple(ToothState)
_LIVING = len(STATES) - 1
_LOST_AFTER = STATES.index(ToothState.LOST_AFTER)
_MISSING, _PROSTHESIS = STATES.index(ToothState.MISSING), STATES.index(ToothState.PROSTHESIS)
_FILLED = STATES.index(ToothState.FILLED)
#: States in which a tooth of the mouth is there.
_PRESENT = np.array(
    [state not in {ToothState.MISSING, ToothState.PROSTHESIS, ToothState.UNERUPTED} for state in STATES]
)
_WISDOM = "8"
#: The quadrant on the other side, of the two jaws (FDI notation, ISO 3950).
_ACROSS = {"1": "2", "2": "1", "3": "4", "4": "3"}
_MOLAR = np.array([number[1] in "67" for number in PERMANENT])
_FRONT = np.array([number[1] in "123" for number in PERMANENT])
#: Mouths change at different paces: these times the usual, a third of mouths each.
PACES = (0.4, 1.0, 3.5)
#: Chances below this speak of a change that no treatment explains.
_NEVER = 1e-9


class TeethComparison:
    """What dental charts tell of each file.

    Args:
        files: of missing persons.
        remains: among whose charts patterns are counted.
    """

    kind = "teeth"

    def __init__(self, files: Sequence[AnteMortem], remains: Sequence[PostMortem]) -> None:
        self._rows = np.array([at for at, each in enumerate(files) if each.chart is not None], np.int64)
        charts = [files[row].chart or Chart() for row in self._rows.tolist()]
        self._count = len(files)
        self._then = np.array([codes_of(each) for each in charts], np.int8).reshape(-1, TEETH)
        self._surfaces = np.array([surfaces_of(each) for each in charts], np.int8).reshape(-1, TEETH)
        self._slips = np.array([_slips(each) for each in charts]).reshape(-1, TEETH)
        self._made = np.array([_day(each) for each in charts])
        found = [codes_of(each.chart) for each in remains if each.chart is not None]
        found = [_as_living(codes) for codes in found]
        self._mouths = Mouths.of(np.array([*found, *self._then.tolist()], np.int8).reshape(-1, TEETH))
        self._surface_share = _surface_shares(charts, remains)

    def weigh(self, body: PostMortem) -> Floats:
        """log10 likelihood ratio of each file."""
        found = np.zeros(self._count)
        if body.chart is None or not len(self._rows):
            return found
        told = settings()["teeth"]
        wrong, mirrored = told["wrong_chart"], told["mirrored"]
        straight, other = self._ratios(body, body.chart), self._ratios(body, mirror(body.chart))
        ratios = (1 - wrong - mirrored) * straight + mirrored * other + wrong
        found[self._rows] = np.minimum(np.log10(ratios), told["most"])
        return found

    def _ratios(self, body: PostMortem, chart: Chart) -> Floats:
        """The likelihood ratio of each chart of a file against this one of the body."""
        ratios = np.zeros(len(self._rows))
        _compare(
            self._then,
            self._surfaces,
            self._years(body),
            np.array(codes_of(chart), np.int8),
            np.array(surfaces_of(chart), np.int8),
            changes(),
            self._slips,
            self._mouths.shares,
            self._mouths.weights,
            self._surface_share,
            _agreement(),
            ratios,
        )
        found: Floats = np.exp(ratios)
        return found

    def _years(self, body: PostMortem) -> NDArray[np.int64]:
        """Whole years from each chart to the death."""
        told = settings()["teeth"]
        died = body.died.start or body.recovered.start
        gap = np.full(len(self._made), told["years"])
        if died is not None:
            gap = np.where(np.isnan(self._made), gap, (died.toordinal() - self._made) / _YEAR)
        years: NDArray[np.int64] = np.clip(np.rint(gap), 0, told["most_years"]).astype(np.int64)
        return years

    def said(self, body: PostMortem, file: AnteMortem, weight: float) -> list[Evidence]:
        """The words: how many teeth agree, how many changed as teeth do, which cannot be explained."""
        if body.chart is None or file.chart is None:
            return []
        agree, changed, never = compared(file.chart, body.chart)
        if not (agree or changed or never):
            return []
        exchanged = compared(file.chart, mirror(body.chart))
        if weight > 0 and len(exchanged[2]) < len(never) and exchanged[0] > agree:
            message = "teeth: {agree} agree if one of the charts has left and right exchanged"
            values = {"agree": str(exchanged[0])}
            return [Evidence(kind=self.kind, log10_lr=weight, message=message, values=values, source=_SOURCE)]
        dentist = file.chart.basis is ChartBasis.DENTIST
        enough = dentist and len(never) >= settings()["teeth"]["incompatible"]
        values = {"agree": str(agree), "changed": str(changed), "teeth": ", ".join(never)}
        message = (
            "teeth: {agree} agree, {changed} changed as a dentist may change them; unexplained: {teeth}"
            if never
            else "teeth: {agree} agree, {changed} changed as a dentist may change them"
        )
        return [
            Evidence(
                kind=self.kind,
                log10_lr=weight,
                message=message,
                values=values,
                source=_SOURCE,
                primary=Primary.DENTAL if dentist else None,
                excludes=enough and weight < 0,
            )
        ]


def mirror(chart: Chart) -> Chart:
    """The same chart with left and right exchanged, as charts and radiographs are mounted by mistake.

    >>> mirror(Chart(teeth={"16": Tooth(ToothState.CROWN)})).teeth["26"].state.value
    'crown'
    """
    teeth = {_ACROSS[number[0]] + number[1]: tooth for number, tooth in chart.teeth.items()}
    return Chart(made=chart.made, teeth=teeth, basis=chart.basis)


def compared(then: Chart, now: Chart) -> tuple[int, int, tuple[str, ...]]:
    """How many teeth agree, how many changed explainably, and which nothing explains.

    >>> then = Chart(teeth={"16": Tooth(ToothState.MISSING), "26": Tooth(ToothState.SOUND)})
    >>> compared(then, Chart(teeth={"16": Tooth(ToothState.SOUND), "26": Tooth(ToothState.FILLED)}))
    (0, 1, ('16',))
    """
    agree = changed = 0
    never: list[str] = []
    for place, (one, other) in enumerate(zip(codes_of(then), codes_of(now), strict=True)):
        if one < 0 or other < 0:
            continue
        chance = changes()[-1, -1, one, other]
        if one == other or (other == _LOST_AFTER and _PRESENT[one]):
            agree += 1
        elif chance > _NEVER:
            changed += 1
        else:
            never.append(PERMANENT[place])
    return agree, changed, tuple(never)


class Mouths:
    """Classes of mouths, by how much work they have had.

    Attributes:
        weights: share of each class, (k,).
        shares: of each state of each tooth in each class, (k, 32, states); LOST_AFTER is 'there, in some
            state'.
    """

    def __init__(self, weights: Floats, shares: Floats) -> None:
        self.weights, self.shares = weights, shares

    @classmethod
    def of(cls, charts: Codes) -> Mouths:
        """Learned from charts (n, 32) of living states, by expectation and maximisation from the reference.

        >>> mouths = Mouths.of(np.zeros((50, TEETH), np.int8))
        >>> bool(mouths.weights[0] == mouths.weights.max())
        True
        """
        told = settings()["teeth"]
        first = _reference()
        weights, shares = np.full(len(first), 1 / len(first)), first.copy()
        worth = told["worth"] / len(first)
        states = (charts[:, :, None] == np.arange(_LIVING)).astype(np.float64)
        for _ in range(int(told["rounds"])):
            likely = np.einsum("nts,kts->nk", states, np.log(shares)) + np.log(weights)
            likely = np.exp(likely - likely.max(axis=1, keepdims=True)) if len(charts) else likely
            belongs = likely / likely.sum(axis=1, keepdims=True)
            weights = (belongs.sum(axis=0) + worth) / (len(charts) + worth * len(first))
            counted = np.einsum("nk,nts->kts", belongs, states) + worth * first
            shares = counted / counted.sum(axis=2, keepdims=True)
        there = shares[:, :, _PRESENT[:_LIVING]].sum(axis=2, keepdims=True)
        return cls(weights, np.concatenate([shares, there], axis=2))


@cache
def _reference() -> Floats:
    """Classes before anything is seen: from untouched mouths to those with much lost. Round figures."""
    count = int(settings()["teeth"]["classes"])
    burden = np.linspace(0.01, 0.75, count)[:, None]
    prone = np.where(_MOLAR, 1.6, np.where(_FRONT, 0.45, 1.0))
    worked = np.clip(burden * prone, 0.005, 0.95)
    lost = worked * np.linspace(0.1, 0.6, count)[:, None]
    kept = worked - lost
    parts = {
        ToothState.SOUND: 1 - worked,
        ToothState.DECAYED: 0.3 * kept,
        ToothState.FILLED: 0.45 * kept,
        ToothState.CROWN: 0.1 * kept,
        ToothState.ROOT_FILLED: 0.15 * kept,
        ToothState.MISSING: 0.85 * lost,
        ToothState.PROSTHESIS: 0.15 * lost,
        ToothState.UNERUPTED: np.full(worked.shape, 0.004),
    }
    shares = np.stack([parts[state] for state in STATES[:_LIVING]], axis=2)
    shares = np.maximum(shares, 0.002)
    found: Floats = shares / shares.sum(axis=2, keepdims=True)
    return found


@cache
def changes() -> Floats:
    """The chance of each state so many years after each other one, (pace, years, then, now).

    The first axis is of mouths that change slowly, as most do, and fast; the last column of the last is
    'still there'.

    >>> usual = changes()[1]
    >>> bool(usual[10, _MISSING, 0] == 0.0), bool(usual[10, 0, _FILLED] > 0.05)
    (True, True)
    """
    return np.array([_paced(pace) for pace in PACES])


def _paced(pace: float) -> Floats:
    """The same of mouths that change so much faster than most."""
    told = settings()["teeth"]
    year = np.zeros((_LIVING, _LIVING))
    sound, decayed, filled, crown, rooted, missing, prosthesis, unerupted = range(_LIVING)
    for one, other, chance in (
        (sound, decayed, "decays"),
        (sound, filled, "fills_sound"),
        (sound, missing, "draws_sound"),
        (decayed, filled, "fills_decayed"),
        (decayed, missing, "draws_decayed"),
        (decayed, rooted, "roots_filled"),
        (filled, rooted, "roots_filled"),
        (filled, crown, "crowns_filled"),
        (filled, missing, "draws_filled"),
        (rooted, crown, "crowns_rooted"),
        (rooted, missing, "draws_rooted"),
        (crown, missing, "draws_crown"),
        (missing, prosthesis, "replaces_missing"),
        (prosthesis, missing, "loses_prosthesis"),
        (unerupted, sound, "erupts"),
        (unerupted, missing, "draws_sound"),
    ):
        year[one, other] = min(pace * told[chance], 0.3)
    year[np.diag_indices(_LIVING)] = 1 - year.sum(axis=1)
    after = [np.eye(_LIVING)]
    for _ in range(int(told["most_years"])):
        after.append(after[-1] @ year)
    chances = np.array(after)
    there = chances[:, :, _PRESENT[:_LIVING]].sum(axis=2, keepdims=True)
    return np.concatenate([chances, there], axis=2)


@compiled
def _compare(
    then: Codes,
    surfaces_then: Codes,
    years: NDArray[np.int64],
    now: Codes,
    surfaces: Codes,
    changes: Floats,
    slips: Floats,
    shares: Floats,
    weights: Floats,
    surface_share: Floats,
    agreement: Floats,
    ratios: Floats,
) -> None:
    """Natural log of the likelihood ratio of each chart (n, 32) against what was found (32)."""
    classes, paces = len(weights), len(changes)
    mouths, same = np.empty(classes), np.empty(paces)
    for at in range(len(then)):
        extra = 0.0
        same[:] = -np.log(paces)
        mouths[:] = np.log(weights)
        for tooth in range(len(now)):
            one, other = then[at, tooth], now[tooth]
            if one < 0 or other < 0:
                continue
            usual = 0.0
            for k in range(classes):
                mouths[k] += np.log(shares[k, tooth, other])
                usual += weights[k] * shares[k, tooth, other]
            slip = slips[at, tooth]
            for pace in range(paces):
                same[pace] += np.log((1 - slip) * changes[pace, years[at], one, other] + slip * usual)
            if one == other and surfaces_then[at, tooth] > 0 and surfaces[tooth] > 0:
                extra += _surfaces(surfaces_then[at, tooth], surfaces[tooth], surface_share, agreement)
        ratios[at] = _mean(same) + extra - _mean(mouths)


@compiled
def _mean(logs: Floats) -> float:
    """The log of a sum of chances given as logs."""
    highest = logs.max()
    return float(highest + np.log(np.exp(logs - highest).sum()))


@compiled
def _surfaces(one: int, other: int, share: Floats, agreement: Floats) -> float:
    """What the surfaces of a filling tell that is on both charts; bits of a number."""
    common = share[other]
    fresh, grown = agreement[0], agreement[1]
    chance = (1 - fresh - grown) * common
    if one == other:
        chance += fresh
    elif one & other == one:
        chance += grown * common / max(share[one], common)
    return float(np.log(chance / common))


def codes_of(chart: Chart) -> list[int]:
    """The state of each tooth as a number, -1 where it was not recorded or is a third molar; (32,)."""
    return [
        STATES.index(chart.teeth[each].state) if each in chart.teeth and each[1] != _WISDOM else -1
        for each in PERMANENT
    ]


def surfaces_of(chart: Chart) -> list[int]:
    """The surfaces of each filling as bits; (32,)."""
    return [_bits(chart.teeth[each]) if each in chart.teeth else 0 for each in PERMANENT]


def _bits(tooth: Tooth) -> int:
    return sum(1 << "MODBL".index(each) for each in tooth.surfaces)


def _as_living(codes: Sequence[int]) -> list[int]:
    """Codes to learn from: a tooth that fell out after death was there, in a state that nobody saw."""
    return [-1 if code == _LOST_AFTER else code for code in codes]


def _surface_shares(charts: Sequence[Chart], remains: Sequence[PostMortem]) -> Floats:
    """How common each set of surfaces is among fillings, (32,)."""
    counts = np.full(32, 0.3)
    for chart in (*charts, *(each.chart for each in remains if each.chart is not None)):
        for tooth in chart.teeth.values():
            counts[_bits(tooth)] += tooth.surfaces != ""
    found: Floats = counts / counts.sum()
    return found


def _day(chart: Chart) -> float:
    return math.nan if chart.made.start is None else float(chart.made.start.toordinal())


def _slips(chart: Chart) -> Floats:
    """How often each tooth of a chart is charted wrongly, (32,)."""
    told = settings()["teeth"]
    return np.full(TEETH, told["family_slip" if chart.basis is ChartBasis.FAMILY else "slip"])


def _agreement() -> Floats:
    told = settings()["teeth"]
    return np.array([told["fresh_surfaces"], told["grown_surfaces"]])
