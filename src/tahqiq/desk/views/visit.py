"""One person looking at one case: what every screen of a case starts from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tahqiq.casebook.actors import Actor, Permission, actor_of
from tahqiq.casebook.models import Case, Item
from tahqiq.desk.access import lacks_factor
from tahqiq.desk.doors import account_of, lately
from tahqiq.desk.models import Account
from tahqiq.desk.views.refusals import bad_request, forbidden
from tahqiq.vocab.errors import BadInput, NotPermitted

P = ParamSpec("P")

#: Who sees names of people harmed: those who work on the record. Whoever approves,
#: audits or administers does so without them.
_SEES_NAMES = (
    Permission.RECORD,
    Permission.DECIDE,
    Permission.JUDGE,
    Permission.NAME,
    Permission.CONSENT,
    Permission.HEAR,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request about one case by one of its members."""

    request: HttpRequest
    account: Account
    actor: Actor
    case: Case

    def may(self, permission: Permission) -> bool:
        """Whether this person may do that in this case."""
        return self.actor.may(permission, self.case.slug)

    @property
    def sees_names(self) -> bool:
        """Whether this person sees the names of people harmed."""
        return any(self.may(permission) for permission in _SEES_NAMES)

    @property
    def hears(self) -> bool:
        """Whether this person works with testimony: sees items that are guarded, and words out of them."""
        return self.may(Permission.HEAR)

    def demand_sight_of(self, item: Item) -> None:
        """Lets a guarded item exist for those alone who work with testimony.

        Raises:
            Http404: it is guarded, and this person does not.
        """
        if item.guarded and not self.hears:
            raise Http404

    def demand_names(self) -> None:
        """Refuses whoever may not see the names of people harmed.

        Raises:
            PermissionDenied: see there.
        """
        if not self.sees_names:
            raise PermissionDenied

    @property
    def permissions(self) -> dict[str, bool]:
        """Every permission by name, for templates."""
        return {permission.value: self.may(permission) for permission in Permission}

    def show(self, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
        """A screen of this case."""
        about = {"case": self.case, "may": self.permissions, "sees_names": self.sees_names}
        return render(self.request, f"desk/{template}.html", {**about, **context}, status=status)


View = Callable[Concatenate[Visit, P], HttpResponseBase]
Screen = Callable[Concatenate[HttpRequest, str, P], HttpResponseBase]


def in_case(
    permission: Permission = Permission.VIEW, *, recent: bool = False
) -> Callable[[View[P]], Screen[P]]:
    """A screen for members of a case who have a permission.

    To everybody else the case does not exist (404); to a member without the permission the
    screen is refused (403). Whatever an action refuses is told on a page as well. A member of whom
    the case demands a second factor, and who has none, is led to the page where they add one.

    Args:
        permission: what the person needs in the case.
        recent: something grave is done here: whoever did not show who they are within the last
            minutes does so first, and what they asked for is then done.
    """

    def decorate(view: View[P]) -> Screen[P]:
        @login_required
        @wraps(view)
        def screen(request: HttpRequest, slug: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            visit = visit_of(request, slug)
            if lacks_factor(visit.account, visit.actor, visit.case):
                return _to_enrolment(request)
            try:
                visit.actor.demand(permission, visit.case.slug)
                if recent and not lately(request):
                    raise ReauthenticationRequired
                return view(visit, *args, **kwargs)
            except NotPermitted:
                return forbidden(request)
            except BadInput as refused:
                return bad_request(request, refused)

        screen.permission = permission  # type: ignore[attr-defined]  # what the tests try every role against
        return cast(Screen[P], screen)

    return decorate


def visit_of(request: HttpRequest, slug: str) -> Visit:
    """The visit, if the person belongs to the case.

    Raises:
        Http404: there is no such case, or not for this person.
    """
    account = account_of(request)
    actor = actor_of(account)
    found = Case.objects.filter(slug=slug).select_related("access")
    case = found.first() if actor.may(Permission.VIEW, slug) else None
    if case is None:
        raise Http404
    visit = Visit(request=request, account=account, actor=actor, case=case)
    request.desk_visit = visit  # type: ignore[attr-defined]  # the side menu shows its case
    return visit


def _to_enrolment(request: HttpRequest) -> HttpResponse:
    """Where one adds a second factor, and why."""
    messages.warning(
        request, _("This case asks for a second factor. Add an authenticator app or a passkey first.")
    )
    return redirect("desk:account")
