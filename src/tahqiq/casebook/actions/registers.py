"""Registers leave the record only as files that somebody asked for, and that is logged."""

from __future__ import annotations

from typing import Literal

from tahqiq.casebook.acting import Act, action
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.models import Case
from tahqiq.casebook.registers import NAMED, Kind, as_csv, as_pdf, register_of
from tahqiq.vocab.errors import NotPermitted
from tahqiq.vocab.wording import Language

Ending = Literal["csv", "pdf"]
#: What it takes, beyond seeing the case, to have a register that names people.
_NAMING = (Permission.RECORD, Permission.DECIDE, Permission.JUDGE, Permission.NAME, Permission.CONSENT)


@action(Permission.VIEW)
def write_register(act: Act, case: Case, *, kind: Kind, ending: Ending, language: Language = "en") -> bytes:
    """A register as the bytes of a file; the trail says which, and who had it.

    Raises:
        NotPermitted: it names people, whom the actor may not see.
        BadInput: printed pages cannot be made here.
    """
    if kind in NAMED and not any(act.actor.may(each, case.slug) for each in _NAMING):
        raise NotPermitted(f"{act.actor.name} may not see the names of people")
    register = register_of(case, kind)
    made = as_csv(register) if ending == "csv" else as_pdf(register, language)
    act.note(case, after={"kind": kind.value, "records": len(register.rows)})
    return made
