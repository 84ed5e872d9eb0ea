"""What people type about incidents, places and answers; the rules stand in ``casebook.drafts``."""

from __future__ import annotations

from dataclasses import fields
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tahqiq.casebook.drafts import LONGEST, IncidentDraft, PlaceDraft
from tahqiq.casebook.models import Case, Incident, Party, Place
from tahqiq.desk.field_words import FIELD_LABELS, place_words
from tahqiq.desk.templatetags.wording import language
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.labels import choices, label
from tahqiq.vocab.places import Precision

#: Places that are offered at a time.
OFFERED = 60
_DAYS = gettext_lazy("A day, a month or a year: 2017-10-05, 2017-10 or 2017.")


def _line(*, direction: str = "auto", lang: str = "", hint: str = "") -> forms.TextInput:
    marks = {"dir": direction, **({"lang": lang} if lang else {}), **({"placeholder": hint} if hint else {})}
    return forms.TextInput(marks)


def _text(direction: str, lang: str) -> forms.Textarea:
    return forms.Textarea({"dir": direction, "lang": lang, "rows": 4})


def _words(name: str, widget: forms.Widget, **further: Any) -> forms.CharField:
    given = {"required": False, "max_length": LONGEST, "strip": True, **further}
    return forms.CharField(label=FIELD_LABELS[name], widget=widget, **given)


class VersionedForm(forms.Form):
    """A form that carries the version its reader saw."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class IncidentForm(VersionedForm):
    """One incident; ``draft`` is what was said, once the form is valid."""

    code = _words("code", _line(direction="ltr"), required=True, max_length=200)
    title_en = _words("title_en", _line(direction="ltr", lang="en"))
    title_ar = _words("title_ar", _line(direction="rtl", lang="ar"))
    summary_en = _words("summary_en", _text("ltr", "en"))
    summary_ar = _words("summary_ar", _text("rtl", "ar"))
    from_date = _words("from_date", _line(direction="ltr", hint="2017-10-05"), help_text=_DAYS, max_length=10)
    to_date = _words("to_date", _line(direction="ltr", hint="2017-10-05"), max_length=10)
    time_wording = _words("time_wording", _line())
    place = forms.ChoiceField(label=FIELD_LABELS["place"], required=False)
    find_place = forms.CharField(
        label=gettext_lazy("Find a place by name"), required=False, max_length=200, widget=_line()
    )
    blamed = forms.MultipleChoiceField(
        label=FIELD_LABELS["blamed"], required=False, widget=forms.CheckboxSelectMultiple
    )
    strike_type = _words("strike_type", _line())
    url = _words("url", _line(direction="ltr"))
    counted = forms.BooleanField(label=FIELD_LABELS["counted"], required=False)
    not_counted_en = _words("not_counted_en", _line(direction="ltr", lang="en"))
    not_counted_ar = _words("not_counted_ar", _line(direction="rtl", lang="ar"))

    draft: IncidentDraft

    def __init__(self, case: Case, data: Any = None, *, incident: Incident | None = None, place: str = ""):
        self.case = case
        now = IncidentDraft.of(incident) if incident is not None else IncidentDraft(place=place)
        initial = {**now.plain(), "version": incident.version if incident is not None else 1}
        super().__init__(data, initial={**initial, **({"place": place} if place else {})})
        self.fields["blamed"].choices = _parties(case)  # type: ignore[attr-defined]
        chosen = (data.get("place", "") if data is not None else "", str(initial["place"]), place)
        words = data.get("find_place", "") if data is not None else ""
        self.fields["place"].choices = offered_places(case, words, chosen)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Lets the rules of the record say what is wrong, field by field."""
        cleaned = super().clean() or self.cleaned_data
        self.draft = self.said(cleaned)
        if not self.errors:
            try:
                self.draft.checked(self.case)
            except BadInput as refused:
                self.add_error(refused.column, _(refused.problem))
        return cleaned

    @staticmethod
    def said(cleaned: dict[str, Any]) -> IncidentDraft:
        """The draft, as far as the fields could be read."""
        known = {field.name for field in fields(IncidentDraft)} & set(cleaned)
        plain = {name: cleaned[name] for name in known}
        return IncidentDraft.from_plain({**plain, "blamed": sorted(plain.get("blamed", ()))})


def _parties(case: Case) -> list[tuple[str, str]]:
    rows = Party.objects.filter(case=case).order_by("slug").values_list("slug", "name_en", "name_ar")
    arabic = language() == "ar"
    return [(slug, (ar or en) if arabic else (en or ar)) for slug, en, ar in rows]


def offered_places(case: Case, words: str, chosen: tuple[str, ...]) -> list[tuple[str, str]]:
    """Places to choose from: those chosen, and those found by words; all of them where they are few."""
    found = Place.objects.filter(case=case).named(words).order_by("name_en", "id")
    offered = list(found[:OFFERED]) if words else list(found[: OFFERED + 1])
    if not words and len(offered) > OFFERED:
        offered = []
    there = {str(each.pk) for each in offered}
    keys = [UUID(key) for key in dict.fromkeys(chosen) if _is_id(key) and key not in there]
    offered += list(Place.objects.filter(case=case, pk__in=keys))
    return [("", _("No place")), *((str(each.pk), place_words(each)) for each in offered)]


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


class PlaceForm(VersionedForm):
    """One place. Whoever moves its point says anew how exactly it is known."""

    name_en = _words("name_en", _line(direction="ltr", lang="en"))
    name_ar = _words("name_ar", _line(direction="rtl", lang="ar"))
    lat = forms.FloatField(label=FIELD_LABELS["lat"], required=False, widget=_line(direction="ltr"))
    lon = forms.FloatField(label=FIELD_LABELS["lon"], required=False, widget=_line(direction="ltr"))
    precision = forms.ChoiceField(label=gettext_lazy("How exactly the place is known"), required=False)

    draft: PlaceDraft

    def __init__(self, data: Any = None, *, place: Place | None = None):
        self.place = place
        now = PlaceDraft.of(place).plain() if place is not None else {}
        version = place.version if place is not None else 1
        super().__init__(data, initial={**now, "version": version, "precision": ""})
        self.fields["precision"].choices = _precisions(place)  # type: ignore[attr-defined]

    @property
    def precision_chosen(self) -> bool:
        """Whether the person said how exactly the place is known, rather than leaving it."""
        return bool(self.cleaned_data.get("precision"))

    def clean(self) -> dict[str, Any]:
        """Lets the rules of the record say what is wrong; a point that moved needs its precision."""
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        before = PlaceDraft.of(self.place) if self.place is not None else PlaceDraft(precision="")
        precision = cleaned["precision"] or before.precision
        names = {name: cleaned[name] for name in ("name_en", "name_ar", "lat", "lon")}
        self.draft = PlaceDraft(precision=precision, **names)
        moved = (self.draft.lat, self.draft.lon) != (before.lat, before.lon)
        if moved and not cleaned["precision"]:
            self.add_error("precision", _("the point moved: say how exactly it is known now"))
        else:
            self._check()
        return cleaned

    def _check(self) -> None:
        try:
            self.draft.checked()
        except BadInput as refused:
            self.add_error(refused.column, _(refused.problem))


def _precisions(place: Place | None) -> list[tuple[str, str]]:
    """Every class; first, leaving it as it is."""
    first = (
        _("Choose")
        if place is None
        else _("as before:") + " " + label(Precision(place.precision), language())
    )
    return [("", first), *choices(Precision, _)]
