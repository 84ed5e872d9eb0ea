"""Versions of stories."""

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
    dependencies: ClassVar = [
        ("casebook", "0016_forms"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="StoryVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("withdrawn_by", models.CharField(blank=True, default="", max_length=200)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_reason", models.TextField(blank=True, default="")),
                ("story", models.CharField(max_length=200)),
                ("number", models.PositiveIntegerField()),
                ("content", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("standing", models.CharField(default="submitted", max_length=12)),
                ("submitted_by", models.CharField(max_length=200)),
                ("submitted_at", models.DateTimeField()),
                ("approved_by", models.CharField(blank=True, default="", max_length=200)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                ("not_before", models.DateField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
            ],
            options={
                "ordering": ("story", "number", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("withdrawn_by", ""), _negated=True),
                                ("withdrawn_at__isnull", False),
                                models.Q(("withdrawn_reason", ""), _negated=True),
                            ),
                            models.Q(
                                ("withdrawn_by", ""),
                                models.Q(("withdrawn_at__isnull", False), _negated=True),
                                ("withdrawn_reason", ""),
                            ),
                            _connector="OR",
                        ),
                        name="casebook_storyversion_withdrawal_whole",
                    ),
                    models.UniqueConstraint(
                        fields=("case", "story", "number"), name="casebook_storyversion_numbered_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("story", ""), _negated=True),
                        name="casebook_storyversion_story_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("submitted_by", ""), _negated=True),
                        name="casebook_storyversion_submitted_by_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.Exact(
                                tahqiq.casebook.models.rules.WithoutHex(models.F("digest")), models.Value("")
                            ),
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Length(models.F("digest")), models.Value(64)
                            ),
                        ),
                        name="casebook_storyversion_digest_is_sha256",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("standing__in", ["approved", "built_in", "submitted"])),
                        name="casebook_storyversion_standing_in_vocabulary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="casebook_storyversion_counted_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("approved_by", models.F("submitted_by")), _negated=True),
                        name="casebook_storyversion_approved_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("approved_at", None),
                                ("approved_by", ""),
                                ("standing__in", ("built_in", "submitted")),
                            ),
                            models.Q(
                                ("approved_at__isnull", False),
                                ("standing", "approved"),
                                models.Q(("approved_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="casebook_storyversion_approved_where_it_says_so",
                    ),
                ],
            },
        ),
        KeepTriggers(),
    ]
