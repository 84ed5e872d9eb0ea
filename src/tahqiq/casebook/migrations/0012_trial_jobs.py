"""Trying an import out may be work in the background."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

from tahqiq.casebook.triggers import KeepTriggers, LiftTriggers

_NAME = "casebook_job_kind_in_vocabulary"
_KINDS = ["compare", "grade", "import", "link", "publish", "release", "trial", "verify"]


class Migration(migrations.Migration):
    dependencies: ClassVar = [("casebook", "0011_long_lists")]

    operations: ClassVar = [
        LiftTriggers(),
        migrations.RemoveConstraint("job", _NAME),
        migrations.AddConstraint(
            "job", models.CheckConstraint(condition=models.Q(("kind__in", _KINDS)), name=_NAME)
        ),
        KeepTriggers(),
    ]
