"""What the other long lists are read by: claims that wait, what is to be signed, places by name."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import Value
from django.db.models.functions import Coalesce, Left, NullIf

from tahqiq.casebook.triggers import KeepTriggers, LiftTriggers


def _waiting_are_stale(apps: Any, _editor: Any) -> None:
    """No line says yet what waits for a second person."""
    waiting = apps.get_model("casebook", "Assessment").objects.filter(
        assessor="tahqiq", withdrawn_at=None, signed_off_at=None
    )
    stale = apps.get_model("casebook", "StaleLine")
    keys = waiting.order_by().values_list("incident", flat=True).distinct()
    noted = (stale(incident_id=key) for key in keys.iterator())
    stale.objects.bulk_create(noted, batch_size=500, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("casebook", "0010_person_lines")]

    operations: ClassVar = [
        LiftTriggers(),
        migrations.AddIndex("claim", models.Index(fields=("case", "status", "item"), name="claim_in_queue")),
        migrations.AddIndex(
            "item",
            models.Index(fields=("case", "sha256", "media_type", "graphic", "id"), name="item_in_list"),
        ),
        migrations.AddIndex(
            "auditentry",
            models.Index(fields=("case", "actor", "action", "target_kind"), name="audit_by_deed"),
        ),
        migrations.AddField("incidentline", "to_sign", models.BooleanField(default=False)),
        migrations.AddField(
            "incidentline", "drafted_by", models.CharField(blank=True, default="", max_length=200)
        ),
        migrations.AddIndex(
            "incidentline",
            models.Index(fields=("case_id", "start", "end", "grade"), name="incident_line_days"),
        ),
        migrations.AddIndex(
            "incidentline",
            models.Index(
                fields=("case_id", "to_sign", "code", "incident", "drafted_by"), name="incident_line_to_sign"
            ),
        ),
        migrations.AddField(
            "place",
            "sorted_as",
            models.GeneratedField(
                db_persist=True,
                expression=Left(Coalesce(NullIf("name_en", Value("")), "name_ar"), 100),
                output_field=models.CharField(max_length=100),
            ),
        ),
        migrations.AddIndex("place", models.Index(fields=("case", "sorted_as", "id"), name="place_by_name")),
        migrations.RunPython(_waiting_are_stale, migrations.RunPython.noop),
        KeepTriggers(),
    ]
