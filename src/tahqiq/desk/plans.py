"""Prepared imports of this installation: where they work, and the one function that carries them out."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings

from tahqiq.casebook.actors import Actor
from tahqiq.casebook.importing import plans
from tahqiq.casebook.importing.plans import Places
from tahqiq.casebook.models import ImportPlan


def places() -> Places:
    """Where this installation keeps what an import needs."""
    home = settings.HOME
    return Places(archive=home.archive, reports=home.reports, mappings=home.mappings, scratch=home.path)


def run_import(actor: Actor, plan: ImportPlan, progress: Callable[[int], None] | None = None) -> ImportPlan:
    """Carries a prepared import out; one that was interrupted goes on where it stopped.

    Args:
        actor: may import in the plan's case.
        plan: as prepared; its files are sealed.
        progress: called with the number of records, or documents, done.

    Returns:
        The plan with its report.

    Raises:
        NotPermitted: the actor may not.
        BadInput: a file cannot be read as what it is taken for, or the plan was carried out before.
    """
    return plans.run_import(actor, plan, progress, places=places())
