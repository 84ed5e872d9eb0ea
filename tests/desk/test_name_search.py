"""Names searched while people change them: what was changed a moment ago is found, in any spelling."""

from __future__ import annotations

import pytest
from casebook.record import Record

from tahqiq.casebook import person_lines
from tahqiq.casebook.models import Victim
from tahqiq.desk import name_search

NAMES = ("Walid Mansur", "Huda Karam", "Samir Nassar", "Nadia Haddad", "Yusuf Darwish", "Layla Aziz")


@pytest.fixture
def people(record: Record) -> Record:
    for name in NAMES:
        record.new(Victim, name_en=name)
    return record


def _found(record: Record, name: str) -> list[str]:
    person_lines.renew()
    ids = name_search.alike_in(record.case, name)
    names = dict(Victim.objects.values_list("pk", "name_en"))
    return [names[id_] for id_ in ids]


def test_a_change_is_found_without_indexing_everything_anew(
    people: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _found(people, "Valid Mansour")[0] == "Walid Mansur"
    monkeypatch.setattr(name_search, "_made", lambda case: pytest.fail("all is indexed anew"))
    monkeypatch.setattr(name_search, "_LATE", name_search._LATE * 0)
    Victim.objects.filter(name_en="Walid Mansur").update(name_en="Fatima Barakat")
    people.new(Victim, name_en="Zahra Barakat")
    assert "Fatima Barakat" in _found(people, "Fatmah Barakaat")
    assert "Zahra Barakat" in _found(people, "Barakat")
    assert _found(people, "Fatima Barakat")[0] == "Fatima Barakat"
    assert _found(people, "Huda Karam")[0] == "Huda Karam"


def test_many_changes_are_indexed_with_all_the_others(
    people: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _found(people, "Samir Nassar")[0] == "Samir Nassar"
    monkeypatch.setattr(name_search, "CHANGED", 1)
    for name in ("Omar Said", "Amina Said", "Salma Said"):
        people.new(Victim, name_en=name)
    assert set(_found(people, "Said")[:3]) == {"Omar Said", "Amina Said", "Salma Said"}


def test_names_of_few_cases_are_held_at_a_time(people: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(name_search, "CASES", 1)
    other = Record(slug="mosul")
    other.new(Victim, name_en="Salma Karam")
    assert _found(people, "Huda Karam")[0] == "Huda Karam"
    assert _found(other, "Huda Karam") == ["Salma Karam"]
    assert list(name_search._held) == [other.case.pk]
    assert _found(people, "Karam")[0] == "Huda Karam"
