"""A site visit's form becomes a visit with its photographs, remnants and what was looked for."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tahqiq.casebook.actions.visits import (
    add_photograph,
    add_remnant,
    identify_remnant,
    record_visit,
    say_sought,
)
from tahqiq.casebook.actors import Actor
from tahqiq.casebook.importing.filing.answers import Answered, Filed, lines
from tahqiq.casebook.models import SiteVisit
from tahqiq.read.forms import form_of
from tahqiq.seal import Archive
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.errors import BadInput

_FOUND = {"yes": True, "no": False}
#: What a photograph of the record says; whether somebody can be recognised on it stays in the form.
_CARRIED = ("picture", "scale_shown", "bearing", "shows")


def file_visit(actor: Actor, answered: Answered, _archive: Archive) -> Filed:
    """Files a site visit; what neighbours said stays in the submission until each is interviewed.

    Raises:
        BadInput: the record refuses what it says.
    """
    place = answered.place(actor, words="place_words", point="position", precision="precision")
    begun = answered.moment("begun_at")
    if place is None or begun is None:
        raise BadInput("the form does not say where or when the visit was", column="begun_at")
    visit = record_visit(
        actor,
        answered.case,
        code=answered.text("visit_code"),
        place=place,
        team=re.split(r"[,;،؛\n]", answered.text("team")),
        visited=DateSpan.day(begun.date()),
        building=answered.text("building_code"),
        seen=lines(("Damage", answered.words("damage")), ("Changed since", answered.words("changed_since"))),
        incident=answered.incident(),
        sketch=answered.item("damage_sketch"),
    )
    _photographs(actor, answered, visit)
    for at, each in enumerate(answered.rows("remnant")):
        _remnant(actor, answered, visit, each, at)
    _sought(actor, answered, visit)
    return Filed(record=visit, left=answered.left())


def _sought(actor: Actor, answered: Answered, visit: SiteVisit) -> None:
    """What was looked for; the record says each thing once, and a second line of it stays in the form."""
    said: set[str] = set()
    for each in answered.rows("searched"):
        what = each.get("looked_for", "").strip()
        if not what or what in said:
            answered.leave("searched")
            continue
        said.add(what)
        found = _FOUND.get(each.get("found", ""))
        say_sought(actor, visit, what=what, found=found, note=each.get("search_note", ""))


def _photographs(actor: Actor, answered: Answered, visit: SiteVisit) -> None:
    for at, each in enumerate(answered.rows("photograph", carried=_CARRIED)):
        item = answered.item("picture", at)
        if item is not None:
            add_photograph(
                actor,
                visit,
                item=item,
                bearing=int(float(each["bearing"])) if each.get("bearing") else None,
                scale="in the picture" if each.get("scale_shown") == "yes" else "",
                shows=each.get("shows", ""),
            )


def _remnant(actor: Actor, answered: Answered, visit: SiteVisit, row: Mapping[str, str], at: int) -> None:
    measures = (("length", "length_cm"), ("diameter", "diameter_cm"))
    sizes = [f"{word} {row[name]} cm" for word, name in measures if row.get(name)]
    where = [f"lay: {row['found_where']}"] if row.get("found_where") else []
    remnant = add_remnant(
        actor,
        visit,
        markings=row.get("markings", ""),
        measurements="; ".join(sizes + where) or "not measured",
    )
    if row.get("tentative_type"):
        basis = _basis(row.get("type_basis", ""))
        identify_remnant(actor, remnant, identified_as=row["tentative_type"], basis=basis)
    picture = answered.item("remnant_picture", at)
    if picture is not None:
        add_photograph(actor, visit, item=picture, remnant=remnant)


def _basis(values: str) -> str:
    worded = {each.value: each.en for each in form_of("site_visit").lists()["remnant_basis"]}
    return "; ".join(worded.get(each, each) for each in values.split())
