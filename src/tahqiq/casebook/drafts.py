"""What a person may say of a record, as plain values: for forms, for revisions, for comparing.

A draft holds texts, numbers, yes and no, so that it stands in JSON as it is. Dates are ISO of any
reduced precision, both ends inclusive, '' where unknown; ids and slugs are texts. ``checked``
turns a draft into columns, or refuses it naming the field.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, ClassVar, Self
from uuid import UUID

from tahqiq.casebook.models import Answer, Case, Incident, Party, Place, Victim
from tahqiq.casebook.models.base import SLUG, Versioned
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.places import Point, Precision

#: Code points of one field; more is no title and no summary.
LONGEST = 20_000


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What the drafts have in common."""

    model: ClassVar[type[Versioned]]

    def plain(self) -> dict[str, Any]:
        """The draft as JSON has it."""
        return {
            name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()
        }

    @classmethod
    def from_plain(cls, values: Mapping[str, Any]) -> Self:
        """The draft that ``plain`` gave; a field that an earlier version did not have is as by default.

        Raises:
            BadInput: a field holds another kind of value.
        """
        known = [field for field in fields(cls) if field.name in values]
        for field in known:
            if not _fits(values[field.name], field.default):
                raise BadInput("this is no version of such a record", column=field.name)
        given = {field.name: values[field.name] for field in known}
        return cls(
            **{name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
        )

    def changed_from(self, other: Self) -> tuple[str, ...]:
        """Names of the fields in which the two differ, in their order."""
        return tuple(
            field.name for field in fields(self) if getattr(self, field.name) != getattr(other, field.name)
        )

    def _demand_texts(self) -> None:
        for name, value in asdict(self).items():
            if isinstance(value, str) and ("\0" in value or len(value) > LONGEST):
                raise BadInput("the text is too long, or holds a character that no text has", column=name)


def _fits(value: object, default: object) -> bool:
    """Whether a value of JSON is of a field's kind, as its default shows it."""
    if isinstance(default, tuple):
        return isinstance(value, list | tuple) and all(isinstance(each, str) for each in value)
    if default is None:
        return value is None or (isinstance(value, float | int) and not isinstance(value, bool))
    return isinstance(value, type(default))


@dataclass(frozen=True, kw_only=True)
class IncidentDraft(Draft):
    """What a person may say of an incident; figures and grades are never typed.

    Attributes:
        place: id of a place of the case, or ''.
        blamed: slugs of parties of the case, sorted.
    """

    model = Incident

    code: str = ""
    title_en: str = ""
    title_ar: str = ""
    summary_en: str = ""
    summary_ar: str = ""
    from_date: str = ""
    to_date: str = ""
    time_wording: str = ""
    place: str = ""
    blamed: tuple[str, ...] = ()
    strike_type: str = ""
    url: str = ""
    counted: bool = True
    not_counted_en: str = ""
    not_counted_ar: str = ""

    @classmethod
    def of(cls, incident: Incident, *, blamed: tuple[str, ...] | None = None) -> IncidentDraft:
        """The incident as it stands; its blamed parties are read where they are not given."""
        first, last = incident.span.iso()
        if blamed is None:
            rows = incident.blames.order_by("party__slug")
            blamed = tuple(rows.values_list("party__slug", flat=True))
        return cls(
            from_date=first,
            to_date=last,
            place=str(incident.place_id or ""),
            blamed=blamed,
            counted=incident.counted,
            **{name: getattr(incident, name) for name in _WORDS_OF_INCIDENT},
        )

    @property
    def span(self) -> DateSpan:
        """When it happened.

        Raises:
            BadInput: no dates, or running backwards.
        """
        try:
            return DateSpan.parse(self.from_date, self.to_date)
        except ValueError:
            raise BadInput(
                "a date is a day, a month or a year, such as 2017-10-05, 2017-10 or 2017, first before last",
                column="from_date",
            ) from None

    @property
    def span_or_unknown(self) -> DateSpan:
        """When it happened; unknown where the dates are none."""
        try:
            return self.span
        except BadInput:
            return DateSpan()

    def checked(self, case: Case) -> dict[str, Any]:
        """The columns this means; the blamed parties are rows of their own.

        Raises:
            BadInput: no code, no dates, a place that the case does not have, or kept apart for no
                reason.
        """
        self._demand_texts()
        code = self.code.strip()
        if not code or len(code) > SLUG:
            raise BadInput("an incident has a code of at most 200 characters", column="code")
        reason = self.not_counted_en.strip()
        if not self.counted and not reason:
            raise BadInput("an incident is kept apart for a reason; none was given", column="not_counted_en")
        span = self.span
        apart = not self.counted
        return {
            **{name: getattr(self, name) for name in _WORDS_OF_INCIDENT},
            "code": code,
            "start": span.start,
            "end": span.end,
            "place_id": _place_of(case, self.place),
            "counted": self.counted,
            "not_counted_en": reason if apart else "",
            "not_counted_ar": self.not_counted_ar.strip() if apart else "",
        }

    def parties(self, case: Case) -> list[Party]:
        """The parties blamed.

        Raises:
            BadInput: the case has no such party.
        """
        found = list(Party.objects.filter(case=case, slug__in=self.blamed).order_by("slug"))
        missing = sorted(set(self.blamed) - {party.slug for party in found})
        if missing:
            raise BadInput(f"the case has no party called {missing[0]}", column="blamed")
        return found


_WORDS_OF_INCIDENT = (
    "code",
    "title_en",
    "title_ar",
    "summary_en",
    "summary_ar",
    "time_wording",
    "strike_type",
    "url",
    "not_counted_en",
    "not_counted_ar",
)


def _place_of(case: Case, key: str) -> UUID | None:
    if not key:
        return None
    try:
        found = Place.objects.filter(case=case, pk=UUID(key)).values_list("pk", flat=True).first()
    except ValueError:
        found = None
    if found is None:
        raise BadInput("the case has no such place", column="place")
    return found


@dataclass(frozen=True, kw_only=True)
class PlaceDraft(Draft):
    """What a person may say of a place: degrees (WGS 84), and how exactly it is known."""

    model = Place

    name_en: str = ""
    name_ar: str = ""
    precision: str = Precision.UNKNOWN.value
    lat: float | None = None
    lon: float | None = None

    @classmethod
    def of(cls, place: Place) -> PlaceDraft:
        """The place as it stands."""
        return cls(**{field.name: getattr(place, field.name) for field in fields(cls)})

    def checked(self) -> dict[str, Any]:
        """The columns this means.

        Raises:
            BadInput: no name, an unknown precision, half a point, or one that is not on the globe.
        """
        self._demand_texts()
        if not (self.name_en.strip() or self.name_ar.strip()):
            raise BadInput("a place has a name in one of the two languages", column="name_en")
        if self.precision not in set(Precision):
            raise BadInput("say how exactly the place is known", column="precision")
        if (self.lat is None) != (self.lon is None):
            raise BadInput("a point has a latitude and a longitude, or there is none", column="lat")
        if self.lat is not None and self.lon is not None:
            _demand_point(self.lat, self.lon)
        return {**self.plain(), "name_en": self.name_en.strip(), "name_ar": self.name_ar.strip()}


def _demand_point(lat: float, lon: float) -> None:
    try:
        Point(lat, lon)
    except ValueError as error:
        raise BadInput(str(error), column="lat") from None


@dataclass(frozen=True, kw_only=True)
class PersonDraft(Draft):
    """What a person may say of somebody harmed (``actions.edit_victim``)."""

    model = Victim

    name_en: str = ""
    name_ar: str = ""
    sex: str = ""
    age_group: str = ""
    age: str = ""
    status: str = ""
    description_en: str = ""


@dataclass(frozen=True, kw_only=True)
class AnswerDraft(Draft):
    """The words that go with an answer; its state and figures change by steps only."""

    model = Answer

    reason_wording: str = ""
    grid_reference: str = ""
    location_wording: str = ""
    report: str = ""
    report_url: str = ""

    @classmethod
    def of(cls, answer: Answer) -> AnswerDraft:
        """The words as they stand."""
        return cls(**{field.name: getattr(answer, field.name) for field in fields(cls)})

    def checked(self) -> dict[str, Any]:
        """The columns this means.

        Raises:
            BadInput: a text that is too long, or none.
        """
        self._demand_texts()
        return self.plain()
