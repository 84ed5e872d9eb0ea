"""What pages of stories share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from tahqiq.stories.authoring.blocks.words import SPOKEN


class BlocksField(StreamField):  # type: ignore[misc]
    """Blocks, kept as JSON; a migration need not know of what kinds they are."""

    def deconstruct(self) -> Any:
        """The field as its table has it: without the definitions of its blocks."""
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs


class WrittenInBoth(models.Model):
    """A page with a title and a summary in both languages; Wagtail's own title follows them."""

    title_en = models.CharField(_("English"), max_length=200, blank=True, default="")
    title_ar = models.CharField(_("Arabic"), max_length=200, blank=True, default="")
    summary_en = models.TextField(_("English"), max_length=2000, blank=True, default="")
    summary_ar = models.TextField(_("Arabic"), max_length=2000, blank=True, default="")

    class Meta:
        abstract = True

    def named(self) -> str:
        """The title in one language or the other; its slug where there is none yet."""
        return self.title_en or self.title_ar or str(getattr(self, "slug", ""))


def both(field: str, heading: Any, *, rows: int = 0, live: bool = False) -> MultiFieldPanel:
    """A field of each language, side by side.

    Args:
        field: its name without the language. ``rows``: of running words; 0 for a line.
    """
    return MultiFieldPanel(
        [FieldPanel(f"{field}_{language}", widget=_widget(language, rows, live)) for language in SPOKEN],
        heading=heading,
        classname="both",
    )


def _widget(language: str, rows: int, live: bool) -> forms.Widget:
    attrs: dict[str, Any] = dict(SPOKEN[language])
    if live:
        attrs["data-live"] = language
    return forms.Textarea(attrs={**attrs, "rows": rows}) if rows else forms.TextInput(attrs=attrs)
