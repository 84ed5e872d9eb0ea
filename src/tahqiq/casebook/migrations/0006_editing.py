"""Versions of records that people edit, what each version said, what was signed, who is looking at what."""

from __future__ import annotations

from typing import Any, ClassVar

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models

import tahqiq.casebook.models.rules
import tahqiq.vocab.ids
from tahqiq.casebook.triggers import KeepTriggers, LiftTriggers


def _key() -> models.UUIDField[Any, Any]:
    return models.UUIDField(
        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
    )


def _link(to: str, related_name: str = "+") -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name=related_name, to=f"casebook.{to}"
    )


def _filled(model: str, field: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=models.Q((field, ""), _negated=True), name=f"casebook_{model}_{field}_filled"
    )


class Migration(migrations.Migration):
    """SQLite remakes a table to give it a column, so its triggers are lifted and made again."""

    dependencies: ClassVar = [("casebook", "0005_handling")]

    operations: ClassVar = [
        LiftTriggers(),
        *(
            migrations.AddField(
                model_name=name,
                name="version",
                field=models.PositiveIntegerField(default=1, editable=False),
            )
            for name in ("answer", "incident", "place", "victim")
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                ("id", _key()),
                ("kind", models.CharField(max_length=200)),
                ("record", models.UUIDField()),
                ("account", models.CharField(max_length=200)),
                ("name", models.CharField(max_length=200)),
                ("editing", models.BooleanField(default=False)),
                ("seen_at", models.DateTimeField()),
                ("case", _link("case")),
            ],
            options={
                "ordering": ("name", "id"),
                "indexes": [models.Index(fields=["seen_at"], name="presence_by_time")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "record", "account"), name="casebook_presence_present_once"
                    ),
                    *(_filled("presence", field) for field in ("kind", "account", "name")),
                ],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("id", _key()),
                ("kind", models.CharField(max_length=200)),
                ("record", models.UUIDField()),
                ("version", models.PositiveIntegerField()),
                ("values", models.JSONField()),
                ("made_by", models.CharField(blank=True, default="", max_length=200)),
                ("action", models.CharField(blank=True, default="", max_length=200)),
                ("kept_at", models.DateTimeField()),
                ("case", _link("case")),
            ],
            options={
                "ordering": ("kind", "record", "-version"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "record", "version"), name="casebook_revision_kept_once"
                    ),
                    _filled("revision", "kind"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("action", ""), ("made_by", "")),
                            models.Q(
                                models.Q(("made_by", ""), _negated=True),
                                models.Q(("action", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="casebook_revision_made_by_an_action",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignOff",
            fields=[
                ("id", _key()),
                ("content", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("signed_by", models.CharField(max_length=200)),
                ("signed_at", models.DateTimeField()),
                ("case", _link("case")),
                ("incident", _link("incident", "sign_offs")),
                ("assessment", _link("assessment", "sign_offs")),
            ],
            options={
                "ordering": ("incident", "-signed_at", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assessment", "sha256", "signed_by", "signed_at"),
                        name="casebook_signoff_signed_once",
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
                        name="casebook_signoff_sha256_is_sha256",
                    ),
                    _filled("signoff", "content"),
                    _filled("signoff", "signed_by"),
                ],
            },
        ),
        KeepTriggers(),
    ]
