from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tramite', '0001_inicial'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='movimiento',
            index=models.Index(models.F('para'), models.F('vence'), models.F('en'), models.F('id'), condition=models.Q(('cerrado_en', None)), name='movimiento_por_urgencia'),
        ),
    ]
