"""Remains: graves, findings, missing persons, comparisons."""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import tahqiq.vocab.ids
from tahqiq.casebook.triggers import KeepTriggers, LiftTriggers


class Migration(migrations.Migration):
    """The people who are found, and who is looked for."""

    dependencies: ClassVar = [("casebook", "0014_testimony")]
    operations: ClassVar = [
        LiftTriggers(),
        migrations.RemoveConstraint(
            model_name="handover",
            name="casebook_handover_of_one_thing",
        ),
        migrations.RemoveConstraint(
            model_name="remains",
            name="casebook_remains_identification_in_vocabulary",
        ),
        migrations.RemoveConstraint(
            model_name="remains",
            name="casebook_remains_identified_by_in_vocabulary",
        ),
        migrations.RemoveConstraint(
            model_name="remains",
            name="casebook_remains_age_has_a_basis",
        ),
        migrations.RemoveConstraint(
            model_name="remains",
            name="casebook_remains_no_part_of_itself",
        ),
        migrations.RemoveConstraint(
            model_name="remains",
            name="casebook_remains_identified_by_a_primary_identifier",
        ),
        migrations.RemoveField(
            model_name="remains",
            name="apparent_age",
        ),
        migrations.RemoveField(
            model_name="remains",
            name="belongings",
        ),
        migrations.RemoveField(
            model_name="remains",
            name="clothing",
        ),
        migrations.RemoveField(
            model_name="remains",
            name="completeness",
        ),
        migrations.RemoveField(
            model_name="remains",
            name="condition",
        ),
        migrations.RemoveField(
            model_name="remains",
            name="family_notified_on",
        ),
        migrations.RemoveField(
            model_name="remains",
            name="identification",
        ),
        migrations.RemoveField(
            model_name="remains",
            name="identified_by",
        ),
        migrations.RemoveField(
            model_name="remains",
            name="part_of",
        ),
        migrations.RemoveField(
            model_name="remains",
            name="position_in_grave",
        ),
        migrations.RemoveField(
            model_name="remains",
            name="reburied_at",
        ),
        migrations.RemoveField(
            model_name="remains",
            name="victim",
        ),
        migrations.CreateModel(
            name="Burial",
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
                ("laid", models.CharField(max_length=12)),
                ("wording", models.TextField(blank=True, default="")),
                ("mark", models.TextField(blank=True, default="")),
                ("received_by", models.CharField(blank=True, default="", max_length=200)),
                ("on", models.DateField()),
                ("recorded_by", models.CharField(max_length=200)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casebook.place",
                    ),
                ),
                (
                    "remains",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="burials",
                        to="casebook.remains",
                    ),
                ),
            ],
            options={
                "ordering": ("on", "id"),
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
                        name="casebook_burial_withdrawal_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("laid__in", ["final", "returned", "temporary"])),
                        name="casebook_burial_laid_in_vocabulary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("recorded_by", ""), _negated=True),
                        name="casebook_burial_recorded_by_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("laid", "returned"),
                            ("place__isnull", False),
                            models.Q(("wording", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="casebook_burial_somewhere",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("laid", "returned"), _negated=True),
                            models.Q(("received_by", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="casebook_burial_returned_to_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Grave",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("code", models.CharField(max_length=200)),
                ("x_m", models.FloatField(blank=True, null=True)),
                ("y_m", models.FloatField(blank=True, null=True)),
                ("length_m", models.FloatField(blank=True, null=True)),
                ("width_m", models.FloatField(blank=True, null=True)),
                ("orientation_deg", models.FloatField(blank=True, null=True)),
                ("depth_m", models.FloatField(blank=True, null=True)),
                ("opened_start", models.DateField(blank=True, null=True)),
                ("opened_end", models.DateField(blank=True, null=True)),
                ("note", models.TextField(blank=True, default="")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="graves",
                        to="casebook.recoverysite",
                    ),
                ),
            ],
            options={
                "ordering": ("code", "id"),
                "constraints": [
                    models.UniqueConstraint(fields=("case", "code"), name="casebook_grave_code_once"),
                    models.CheckConstraint(
                        condition=models.Q(("code", ""), _negated=True), name="casebook_grave_code_filled"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opened_start__isnull", True),
                            ("opened_end__isnull", True),
                            ("opened_start__lt", models.F("opened_end")),
                            _connector="OR",
                        ),
                        name="casebook_grave_opened_start_before_opened_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("x_m", None), ("y_m", None)),
                            models.Q(("x_m__isnull", False), ("y_m__isnull", False)),
                            _connector="OR",
                        ),
                        name="casebook_grave_position_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("orientation_deg", None),
                            models.Q(("orientation_deg__gte", 0), ("orientation_deg__lt", 360)),
                            _connector="OR",
                        ),
                        name="casebook_grave_orientation_in_a_circle",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("depth_m", None), ("depth_m__gte", 0), _connector="OR"),
                        name="casebook_grave_depth_below_ground",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("length_m", None), ("length_m__gt", 0), _connector="OR"),
                        name="casebook_grave_length_above_nothing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("width_m", None), ("width_m__gt", 0), _connector="OR"),
                        name="casebook_grave_width_above_nothing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MissingPerson",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("withdrawn_by", models.CharField(blank=True, default="", max_length=200)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_reason", models.TextField(blank=True, default="")),
                ("code", models.CharField(max_length=200)),
                ("name_ar", models.TextField(blank=True, default="")),
                ("name_en", models.TextField(blank=True, default="")),
                ("sex", models.CharField(blank=True, default="", max_length=8)),
                ("last_seen_start", models.DateField(blank=True, null=True)),
                ("last_seen_end", models.DateField(blank=True, null=True)),
                ("told", models.JSONField(blank=True, default=dict)),
                ("told_by", models.CharField(max_length=200)),
                ("contact", models.UUIDField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                (
                    "consent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casebook.consent",
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="missing_files",
                        to="casebook.incident",
                    ),
                ),
                (
                    "victim",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="missing_files",
                        to="casebook.victim",
                    ),
                ),
            ],
            options={
                "ordering": ("code", "id"),
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
                        name="casebook_missingperson_withdrawal_whole",
                    ),
                    models.UniqueConstraint(fields=("case", "code"), name="casebook_missingperson_code_once"),
                    models.CheckConstraint(
                        condition=models.Q(("code", ""), _negated=True),
                        name="casebook_missingperson_code_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("told_by", ""), _negated=True),
                        name="casebook_missingperson_told_by_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sex__in", ["", "female", "male"])),
                        name="casebook_missingperson_sex_in_vocabulary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last_seen_start__isnull", True),
                            ("last_seen_end__isnull", True),
                            ("last_seen_start__lt", models.F("last_seen_end")),
                            _connector="OR",
                        ),
                        name="casebook_missingperson_last_seen_start_before_last_seen_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FamilyRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("asked_by", models.CharField(max_length=200)),
                ("asked_on", models.DateField()),
                ("question", models.TextField(blank=True, default="")),
                ("contact", models.UUIDField(blank=True, null=True)),
                ("recorded_by", models.CharField(max_length=200)),
                ("reply", models.CharField(blank=True, default="", max_length=16)),
                ("told", models.TextField(blank=True, default="")),
                ("how", models.TextField(blank=True, default="")),
                ("answered_by", models.CharField(blank=True, default="", max_length=200)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                (
                    "missing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="casebook.missingperson",
                    ),
                ),
            ],
            options={
                "ordering": ("asked_on", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("asked_by", ""), _negated=True),
                        name="casebook_familyrequest_asked_by_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("recorded_by", ""), _negated=True),
                        name="casebook_familyrequest_recorded_by_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reply__in", ["", "being_examined", "identified", "not_known"])),
                        name="casebook_familyrequest_reply_in_vocabulary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("answered_by", ""), ("reply", ""), ("told", "")),
                            models.Q(
                                models.Q(("reply", ""), _negated=True),
                                models.Q(("told", ""), _negated=True),
                                models.Q(("answered_by", ""), _negated=True),
                                ("answered_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="casebook_familyrequest_answered_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Match",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("rank", models.PositiveIntegerField()),
                ("posterior", models.FloatField()),
                ("no_file", models.FloatField()),
                ("log10_lr", models.FloatField()),
                ("standing", models.CharField(max_length=12)),
                ("primary", models.BooleanField(default=False)),
                ("evidence", models.JSONField(default=list)),
                ("run", models.UUIDField()),
                ("made_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                (
                    "remains",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matches",
                        to="casebook.remains",
                    ),
                ),
                (
                    "missing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matches",
                        to="casebook.missingperson",
                    ),
                ),
            ],
            options={
                "ordering": ("remains", "rank", "id"),
                "constraints": [
                    models.UniqueConstraint(fields=("remains", "missing"), name="casebook_match_pair_once"),
                    models.CheckConstraint(
                        condition=models.Q(("standing__in", ["hypothesis", "presumptive"])),
                        name="casebook_match_standing_in_vocabulary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("posterior__gte", 0), ("posterior__lte", 1)),
                        name="casebook_match_posterior_is_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reassociation",
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
                ("basis", models.TextField()),
                ("judged_by", models.CharField(max_length=200)),
                ("judged_at", models.DateTimeField()),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reassociated",
                        to="casebook.remains",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                (
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reassociations",
                        to="casebook.remains",
                    ),
                ),
            ],
            options={
                "ordering": ("judged_at", "id"),
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
                        name="casebook_reassociation_withdrawal_whole",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("part",),
                        name="casebook_reassociation_one_stands",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("basis", ""), _negated=True),
                        name="casebook_reassociation_basis_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("judged_by", ""), _negated=True),
                        name="casebook_reassociation_judged_by_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("part", models.F("body")), _negated=True),
                        name="casebook_reassociation_of_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ruling",
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
                ("standing", models.CharField(max_length=12)),
                ("authority", models.TextField(blank=True, default="")),
                ("method", models.CharField(blank=True, default="", max_length=16)),
                ("report", models.TextField(blank=True, default="")),
                ("reason", models.TextField()),
                ("judged_by", models.CharField(max_length=200)),
                ("judged_at", models.DateTimeField()),
                ("confirmed_by", models.CharField(blank=True, default="", max_length=200)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("family_told_by", models.CharField(blank=True, default="", max_length=200)),
                ("family_told_on", models.DateField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                (
                    "missing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rulings",
                        to="casebook.missingperson",
                    ),
                ),
                (
                    "remains",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rulings",
                        to="casebook.remains",
                    ),
                ),
            ],
            options={
                "ordering": ("judged_at", "id"),
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
                        name="casebook_ruling_withdrawal_whole",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("remains", "missing"),
                        name="casebook_ruling_one_stands",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("standing", "identified"), ("withdrawn_at", None)),
                        fields=("remains",),
                        name="casebook_ruling_identified_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "standing__in",
                                ["commingled", "excluded", "hypothesis", "identified", "presumptive"],
                            )
                        ),
                        name="casebook_ruling_standing_in_vocabulary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("method__in", ["", "dental", "dna", "fingerprints"])),
                        name="casebook_ruling_method_in_vocabulary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="casebook_ruling_reason_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("judged_by", ""), _negated=True),
                        name="casebook_ruling_judged_by_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("standing", "identified"),
                                models.Q(("authority", ""), _negated=True),
                                models.Q(("method", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("standing", "identified"), _negated=True),
                                ("authority", ""),
                                ("confirmed_by", ""),
                                ("method", ""),
                            ),
                            _connector="OR",
                        ),
                        name="casebook_ruling_identified_by_an_authority",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by", ""),
                            models.Q(("confirmed_by", models.F("judged_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="casebook_ruling_confirmed_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at", None), ("confirmed_by", "")),
                            models.Q(
                                models.Q(("confirmed_by", ""), _negated=True), ("confirmed_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="casebook_ruling_confirmation_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("family_told_by", ""), ("family_told_on", None)),
                            models.Q(
                                models.Q(("family_told_by", ""), _negated=True),
                                ("confirmed_at__isnull", False),
                                ("family_told_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="casebook_ruling_family_told_of_the_identified",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sample",
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
                ("code", models.CharField(max_length=200)),
                ("kind", models.TextField()),
                ("purpose", models.TextField(blank=True, default="")),
                ("taken_by", models.CharField(max_length=200)),
                ("taken_on", models.DateField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                (
                    "remains",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="samples",
                        to="casebook.remains",
                    ),
                ),
            ],
            options={
                "ordering": ("code", "id"),
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
                        name="casebook_sample_withdrawal_whole",
                    ),
                    models.UniqueConstraint(fields=("case", "code"), name="casebook_sample_code_once"),
                    models.CheckConstraint(
                        condition=models.Q(("code", ""), _negated=True), name="casebook_sample_code_filled"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind", ""), _negated=True), name="casebook_sample_kind_filled"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("taken_by", ""), _negated=True),
                        name="casebook_sample_taken_by_filled",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StatusJudgement",
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
                ("status", models.CharField(max_length=16)),
                ("basis", models.JSONField(default=list)),
                ("reason", models.TextField(blank=True, default="")),
                ("judged_by", models.CharField(max_length=200)),
                ("judged_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                (
                    "remains",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="status_judgements",
                        to="casebook.remains",
                    ),
                ),
            ],
            options={
                "ordering": ("judged_at", "id"),
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
                        name="casebook_statusjudgement_withdrawal_whole",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("remains", "judged_by"),
                        name="casebook_statusjudgement_one_stands",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["civilian", "combatant", "not_determined"])),
                        name="casebook_statusjudgement_status_in_vocabulary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("judged_by", ""), _negated=True),
                        name="casebook_statusjudgement_judged_by_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "not_determined"),
                            models.Q(("basis", []), _negated=True),
                            _connector="OR",
                        ),
                        name="casebook_statusjudgement_rests_on_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FoundPhotograph",
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
                ("code", models.CharField(max_length=200)),
                ("bearing", models.PositiveIntegerField(blank=True, null=True)),
                ("scale", models.CharField(blank=True, default="", max_length=200)),
                ("shows", models.TextField(blank=True, default="")),
                ("tied_by", models.CharField(max_length=200)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                (
                    "grave",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photographs",
                        to="casebook.grave",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="found_photographs",
                        to="casebook.item",
                    ),
                ),
                (
                    "remains",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photographs",
                        to="casebook.remains",
                    ),
                ),
            ],
            options={
                "ordering": ("code", "item", "id"),
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
                        name="casebook_foundphotograph_withdrawal_whole",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("item", "code"),
                        name="casebook_foundphotograph_tied_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("code", ""), _negated=True),
                        name="casebook_foundphotograph_code_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("tied_by", ""), _negated=True),
                        name="casebook_foundphotograph_tied_by_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("grave", None), ("remains__isnull", False)),
                            models.Q(("grave__isnull", False), ("remains", None)),
                            _connector="OR",
                        ),
                        name="casebook_foundphotograph_of_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("bearing", None),
                            models.Q(("bearing__gte", 0), ("bearing__lt", 360)),
                            _connector="OR",
                        ),
                        name="casebook_foundphotograph_bearing_on_the_compass",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LogEntry",
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
                ("on", models.DateField()),
                ("present", models.TextField(blank=True, default="")),
                ("said", models.TextField()),
                ("recorded_by", models.CharField(max_length=200)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="log",
                        to="casebook.recoverysite",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "log entries",
                "ordering": ("on", "id"),
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
                        name="casebook_logentry_withdrawal_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("said", ""), _negated=True), name="casebook_logentry_said_filled"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("recorded_by", ""), _negated=True),
                        name="casebook_logentry_recorded_by_filled",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="remains",
            name="age_max",
            field=models.FloatField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="remains",
            name="age_min",
            field=models.FloatField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="remains",
            name="building",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.AddField(
            model_name="remains",
            name="depth_m",
            field=models.FloatField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="remains",
            name="findings",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="remains",
            name="incident",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="remains",
                to="casebook.incident",
            ),
        ),
        migrations.AddField(
            model_name="remains",
            name="orientation_deg",
            field=models.FloatField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="remains",
            name="recovered_by",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.AddField(
            model_name="remains",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="remains",
            name="withdrawn_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="remains",
            name="withdrawn_by",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.AddField(
            model_name="remains",
            name="withdrawn_reason",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="remains",
            name="x_m",
            field=models.FloatField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="remains",
            name="y_m",
            field=models.FloatField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="remains",
            name="grave",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="remains",
                to="casebook.grave",
            ),
        ),
        migrations.AddConstraint(
            model_name="remains",
            constraint=models.CheckConstraint(
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
                name="casebook_remains_withdrawal_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="remains",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("x_m", None), ("y_m", None)),
                    models.Q(("x_m__isnull", False), ("y_m__isnull", False)),
                    _connector="OR",
                ),
                name="casebook_remains_position_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="remains",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("orientation_deg", None),
                    models.Q(("orientation_deg__gte", 0), ("orientation_deg__lt", 360)),
                    _connector="OR",
                ),
                name="casebook_remains_orientation_in_a_circle",
            ),
        ),
        migrations.AddConstraint(
            model_name="remains",
            constraint=models.CheckConstraint(
                condition=models.Q(("depth_m", None), ("depth_m__gte", 0), _connector="OR"),
                name="casebook_remains_depth_below_ground",
            ),
        ),
        migrations.AddConstraint(
            model_name="remains",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("age_max", None), ("age_min", None)),
                    models.Q(("apparent_age_basis", ""), _negated=True),
                    _connector="OR",
                ),
                name="casebook_remains_age_has_a_basis",
            ),
        ),
        migrations.AddConstraint(
            model_name="remains",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("age_min", None), ("age_min__gte", 0), _connector="OR"),
                    models.Q(("age_max", None), ("age_max__lte", 120), _connector="OR"),
                    models.Q(
                        ("age_min", None),
                        ("age_max", None),
                        ("age_min__lte", models.F("age_max")),
                        _connector="OR",
                    ),
                ),
                name="casebook_remains_ages_in_order",
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="sample",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="hand_overs",
                to="casebook.sample",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("item", None), ("remains__isnull", False), ("sample", None)),
                    models.Q(("item__isnull", False), ("remains", None), ("sample", None)),
                    models.Q(("item", None), ("remains", None), ("sample__isnull", False)),
                    _connector="OR",
                ),
                name="casebook_handover_of_one_thing",
            ),
        ),
        migrations.RemoveConstraint(
            model_name="job",
            name="casebook_job_kind_in_vocabulary",
        ),
        migrations.AddConstraint(
            model_name="job",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "compare",
                            "grade",
                            "import",
                            "link",
                            "publish",
                            "release",
                            "remains",
                            "trial",
                            "verify",
                        ],
                    )
                ),
                name="casebook_job_kind_in_vocabulary",
            ),
        ),
        migrations.AddField(
            model_name="recoverysite",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        KeepTriggers(),
    ]
