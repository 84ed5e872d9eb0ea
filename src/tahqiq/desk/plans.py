"""Prepared imports of this installation: where they work, and the one function that carries them out."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.utils.translation import gettext_lazy

from tahqiq.casebook.actors import Actor
from tahqiq.casebook.importing import plans
from tahqiq.casebook.importing.plans import Places
from tahqiq.casebook.models import ImportPlan
from tahqiq.casebook.models.import_plan import PlanKind
from tahqiq.desk import database_copy

#: What uploaded files may be taken for, as the screens call it.
KIND_NAMES = {
    PlanKind.TABLE: gettext_lazy("A table of incidents or people (CSV, TSV, XLSX)"),
    PlanKind.AIRWARS: gettext_lazy("An Airwars export (its four CSV files)"),
    PlanKind.FACTS: gettext_lazy("Public facts, one a row"),
    PlanKind.CLAIMS: gettext_lazy("Claims that were read (JSONL)"),
    PlanKind.DOCUMENTS: gettext_lazy("Documents and other evidence: kept, and read where they have words"),
    PlanKind.STATEMENTS: gettext_lazy("Statements of an armed actor"),
}


def places() -> Places:
    """Where this installation keeps what an import needs."""
    home = settings.HOME
    return Places(archive=home.archive, reports=home.reports, mappings=home.mappings, scratch=home.path)


def try_aside(actor: Actor, plan: ImportPlan, progress: Callable[[int], None] | None = None) -> ImportPlan:
    """Tries a prepared import out beside the record, so that nobody who works on it has to wait.

    On SQLite a trial would be the one writer there is for as long as it lasts: it is made in a copy of
    the database, which takes as much space and is gone afterwards. Arguments and errors: as ``run_import``.
    """
    with database_copy.aside(settings.HOME):
        found = plans.tried(actor, plan, places(), progress)
    return plans.keep_trial(actor, plan, places(), found)


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
