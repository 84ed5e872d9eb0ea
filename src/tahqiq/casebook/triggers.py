"""The triggers of ``trigger_rules`` in SQLite's and PostgreSQL's words, and the migrations that make them.

``KeepTriggers`` is the migration operation: it reads the models *of that migration*, so that
old migrations stay what they were. SQLite remakes a table to change it, and refuses while triggers
name it: such a migration begins with ``LiftTriggers`` and ends with ``KeepTriggers``, and a test
compares what is there with ``wanted``.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.apps.registry import Apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from tahqiq.casebook.marks import MARKED, Mark, mark_statements, on
from tahqiq.casebook.trigger_rules import Trigger, wanted


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
