"""Names of a case that are most like a name, in either script and by variant spelling (``language.names``).

An index of all names takes seconds to make, and people change names all day. So the index is kept;
names changed since are searched in a small one of their own, made beside some of the other names,
for how much a word tells depends on how many have it. When many have changed, all is indexed anew.
"""

from __future__ import annotations

import gc
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from tahqiq.casebook.models import Case, PersonLine, Victim

if TYPE_CHECKING:
    from tahqiq.language.names.index import NameIndex

#: Names that a search gives, and how sure a spelling must be to be among them: who types one word of a
#: name wants it found, however little that makes it the whole; below this, names share nothing.
MOST, LEAST = 200, 5e-5
#: Cases whose names are held ready at a time.
CASES = 4
#: Records changed since an index was made for which a small one beside it will do, and other names in that.
CHANGED, BESIDE = 1_000, 2_000
#: Another process may keep a change this long after it noted the time.
_LATE = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class _Names:
    """Names ready to be searched, and whose each is."""

    index: NameIndex
    ids: list[UUID]

    @classmethod
    def of(cls, rows: Sequence[tuple[UUID, str]]) -> _Names:
        from tahqiq.language.names.index import NameIndex

        return cls(NameIndex.of([name for _, name in rows]), [id_ for id_, _ in rows])

    def like(self, name: str) -> list[tuple[float, UUID]]:
        """How like, and whose; the most alike first."""
        if not self.ids:
            return []
        matches = self.index.search(name, MOST)
        return [(each.similarity, self.ids[each.row]) for each in matches if each.similarity >= LEAST]


@dataclass(frozen=True, slots=True)
class _Held:
    """The names of one case as they were at one moment, some of them, and those changed since."""

    moment: datetime
    whole: _Names
    some: list[tuple[UUID, str]]
    changed: frozenset[tuple[UUID, datetime]]
    since: _Names


_held: dict[UUID, _Held] = {}
_lock = Lock()


def alike_in(case: Case, name: str) -> list[UUID]:
    """The records whose name is most like this one, the most alike first, each once.

    Args:
        case: its lines of people are up to date (``casebook.person_lines``).
        name: in either script.
    """
    with _lock:  # an index is for one thread at a time
        held = _ready(case)
        changed = {id_ for id_, _ in held.changed}
        found = [each for each in held.whole.like(name) if each[1] not in changed]
        found += [each for each in held.since.like(name) if each[1] in changed]
    found.sort(key=lambda each: -each[0])
    return list(dict.fromkeys(id_ for _, id_ in found))[:MOST]


def _ready(case: Case) -> _Held:
    """What is held of the case, with the names changed since; made anew where it holds too little."""
    held = _held.get(case.pk)
    changed = _changed_since(case, held.moment) if held is not None else frozenset()
    if held is None or len(changed) > CHANGED:
        held = _made(case)
    elif changed != held.changed:
        rows = _names(Victim.objects.filter(pk__in=[id_ for id_, _ in changed]))
        held = _Held(held.moment, held.whole, held.some, changed, _Names.of([*rows, *held.some]))
    _held.pop(case.pk, None)
    while len(_held) >= CASES:
        _held.pop(next(iter(_held)))
    _held[case.pk] = held
    return held


def _changed_since(case: Case, moment: datetime) -> frozenset[tuple[UUID, datetime]]:
    """Records whose lines were made since, and when; a few more than would do are enough to tell."""
    lines = PersonLine.objects.filter(case_id=case.pk, renewed_at__gte=moment).order_by("renewed_at")
    return frozenset(lines.values_list("pk", "renewed_at")[: CHANGED + 1])


def _made(case: Case) -> _Held:
    moment = timezone.now() - _LATE
    rows = _names(Victim.objects.filter(case=case))
    some = rows[:: len(rows) // BESIDE + 1]
    held = _Held(moment, _Names.of(rows), some, frozenset(), _Names.of([]))
    del rows
    gc.collect()
    gc.freeze()  # or every search for cycles looks through all of it, a quarter of a second of some request
    return held


def _names(records: QuerySet[Victim]) -> list[tuple[UUID, str]]:
    """Every name of these records, in either script."""
    named = records.exclude(name_ar="", name_en="").order_by("id")
    rows = named.values_list("id", "name_ar", "name_en").iterator(chunk_size=5_000)
    return [(id_, name) for id_, arabic, latin in rows for name in (arabic, latin) if name]
