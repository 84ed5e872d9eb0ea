"""Narrow rows that the list of incidents is sorted and filtered by, and which of them are out of date."""

from __future__ import annotations

from typing import Any, ClassVar

import django.db.models.deletion
from django.db import migrations, models

from tahqiq.casebook.triggers import KeepTriggers


def _all_are_stale(apps: Any, _editor: Any) -> None:
    """Nothing has a line yet."""
    incidents = apps.get_model("casebook", "Incident").objects.values_list("pk", flat=True)
    stale = apps.get_model("casebook", "StaleLine")
    stale.objects.bulk_create((stale(incident_id=key) for key in incidents.iterator()), batch_size=500)


def _by(name: str, *fields: str) -> migrations.AddIndex:
    index = models.Index(fields=("case_id", *fields), name=f"incident_line_{name}")
    return migrations.AddIndex("incidentline", index)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("casebook", "0008_jobs")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="IncidentLine",
            fields=[
                (
                    "incident",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="casebook.incident",
                    ),
                ),
                ("case_id", models.UUIDField()),
                ("code", models.CharField(max_length=200)),
                ("start", models.DateField(blank=True, null=True)),
                ("end", models.DateField(blank=True, null=True)),
                ("grade", models.CharField(blank=True, default="", max_length=16)),
                ("killed", models.BigIntegerField(blank=True, null=True)),
                ("words", models.TextField(blank=True, default="")),
            ],
        ),
        migrations.CreateModel(
            name="StaleLine",
            fields=[("incident_id", models.UUIDField(primary_key=True, serialize=False))],
        ),
        _by("by_code", "code", "incident"),
        _by("newest", "-start", "code"),
        _by("oldest", "start", "code"),
        _by("killed", "-killed", "code"),
        _by("by_grade", "grade", "code"),
        migrations.RunPython(_all_are_stale, migrations.RunPython.noop),
        KeepTriggers(),
    ]
