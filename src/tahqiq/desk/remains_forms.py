"""What people type of graves, remains and missing persons; the rules stand in ``casebook.actions``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tahqiq.casebook.actions import Found, Lie, Told
from tahqiq.casebook.findings import latin_digits
from tahqiq.casebook.models import (
    Case,
    Consent,
    Grave,
    Incident,
    MissingPerson,
    Place,
    RecoverySite,
    Remains,
)
from tahqiq.casebook.remains_items import ALLOWED, LONGEST, REFUSED, Of, groups_of
from tahqiq.casebook.versions import Outdated
from tahqiq.desk.incident_forms import offered_places
from tahqiq.desk.templatetags.wording import language
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.labels import choices
from tahqiq.vocab.remains import Sex
from tahqiq.vocab.wording import word

_SEXES = [("", gettext_lazy("Not recorded")), *choices(Sex, gettext_lazy)]
_DAYS = gettext_lazy("A day, a month or a year: 2017-10-05, 2017-10 or 2017.")
#: What the sections of the forms are called.
GROUPS = {
    "names": "Names",
    "person": "Personal data",
    "circumstances": "Circumstances",
    "family": "Family",
    "recovery": "Recovery",
    "condition": "Condition",
    "body": "The body",
    "medical": "Medical",
    "dental": "Dental",
    "clothing": "Clothing",
    "effects": "Effects and documents",
    "laboratory": "Laboratory",
}
#: What an agreement says.
AGREEMENTS = {ALLOWED: "allowed", REFUSED: "refused"}


def line(label: Any, *, required: bool = False, help_text: Any = "", length: int = 200) -> forms.CharField:
    """One line of words in either script."""
    widget = forms.TextInput({"dir": "auto", "autocomplete": "off"})
    return forms.CharField(
        label=label, required=required, max_length=length, widget=widget, help_text=help_text
    )


class MetresField(forms.FloatField):
    """A figure, in either script's digits."""

    def to_python(self, value: Any) -> Any:
        """Reads Eastern digits, too."""
        written = latin_digits(value).replace("٫", ".") if isinstance(value, str) else value
        return super().to_python(written)


def metres(label: Any) -> MetresField:
    """A figure that may be left out."""
    return MetresField(
        label=label, required=False, widget=forms.TextInput({"dir": "ltr", "inputmode": "decimal"})
    )


