"""Starting Django for one home, and only then: it takes a moment that other commands are spared."""

from __future__ import annotations

import os

from tahqiq.desk.home import Home

SETTINGS_MODULE = "tahqiq.desk.settings"


def start(home: Home, *, serving: bool = False) -> None:
    """Makes the record of this home usable: settings, models, and a database up to date.

    Call it once, before importing any model. Two processes may start at the same
    moment: one migrates, the other waits for it.

    Args:
        home: the installation.
        serving: the desk's shell and sign-in are needed too (``tahqiq.desk.settings``); whoever
            does not serve is spared their imports and their tables.

    Raises:
        BadInput: a secret is missing, or the database cannot be reached.
    """
    home.secret("django")
    os.environ["TAHQIQ_HOME"] = str(home.path)
    if serving:
        os.environ["TAHQIQ_SERVING"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS_MODULE)
    import django
    from django.db.utils import DatabaseError

    from tahqiq.vocab.errors import BadInput

    django.setup()
    try:
        if _behind():
            with home.lock("migrations"):
                _begin()
                _migrate()
    except DatabaseError as error:
        raise BadInput(f"the database cannot be used: {error}", remedy="check DATABASE_URL") from error


def _behind() -> bool:
    """Whether a migration has not been applied yet."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _begin() -> None:
    """Fills a new SQLite database at once with what all migrations come to."""
    from django.db import connection

    from tahqiq.desk import fresh_record

    if connection.vendor == "sqlite":
        connection.ensure_connection()
        fresh_record.begin(connection.connection)


def _migrate() -> None:
    """Applies what is missing, and renews the lines of the desk's lists: nobody waits for them later."""
    from django.db import connection

    from tahqiq.casebook import incident_lines, person_lines
    from tahqiq.desk.upgrading import upgrade

    upgrade(connection)
    incident_lines.renew()
    person_lines.renew()
