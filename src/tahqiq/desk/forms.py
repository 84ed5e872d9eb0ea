"""What people type at the door."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from tahqiq.casebook.actors import ROLES
from tahqiq.desk.models import Account

if TYPE_CHECKING:
    _SetPasswordForm = SetPasswordForm[Account]
else:  # Django's form is generic only to the type checker
    _SetPasswordForm = SetPasswordForm


class LoginForm(forms.Form):
    """A name and a password."""

    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        widget=forms.TextInput({"autocomplete": "username", "autofocus": True, "dir": "auto"}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password", "dir": "ltr"}),
    )


class ChoosePasswordForm(_SetPasswordForm):
    """A password of one's own, twice; not the one-time password again."""

    new_password1 = forms.CharField(
        label=_("New password"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password", "dir": "ltr"}),
        help_text=_("At least 12 characters. A sentence of several words is good."),
    )
    new_password2 = forms.CharField(
        label=_("New password again"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password", "dir": "ltr"}),
    )

    def clean(self) -> dict[str, Any]:
        """Refuses the password that the account has now.

        Raises:
            ValidationError: it is the same one.
        """
        cleaned = super().clean() or self.cleaned_data
        chosen = cleaned.get("new_password1", "")
        if chosen and self.user.check_password(chosen):
            self.add_error("new_password1", _("This is the password you have now. Choose another."))
        return cleaned


class MemberForm(forms.Form):
    """Somebody to bring into a case."""

    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        widget=forms.TextInput({"autocomplete": "off", "dir": "auto"}),
    )
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=[(slug, slug) for slug in ROLES],
        widget=forms.CheckboxSelectMultiple,
    )


class LanguageForm(forms.Form):
    """A language of the screens."""

    language = forms.ChoiceField(choices=settings.LANGUAGES)
    next = forms.CharField(required=False, max_length=2000)
