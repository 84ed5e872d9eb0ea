"""Brings a record on SQLite up to date: every missing migration in one transaction, references checked once.

Django looks through all foreign keys of a SQLite database after each single migration. In a record of
100,000 incidents one look takes many seconds, and an upgrade that brings the libraries' apps as well has over
a hundred migrations. Here the migrations run in one transaction and the references are looked through
once, before it is committed: the record is wholly the new one, or stays wholly the old one. While it
lasts the folder needs about as much free space again as the database has.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from django.core.management import call_command
from django.db import NotSupportedError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.sqlite3.schema import DatabaseSchemaEditor


class _Unchecked(DatabaseSchemaEditor):
    """Changes tables without looking through all references at the end: `upgrade` does that once."""

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        BaseDatabaseSchemaEditor.__exit__(self, exc_type, exc_value, traceback)


def upgrade(connection: BaseDatabaseWrapper) -> None:
    """Applies what is missing; another process may have done so meanwhile, which is no harm.

    PostgreSQL checks references as it goes, and only what changed: there each migration stays a
    transaction of its own.

    Args:
        connection: outside any transaction.

    Raises:
        IntegrityError: a row would refer to none; nothing is changed.
    """
    if connection.vendor != "sqlite":
        call_command("migrate", verbosity=0, interactive=False)
        return
    with _references_off(connection), transaction.atomic(using=connection.alias):
        call_command("migrate", verbosity=0, interactive=False)
        connection.check_constraints()


@contextmanager
def _references_off(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """SQLite turns references on and off outside transactions only: so here, before the one there is."""
    if not connection.disable_constraint_checking():
        raise NotSupportedError("an upgrade begins outside any transaction")
    editor, connection.SchemaEditorClass = connection.SchemaEditorClass, _Unchecked
    try:
        yield
    finally:
        connection.SchemaEditorClass = editor
        connection.enable_constraint_checking()
