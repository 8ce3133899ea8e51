"""Settings, read from the environment (prefix GNK_) and from a file: GNK_ENV_FILE, or .env beside manage.py.

The defaults are those of production, which requires GNK_SECRET_KEY and GNK_ALLOWED_HOSTS; docs/operation.md
lists all. `make run` writes a .env with GNK_DEBUG=1.
"""

import os
import tomllib
from io import StringIO
from pathlib import Path
from urllib.parse import unquote, urlsplit

import environ
from csp.constants import NONE, SELF

BASE_DIR = Path(__file__).resolve().parent.parent
VERSION = tomllib.loads((BASE_DIR / "pyproject.toml").read_text("utf-8"))["project"]["version"]
env = environ.Env()
# Where one program serves several municipalities, each has a file of its own, and nothing of another is read.
own_file = os.environ.get("GNK_ENV_FILE")
env_file = Path(own_file) if own_file else BASE_DIR / ".env"
if own_file or env_file.exists():
    # Through its text: of a file that is missing, read_env says nothing.
    env.read_env(StringIO(env_file.read_text("utf-8")))

DEBUG = env.bool("GNK_DEBUG", default=False)
SECRET_KEY = env.str("GNK_SECRET_KEY", default="only-for-development-" * 3 if DEBUG else environ.Env.NOTSET)
ALLOWED_HOSTS = env.list("GNK_ALLOWED_HOSTS", default=["127.0.0.1", "localhost"] if DEBUG else [])
# The address of this installation, as it stands in mails.
BASE_URL = env.str("GNK_BASE_URL", default="http://127.0.0.1:8000" if DEBUG else environ.Env.NOTSET).rstrip(
    "/"
)
CSRF_TRUSTED_ORIGINS = env.list("GNK_CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "kern",
    "accounts",
    "editing",
    # Its db_worker stands in front of that of django_tasks_db.
    "jobs",
    "exports",
    "strategy",
    "committees.bodies",
    "committees.meetings",
    "committees.council",
    "monitoring",
    "tables",
    "search",
    "translations",
    "oparl",
    "library",
    "publication",
    "handbook",
    "operation",
    "gnk",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "crispy_forms",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "simple_history",
]

MIDDLEWARE = [
    "publication.languages.language_is_in_the_address",
    "publication.finished_pages.FinishedPages",
    "gnk.middleware.requests_are_noted",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "gnk.middleware.refuse_malformed",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "gnk.middleware.nothing_kept_behind_the_sign_in",
    "accounts.middleware.idle_sessions_end",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "editing.middleware.back_to_the_form",
    "editing.middleware.draft_receipts",
    "editing.middleware.UnexpectedRefusals",
]

if not DEBUG:
    # The development server serves static files itself, from where they are edited.
    MIDDLEWARE.insert(4, "whitenoise.middleware.WhiteNoiseMiddleware")

ROOT_URLCONF = "gnk.urls"
WSGI_APPLICATION = "gnk.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.context_processors.rights",
                "strategy.context_processors.installation",
            ],
            "builtins": ["kern.templatetags.kern"],
        },
    }
]
FORM_RENDERER = "editing.forms.texts.FormRenderer"
CRISPY_ALLOWED_TEMPLATE_PACKS = "kern"
CRISPY_TEMPLATE_PACK = "kern"
CRISPY_FAIL_SILENTLY = False

DATABASES = {"default": env.db("GNK_DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'var' / 'gnk.sqlite3'}")}
if "%2f" in DATABASES["default"].get("HOST", "").lower():
    # The folder of a socket, as libpq writes it in an address; a host name would come in small letters.
    _host = urlsplit(env.str("GNK_DATABASE_URL")).netloc.rpartition("@")[2]
    DATABASES["default"]["HOST"] = unquote(_host.partition(":")[0])
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Writers queue up instead of failing: each transaction takes the write lock when it begins.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
elif env.bool("GNK_DATABASE_POOL", default=not DEBUG):
    # While the database is away nobody waits half a minute, as the pool would, to hear of it.
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"timeout": 5}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "strategy:guide"
LOGOUT_REDIRECT_URL = "publication:home"

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
# Coordination and committee office must have a second factor (accounts/middleware.py).
SECOND_FACTOR = env.bool("GNK_SECOND_FACTOR", default=True)

ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.forms.signing_in.PasswordLoginForm",
    "request_login_code": "accounts.forms.signing_in.RequestCodeForm",
    "confirm_login_code": "accounts.forms.signing_in.CodeForm",
    "confirm_password_reset_code": "accounts.forms.signing_in.ResetCodeForm",
    "reset_password": "accounts.forms.passwords.ForgottenPasswordForm",
    "reset_password_from_key": "accounts.forms.passwords.ResetPasswordForm",
    "change_password": "accounts.forms.passwords.ChangePasswordForm",
    "set_password": "accounts.forms.passwords.SetPasswordForm",
    "reauthenticate": "accounts.forms.signing_in.ConfirmPasswordForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
