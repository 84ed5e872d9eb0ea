"""What each field of the record may do: be published, be redacted, or be withheld.

A policy stands beside each model and speaks of *every* field of it. What it does not name cannot
leave: ``UndeclaredField`` is raised, so a field added to a model stays private until somebody
decides. A withheld field is null in the row and named there with its reason and reviewer, and
nothing else about it leaves (HOUSE, rule 3).
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, TypeVar

from tahqiq.release.errors import PolicyConflict, UndeclaredField
from tahqiq.vocab.places import Precision
from tahqiq.vocab.rows import Withheld

Row = TypeVar("Row")
#: Takes the value and the whole plain mapping; gives what may be shown instead.
Redaction = Callable[[Any, Mapping[str, Any]], Any]


def rounded_to_precision(value: float | None, plain: Mapping[str, Any]) -> float | None:
    """A latitude or longitude with no more decimals than the row's ``precision`` allows (METHOD: place)."""
    return None if value is None else round(value, Precision(plain["precision"]).decimals)


#: Redactions that policies call by name.
REDACTIONS: Mapping[str, Redaction] = {"rounded_to_precision": rounded_to_precision}

_NOT_GIVEN = object()
_NOTHING = (None, "")  # where there is no value there is nothing to withhold


@dataclass(frozen=True, kw_only=True)
class Policy:
    """What the fields of one model may do.

    Attributes:
        publish: fields shown as they are.
        redact: field → a function, or the name of one in ``REDACTIONS``, that gives what is shown.
        withhold: field → why it is never shown. A field no row of the release has (a working
            note) is withheld by leaving it out.

    Raises:
        PolicyConflict: a field is declared twice, a reason is empty, or a redaction is unknown.
    """

    publish: Sequence[str] = ()
    redact: Mapping[str, Redaction | str] = field(default_factory=dict)
    withhold: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        named = [*self.publish, *self.redact, *self.withhold]
        for name in named:
            if named.count(name) > 1:
                raise PolicyConflict(f"{name} is declared twice")
        for name, redaction in self.redact.items():
            if isinstance(redaction, str) and redaction not in REDACTIONS:
                raise PolicyConflict(f"{name}: there is no redaction called {redaction}")
        for name, reason in self.withhold.items():
            if not reason.strip():
                raise PolicyConflict(f"{name} is withheld without a reason")

    @cached_property
    def declared(self) -> frozenset[str]:
        """Every field this policy speaks of."""
        return frozenset([*self.publish, *self.redact, *self.withhold])

    def undeclared(self, names: Iterable[str]) -> tuple[str, ...]:
        """Which of a model's fields this policy forgot."""
        return tuple(name for name in names if name not in self.declared)

    def check(self, names: Iterable[str], row: type, *, where: str) -> None:
        """Refuses a policy that does not fit its model or the row made from it.

        Args:
            names: all of the model's fields.
            row: the row of ``vocab.rows``; its fields must be among the declared ones.
            where: the model, for the message.

        Raises:
            UndeclaredField: the policy forgot a field of the model or of the row.
            PolicyConflict: it withholds what the row cannot go without, or publishes what it has not.
        """
        row_names = _annotations(row).keys() - {"withheld"}
        missing = self.undeclared(dict.fromkeys((*names, *sorted(row_names))))
        if missing:
            raise UndeclaredField(missing, where)
        for name in (*self.publish, *self.redact):
            if name not in row_names:
                raise PolicyConflict(f"{where}: {name} is published but {row.__name__} has no such field")
        for name in row_names & self.withhold.keys():
            _must_be_nullable(row, name)

    def apply(self, row: type[Row], plain: Mapping[str, Any], *, withhold: Iterable[Withheld] = ()) -> Row:
        """The row that may leave.

        Args:
            row: the row of ``vocab.rows`` to make.
            plain: one record's fields; every one must be declared.
            withhold: fields withheld from this record only, each with its reason and reviewer;
                their values need not be in ``plain``. An empty value is not named as withheld.

        Raises:
            UndeclaredField: the record, or ``withhold``, has a field this policy does not declare.
            PolicyConflict: a field is to be withheld that the row cannot go without.
        """
        held = self._always_withheld | {each.field: each for each in withhold}
        if not self.declared.issuperset(plain) or not self.declared.issuperset(held):
            raise UndeclaredField(self.undeclared((*plain, *held)), row.__name__)
        hidden = sorted(held.keys() & _annotations(row).keys())
        for name in hidden:
            _must_be_nullable(row, name)
        values = {name: value for name, value in plain.items() if name not in held}
        for name in self._redactions.keys() & values.keys():
            values[name] = self._redactions[name](plain[name], plain)
        values.update(dict.fromkeys(hidden))
        values["withheld"] = tuple(
            held[name] for name in hidden if plain.get(name, _NOT_GIVEN) not in _NOTHING
        )
        return _make(row, values)

    @cached_property
    def _always_withheld(self) -> dict[str, Withheld]:
        return {name: Withheld(field=name, reason=why) for name, why in self.withhold.items()}

    @cached_property
    def _redactions(self) -> Mapping[str, Redaction]:
        named = self.redact.items()
        return {name: REDACTIONS[each] if isinstance(each, str) else each for name, each in named}


def _make(row: Callable[..., Row], values: Mapping[str, Any]) -> Row:
    return row(**values)


_annotations: Callable[[Any], Mapping[str, Any]] = cache(typing.get_type_hints)


def _must_be_nullable(row: type, name: str) -> None:
    if name not in _nullable(row):
        raise PolicyConflict(f"{name} is to be withheld but {row.__name__} cannot go without it")


@cache
def _nullable(row: Any) -> frozenset[str]:
    hints = _annotations(row).items()
    return frozenset(name for name, hint in hints if types.NoneType in typing.get_args(hint))