class RecordForm(forms.Form):
    """A form that fills a record: what the record refuses stands beside the field that it is about."""

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Tells on the form what an action refuses; whatever follows ``with`` shows it again."""
        try:
            yield
        except Outdated:
            changed = _("Somebody else changed this record since you opened it. Nothing of yours was saved.")
            self.add_error(None, changed)
        except BadInput as refused:
            self.add_error(self.field_of(refused.column), _(refused.problem))

    def field_of(self, column: str | None) -> str | None:
        """The field in which a column is typed; None where the form has none."""
        return column if column in self.fields else None

    @property
    def seen(self) -> int:
        """The version that the editor saw, once the form is valid."""
        return self.cleaned_data["version"] or 0


class SpanForm(RecordForm):
    """A form with a first and a last day."""

    def span(self, first: str, last: str) -> DateSpan:
        """The days, inclusive as typed; unknown where left out. Faults go to the fields."""
        texts = [latin_digits(self.cleaned_data.get(name, "")).strip() for name in (first, last)]
        try:
            return DateSpan.parse(texts[0], texts[1] or texts[0])
        except (ValueError, OverflowError):
            self.add_error(first, _("This is no date, or the last day lies before the first."))
            return DateSpan()


def _agreement(label: str) -> forms.ChoiceField:
    """What somebody allowed or refused; nothing where they were not asked."""
    answers = [("", "—"), *((each, word(said, language())) for each, said in AGREEMENTS.items())]
    return forms.ChoiceField(label=label, required=False, choices=answers)


class ItemsForm(SpanForm):
    """A form with the items of a file, section by section."""

    of: Of

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for items in groups_of(self.of).values():
            for item in items:
                if item.kind == "agreement":
                    self.fields[f"item-{item.key}"] = _agreement(word(item.label, language()))
                    continue
                widget = forms.Textarea({"rows": 2, "dir": "auto"}) if item.long else None
                self.fields[f"item-{item.key}"] = forms.CharField(
                    label=word(item.label, language()),
                    required=False,
                    max_length=LONGEST,
                    widget=widget or forms.TextInput({"dir": "auto", "autocomplete": "off"}),
                )

    def sections(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """The items, each section with its name."""
        for group, items in groups_of(self.of).items():
            yield word(GROUPS[group], language()), [self[f"item-{item.key}"] for item in items]

    def head(self) -> list[forms.BoundField]:
        """The fields that are no items."""
        return [self[name] for name in self.fields if not name.startswith("item-") and name != "version"]

    def items(self) -> dict[str, str]:
        """What was typed of each item."""
        return {
            name.removeprefix("item-"): self.cleaned_data.get(name, "")
            for name in self.fields
            if name.startswith("item-")
        }

    def field_of(self, column: str | None) -> str | None:
        """The field in which an item or a column is typed; None where the form has none."""
        item = f"item-{column}"
        return item if item in self.fields else super().field_of(column)


class RemainsForm(ItemsForm):
    """Remains; ``found`` is what was said, once the form is valid."""

    of = "remains"
    code = line(
        gettext_lazy("Code"),
        required=True,
        help_text=gettext_lazy("On body, bag and photographs; never used again."),
    )
    grave = forms.ChoiceField(label=gettext_lazy("Grave"), required=False)
    first_day = line(gettext_lazy("Recovered, first day"), help_text=_DAYS)
    last_day = line(gettext_lazy("Recovered, last day"))
    recovered_by = line(gettext_lazy("Recovered by (a role, no name)"))
    x_m = metres(gettext_lazy("Metres east of the datum"))
    y_m = metres(gettext_lazy("Metres north of the datum"))
    orientation_deg = metres(gettext_lazy("Direction of the head, degrees clockwise from north"))
    depth_m = metres(gettext_lazy("Depth in metres"))
    apparent_sex = forms.ChoiceField(label=gettext_lazy("Apparent sex"), required=False, choices=_SEXES)
    apparent_sex_basis = line(gettext_lazy("What the sex rests on"))
    age_min = metres(gettext_lazy("Apparent age, at least"))
    age_max = metres(gettext_lazy("Apparent age, at most"))
    apparent_age_basis = line(gettext_lazy("What the age rests on"))
    incident = line(gettext_lazy("Code of the incident it is believed to belong to"))
    building = line(gettext_lazy("Number of the building"))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput())

    def __init__(self, site: RecoverySite, data: Any = None, *, remains: Remains | None = None) -> None:
        self.site = site
        super().__init__(data, initial=_of_remains(remains) if remains is not None else None)
        graves = Grave.objects.filter(site=site).order_by("code").values_list("pk", "code")
        self.fields["grave"].choices = [("", "—"), *((str(pk), code) for pk, code in graves)]  # type: ignore[attr-defined]
        if remains is not None:
            del self.fields["code"]

    def found(self) -> Found:
        """What was said."""
        said = self.cleaned_data
        return Found(
            grave=Grave.objects.filter(site=self.site, pk=said["grave"]).first() if said["grave"] else None,
            recovered=self.span("first_day", "last_day"),
            recovered_by=said["recovered_by"],
            lie=Lie(**{name: said[name] for name in ("x_m", "y_m", "orientation_deg", "depth_m")}),
            sex=said["apparent_sex"],
            sex_basis=said["apparent_sex_basis"],
            age_min=said["age_min"],
            age_max=said["age_max"],
            age_basis=said["apparent_age_basis"],
            findings=self.items(),
            incident=incident_of(self, self.site.case),
            building=said["building"],
        )


def _of_remains(remains: Remains) -> dict[str, Any]:
    first, last = DateSpan(remains.recovered_start, remains.recovered_end).iso()
    plain = {name: getattr(remains, name) for name in ("x_m", "y_m", "orientation_deg", "depth_m", "version")}
    words = ("recovered_by", "apparent_sex", "apparent_sex_basis", "age_min", "age_max", "apparent_age_basis")
    return {
        **plain,
        **{name: getattr(remains, name) for name in (*words, "building")},
        **{f"item-{key}": text for key, text in remains.findings.items()},
        "grave": str(remains.grave_id or ""),
        "first_day": first,
        "last_day": last,
        "incident": remains.incident.code if remains.incident is not None else "",
    }


class MissingForm(ItemsForm):
    """A file of a missing person; ``told`` is what was said, once the form is valid."""

    of = "missing"
    code = line(gettext_lazy("Code"), required=True, help_text=gettext_lazy("Of the file; never used again."))
    name_ar = line(gettext_lazy("Name in Arabic"), length=500)
    name_en = line(gettext_lazy("Name in Latin letters"), length=500)
    sex = forms.ChoiceField(label=gettext_lazy("Sex"), required=False, choices=_SEXES)
    first_day = line(gettext_lazy("Last seen, first day"), help_text=_DAYS)
    last_day = line(gettext_lazy("Last seen, last day"))
    told_by = line(gettext_lazy("Told by (relation, no name)"), required=True)
    consent = forms.ChoiceField(
        label=gettext_lazy("Consent"),
        required=False,
        help_text=gettext_lazy("Without a consent to keep it, the file is compared with no remains."),
    )
    incident = line(gettext_lazy("Code of the incident it is believed to belong to"))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput())

    def __init__(self, case: Case, data: Any = None, *, missing: MissingPerson | None = None) -> None:
        self.case, self.missing = case, missing
        super().__init__(data, initial=_of_missing(missing) if missing is not None else None)
        given = Consent.objects.filter(case=case, withdrawn_at=None).order_by("subject", "given_on")
        said = [(str(each.pk), f"{each.subject} · {each.given_on}") for each in given]
        self.fields["consent"].choices = [("", "—"), *said]  # type: ignore[attr-defined]
        if missing is not None:
            del self.fields["code"]

    def told(self) -> Told:
        """What was said."""
        said, before = self.cleaned_data, self.missing
        found = Consent.objects.filter(case=self.case, pk=said["consent"]) if said["consent"] else None
        return Told(
            told_by=said["told_by"],
            name_ar=said["name_ar"],
            name_en=said["name_en"],
            sex=said["sex"],
            last_seen=self.span("first_day", "last_day"),
            items=self.items(),
            contact=before.contact if before is not None else None,
            consent=found.first() if found is not None else None,
            victim=before.victim if before is not None else None,
            incident=incident_of(self, self.case),
        )


def _of_missing(missing: MissingPerson) -> dict[str, Any]:
    first, last = DateSpan(missing.last_seen_start, missing.last_seen_end).iso()
    return {
        **{name: getattr(missing, name) for name in ("name_ar", "name_en", "sex", "told_by", "version")},
        **{f"item-{key}": text for key, text in missing.told.items()},
        "first_day": first,
        "last_day": last,
        "consent": str(missing.consent_id or ""),
        "incident": missing.incident.code if missing.incident is not None else "",
    }


def incident_of(form: forms.Form, case: Case) -> Incident | None:
    """The incident whose code was typed; a fault at the field where there is none."""
    code = form.cleaned_data["incident"].strip()
    found = Incident.objects.filter(case=case).coded(code).first() if code else None
    if code and found is None:
        form.add_error("incident", _("No incident of this case has this code."))
    return found


class SiteForm(RecordForm):
    """A recovery site; ``said`` is what was said, once the form is valid."""

    name_en = line(gettext_lazy("Name (English)"), required=True)
    name_ar = line(gettext_lazy("Name (Arabic)"))
    kind = line(gettext_lazy("Kind of site: mass grave, park, rubble"), required=True)
    place = forms.ChoiceField(label=gettext_lazy("Place"), required=False)
    note_en = line(gettext_lazy("Note, published with the site (English)"), length=2000)
    note_ar = line(gettext_lazy("Note, published with the site (Arabic)"), length=2000)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput())

    def __init__(self, case: Case, data: Any = None, *, site: RecoverySite | None = None) -> None:
        self.case = case
        super().__init__(data, initial=_of_site(site) if site is not None else None)
        chosen = (str(site.place_id),) if site is not None and site.place_id is not None else ()
        self.fields["place"].choices = offered_places(case, "", chosen)  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        """What was said; the version apart."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        wanted = Place.objects.filter(case=self.case, pk=said["place"]) if said["place"] else None
        return {**said, "place": wanted.first() if wanted is not None else None}


