"""The floor: what Django alone costs for the same rows, with nothing of ours.

Session, account and the seven usual middlewares, a persistent connection and a bare template: the
least that a page for someone who has logged in can be made of. It reads our tables and believes our
sessions. `gunicorn bench.piso.wsgi`.
"""

AUTENTICACION = "django.contrib.auth.backends.ModelBackend"
"""What a session must name for the floor to believe it."""
