"""A chapter as it is being written."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.models import Page

from tahqiq.stories.authoring.blocks import KINDS
from tahqiq.stories.authoring.models.written import BlocksField, WrittenInBoth, both


class ChapterPage(WrittenInBoth, Page):  # type: ignore[misc]
    """A chapter in both languages; one body, so that its blocks are the same in each."""

    content_note_en = models.TextField(_("English"), max_length=2000, blank=True, default="")
    content_note_ar = models.TextField(_("Arabic"), max_length=2000, blank=True, default="")
    translated_by_en = models.CharField(_("English"), max_length=200, blank=True, default="")
    translated_by_ar = models.CharField(_("Arabic"), max_length=200, blank=True, default="")
    body = BlocksField(list(KINDS), blank=True, verbose_name=_("Blocks"))

    parent_page_types: ClassVar[list[str]] = ["authoring.StoryPage"]
    subpage_types: ClassVar[list[str]] = []
    edit_handler = ObjectList(
        [
            both("title", _("Title")),
            both("summary", _("Summary"), rows=3),
            both("content_note", _("What a reader should know before reading"), rows=3),
            both("translated_by", _("Who or what translated it, where it was written in the other language")),
            FieldPanel("body"),
        ],
        base_form_class=WagtailAdminPageForm,
    )

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Keeps Wagtail's own title the chapter's."""
        self.title = self.draft_title = self.named()
        return super().save(*args, **kwargs)
