"""The people of a case as a list to be compared with itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from tahqiq.casebook.models import Case, Victim
from tahqiq.casebook.releasing.reading import first_and_last

if TYPE_CHECKING:
    from tahqiq.link.lists import RecordList

#: What is compared, by the names ``tahqiq.link`` knows it by.
FIELDS = (
    "id",
    "name_ar",
    "name_en",
    "sex",
    "age",
    "age_group",
    "date",
    "place",
    "incident",
    "source",
    "status",
)
_READ = (
    "id",
    "name_ar",
    "name_en",
    "sex",
    "age",
    "age_group",
    "status",
    "incident__code",
    "incident__start",
    "incident__end",
    "incident__place__name_en",
    "incident__place__name_ar",
    "source__slug",
)


def people_list(case: Case) -> RecordList:
    """Everybody of the case who has a name, once each, in the order of ids; cells as they stand here."""
    import pyarrow as pa

    from tahqiq.link.lists import RecordList

    rows = list(_rows(case))
    columns = {name: [row[name] for row in rows] for name in FIELDS}
    table = pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()})
    return RecordList(
        name=case.slug,
        path="",
        ids=columns["id"],
        table=table,
        columns={name: name for name in FIELDS},
        distinct=False,
    )


def _rows(case: Case) -> Iterator[dict[str, str]]:
    people = Victim.objects.filter(case=case).people().exclude(name_en="", name_ar="")
    for each in people.order_by("id").values(*_READ).iterator(chunk_size=2_000):
        yield _row(each)


def _row(each: Mapping[str, Any]) -> dict[str, str]:
    places = (each["incident__place__name_en"], each["incident__place__name_ar"])
    first, _ = first_and_last(each["incident__start"], each["incident__end"])
    return {
        "id": str(each["id"]),
        "date": first,
        "place": " / ".join(name for name in places if name),
        "incident": each["incident__code"] or "",
        "source": each["source__slug"] or "",
        **{name: each[name] for name in ("name_ar", "name_en", "sex", "age", "age_group", "status")},
    }
