"""The vault: identities open to keepers alone, with file and passphrase, for a reason that is logged."""

from __future__ import annotations

from typing import Any

import pytest

from casebook.record import Record, actor, in_role
from tahqiq.casebook import actions, vault
from tahqiq.casebook.models import AuditEntry, VaultEntry, VaultKeeper, Whose
from tahqiq.casebook.vault import Closed, Identity
from tahqiq.vocab.errors import BadInput, NotPermitted

PASSPHRASE = "a sentence of several words"
CANARY = Identity(name="canary-of-the-vault", contact="+0 000", safe_ways="never call", note="only by letter")


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """A guess costs much on purpose."""
    monkeypatch.setattr(vault, "_COST", 2)


def begin(record: Record, name: str = "amal") -> tuple[VaultKeeper, bytes]:
    file, public = vault.make_keeper_key(PASSPHRASE)
    return actions.begin_keeping(in_role("keeper", record.case, name), record.case, public=public), file


def kept(record: Record, **values: Any) -> VaultEntry:
    said = {"pseudonym": "W1", "whose": Whose.SPEAKS, "identity": CANARY, **values}
    return actions.keep_identity(in_role("interviewer", record.case, "huda"), record.case, **said)


def opened(record: Record, entry: VaultEntry, file: bytes, **values: Any) -> Identity:
    asked = {"key_file": file, "passphrase": PASSPHRASE, "reason": "to ask again", **values}
    return actions.open_identity(in_role("keeper", record.case, asked.pop("name", "amal")), entry, **asked)


def test_a_keeper_opens_it_for_a_reason_that_is_logged(record: Record) -> None:
    _, file = begin(record)
    entry = VaultEntry.objects.get(pk=kept(record).pk)
    assert opened(record, entry, file) == CANARY
    told = AuditEntry.objects.get(action="open_identity")
    assert (told.actor, told.after, told.target_id) == ("amal", {"opened": "to ask again"}, str(entry.pk))


def test_no_word_of_it_stands_in_the_database(record: Record) -> None:
    begin(record)
    entry = kept(record)
    assert b"canary" not in bytes(entry.sealed) and len(bytes(entry.sealed)) % vault.BLOCK < 32
    assert "canary" not in str(list(AuditEntry.objects.values())) + str(entry.wrapped)


@pytest.mark.parametrize("wrong", [{"passphrase": "another sentence"}, {"key_file": b"{}"}, {"reason": " "}])
def test_nothing_else_opens_it(record: Record, wrong: dict[str, Any]) -> None:
    _, file = begin(record)
    entry = kept(record)
    with pytest.raises(BadInput):
        opened(record, entry, **{"file": file, **wrong} if "key_file" not in wrong else {"file": b"{}"})
    tried = AuditEntry.objects.filter(action="open_identity")
    assert tried.count() == ("reason" not in wrong)
    assert all("tried in vain" in each.after for each in tried)


def test_a_key_of_another_opens_nothing(record: Record) -> None:
    begin(record)
    entry = kept(record)
    _, theirs = begin(record, "basma")
    with pytest.raises(BadInput, match="not closed to you"):
        opened(record, entry, theirs, name="basma")


def test_who_is_no_keeper_is_refused(record: Record) -> None:
    _, file = begin(record)
    entry = kept(record)
    with pytest.raises(BadInput, match="no keeper"):
        opened(record, entry, file, name="basma")
    with pytest.raises(NotPermitted):
        actions.open_identity(
            in_role("interviewer", record.case), entry, key_file=file, passphrase=PASSPHRASE, reason="x"
        )


def test_a_further_keeper_is_let_in_by_one_who_can_open(record: Record) -> None:
    keeper, file = begin(record)
    entry = kept(record)
    further, theirs = begin(record, "basma")
    first = in_role("keeper", record.case)
    assert actions.let_in(first, further, key_file=file, passphrase=PASSPHRASE) == 1
    assert actions.let_in(first, further, key_file=file, passphrase=PASSPHRASE) == 0
    entry.refresh_from_db()
    assert opened(record, entry, theirs, name="basma") == CANARY
    actions.end_keeping(actor(), keeper)
    entry.refresh_from_db()
    assert list(entry.wrapped) == [str(further.pk)]
    with pytest.raises(BadInput, match="no keeper"):
        opened(record, entry, file)
    with pytest.raises(BadInput, match="ended"):
        actions.end_keeping(actor(), keeper)
    with pytest.raises(BadInput, match="ended"):
        actions.let_in(
            in_role("keeper", record.case, "basma"), keeper, key_file=theirs, passphrase=PASSPHRASE
        )
    with pytest.raises(BadInput, match="nobody else"):
        actions.end_keeping(actor(), further)


def test_without_a_keeper_nothing_is_kept(record: Record) -> None:
    with pytest.raises(BadInput, match="name a keeper first"):
        kept(record)


def test_an_identity_is_replaced_only_when_asked(record: Record) -> None:
    _, file = begin(record)
    entry = kept(record)
    with pytest.raises(BadInput, match="in the vault"):
        kept(record)
    with pytest.raises(BadInput, match="has a name"):
        kept(record, identity=Identity(name=" "))
    again = kept(record, identity=Identity(name="other"), anew=True)
    assert again.pk == entry.pk and opened(record, again, file).name == "other"


def test_boxes_cannot_be_swapped(record: Record) -> None:
    _, file = begin(record)
    first, second = kept(record), kept(record, pseudonym="W2", identity=Identity(name="second"))
    first.sealed, first.wrapped = second.sealed, second.wrapped
    with pytest.raises(BadInput, match="under your key"):
        opened(record, first, file)
    third = VaultEntry.objects.get(pk=second.pk)
    third.sealed = bytes(third.sealed)[:-1] + b"\0"
    with pytest.raises(BadInput, match="changed since"):
        opened(record, third, file)


def test_one_keeps_a_vault_once(record: Record) -> None:
    begin(record)
    with pytest.raises(BadInput, match="already"):
        begin(record)


@pytest.mark.parametrize("content", [b"", b"{}", b'{"format":"vault-key/2","salt":"","box":"","public":""}'])
def test_a_file_that_is_no_key_says_so(content: bytes) -> None:
    with pytest.raises(BadInput, match="keeper's key"):
        vault.open_keeper_key(content, PASSPHRASE)


def test_a_short_passphrase_is_refused() -> None:
    with pytest.raises(BadInput, match="at least 12"):
        vault.make_keeper_key("short")


def test_a_public_key_that_is_none_is_refused() -> None:
    with pytest.raises(BadInput, match="64 hexadecimal"):
        vault.close_identity(CANARY, {"amal": "zz"}, entry="1")
    with pytest.raises(BadInput, match="not closed to you"):
        file, _ = vault.make_keeper_key(PASSPHRASE)
        key = vault.open_keeper_key(file, PASSPHRASE)
        vault.open_identity(Closed(b"", {}), key, keeper="amal", entry="1")
