"""Numbers written out in words, independently of what reads them."""

from __future__ import annotations

ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def english(n: int, *, joined: bool = True) -> str:
    """A number below a thousand million, with 'and' after the hundreds or without."""
    if n < 20:
        return ONES[n]
    if n < 100:
        return TENS[n // 10 - 2] + (f"-{ONES[n % 10]}" if n % 10 else "")
    for scale, name in ((10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if n >= scale:
            head = f"{english(n // scale, joined=joined)} {name}"
            rest = n % scale
            link = " and " if joined and rest and rest < 100 else " "
            return f"{head}{link}{english(rest, joined=joined)}" if rest else head
    raise ValueError(n)


MASCULINE = ["صفر", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"]
FEMININE = ["صفر", "واحدة", "اثنتان", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر"]
NOMINATIVE = ["عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"]
OBLIQUE = ["عشرين", "ثلاثين", "أربعين", "خمسين", "ستين", "سبعين", "ثمانين", "تسعين"]


def arabic(n: int, *, feminine: bool = False, oblique: bool = False) -> str:
    """A number below a thousand million in Arabic, of either gender and case."""
    if n < 100:
        return _below_hundred(n, feminine=feminine, oblique=oblique)
    for scale, one, two, few, many in (
        (10**6, "مليون", ("مليونان", "مليونين"), "ملايين", "مليونا"),
        (1000, "ألف", ("ألفان", "ألفين"), "آلاف", "ألفا"),
    ):
        if n >= scale:
            head = _scaled(n // scale, one, two[oblique], few, many, oblique=oblique)
            return _and(head, n % scale, feminine=feminine, oblique=oblique)
    return _and(_hundreds(n // 100, oblique=oblique), n % 100, feminine=feminine, oblique=oblique)


def _and(head: str, rest: int, *, feminine: bool, oblique: bool) -> str:
    return f"{head} و{arabic(rest, feminine=feminine, oblique=oblique)}" if rest else head


def _hundreds(n: int, *, oblique: bool) -> str:
    if n < 3:
        return ("مئة", "مئتين" if oblique else "مئتان")[n - 1]
    return FEMININE[n].removesuffix("ي" if n == 8 and not oblique else "\0") + "مئة"


def _scaled(n: int, one: str, two: str, few: str, many: str, *, oblique: bool) -> str:
    if n < 3:
        return (one, two)[n - 1]
    spelled = arabic(n, oblique=oblique)
    if 3 <= n % 100 <= 10:
        return f"{spelled} {few}"
    return f"{spelled} {many if 11 <= n % 100 <= 99 else one}"


def _below_hundred(n: int, *, feminine: bool, oblique: bool) -> str:
    units = FEMININE if feminine else MASCULINE
    if n <= 10:
        return ("اثنتين" if feminine else "اثنين") if n == 2 and oblique else units[n]
    if n < 20:
        ten = "عشرة" if feminine else "عشر"
        special = {
            11: "إحدى" if feminine else "أحد",
            12: ("اثنت" if feminine else "اثن") + ("ي" if oblique else "ا"),
        }
        return f"{special.get(n, units[n - 10])} {ten}"
    tens = (OBLIQUE if oblique else NOMINATIVE)[n // 10 - 2]
    unit = "إحدى" if feminine and n % 10 == 1 else units[n % 10]
    return f"{unit} و{tens}" if n % 10 else tens
