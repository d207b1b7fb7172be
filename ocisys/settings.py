"""One settings file for every machine; what differs between machines comes from the environment.

| variable | meaning | default |
|---|---|---|
| SECRET_KEY | key; the process refuses to start without it (manage.py makes a local one) | – |
| DATABASE_URL | a PostgreSQL server ≥ 15; unset: the embedded one under var/ | – |
| DEBUG | 1 shows tracebacks; never in production | 0 |
| OCISYS_HOSTS | host names served, separated by commas | localhost |
| OCISYS_HTTPS | 1 behind TLS: secure cookies, redirect, HSTS | 0 |
| OCISYS_VAR | folder of work files (cluster, sealed files, key) | var/ |
| OCISYS_ESCANER | folder where the copier leaves its scans | var/escaner/ |
| OCISYS_SEDE | code of the sede whose calendar counts | lima |
| OCISYS_CORREO_URL | SMTP as smtp://user:password@host:port | files in var/correo/ |
| OCISYS_URL | address of the system, for the links of the mails | http://localhost:8000 |
| OCISYS_EXIGE_MFA | 1: an administrator works only with a second factor | 0 |
| OCISYS_PROXIES | proxies of ours in front, whose X-Forwarded-For is believed | 0 |
| OCISYS_CONFIANZA | folder of trusted certificates (.cer .crt .pem) and .crl | var/confianza |
| OCISYS_RUC | RUC of the entity, for what other systems read | empty |
| OCISYS_AGENTE | PKCS#12 of the automated agent that seals what is issued | nothing is sealed |
| OCISYS_AGENTE_CLAVE | its password |  |
| OCISYS_TSA | URL of the authority that timestamps each signature (RFC 3161) | no timestamps |
| OCISYS_PKCS11 | module (.so) of the card or token connected to the server | only .p12 and .pfx |
| OCISYS_REMITENTE | sender of the mails | no-responder@localhost |
"""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

RAIZ = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("OCISYS_VAR", RAIZ / "var"))

DEBUG = os.environ.get("DEBUG") == "1"
HTTPS = os.environ.get("OCISYS_HTTPS") == "1"

SECRET_KEY = os.environ.get("SECRET_KEY", "")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "Falta SECRET_KEY en el entorno. En una máquina propia use «python3 manage.py iniciar», "
        "que crea la clave; en producción defínala en el servicio (docs/produccion.md)."
    )
ALLOWED_HOSTS = [
    h for h in os.environ.get("OCISYS_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if h
]

# --- What it is made of ---------------------------------------------------------------------

INSTALLED_APPS = [
    "ocisys.base",
    "cargos",
    "convenios",
    "tramite",
    "cargos.administracion.AdministracionConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_include_bootstrap",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "pgtrigger",
    "pghistory",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "cargos.middleware.DireccionMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cargos.middleware.UltimoUsoMiddleware",
    "cargos.middleware.AccesoMiddleware",
    "cargos.middleware.SegundoFactorMiddleware",
    "ocisys.base.middleware.EntradaMiddleware",
    "ocisys.base.middleware.ReglaMiddleware",
    "ocisys.base.middleware.AutoriaMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "ocisys.urls"
WSGI_APPLICATION = "ocisys.wsgi.application"

_CARGADORES: list[Any] = [
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
if not DEBUG:
    _CARGADORES = [("django.template.loaders.cached.Loader", _CARGADORES)]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [RAIZ / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ocisys.base.contexto.oficina",
            ],
            "loaders": [("template_partials.loader.Loader", _CARGADORES)],
            "builtins": [
                "template_partials.templatetags.partials",
                "django_htmx.templatetags.django_htmx",
                "ocisys.base.templatetags.oci",
            ],
        },
    }
]

# --- Database -------------------------------------------------------------------------------

DATABASE_URL = os.environ.get("DATABASE_URL", "")
DATABASES: dict[str, Any]
if DATABASE_URL:
    DATABASES = {"default": dj_database_url.parse(DATABASE_URL, engine="ocisys.base.conexion")}
else:
    DATABASES = {
        "default": {
            "ENGINE": "ocisys.pgembebido",
            "NAME": "ocisys",
            "USER": "ocisys",
            "OPTIONS": {"base": VAR / "pg"},
        }
    }
