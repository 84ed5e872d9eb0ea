"""What the fields of drafts are called, and how what they say is shown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tahqiq.casebook.models import Case, Place
from tahqiq.desk.names import party_names
from tahqiq.desk.templatetags.wording import label as state_words
from tahqiq.desk.templatetags.wording import language, yes_no
from tahqiq.vocab.grades import Grade, StrikeStatus
from tahqiq.vocab.labels import label
from tahqiq.vocab.places import Precision

#: Field of a draft, or of what is signed → what a person calls it.
FIELD_LABELS = {
    "code": gettext_lazy("Code"),
    "title_en": gettext_lazy("Title (English)"),
    "title_ar": gettext_lazy("Title (Arabic)"),
    "summary_en": gettext_lazy("Summary (English)"),
    "summary_ar": gettext_lazy("Summary (Arabic)"),
    "from_date": gettext_lazy("First day"),
    "to_date": gettext_lazy("Last day"),
    "time_wording": gettext_lazy("Time, as worded"),
    "place": gettext_lazy("Place"),
    "blamed": gettext_lazy("Blamed by those who reported it"),
    "strike_type": gettext_lazy("Kind of strike"),
    "url": gettext_lazy("Address on the web"),
    "counted": gettext_lazy("Counted in the totals"),
    "not_counted_en": gettext_lazy("Why kept apart (English)"),
    "not_counted_ar": gettext_lazy("Why kept apart (Arabic)"),
    "name_en": gettext_lazy("Name (English)"),
    "name_ar": gettext_lazy("Name (Arabic)"),
    "sex": gettext_lazy("Sex"),
    "age": gettext_lazy("Age, as worded"),
    "age_group": gettext_lazy("Age group"),
    "status": gettext_lazy("How harmed"),
    "description_en": gettext_lazy("What sources say"),
    "precision": gettext_lazy("Precision"),
    "lat": gettext_lazy("Latitude"),
    "lon": gettext_lazy("Longitude"),
    "reason_wording": gettext_lazy("Reason, as worded"),
    "grid_reference": gettext_lazy("Grid reference"),
    "location_wording": gettext_lazy("Location, as worded"),
    "report": gettext_lazy("Report number"),
    "report_url": gettext_lazy("Address of the report"),
    "grade": gettext_lazy("Grade"),
    "strike_status": gettext_lazy("Strike status"),
    "harm_reported": gettext_lazy("Civilian harm reported"),
    "killed_min": gettext_lazy("Killed, at least"),
    "killed_max": gettext_lazy("Killed, at most"),
    "injured_min": gettext_lazy("Injured, at least"),
    "injured_max": gettext_lazy("Injured, at most"),
    "rules": gettext_lazy("Rules"),
    "profile": gettext_lazy("Profile of counts"),
    "reasons_en": gettext_lazy("Reasons"),
}
_STATES = frozenset({"sex", "age_group", "status"})
_OF_WORDS = {"grade": Grade, "strike_status": StrikeStatus, "precision": Precision}


@dataclass
class FieldWords:
    """Says fields of one case's records, in the screen's language."""

    case: Case

    @cached_property
    def _parties(self) -> dict[str, str]:
        return party_names(self.case)

    def called(self, name: str) -> str:
        """What a field is called."""
        return str(FIELD_LABELS.get(name, name.replace("_", " ")))

    def said(self, name: str, value: Any) -> str:
        """What a field says; a dash where it says nothing."""
        if value is None or value == "" or value == () or value == []:
            return "—"
        if isinstance(value, bool):
            return yes_no(value)
        if name in _STATES:
            return state_words(value)
        if name == "place":
            return self._place(str(value))
        if name == "blamed":
            return _(", ").join(self._parties.get(slug, slug) for slug in value)
        if name in _OF_WORDS:
            return label(_OF_WORDS[name](value), language())
        if isinstance(value, list | tuple):
            return "\n".join(str(each) for each in value)
        return str(value)

    def _place(self, key: str) -> str:
        found = Place.objects.filter(case=self.case, pk=UUID(key)).first()
        return key if found is None else place_words(found)


def place_words(place: Place) -> str:
    """A place by its name in the screen's language, and how exactly it is known."""
    names = (place.name_ar, place.name_en) if language() == "ar" else (place.name_en, place.name_ar)
    called = next((name for name in names if name), str(place.pk))
    return f"{called} · {label(Precision(place.precision), language())}"
