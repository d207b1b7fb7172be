from django.db import migrations

# Twin of convenios.plazos.fin_por_duracion; immutable, so that the column can be generated from it.
FIN_INICIAL = """
create or replace function convenio_fin_inicial(
    plazo text, fecha_fin date, inicio date, duracion integer, unidad text
) returns date language sql immutable parallel safe as $$
    select case plazo
        when 'fecha' then fecha_fin
        when 'duracion' then case unidad
            when 'dias' then inicio + duracion
            when 'meses' then (inicio + make_interval(months => duracion))::date
            when 'anios' then (inicio + make_interval(years => duracion))::date
        end
    end
$$;
"""

# Called by the trigger «caduca_foto» of every table that a foto is made from. Who is taking a foto
# holds the convenio's row (convenios.fotos.asegurar): the lock here waits, and then finds the foto.
CADUCA = """
create function convenios_foto_caduca(cual bigint) returns void language plpgsql as $$
begin
    perform 1 from convenios_convenio where id = cual for key share;
    delete from convenios_fotocarga c using convenios_fotoconvenio f
        where c.foto_id = f.id and f.convenio_id = cual;
    delete from convenios_fotoconvenio where convenio_id = cual;
end
$$;
"""

# Compiling a query costs more than running it here: on 10,000 agreements the sums of twenty of them
# took 65 ms with JIT and 4 ms without. It holds for new connections; an account that does not own
# the database leaves it to its administrator.
SIN_JIT = """
do $$ begin
    execute format('alter database %I set jit = off', current_database());
exception when insufficient_privilege then
    raise notice 'jit stays on: this account does not own the database';
end $$;
"""
CON_JIT = """
do $$ begin
    execute format('alter database %I reset jit', current_database());
exception when insufficient_privilege then null;
end $$;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []

    operations = [
        migrations.RunSQL(
            FIN_INICIAL, "drop function convenio_fin_inicial(text, date, date, integer, text)"
        ),
        migrations.RunSQL(CADUCA, "drop function convenios_foto_caduca(bigint)"),
        migrations.RunSQL(SIN_JIT, CON_JIT),
    ]
