"""What every change has in common: permission, one transaction, audit entries.

``@action(Permission.X)`` turns a function whose first parameter is an ``Act`` into one whose first
parameter is an ``Actor``. The function says with ``act.note`` what it changed; a call that notes
nothing has changed nothing. Actions that work in batches commit each batch with ``act.batch``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from django.db import models, transaction
from django.utils import timezone

from tahqiq.casebook.actors import Actor, Permission
from tahqiq.casebook.models import AuditEntry, Case

P = ParamSpec("P")
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)


@dataclass(slots=True, kw_only=True)
class Act:
    """One action under way.

    Attributes:
        name: the verb.
        at: when it began (UTC); every record it stamps carries this time.
    """

    actor: Actor
    permission: Permission
    name: str
    at: datetime = field(default_factory=timezone.now)
    _entries: list[AuditEntry] = field(default_factory=list)

    def demand(self, case: Case | None) -> None:
        """Refuses an actor who may not do this in the case.

        Raises:
            NotPermitted: see ``Actor.demand``.
        """
        self.actor.demand(self.permission, case.slug if case is not None else "")

    def note(
        self,
        target: models.Model,
        *,
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
    ) -> None:
        """Says that a record changed; ``before`` and ``after`` hold no private values."""
        case = target if isinstance(target, Case) else getattr(target, "case", None)
        self.note_by_id(
            case, target._meta.model_name or "", str(target.pk), before=before or {}, after=after or {}
        )

    def note_by_id(
        self, case: Case | None, kind: str, key: str, *, before: Mapping[str, Any], after: Mapping[str, Any]
    ) -> None:
        """``note`` for a record that is not in memory."""
        entry = AuditEntry(
            case=case,
            actor=self.actor.name,
            account=self.actor.account,
            action=self.name,
            target_kind=kind,
            target_id=key,
            before=dict(before),
            after=dict(after),
            at=self.at,
        )
        self._entries.append(entry)

    @contextmanager
    def batch(self) -> Iterator[None]:
        """One transaction that holds the changes and their audit entries, or neither."""
        with transaction.atomic():
            yield
            self.flush()

    def flush(self) -> None:
        """Writes the audit entries noted so far."""
        AuditEntry.objects.bulk_create(self._entries, batch_size=100)
        self._entries.clear()


class Action(Protocol[P, R_co]):
    """A change, as callers see it."""

    permission: Permission

    def __call__(self, actor: Actor, *args: P.args, **kwargs: P.kwargs) -> R_co:
        """Does it.

        Raises:
            NotPermitted: the actor may not.
        """


def action(
    permission: Permission, *, batches: bool = False
) -> Callable[[Callable[Concatenate[Act, P], R]], Action[P, R]]:
    """Makes a change of the record out of a function.

    Args:
        permission: what the actor needs, in the case that the first argument is or belongs to.
        batches: the function commits for itself, with ``act.batch``.
    """

    def decorate(function: Callable[Concatenate[Act, P], R]) -> Action[P, R]:
        def call(actor: Actor, *args: P.args, **kwargs: P.kwargs) -> R:
            act = Act(actor=actor, permission=permission, name=function.__name__)
            act.demand(_case_among([*args, *kwargs.values()]))
            if batches:
                return function(act, *args, **kwargs)
            with act.batch():
                return function(act, *args, **kwargs)

        call.__name__, call.__doc__, call.__module__ = (
            function.__name__,
            function.__doc__,
            function.__module__,
        )
        call.__wrapped__ = function  # type: ignore[attr-defined]
        call.permission = permission  # type: ignore[attr-defined]
        return call  # type: ignore[return-value]

    return decorate


def _case_among(arguments: Iterable[object]) -> Case | None:
    """The case that the first argument to have one is, or belongs to."""
    for each in arguments:
        case = each if isinstance(each, Case) else getattr(each, "case", None)
        if isinstance(case, Case):
            return case
    return None
