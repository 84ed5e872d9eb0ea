"""Keeps what must agree across rows."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from tahqiq.casebook.triggers import KeepTriggers


class Migration(migrations.Migration):
    """Triggers for the records of 0001."""

    dependencies: ClassVar = [("casebook", "0001_records")]
    operations: ClassVar = [KeepTriggers()]
