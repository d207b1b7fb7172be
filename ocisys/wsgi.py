"""The application as a web server runs it: `gunicorn ocisys.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ocisys.settings")

application = get_wsgi_application()
