"""Work in the background: how far it is, and whether to stop."""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import tahqiq.vocab.ids
from tahqiq.casebook.triggers import KeepTriggers

_ENDED = ("cancelled", "failed", "finished", "interrupted", "refused")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("casebook", "0007_suggestions")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Job",
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
                ("arguments", models.JSONField(blank=True, default=dict)),
                ("asked_by", models.CharField(max_length=200)),
                ("account", models.CharField(blank=True, default="", max_length=200)),
                ("asked_at", models.DateTimeField()),
                ("state", models.CharField(default="waiting", max_length=12)),
                ("step", models.CharField(blank=True, default="", max_length=200)),
                ("done", models.PositiveBigIntegerField(default=0)),
                ("total", models.PositiveBigIntegerField(blank=True, null=True)),
                ("result", models.JSONField(blank=True, default=dict)),
                ("refusal", models.TextField(blank=True, default="")),
                ("cancel_by", models.CharField(blank=True, default="", max_length=200)),
                ("cancel_at", models.DateTimeField(blank=True, null=True)),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("beat_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("runs", models.PositiveIntegerField(default=0)),
            ],
            options={
                "ordering": ("-asked_at", "id"),
                "indexes": [
                    models.Index(fields=["state", "asked_at"], name="job_by_state"),
                    models.Index(fields=["case", "-asked_at"], name="job_by_case"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["compare", "grade", "import", "link", "publish", "release", "verify"],
                            )
                        ),
                        name="casebook_job_kind_in_vocabulary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", sorted([*_ENDED, "running", "waiting"]))),
                        name="casebook_job_state_in_vocabulary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("asked_by", ""), _negated=True),
                        name="casebook_job_asked_by_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cancel_at", None), ("cancel_by", "")),
                            models.Q(
                                models.Q(("cancel_by", ""), _negated=True), ("cancel_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="casebook_job_cancelled_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished_at__isnull", False), ("state__in", _ENDED)),
                            models.Q(models.Q(("state__in", _ENDED), _negated=True), ("finished_at", None)),
                            _connector="OR",
                        ),
                        name="casebook_job_finished_when_it_ended",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "running"), _negated=True),
                            models.Q(("beat_at__isnull", False), ("started_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="casebook_job_runs_with_a_beat",
                    ),
                ],
            },
        ),
        KeepTriggers(),
    ]
