from django.db import migrations, models

# The fotos are derived: those taken before do not know the new column and are taken again.
OLVIDAR = "DELETE FROM convenios_fotocarga; DELETE FROM convenios_fotoconvenio;"


class Migration(migrations.Migration):
    dependencies = [
        ("convenios", "0004_propuestas_donaciones_y_material"),
    ]

    operations = [
        migrations.CreateModel(
            name="RondaAlertas",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("dia", models.DateField(unique=True, verbose_name="día")),
                ("dadas", models.PositiveIntegerField(default=0)),
                ("revisada_en", models.DateTimeField(auto_now=True, verbose_name="revisada")),
            ],
            options={
                "verbose_name": "ronda de alertas",
                "verbose_name_plural": "rondas de alertas",
                "ordering": ["-dia"],
            },
        ),
        migrations.AddField(
            model_name="fotoconvenio",
            name="por_validar_desde",
            field=models.DateField(null=True, verbose_name="espera revisión desde"),
        ),
        migrations.RemoveIndex(model_name="ocurrencia", name="ocurrencia_vence"),
        migrations.AddIndex(
            model_name="ocurrencia",
            index=models.Index(
                fields=["fecha_exigible", "estado"],
                include=["id", "compromiso", "cambiada_el", "desde"],
                name="ocurrencia_vence",
            ),
        ),
        migrations.RunSQL(OLVIDAR, migrations.RunSQL.noop),
    ]
