"""Forms of the second factor, with the waits of the door: guessing codes is as slow as guessing passwords."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

from allauth.account.forms import ReauthenticateForm
from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as bases
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tahqiq.desk import throttle
from tahqiq.desk.models.used_code import first_use

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


def _code_field(label: StrPromise) -> forms.CharField:
    """A field for a code of figures, which phones offer to fill in."""
    shape = {"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr", "autofocus": True}
    return forms.CharField(label=label, max_length=20, widget=forms.TextInput(shape))


class _Slowed:
    """Lets a code be tried only when the door would let a password be tried, and counts wrong ones.

    No code opens twice. allauth remembers used ones in the cache, which each process has for itself; here
    the database does.
    """

    user: Any

    def clean_code(self) -> str:
        """The code.

        Raises:
            ValidationError: it is wrong, or it has to wait.
        """
        name, address, now = self.user.get_username(), throttle.address_of(context.request), timezone.now()
        if left := throttle.wait_left(name, address, now):
            raise ValidationError(throttle.in_words(left))
        try:
            code = str(super().clean_code())  # type: ignore[misc]
            if not first_use(str(self.user.pk), normalize_user_code(code), now):
                raise get_adapter().validation_error("incorrect_code")
        except ValidationError:
            throttle.record_failure(name, address, now)
            raise
        return code


class SecondFactorForm(_Slowed, bases.AuthenticateForm):  # type: ignore[misc]
    """The second step at the door."""

    code = _code_field(_("Code of the app, or a recovery code"))


class SecondFactorAgainForm(_Slowed, bases.ReauthenticateForm):  # type: ignore[misc]
    """A code once more, before something grave."""

    code = _code_field(_("Code of the app, or a recovery code"))


class FirstCodeForm(_Slowed, ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app, which proves that it holds the secret."""

    code = _code_field(_("Code that the app shows now"))


class PasswordAgainForm(ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something grave."""

    password = forms.CharField(
        label=_("Password"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password", "dir": "ltr", "autofocus": True}),
    )

    def clean_password(self) -> str:
        """The password.

        Raises:
            ValidationError: it is wrong, or it has to wait.
        """
        name, address = self.user.get_username(), throttle.address_of(context.request)
        if left := throttle.wait_left(name, address, timezone.now()):
            raise ValidationError(throttle.in_words(left))
        try:
            return str(super().clean_password())
        except ValidationError:
            raise ValidationError(_("This is not your password.")) from None


#: What a made-up answer of a device can make its readers stumble over.
_STUMBLES = (KeyError, IndexError, TypeError, ValueError, AttributeError, struct.error)


class _Doubted:
    """Takes an answer that is no device's for a wrong one, whatever its readers stumble over."""

    def clean_credential(self) -> Any:
        """The passkey that was shown.

        Raises:
            ValidationError: it is none of ours, or nothing at all.
        """
        try:
            return super().clean_credential()  # type: ignore[misc]
        except _STUMBLES as error:
            raise get_adapter().validation_error("incorrect_code") from error


class ComeInByPasskeyForm(_Doubted, LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey in place of name and password."""


class SecondPasskeyForm(_Doubted, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey as the second step at the door."""


class PasskeyAgainForm(_Doubted, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey once more, before something grave."""


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey, and what its owner calls it."""

    name = forms.CharField(label=_("What to call it"), max_length=60, required=False)
    passwordless = forms.BooleanField(widget=forms.HiddenInput, required=False, initial=True)

    def clean(self) -> dict[str, Any]:
        """The passkey that was made.

        Raises:
            ValidationError: it is none.
        """
        try:
            return dict(super().clean())
        except _STUMBLES as error:
            raise get_adapter().validation_error("incorrect_code") from error


class PasskeyNameForm(EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    name = forms.CharField(label=_("What to call it"), max_length=60)
