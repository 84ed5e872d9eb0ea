"""The two records of a pair as the pairs desk shows them, field beside field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from django.db.models import Prefetch

from tahqiq.casebook.models import Assessment, Case, Incident, Listing, Victim
from tahqiq.desk.templatetags.wording import days, label, language
from tahqiq.language.direction import script_of
from tahqiq.language.romanise import romanise
from tahqiq.vocab.counts import CountRange


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One record of a pair.

    Attributes:
        names: in both scripts, as written; ``machine``: romanised by machine where only Arabic is written.
        fields: what else it says: English message id of the field → text.
        sources: who lists it.
        gone: withdrawn since, or no longer of the case.
        stands_for: the record that stands for this person.
    """

    id: UUID
    names: tuple[str, ...] = ()
    machine: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    gone: bool = False
    stands_for: UUID | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One field of both records, '' where a record is silent."""

    field: str
    left: str
    right: str

    @property
    def same(self) -> bool:
        """Whether both say it in the same characters."""
        return bool(self.left) and self.left == self.right


def side_of(case: Case, kind: Literal["victim", "incident"], key: UUID) -> Side:
    """The record with that id, as it stands now."""
    return _person(case, key) if kind == "victim" else _incident(case, key)


def fields_of(left: Side, right: Side) -> Sequence[Row]:
    """What the two say, field beside field; fields on which both are silent are left out."""
    names = dict.fromkeys([*left.fields, *right.fields])
    rows = (Row(name, left.fields.get(name, ""), right.fields.get(name, "")) for name in names)
    return [row for row in rows if row.left or row.right]


def _person(case: Case, key: UUID) -> Side:
    listings = Listing.objects.filter(withdrawn_at=None).select_related("source")
    found = (
        Victim.objects.filter(case=case, pk=key)
        .select_related("incident__place", "source")
        .prefetch_related(Prefetch("listings", listings))
        .first()
    )
    if found is None:
        return Side(id=key, gone=True)
    names = tuple(name for name in (found.name_ar, found.name_en) if name)
    incident = found.incident
    listed = {_named(each.source) for each in found.listings.all()}
    return Side(
        id=key,
        names=names,
        machine=_machine(names),
        fields={
            "Sex": label(found.sex) if found.sex else "",
            "Age": found.age,
            "Age group": label(found.age_group) if found.age_group else "",
            "How harmed": label(found.status) if found.status else "",
            "Date": days(incident.start, incident.end) if incident is not None else "",
            "Place": _place(incident),
            "Incident": incident.code if incident is not None else "",
            "What sources say": found.description_en,
        },
        sources=tuple(sorted(listed or ({_named(found.source)} if found.source is not None else set()))),
        gone=found.withdrawn_at is not None,
        stands_for=found.joined_to_id or found.pk,
    )


def _incident(case: Case, key: UUID) -> Side:
    found = Incident.objects.filter(case=case, pk=key).select_related("place", "source").first()
    if found is None:
        return Side(id=key, gone=True)
    names = tuple(name for name in (found.title_ar, found.title_en, found.code) if name)
    heading = Assessment.objects.standing().by(case.assessed_by).filter(incident=found).first()
    return Side(
        id=key,
        names=names,
        fields={
            "Code": found.code,
            "Date": days(found.start, found.end),
            "Place": _place(found),
            "Civilians killed": _range(heading, "killed"),
            "Civilians injured": _range(heading, "injured"),
            "Kind of strike": found.strike_type,
            "Blamed": ", ".join(_named(each.party) for each in found.blames.select_related("party")),
            "Summary": found.summary_en or found.summary_ar,
        },
        sources=(_named(found.source),) if found.source is not None else (),
        stands_for=found.pk,
    )


def _range(heading: Assessment | None, what: str) -> str:
    if heading is None:
        return ""
    return CountRange(getattr(heading, f"{what}_min"), getattr(heading, f"{what}_max")).text(language())


def _place(incident: Incident | None) -> str:
    place = incident.place if incident is not None else None
    return " / ".join(name for name in (place.name_en, place.name_ar) if name) if place is not None else ""


def _named(record: object) -> str:
    own, other = ("name_ar", "name_en") if language() == "ar" else ("name_en", "name_ar")
    return str(getattr(record, own, "") or getattr(record, other, ""))


def _machine(names: Sequence[str]) -> str:
    """A romanisation by machine, where no spelling in Latin letters is held."""
    if not names or any(script_of(name) in {"latin", "mixed"} for name in names):
        return ""
    return romanise(names[0])
