"""Settings of the portal: this one file, read from the environment (`.env.example` lists the variables)."""

import os
import re
from pathlib import Path

import pghistory
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from . import database, media
from .accounts import identity_providers

BASE_DIR = Path(__file__).resolve().parent.parent


def env_bool(name, default):
    value = os.environ.get(name, "")
    answers = {"": default, "on": True, "true": True, "1": True, "off": False, "false": False, "0": False}
    if value.lower() not in answers:
        raise ImproperlyConfigured(f"{name} must be on or off, not {value!r}")
    return answers[value.lower()]


def env_list(name, default=""):
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


def env_int(name, default):
    value = os.environ.get(name, "")
    if not value:
        return default
    if not value.isdigit():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}")
    return int(value)


# Development is the default of a clone; `PRODUCTION=on` turns every safety on.
PRODUCTION = env_bool("PRODUCTION", False)
DEBUG = env_bool("DEBUG", not PRODUCTION)
SECRET_KEY = os.environ.get("SECRET_KEY", "")
if not SECRET_KEY and not PRODUCTION:
    SECRET_KEY = "only-for-development-and-refused-in-production"
if PRODUCTION and DEBUG:
    raise ImproperlyConfigured("PRODUCTION is on, so DEBUG must be off")
if PRODUCTION and (len(SECRET_KEY) < 32 or "only-for-development" in SECRET_KEY):
    raise ImproperlyConfigured(
        "PRODUCTION is on, so SECRET_KEY must be set to at least 32 characters nobody can guess, "
        "for example the output of: openssl rand -hex 32"
    )

# The address people use, without a path: in links that leave the page (sitemap, OpenGraph, mail).
PORTAL_URL = os.environ.get("PORTAL_URL", f"http://localhost:{os.environ.get('PORT') or 8000}").rstrip("/")
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
# A page the worker asks for each minute, to note outages of the web process; without it only its own are noted.
WEB_PULSE_URL = os.environ.get("WEB_PULSE_URL", "")
# Off only where the portal is served on this machine without TLS (`make serve`).
HTTPS = env_bool("HTTPS", PRODUCTION)
# Who to tell about a weakness; without it there is no security.txt.
SECURITY_CONTACT = os.environ.get("SECURITY_CONTACT", "")
SECURITY_POLICY = os.environ.get("SECURITY_POLICY", "")

# After so many months without a confirmation, owners are asked for one; after so many, a page is unpublished.
FRESH_MONTHS, UNPUBLISH_MONTHS = env_int("FRESH_MONTHS", 6), env_int("UNPUBLISH_MONTHS", 24)
if not 1 <= FRESH_MONTHS < UNPUBLISH_MONTHS <= 120:
    raise ImproperlyConfigured("FRESH_MONTHS must be at least 1 and less than UNPUBLISH_MONTHS, which is at most 120")
# Where people find the International Office, on the page of an organisation that nobody keeps; empty shows no address.
OFFICE_EMAIL = os.environ.get("OFFICE_EMAIL", "")
# In letters: where an answer on paper goes, and where an objection goes (Awb 3:45). Unset, no letter makes it up.
OFFICE_ADDRESS = os.environ.get("OFFICE_ADDRESS", "")
OBJECTION_ADDRESS = os.environ.get("OBJECTION_ADDRESS", "")
OBJECTION_URL = os.environ.get("OBJECTION_URL", "")
# Where a subsidy that was paid too much is paid back to (Awb 4:57).
RECOVERY_IBAN = os.environ.get("RECOVERY_IBAN", "")
# Where an appeal against a decision on an objection goes (Awb 8:1, 8:7), and the page of the court for it.
COURT = os.environ.get("COURT", "rechtbank Overijssel")
APPEAL_URL = os.environ.get("APPEAL_URL", "")

# The mail server. Without one, development shows mail at /dev/mail/, and production keeps it until there is one.
SMTP_HOST = os.environ.get("SMTP_HOST", "")
SMTP_SECURITY = os.environ.get("SMTP_SECURITY", "starttls")
if SMTP_SECURITY not in {"starttls", "tls", "none"}:
    raise ImproperlyConfigured(f"SMTP_SECURITY must be starttls, tls or none, not {SMTP_SECURITY!r}")
DEFAULT_FROM_EMAIL = os.environ.get("MAIL_FROM", "Deventer Internationaal <portaal@localhost>")
MAILERS = {
    "default": {"BACKEND": "deventer_intl.mail.QueueBackend"},
    "smtp": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": SMTP_HOST,
            "port": env_int("SMTP_PORT", 587),
            "username": os.environ.get("SMTP_USER", ""),
            "password": os.environ.get("SMTP_PASSWORD", ""),
            "use_tls": SMTP_SECURITY == "starttls",
            "use_ssl": SMTP_SECURITY == "tls",
            "timeout": 20,
        },
    },
}

