"""The twelve kinds of block."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from tahqiq.stories.authoring.blocks.words import (
    BothCues,
    BothLines,
    BothWords,
    CuesBlock,
    LineBlock,
    PickBlock,
    PictureBlock,
    choices,
)
from tahqiq.vocab.stories import CHARTS, LAYERS

_LAYERS = {
    "incidents": _("Incidents"),
    "sites": _("Recovery sites"),
    "places": _("Places"),
    "damage": _("Damage"),
}
_CHARTS = {
    "who_says": _("Who says how many"),
    "toll": _("The toll over time"),
    "answers": _("The answers of a party"),
    "damage": _("Damage by neighbourhood"),
}
_CUES = _("A line for each stretch: 0:00 0:04.5 and the words said from then to then.")
_DAY = {"dir": "ltr", "placeholder": "2017-09-05"}


class Text(blocks.StructBlock):  # type: ignore[misc]
    """Running words."""

    heading = BothLines(label=_("Heading"))
    words = BothWords(label=_("Words"))


class Image(blocks.StructBlock):  # type: ignore[misc]
    """One picture."""

    picture = PictureBlock()
    caption = BothWords(label=_("Caption"))
    bleed = blocks.BooleanBlock(required=False, label=_("From edge to edge"))


class Pair(blocks.StructBlock):  # type: ignore[misc]
    """Before and after."""

    before = PictureBlock(label=_("Before"))
    after = PictureBlock(label=_("After"))
    before_label = BothLines(label=_("What the first is called"))
    after_label = BothLines(label=_("What the second is called"))
    caption = BothWords(label=_("Caption"))


class Sound(blocks.StructBlock):  # type: ignore[misc]
    """A recording in one language."""

    item = PickBlock("sounds", label=_("Recording; none where the words await a voice"))
    cues = CuesBlock(label=_("What is said, with its times"), help_text=_CUES)
    speaker = BothLines(label=_("Who speaks"))
    spoken_on = LineBlock(label=_("Spoken on"), attrs=_DAY, most=10)
    consent = PickBlock("consents", label=_("Consent under which the voice is published"))
    synthetic = blocks.BooleanBlock(required=False, label=_("A synthetic voice"))


class Audio(blocks.StructBlock):  # type: ignore[misc]
    """A commentary."""

    title = BothLines(label=_("Title"))
    en = Sound(label=_("In English"))
    ar = Sound(label=_("In Arabic"))


class Video(blocks.StructBlock):  # type: ignore[misc]
    """Moving pictures."""

    item = PickBlock("films", label=_("Film"))
    title = BothLines(label=_("Title"))
    poster = PictureBlock(label=_("Picture that stands for it"))
    cues = BothCues(label=_("Captions"), help_text=_CUES)
    caption = BothWords(label=_("Caption"))
    consent = PickBlock("consents", label=_("Consent under which it is published"))
    graphic = blocks.BooleanBlock(required=False, label=_("Graphic: covered until asked for"))


class Quote(blocks.StructBlock):  # type: ignore[misc]
    """The words of somebody who was there; never typed."""

    claim = PickBlock("claims", label=_("Claim whose words they are"))
    passage = PickBlock("passages", label=_("or the passage of an interview"))
    translation = BothLines(label=_("Translation, where the words are in the other language"))
    translated_by = BothLines(label=_("Translator, or which machine"))


class Portrait(blocks.StructBlock):  # type: ignore[misc]
    """A person."""

    person = PickBlock("people", label=_("A person of the record"))
    name = BothLines(label=_("or the name of somebody met, by leave"))
    words = BothWords(label=_("Words"))
    picture = blocks.ListBlock(PictureBlock(), max_num=1, default=[], label=_("Picture"))
    consent = PickBlock("consents", label=_("Consent"))


class Zoom(blocks.FieldBlock):  # type: ignore[misc]
    """How near a map looks."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.NumberInput(attrs={"dir": "ltr", "step": "0.5"})
        label = kwargs.get("label")
        self.field = forms.FloatField(
            required=False, min_value=0, max_value=16, widget=widget, initial=12, label=label
        )
        super().__init__(default=12.0, **kwargs)


class Map(blocks.StructBlock):  # type: ignore[misc]
    """A place to look at."""

    title = BothLines(label=_("Title"))
    place = PickBlock("places", label=_("Place"))
    zoom = Zoom(label=_("Zoom, 0 to 16"))
    layers = blocks.MultipleChoiceBlock(
        required=False,
        choices=choices(LAYERS, _LAYERS),
        label=_("Layers"),
        widget=forms.CheckboxSelectMultiple,
    )
    from_date = LineBlock(label=_("First day"), attrs=_DAY, most=10)
    to_date = LineBlock(label=_("Last day"), attrs=_DAY, most=10)
    words = BothWords(label=_("Words"))


class Moment(blocks.StructBlock):  # type: ignore[misc]
    """One moment of a timeline."""

    when = LineBlock(label=_("When: a live value, or a date"), attrs={"dir": "ltr", "data-live": "en"})
    words = BothWords(label=_("Words"))


class Timeline(blocks.StructBlock):  # type: ignore[misc]
    """What happened, in order."""

    title = BothLines(label=_("Title"))
    moments = blocks.ListBlock(Moment(), label=_("Moments"))


class Chart(blocks.StructBlock):  # type: ignore[misc]
    """A drawing of the record's figures."""

    title = BothLines(label=_("Title"))
    of = blocks.ChoiceBlock(choices=choices(CHARTS, _CHARTS), label=_("What it shows"))
    subject = PickBlock("subjects", label=_("Population or party; none for all"))
    words = BothWords(label=_("Words"))


class Document(blocks.StructBlock):  # type: ignore[misc]
    """A sealed item, open at a passage."""

    claim = PickBlock("claims", label=_("Claim that quotes the passage"))
    title = BothLines(label=_("Title"))
    words = BothWords(label=_("Words"))


class Aside(blocks.StructBlock):  # type: ignore[misc]
    """How we know."""

    title = BothLines(label=_("Title"))
    words = BothWords(label=_("Words"))


#: Every kind by its name in the format story/1.
KINDS: tuple[tuple[str, blocks.StructBlock], ...] = (
    ("text", Text(label=_("Text"), icon="pilcrow")),
    ("image", Image(label=_("Picture"), icon="image")),
    ("pair", Pair(label=_("Before and after"), icon="copy")),
    ("audio", Audio(label=_("Commentary"), icon="media")),
    ("video", Video(label=_("Film"), icon="media")),
    ("quote", Quote(label=_("Quotation"), icon="openquote")),
    ("portrait", Portrait(label=_("Portrait"), icon="user")),
    ("map", Map(label=_("Map scene"), icon="globe")),
    ("timeline", Timeline(label=_("Timeline"), icon="date")),
    ("chart", Chart(label=_("Chart"), icon="list-ol")),
    ("document", Document(label=_("Document"), icon="doc-full")),
    ("aside", Aside(label=_("How we know"), icon="help")),
)
