"""How allauth behaves here: closed to strangers, silent, its secrets unreadable in the database."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tahqiq.desk import doors
from tahqiq.desk.addresses import inside_desk
from tahqiq.desk.models import Account
from tahqiq.vocab.errors import CheckFailed

_WRONG = gettext_lazy("This code is not right, or its time is over.")
_REFUSED = gettext_lazy("This cannot be done.")


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Signing in and out; nobody makes an account here, and no message leaves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: accounts are given (``tahqiq.desk.accounts``)."""
        return False

    def pre_login(self, request: HttpRequest, user: Account, **rest: Any) -> HttpResponse | None:
        """Turns away whoever has been switched off, whichever key they hold."""
        if user.is_active:
            return None
        messages.error(request, _("User name and password do not belong together."))
        return redirect("desk:login")

    def login(self, request: HttpRequest, user: Account) -> None:
        """Begins the session: a new one, whatever the browser brought."""
        super().login(request, user)
        doors.begin(request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where one was going before the door."""
        wanted = request.session.pop(doors.NEXT, "")
        return wanted or inside_desk(request)

    def is_safe_url(self, url: str) -> bool:
        """Only addresses of the desk are led to."""
        return bool(url) and url.startswith("/desk/") and ".." not in url and "\\" not in url

    def is_reauthentication_required(self, *, app: str, **rest: Any) -> bool:
        """Whether somebody has to say again who they are: if they have not lately."""
        return not doors.lately(context.request)

    def reauthenticate(self, user: Account, password: str) -> bool:
        """The password once more, at the same doors as signing in."""
        return doors.says_again(context.request, user, password)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Sends nothing: the desk knows no addresses."""

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Passes refusals on, which are in our words; what was done, our pages say themselves."""
        if message:
            messages.add_message(request, level, message, extra_tags=extra_tags)


class Factors(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors: their secrets are kept encrypted with the desk's key."""

    def encrypt(self, text: str) -> str:
        """Ciphertext (Fernet: AES-128-CBC with HMAC-SHA256) under a key derived from the desk's."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret.

        Raises:
            CheckFailed: the desk's key is not the one it was encrypted with.
        """
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken as error:
            said = "a second factor was kept with another key: restore HOME/keys/django.key, or take it away"
            raise CheckFailed(said) from error

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """Refusals in our words."""
        return ValidationError(_WRONG if code == "incorrect_code" else _REFUSED, code=code)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Sends nothing: the desk knows no addresses."""

    def generate_authenticator_name(self, user: Account, type: str) -> str:  # noqa: A002 - allauth's name
        """What a passkey is called until its owner says otherwise."""
        return _("Passkey")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The desk, by the host name that passkeys are bound to."""
        host = context.request.get_host().partition(":")[0]
        return {"id": host, "name": settings.MFA_TOTP_ISSUER}


def _box() -> Fernet:
    """Encrypts second factors; its key follows from the desk's, and is used for nothing else."""
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"tahqiq second factors/1")
    return Fernet(urlsafe_b64encode(made.derive(settings.SECRET_KEY.encode())))
