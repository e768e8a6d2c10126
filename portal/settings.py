"""The site's settings. The environment is read here and nowhere else; bad configuration stops the start."""

import os
import re
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"


def switch(name: str, *, default: bool) -> bool:
    """Read an on/off setting of the environment; anything else than on or off stops the start."""
    value = os.environ.get(name, "on" if default else "off").strip().lower()
    if value not in ("on", "off"):
        raise ImproperlyConfigured(f"Set {name} to on or off; it is {value!r}.")
    return value == "on"


def days(name: str, *, default: int, least: int) -> int:
    """Read a whole number of days; anything else, or fewer than the least, stops the start."""
    value = os.environ.get(name, "").strip() or str(default)
    if not re.fullmatch(r"[0-9]{1,5}", value) or int(value) < least:
        raise ImproperlyConfigured(f"Set {name} to a number of days from {least} on; it is {value!r}.")
    return int(value)


def secret_key() -> str:
    """The secret of the environment, else the one that script/setup made for this machine."""
    own = VAR_DIR / "secret-key"
    return os.environ.get("SECRET_KEY") or (own.read_text().strip() if own.exists() else "")


DEBUG = switch("DEBUG", default=False)
HTTPS = switch("PORTAL_HTTPS", default=True)
ALLOWED_HOSTS = [
    host.strip() for host in os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1").split(",") if host.strip()
]
SECRET_KEY = secret_key()
# The PDFs of finished reports: private, so no address of the site leads into this folder.
REPORTS_DIR = Path(os.environ.get("REPORTS_DIR") or VAR_DIR / "reports")
# How long an assessment that nobody finished is kept after it was last changed or opened by a link.
DRAFTS_KEPT_FOR = timedelta(days=days("DRAFTS_KEPT_DAYS", default=395, least=30))
# On, whoever changed the catalogue last may publish it without a second pair of eyes.
ONE_PERSON_PUBLISHING = switch("ONE_PERSON_PUBLISHING", default=False)


def mail_server(address: str) -> dict[str, object]:
    """The settings of a mail server: smtps:// speaks TLS from the start, smtp+tls:// turns to it, smtp:// does not."""
    parts = urlsplit(address)
    if parts.scheme not in ("smtp", "smtp+tls", "smtps") or not parts.hostname:
        raise ImproperlyConfigured("Set EMAIL_URL to smtps://USER:PASSWORD@HOST:PORT, or smtp+tls:// for STARTTLS.")
    if parts.scheme == "smtp" and parts.hostname not in LOOPBACK:
        raise ImproperlyConfigured("EMAIL_URL smtp:// sends links in the clear: use smtps:// or smtp+tls://.")
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "DEFAULT_FROM_EMAIL": os.environ.get("EMAIL_FROM", ""),
    }


LOOPBACK = {"localhost", "127.0.0.1", "[::1]", "testserver"}
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured(
        "Set SECRET_KEY to a random text of at least 50 characters (script/setup makes one for this machine)."
    )
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("Set ALLOWED_HOSTS to the host names that this site answers to, parted by commas.")
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("Set ALLOWED_HOSTS to real host names; * would accept any forged one.")
if (DEBUG or not HTTPS) and not set(ALLOWED_HOSTS) <= LOOPBACK:
    raise ImproperlyConfigured(
        "DEBUG=on and PORTAL_HTTPS=off are for this machine only: set ALLOWED_HOSTS to localhost,127.0.0.1 "
        "or serve over HTTPS with DEBUG=off."
    )

# Private links can be sent by e-mail where a server for it is set; otherwise that is not offered.
OFFERS_EMAIL = bool(os.environ.get("EMAIL_URL"))
EMAIL_TIMEOUT = 10
if OFFERS_EMAIL:
    globals().update(mail_server(os.environ["EMAIL_URL"]))
    if "@" not in os.environ.get("EMAIL_FROM", ""):
        raise ImproperlyConfigured("Set EMAIL_FROM to the address that letters come from.")

# Who runs this site and how to reach them, for the pages that have to say so; unset, those pages say that they do not know.
RUN_BY = os.environ.get("RUN_BY", "").strip()
CONTACT_EMAIL = os.environ.get("CONTACT_EMAIL", "").strip()
if CONTACT_EMAIL and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", CONTACT_EMAIL):
    raise ImproperlyConfigured(
        "Set CONTACT_EMAIL to the one e-mail address at which people reach you, or leave it out."
    )

INSTALLED_APPS = [
    "questionnaire",
    "models_catalogue",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "reversion",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.compression.compressed",
    "portal.charsets.only_utf8",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "NAME": "jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {"environment": "portal.jinja.environment"},
    },
]

try:
    DATABASES = {"default": dj_database_url.config(default=f"sqlite:///{VAR_DIR / 'portal.sqlite3'}")}
except (ValueError, KeyError) as error:
    raise ImproperlyConfigured("Set DATABASE_URL to sqlite:///PATH or postgres://USER:PASSWORD@HOST/NAME.") from error

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE, because a transaction that reads and then writes otherwise fails under contention. The journal
    # stays a rollback journal: write-ahead logging has a corruption race on SQLite before 3.51.3.
    DATABASES["default"]["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 20}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = (
        "-c statement_timeout=10000 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=30000"
    )

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
FIXTURES = BASE_DIR / "fixtures"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "reports": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": REPORTS_DIR,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if DEBUG or "pytest" in sys.modules:
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    WHITENOISE_USE_FINDERS = True

# Answers are text in a form: far below these limits. Anything larger is refused before it is parsed.
DATA_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000

# Twenty hours: people leave a half-read page open over a meeting day. Nothing typed is kept in the session.
SESSION_COOKIE_AGE = 20 * 60 * 60
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "portal.views.csrf_failed"
# In the session rather than in a cookie of their own: the privacy page names every cookie there is.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if HTTPS:
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if switch("BEHIND_PROXY", default=False) else None
    SECURE_HSTS_SECONDS = 63072000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    CSRF_TRUSTED_ORIGINS = [f"https://{host.lstrip('.')}" for host in ALLOWED_HOSTS]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
