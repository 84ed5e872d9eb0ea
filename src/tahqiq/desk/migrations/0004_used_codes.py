"""Codes of authenticator apps that were used."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("desk", "0003_access")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="UsedCode",
            fields=[
                ("code", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("used_at", models.DateTimeField()),
            ],
        ),
    ]
