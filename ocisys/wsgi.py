"""The application as a web server runs it: `gunicorn --preload ocisys.wsgi`."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ocisys.settings")

application = get_wsgi_application()

# The routes bring most of the modules. Loaded here and not with the first request, they are one
# copy for all the workers; frozen, the collector does not touch their pages and unshare them.
get_resolver().url_patterns  # noqa: B018
gc.collect()
gc.freeze()
