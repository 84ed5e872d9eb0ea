"""Remains and missing persons of a case as ``link.remains`` compares them, and what people ruled.

Only files whose family consented to their being kept are compared, while that consent holds, and none
whose family did not allow a comparison.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import count
from typing import TYPE_CHECKING, Any

from tahqiq.casebook import findings
from tahqiq.casebook.models import Case, Consent, MissingPerson, Place, Purpose, Remains, Ruling
from tahqiq.casebook.remains_items import Of, items_of, refuses_comparison
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.places import Point, Precision
from tahqiq.vocab.remains import Primary, Sex, Standing
from tahqiq.vocab.remains import Ruling as RulingValue

if TYPE_CHECKING:
    from tahqiq.link.remains.antemortem import AnteMortem
    from tahqiq.link.remains.findings import Spot
    from tahqiq.link.remains.matching import Ranking
    from tahqiq.link.remains.postmortem import PostMortem


def rankings(
    case: Case, *, on: date, top: int = 10, on_weighed: Callable[[int], None] = lambda done: None
) -> Iterator[Ranking]:
    """The candidates of each body and part of the case, as ``link.remains.matching`` finds them.

    All are weighed, which takes the longest, before the first is ranked: bodies are rivals for files.

    Args:
        on: the day on which consents must hold.
        on_weighed: is told how many are weighed; may raise to stop.

    Raises:
        BadInput: no remains, or no files to compare them with.
    """
    from tahqiq.link.remains.matching import Matcher

    bodies = [after_death(each) for each in _remains(case)]
    files = [before_death(each) for each in comparable(case, on=on)]
    weighed = count(1)
    matcher = Matcher(bodies, files, rulings=rulings_of(case), on_step=lambda: on_weighed(next(weighed)))
    yield from matcher.rankings(top=top)


def comparable(case: Case, *, on: date) -> Iterator[MissingPerson]:
    """The files that may be compared that day, in the order of their codes."""
    kept = Consent.objects.filter(case=case).valid(on).allowing(Purpose.KEEP)
    found = MissingPerson.objects.standing().filter(case=case, consent__in=kept)
    files = found.order_by("code").iterator(chunk_size=500)
    yield from (each for each in files if not refuses_comparison(each.told))


def _remains(case: Case) -> Iterator[Remains]:
    found = Remains.objects.standing().filter(case=case).select_related("site__place")
    yield from found.order_by("code").iterator(chunk_size=500)


def rulings_of(case: Case) -> list[RulingValue]:
    """What people decided and did not withdraw; an identification once a second person confirmed it."""
    found = Ruling.objects.standing().filter(case=case).select_related("remains", "missing")
    return [_ruling(each) for each in found if each.standing != Standing.IDENTIFIED or each.confirmed_at]


def _ruling(kept: Ruling) -> RulingValue:
    return RulingValue(
        remains=kept.remains.code,
        file=kept.missing.code,
        standing=Standing(kept.standing),
        by=kept.judged_by,
        at=kept.judged_at,
        authority=kept.authority,
        method=Primary(kept.method) if kept.method else None,
        reason=kept.reason,
        withdrawn_at=kept.withdrawn_at,
    )


def before_death(missing: MissingPerson) -> AnteMortem:
    """A file as it is compared."""
    from tahqiq.link.remains.antemortem import AnteMortem
    from tahqiq.link.remains.chart import Chart, ChartBasis
    from tahqiq.link.remains.findings import Spot

    told = _fields("missing", missing.told)
    for name in ("spot", "believed_at"):
        if name in told:
            told[name] = Spot(wording=told[name])
    if "chart" in told:
        by_family = missing.told.get("chart_basis", "").strip().lower() == "family"
        told["chart"] = Chart(
            teeth=told["chart"], basis=ChartBasis.FAMILY if by_family else ChartBasis.DENTIST
        )
    return AnteMortem(
        id=missing.code,
        name_ar=missing.name_ar,
        name_en=missing.name_en,
        sex=Sex(missing.sex) if missing.sex else None,
        last_seen=DateSpan(missing.last_seen_start, missing.last_seen_end),
        informant=missing.told_by,
        **told,
    )


def after_death(remains: Remains) -> PostMortem:
    """Findings as they are compared."""
    from tahqiq.link.remains.chart import Chart
    from tahqiq.link.remains.postmortem import AgeBasis, Condition, PostMortem, SexBasis
    from tahqiq.link.remains.skeleton import WHOLE

    told = _fields("remains", remains.findings)
    if "chart" in told:
        told["chart"] = Chart(teeth=told["chart"])
    condition = told.pop("condition", "").lower()
    if told.get("elements") == WHOLE:
        told.update(complete=True, elements=())
    return PostMortem(
        code=remains.code,
        site=remains.site.name_en,
        spot=_spot(remains.site.place),
        recovered=DateSpan(remains.recovered_start, remains.recovered_end),
        condition=Condition(condition) if condition in set(Condition) else Condition.UNSAID,
        sex=Sex(remains.apparent_sex) if remains.apparent_sex else None,
        sex_basis=SexBasis(_word(remains.apparent_sex_basis, list(SexBasis))),
        age_min=remains.age_min,
        age_max=remains.age_max,
        age_basis=AgeBasis(_word(remains.apparent_age_basis, list(AgeBasis))),
        **told,
    )


def _fields(of: Of, told: dict[str, str]) -> dict[str, Any]:
    """The items that are compared, read, by the field they become."""
    known = items_of(of)
    return {
        known[key].field: findings.read(known[key].kind, text)
        for key, text in told.items()
        if key in known and known[key].field
    }


def _word(basis: str, known: Sequence[str]) -> str:
    """The basis that a text names; '' where it is worded otherwise."""
    slug = basis.strip().lower().replace(" ", "_")
    return slug if slug in known else ""


def _spot(place: Place | None) -> Spot:
    from tahqiq.link.remains.findings import Spot

    if place is None:
        return Spot()
    point = Point(place.lat, place.lon) if place.lat is not None and place.lon is not None else None
    return Spot(wording=place.name_ar or place.name_en, point=point, precision=Precision(place.precision))
