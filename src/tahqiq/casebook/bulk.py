"""Many rows at once: one prepared statement a table, values as the database wants them.

``QuerySet.bulk_create`` builds a model for every row and splits statements at SQLite's variable
limit; for a million claims that is most of an import's time. Rows here are mappings from column
attribute to value; what a row leaves out takes the field's default. Constraints and triggers hold
as for any other statement.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection, models

from tahqiq.casebook.models.base import Versioned

Row = Mapping[str, Any]
_AS_THEY_ARE = (
    models.CharField,
    models.TextField,
    models.IntegerField,
    models.FloatField,
    models.BooleanField,
)


@cache
def _columns(model: type[models.Model], vendor: str) -> list[tuple[str, str, Any, Callable[[Any], Any]]]:
    """(attribute, column, default, how the database wants it) of every field."""
    quote = connection.ops.quote_name
    fields = [each for each in model._meta.concrete_fields if not (each.has_db_default() or each.generated)]
    return [
        (field.attname, quote(str(field.column)), _default(field), _prepare(field, vendor))
        for field in fields
    ]


def _default(field: models.Field[Any, Any]) -> Any:
    return field.get_default() if field.has_default() or not field.null else None


def _prepare(field: models.Field[Any, Any], vendor: str) -> Callable[[Any], Any]:
    kind = field.target_field if isinstance(field, models.ForeignKey) else field
    if isinstance(kind, models.UUIDField):
        return _hex if vendor == "sqlite" else _same
    if isinstance(kind, _AS_THEY_ARE):
        return _same
    if vendor == "sqlite" and isinstance(field, models.JSONField):
        return _ENCODE
    if vendor == "sqlite" and type(field) is models.DateField:
        return _iso
    return lambda value: field.get_db_prep_save(value, connection)


def _same(value: object) -> object:
    return value


#: As ``models.JSONField`` writes it, but one encoder for all values.
_ENCODE = json.JSONEncoder().encode


def _iso(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _hex(value: UUID | None) -> str | None:
    return None if value is None else value.hex


def insert(model: type[models.Model], rows: Iterable[Row]) -> None:
    """Writes rows; one whose id (or other primary key) is already there stays as it is.

    Raises:
        IntegrityError: a row breaks a constraint or a trigger's rule.
    """
    columns = _columns(model, connection.vendor)
    prepared = [
        tuple(prepare(row.get(name, default)) for name, _, default, prepare in columns) for row in rows
    ]
    if not prepared:
        return
    names = ", ".join(column for _, column, _, _ in columns)
    marks = ", ".join(["%s"] * len(columns))
    key = connection.ops.quote_name(str(model._meta.pk.column))
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT ({key}) DO NOTHING",  # noqa: S608 - names of our own models
            prepared,
        )


def update(model: type[models.Model], rows: Iterable[Row]) -> None:
    """Changes rows by id: each mapping holds ``id`` and the same further attributes as the first.

    The version of a record that counts its versions rises by one.
    """
    rows = list(rows)
    if not rows:
        return
    wanted = [each for each in _columns(model, connection.vendor) if each[0] in rows[0] and each[0] != "id"]
    wanted.append(next(each for each in _columns(model, connection.vendor) if each[0] == "id"))
    prepared = [tuple(prepare(row[name]) for name, _, _, prepare in wanted) for row in rows]
    sets = ", ".join(f"{column} = %s" for _, column, _, _ in wanted[:-1])
    sets += ", version = version + 1" if issubclass(model, Versioned) else ""
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {sets} WHERE id = %s", prepared)  # noqa: S608 - names of our own models
