"""What comparisons and fields are called on a page."""

from __future__ import annotations

from collections.abc import Mapping

from tahqiq.vocab.wording import Language, word

#: Canonical field, or comparison, -> English message.
CALLED: Mapping[str, str] = {
    "": "Starting point",
    "name": "Name",
    "name_ar": "Name in Arabic",
    "name_en": "Name in Latin letters",
    "given": "Given name",
    "father": "Father's name",
    "grandfather": "Grandfather's name",
    "family_name": "Family name",
    "mother": "Mother's name",
    "sex": "Sex",
    "age": "Age",
    "age_group": "Age group",
    "birth": "Born",
    "date": "Date",
    "place": "Place",
    "address": "Address",
    "number": "Number of a document",
    "family": "Family group",
    "incident": "Incident",
    "source": "Source",
    "status": "Status",
    "kind": "Kind of record",
    "blamed": "Blamed",
    "killed": "Civilians killed",
    "injured": "Civilians injured",
    "groups": "Groups among the killed",
    "telling": "How it is told",
    "victims": "Victims named",
    "wording": "Wording",
    "relatives": "Relatives",
    "rivals": "Other candidates",
    "judgement": "Judgement",
}


def comparison_wording(name: str, language: Language) -> str:
    """What a comparison or a field is called; its own name where it has no other.

    >>> comparison_wording("father", "en"), comparison_wording("shoe_size", "en")
    ("Father's name", 'shoe size')
    """
    return word(CALLED[name], language) if name in CALLED else name.replace("_", " ")


def outcome_wording(label: str, language: Language) -> str:
    """What a level of a comparison means; where it says among whom after a comma, both parts in their turn.

    >>> outcome_wording("same day, as relatives have", "en")
    'same day, as relatives have'
    """
    whole = word(label, language)
    outcome, comma, among = label.rpartition(", ")
    if language == "en" or whole != label or not comma:
        return whole
    return f"{word(outcome, language)}، {word(among, language)}"
