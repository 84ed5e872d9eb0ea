"""What must agree across rows, kept by the database itself in triggers.

One list, ``wanted``, says in plain values what each trigger keeps; two dialects spell it:

- a record lies in the case of every record it points to, and never changes its case;
- audit entries, approvals, signatures, revisions and the steps of an answer are never changed or
  deleted;
- every change of a record that people edit raises its version by one, so that none writes over
  what it has not seen;
- a sealed SHA-256 never changes; a claim cites the bytes of its item or of one of its texts;
- an approval names the release's own content and creator, and only an approved release says so;
- whatever changes what the list of incidents shows notes which of its lines are out of date.

``KeepTriggers`` is the migration operation: it reads the models *of that migration*, so that
old migrations stay what they were. SQLite remakes a table to change it, and refuses while triggers
name it: such a migration begins with ``LiftTriggers`` and ends with ``KeepTriggers``, and a test
compares what is there with ``wanted``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps.registry import Apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import ForeignKey, Model

from tahqiq.casebook.marks import MARKED, Event, Mark, mark_statements, on


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """Refuses a change of ``table`` when ``unless`` does not hold.

    Attributes:
        name: of the trigger, unique in the database.
        events: on which changes it looks.
        columns: for updates, only those touching these columns; empty any.
        unless: SQL over NEW and OLD that must hold; 'FALSE' refuses always.
        says: what the refusal says.
    """

    name: str
    table: str
    events: tuple[Event, ...]
    unless: str
    says: str
    columns: tuple[str, ...] = ()


#: Tables to which rows are added and never changed or taken away.
APPEND_ONLY = ("auditentry", "approval", "answerevent", "revision", "signoff")
#: Records that people edit.
VERSIONED = ("answer", "incident", "place", "victim")
#: model → columns that never change once written.
IMMUTABLE = {
    "item": ("sha256", "size"),
    "text": ("sha256", "content"),
    "claim": ("text_sha256", "quote", "locator", "start", "end", "record"),
    "release": ("content", "created_by"),
    "correction": ("sealed", "received_on"),
}


def wanted(apps: Apps) -> Iterator[Trigger]:
    """The triggers for these models (the present ones, or those of a migration)."""
    models = {model._meta.model_name: model for model in apps.get_app_config("casebook").get_models()}
    for _, model in sorted(models.items()):
        yield from _same_case(model)
    for name in APPEND_ONLY:
        if name in models:
            table = models[name]._meta.db_table
            yield Trigger(
                name=f"{table}_is_append_only",
                table=table,
                events=("UPDATE", "DELETE"),
                unless="1 = 0",
                says=f"{table}: rows are added, never changed or deleted",
            )
    yield from (_versioned(models[name]) for name in VERSIONED if _counts_versions(models.get(name)))
    for name, columns in IMMUTABLE.items():
        if name in models:
            yield _immutable(models[name], columns)
    yield from (each for each in _SPECIAL if each.table in {m._meta.db_table for m in models.values()})


def _same_case(model: type[Model]) -> Iterator[Trigger]:
    """A record lies in the case of what it points to, and stays in its case."""
    table = model._meta.db_table
    fields = {field.name: field for field in model._meta.local_fields}
    if "case" not in fields:
        return
    yield Trigger(
        name=f"{table}_stays_in_its_case",
        table=table,
        events=("UPDATE",),
        columns=("case_id",),
        unless="NEW.case_id = OLD.case_id",
        says=f"{table}: a record never changes its case",
    )
    links = [field for field in fields.values() if isinstance(field, ForeignKey)]
    parents = [field for field in links if _is_kept_in_a_case(field)]
    if parents:
        yield Trigger(
            name=f"{table}_in_one_case",
            table=table,
            events=("INSERT", "UPDATE"),
            columns=tuple(str(field.column) for field in parents),
            unless=" AND ".join(_shares_case(field) for field in parents),
            says=f"{table}: a record lies in the case of what it points to",
        )


def _is_kept_in_a_case(field: ForeignKey[Any, Any]) -> bool:
    parent = field.remote_field.model._meta
    in_the_record = parent.app_label == "casebook" and field.name != "case"
    return in_the_record and any(each.name == "case" for each in parent.local_fields)


def _shares_case(field: ForeignKey[Any, Any]) -> str:
    parent = field.remote_field.model._meta.db_table
    link = f'NEW."{field.column}"'
    inside = f'EXISTS (SELECT 1 FROM "{parent}" p WHERE p.id = {link} AND p.case_id = NEW.case_id)'  # noqa: S608 - our own names
    return f"({link} IS NULL OR {inside})" if field.null else inside


def _counts_versions(model: type[Model] | None) -> bool:
    """Whether the models of this migration count versions yet."""
    return model is not None and any(field.name == "version" for field in model._meta.local_fields)


def _versioned(model: type[Model]) -> Trigger:
    """Every change is the next version."""
    table = model._meta.db_table
    return Trigger(
        name=f"{table}_counts_versions",
        table=table,
        events=("UPDATE",),
        unless="NEW.version = OLD.version + 1",
        says=f"{table}: it has been changed since, or the change does not raise its version",
    )


def _immutable(model: type[Model], columns: tuple[str, ...]) -> Trigger:
    table = model._meta.db_table
    distinct = " AND ".join(
        f'(NEW."{name}" = OLD."{name}" OR NEW."{name}" IS NULL AND OLD."{name}" IS NULL)' for name in columns
    )
    return Trigger(
        name=f"{table}_keeps_what_was_sealed",
        table=table,
        events=("UPDATE",),
        columns=columns,
        unless=distinct,
        says=f"{table}: {', '.join(columns)} never change",
    )


_SPECIAL = (
    Trigger(
        name="casebook_claim_cites_its_item",
        table="casebook_claim",
        events=("INSERT", "UPDATE"),
        columns=("item_id", "text_sha256"),
        unless=(
            "EXISTS (SELECT 1 FROM casebook_item i WHERE i.id = NEW.item_id AND i.sha256 = NEW.text_sha256)"
            " OR EXISTS (SELECT 1 FROM casebook_text t"
            " WHERE t.item_id = NEW.item_id AND t.sha256 = NEW.text_sha256)"
        ),
        says="casebook_claim: a claim cites the bytes of its item or of one of its texts",
    ),
    Trigger(
        name="casebook_approval_of_this_release",
        table="casebook_approval",
        events=("INSERT",),
        unless=(
            "EXISTS (SELECT 1 FROM casebook_release r WHERE r.id = NEW.release_id"
            " AND r.content = NEW.content AND r.created_by = NEW.created_by)"
        ),
        says="casebook_approval: it names the content and the creator of its release",
    ),
    Trigger(
        name="casebook_release_approved_by_somebody",
        table="casebook_release",
        events=("INSERT", "UPDATE"),
        columns=("status",),
        unless=(
            "NEW.status <> 'approved'"
            " OR EXISTS (SELECT 1 FROM casebook_approval a WHERE a.release_id = NEW.id)"
        ),
        says="casebook_release: only the approval of a second person makes it approved",
    ),
)


def _all(apps: Apps) -> Iterator[Trigger | Mark]:
    """Everything that stands on the tables of these models."""
    yield from wanted(apps)
    tables = {model._meta.db_table for model in apps.get_app_config("casebook").get_models()}
    yield from (mark for mark in MARKED if mark.stale in tables)


def _statements(trigger: Trigger | Mark, vendor: str) -> Iterator[str]:
    if isinstance(trigger, Trigger):
        yield from _CREATE[vendor](trigger)
    else:
        yield from mark_statements(trigger, vendor)


def _create_sqlite(trigger: Trigger) -> Iterator[str]:
    for event in trigger.events:
        when = on(event, trigger.columns)
        yield (
            f'CREATE TRIGGER "{trigger.name}_{event.lower()}" BEFORE {when} ON "{trigger.table}" '
            f"WHEN NOT ({trigger.unless}) BEGIN SELECT RAISE(ABORT, '{trigger.says}'); END"
        )


def _create_postgresql(trigger: Trigger) -> Iterator[str]:
    body = (
        f"BEGIN IF NOT ({trigger.unless}) THEN RAISE EXCEPTION '{trigger.says}' "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END"
    )
    yield f'CREATE FUNCTION "{trigger.name}"() RETURNS trigger LANGUAGE plpgsql AS $t${body}$t$'
    for event in trigger.events:
        when = on(event, trigger.columns)
        yield (
            f'CREATE TRIGGER "{trigger.name}_{event.lower()}" BEFORE {when} ON "{trigger.table}" '
            f'FOR EACH ROW EXECUTE FUNCTION "{trigger.name}"()'
        )


def _drop_sqlite(trigger: Trigger | Mark) -> Iterator[str]:
    for event in trigger.events:
        yield f'DROP TRIGGER IF EXISTS "{trigger.name}_{event.lower()}"'


def _drop_postgresql(trigger: Trigger | Mark) -> Iterator[str]:
    yield f'DROP FUNCTION IF EXISTS "{trigger.name}"() CASCADE'


_CREATE = {"sqlite": _create_sqlite, "postgresql": _create_postgresql}
_DROP = {"sqlite": _drop_sqlite, "postgresql": _drop_postgresql}


def missing(connection: BaseDatabaseWrapper, apps: Apps) -> list[str]:
    """Names of triggers that should be in the database and are not."""
    catalogue = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(catalogue[connection.vendor])
        there = {name for (name,) in cursor.fetchall()}
    names = (f"{each.name}_{event.lower()}" for each in _all(apps) for event in each.events)
    return [name for name in names if name[:63] not in there]


def create(editor: BaseDatabaseSchemaEditor, apps: Apps) -> None:
    """Makes every wanted trigger."""
    for trigger in _all(apps):
        for statement in _statements(trigger, editor.connection.vendor):
            editor.execute(statement, params=None)


def drop(editor: BaseDatabaseSchemaEditor, apps: Apps) -> None:
    """Takes every wanted trigger away, if it is there."""
    for trigger in _all(apps):
        for statement in _DROP[editor.connection.vendor](trigger):
            editor.execute(statement, params=None)


class KeepTriggers(Operation):
    """Makes every trigger that the models of this migration want; going back drops them."""

    reversible = True
    reduces_to_sql = True

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Triggers are no part of Django's picture of the models."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Drops and makes again, so that it may be repeated."""
        drop(schema_editor, to_state.apps)
        create(schema_editor, to_state.apps)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Drops them."""
        drop(schema_editor, to_state.apps)

    def describe(self) -> str:
        """What a person reads in the plan."""
        return "Keep what must agree across rows, in triggers"


class LiftTriggers(KeepTriggers):
    """Drops every trigger, so that a migration may remake a table; going back makes them again."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Drops them."""
        drop(schema_editor, from_state.apps)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Makes those of the migration before."""
        drop(schema_editor, to_state.apps)
        create(schema_editor, to_state.apps)

    def describe(self) -> str:
        """What a person reads in the plan."""
        return "Lift the triggers while tables are remade"
