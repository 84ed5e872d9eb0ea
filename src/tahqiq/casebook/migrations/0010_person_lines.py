"""Narrow rows that the list of people is sorted and filtered by, and which of them are out of date."""

from __future__ import annotations

from typing import Any, ClassVar

import django.db.models.deletion
from django.db import migrations, models

from tahqiq.casebook.triggers import KeepTriggers


def _all_are_stale(apps: Any, _editor: Any) -> None:
    """Nobody has a line yet."""
    people = apps.get_model("casebook", "Victim").objects.values_list("pk", flat=True)
    stale = apps.get_model("casebook", "StalePersonLine")
    stale.objects.bulk_create((stale(person_id=key) for key in people.iterator()), batch_size=500)


def _by(name: str, *fields: str) -> migrations.AddIndex:
    index = models.Index(fields=("case_id", *fields), name=f"person_line_{name}")
    return migrations.AddIndex("personline", index)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("casebook", "0009_incident_lines")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="PersonLine",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="casebook.victim",
                    ),
                ),
                ("case_id", models.UUIDField()),
                ("standing", models.CharField(max_length=9)),
                ("naming", models.CharField(max_length=8)),
                ("name", models.CharField(blank=True, default="", max_length=200)),
                ("code", models.CharField(blank=True, default="", max_length=200)),
                ("start", models.DateField(blank=True, null=True)),
                ("place_in_source", models.CharField(blank=True, default="", max_length=200)),
                ("renewed_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="StalePersonLine",
            fields=[("person_id", models.UUIDField(primary_key=True, serialize=False))],
        ),
        _by("by_name", "standing", "name", "person", "naming", "code"),
        _by("by_incident", "standing", "code", "place_in_source", "person", "naming"),
        _by("newest", "standing", "-start", "person", "naming", "code"),
        _by("oldest", "standing", "start", "person", "naming", "code"),
        _by("renewed", "renewed_at"),
        migrations.RunPython(_all_are_stale, migrations.RunPython.noop),
        KeepTriggers(),
    ]