def _of_site(site: RecoverySite) -> dict[str, Any]:
    names = ("name_en", "name_ar", "kind", "note_en", "note_ar", "version")
    return {**{name: getattr(site, name) for name in names}, "place": str(site.place_id or "")}


class GraveForm(SpanForm):
    """A grave of a site; ``said`` is what was said, once the form is valid."""

    code = line(gettext_lazy("Code"), required=True)
    x_m = metres(gettext_lazy("Metres east of the datum"))
    y_m = metres(gettext_lazy("Metres north of the datum"))
    length_m = metres(gettext_lazy("Length in metres"))
    width_m = metres(gettext_lazy("Width in metres"))
    orientation_deg = metres(gettext_lazy("Direction of its length, degrees clockwise from north"))
    depth_m = metres(gettext_lazy("Depth in metres"))
    first_day = line(gettext_lazy("Opened, first day"), help_text=_DAYS)
    last_day = line(gettext_lazy("Opened, last day"))
    note = line(gettext_lazy("Note"), length=2000)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput())

    def __init__(self, data: Any = None, *, grave: Grave | None = None) -> None:
        super().__init__(data, initial=_of_grave(grave) if grave is not None else None)
        if grave is not None:
            del self.fields["code"]

    def said(self) -> dict[str, Any]:
        """What was said; code and version apart."""
        said = self.cleaned_data
        return {
            "lie": Lie(**{name: said[name] for name in Lie.__slots__}),
            "opened": self.span("first_day", "last_day"),
            **{name: said[name] for name in ("length_m", "width_m", "note")},
        }


def _of_grave(grave: Grave) -> dict[str, Any]:
    first, last = DateSpan(grave.opened_start, grave.opened_end).iso()
    names = (*Lie.__slots__, "length_m", "width_m", "note", "version")
    return {**{name: getattr(grave, name) for name in names}, "first_day": first, "last_day": last}
