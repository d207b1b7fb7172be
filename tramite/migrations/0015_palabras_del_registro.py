"""The words of what was registered before there was a vocabulary; registering teaches the rest."""

from django.db import migrations

APRENDER = """
INSERT INTO tramite_palabra (clave, escrita)
SELECT DISTINCT ON (1) sin_tildes(p), lower(p)
FROM tramite_expediente,
    regexp_split_to_table(asunto || ' ' || remitente_nombre, '[^[:alpha:]]+') AS p
WHERE acceso = 'oficina' AND length(p) BETWEEN 4 AND 40
ORDER BY 1, 2 DESC
ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("tramite", "0014_palabra")]

    operations = [migrations.RunSQL(APRENDER, migrations.RunSQL.noop)]
