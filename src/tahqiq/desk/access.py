"""What a case demands of those who come in: whether a name and a password are enough."""

from __future__ import annotations

from django.conf import settings

from tahqiq.casebook.actors import Actor, Permission
from tahqiq.casebook.models import Case
from tahqiq.desk.models import Account, CaseAccess, SecondFactor

#: What makes somebody one who decides: their password alone must not be enough to steal.
DECIDES = (Permission.SIGN_OFF, Permission.APPROVE, Permission.CONSENT, Permission.ADMINISTER)


def demanded(case: Case) -> SecondFactor:
    """Of whom the case demands a second factor.

    A case that says nothing demands it of those who decide, once the desk is reached through
    HTTPS: before that it runs on one machine, where passkeys may have nowhere to live.
    """
    access: CaseAccess | None = getattr(case, "access", None)
    if access is not None:
        return SecondFactor(access.second_factor)
    return SecondFactor.DECIDERS if settings.HTTPS else SecondFactor.NOBODY


def lacks_factor(account: Account, actor: Actor, case: Case) -> bool:
    """Whether this person may not work in the case before they have a second factor.

    Whoever has one has shown it at the door: without it nobody comes in (allauth's stages).
    """
    rule = demanded(case)
    if rule is SecondFactor.NOBODY:
        return False
    if rule is SecondFactor.DECIDERS and not any(actor.may(each, case.slug) for each in DECIDES):
        return False
    return not has_factor(account)


def has_factor(account: Account) -> bool:
    """Whether the person has an authenticator app or a passkey."""
    from allauth.mfa.models import Authenticator

    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return bool(Authenticator.objects.filter(user_id=account.pk, type__in=kinds).exists())
