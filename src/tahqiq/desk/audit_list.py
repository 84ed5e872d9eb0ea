"""Which entries of the audit trail a list shows: from the address to a query, and to a file."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tahqiq.casebook.models import AuditEntry, Case
from tahqiq.desk.deeds import DEEDS, KINDS
from tahqiq.desk.templatetags.wording import said_of

PAGE = 100
#: What a file of entries has as columns.
COLUMNS = ("at", "actor", "account", "action", "target_kind", "target_id", "before", "after")
#: Entries that a file takes from the database at a time.
_CHUNK = 2_000


class AuditFilter(forms.Form):
    """What may be asked of the trail; it stands in the address, so that it can be passed on."""

    actor = forms.ChoiceField(label=_("Who"), required=False)
    action = forms.ChoiceField(label=_("What"), required=False)
    kind = forms.ChoiceField(label=_("Kind of record"), required=False)
    record = forms.CharField(label=_("Record (id, or how it begins)"), required=False, max_length=200)
    first = forms.DateField(
        label=_("From (day)"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    last = forms.DateField(
        label=_("To (day)"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, data: Any, *, case: Case) -> None:
        super().__init__(data)
        entries = AuditEntry.objects.filter(case=case).order_by()
        told = set(entries.values_list("actor", "action", "target_kind").distinct())  # one look at them all
        actors, actions, kinds = ({each[n] for each in told} for n in range(3))
        self._offer("actor", [(name, name) for name in sorted(actors)], _("Anybody"))
        self._offer("action", _called(actions, DEEDS), _("Anything"))
        self._offer("kind", _called(kinds, KINDS), _("Any kind"))

    def _offer(self, name: str, choices: list[tuple[str, str]], anything: Any) -> None:
        """Offers what occurs in the trail."""
        self.fields[name].choices = [("", anything), *choices]  # type: ignore[attr-defined]


def _called(slugs: set[str], called: dict[str, str]) -> list[tuple[str, str]]:
    """Slugs in the words of the screen, sorted by them."""
    told = sorted((said_of(called, slug), slug) for slug in slugs)
    return [(slug, words) for words, slug in told]


def entries(case: Case, asked: dict[str, Any]) -> QuerySet[AuditEntry]:
    """The case's entries that answer what was asked, latest first."""
    found = AuditEntry.objects.filter(case=case)
    exact = {"actor": asked.get("actor"), "action": asked.get("action"), "target_kind": asked.get("kind")}
    found = found.filter(**{name: value for name, value in exact.items() if value})
    if record := asked.get("record", "").strip():
        found = found.filter(target_id__startswith=record)
    if asked.get("first") is not None:
        found = found.filter(at__gte=_midnight(asked["first"]))
    if asked.get("last") is not None:
        found = found.filter(at__lt=_midnight(asked["last"]) + timedelta(days=1))
    return found.order_by("-at", "-id")


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)


class _Line:
    """What ``csv`` writes to: it keeps the last line."""

    text = ""

    def write(self, text: str) -> int:
        self.text = text
        return len(text)


def as_csv(found: QuerySet[AuditEntry]) -> Iterator[str]:
    """The entries as a file, oldest first, a line at a time; no spreadsheet takes a cell for a formula."""
    from tahqiq.link.judgement_file import guarded

    line = _Line()
    writer = csv.writer(line)
    writer.writerow(COLUMNS)
    yield "\ufeff" + line.text
    for entry in found.order_by("at", "id").iterator(chunk_size=_CHUNK):
        writer.writerow(guarded(_cell(getattr(entry, name))) for name in COLUMNS)
        yield line.text


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
