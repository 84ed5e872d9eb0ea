"""What long lists are read by: orders of incidents that hold all they are filtered by; judgements by person."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

_BEFORE = ("by_code", "newest", "oldest", "killed", "days")
#: Order → what it sorts by, then the rest of what is filtered or shown.
_NOW = {
    "by_code": ("code", "start", "end", "grade", "incident"),
    "newest": ("-start", "code", "end", "grade", "incident"),
    "oldest": ("start", "code", "end", "grade", "incident"),
    "killed": ("-killed", "code", "start", "end", "grade", "incident"),
}


class Migration(migrations.Migration):
    dependencies: ClassVar = [("casebook", "0012_trial_jobs")]

    operations: ClassVar = [
        *(migrations.RemoveIndex("incidentline", f"incident_line_{order}") for order in _BEFORE),
        *(
            migrations.AddIndex(
                "incidentline",
                models.Index(fields=("case_id", *columns), name=f"incident_line_{order}"),
            )
            for order, columns in _NOW.items()
        ),
        migrations.AddIndex(
            "judgement",
            models.Index(
                fields=("judged_by", "withdrawn_at", "case", "left", "right"), name="judgement_by_person"
            ),
        ),
    ]
