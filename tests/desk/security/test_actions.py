"""Every role at every action of the record: refused before the action looks at what it was given."""

from __future__ import annotations

from typing import Any

import pytest
from casebook.record import Record, in_role

from tahqiq.casebook import actions
from tahqiq.casebook.actors import ROLES, Actor, Permission
from tahqiq.casebook.models import AuditEntry
from tahqiq.vocab.errors import NotPermitted

ACTIONS: dict[str, Any] = {
    name: function for name, function in vars(actions).items() if hasattr(function, "permission")
}


def test_there_are_actions() -> None:
    assert {"accept_claim", "approve_release", "sign_off_assessment"} <= ACTIONS.keys()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ACTIONS)
def test_who_may_not_is_refused_and_leaves_no_trace(name: str) -> None:
    record = Record()
    case, wanted = record.case, ACTIONS[name].permission
    strangers = [in_role(role, case) for role in ROLES if wanted not in ROLES[role].permissions]
    elsewhere = Actor(name="amal", in_case={"mosul": frozenset(Permission)})
    for stranger in (*strangers, elsewhere, Actor(name="nobody")):
        with pytest.raises(NotPermitted):
            ACTIONS[name](stranger, case)
    assert not AuditEntry.objects.exists()
