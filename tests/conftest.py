"""What every test shares: a throw-away home and key, set before Django reads its settings."""

from __future__ import annotations

import gc
import gettext
import os
import tempfile
from functools import cache
from pathlib import Path

import check_catalogue
import compiling
import django
import pytest
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.dispatch import receiver
from hypothesis import HealthCheck, settings

from tahqiq.desk.home import Home
from tahqiq.vocab.wording import catalogue

_HOME = tempfile.TemporaryDirectory(prefix="tahqiq-tests-")
Home.create(Path(_HOME.name))

os.environ["OPENPYXL_LXML"] = "False"  # as read.tables.xlsxfile says, for tests that write workbooks first
os.environ["TAHQIQ_HOME"] = _HOME.name
os.environ["TAHQIQ_DJANGO_KEY"] = "a key for tests only, never for a person's sessions"
os.environ["DJANGO_SETTINGS_MODULE"] = "tahqiq.desk.settings"
os.environ["TAHQIQ_SERVING"] = "1"  # the desk whole: its shell and its sign-in
if "TAHQIQ_TEST_DATABASE_URL" not in os.environ:
    os.environ.pop("DATABASE_URL", None)
else:
    os.environ["DATABASE_URL"] = os.environ["TAHQIQ_TEST_DATABASE_URL"]

django.setup()

if "DATABASE_URL" not in os.environ:
    # A file, as people have it: the threads of a served desk wait for one another, which they cannot in
    # memory. It need not survive a power cut.
    record = django.conf.settings.DATABASES["default"]
    record["TEST"] = {**record.get("TEST", {}), "NAME": str(Path(_HOME.name) / "tests.sqlite3")}
    record["OPTIONS"]["init_command"] = record["OPTIONS"]["init_command"].replace("FULL", "OFF")

import emptying  # noqa: E402 - it reads the models

from tahqiq.desk import fresh_record  # noqa: E402 - it reads the settings

emptying.allow()


def pytest_collection_finish() -> None:
    """Whoever compiles has been imported by now, but compiles only when it is called."""
    compiling.once()
    gc.freeze()  # thousands of tests and modules stay to the end: no collection need look at them


@receiver(connection_created)
def begin_afresh(connection: BaseDatabaseWrapper, **_: object) -> None:
    """Spares the test database the migrations, as `tahqiq.desk.setup` spares a new home."""
    named = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite" and named == connection.settings_dict["TEST"]["NAME"]:
        fresh_record.begin(connection.connection)


# Property tests find faults, not slow machines; a counterexample is printed with what replays it.
settings.register_profile(
    "house", deadline=None, database=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")


@cache
def our_words() -> frozenset[str]:
    """The prose in our code and built-in cases; what else passes by is somebody's data, or a slug."""
    return frozenset(text for text in check_catalogue.spoken() if " " in text or text[:1].isupper())


class NoArabic(gettext.NullTranslations):
    """Falling back to English in an Arabic text fails the test, also for words looked up by variable."""

    def gettext(self, message: str) -> str:
        if message in our_words():
            pytest.fail(f"no Arabic for {message!r}")
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        pytest.fail(f"no Arabic for {msgid1!r}")

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)


catalogue("ar").add_fallback(NoArabic())
