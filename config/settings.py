"""Ajar's settings, all of them. The environment decides; `README.md` lists the variables.

There is no debug mode: an error page with local variables would show what a writer typed.
"""

from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.urls import reverse_lazy

from config import database, env, logs, secret

ROOT = Path(__file__).resolve().parent.parent
DATA = env.folder("AJAR_DATA", ROOT / "var")
# Keys lie apart from the database, so that a copy of one is not a copy of both.
DATABASE_FOLDER = DATA / "data"
KEYS_FOLDER = DATA / "keys"
VAULT_KEYS_FILE = env.folder("AJAR_KEYS_FILE", KEYS_FOLDER / "vault.keys")
VAULT_KEYS = env.text("AJAR_KEYS")

DEBUG = False
SECRET_KEY = env.text("SECRET_KEY") or secret.from_file(KEYS_FOLDER / "secret.key")
TLS = env.flag("AJAR_TLS")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS", [])
LEAVE_URL = env.text("AJAR_LEAVE_URL", "https://www.wikipedia.org/")
SOURCE_URL = env.text("AJAR_SOURCE_URL")
# Where to report a hole: the one named, else where the source is.
SECURITY_CONTACT = env.contact("AJAR_SECURITY_CONTACT") or (
    SOURCE_URL if SOURCE_URL.startswith("https://") else ""
)

INSTALLED_APPS = [
    "accounts",
    "guidance",
    "journal",
    "config",
    "crispy_forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "config.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "config.logs.RequestLogMiddleware",
    "config.headers.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.encoding.Utf8Middleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "accounts.middleware.WriterTimeMiddleware",
    "accounts.middleware.DeskDoorMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "journal.middleware.JournalMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.house",
            ],
            "builtins": ["config.links"],
        },
    },
]
FORM_RENDERER = "config.widgets.Renderer"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["ajar"]
CRISPY_TEMPLATE_PACK = "ajar"
CRISPY_FAIL_SILENTLY = False

# --- data -----------------------------------------------------------------------------------
DATABASE_URL = env.text("DATABASE_URL", f"sqlite:///{DATABASE_FOLDER / 'ajar.sqlite3'}")
DATABASES: dict[str, Any] = {"default": database.tuned(dj_database_url.parse(DATABASE_URL))}
CACHES = {
    # Holds the counters of rate limits, shared by all workers. Nothing of a journal goes here.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "limits",
        # A counter's name holds an internet or e-mail address, so it is not kept as it is.
        "KEY_FUNCTION": "accounts.limits.opaque",
        # Past this, counters that still count are dropped. The default of 300 is soon reached by
        # someone who tries one address after another, and would open every limit again.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}
# A million four-byte characters, percent-free because forms are multipart, and room to spare,
# so that a text over the limit still reaches the form and is refused there, words kept.
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024
# No form has a file. One that is sent along is never put on the disk, as Django's default would.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

# --- accounts -------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["accounts.hashers.Argon2Hasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.passwords.LengthValidator"},
    {"NAME": "accounts.passwords.CommonValidator"},
    {"NAME": "accounts.passwords.SimilarValidator", "OPTIONS": {"user_attributes": ["email"]}},
]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = "/today/"
LOGOUT_REDIRECT_URL = "/"

