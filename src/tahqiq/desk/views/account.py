"""One's own account: language, password, second factors, and what one has open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tahqiq.casebook.actors import ROLES
from tahqiq.desk import doors
from tahqiq.desk.models import Account, Membership


@dataclass(frozen=True, slots=True)
class Open:
    """One session of this person."""

    began: datetime
    seen: datetime
    here: bool


@require_safe
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Everything about oneself that one can see and change."""
    whose = doors.account_of(request)
    mine = Authenticator.objects.filter(user_id=whose.pk).order_by("created_at")
    by_kind = {kind: [each for each in mine if each.type == kind] for kind in Authenticator.Type.values}
    roles = Membership.objects.filter(account=whose, role__in=ROLES).select_related("case")
    return render(
        request,
        "desk/account.html",
        {
            "app": next(iter(by_kind[Authenticator.Type.TOTP]), None),
            "passkeys": [(each, each.wrap().name) for each in by_kind[Authenticator.Type.WEBAUTHN]],
            "codes": next(
                (each.wrap().get_unused_codes() for each in by_kind[Authenticator.Type.RECOVERY_CODES]), None
            ),
            "sessions": sorted(_open(request, whose), key=lambda each: each.seen, reverse=True),
            "roles": roles.order_by("case__slug", "role"),
            "passkeys_possible": _passkeys_possible(request),
        },
    )


def _open(request: HttpRequest, whose: Account) -> list[Open]:
    """The sessions that have not ended."""
    kept = whose.sessions.filter(expire_date__gt=timezone.now())
    return [
        Open(
            _moment(found.get(doors.BEGAN, 0)),
            _moment(found.get(doors.SEEN, 0)),
            each.session_key == request.session.session_key,
        )
        for each in kept
        for found in [each.get_decoded()]
    ]


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(int(seconds), UTC)


def _passkeys_possible(request: HttpRequest) -> bool:
    """Passkeys are bound to a host name, and browsers offer them through HTTPS or on this machine only."""
    host = request.get_host().partition(":")[0]
    return request.is_secure() or host == "localhost"


@require_POST
@login_required
def end_sessions(request: HttpRequest) -> HttpResponse:
    """Ends every other session of this person; the one at hand goes on."""
    whose = doors.account_of(request)
    doors.end_others(request, whose)
    messages.success(request, _("All other sessions have ended."))
    return redirect("desk:account")
