"""What a list of people sorts and filters by, a narrow row each; made from the record, never by hand."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.db import models

from tahqiq.casebook.models.base import SLUG

#: Code points of a name that it is sorted by.
NAME = 200


class Standing(StrEnum):
    """What becomes of a record of a person in the list."""

    COUNTS = "counts"
    JOINED = "joined"
    WITHDRAWN = "withdrawn"


class Naming(StrEnum):
    """Whether there is a name, and whether it may be published."""

    NAMEABLE = "nameable"
    NO_BASIS = "no_basis"
    UNNAMED = "unnamed"


class PersonLine(models.Model):
    """One record of a person as the list knows it; ``casebook.person_lines`` writes it.

    Attributes:
        standing: counts as a person, is joined to another's record that stands, or is withdrawn.
        naming: whether there is a name, and a basis for publishing it.
        name: how the names begin, Latin before Arabic, as they are sorted.
        code, start: of the incident; '' and null where there is none.
        place_in_source: how the source's key begins, by which an incident's people are sorted.
        renewed_at: when this line was made.
    """

    person = models.OneToOneField(
        "casebook.Victim", models.CASCADE, primary_key=True, related_name="+", db_constraint=False
    )
    case_id = models.UUIDField()
    standing = models.CharField(max_length=9)
    naming = models.CharField(max_length=8)
    name = models.CharField(max_length=NAME, blank=True, default="")
    code = models.CharField(max_length=SLUG, blank=True, default="")
    start = models.DateField(null=True, blank=True)
    place_in_source = models.CharField(max_length=SLUG, blank=True, default="")
    renewed_at = models.DateTimeField()

    class Meta:
        # Each holds all that a page of its order needs: the list is read from the index alone.
        indexes: ClassVar = [
            models.Index(
                fields=("case_id", "standing", "name", "person", "naming", "code"), name="person_line_by_name"
            ),
            models.Index(
                fields=("case_id", "standing", "code", "place_in_source", "person", "naming"),
                name="person_line_by_incident",
            ),
            models.Index(
                fields=("case_id", "standing", "-start", "person", "naming", "code"),
                name="person_line_newest",
            ),
            models.Index(
                fields=("case_id", "standing", "start", "person", "naming", "code"), name="person_line_oldest"
            ),
            models.Index(fields=("case_id", "renewed_at"), name="person_line_renewed"),
        ]

    def __str__(self) -> str:
        return self.standing


class StalePersonLine(models.Model):
    """A record of a person whose line is out of date; triggers of the database note it."""

    person_id = models.UUIDField(primary_key=True)

    def __str__(self) -> str:
        return str(self.person_id)
