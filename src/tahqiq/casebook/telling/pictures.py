"""Pictures of a story: one, a pair, somebody's portrait."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tahqiq.casebook.models import Consent, Graphic, Item, Purpose
from tahqiq.casebook.telling import renditions
from tahqiq.casebook.telling.ground import uuid_of
from tahqiq.casebook.telling.live import name_of
from tahqiq.casebook.telling.scene import CannotTell, Scene
from tahqiq.casebook.telling.shelf import Made, Recipe
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.stories import (
    ImageBlock,
    PairBlock,
    Picture,
    PictureRef,
    PortraitBlock,
    Rendition,
    WrittenImage,
    WrittenPair,
    WrittenPortrait,
)


def image(scene: Scene, written: WrittenImage) -> ImageBlock:
    """One picture."""
    return ImageBlock(
        id=written.id,
        picture=picture(scene, written.picture, "picture"),
        caption=scene.words(written.caption, "caption"),
        bleed=written.bleed,
    )


def pair(scene: Scene, written: WrittenPair) -> PairBlock:
    """Before and after."""
    return PairBlock(
        id=written.id,
        before=picture(scene, written.before, "before"),
        after=picture(scene, written.after, "after"),
        before_label=scene.line(written.before_label, "before_label", required=True),
        after_label=scene.line(written.after_label, "after_label", required=True),
        caption=scene.words(written.caption, "caption"),
    )


def portrait(scene: Scene, written: WrittenPortrait) -> PortraitBlock:
    """A person: a victim who may be named, or somebody who allowed it."""
    words = scene.words(written.words, "words")
    seen = None if written.picture is None else picture(scene, written.picture, "picture")
    if written.person:
        row = scene.ground.person(written.person)
        name = "" if row is None else name_of(row, scene.language)
        if row is None or not name:
            raise scene.stop("person", "nobody who may be named has the id {it}", written.person)
        return PortraitBlock(id=written.id, name=name, person=row.id, words=words, picture=seen)
    demand_consent(scene, written.consent, Purpose.PUBLISH_NAME, "consent")
    if seen is not None:
        demand_consent(scene, written.consent, Purpose.PUBLISH_IMAGE, "consent")
    name = scene.line(written.name, "name", required=True)
    return PortraitBlock(id=written.id, name=name, words=words, picture=seen)


def demand_consent(scene: Scene, consent: str, purpose: Purpose, where: str) -> None:
    """Refuses what no consent of the case allows on the day; none recorded means withheld.

    Raises:
        CannotTell: the fault is noted.
    """
    id_ = uuid_of(consent)
    held = (
        Consent.objects.filter(case=scene.ground.case, pk=id_) if id_ is not None else Consent.objects.none()
    )
    if not held.valid(scene.ground.leaving.on).allowing(purpose).exists():
        remedy = "choose a consent that allows it, or leave it out"
        raise scene.stop(where, "no consent allows this", remedy=remedy)


def picture(scene: Scene, ref: PictureRef, where: str) -> Picture:
    """A picture's renditions, and what must be said of it.

    Raises:
        CannotTell: it is not held, may not be shown, or is no picture; the fault is noted.
    """
    alt = scene.line(ref.alt, f"{where}.alt", required=True)
    credit = scene.line(ref.credit, f"{where}.credit", required=True)
    item = held_item(scene, ref.item, f"{where}.item")
    if not (0 <= ref.focus_x <= 1 and 0 <= ref.focus_y <= 1):
        scene.fault(f"{where}.focus", "the focus lies outside the picture", both=True)
    return Picture(
        files=shown(scene, item, renditions.RECIPE, renditions.make_picture, f"{where}.item")[0],
        alt=alt,
        credit=credit,
        item=scene.ground.leaving.item(item.pk),
        focus_x=min(max(ref.focus_x, 0.0), 1.0),
        focus_y=min(max(ref.focus_y, 0.0), 1.0),
        graphic=ref.graphic or item.graphic == Graphic.YES.value,
        changed=tuple(_changed(item)),
    )


def held_item(scene: Scene, key: str, where: str) -> Item:
    """The sealed original, where the case holds it and it may leave as what it is.

    Raises:
        CannotTell: it does not, or may not.
    """
    item = scene.ground.item(key) if key else None
    if item is None:
        raise scene.stop(where, "the case holds no sealed item {it}", key[:12], "bring it in first")
    allowed = item.may_leave and (not item.guarded or item.consent is not None)  # type: ignore[attr-defined]
    if not allowed:
        raise scene.stop(
            where, "no consent allows this", remedy="choose a consent that allows it, or leave it out"
        )
    return item


def _changed(item: Item) -> Iterator[str]:
    """What was done to the original, the first first."""
    if item.parent is not None:
        yield from _changed(item.parent)
        yield item.operation


def shown(
    scene: Scene, item: Item, recipe: str, make: Recipe, where: str
) -> tuple[tuple[Rendition, ...], Made]:
    """The files made of an original, as the release will carry them; without a shelf none are made.

    Raises:
        CannotTell: the original is none that may be shown.
    """
    if scene.shelf is None:
        return (), Made(files=())
    try:
        made, folder = scene.shelf.made(item.sha256, recipe, make)
    except BadInput as problem:
        raise scene.stop(where, "this file cannot be shown: {it}", problem.problem) from problem
    return scene.keep({each: folder / Path(each.path) for each in made.files}), made


__all__ = ["CannotTell", "demand_consent", "held_item", "image", "pair", "picture", "portrait", "shown"]
