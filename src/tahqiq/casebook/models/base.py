"""What all records share: an id, a case, and ways of being withdrawn or quoted."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

from django.db import models
from django.db.models import F, Q

from tahqiq.casebook.models.rules import holds, together
from tahqiq.vocab.ids import new_id

#: How many code points a slug may have.
SLUG = 200
#: Why an imported record was withdrawn when a later version of its file no longer has it.
REPLACED = "replaced by a later version of the file"


class CaseRecord(models.Model):
    """A record that belongs to one case, for good (triggers keep it there)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("casebook.Case", models.PROTECT, related_name="+")

    class Meta:
        abstract = True


M_co = TypeVar("M_co", bound=models.Model, covariant=True)


class VersionedQuerySet(models.QuerySet[M_co]):
    """Records that count their versions: a change by query is a version too."""

    def update(self, **values: Any) -> int:
        """Raises the version of every row it changes, unless the caller says how."""
        return super().update(**{"version": F("version") + 1, **values})


class Versioned(models.Model):
    """A record that people edit, which counts its versions so that no edit is lost unseen.

    A trigger refuses every change that does not raise ``version`` by exactly one, whoever makes
    it: whoever writes over a version that has moved on since is refused (``casebook.versions``).
    """

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


class Withdrawable(models.Model):
    """A record that is withdrawn, never erased.

    Attributes:
        withdrawn_by, withdrawn_at: who withdrew it and when; both or neither.
        withdrawn_reason: why, never empty once withdrawn.
    """

    withdrawn_by = models.CharField(max_length=SLUG, blank=True, default="")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True, default="")

    class Meta:
        abstract = True

    CONSTRAINTS: ClassVar[list[models.BaseConstraint]] = [
        together("withdrawal_whole", "withdrawn_by", "withdrawn_at", "withdrawn_reason"),
    ]


class Quoted(models.Model):
    """A record that stands in a sealed item, with its verbatim words.

    Attributes:
        item: the sealed item; null where the record rests on none.
        locator: 'span' (code points [start, end) of the text), 'cells' (columns of one
            0-based record of a table) or '' (no item).
        quote: the words, or the cells a line each.
    """

    item = models.ForeignKey("casebook.Item", models.PROTECT, null=True, blank=True, related_name="+")
    locator = models.CharField(max_length=8, blank=True, default="")
    start = models.BigIntegerField(null=True, blank=True)
    end = models.BigIntegerField(null=True, blank=True)
    record = models.BigIntegerField(null=True, blank=True)
    columns = models.JSONField(blank=True, default=list)
    quote = models.TextField(blank=True, default="")

    class Meta:
        abstract = True

    CONSTRAINTS: ClassVar[list[models.BaseConstraint]] = [
        holds(
            "locator_fits_its_fields",
            Q(locator="", item__isnull=True, start__isnull=True, end__isnull=True, record__isnull=True)
            & Q(columns=[], quote="")
            | Q(locator="span", item__isnull=False, start__isnull=False, end__isnull=False)
            & Q(start__gte=0, end__gt=models.F("start"), record__isnull=True, columns=[])
            | Q(locator="cells", item__isnull=False, start__isnull=True, end__isnull=True)
            & Q(record__isnull=False, record__gte=0)
            & ~Q(columns=[]),
        ),
    ]
    #: For records that must stand in an item.
    REQUIRED: ClassVar[list[models.BaseConstraint]] = [
        holds("stands_in_an_item", ~Q(locator="")),
    ]
