"""Invented names in both scripts, for tests: combinations of a few common ones."""

from __future__ import annotations

from itertools import product

GIVEN = {
    "محمد": "Mohammed",
    "فاطمة": "Fatima",
    "خالد": "Khaled",
    "سارة": "Sara",
    "يوسف": "Youssef",
    "ليلى": "Layla",
}
FATHERS = {"أحمد": "Ahmad", "حسن": "Hassan", "عمر": "Omar", "علي": "Ali", "إبراهيم": "Ibrahim"}
FAMILIES = {"النجار": "al-Najjar", "الخطيب": "al-Khatib", "شاهين": "Shahin", "كنعان": "Kanaan", "ديب": "Deeb"}


def people() -> list[tuple[str, str]]:
    """125 people, each in Arabic and in Latin letters."""
    parts = product(GIVEN.items(), FATHERS.items(), FAMILIES.items())
    return [
        (" ".join(arabic), " ".join(latin))
        for arabic, latin in (zip(*person, strict=True) for person in parts)
    ]
