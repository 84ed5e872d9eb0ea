"""A story as it is being written."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.models import Page

from tahqiq.casebook.models import Case
from tahqiq.stories.authoring.blocks import PictureBlock
from tahqiq.stories.authoring.models.written import BlocksField, WrittenInBoth, both


class StoryPage(WrittenInBoth, Page):  # type: ignore[misc]
    """A story: its title, its summary, its cover; its chapters are its children, in their order."""

    cover = BlocksField([("picture", PictureBlock())], blank=True, max_num=1, verbose_name=_("Cover"))

    parent_page_types: ClassVar[list[str]] = ["authoring.CasePage"]
    subpage_types: ClassVar[list[str]] = ["authoring.ChapterPage"]
    edit_handler = ObjectList(
        [
            both("title", _("Title")),
            both("summary", _("Summary"), rows=4),
            FieldPanel("cover"),
        ],
        base_form_class=WagtailAdminPageForm,
    )

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Keeps Wagtail's own title the story's."""
        self.title = self.draft_title = self.named()
        return super().save(*args, **kwargs)

    @property
    def case(self) -> Case:
        """The case it is of."""
        found: Case = self.get_parent().specific.case
        return found