# Nobody signs up: accounts come from invitations, which prove the address.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_USER_DISPLAY = "accounts.adapters.name_of"
# Beside those of allauth: what one connection may write to the city. An office or a school shares one.
ACCOUNT_RATE_LIMITS = {"feedback": "10/h/ip"}

MFA_ADAPTER = "accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "accounts.forms.second_factor.AuthenticateForm",
    "reauthenticate": "accounts.forms.second_factor.ReauthenticateForm",
    "activate_totp": "accounts.forms.second_factor.ActivateAppForm",
    "login_webauthn": "accounts.forms.second_factor.LoginKeyForm",
    "authenticate_webauthn": "accounts.forms.second_factor.AuthenticateKeyForm",
    "reauthenticate_webauthn": "accounts.forms.second_factor.ReauthenticateKeyForm",
    "add_webauthn": "accounts.forms.second_factor.AddKeyForm",
    "edit_webauthn": "accounts.forms.second_factor.RenameKeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# A clock that runs half a minute wrong is common on phones.
MFA_TOTP_TOLERANCE = 1
# Passkeys on http://localhost, while developing and in the tests.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG

SOCIALACCOUNT_ADAPTER = "accounts.adapters.IdentityProviderAdapter"
# The municipality's identity provider; without an address there is none.
OIDC_SERVER_URL = env.str("GNK_OIDC_SERVER_URL", default="")
SOCIALACCOUNT_PROVIDERS = (
    {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "kommune",
                    "name": env.str("GNK_OIDC_NAME", default="Konto der Kommune"),
                    "client_id": env.str("GNK_OIDC_CLIENT_ID"),
                    "secret": env.str("GNK_OIDC_CLIENT_SECRET"),
                    "settings": {"server_url": OIDC_SERVER_URL},
                }
            ],
        }
    }
    if OIDC_SERVER_URL
    else {}
)

LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "gnk.formats"
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("kern", BASE_DIR / "node_modules" / "@kern-ux" / "native" / "dist"),
    # Made by `npm run build` and `manage.py build_assets`.
    ("bundles", BASE_DIR / "var" / "bundles"),
]
STYLE_SHEETS_IN_ONE = not DEBUG
# Uploads and exports lie outside of everything a web server hands out; views serve them.
MEDIA_ROOT = env.path("GNK_MEDIA_ROOT", default=str(BASE_DIR / "var" / "media"))
# Laid out pages of PDFs, so that a change costs one chapter; may be emptied at any time.
KEPT_PAGES = env.path("GNK_KEPT_PAGES", default=str(Path(MEDIA_ROOT).parent / "kept-pages"))
# Lay out a PDF from end to end, the slow way that the other one is compared with.
PDF_IN_ONE_PASS = env.bool("GNK_PDF_IN_ONE_PASS", default=False)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Counts attempts to sign in; all processes of an installation share it. Beside the uploads, because the folder of the
# program may be read-only.
CACHES = {
    "default": env.cache(
        "GNK_CACHE_URL",
        default="locmemcache://" if DEBUG else f"filecache://{Path(MEDIA_ROOT).parent / 'cache'}",
    )
}

