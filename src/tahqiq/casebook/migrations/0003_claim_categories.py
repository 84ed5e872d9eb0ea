"""Families, journalists, medics and aid workers among those whom a claim counts."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

from tahqiq.casebook.triggers import KeepTriggers, LiftTriggers


class Migration(migrations.Migration):
    """Widens the vocabulary of categories; SQLite remakes the table, so its triggers are made again."""

    dependencies: ClassVar = [("casebook", "0002_triggers")]
    operations: ClassVar = [
        LiftTriggers(),
        migrations.RemoveConstraint(model_name="claim", name="casebook_claim_category_in_vocabulary"),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "category__in",
                        [
                            "aid_workers",
                            "buildings",
                            "children",
                            "civilians",
                            "civilians_and_combatants",
                            "combatants",
                            "families",
                            "journalists",
                            "medics",
                            "men",
                            "other",
                            "people",
                            "residents",
                            "women",
                            "women_and_children",
                        ],
                    )
                ),
                name="casebook_claim_category_in_vocabulary",
            ),
        ),
        KeepTriggers(),
    ]
