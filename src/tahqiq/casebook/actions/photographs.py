"""Photographs of the dead and of graves: tied to what bears the code in the picture, and guarded."""

from __future__ import annotations

from tahqiq.casebook import kept
from tahqiq.casebook.acting import Act, action
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.models import FoundPhotograph, Graphic, Grave, Item, Remains
from tahqiq.vocab.errors import BadInput


@action(Permission.RECORD)
def tie_photograph(
    act: Act,
    thing: Remains | Grave,
    *,
    item: Item,
    code: str,
    bearing: int | None = None,
    scale: str = "",
    shows: str = "",
) -> FoundPhotograph:
    """Ties a sealed photograph to the remains or the grave whose code stands in the picture.

    From then on the item is guarded and graphic, and its words leave only with a consent of the family's:
    no body is pictured without it (METHOD: care for people).

    Args:
        code: as it stands on the board in the picture, whatever its spaces and digits.
        bearing: degrees from true north, 0 to 359. ``scale``: what gives the scale in the picture.

    Raises:
        BadInput: another code stands in the picture; the remains were withdrawn; the photograph is tied to
            them already, or of another case; or the bearing is none.
    """
    _demand_tieable(thing, item, code=code, bearing=bearing)
    which = {"remains": thing} if isinstance(thing, Remains) else {"grave": thing}
    made = FoundPhotograph.objects.create(
        case=thing.case,
        **which,
        item=item,
        code=thing.code,
        bearing=bearing,
        scale=scale.strip(),
        shows=shows.strip(),
        tied_by=act.actor.name,
    )
    Item.objects.filter(pk=item.pk).update(guarded=True, consent_needed=True, graphic=Graphic.YES.value)
    act.note(made, after={"item": item.sha256, "code": thing.code})
    return made


def _demand_tieable(thing: Remains | Grave, item: Item, *, code: str, bearing: int | None) -> None:
    """Refuses a photograph that does not show this.

    Raises:
        BadInput: see ``tie_photograph``.
    """
    if kept.plain_code(code) != thing.code:
        remedy = f"the picture must show the code {thing.code}; look at the board again"
        raise BadInput("the code in the picture is another", column="code", remedy=remedy)
    if bearing is not None and not 0 <= bearing < 360:
        raise BadInput("a bearing has 0 to 359 degrees", column="bearing")
    if isinstance(thing, Remains) and thing.withdrawn_at is not None:
        raise BadInput("this record was withdrawn")
    if item.case_id != thing.case_id:
        raise BadInput("the case holds no such sealed item", column="sha256")
    if FoundPhotograph.objects.filter(item=item, code=thing.code, withdrawn_at=None).exists():
        raise BadInput("the photograph is tied to this already", column="sha256")


@action(Permission.RECORD)
def untie_photograph(act: Act, photograph: FoundPhotograph, *, reason: str) -> FoundPhotograph:
    """Takes back that a photograph shows this; the item stays guarded.

    Raises:
        BadInput: no reason, or taken back before.
    """
    kept.withdraw(act, photograph, reason)
    return photograph