# After an event, names and answers of who registered go after so many days, dietary needs after so many.
REGISTRATION_DAYS, DIET_DAYS = env_int("REGISTRATION_DAYS", 90), env_int("DIET_DAYS", 3)
if not DIET_DAYS <= REGISTRATION_DAYS <= 730:
    raise ImproperlyConfigured("DIET_DAYS must be at most REGISTRATION_DAYS, which is at most 730")

# After a trade mission, who came as a guest and whom they wished to meet or not go after so many days.
GUEST_DAYS = env_int("GUEST_DAYS", 90)
if not 1 <= GUEST_DAYS <= 730:
    raise ImproperlyConfigured("GUEST_DAYS must be from 1 to 730")

# How long a backup is kept, in days: what went by retention term is named with the day until which backups still hold it.
BACKUP_RETENTION_DAYS = env_int("BACKUP_RETENTION_DAYS", 35)

# The virus scanner ClamAV: the path of its socket, or host:port. Unset: what people send in is not scanned.
CLAMAV_SOCKET = os.environ.get("CLAMAV_SOCKET", "").strip()
if not re.fullmatch(r"|/.+|[^/\s]+:[0-9]{1,5}", CLAMAV_SOCKET):
    raise ImproperlyConfigured(f"CLAMAV_SOCKET must be an absolute path or host:port, not {CLAMAV_SOCKET!r}")

INSTALLED_APPS = [
    "deventer_intl.apps.PortalConfig",
    "globalgoals",
    "organisations",
    "subsidies",
    "events",
    "deventer_intl.apps.BackOfficeConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_htmx",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    # First: a page that is in the cache costs one query and none of the layers below.
    "deventer_intl.page_cache.PageCacheMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "deventer_intl.bad_input.BadInputMiddleware",
    "deventer_intl.history_context.HistoryMiddleware",
]

ROOT_URLCONF = "deventer_intl.urls"
WSGI_APPLICATION = "deventer_intl.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "deventer_intl.context.portal",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.l10n",
                "django.templatetags.static",
                "deventer_intl.templatetags.portal",
            ],
        },
    }
]

DATABASES = {"default": database.configuration(os.environ, BASE_DIR / ".postgres")}
# The role that may only add to history; made by whoever runs the server (docs/operations.md).
SERVING_ROLE = os.environ.get("DATABASE_SERVING_ROLE") or database.SERVING_ROLE
if not SERVING_ROLE.isidentifier():
    raise ImproperlyConfigured("DATABASE_SERVING_ROLE must be a plain role name")
if env_bool("DATABASE_POOL", PRODUCTION):
    # One connection a request thread; a new one for each request would halve what the portal can serve.
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}

CACHES = {
    # In PostgreSQL: limits on attempts must hold in all processes together.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "deventer_intl_cache",
        # Beyond it, limits are forgotten by chance; Django's 300 are an hour's visitors, or one attacker.
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    },
    # Whole pages, in each process; the content stamp in the key makes them right everywhere at once.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "TIMEOUT": 24 * 3600,
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
    # The menu and the foot of a page (`base.html`): the same in every process.
    "template_fragments": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "fragments"},
}

AUTH_USER_MODEL = "organisations.User"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "member_home"

# Accounts: known by e-mail address alone; signed in by a code that is mailed, a password or a passkey.
ACCOUNT_ADAPTER = "deventer_intl.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "signup": "deventer_intl.accounts.forms.NewAccountForm",
    "request_login_code": "deventer_intl.accounts.forms.LoginCodeForm",
    "reset_password": "deventer_intl.accounts.forms.PasswordResetForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
