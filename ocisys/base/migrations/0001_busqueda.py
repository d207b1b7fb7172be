from django.contrib.postgres.operations import (
    BtreeGistExtension,
    TrigramExtension,
    UnaccentExtension,
)
from django.db import migrations

# Extensions live in public whatever the search_path of the session, hence the full names.
SIN_TILDES = """
create or replace function sin_tildes(t text) returns text
language sql immutable strict parallel safe as
$$ select lower(public.unaccent('public.unaccent'::regdictionary, t)) $$;
"""

# ñ sorts after n (n~ is after every n + letter); other accents do not count. Accented capitals are
# listed because lower() leaves them alone where the locale is C.
ORDENA_ES = """
create or replace function ordena_es(t text) returns text
language sql immutable strict parallel safe as
$$ select replace(replace(lower(translate(
     t, 'áéíóúüàèìòùâêîôûçÁÉÍÓÚÜÀÈÌÒÙÂÊÎÔÛÇ', 'aeiouuaeiouaeioucaeiouuaeiouaeiouc'
   )), 'ñ', 'n~'), 'Ñ', 'n~') $$;
"""

ES_SIN_TILDE = """
create text search configuration es_sin_tilde (copy = pg_catalog.spanish);
alter text search configuration es_sin_tilde
  alter mapping for hword, hword_part, word with public.unaccent, pg_catalog.spanish_stem;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []

    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        BtreeGistExtension(),
        migrations.RunSQL(SIN_TILDES, "drop function sin_tildes(text)"),
        migrations.RunSQL(ORDENA_ES, "drop function ordena_es(text)"),
        migrations.RunSQL(ES_SIN_TILDE, "drop text search configuration es_sin_tilde"),
    ]
