"""What people type about an armed actor's answer: a step of it, or the words that go with it."""

from __future__ import annotations

from dataclasses import fields
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tahqiq.casebook.drafts import LONGEST, AnswerDraft
from tahqiq.casebook.models import Answer, Case, Party
from tahqiq.desk.field_words import FIELD_LABELS
from tahqiq.desk.templatetags.wording import language
from tahqiq.grade import may_follow
from tahqiq.vocab import answers as vocab
from tahqiq.vocab.answers import AnswerState, RejectionReason
from tahqiq.vocab.counts import CountRange
from tahqiq.vocab.labels import choices
from tahqiq.vocab.wording import word

#: No strike killed more people; a longer number is a slip.
MOST = 1_000_000


def _bound(name: str) -> forms.IntegerField:
    return forms.IntegerField(label=FIELD_LABELS[name], required=False, min_value=0, max_value=MOST)


def _words(name: str) -> forms.CharField:
    field = forms.CharField(label=FIELD_LABELS[name], required=False, max_length=LONGEST)
    field.widget.attrs["dir"] = "auto"
    return field


class AnswerWordsForm(forms.Form):
    """The words that go with an answer; corrected without a new step."""

    version = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)
    reason_wording = _words("reason_wording")
    report = _words("report")
    report_url = _words("report_url")
    grid_reference = _words("grid_reference")
    location_wording = _words("location_wording")

    @property
    def words(self) -> AnswerDraft:
        """What was typed."""
        return AnswerDraft(**{field.name: self.cleaned_data[field.name] for field in fields(AnswerDraft)})


class StepForm(AnswerWordsForm):
    """The next step of an answer, with the sealed words that say so."""

    party = forms.ChoiceField(label=gettext_lazy("Who answers"))
    state = forms.ChoiceField(label=gettext_lazy("Where it stands now"))
    reasons = forms.MultipleChoiceField(
        label=gettext_lazy("Reasons"), required=False, widget=forms.CheckboxSelectMultiple
    )
    killed_min, killed_max = _bound("killed_min"), _bound("killed_max")
    injured_min, injured_max = _bound("injured_min"), _bound("injured_max")
    sha256 = forms.CharField(
        label=gettext_lazy("Sealed item (SHA-256)"),
        max_length=64,
        widget=forms.TextInput({"dir": "ltr", "list": "sealed-items", "autocomplete": "off"}),
    )
    quote = forms.CharField(
        label=gettext_lazy("Quote, letter by letter"),
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea({"dir": "auto", "rows": 3}),
    )
    note = forms.CharField(label=gettext_lazy("Note"), required=False, max_length=2_000)

    def __init__(
        self, case: Case, data: Any = None, *, answer: Answer | None = None, prefix: str = ""
    ) -> None:
        initial = {**AnswerDraft.of(answer).plain(), "version": answer.version} if answer is not None else {}
        super().__init__(data, initial=initial, prefix=prefix)
        parties = Party.objects.filter(case=case).order_by("slug")
        named = [(each.slug, _name(each)) for each in parties]
        kept = [(slug, name) for slug, name in named if answer is None or slug == answer.party.slug]
        self.fields["party"].choices = kept  # type: ignore[attr-defined]
        before = AnswerState(answer.state) if answer is not None else None
        states = [each for each in AnswerState if before is each or may_follow(before, each)]
        said = partial(word, language=language())
        self.fields["state"].choices = choices(states, said)  # type: ignore[attr-defined]
        self.fields["reasons"].choices = choices(RejectionReason, said)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuses bounds that run backwards."""
        cleaned = super().clean() or self.cleaned_data
        for kind in ("killed", "injured"):
            low, high = cleaned.get(f"{kind}_min"), cleaned.get(f"{kind}_max")
            if low is not None and high is not None and low > high:
                self.add_error(f"{kind}_max", _("The upper bound lies below the lower."))
        return cleaned

    @property
    def answer(self) -> vocab.Answer:
        """What was typed, as the value that crosses rooms."""
        cleaned = self.cleaned_data
        return vocab.Answer(
            party=cleaned["party"],
            state=AnswerState(cleaned["state"]),
            reasons=tuple(RejectionReason(each) for each in cleaned["reasons"]),
            killed=CountRange(cleaned["killed_min"], cleaned["killed_max"]),
            injured=CountRange(cleaned["injured_min"], cleaned["injured_max"]),
        )


def _name(party: Party) -> str:
    return (party.name_ar or party.name_en) if language() == "ar" else party.name_en
