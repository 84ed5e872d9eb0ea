"""One person looking at one case: what every screen of a case starts from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tahqiq.casebook.actors import Actor, Permission, actor_of
from tahqiq.casebook.models import Case
from tahqiq.desk.doors import account_of
from tahqiq.desk.models import Account
from tahqiq.desk.views.refusals import bad_request, forbidden
from tahqiq.vocab.errors import BadInput, NotPermitted

P = ParamSpec("P")

#: Who sees names of people harmed: those who work on the record. Whoever approves,
#: audits or administers does so without them.
_SEES_NAMES = (Permission.RECORD, Permission.DECIDE, Permission.JUDGE, Permission.NAME, Permission.CONSENT)


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
    def permissions(self) -> dict[str, bool]:
        """Every permission by name, for templates."""
        return {permission.value: self.may(permission) for permission in Permission}

    def show(self, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
        """A screen of this case."""
        about = {"case": self.case, "may": self.permissions, "sees_names": self.sees_names}
        return render(self.request, f"desk/{template}.html", {**about, **context}, status=status)


View = Callable[Concatenate[Visit, P], HttpResponse]
Screen = Callable[Concatenate[HttpRequest, str, P], HttpResponse]


def in_case(
    permission: Permission = Permission.VIEW,
) -> Callable[[View[P]], Screen[P]]:
    """A screen for members of a case who have a permission.

    To everybody else the case does not exist (404); to a member without the permission the
    screen is refused (403). Whatever an action refuses is told on a page as well.
    """

    def decorate(view: View[P]) -> Screen[P]:
        @login_required
        @wraps(view)
        def screen(request: HttpRequest, slug: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            visit = visit_of(request, slug)
            try:
                visit.actor.demand(permission, visit.case.slug)
                return view(visit, *args, **kwargs)
            except NotPermitted:
                return forbidden(request)
            except BadInput as refused:
                return bad_request(request, refused)

        return cast(Screen[P], screen)

    return decorate


def visit_of(request: HttpRequest, slug: str) -> Visit:
    """The visit, if the person belongs to the case.

    Raises:
        Http404: there is no such case, or not for this person.
    """
    account = account_of(request)
    actor = actor_of(account)
    case = Case.objects.filter(slug=slug).first() if actor.may(Permission.VIEW, slug) else None
    if case is None:
        raise Http404
    return Visit(request=request, account=account, actor=actor, case=case)