# Who looks after the server: gets a mail when the worker is silent or a backup is too old.
OPERATOR_EMAIL = env.str("GNK_OPERATOR_EMAIL", default="")
# Where `run_due` puts the backup of the day; without it none is made by itself.
BACKUP_DIRECTORY = env.str("GNK_BACKUP_DIRECTORY", default="")
BACKUPS_KEPT = env.int("GNK_BACKUPS_KEPT", default=14)
# What a machine brings that reads the figures at /health/metrics; without it there are none.
METRICS_TOKEN = env.str("GNK_METRICS_TOKEN", default="")
# Who delivers the catalogue of the open data straight to GovData: an address of theirs.
DCAT_CONTRIBUTOR = env.str("GNK_DCAT_CONTRIBUTOR", default="")
# Where gaps in security are reported: mailto:… or https://…; without it there is no security.txt.
SECURITY_CONTACT = env.str("GNK_SECURITY_CONTACT", default="")

# The memory of each process for finished public pages. While developing there is none: templates change.
FINISHED_PAGES_BYTES = env.int("GNK_FINISHED_PAGES_MB", default=0 if DEBUG else 64) * 1_000_000

# The largest video in sign language, in MB; the web server in front must let it pass, too.
VIDEO_MEGABYTES = env.int("GNK_VIDEO_MB", default=50)

# So many days are kept: which mails went to whom; what undoes a table that was taken over; accounts that are closed, or
# whose invitation nobody accepted. operation/data_protection.py says it to people.
KEEP_MAILS_DAYS = env.int("GNK_KEEP_MAILS_DAYS", default=90)
KEEP_IMPORTS_DAYS = env.int("GNK_KEEP_IMPORTS_DAYS", default=90)
KEEP_CLOSED_ACCOUNTS_DAYS = env.int("GNK_KEEP_CLOSED_ACCOUNTS_DAYS", default=365)
KEEP_FEEDBACK_DAYS = env.int("GNK_KEEP_FEEDBACK_DAYS", default=365)

# What the reference of a paper looks like: J is a digit of the year, N one of the number, all else itself.
PAPER_REFERENCE_PATTERN = env.str("GNK_PAPER_REFERENCE_PATTERN", default="JJJJ/NNNN")

# Council systems in the municipality's own network that may be asked; every other address there is refused.
OPARL_TRUSTED_HOSTS = env.list("GNK_OPARL_TRUSTED_HOSTS", default=[])

TASKS = {
    "default": {
        "BACKEND": env.str("GNK_TASKS_BACKEND", default="django_tasks_db.DatabaseBackend"),
        # Each has a worker of its own: nobody waits for a sign-in code behind a PDF.
        "QUEUES": ["default", "mail"],
    }
}

# smtp://user:password@host:port, smtp+tls://… or consolemail://; in development mails are printed.
EMAIL_CONFIG = env.email("GNK_EMAIL_URL", default="consolemail://" if DEBUG else environ.Env.NOTSET)
globals().update(EMAIL_CONFIG)
# A mail server that answers nothing holds up one mail, not all behind it.
EMAIL_TIMEOUT = 60
DEFAULT_FROM_EMAIL = env.str(
    "GNK_EMAIL_FROM", default="nachhaltigkeit@localhost" if DEBUG else environ.Env.NOTSET
)

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        # KERN draws its icons as data: SVG.
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        # A browser applies this to redirects behind a form, too: the way to the identity provider.
        "form-action": [SELF, "{0.scheme}://{0.netloc}".format(urlsplit(OIDC_SERVER_URL))]
        if OIDC_SERVER_URL
        else [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEBUG
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SECURE_SSL_REDIRECT = not DEBUG
# Whoever watches the server asks it past the proxy.
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 0 if DEBUG else 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEBUG
SECURE_REFERRER_POLICY = "same-origin"
if env.bool("GNK_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # Whose attempts are counted: the address that the proxy saw.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

# "json": a line of JSON for each request and each trouble, without people, texts and addresses (gnk/logs.py);
# "plain": for whoever develops, with all words of an error.
LOG_FORMAT = env.str("GNK_LOG_FORMAT", default="plain" if DEBUG else "json")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"clients": {"()": "gnk.logs.WithoutTracesOfClients"}},
    "formatters": {"json": {"()": "gnk.logs.JsonLines"}, "plain": {}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["clients"],
            "formatter": LOG_FORMAT,
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "gnk.requests": {"level": "INFO" if LOG_FORMAT == "json" else "WARNING"},
        # The server has a handler of its own, until the application is there.
        "gunicorn.error": {"handlers": ["console"], "propagate": False},
        # WeasyPrint and fontTools report every unsupported property and every glyph table.
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
    },
}
