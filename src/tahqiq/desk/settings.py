"""Django's settings, all from the environment and the home folder.

``TAHQIQ_HOME`` (default ``./tahqiq-home``) holds database, logs and keys; ``DATABASE_URL``
moves the record to PostgreSQL. The secret is ``TAHQIQ_DJANGO_KEY`` or ``HOME/keys/django.key``:
it is never invented. Without one ``tahqiq.desk.wsgi`` stops at once, and Django itself refuses
to sign anything. ``TAHQIQ_HOSTS`` (or ``hosts`` in tahqiq.toml) names the host names served,
``TAHQIQ_HTTPS=1`` (or ``https = "1"``) says that the desk is reached through HTTPS only.

Most commands need the record alone. Whoever serves the desk says so with ``TAHQIQ_SERVING=1``
(``tahqiq.desk.setup.start``): only then are the admin's shell and the sign-in loaded, and their
tables made.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import dj_database_url

from tahqiq.desk.home import Home
from tahqiq.vocab.errors import BadInput

PACKAGE = Path(__file__).resolve().parent.parent
HOME = Home(Path(os.environ.get("TAHQIQ_HOME") or "tahqiq-home").absolute())


def _secret() -> str:
    """The key for sessions and tokens; '' where there is none, which Django refuses to use."""
    try:
        return HOME.secret("django")
    except BadInput:
        return ""


#: Writers queue instead of failing half-way (IMMEDIATE), readers never wait (WAL), and what was
#: committed survives a power cut (synchronous FULL). Django itself turns foreign keys on; said
#: here too because the record's integrity rests on it.
_SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 30,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;PRAGMA cache_size=-8192;"
    ),
}


def _database() -> dict[str, Any]:
    """The record's database: DATABASE_URL, else SQLite in the home folder."""
    parsed = dj_database_url.parse(HOME.database_url, conn_max_age=60, conn_health_checks=True)
    found: dict[str, Any] = dict(parsed)
    if found["ENGINE"] == "django.db.backends.sqlite3":
        found["OPTIONS"] = {**found.get("OPTIONS", {}), **_SQLITE}
    return found


SECRET_KEY = _secret()
DEBUG = False
HTTPS = HOME.setting("https", "0") == "1"
ALLOWED_HOSTS = [host for host in HOME.setting("hosts", "localhost,127.0.0.1,[::1]").split(",") if host]
DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SERVING = os.environ.get("TAHQIQ_SERVING") == "1"
INSTALLED_APPS = [
    "tahqiq.casebook",
    "tahqiq.desk",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
]
#: Only whoever serves the desk loads these.
SHELL_APPS = [
    "wagtail.admin",
    "wagtail.users",
    "wagtail",
    "tahqiq.stories.authoring",
    "taggit",
    "modelcluster",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
]
if SERVING:
    INSTALLED_APPS += SHELL_APPS
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "tahqiq.desk.middleware.security_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tahqiq.desk.middleware.session_ages",
    "tahqiq.desk.middleware.chosen_language",
    "tahqiq.desk.uploads.bounded_bodies",
    "tahqiq.desk.middleware.one_time_password",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
if SERVING:
    MIDDLEWARE += ["allauth.account.middleware.AccountMiddleware", "axes.middleware.AxesMiddleware"]
ROOT_URLCONF = "tahqiq.desk.urls"
WSGI_APPLICATION = "tahqiq.desk.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

#: Work in the background waits in the record's own database: asked for in the transaction that notes it.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "desk.Account"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "display_name")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
if SERVING:
    AUTHENTICATION_BACKENDS.insert(0, "axes.backends.AxesStandaloneBackend")
#: Seconds for which somebody who has just said who they are is not asked again (re-authentication).
RECENT = 5 * 60
LOGIN_URL = "desk:login"
CSRF_FAILURE_VIEW = "tahqiq.desk.views.refusals.out_of_date"
LOGIN_REDIRECT_URL = "desk:home"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ar", "العربية")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/desk/static/"
#: The site's typefaces and the desk's scripts, where they have been built.
_ASSETS = PACKAGE / "assets"
STATICFILES_DIRS = [(folder, _ASSETS / folder) for folder in ("site", "desk") if (_ASSETS / folder).is_dir()]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False

# Cookies are for the desk alone: the public site at / never receives them.
SESSION_ENGINE = "tahqiq.desk.sessions"
SESSION_COOKIE_NAME = "tahqiq_session"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = LANGUAGE_COOKIE_PATH = "/desk/"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
#: Seconds without a request after which a session ends; and after which it ends in any case.
SESSION_COOKIE_AGE = 30 * 60
SESSION_ABSOLUTE_AGE = 12 * 60 * 60

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576

# The shell: Wagtail's admin. Only the screens that tahqiq.desk.shell names are served.
WAGTAIL_SITE_NAME = "Tahqiq"
WAGTAILADMIN_BASE_URL = ""
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = WAGTAIL_ENABLE_WHATS_NEW_BANNER = False

# The sign-in: names and passwords, authenticator apps, passkeys. Nobody signs themselves up, and
# nothing is sent by e-mail.
ACCOUNT_ADAPTER = "tahqiq.desk.adapters.Accounts"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_REAUTHENTICATION_TIMEOUT = RECENT
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = False  # tahqiq.desk.throttle does that, for every way in
ACCOUNT_FORMS = {"reauthenticate": "tahqiq.desk.factor_forms.PasswordAgainForm"}
MFA_ADAPTER = "tahqiq.desk.adapters.Factors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Tahqiq"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RATE_LIMITS = False
MFA_FORMS = {
    "authenticate": "tahqiq.desk.factor_forms.SecondFactorForm",
    "reauthenticate": "tahqiq.desk.factor_forms.SecondFactorAgainForm",
    "activate_totp": "tahqiq.desk.factor_forms.FirstCodeForm",
    "add_webauthn": "tahqiq.desk.factor_forms.PasskeyForm",
    "edit_webauthn": "tahqiq.desk.factor_forms.PasskeyNameForm",
    "login_webauthn": "tahqiq.desk.factor_forms.ComeInByPasskeyForm",
    "authenticate_webauthn": "tahqiq.desk.factor_forms.SecondPasskeyForm",
    "reauthenticate_webauthn": "tahqiq.desk.factor_forms.PasskeyAgainForm",
}

# Lock-out: axes stands in every way of signing in; how long one waits is ours to say.
AXES_HANDLER = "tahqiq.desk.throttle.Doors"
AXES_LOCKOUT_CALLABLE = "tahqiq.desk.throttle.as_answered"
AXES_CLIENT_IP_CALLABLE = "tahqiq.desk.throttle.address_of"
AXES_VERBOSE = False
