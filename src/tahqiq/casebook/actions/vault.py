"""The vault: keepers named, identities closed to them, opened for a reason that is logged."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from tahqiq.casebook import vault
from tahqiq.casebook.acting import Act, action
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.models import Case, VaultEntry, VaultKeeper, Whose
from tahqiq.casebook.vault import Closed, Identity
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.ids import new_id


@action(Permission.OPEN_VAULT)
def begin_keeping(act: Act, case: Case, *, public: str) -> VaultKeeper:
    """Names whoever acts a keeper, under their own key; an administrator gave them the role before.

    What was closed before stays closed to them until a keeper lets them in (``let_in``).

    Args:
        public: the public half of their key, 64 hexadecimal digits.

    Raises:
        BadInput: they keep the vault already.
    """
    if VaultKeeper.objects.filter(case=case, name=act.actor.name, ended_at=None).exists():
        raise BadInput("you keep this vault already")
    made = VaultKeeper.objects.create(
        case=case, name=act.actor.name, public=public, named_by=act.actor.name, named_at=act.at
    )
    act.note(made)
    return made


@action(Permission.ADMINISTER)
def end_keeping(act: Act, keeper: VaultKeeper) -> VaultKeeper:
    """Closes the vault to a keeper: nothing more is closed to them, and what was no longer is.

    Raises:
        BadInput: they had ended before, or nobody else keeps what they keep.
    """
    current = VaultKeeper.objects.select_for_update().get(pk=keeper.pk)
    if current.ended_at is not None:
        raise BadInput("this keeper had ended before")
    entries = list(VaultEntry.objects.select_for_update().filter(case=current.case))
    key = str(current.pk)
    if any(set(each.wrapped) == {key} for each in entries):
        raise BadInput("nobody else could open what this keeper keeps", remedy="let another keeper in first")
    for each in entries:
        each.wrapped = {name: box for name, box in each.wrapped.items() if name != key}
        each.save(update_fields=["wrapped"])
    current.ended_at = act.at
    current.save(update_fields=["ended_at"])
    act.note(current, after={"ended": True})
    return current


@action(Permission.INTERVIEW)
def keep_identity(
    act: Act, case: Case, *, pseudonym: str, whose: Whose, identity: Identity, anew: bool = False
) -> VaultEntry:
    """Closes somebody's identity and contact to the keepers of the case; whoever writes cannot read.

    Args:
        anew: replaces what is kept of this person.

    Raises:
        BadInput: there is no keeper or no name, or the person is in the vault and ``anew`` is not set.
    """
    if not identity.name.strip() or not pseudonym.strip():
        raise BadInput("an identity has a name and a pseudonym")
    held = VaultEntry.objects.select_for_update().filter(case=case, pseudonym=pseudonym, whose=str(whose))
    before = held.first()
    if before is not None and not anew:
        raise BadInput("this person is in the vault", remedy="say that the identity is to be kept anew")
    key = before.pk if before is not None else new_id()
    keepers = VaultKeeper.objects.filter(case=case, ended_at=None)
    publics = {str(each.pk): each.public for each in keepers}
    closed = vault.close_identity(identity, publics, entry=str(key))
    made, _ = VaultEntry.objects.update_or_create(
        id=key,
        defaults={
            "case": case,
            "pseudonym": pseudonym,
            "whose": str(whose),
            "sealed": closed.sealed,
            "wrapped": dict(closed.wrapped),
            "kept_by": act.actor.name,
            "kept_on": act.at.date(),
        },
    )
    act.note(made, after={"anew": before is not None})
    return made


@action(Permission.OPEN_VAULT, batches=True)
def open_identity(act: Act, entry: VaultEntry, *, key_file: bytes, passphrase: str, reason: str) -> Identity:
    """Opens who somebody is, for a reason; that it was opened, or tried in vain, stands in the audit trail.

    Args:
        key_file: the content of the keeper's key file.
        reason: why; it is logged, so it names nobody.

    Raises:
        BadInput: no reason is given, whoever acts is no keeper, or the key does not open it.
    """
    if not reason.strip():
        raise BadInput("the vault is opened for a reason; none was given")
    keeper = _keeper(act, entry.case)
    try:
        key = vault.open_keeper_key(key_file, passphrase)
        found = vault.open_identity(_closed(entry), key, keeper=str(keeper.pk), entry=str(entry.pk))
    except BadInput:
        with act.batch():
            act.note(entry, after={"tried in vain": reason.strip()})
        raise
    with act.batch():
        act.note(entry, after={"opened": reason.strip()})
    return found


@action(Permission.OPEN_VAULT)
def let_in(act: Act, keeper: VaultKeeper, *, key_file: bytes, passphrase: str) -> int:
    """Closes everything that whoever acts can open to a further keeper as well.

    Returns:
        How many identities the further keeper can open now and could not before.

    Raises:
        BadInput: whoever acts is no keeper, the passphrase is wrong, or the other has ended.
    """
    further = VaultKeeper.objects.select_for_update(of=("self",)).select_related("case").get(pk=keeper.pk)
    if further.ended_at is not None:
        raise BadInput("this keeper has ended")
    mine = _keeper(act, further.case)
    key = vault.open_keeper_key(key_file, passphrase)
    done = sum(_let_in(each, key, mine, further) for each in _entries(further.case))
    act.note(further, after={"let in": done})
    return done


@action(Permission.OPEN_VAULT)
def renew_key(act: Act, case: Case, *, key_file: bytes, passphrase: str, public: str) -> VaultKeeper:
    """Puts a new key in the place of one's own: what the old one opened, the new one opens, and it alone.

    Args:
        key_file, passphrase: of the present key.
        public: the public half of the new one.

    Raises:
        BadInput: whoever acts is no keeper, or the passphrase is wrong.
    """
    mine = _keeper(act, case)
    key = vault.open_keeper_key(key_file, passphrase)
    mine.ended_at = act.at
    mine.save(update_fields=["ended_at"])
    made = VaultKeeper.objects.create(
        case=case, name=mine.name, public=public, named_by=act.actor.name, named_at=act.at
    )
    for entry in _entries(case):
        if _let_in(entry, key, mine, made):
            entry.wrapped = {name: box for name, box in entry.wrapped.items() if name != str(mine.pk)}
            entry.save(update_fields=["wrapped"])
    act.note(made, after={"renewed": True})
    act.note(mine, after={"ended": True})
    return made


def _entries(case: Case) -> list[VaultEntry]:
    return list(VaultEntry.objects.select_for_update().filter(case=case).order_by("id"))


def _let_in(entry: VaultEntry, key: X25519PrivateKey, mine: VaultKeeper, keeper: VaultKeeper) -> bool:
    """Whether an entry was closed to the further keeper now."""
    if str(keeper.pk) in entry.wrapped or str(mine.pk) not in entry.wrapped:
        return False
    closed = vault.close_to(
        _closed(entry),
        key,
        keeper=str(mine.pk),
        entry=str(entry.pk),
        further=str(keeper.pk),
        public=keeper.public,
    )
    entry.wrapped = dict(closed.wrapped)
    entry.save(update_fields=["wrapped"])
    return True


def _keeper(act: Act, case: Case) -> VaultKeeper:
    """Whoever acts, as a keeper.

    Raises:
        BadInput: they are none.
    """
    found = VaultKeeper.objects.filter(case=case, name=act.actor.name, ended_at=None).first()
    if found is None:
        raise BadInput("you are no keeper of this vault", remedy="make your key first")
    return found


def _closed(entry: VaultEntry) -> Closed:
    return Closed(bytes(entry.sealed), entry.wrapped)
