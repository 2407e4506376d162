"""Django's settings. What an operator may set is read in `env.py`."""

import os
from importlib.util import find_spec
from urllib.parse import unquote, urlsplit

from motcua.config.env import ROOT, read_environment

environment = read_environment()
MOTCUA = environment.motcua
BASE_DIR = ROOT

# From the lowest floor to the highest.
MODULES = [
    "platform", "audit", "areas", "organisations", "exchange", "persons", "accounts", "files", "notifications",
    "laws", "privacy", "guides", "papers", "forms", "processes", "procedures", "post", "certifications", "dossiers",
    "consultations", "portal", "demo",
]  # fmt: skip

SECRET_KEY = environment.secret_key
DEBUG = False
ALLOWED_HOSTS = list(environment.hosts)
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    *(f"motcua.{name}" for name in MODULES),
]
MIDDLEWARE = [
    "motcua.platform.request_log.RequestLogMiddleware",
    "motcua.platform.probes.ProbeMiddleware",
    "motcua.platform.headers.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "motcua.platform.compression.CompressionMiddleware",
    "motcua.files.apart.FilesApartMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "motcua.accounts.middleware.ActorMiddleware",
    "motcua.accounts.limits.RateLimitMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "motcua.platform.pages.RefusalMiddleware",
]
ROOT_URLCONF = "motcua.config.urls"
WSGI_APPLICATION = "motcua.config.wsgi.application"
APPEND_SLASH = False

TEMPLATES = [
    {
        "NAME": "jinja2",
        "BACKEND": "motcua.platform.jinja.Templates",
        "DIRS": [
            ROOT / "motcua" / "platform" / "ui" / "templates",
            *(ROOT / "motcua" / name / "templates" for name in MODULES),
        ],
        "OPTIONS": {"environment": "motcua.platform.jinja.environment"},
    },
    {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True},
]


EMBEDDED_POSTGRES = environment.embedded


def _database() -> dict[str, object]:
    shared: dict[str, object] = {
        "ENGINE": "motcua.platform.database",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
    # What is asked again and again is planned once a connection: a third of the server's work on a page.
    prepared: dict[str, object] = {"server_side_binding": True, "prepare_threshold": 5}
    if EMBEDDED_POSTGRES is not None:
        there = EMBEDDED_POSTGRES.django_settings()
        return shared | there | {"OPTIONS": {**there["OPTIONS"], **prepared}}
    parts = urlsplit(environment.database_url or "")
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    if query.pop("prepare", "") == "off":  # behind a pooler that hands connections on between transactions
        prepared = {"prepare_threshold": None}
    return shared | {
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.pop("host", parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "OPTIONS": {name: unquote(value) for name, value in query.items()} | prepared,
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Account"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = [
    *(["django.contrib.auth.hashers.MD5PasswordHasher"] if environment.mode == "test" else []),
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]
LOGIN_URL = "accounts:sign_in"

SESSION_ENGINE = "motcua.accounts.sessions"
# A name that begins so is taken by browsers only from this very host, over HTTPS, for all paths.
SESSION_COOKIE_NAME = "__Host-motcua" if environment.production else "motcua"
CSRF_COOKIE_NAME = "__Host-csrftoken" if environment.production else "csrftoken"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = environment.production
CSRF_COOKIE_SECURE = environment.production
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "motcua.platform.pages.csrf_failure"
SECURE_SSL_REDIRECT = environment.production
SECURE_HSTS_SECONDS = 31_536_000 if environment.production else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if environment.production else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [ROOT / "motcua" / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = MOTCUA.home / "static"
STATICFILES_DIRS = [
    ROOT / "motcua" / "platform" / "ui" / "static",
    *(
        (f"vendor/{name}", folder)
        for name, folder in (
            ("bootstrap", ROOT / "node_modules" / "bootstrap" / "dist"),
            ("be-vietnam-pro", ROOT / "node_modules" / "@fontsource" / "be-vietnam-pro"),
            ("htmx", ROOT / "node_modules" / "htmx.org" / "dist"),
            ("bpmn-js", ROOT / "node_modules" / "bpmn-js" / "dist"),
        )
        if folder.exists()
    ),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "motcua.platform.static_files.StaticFilesStorage"
        if environment.mode != "test"
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = environment.mode == "test"

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
FILE_UPLOAD_HANDLERS = ["motcua.files.uploads.BoundedUploadHandler"]

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
PROCRASTINATE_IMPORT_PATHS = ["motcua.platform.events.tasks"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "motcua.platform.logs.JsonLines", "with_messages": environment.mode != "production"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("MOTCUA_LOG_LEVEL", "WARNING")},
    "loggers": {
        # One line for each request and each job, whatever else is wanted; tests look at theirs.
        **{name: {"level": "INFO"} for name in ("motcua.request", "motcua.job") if environment.mode != "test"},
        "django.request": {"level": "ERROR"},  # what is not a failure stands in the request's own line
    },
}

# Addresses are tried in this order: those asked for most come first.
OWNED_URLS = sorted(
    (name for name in MODULES if find_spec(f"motcua.{name}.urls")),
    key=("dossiers", "portal").__contains__,
    reverse=True,
)
