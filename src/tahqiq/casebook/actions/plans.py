"""Imports prepared at the desk: uploaded, mapped, tried out, carried out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tahqiq.casebook.acting import Act, action
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.importing.runs import SealedFile
from tahqiq.casebook.models import Case, ImportPlan, ImportRun
from tahqiq.casebook.models.import_plan import PlanKind
from tahqiq.vocab.errors import BadInput


@action(Permission.IMPORT)
def make_plan(
    act: Act,
    case: Case,
    *,
    kind: PlanKind,
    files: Sequence[SealedFile],
    source: str = "",
    source_name: str = "",
    source_kind: str = "other",
    party: str = "",
) -> ImportPlan:
    """Prepares an import of files that were sealed.

    Args:
        kind: what the files are taken for.
        files: as the archive holds them.
        source, source_name, source_kind: whose they are, where the files do not say.
        party: the armed actor whose statements they are.

    Raises:
        BadInput: there is no file.
    """
    if not files:
        raise BadInput("an import needs a file")
    plan = ImportPlan.objects.create(
        case=case,
        kind=str(kind),
        files=[
            {"name": each.name, "sha256": each.sha256, "size": each.size, "media_type": each.media_type}
            for each in files
        ],
        source=source,
        source_name=source_name,
        source_kind=source_kind,
        party=party,
        made_by=act.actor.name,
        made_at=act.at,
    )
    act.note(plan, after={"kind": str(kind), "files": {each.name: each.sha256 for each in files}})
    return plan


@action(Permission.IMPORT)
def map_plan(act: Act, plan: ImportPlan, *, mapping: str) -> ImportPlan:
    """Says how a plan's table is read; what was tried out with another mapping no longer holds.

    Raises:
        BadInput: the import was carried out.
    """
    current = _open_plan(plan)
    if current.mapping != mapping:
        current.mapping, current.checked = mapping, {}
        current.save(update_fields=["mapping", "checked"])
        act.note(current, after={"changed": "mapping"})
    return current


@action(Permission.IMPORT)
def check_plan(act: Act, plan: ImportPlan, *, checked: Mapping[str, Any]) -> ImportPlan:
    """Keeps what trying a plan out found. Errors: see ``map_plan``."""
    current = _open_plan(plan)
    current.checked = dict(checked)
    current.save(update_fields=["checked"])
    act.note(current, after={"records": checked.get("records", 0), **checked.get("counts", {})})
    return current


@action(Permission.IMPORT)
def finish_plan(
    act: Act, plan: ImportPlan, *, report: Mapping[str, Any], run: ImportRun | None = None
) -> ImportPlan:
    """Keeps what carrying a plan out did. Errors: see ``map_plan``."""
    current = _open_plan(plan)
    current.report, current.run = dict(report), run
    current.save(update_fields=["report", "run"])
    act.note(current, after={"state": "finished"})
    return current


def _open_plan(plan: ImportPlan) -> ImportPlan:
    current = ImportPlan.objects.select_for_update(of=("self",)).select_related("case").get(pk=plan.pk)
    if current.report:
        raise BadInput("this import was carried out before")
    return current
