"""Testimony: interviews whole, passages, the vault, withdrawals, site visits."""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models

import tahqiq.casebook.models.rules
import tahqiq.vocab.ids
from tahqiq.casebook.triggers import KeepTriggers, LiftTriggers


class Migration(migrations.Migration):
    """What people who speak entrusted to the record; SQLite remakes the tables of items and releases."""

    dependencies: ClassVar = [("casebook", "0013_line_orders")]
    operations: ClassVar = [
        LiftTriggers(),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("what", models.TextField()),
                ("due_on", models.DateField(blank=True, null=True)),
                ("asked_by", models.CharField(max_length=200)),
                ("asked_at", models.DateTimeField()),
                ("done_by", models.CharField(blank=True, default="", max_length=200)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                (
                    "interview",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to="casebook.interview",
                    ),
                ),
            ],
            options={
                "ordering": (models.OrderBy(models.F("due_on"), nulls_last=True), "asked_at", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("what", ""), _negated=True), name="casebook_followup_what_filled"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("asked_by", ""), _negated=True),
                        name="casebook_followup_asked_by_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at", None), ("done_by", "")),
                            models.Q(models.Q(("done_by", ""), _negated=True), ("done_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="casebook_followup_done_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Passage",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("start", models.BigIntegerField()),
                ("end", models.BigIntegerField()),
                ("from_ms", models.PositiveBigIntegerField(blank=True, null=True)),
                ("to_ms", models.PositiveBigIntegerField(blank=True, null=True)),
                ("knowledge", models.CharField(blank=True, default="", max_length=8)),
                ("marked_by", models.CharField(max_length=200)),
                ("marked_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                (
                    "interview",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="passages",
                        to="casebook.interview",
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="passages",
                        to="casebook.text",
                    ),
                ),
            ],
            options={
                "ordering": ("interview", "start", "end", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("text", "start", "end"), name="casebook_passage_marked_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end__gt", models.F("start")), ("start__gte", 0)),
                        name="casebook_passage_stands_in_its_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("from_ms", None), ("to_ms", None)),
                            models.Q(
                                ("from_ms__isnull", False),
                                ("from_ms__lte", models.F("to_ms")),
                                ("to_ms__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="casebook_passage_timed_from_and_to",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("knowledge__in", ["", "heard", "saw", "told"])),
                        name="casebook_passage_knowledge_in_vocabulary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("marked_by", ""), _negated=True),
                        name="casebook_passage_marked_by_filled",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contradiction",
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
                ("about", models.TextField()),
                ("noted_by", models.CharField(max_length=200)),
                ("noted_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                (
                    "left",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.passage"
                    ),
                ),
                (
                    "right",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.passage"
                    ),
                ),
            ],
            options={
                "ordering": ("noted_at", "id"),
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
                        name="casebook_contradiction_withdrawal_whole",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("left", "right"),
                        name="casebook_contradiction_one_stands",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("left__lt", models.F("right"))),
                        name="casebook_contradiction_smaller_id_first",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("about", ""), _negated=True),
                        name="casebook_contradiction_about_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("noted_by", ""), _negated=True),
                        name="casebook_contradiction_noted_by_filled",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SiteVisit",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("code", models.CharField(max_length=200)),
                ("building", models.CharField(blank=True, default="", max_length=200)),
                ("visited_start", models.DateField(blank=True, null=True)),
                ("visited_end", models.DateField(blank=True, null=True)),
                ("team", models.JSONField(default=list)),
                ("seen", models.TextField(blank=True, default="")),
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
                        related_name="visits",
                        to="casebook.incident",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="casebook.place",
                    ),
                ),
                (
                    "sketch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casebook.item",
                    ),
                ),
            ],
            options={
                "ordering": ("code", "id"),
                "constraints": [
                    models.UniqueConstraint(fields=("case", "code"), name="casebook_sitevisit_code_once"),
                    models.CheckConstraint(
                        condition=models.Q(("code", ""), _negated=True), name="casebook_sitevisit_code_filled"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("team", []), _negated=True),
                        name="casebook_sitevisit_somebody_went",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("visited_start__isnull", True),
                            ("visited_end__isnull", True),
                            ("visited_start__lt", models.F("visited_end")),
                            _connector="OR",
                        ),
                        name="casebook_sitevisit_visited_start_before_visited_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Remnant",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("markings", models.TextField(blank=True, default="")),
                ("measurements", models.TextField(blank=True, default="")),
                ("identified_as", models.TextField(blank=True, default="")),
                ("identified_by", models.CharField(blank=True, default="", max_length=200)),
                ("identified_basis", models.TextField(blank=True, default="")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remnants",
                        to="casebook.sitevisit",
                    ),
                ),
            ],
            options={
                "ordering": ("visit", "number", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("visit", "number"), name="casebook_remnant_numbered_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("identified_as", ""), ("identified_basis", ""), ("identified_by", "")),
                            models.Q(
                                models.Q(("identified_as", ""), _negated=True),
                                models.Q(("identified_by", ""), _negated=True),
                                models.Q(("identified_basis", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="casebook_remnant_identified_for_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sought",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("what", models.CharField(max_length=200)),
                ("found", models.BooleanField(blank=True, null=True)),
                ("note", models.TextField(blank=True, default="")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sought",
                        to="casebook.sitevisit",
                    ),
                ),
            ],
            options={
                "ordering": ("visit", "what", "id"),
                "constraints": [
                    models.UniqueConstraint(fields=("visit", "what"), name="casebook_sought_sought_once"),
                    models.CheckConstraint(
                        condition=models.Q(("what", ""), _negated=True), name="casebook_sought_what_filled"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VaultEntry",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("pseudonym", models.CharField(max_length=200)),
                ("whose", models.CharField(max_length=8)),
                ("sealed", models.BinaryField()),
                ("wrapped", models.JSONField(default=dict)),
                ("kept_by", models.CharField(max_length=200)),
                ("kept_on", models.DateField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
            ],
            options={
                "ordering": ("pseudonym", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case", "pseudonym", "whose"), name="casebook_vaultentry_kept_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("whose__in", ["searches", "speaks"])),
                        name="casebook_vaultentry_whose_in_vocabulary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("pseudonym", ""), _negated=True),
                        name="casebook_vaultentry_pseudonym_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kept_by", ""), _negated=True),
                        name="casebook_vaultentry_kept_by_filled",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VaultKeeper",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("public", models.CharField(max_length=64)),
                ("named_by", models.CharField(max_length=200)),
                ("named_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
            ],
            options={
                "ordering": ("name", "named_at", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("case", "name"),
                        name="casebook_vaultkeeper_keeps_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.Exact(
                                tahqiq.casebook.models.rules.WithoutHex(models.F("public")), models.Value("")
                            ),
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Length(models.F("public")), models.Value(64)
                            ),
                        ),
                        name="casebook_vaultkeeper_public_is_sha256",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="casebook_vaultkeeper_name_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("named_by", ""), _negated=True),
                        name="casebook_vaultkeeper_named_by_filled",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VisitPhotograph",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("bearing", models.PositiveIntegerField(blank=True, null=True)),
                ("scale", models.CharField(blank=True, default="", max_length=200)),
                ("shows", models.TextField(blank=True, default="")),
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
                        related_name="visit_photographs",
                        to="casebook.item",
                    ),
                ),
                (
                    "remnant",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photographs",
                        to="casebook.remnant",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photographs",
                        to="casebook.sitevisit",
                    ),
                ),
            ],
            options={
                "ordering": ("visit", "item", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("visit", "item"), name="casebook_visitphotograph_taken_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("bearing", None),
                            models.Q(("bearing__gte", 0), ("bearing__lt", 360)),
                            _connector="OR",
                        ),
                        name="casebook_visitphotograph_bearing_on_the_compass",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WelfareFlag",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("concern", models.CharField(max_length=12)),
                ("note", models.TextField(blank=True, default="")),
                ("raised_by", models.CharField(max_length=200)),
                ("raised_at", models.DateTimeField()),
                ("lowered_by", models.CharField(blank=True, default="", max_length=200)),
                ("lowered_at", models.DateTimeField(blank=True, null=True)),
                ("lowered_reason", models.TextField(blank=True, default="")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                (
                    "interview",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="flags",
                        to="casebook.interview",
                    ),
                ),
            ],
            options={
                "ordering": ("raised_at", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("concern__in", ["distress", "security"])),
                        name="casebook_welfareflag_concern_in_vocabulary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("raised_by", ""), _negated=True),
                        name="casebook_welfareflag_raised_by_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lowered_at", None), ("lowered_by", ""), ("lowered_reason", "")),
                            models.Q(
                                models.Q(("lowered_by", ""), _negated=True),
                                models.Q(("lowered_reason", ""), _negated=True),
                                ("lowered_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="casebook_welfareflag_lowered_for_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("purposes", models.JSONField(blank=True, default=list)),
                ("destroy", models.BooleanField()),
                ("reason", models.TextField()),
                ("found", models.JSONField(default=dict)),
                ("sha256", models.CharField(max_length=64)),
                ("state", models.CharField(default="proposed", max_length=12)),
                ("proposed_by", models.CharField(max_length=200)),
                ("proposed_at", models.DateTimeField()),
                ("approved_by", models.CharField(blank=True, default="", max_length=200)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                ("steps", models.JSONField(blank=True, default=list)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                (
                    "consent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawals",
                        to="casebook.consent",
                    ),
                ),
            ],
            options={
                "ordering": ("-proposed_at", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("proposed", "approved"))),
                        fields=("consent",),
                        name="casebook_withdrawal_one_under_way",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["approved", "done", "dropped", "proposed"])),
                        name="casebook_withdrawal_state_in_vocabulary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="casebook_withdrawal_reason_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("proposed_by", ""), _negated=True),
                        name="casebook_withdrawal_proposed_by_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.Exact(
                                tahqiq.casebook.models.rules.WithoutHex(models.F("sha256")), models.Value("")
                            ),
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Length(models.F("sha256")), models.Value(64)
                            ),
                        ),
                        name="casebook_withdrawal_sha256_is_sha256",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                        name="casebook_withdrawal_approved_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("destroy", False), ("purposes", []), _connector="OR"),
                        name="casebook_withdrawal_destroyed_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("approved_at", None),
                                ("approved_by", ""),
                                ("state__in", ("proposed", "dropped")),
                            ),
                            models.Q(
                                ("approved_at__isnull", False),
                                ("state__in", ("approved", "done")),
                                models.Q(("approved_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="casebook_withdrawal_approved_where_it_says_so",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished_at__isnull", False), ("state", "done")),
                            models.Q(models.Q(("state", "done"), _negated=True), ("finished_at", None)),
                            _connector="OR",
                        ),
                        name="casebook_withdrawal_finished_when_done",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="interview",
            name="interpreter",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.AddField(
            model_name="interview",
            name="setting",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="interview",
            name="source",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="interviews",
                to="casebook.source",
            ),
        ),
        migrations.AddField(
            model_name="interview",
            name="transcript",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="transcript_of",
                to="casebook.item",
            ),
        ),
        migrations.AddField(
            model_name="item",
            name="guarded",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="release",
            name="recalled_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="release",
            name="recalled_by",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.AddField(
            model_name="release",
            name="recalled_reason",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(("recalled_by", ""), _negated=True),
                        ("recalled_at__isnull", False),
                        models.Q(("recalled_reason", ""), _negated=True),
                    ),
                    models.Q(
                        ("recalled_by", ""),
                        models.Q(("recalled_at__isnull", False), _negated=True),
                        ("recalled_reason", ""),
                    ),
                    _connector="OR",
                ),
                name="casebook_release_recalled_whole",
            ),
        ),
        migrations.AddField(
            model_name="interview",
            name="visit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="interviews",
                to="casebook.sitevisit",
            ),
        ),
        migrations.AddConstraint(
            model_name="interview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("transcript", None),
                    ("recording", None),
                    models.Q(("transcript", models.F("recording")), _negated=True),
                    _connector="OR",
                ),
                name="casebook_interview_transcript_is_derived",
            ),
        ),
        KeepTriggers(),
    ]
