"""How an item is to be handled by whoever looks at it: content notes (METHOD: care for people)."""

from __future__ import annotations

from tahqiq.casebook.acting import Act, action
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.models import Graphic, Item


@action(Permission.RECORD)
def describe_item(
    act: Act, item: Item, *, graphic: Graphic, content_note_en: str = "", content_note_ar: str = ""
) -> Item:
    """Says what a person should know before looking at an item.

    Args:
        graphic: whether it shows death, wounds or bodies.
        content_note_en, content_note_ar: what it shows, in words that harm nobody.
    """
    current = Item.objects.select_for_update(of=("self",)).select_related("case").get(pk=item.pk)
    said = {
        "graphic": str(graphic),
        "content_note_en": content_note_en.strip(),
        "content_note_ar": content_note_ar.strip(),
    }
    before = {name: getattr(current, name) for name in said}
    changed = [name for name in said if said[name] != before[name]]
    for name in changed:
        setattr(current, name, said[name])
    if changed:
        current.save(update_fields=changed)
        act.note(
            current,
            before={name: before[name] for name in changed},
            after={name: said[name] for name in changed},
        )
    return current
