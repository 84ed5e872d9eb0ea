"""What must agree inside one row, as constraints the database itself keeps.

Each function returns constraints for ``Meta.constraints``; their names say what they keep.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CheckConstraint, F, Func, Q, TextField, UniqueConstraint, Value
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.db.models.sql.compiler import SQLCompiler

_NAME = "%(app_label)s_%(class)s_{}"


def holds(name: str, condition: Q) -> CheckConstraint:
    """The condition holds in every row; ``name`` is what a violation is called."""
    return CheckConstraint(condition=condition, name=_NAME.format(name))


def one_of(field: str, values: type[StrEnum] | Iterable[str], *, blank: bool = False) -> CheckConstraint:
    """The field holds one of the vocabulary's words; '' too where ``blank``."""
    words = sorted({*(str(value) for value in values), *([""] if blank else [])})
    return holds(f"{field}_in_vocabulary", Q(**{f"{field}__in": words}))


def filled(field: str) -> CheckConstraint:
    """The text is not empty."""
    return holds(f"{field}_filled", ~Q(**{field: ""}))


def together(name: str, *fields: str) -> CheckConstraint:
    """All of these are given or none: texts by not being '', others by not being null.

    Text fields end in ``_by``, ``_reason`` or ``_ar``; everything else counts as nullable.
    """
    given, absent = Q(), Q()
    for field in fields:
        there = ~Q(**{field: ""}) if field.endswith(_TEXTS) else Q(**{f"{field}__isnull": False})
        given, absent = given & there, absent & ~there
    return holds(name, given | absent)


_TEXTS = ("_by", "_reason", "_basis", "_en")


def count_pair(low: str, high: str) -> CheckConstraint:
    """Two bounds of a count: neither negative, the lower not above the upper, each may be unknown."""
    name = low.removesuffix("_min")
    signed = (Q(**{f"{low}__isnull": True}) | Q(**{f"{low}__gte": 0})) & (
        Q(**{f"{high}__isnull": True}) | Q(**{f"{high}__gte": 0})
    )
    ordered = Q(**{f"{low}__isnull": True}) | Q(**{f"{high}__isnull": True}) | Q(**{f"{low}__lte": F(high)})
    return holds(f"{name}_range", signed & ordered)


def span_pair(start: str = "start", end: str = "end") -> CheckConstraint:
    """A half-open span of days: it begins before it ends, and either end may be unknown."""
    open_end = Q(**{f"{start}__isnull": True}) | Q(**{f"{end}__isnull": True})
    return holds(f"{start}_before_{end}", open_end | Q(**{f"{start}__lt": F(end)}))


class WithoutHex(Func):
    """The text with the digits 0–9 and a–f taken off both ends: '' where it has nothing else.

    Only functions that both databases have built in stand in constraints, so that any
    program that opens the record can write to it.
    """

    function = "TRIM"
    template = "%(function)s(%(expressions)s, '0123456789abcdef')"
    output_field = TextField()

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> tuple[str, list[str | int] | tuple[str | int, ...]]:
        """PostgreSQL calls it BTRIM."""
        return self.as_sql(compiler, connection, function="BTRIM", **extra)


def sha256(field: str) -> CheckConstraint:
    """The field holds a SHA-256 in lower-case hexadecimal."""
    of_hex = Q(Exact(WithoutHex(F(field)), Value("")))
    return holds(f"{field}_is_sha256", of_hex & Q(Exact(Length(F(field)), Value(64))))


def position() -> list[CheckConstraint]:
    """``lat`` and ``lon``: both or neither, and on the globe."""
    neither = Q(lat__isnull=True, lon__isnull=True)
    both = Q(lat__isnull=False, lon__isnull=False, lat__gte=-90, lat__lte=90, lon__gte=-180, lon__lte=180)
    return [holds("position_on_the_globe", neither | both)]


def once(name: str, *fields: str, condition: Q | None = None) -> UniqueConstraint:
    """No two rows share these fields."""
    return UniqueConstraint(fields=fields, name=_NAME.format(name), condition=condition)
