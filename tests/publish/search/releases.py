"""A record to be searched: made up, and with names that are written in several ways."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from publish.releases import Made, made

#: Title in English and Arabic, summary in Arabic, of the first incidents.
INCIDENTS = (
    ("Shelter of the al-Kata'ib street", "ملجأ شارع الكتائب", "وقتل ثلاثة مدنيين كانوا في الملجأ."),
    ("Market of Raqqat Samra", "سوق الرقة السمراء", ""),
    ("", "بستان كفر نبل المختلقة", ""),
    ("Kafranbel orchard", "", ""),
)
#: Names in English and Arabic of the first people.
PEOPLE = (("", "عبد الرحمن النجار"), ("Abdulrahman Najar", ""), ("Ali Hasan", ""), ("", "علي حسن"))


def searched(incidents: int = 8) -> Made:
    """A release whose first incidents and people have these names."""
    release = made(incidents=incidents)
    rows = release.tables["incidents"]
    rows[: len(INCIDENTS)] = [
        replace(row, title_en=en, title_ar=ar, summary_ar=told)
        for row, (en, ar, told) in zip(rows, INCIDENTS, strict=False)
    ]
    victims = release.tables["victims"]
    named = [at for at, row in enumerate(victims) if row.name_en or row.name_ar]
    for at, name in zip(named, PEOPLE, strict=False):
        victims[at] = _named(victims[at], *name)
    return release


def _named(row: Any, english: str, arabic: str) -> Any:
    return replace(row, name_en=english or None, name_ar=arabic or None)
