"""The table of the shared cache (settings.CACHES): limits of tries and codes already used.

Django's `createcachetable` would make it too, but only if someone remembers to run it. Unlogged:
after a crash it is empty, and nobody misses what it held.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cargos", "0001_inicial")]

    operations = [
        migrations.RunSQL(
            """
            CREATE UNLOGGED TABLE cache_compartida (
                cache_key varchar(255) PRIMARY KEY,
                value text NOT NULL,
                expires timestamptz NOT NULL
            );
            CREATE INDEX cache_compartida_expires ON cache_compartida (expires);
            """,
            "DROP TABLE cache_compartida",
        )
    ]
