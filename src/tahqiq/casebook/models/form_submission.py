"""Forms filled in the field, as they came; and where two versions of one disagree."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tahqiq.casebook.models.base import SLUG, CaseRecord
from tahqiq.casebook.models.rules import filled, holds, once, one_of, sha256


class Version(StrEnum):
    """Which of the versions of one submission counts."""

    STANDS = "stands"
    WAITS = "waits"
    SET_ASIDE = "set_aside"


class FormSubmissionQuerySet(models.QuerySet["FormSubmission"]):
    """Submissions, asked for in sentences."""

    def standing(self) -> FormSubmissionQuerySet:
        """Those that count: one a submission, whatever later versions say until a person has decided."""
        return self.filter(standing=Version.STANDS.value)

    def unfiled(self) -> FormSubmissionQuerySet:
        """Those that count, are not in the record yet, and whose consent was not taken back."""
        return self.standing().filter(filed_at=None, item__consent__withdrawn_at=None)

    def taken_back(self) -> FormSubmissionQuerySet:
        """Those whose consent was taken back."""
        return self.filter(item__consent__withdrawn_at__isnull=False)


class FormSubmission(CaseRecord):
    """One version of one filled-in form. Without a release policy, nothing of it can leave.

    Attributes:
        form: slug of the shipped form. ``version``: of the form.
        instance: instanceID of this version; ``root``: by which all versions of one submission are known.
        mark: of what was answered, under the archive's key; by it a repeated import is recognised, and it
            tells nothing to who lacks the key.
        answers: question → text, repeated group → list of these; nothing that says who somebody is.
        media: what its answers name: question, at (which repeat, from 0), name, sha256 ('' not come yet).
        item: the sealed answers (``submission/1``).
        original: the sealed document as it came; one that says who somebody is was closed first.
        vault: who people are, closed to the vault's keepers; null for nobody, or once that was destroyed.
        standing: whether this version counts.
        filed_kind, filed_id: the record made of it by a person; all of them or none.
        left: questions whose answers that record has no place for: they stand here alone.
    """

    form = models.CharField(max_length=SLUG)
    version = models.CharField(max_length=SLUG, blank=True, default="")
    instance = models.CharField(max_length=SLUG)
    root = models.CharField(max_length=SLUG)
    mark = models.CharField(max_length=64)
    answers = models.JSONField(default=dict)
    media = models.JSONField(default=list, blank=True)
    item = models.ForeignKey("casebook.Item", models.PROTECT, related_name="submissions")
    original = models.ForeignKey("casebook.Item", models.PROTECT, related_name="originals_of")
    vault = models.ForeignKey(
        "casebook.VaultEntry", models.SET_NULL, null=True, blank=True, related_name="submissions"
    )
    standing = models.CharField(max_length=12, default=Version.STANDS.value)
    submitted_at = models.CharField(max_length=SLUG, blank=True, default="")
    received_by = models.CharField(max_length=SLUG)
    received_at = models.DateTimeField()
    filed_kind = models.CharField(max_length=SLUG, blank=True, default="")
    filed_id = models.UUIDField(null=True, blank=True)
    filed_by = models.CharField(max_length=SLUG, blank=True, default="")
    filed_at = models.DateTimeField(null=True, blank=True)
    left = models.JSONField(default=list, blank=True)

    objects = FormSubmissionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ("received_at", "root", "instance", "id")
        constraints: ClassVar = [
            once("received_once", "case", "instance", "mark"),
            once("one_stands", "case", "root", condition=Q(standing=Version.STANDS.value)),
            one_of("standing", Version),
            sha256("mark"),
            filled("form"),
            filled("instance"),
            filled("root"),
            filled("received_by"),
            holds(
                "filed_as_something",
                Q(filed_kind="", filed_id=None, filed_by="", filed_at=None)
                | ~Q(filed_kind="") & ~Q(filed_by="") & Q(filed_id__isnull=False, filed_at__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=("case", "root"), name="submission_by_root"),
            models.Index(fields=("case", "instance"), name="submission_by_instance"),
        ]

    @property
    def called(self) -> str:
        """What it is called where people have pseudonyms, until it is filed under one."""
        return f"{self.form} {self.pk}"

    def __str__(self) -> str:
        return f"{self.form} {self.instance}"


class Chosen(StrEnum):
    """Which of two versions a person let stand."""

    HELD = "held"
    ARRIVED = "arrived"


class FormConflict(CaseRecord):
    """Two versions of one submission that differ: shown side by side until a person decides.

    Attributes:
        held: the version that counted when the other came; ``arrived``: the one that came.
        questions: what they answer differently; empty where only who people are may differ.
        chosen, reason, resolved_by, resolved_at: the decision; all or none.
    """

    held = models.ForeignKey("casebook.FormSubmission", models.PROTECT, related_name="conflicts")
    arrived = models.ForeignKey("casebook.FormSubmission", models.PROTECT, related_name="arrivals")
    questions = models.JSONField(default=list, blank=True)
    found_at = models.DateTimeField()
    chosen = models.CharField(max_length=8, blank=True, default="")
    reason = models.TextField(blank=True, default="")
    resolved_by = models.CharField(max_length=SLUG, blank=True, default="")
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ("found_at", "id")
        constraints: ClassVar = [
            once("found_once", "arrived"),
            one_of("chosen", Chosen, blank=True),
            holds("between_two", ~Q(held=F("arrived"))),
            holds(
                "decided_by_somebody",
                Q(chosen="", reason="", resolved_by="", resolved_at=None)
                | ~Q(chosen="") & ~Q(reason="") & ~Q(resolved_by="") & Q(resolved_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.held_id} or {self.arrived_id}"
