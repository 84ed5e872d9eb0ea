"""What blocks are put together from: lines, words in both languages, things chosen from the record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from tahqiq.stories.authoring.cues import cues
from tahqiq.vocab.errors import BadInput

#: Code points of a line, and of running words in one language.
LINE, LONG = 300, 20_000
#: How the words of each language stand in their field.
SPOKEN = {"en": {"lang": "en", "dir": "ltr"}, "ar": {"lang": "ar", "dir": "rtl"}}


class LineBlock(blocks.FieldBlock):  # type: ignore[misc]
    """A line of words.

    Args:
        attrs: of its field. ``most``: its longest, in code points.
    """

    def __init__(
        self,
        *,
        required: bool = False,
        attrs: dict[str, Any] | None = None,
        most: int = LINE,
        label: Any = None,
        help_text: Any = "",
        **kwargs: Any,
    ) -> None:
        widget = forms.TextInput(attrs={"dir": "auto", **(attrs or {})})
        self.field = forms.CharField(
            required=required, max_length=most, widget=widget, label=label, help_text=help_text
        )
        if label is not None:
            kwargs["label"] = label
        super().__init__(**kwargs)


class LongBlock(blocks.FieldBlock):  # type: ignore[misc]
    """Running words, in which live values may stand."""

    def __init__(
        self,
        *,
        attrs: dict[str, Any] | None = None,
        most: int = LONG,
        rows: int = 6,
        label: Any = None,
        help_text: Any = "",
        **kwargs: Any,
    ) -> None:
        widget = forms.Textarea(attrs={"dir": "auto", "rows": rows, **(attrs or {})})
        self.field = forms.CharField(
            required=False, max_length=most, widget=widget, label=label, help_text=help_text
        )
        if label is not None:
            kwargs["label"] = label
        super().__init__(**kwargs)


class PickBlock(LineBlock):
    """The id of something in the record; a dialog finds it by its words.

    Args:
        of: what may be chosen, as the desk's chooser calls it ('pictures', 'claims').
    """

    def __init__(self, of: str, **kwargs: Any) -> None:
        attrs = {"data-pick": of, "dir": "ltr", "autocomplete": "off", "spellcheck": "false"}
        super().__init__(attrs=attrs, **kwargs)


class SideBySide(blocks.StructBlock):  # type: ignore[misc]
    """Two fields, side by side: the same words in each language."""

    class Meta:
        form_classname = "struct-block both"


class BothLines(SideBySide):
    """A line in both languages."""

    en = LineBlock(label=_("English"), attrs=SPOKEN["en"])
    ar = LineBlock(label=_("Arabic"), attrs=SPOKEN["ar"])


class BothWords(SideBySide):
    """Running words in both languages; live values are checked as they are typed."""

    en = LongBlock(label=_("English"), attrs={**SPOKEN["en"], "data-live": "en"})
    ar = LongBlock(label=_("Arabic"), attrs={**SPOKEN["ar"], "data-live": "ar"})


class CuesBlock(LongBlock):
    """What is said, a line for each stretch."""

    def clean(self, value: Any) -> Any:
        """Refuses lines without times.

        Raises:
            ValidationError: naming the line.
        """
        found = super().clean(value)
        try:
            cues(found or "")
        except BadInput as refused:
            raise ValidationError(refused.problem) from refused
        return found


class BothCues(SideBySide):
    """What is said, with its times, in both languages."""

    en = CuesBlock(label=_("English"), attrs=SPOKEN["en"])
    ar = CuesBlock(label=_("Arabic"), attrs=SPOKEN["ar"])


class Share(blocks.FieldBlock):  # type: ignore[misc]
    """A share of a picture's width or height."""

    def __init__(self, *, label: Any = None, **kwargs: Any) -> None:
        widget = forms.NumberInput(attrs={"dir": "ltr", "step": "0.01"})
        self.field = forms.FloatField(
            required=False, min_value=0, max_value=1, widget=widget, label=label, initial=0.5
        )
        super().__init__(label=label, default=0.5, **kwargs)


class PictureBlock(blocks.StructBlock):  # type: ignore[misc]
    """A sealed picture, and what must be said of it."""

    item = PickBlock("pictures", label=_("Picture"))
    alt = BothLines(label=_("What it shows, for whoever does not see it"))
    credit = BothLines(label=_("Credit"))
    focus_x = Share(label=_("Focal point, from the left (0 to 1)"))
    focus_y = Share(label=_("Focal point, from the top (0 to 1)"))
    graphic = blocks.BooleanBlock(required=False, label=_("Graphic: covered until asked for"))

    class Meta:
        form_classname = "struct-block picture"
        label = _("Which picture")


def choices(values: Iterable[str], words: dict[str, Any]) -> list[tuple[str, Any]]:
    """Values with what they are called, for a list to choose from."""
    return [(each, words[each]) for each in values]