MAIL = env.mail("EMAIL_URL")
EMAIL_BACKEND: str = MAIL["EMAIL_BACKEND"]
EMAIL_HOST: str = MAIL.get("EMAIL_HOST", "localhost")
EMAIL_PORT: int = MAIL.get("EMAIL_PORT", 25)
EMAIL_HOST_USER: str = MAIL.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD: str = MAIL.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS: bool = MAIL.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL: bool = MAIL.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL: str = MAIL.get("DEFAULT_FROM_EMAIL", "Ajar <ajar@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
HAS_MAIL = bool(env.text("EMAIL_URL"))

ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if HAS_MAIL else "none"
ACCOUNT_EMAIL_NOTIFICATIONS = HAS_MAIL
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    "signup": "accounts.forms.SignupForm",
    "login": "accounts.forms.LoginForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordKeyForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
}
# One address for an account: it is what one signs in with.
ACCOUNT_MAX_EMAIL_ADDRESSES = 1
# A link in a mail is opened by mail scanners too, so a button confirms, not the link.
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
# Signs in only the browser that signed up a moment ago; anyone else with the link signs in first.
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_CHANGE_EMAIL = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = None
# How often within how long, counted by place (ip), account (user) or address (key). They are
# wide enough for a family or a class behind one internet address, and for someone who mistypes.
ACCOUNT_RATE_LIMITS = {
    # Each costs a slow hash, and a mail where there is a mail server.
    "signup": "20/m/ip,100/h/ip",
    # Every try to sign in, right or wrong; the admin's door leads here too.
    "login": "30/m/ip",
    # Wrong ones: few for one address, whoever tries, and few from one place, whatever it tries.
    "login_failed": "10/m/ip,5/5m/key",
    # Mails that anyone may have sent to anyone.
    "reset_password": "10/m/ip,3/15m/key",
    "confirm_email": "1/3m/key",
    "reset_password_from_key": "20/m/ip",
    # Someone at an unlocked screen who guesses the password.
    "change_password": "5/m/user",
    "reauthenticate": "5/m/user",
    "closing": "5/5m/user",
    # Wrong codes of a second factor, by someone who knows the password: few in a day, too.
    "second_factor": "5/5m/key,20/d/key",
    # A search reads every page of a journal.
    "search": "30/m/user",
    # So does looking on: the next twenty found, a filter, a person, patterns of everything.
    # Counted from a thousand pages on; whoever pages through what was found looks longer at each.
    "reading": "60/m/user",
}
# Takes a closed account's address out of what other parts keep as text.
FORGET_WHEN_CLOSED = ["guidance.keeping.forget"]
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if TLS else "http"
# With 0, X-Forwarded-For is not read: whoever writes their own would be a new place each time.
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("AJAR_PROXIES", 0)

# The second factor: a code from an app, or one of the spare codes. Both are kept sealed.
MFA_ADAPTER = "config.mfa.SealedAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "accounts.code_forms.SignInCodeForm",
    "reauthenticate": "accounts.code_forms.CodeAgainForm",
    "activate_totp": "accounts.code_forms.FirstCodeForm",
}
MFA_TOTP_ISSUER = "Ajar"
# The code before and the one after count too, for clocks that differ and for slow fingers.
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
# Where there is mail, nobody comes in with an address that was not confirmed. Elsewhere none is.
MFA_ALLOW_UNVERIFIED_EMAIL = not HAS_MAIL

# --- sessions, cookies and headers ------------------------------------------------------------
SESSION_COOKIE_AGE = 14 * 24 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "__Host-session" if TLS else "session"
SESSION_COOKIE_SECURE = TLS
SESSION_COOKIE_SAMESITE = "Lax"
# Ends with the browser, so that it leaves no trace of the visit behind.
CSRF_COOKIE_AGE = None
CSRF_COOKIE_NAME = "__Host-csrf" if TLS else "csrf"
CSRF_COOKIE_SECURE = TLS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
MESSAGE_STORAGE = "config.notices.NoticeStorage"

SECURE_SSL_REDIRECT = TLS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = env.number("AJAR_HSTS_SECONDS", 365 * 24 * 60 * 60) if TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = TLS
BEHIND_TLS_PROXY = env.flag("AJAR_TLS_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

# --- language, time, files ----------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
# Made from the sources, not by writers: beside the data folder, whichever that is.
STATIC_ROOT = env.folder("AJAR_STATIC", ROOT / "var" / "static")
STATICFILES_DIRS = [ROOT / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.static.JoinedStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# W021 asks for HSTS preloading. That binds a whole domain for months: the operator's choice.
SILENCED_SYSTEM_CHECKS: list[str] = ["security.W021", *env.words("AJAR_SILENCED_CHECKS", [])]

# --- logs ----------------------------------------------------------------------------------------
LOGGING = logs.settings_for(env.text("AJAR_LOG", "lines"))
# Nobody reads Django's own reports here; if somebody ever has them sent, they tell no words.
DEFAULT_EXCEPTION_REPORTER = "config.reports.WordlessReporter"
DEFAULT_EXCEPTION_REPORTER_FILTER = "config.reports.WordlessFilter"
