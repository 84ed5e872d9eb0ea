"""Registers of the found and the looked for: plain tables, as CSV or as printed pages in either language.

    register = register_of(case, Kind.GRAVES)
    as_csv(register), as_pdf(register, "ar")

They are private: nothing here is a release. ``actions.write_register`` makes them and logs that it did.
"""

from tahqiq.casebook.registers.printing import as_csv, as_pdf
from tahqiq.casebook.registers.tables import NAMED, Kind, Register, register_of

__all__ = ["NAMED", "Kind", "Register", "as_csv", "as_pdf", "register_of"]
