"""Submissions of forms, and where two disagree."""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models

import tahqiq.casebook.models.rules
import tahqiq.vocab.ids
from tahqiq.casebook.triggers import KeepTriggers


class Migration(migrations.Migration):
    """What came in from the field."""

    dependencies: ClassVar = [("casebook", "0015_remains")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="FormSubmission",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("form", models.CharField(max_length=200)),
                ("version", models.CharField(blank=True, default="", max_length=200)),
                ("instance", models.CharField(max_length=200)),
                ("root", models.CharField(max_length=200)),
                ("mark", models.CharField(max_length=64)),
                ("answers", models.JSONField(default=dict)),
                ("media", models.JSONField(blank=True, default=list)),
                ("standing", models.CharField(default="stands", max_length=12)),
                ("submitted_at", models.CharField(blank=True, default="", max_length=200)),
                ("received_by", models.CharField(max_length=200)),
                ("received_at", models.DateTimeField()),
                ("filed_kind", models.CharField(blank=True, default="", max_length=200)),
                ("filed_id", models.UUIDField(blank=True, null=True)),
                ("filed_by", models.CharField(blank=True, default="", max_length=200)),
                ("filed_at", models.DateTimeField(blank=True, null=True)),
                ("left", models.JSONField(blank=True, default=list)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submissions",
                        to="casebook.item",
                    ),
                ),
                (
                    "original",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="originals_of",
                        to="casebook.item",
                    ),
                ),
                (
                    "vault",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="submissions",
                        to="casebook.vaultentry",
                    ),
                ),
            ],
            options={
                "ordering": ("received_at", "root", "instance", "id"),
                "indexes": [
                    models.Index(fields=["case", "root"], name="submission_by_root"),
                    models.Index(fields=["case", "instance"], name="submission_by_instance"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case", "instance", "mark"), name="casebook_formsubmission_received_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("standing", "stands")),
                        fields=("case", "root"),
                        name="casebook_formsubmission_one_stands",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("standing__in", ["set_aside", "stands", "waits"])),
                        name="casebook_formsubmission_standing_in_vocabulary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.Exact(
                                tahqiq.casebook.models.rules.WithoutHex(models.F("mark")), models.Value("")
                            ),
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Length(models.F("mark")), models.Value(64)
                            ),
                        ),
                        name="casebook_formsubmission_mark_is_sha256",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("form", ""), _negated=True),
                        name="casebook_formsubmission_form_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("instance", ""), _negated=True),
                        name="casebook_formsubmission_instance_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("root", ""), _negated=True),
                        name="casebook_formsubmission_root_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("received_by", ""), _negated=True),
                        name="casebook_formsubmission_received_by_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("filed_at", None), ("filed_by", ""), ("filed_id", None), ("filed_kind", "")
                            ),
                            models.Q(
                                models.Q(("filed_kind", ""), _negated=True),
                                models.Q(("filed_by", ""), _negated=True),
                                ("filed_at__isnull", False),
                                ("filed_id__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="casebook_formsubmission_filed_as_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FormConflict",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("questions", models.JSONField(blank=True, default=list)),
                ("found_at", models.DateTimeField()),
                ("chosen", models.CharField(blank=True, default="", max_length=8)),
                ("reason", models.TextField(blank=True, default="")),
                ("resolved_by", models.CharField(blank=True, default="", max_length=200)),
                ("resolved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                (
                    "arrived",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="arrivals",
                        to="casebook.formsubmission",
                    ),
                ),
                (
                    "held",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conflicts",
                        to="casebook.formsubmission",
                    ),
                ),
            ],
            options={
                "ordering": ("found_at", "id"),
                "constraints": [
                    models.UniqueConstraint(fields=("arrived",), name="casebook_formconflict_found_once"),
                    models.CheckConstraint(
                        condition=models.Q(("chosen__in", ["", "arrived", "held"])),
                        name="casebook_formconflict_chosen_in_vocabulary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("held", models.F("arrived")), _negated=True),
                        name="casebook_formconflict_between_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("chosen", ""), ("reason", ""), ("resolved_at", None), ("resolved_by", "")
                            ),
                            models.Q(
                                models.Q(("chosen", ""), _negated=True),
                                models.Q(("reason", ""), _negated=True),
                                models.Q(("resolved_by", ""), _negated=True),
                                ("resolved_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="casebook_formconflict_decided_by_somebody",
                    ),
                ],
            },
        ),
        KeepTriggers(),
    ]
