"""Dates and times in Arabic and English text, as intervals of days with their exact quotes.

    find_dates("killed at dawn on Sunday", reference=date(2017, 8, 21))
    parse_date("17 رمضان 1438")

Months of three Arabic traditions and of the Hijri calendar, ranges, reduced precision, days told from
a reference date, times of day and of prayer. Words are in ``tables/dates.<language>.toml``.
"""

from tahqiq.language.dates.finding import find_dates, parse_date
from tahqiq.language.dates.mention import Bound, Calendar, DateMention, Precision, TimeOfDay

__all__ = ["Bound", "Calendar", "DateMention", "Precision", "TimeOfDay", "find_dates", "parse_date"]
