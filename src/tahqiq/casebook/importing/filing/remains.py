"""A body recovery's form becomes remains in their site and grave, with samples, hand-overs and burials."""

from __future__ import annotations

from datetime import date

from tahqiq.casebook.actions.graves import make_site, open_grave
from tahqiq.casebook.actions.photographs import tie_photograph
from tahqiq.casebook.actions.remains import (
    Found,
    Lie,
    hand_over,
    lay,
    record_remains,
    take_sample,
)
from tahqiq.casebook.actors import Actor
from tahqiq.casebook.importing.filing.answers import Answered, Filed, lines, moment_of
from tahqiq.casebook.importing.filing.findings import chart, readable
from tahqiq.casebook.models import Grave, Laid, RecoverySite, Remains
from tahqiq.seal import Archive
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.errors import BadInput

#: Years of each apparent age of the form, both ends inclusive.
AGES = {
    "infant": (0, 1),
    "child": (1, 12),
    "adolescent": (13, 17),
    "young_adult": (18, 35),
    "adult": (36, 60),
    "old": (60, 120),
}
_FINDINGS = {
    "position": "posture",
    "completeness": "elements",
    "length_cm": "length_cm",
    "hair": "hair_colour",
    "marks": "marks",
    "injuries": "fractures",
    "devices": "implants",
    "trauma": "injuries",
    "clothing": "clothing",
    "shoes": "footwear",
    "documents": "documents",
}
#: Photographs of remains, and what each shows.
_PICTURES = {
    "tag_picture": "the tag on the bag",
    "place_picture": "where it lay",
    "effects_picture": "the effects",
}
_BURIALS = (
    (Laid.TEMPORARY, "temporary_burial", "temporary_buried_on"),
    (Laid.FINAL, "final_burial", "final_buried_on"),
)
_BONES = {"femur_cm": "femur", "tibia_cm": "tibia", "humerus_cm": "humerus"}


def file_remains(actor: Actor, answered: Answered, _archive: Archive) -> Filed:
    """Files a recovery.

    Raises:
        BadInput: the record refuses what it says: a code that is in use, above all.
    """
    day = answered.day("recovered_on")
    if day is None:
        raise BadInput("the form does not say on which day it was", column="recovered_on")
    site = _site(actor, answered)
    remains = record_remains(
        actor, site, code=answered.text("code"), found=_found(actor, answered, site, day=day)
    )
    answered.text("code_again")
    for question, shows in _PICTURES.items():
        if (picture := answered.item(question)) is not None:
            tie_photograph(actor, remains, item=picture, code=answered.peek("code"), shows=shows)
    taken_by = answered.text("recovered_by")
    for each in answered.rows("sample"):
        kind = "; ".join(part for part in (each.get("sample_kind", ""), each.get("sample_from", "")) if part)
        take_sample(actor, remains, code=each.get("sample_code", ""), kind=kind, taken_by=taken_by, on=day)
    _hand_overs(actor, answered, remains)
    for laid, question, day_of in _BURIALS:
        on = answered.day(day_of)
        if on is not None and (wording := answered.text(question)):
            lay(actor, remains, laid=laid, on=on, wording=wording)
    return Filed(record=remains, left=answered.left())


def _site(actor: Actor, answered: Answered) -> RecoverySite:
    name = answered.text("site_code").strip()
    kind = answered.text("site_kind")
    held = RecoverySite.objects.filter(case=answered.case, name_en=name).first()
    if held is not None:
        return held
    place = answered.place(actor, words="", point="position")
    return make_site(actor, answered.case, name_en=name, name_ar="", kind=kind, place=place)


def _found(actor: Actor, answered: Answered, site: RecoverySite, *, day: date) -> Found:
    sex, age = answered.text("apparent_sex"), AGES.get(answered.text("apparent_age"), (None, None))
    return Found(
        grave=_grave(actor, answered, site),
        recovered=DateSpan.day(day),
        recovered_by=_first_holder(answered),
        lie=_lie(answered),
        sex=sex if sex in {"female", "male"} else "",
        sex_basis=answered.words("sex_basis"),
        age_min=age[0],
        age_max=age[1],
        age_basis=answered.words("age_basis"),
        findings=_findings(answered),
        incident=answered.incident(),
    )


def _lie(answered: Answered) -> Lie:
    """Where it lay; of a position that was measured in one direction alone the record makes nothing."""
    east, north = answered.number("x_m"), answered.number("y_m")
    if (east is None) != (north is None):
        answered.leave("y_m" if east is None else "x_m")
        east = north = None
    depth, head = answered.number("depth_m"), answered.number("orientation")
    return Lie(x_m=east, y_m=north, orientation_deg=head, depth_m=depth)


def _findings(answered: Answered) -> dict[str, str]:
    """What was found on the body, as far as the record's items can hold it."""
    said = lines(("Condition", answered.words("condition")), ("Completeness", answered.words("completeness")))
    found = {"condition": said, **readable("remains", answered, _FINDINGS)}
    worn = [answered.text(each) for each in ("jewellery", "effects")]
    found["effects"] = "\n".join(each for each in worn if each)
    bones = [(bone, answered.number(question)) for question, bone in _BONES.items()]
    found["bones"] = "\n".join(f"{bone} {length * 10:g}" for bone, length in bones if length is not None)
    found["chart"] = chart(answered)
    return {item: words for item, words in found.items() if words}


def _grave(actor: Actor, answered: Answered, site: RecoverySite) -> Grave | None:
    """The grave of that code in the site, opened in the record where it is new."""
    code = answered.text("grave_code").strip()
    if not code:
        return None
    held = Grave.objects.filter(case=answered.case, code=code).first()
    return held if held is not None else open_grave(actor, site, code=code, lie=Lie())


def _first_holder(answered: Answered) -> str:
    """In whose hands the body was first: hand-overs name roles, and a chain begins where it was lifted."""
    rows = answered.rows("hand_over")
    return rows[0].get("handed_by", "") if rows else answered.text("recovered_by")


def _hand_overs(actor: Actor, answered: Answered, remains: Remains) -> None:
    rows = answered.rows("hand_over")
    if not all(row.get("handed_at") for row in rows):
        raise BadInput("a hand-over does not say when it was", column="handed_at")
    for each in sorted(rows, key=lambda row: moment_of(row["handed_at"])):
        hand_over(
            actor,
            remains,
            handed_by=each.get("handed_by", ""),
            received_by=each.get("received_by", ""),
            at=moment_of(each["handed_at"]),
            note=each.get("hand_over_note", ""),
        )
