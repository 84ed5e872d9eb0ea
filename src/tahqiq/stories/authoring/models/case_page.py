"""The page below which the stories of one case stand."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from wagtail.models import Page

from tahqiq.casebook.models import Case


class CasePage(Page):  # type: ignore[misc]
    """One a case; it is never shown."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="+")

    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = ["authoring.StoryPage"]

    @classmethod
    def of(cls, case: Case) -> CasePage:
        """The page of a case, made where it is missing."""
        found: CasePage | None = cls.objects.filter(case=case).first()
        if found is None:
            found = cls(case=case, title=case.slug, slug=f"case-{case.slug}", live=False)
            Page.get_first_root_node().add_child(instance=found)
        return found
