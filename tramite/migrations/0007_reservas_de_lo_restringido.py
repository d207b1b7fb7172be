"""What was restricted before there were reserves gets the row that says so."""

from typing import Any

from django.db import migrations


def dar_reserva(apps: Any, schema_editor: Any) -> None:
    Expediente = apps.get_model("tramite", "Expediente")
    Reserva = apps.get_model("tramite", "Reserva")
    restringidos = Expediente.objects.exclude(acceso="oficina").filter(reservas=None)
    Reserva.objects.bulk_create(
        Reserva(
            expediente=e,
            clase=e.acceso,
            fundamento="Restringido al registrarlo",
            por=e.por,
            por_posicion=e.por_posicion,
            calidad=e.calidad,
            en=e.en,
        )
        for e in restringidos.iterator()
    )


class Migration(migrations.Migration):
    dependencies = [("tramite", "0006_reserva")]

    operations = [migrations.RunPython(dar_reserva, migrations.RunPython.noop, elidable=True)]