# A new connection per request costs four pages out of five (measured): keep them, check them.
DATABASES["default"].update(
    CONN_MAX_AGE=600, CONN_HEALTH_CHECKS=True, ATOMIC_REQUESTS=False, TIME_ZONE="America/Lima"
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Peru -----------------------------------------------------------------------------------

LANGUAGE_CODE = "es-pe"
TIME_ZONE = "America/Lima"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["ocisys.base.formatos"]
OCISYS_SEDE = os.environ.get("OCISYS_SEDE", "lima")

# --- Files ----------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [RAIZ / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "ocisys.base.iconos.HojaFinder",
]
MEDIA_ROOT = VAR / "archivos"
STORAGES = {
    # Sealed files are served only by a view that asks who may see them: no MEDIA_URL.
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "sellados": {"BACKEND": "ocisys.base.almacen.AlmacenSellado"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# Collecting takes 4 s instead of 15: nothing asks for the names without hash, and a map is only
# fetched by a browser's inspector.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("map", "png", "ico", "woff2", "gz", "br")
OCISYS_MAX_ARCHIVO_MB = 100
OCISYS_ESCANER = Path(os.environ.get("OCISYS_ESCANER", VAR / "escaner"))
OCISYS_CONFIANZA = Path(os.environ.get("OCISYS_CONFIANZA", VAR / "confianza"))
OCISYS_RUC = os.environ.get("OCISYS_RUC", "")
OCISYS_AGENTE = os.environ.get("OCISYS_AGENTE", "")
OCISYS_AGENTE_CLAVE = os.environ.get("OCISYS_AGENTE_CLAVE", "")
OCISYS_TSA = os.environ.get("OCISYS_TSA", "")
OCISYS_PKCS11 = os.environ.get("OCISYS_PKCS11", "")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# --- Who enters -----------------------------------------------------------------------------
# Reasons in docs/decisiones/0004-acceso.md.

AUTH_USER_MODEL = "cargos.Usuario"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "cargos.autenticacion.Autenticacion",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "panel"
LOGOUT_REDIRECT_URL = "account_login"
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60  # life of the link that sets a password; also an invitation
OCISYS_EXIGE_MFA = os.environ.get("OCISYS_EXIGE_MFA") == "1"
OCISYS_PROXIES = int(os.environ.get("OCISYS_PROXIES", "0"))

ACCOUNT_ADAPTER = "cargos.adaptador.AdaptadorCuenta"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]  # the adapter lets nobody sign up
ACCOUNT_EMAIL_VERIFICATION = "none"  # the administrator writes the addresses
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Django's own: allauth's would copy every address into a table that nobody keeps up to date.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
ACCOUNT_FORMS = {
    "login": "cargos.forms.cuenta.EntrarForm",
    "change_password": "cargos.forms.cuenta.CambiarClaveForm",
    "reset_password": "cargos.forms.cuenta.OlvideClaveForm",
    "reset_password_from_key": "cargos.forms.cuenta.NuevaClaveForm",
    "reauthenticate": "cargos.forms.cuenta.ConfirmarClaveForm",
}
# Axes counts the failures of a person from one address; this counts those from all addresses and
# the wrong codes of the second factor. Other limits are allauth's own.
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip,10/5m/key"}

MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "cargos.forms.cuenta.CodigoForm",
    "reauthenticate": "cargos.forms.cuenta.ConfirmarCodigoForm",
    "activate_totp": "cargos.forms.cuenta.ActivarForm",
}
MFA_TOTP_ISSUER = "ocisys"
MFA_TOTP_TOLERANCE = 1  # telephones whose clock is off by up to 30 seconds
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody signs up, so no account has a stranger's address

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "cargos.adaptador.clave_de_bloqueo"
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "account/bloqueada.html"
# Tries of someone locked out are not written: neither the wait nor the table grows with them.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_SENSITIVE_PARAMETERS = [
    "username",
    "login",
    "oldpassword",
    "csrfmiddlewaretoken",
    "ip_address",
]
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# The limits above and the codes already used must be the same for every worker on every machine,
# and adding a key must be atomic: memory is one process's, files are one machine's and race. The
# table is unlogged, so it costs no WAL; nothing on the way of an ordinary page reads it.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_compartida",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

# --- Headers --------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    f: [] for f in ("accelerometer", "geolocation", "gyroscope", "microphone", "payment", "usb")
} | {"camera": ["self"]}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_ENGINE = "ocisys.base.sesiones"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "__Host-sesion" if HTTPS else "sesion"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = True  # pages carry the token in hx-headers and in their forms
SESSION_COOKIE_AGE = 12 * 60 * 60  # a working day; the half-filled forms are kept apart
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
CSRF_FAILURE_VIEW = "ocisys.base.errores.csrf"

# --- Mail, tasks, forms ---------------------------------------------------------------------

OCISYS_URL = os.environ.get("OCISYS_URL", "http://localhost:8000")
OCISYS_HORA_RESUMEN = 8  # of the day, in Lima: when the notices that are not urgent are mailed
DEFAULT_FROM_EMAIL = os.environ.get("OCISYS_REMITENTE", "no-responder@localhost")
# Without a mail server the mails wait as files, where an administrator can read them.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "correo"
OCISYS_CORREO = "OCISYS_CORREO_URL" in os.environ
if _correo := os.environ.get("OCISYS_CORREO_URL"):
    _partes = urlsplit(_correo)
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = _partes.hostname or "localhost"
    EMAIL_PORT = _partes.port or 25
    EMAIL_HOST_USER = unquote(_partes.username or "")
    EMAIL_HOST_PASSWORD = unquote(_partes.password or "")
    EMAIL_USE_TLS = _partes.scheme == "smtp+tls"
    EMAIL_USE_SSL = _partes.scheme == "smtps"
    EMAIL_TIMEOUT = 20

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
# In a signed cookie: in the session each "guardado" would cost two more writes to the database.
MESSAGE_STORAGE = "django.contrib.messages.storage.fallback.FallbackStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"linea": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"consola": {"class": "logging.StreamHandler", "formatter": "linea"}},
    "root": {"handlers": ["consola"], "level": "INFO"},
    "loggers": {"axes": {"level": "WARNING"}},  # failures and lockouts, not each login
}
