"""The door: logging in and out, choosing a password, choosing a language."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib import auth, messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from tahqiq.desk import doors, throttle
from tahqiq.desk.addresses import inside_desk
from tahqiq.desk.forms import ChoosePasswordForm, LanguageForm, LoginForm
from tahqiq.desk.models import Account


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """The way in. A refusal never says whether the name exists."""
    if isinstance(request.user, Account):
        return redirect("desk:home")
    form = LoginForm(request.POST or None)
    status = 200
    if form.is_valid():
        name, password = form.cleaned_data["username"], form.cleaned_data["password"]
        came = doors.enter(request, name, password, then=inside_desk(request))
        if isinstance(came, HttpResponse):
            return came
        form.add_error(None, _said(*came))
        status = 429 if came[0] is doors.Refused.WAIT else 200
    return render(request, "desk/login.html", {"form": form, "next": inside_desk(request)}, status=status)


def _said(refused: doors.Refused, wait: timedelta) -> str:
    """A refusal in words, with how long to wait."""
    if refused is doors.Refused.SPENT:
        return _("This one-time password has been used or has expired. Ask for a new one.")
    if refused is doors.Refused.WRONG:
        return _("User name and password do not belong together.")
    return throttle.in_words(wait)


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """The way out: the session is destroyed on the server, not only in the browser."""
    auth.logout(request)
    return redirect("desk:login")


@sensitive_post_parameters()
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Choosing a password of one's own; other sessions of the account end."""
    account = doors.account_of(request)
    if not account.must_change_password and not doors.lately(request):
        return redirect(f"{reverse('account_reauthenticate')}?next={request.path}")
    form = ChoosePasswordForm(account, request.POST or None)
    if form.is_valid():
        account.choose_password(form.cleaned_data["new_password1"])
        doors.end_others(request, account)
        messages.success(request, _("Your new password is set."))
        return redirect("desk:home")
    return render(request, "desk/password.html", {"form": form, "one_time": account.must_change_password})


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Changes the language of the screens, for the account and for this browser."""
    form = LanguageForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=400)
    chosen = form.cleaned_data["language"]
    if isinstance(request.user, Account):
        Account.objects.filter(pk=request.user.pk).update(language=chosen)
    response = redirect(inside_desk(request))
    return _remember(response, chosen)


def _remember(response: HttpResponseRedirect, chosen: str) -> HttpResponseRedirect:
    """Sets the language's cookie, for the door, where nobody is known yet."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        path=settings.LANGUAGE_COOKIE_PATH,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Strict",
    )
    return response
