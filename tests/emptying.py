"""Lets the test database be emptied between tests that commit.

The record refuses to delete audit entries, approvals and steps of answers, whoever asks; so does it
refuse Django's flush on SQLite, which deletes row by row. Around the flush, and only there, the
triggers are gone (PostgreSQL truncates, which they do not see).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import connection

from tahqiq.casebook import triggers


def allow() -> None:
    """Makes flushing possible for this run of the tests."""
    if connection.vendor != "sqlite":
        return
    kind = type(connection.ops)
    plain = kind.execute_sql_flush

    def execute_sql_flush(operations: Any, sql_list: Iterable[str]) -> None:
        gone = triggers.missing(connection, apps)
        with connection.schema_editor() as editor:
            triggers.drop(editor, apps)
        plain(operations, sql_list)
        if not gone:
            with connection.schema_editor() as editor:
                triggers.create(editor, apps)

    kind.execute_sql_flush = execute_sql_flush  # type: ignore[method-assign, assignment]
