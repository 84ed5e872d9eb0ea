"""What a person types about a claim: what its words say, which incident, and why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tahqiq.casebook.actions import Said
from tahqiq.casebook.models import Case, Claim, Incident, Population
from tahqiq.publish.showing import showable
from tahqiq.vocab.claims import Category, Effect, Scope, Stance
from tahqiq.vocab.counts import CountRange, Hedge
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.labels import choices

#: How an end of a span is typed that is not known.
OPEN = "?"
#: Code points of a reason, and of a quote.
LONGEST_REASON, LONGEST_QUOTE = 2_000, 20_000


def incident_of(case: Case, code: str) -> Incident | None:
    """The incident of a code that a person typed; None for none.

    Raises:
        BadInput: the case holds none of that code.
    """
    code = code.strip()
    if not code:
        return None
    found = Incident.objects.filter(case=case).coded(code).order_by("id").first()
    if found is None:
        raise BadInput("the case holds no incident of this code", remedy="copy the code from the list")
    return found


class ClaimForm(forms.Form):
    """A claim as a person reads it in the words."""

    quote = forms.CharField(
        label=_("Exact words"),
        max_length=LONGEST_QUOTE,
        strip=False,
        widget=forms.Textarea({"rows": 3, "dir": "auto", "data-quote": ""}),
        help_text=_("Word for word as they stand in the text. Select them there, or copy them."),
    )
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput({"data-start": ""}))
    end = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput({"data-end": ""}))
    effect = forms.ChoiceField(label=_("What happened"), choices=choices(Effect, _))
    category = forms.ChoiceField(label=_("To whom"), choices=choices(Category, _))
    low = forms.IntegerField(
        label=_("At least"), required=False, min_value=0, help_text=_("Empty where the words give no number.")
    )
    high = forms.IntegerField(label=_("At most"), required=False, min_value=0)
    hedge = forms.ChoiceField(label=_("How sure the figure is"), choices=choices(Hedge, _), initial="exact")
    negated = forms.BooleanField(label=_("The source denies the harm"), required=False)
    stance = forms.ChoiceField(label=_("How the speaker stands behind it"), choices=choices(Stance, _))
    scope = forms.ChoiceField(label=_("What the figure covers"), choices=choices(Scope, _))
    attributed_to = forms.CharField(
        label=_("Who says so, as worded"),
        required=False,
        max_length=500,
        widget=forms.TextInput({"dir": "auto"}),
    )
    place = forms.CharField(
        label=_("Place, as worded"), required=False, max_length=500, widget=forms.TextInput({"dir": "auto"})
    )
    first = forms.CharField(
        label=_("First day"),
        required=False,
        max_length=10,
        widget=forms.TextInput({"dir": "ltr"}),
        help_text=_("A day, a month or a year: 2017-06-08, 2017-06, 2017; ? where it is not known."),
    )
    last = forms.CharField(
        label=_("Last day"), required=False, max_length=10, widget=forms.TextInput({"dir": "ltr"})
    )
    population = forms.ChoiceField(label=_("Population"), required=False)
    incident = forms.CharField(
        label=_("Incident (its code)"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"list": "incidents", "dir": "auto"}),
    )
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=LONGEST_REASON, widget=forms.TextInput({"dir": "auto"})
    )

    def __init__(self, case: Case, text: str, data: Any = None, *, first_shown: dict[str, Any]) -> None:
        """A form beside a text.

        Args:
            text: the sealed text that is quoted.
            data: what was posted; None for a form that is shown first.
            first_shown: what it begins with, as the record has it.
        """
        shown = {name: showable(it) if isinstance(it, str) else it for name, it in first_shown.items()}
        super().__init__(data, initial=shown)
        self._case, self._text, self._first = case, text, first_shown
        groups = Population.objects.filter(case=case).values_list("slug", "title_en", "title_ar")
        arabic = get_language() == "ar"
        titled = [(slug, showable((ar or en) if arabic else en)) for slug, en, ar in groups]
        self.fields["population"].choices = [("", _("None")), *titled]  # type: ignore[attr-defined]

    def clean_quote(self) -> str:
        """The words with the line ends of the text; a browser sends others."""
        return str(self.cleaned_data["quote"]).replace("\r\n", "\n")

    def clean(self) -> dict[str, Any]:
        """Refuses figures and days that contradict themselves, and takes the words from the text itself.

        What a screen shows stands for characters that would disturb it; the quote is what is sealed.
        """
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("start"), cleaned.get("end")
        if start is not None and end is not None:
            sealed = self._text[start:end]
            if showable(sealed).split() == str(cleaned.get("quote", "")).split():
                cleaned["quote"] = sealed
        for name in ("place", "attributed_to"):
            if cleaned.get(name) and cleaned[name] == self.initial.get(name):
                cleaned[name] = self._first[name]
        for made, names in ((_count, ("low", "high")), (_span, ("first", "last"))):
            try:
                made(*(cleaned.get(name) for name in names))
            except ValueError:
                self.add_error(names[1], _("This contradicts the field before it, or is no such value."))
        return cleaned

    def said(self) -> Said:
        """What the person reads, once the form is valid."""
        told = self.cleaned_data
        return Said(
            effect=Effect(told["effect"]),
            category=Category(told["category"]),
            count=_count(told["low"], told["high"]),
            hedge=Hedge(told["hedge"]),
            negated=told["negated"],
            stance=Stance(told["stance"]),
            scope=Scope(told["scope"]),
            place=told["place"],
            span=_span(told["first"], told["last"]),
            population=told["population"],
            attributed_to=told["attributed_to"],
            start=told["start"],
            quote=told["quote"],
        )

    def incident_meant(self) -> Incident | None:
        """The incident of the code typed. Errors: see ``incident_of``."""
        return incident_of(self._case, self.cleaned_data["incident"])


def _count(low: Any, high: Any) -> CountRange:
    return CountRange(low, high)


def _span(first: Any, last: Any) -> DateSpan:
    """Days as typed: one alone is both the first and the last, '?' an end that is not known."""
    start, end = first or last or "", last or first or ""
    return DateSpan.parse(_known(start), _known(end)) if start or end else DateSpan()


def _known(day: str) -> str:
    return "" if day == OPEN else day


def read_in(claim: Claim) -> dict[str, Any]:
    """A claim as the form begins with it."""
    span = DateSpan(claim.span_start, claim.span_end)
    first, last = ("", "") if span.unknown else (day or OPEN for day in span.iso())
    links = [link for link in claim.chain if link.get("role") != "outlet"]
    return {
        "quote": claim.quote,
        "start": claim.start,
        "end": claim.end,
        "effect": claim.effect,
        "category": claim.category,
        "low": claim.min,
        "high": claim.max,
        "hedge": claim.hedge,
        "negated": claim.negated,
        "stance": claim.stance,
        "scope": claim.scope,
        "attributed_to": links[-1].get("name", "") if links else "",
        "place": claim.place,
        "first": first,
        "last": last,
        "population": claim.population.slug if claim.population is not None else "",
        "incident": claim.incident.code if claim.incident is not None else "",
    }
