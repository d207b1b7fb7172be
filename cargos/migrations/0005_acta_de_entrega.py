import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('base', '0003_de_personas'),
        ('cargos', '0004_alta_direccion'),
    ]

    operations = [
        migrations.CreateModel(
            name='ActaEntrega',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('firmado_por', models.CharField(blank=True, max_length=200, verbose_name='firmada por el agente')),
                ('archivo', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='base.archivo')),
                ('entrega', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='acta', to='cargos.entregacargo')),
            ],
            options={
                'verbose_name': 'acta de entrega sellada',
                'verbose_name_plural': 'actas de entrega selladas',
            },
        ),
    ]
