"""A family's form becomes the file of a missing person, bound to the family's consent."""

from __future__ import annotations

from collections.abc import Mapping

from tahqiq.casebook.actions.missing import Told, open_file
from tahqiq.casebook.actors import Actor
from tahqiq.casebook.importing.filing.answers import Answered, Filed
from tahqiq.casebook.importing.filing.findings import chart, readable
from tahqiq.casebook.importing.filing.interviews import consent_of
from tahqiq.casebook.remains_items import ALLOWED, REFUSED
from tahqiq.seal import Archive
from tahqiq.vocab.errors import BadInput

#: Item of the record → question of the form, where the words can be carried over as they are.
_ITEMS = {
    "other_names": "nickname",
    "father": "father_name",
    "mother": "mother_name",
    "birth": "born_on",
    "age": "age",
    "birth_place": "birth_place",
    "occupation": "occupation",
    "last_seen_place": "last_place",
    "circumstances": "circumstances",
    "with_whom": "together_with",
    "believed_at": "burial_words",
    "stature_cm": "height_cm",
    "build": "build",
    "eyes": "eye_colour",
    "facial_hair": "facial_hair",
    "handedness": "handed",
    "gait": "gait",
    "marks": "marks",
    "circumcised": "circumcised",
    "glasses": "glasses",
    "injuries": "fractures",
    "amputations": "missing_limbs",
    "illnesses": "illness",
    "pregnancies": "pregnant",
    "doctor": "doctor",
    "dentist": "dentist",
    "teeth_noticed": "teeth_words",
    "clothing": "clothing",
    "shoes": "footwear",
    "jewellery": "jewellery",
    "effects": "effects",
    "documents": "documents",
}


def file_missing(actor: Actor, answered: Answered, _archive: Archive) -> Filed:
    """Files a missing person; a file whose family did not allow a comparison says so, and is not compared.

    Raises:
        BadInput: the record refuses what it says.
    """
    code, day = answered.text("file_code"), answered.day("opened_on")
    if day is None:
        raise BadInput("the form does not say on which day the file was opened", column="opened_on")
    consent = consent_of(actor, answered, subject=code, given_on=day)
    told = Told(
        told_by=answered.text("relation"),
        name_ar=answered.text("name_ar"),
        name_en=answered.text("name_latin"),
        sex=answered.text("sex"),
        last_seen=answered.days("last_seen_from", "last_seen_to"),
        items=_items(answered),
        contact=answered.submission.vault_id,
        consent=consent,
        incident=answered.incident(),
    )
    return Filed(
        record=open_file(actor, answered.case, code=code, told=told), pseudonym=code, left=answered.left()
    )


def _items(answered: Answered) -> dict[str, str]:
    found = readable("missing", answered, _ITEMS)
    hair = [answered.words("hair_colour"), answered.text("hair_words")]
    found["hair"] = "\n".join(each for each in hair if each)
    found["chart"] = chart(answered)
    found["relatives"] = "\n".join(map(_relative, answered.rows("kin", carried=("kin_relation",))))
    found["comparison"] = ALLOWED if answered.agrees("compare") else REFUSED
    return {item: words for item, words in found.items() if words}


def _relative(row: Mapping[str, str]) -> str:
    """A relative as the record writes one; without a sample taken, none is claimed."""
    sampled = "sampled" if row.get("kin_sample_code") else "not sampled"
    return f"{row.get('kin_relation', 'other')}; {sampled}"
