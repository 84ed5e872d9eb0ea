"""Which people a list shows, in which order: from the address to rows, searched in either script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tahqiq.casebook.models import AuditEntry, Case, Victim

if TYPE_CHECKING:
    from tahqiq.language.names.index import NameIndex

PAGE = 50
#: Names that a search gives, and how sure a spelling must be to be among them: who types one word of a
#: name wants it found, however little that makes it the whole; below this, names share nothing.
MOST, LEAST = 200, 5e-5
_ORDERS: dict[str, tuple[Any, ...]] = {
    "name": (F("name_en").asc(), F("name_ar").asc(), "id"),
    "incident": ("incident__code", "source_key", "id"),
    "newest": (F("incident__start").desc(nulls_last=True), "id"),
    "oldest": (F("incident__start").asc(nulls_last=True), "id"),
}
_STATES = {
    "people": lambda found: found.people(),
    "joined": lambda found: found.standing().filter(joined_to__isnull=False),
    "unnamed": lambda found: found.people().filter(name_en="", name_ar=""),
    "no_basis": lambda found: found.people().filter(name_basis="").exclude(name_en="", name_ar=""),
    "withdrawn": lambda found: found.filter(withdrawn_at__isnull=False),
}


class PeopleFilter(forms.Form):
    """What may be asked of the list; it stands in the address, so that it can be passed on."""

    q = forms.CharField(label=_("Name, in either script"), required=False, max_length=200)
    incident = forms.CharField(label=_("Incident (code)"), required=False, max_length=200)
    state = forms.ChoiceField(
        label=_("Which"),
        required=False,
        choices=[
            ("people", _("Everybody, once each")),
            ("joined", _("Records joined to another")),
            ("unnamed", _("Without a name")),
            ("no_basis", _("Names that may not be published yet")),
            ("withdrawn", _("Withdrawn")),
        ],
    )
    order = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("name", _("By name")),
            ("incident", _("By incident")),
            ("newest", _("Newest first")),
            ("oldest", _("Oldest first")),
        ],
    )


def people(case: Case, asked: dict[str, Any]) -> QuerySet[Victim, UUID] | Sequence[UUID]:
    """The ids of those who answer what was asked; those most like a name first, where one is asked.

    Ids alone are sorted and counted, so that a page far down a long list is no slower; ``shown``
    fetches the records of one page.
    """
    found: QuerySet[Victim] = _STATES[asked.get("state") or "people"](Victim.objects.filter(case=case))
    if code := asked.get("incident", "").strip():
        found = found.filter(Q(incident__code__iexact=code) | Q(incident__title_en__icontains=code))
    if name := asked.get("q", "").strip():
        alike = search(case, name)
        there = set(found.filter(pk__in=alike).values_list("pk", flat=True))
        return [id_ for id_ in alike if id_ in there]
    return found.order_by(*_ORDERS[asked.get("order") or "name"]).values_list("pk", flat=True)


def shown(ids: Iterable[UUID]) -> list[Victim]:
    """The records of one page, in its order."""
    wanted = list(ids)
    records = Victim.objects.select_related("incident", "source", "joined_to").in_bulk(wanted)
    return [records[id_] for id_ in wanted]


@dataclass(frozen=True, slots=True)
class _Held:
    """The names of one case at one moment, ready to be searched."""

    moment: str
    index: NameIndex
    ids: list[UUID]


_held: dict[UUID, _Held] = {}
_lock = Lock()
#: Cases whose names are held ready at a time.
_CASES = 4


def search(case: Case, name: str) -> list[UUID]:
    """The records whose name is most like this one (``language.names``), the most alike first, each once.

    The index of a case's names is made when it is first searched, and again when something has
    changed since, as the audit trail tells.
    """
    with _lock:  # an index is for one thread at a time
        held = _ready(case)
        if held is None:
            return []
        matches = held.index.search(name, MOST)
        alike = [held.ids[each.row] for each in matches if each.similarity >= LEAST]
    return list(dict.fromkeys(alike))


def _ready(case: Case) -> _Held | None:
    moment = _moment(case)
    held = _held.get(case.pk)
    if held is None or held.moment != moment:
        held = _made(case, moment)
        while len(_held) >= _CASES:
            _held.pop(next(iter(_held)))
        _held[case.pk] = held
    return held if held.ids else None


def _moment(case: Case) -> str:
    """The last change of the case, as the audit trail knows it, and how many records it has."""
    last = AuditEntry.objects.filter(case=case).order_by("-at", "-id").values_list("id", flat=True).first()
    return f"{last} {Victim.objects.filter(case=case).count()}"


def _made(case: Case, moment: str) -> _Held:
    from tahqiq.language.names.index import NameIndex

    names, ids = [], []
    for id_, arabic, latin in (
        Victim.objects.filter(case=case)
        .exclude(name_ar="", name_en="")
        .order_by("id")
        .values_list("id", "name_ar", "name_en")
        .iterator(chunk_size=5_000)
    ):
        for name in filter(None, (arabic, latin)):
            names.append(name)
            ids.append(id_)
    return _Held(moment, NameIndex.of(names), ids)
