"""Requests to correct the published record."""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import tahqiq.vocab.ids
from tahqiq.casebook.triggers import KeepTriggers, LiftTriggers

_UNDECIDED = models.Q(
    ("decided_at", None),
    ("decided_by", ""),
    ("incident", None),
    ("kind", ""),
    ("outcome", ""),
    ("said_ar", ""),
    ("said_en", ""),
)
_DECIDED = models.Q(
    models.Q(("kind", ""), _negated=True),
    models.Q(("outcome", ""), _negated=True),
    models.Q(("decided_by", ""), _negated=True),
    ("decided_at__isnull", False),
)


class Migration(migrations.Migration):
    """Letters of readers, and where a case takes them; SQLite remakes the table of cases."""

    dependencies: ClassVar = [("casebook", "0003_claim_categories")]

    operations: ClassVar = [
        LiftTriggers(),
        migrations.AddField(
            model_name="case", name="corrections_to", field=models.TextField(blank=True, default="")
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("received_on", models.DateField()),
                ("sealed", models.BinaryField()),
                ("kind", models.CharField(blank=True, default="", max_length=16)),
                ("outcome", models.CharField(blank=True, default="", max_length=16)),
                ("said_en", models.TextField(blank=True, default="")),
                ("said_ar", models.TextField(blank=True, default="")),
                ("decided_by", models.CharField(blank=True, default="", max_length=200)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="casebook.incident",
                    ),
                ),
            ],
            options={
                "ordering": ("received_on", "id"),
                "indexes": [models.Index(fields=["case", "received_on"], name="correction_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["", "date_or_place", "figure", "other", "person", "source", "wording"],
                            )
                        ),
                        name="casebook_correction_kind_in_vocabulary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["", "changed", "partly", "unchanged"])),
                        name="casebook_correction_outcome_in_vocabulary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(_UNDECIDED, _DECIDED, _connector="OR"),
                        name="casebook_correction_decision_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "person"), _negated=True),
                            models.Q(("incident", None), ("said_ar", ""), ("said_en", "")),
                            _connector="OR",
                        ),
                        name="casebook_correction_nobody_is_pointed_at",
                    ),
                ],
            },
        ),
        KeepTriggers(),
    ]
