"""What imports could not take as it stood."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tahqiq.casebook.models.base import CaseRecord
from tahqiq.casebook.models.rules import filled, once, one_of


class ImportProblem(CaseRecord):
    """A row or cell that an import refused or repaired (``vocab.imports.Problem``)."""

    run = models.ForeignKey("casebook.ImportRun", models.CASCADE, related_name="problems")
    sequence = models.BigIntegerField()
    file = models.TextField()
    record = models.BigIntegerField()
    row = models.BigIntegerField()
    column = models.TextField(blank=True, default="")
    value = models.TextField(blank=True, default="")
    problem = models.TextField()
    action = models.CharField(max_length=8)

    class Meta:
        ordering: ClassVar = ("run", "sequence")
        constraints: ClassVar = [
            once("reported_once", "run", "sequence"),
            one_of("action", ("refused", "repaired")),
            filled("problem"),
        ]

    def __str__(self) -> str:
        return f"{self.file}, row {self.row}: {self.problem}"
