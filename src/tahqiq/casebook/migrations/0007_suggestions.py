"""Pairs of records that a machine suggests, with the evidence; and people whose records were joined."""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import tahqiq.vocab.ids
from tahqiq.casebook.triggers import KeepTriggers, LiftTriggers


class Migration(migrations.Migration):
    """SQLite remakes the table of victims, so the triggers are lifted and made again."""

    dependencies: ClassVar = [("casebook", "0006_editing")]

    operations: ClassVar = [
        LiftTriggers(),
        migrations.AddField(
            model_name="victim",
            name="joined_to",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="joined",
                to="casebook.victim",
            ),
        ),
        migrations.AddConstraint(
            model_name="victim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("joined_to", None),
                    models.Q(("joined_to", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="casebook_victim_not_joined_to_itself",
            ),
        ),
        migrations.CreateModel(
            name="Suggestion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                ("kind", models.CharField(max_length=16)),
                ("left", models.UUIDField()),
                ("right", models.UUIDField()),
                ("probability", models.FloatField()),
                ("linked", models.BooleanField(default=False)),
                ("rank", models.PositiveIntegerField()),
                ("evidence", models.JSONField()),
                ("run", models.UUIDField()),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("rank", "id"),
                "indexes": [
                    models.Index(fields=["case", "kind", "rank"], name="suggestion_by_rank"),
                    models.Index(fields=["left"], name="suggestion_by_left"),
                    models.Index(fields=["right"], name="suggestion_by_right"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["incident", "victim"])),
                        name="casebook_suggestion_kind_in_vocabulary",
                    ),
                    models.UniqueConstraint(
                        fields=("case", "left", "right"), name="casebook_suggestion_pair_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("left__lt", models.F("right"))),
                        name="casebook_suggestion_smaller_id_first",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("probability__gte", 0), ("probability__lte", 1)),
                        name="casebook_suggestion_probability_is_one",
                    ),
                ],
            },
        ),
        KeepTriggers(),
    ]
