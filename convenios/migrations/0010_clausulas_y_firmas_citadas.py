"""What was one line of text becomes rows: the clause that a commitment cites, who signed for a party."""

from django.db import migrations


def a_filas(apps, editor):
    Compromiso = apps.get_model("convenios", "Compromiso")
    Clausula = apps.get_model("convenios", "Clausula")
    for c in Compromiso.objects.exclude(clausula_citada="").order_by("convenio", "numero"):
        c.clausula, _ = Clausula.objects.get_or_create(
            convenio_id=c.convenio_id,
            adenda_id=None,
            numero=c.clausula_citada,
            defaults={"materia": "obligaciones", "orden": c.numero},
        )
        c.save(update_fields=["clausula"])
    Firma = apps.get_model("convenios", "Firma")
    for p in apps.get_model("convenios", "Parte").objects.exclude(firmante=""):
        Firma.objects.create(
            parte=p,
            persona=p.firmante,
            cargo=p.firmante_cargo,
            facultad=p.facultad,
            fecha=p.firmado_el,
        )


def a_texto(apps, editor):
    for c in apps.get_model("convenios", "Compromiso").objects.exclude(clausula=None):
        c.clausula_citada = c.clausula.numero
        c.save(update_fields=["clausula_citada"])
    for f in apps.get_model("convenios", "Firma").objects.order_by("-pk"):
        f.parte.firmante, f.parte.firmante_cargo = f.persona, f.cargo
        f.parte.facultad, f.parte.firmado_el = f.facultad, f.fecha
        f.parte.save()


class Migration(migrations.Migration):
    dependencies = [("convenios", "0009_clausulas")]

    operations = [migrations.RunPython(a_filas, a_texto)]
