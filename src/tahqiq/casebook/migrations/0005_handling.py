"""How an item is to be handled on a screen; uploads and statements that wait for a person."""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models

import tahqiq.casebook.models.rules
import tahqiq.vocab.ids
from tahqiq.casebook.triggers import KeepTriggers, LiftTriggers


class Migration(migrations.Migration):
    """Content notes of items, imports prepared at the desk, and answers read from statements."""

    dependencies: ClassVar = [("casebook", "0004_corrections")]

    operations: ClassVar = [
        LiftTriggers(),
        migrations.CreateModel(
            name="AnswerProposal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("locator", models.CharField(blank=True, default="", max_length=8)),
                ("start", models.BigIntegerField(blank=True, null=True)),
                ("end", models.BigIntegerField(blank=True, null=True)),
                ("record", models.BigIntegerField(blank=True, null=True)),
                ("columns", models.JSONField(blank=True, default=list)),
                ("quote", models.TextField(blank=True, default="")),
                ("text_sha256", models.CharField(max_length=64)),
                ("state", models.CharField(max_length=24)),
                ("reason", models.CharField(blank=True, default="", max_length=40)),
                ("killed_min", models.BigIntegerField(blank=True, null=True)),
                ("killed_max", models.BigIntegerField(blank=True, null=True)),
                ("injured_min", models.BigIntegerField(blank=True, null=True)),
                ("injured_max", models.BigIntegerField(blank=True, null=True)),
                ("place", models.TextField(blank=True, default="")),
                ("span_start", models.DateField(blank=True, null=True)),
                ("span_end", models.DateField(blank=True, null=True)),
                ("report", models.TextField(blank=True, default="")),
                ("reporter", models.TextField(blank=True, default="")),
                ("codes", models.JSONField(blank=True, default=list)),
                ("references", models.JSONField(blank=True, default=list)),
                ("status", models.CharField(default="proposed", max_length=12)),
                ("decided_by", models.CharField(blank=True, default="", max_length=200)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decision_reason", models.TextField(blank=True, default="")),
                (
                    "answer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casebook.answer",
                    ),
                ),
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
                        related_name="+",
                        to="casebook.incident",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casebook.item",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.party"
                    ),
                ),
            ],
            options={
                "ordering": ("item", "start", "id"),
            },
        ),
        migrations.CreateModel(
            name="ImportPlan",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=16)),
                ("files", models.JSONField(default=list)),
                ("source", models.CharField(blank=True, default="", max_length=200)),
                ("source_name", models.TextField(blank=True, default="")),
                ("source_kind", models.CharField(blank=True, default="other", max_length=40)),
                ("party", models.CharField(blank=True, default="", max_length=200)),
                ("mapping", models.TextField(blank=True, default="")),
                ("checked", models.JSONField(blank=True, default=dict)),
                ("report", models.JSONField(blank=True, default=dict)),
                ("made_by", models.CharField(max_length=200)),
                ("made_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="plans",
                        to="casebook.importrun",
                    ),
                ),
            ],
            options={
                "ordering": ("-made_at", "id"),
            },
        ),
        migrations.AddField(
            model_name="item",
            name="content_note_ar",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="item",
            name="content_note_en",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="item",
            name="graphic",
            field=models.CharField(default="unknown", max_length=8),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                condition=models.Q(("locator", "span")),
                fields=["case", "effect", "min", "max"],
                name="claim_in_text",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(fields=["item", "status", "start"], name="claim_of_item"),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(("graphic__in", ["no", "unknown", "yes"])),
                name="casebook_item_graphic_in_vocabulary",
            ),
        ),
        migrations.AddConstraint(
            model_name="answerproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("end__isnull", True),
                        ("item__isnull", True),
                        ("locator", ""),
                        ("record__isnull", True),
                        ("start__isnull", True),
                        ("columns", []),
                        ("quote", ""),
                    ),
                    models.Q(
                        ("end__isnull", False),
                        ("item__isnull", False),
                        ("locator", "span"),
                        ("start__isnull", False),
                        ("columns", []),
                        ("end__gt", models.F("start")),
                        ("record__isnull", True),
                        ("start__gte", 0),
                    ),
                    models.Q(
                        ("end__isnull", True),
                        ("item__isnull", False),
                        ("locator", "cells"),
                        ("start__isnull", True),
                        ("record__gte", 0),
                        ("record__isnull", False),
                        models.Q(("columns", []), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="casebook_answerproposal_locator_fits_its_fields",
            ),
        ),
        migrations.AddConstraint(
            model_name="answerproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("locator", ""), _negated=True),
                name="casebook_answerproposal_stands_in_an_item",
            ),
        ),
        migrations.AddConstraint(
            model_name="answerproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("quote", ""), _negated=True), name="casebook_answerproposal_quote_filled"
            ),
        ),
        migrations.AddConstraint(
            model_name="answerproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    django.db.models.lookups.Exact(
                        tahqiq.casebook.models.rules.WithoutHex(models.F("text_sha256")), models.Value("")
                    ),
                    django.db.models.lookups.Exact(
                        django.db.models.functions.text.Length(models.F("text_sha256")), models.Value(64)
                    ),
                ),
                name="casebook_answerproposal_text_sha256_is_sha256",
            ),
        ),
        migrations.AddConstraint(
            model_name="answerproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "credible",
                            "duplicate",
                            "non_credible",
                            "not_yet_assessed",
                            "open",
                            "received",
                            "reopened",
                        ],
                    )
                ),
                name="casebook_answerproposal_state_in_vocabulary",
            ),
        ),
        migrations.AddConstraint(
            model_name="answerproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "reason__in",
                        [
                            "",
                            "duplicate",
                            "insufficient_evidence",
                            "insufficient_information",
                            "no_coalition_strikes",
                            "other",
                            "others_killed",
                        ],
                    )
                ),
                name="casebook_answerproposal_reason_in_vocabulary",
            ),
        ),
        migrations.AddConstraint(
            model_name="answerproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("killed_min__isnull", True), ("killed_min__gte", 0), _connector="OR"),
                    models.Q(("killed_max__isnull", True), ("killed_max__gte", 0), _connector="OR"),
                    models.Q(
                        ("killed_min__isnull", True),
                        ("killed_max__isnull", True),
                        ("killed_min__lte", models.F("killed_max")),
                        _connector="OR",
                    ),
                ),
                name="casebook_answerproposal_killed_range",
            ),
        ),
        migrations.AddConstraint(
            model_name="answerproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("injured_min__isnull", True), ("injured_min__gte", 0), _connector="OR"),
                    models.Q(("injured_max__isnull", True), ("injured_max__gte", 0), _connector="OR"),
                    models.Q(
                        ("injured_min__isnull", True),
                        ("injured_max__isnull", True),
                        ("injured_min__lte", models.F("injured_max")),
                        _connector="OR",
                    ),
                ),
                name="casebook_answerproposal_injured_range",
            ),
        ),
        migrations.AddConstraint(
            model_name="answerproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("span_start__isnull", True),
                    ("span_end__isnull", True),
                    ("span_start__lt", models.F("span_end")),
                    _connector="OR",
                ),
                name="casebook_answerproposal_span_start_before_span_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="answerproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["accepted", "proposed", "rejected"])),
                name="casebook_answerproposal_status_in_vocabulary",
            ),
        ),
        migrations.AddConstraint(
            model_name="answerproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("decided_by", ""), ("status", "proposed")),
                    models.Q(
                        models.Q(("status", "proposed"), _negated=True),
                        models.Q(("decided_by", ""), _negated=True),
                        ("decided_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="casebook_answerproposal_status_fits_decision",
            ),
        ),
        migrations.AddConstraint(
            model_name="answerproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer__isnull", False), ("status", "accepted")),
                    models.Q(models.Q(("status", "accepted"), _negated=True), ("answer", None)),
                    _connector="OR",
                ),
                name="casebook_answerproposal_accepted_into_an_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="importplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["airwars", "claims", "documents", "facts", "statements", "table"])
                ),
                name="casebook_importplan_kind_in_vocabulary",
            ),
        ),
        migrations.AddConstraint(
            model_name="importplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("made_by", ""), _negated=True), name="casebook_importplan_made_by_filled"
            ),
        ),
        KeepTriggers(),
    ]
