"""Settings and application of the floor; everything that is not needed is left out."""

import os

import dj_database_url
from django.conf import settings
from django.core.wsgi import get_wsgi_application

from bench.piso import AUTENTICACION

settings.configure(
    SECRET_KEY=os.environ["SECRET_KEY"],
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF="bench.piso.vistas",
    INSTALLED_APPS=[
        "django.contrib.contenttypes",
        "django.contrib.auth",
        "django.contrib.sessions",
        "django.contrib.messages",
        "bench.piso",
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    DATABASES={"default": dj_database_url.parse(os.environ["DATABASE_URL"], conn_max_age=600)},
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    AUTH_USER_MODEL="piso.Cuenta",
    AUTHENTICATION_BACKENDS=[AUTENTICACION],
    SESSION_COOKIE_NAME="sesion",
    CSRF_COOKIE_NAME="csrf",
    USE_TZ=True,
    TIME_ZONE="America/Lima",
    USE_I18N=False,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)
application = get_wsgi_application()