# Who leaves the password empty, signs up and in with codes.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
# No page tells whether an address is known.
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = False
# How often one may do what sends mail or tries a code; allauth's own limits stand beside these.
ACCOUNT_RATE_LIMITS = {
    "confirm": "30/h/user",
    "confirm_by_link": "20/m/ip",
    "claim": "10/d/user",
    "register_organisation": "5/d/user",
    "invite": "30/d/user",
    "add_picture": "60/h/user",
    "propose_event": "60/d/user",
    "propose_practice": "60/d/user",
    "letter_code": "10/h/user,20/h/ip",
    "accept_invitation": "20/m/ip",
    "introduction": "20/h/ip,5/d/key",  # by address of the asker
    "introduction_link": "60/h/ip",
    "introduction_delivery": "20/d/key",  # by organisation
    "contact_request": "5/d/user",
    "my_data": "10/h/user",
    "add_paper": "60/h/user",
    "room_message": "5/d/user",
    "add_attachment": "120/h/user",
    "case_message": "20/d/user",
    "bank_account": "10/d/user",
    "subscribe_news": "10/h/ip",
    "subscribe_news_address": "3/d/key",
    "confirm_news": "30/m/ip",
    "undo_change_of_address": "20/h/ip",
    "calendar_link": "20/d/user",
    "calendar_address": "60/h/ip",  # those that are wrong
    "register_event": "20/h/ip,10/d/key",  # by address
    "registration_link": "60/h/ip",
    "event_message": "10/d/user",
    "delegation_request": "10/h/ip,3/d/key",  # by address
    "delegation_link": "60/h/ip",  # those that are wrong
    "apply_mission": "30/d/user",
    "mission_traveller": "60/h/user",
    "mission_link": "60/h/ip",  # those that are wrong
    "guest_link": "60/h/ip",  # those that are wrong
    "guest_answer": "60/h/ip",
    "invite_guest": "200/d/user",
    "nominate": "10/h/ip,5/d/key",  # by address of the nominator
    "nomination_delivery": "5/d/key",  # by nominee
    "prize_link": "60/h/ip",  # those that are wrong
}
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
# Signing in at the municipality or with eHerkenning. Without OIDC_… in the environment there is neither.
SOCIALACCOUNT_ADAPTER = "deventer_intl.accounts.single_sign_on.SocialAccountAdapter"
SOCIALACCOUNT_FORMS = {"signup": "deventer_intl.accounts.forms.AddressForm"}
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "provider_class": "deventer_intl.accounts.openid_connect.Provider",
        "APPS": identity_providers.configuration(os.environ),
    }
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "add_webauthn": "deventer_intl.accounts.forms.AddPasskeyForm",
    "login_webauthn": "deventer_intl.accounts.forms.PasskeyLoginForm",
    "authenticate_webauthn": "deventer_intl.accounts.forms.PasskeyForm",
    "reauthenticate_webauthn": "deventer_intl.accounts.forms.PasskeyAgainForm",
}
# A code of half a minute ago will do (RFC 6238): people type slowly, and clocks of telephones differ.
MFA_TOTP_TOLERANCE = 1
MFA_TOTP_ISSUER = "Deventer Internationaal"
# Browsers allow passkeys on http://localhost alone; elsewhere they want HTTPS.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
USERSESSIONS_TRACK_ACTIVITY = True
if DEBUG:
    # For the accounts of `make demo`; never where it matters.
    MFA_TOTP_INSECURE_BYPASS_CODE = "000000"
# Of `X-Forwarded-For`, the last address is the one our own proxy saw.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env_bool("BEHIND_PROXY", False) else 0

# Dutch has no prefix in the address, the others have /en/ and /de/.
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English")), ("de", _("German"))]
# The second says in our words what Django and allauth say.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "libraries"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
FORMAT_MODULE_PATH = "deventer_intl.formats"

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT") or BASE_DIR / "staticfiles")
STATICFILES_DIRS = [BASE_DIR / "static"]
# What people upload: pictures of pages in a folder of their own, or in S3-compatible storage.
MEDIA_ROOT = Path(os.environ.get("MEDIA_ROOT") or BASE_DIR / "media")
# Files for some people alone: outside everything that is served, readable for this process alone.
PRIVATE_ROOT = Path(os.environ.get("PRIVATE_ROOT") or BASE_DIR / "private")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "pictures": media.pictures(os.environ, MEDIA_ROOT / "pictures"),
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": PRIVATE_ROOT,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# In production the files are collected, hashed and compressed; elsewhere they are served from where they lie.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = not PRODUCTION

# History: pghistory writes in triggers, and its context beside the event, so that nothing in it is ever updated.
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
PGHISTORY_CONTEXT_ID_FIELD = pghistory.ContextUUIDField()
PGHISTORY_APPEND_ONLY = True
PGHISTORY_DEFAULT_TRACKERS = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, *media.origins(os.environ)],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
if env_bool("BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 8 * 3600
CSRF_FAILURE_VIEW = "deventer_intl.views.csrf_failure"

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# A preview of an import asks about each row.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3_000
# Files beyond 1 MB go to the disk while they come in, and none goes there whole that is too large for every form.
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_HANDLERS = [
    "deventer_intl.media.CuttingHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_tokens": {"()": "deventer_intl.log_filter.WithoutTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["without_tokens"]}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "INFO")},
    # It tells of every task it registers.
    "loggers": {"procrastinate": {"level": "WARNING"}},
}
