import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import tramite.models.remitente
from django.conf import settings
from django.db import migrations, models

from ocisys.base.migraciones import juntar


class Migration(migrations.Migration):

    dependencies = [
        ('cargos', '0004_alta_direccion'),
        ('convenios', '0009_citas_lugares_y_meses'),
        ('tramite', '0010_pedidos_y_lecturas_motivadas'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = juntar([
        migrations.CreateModel(
            name='AsistenteCita',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'ordering': ['posicion__nro_orden'],
            },
        ),
        migrations.CreateModel(
            name='Atencion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('calidad', models.CharField(max_length=80, verbose_name='en calidad de')),
                ('en', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='momento')),
                ('medio', models.CharField(choices=[('ventanilla', 'En ventanilla'), ('telefono', 'Llamaron'), ('saliente', 'Llamamos')], max_length=10)),
                ('quien', models.CharField(max_length=160, verbose_name='quién')),
                ('dni', models.CharField(blank=True, max_length=8, validators=[tramite.models.remitente.validar_dni], verbose_name='DNI')),
                ('telefono', models.CharField(blank=True, max_length=30, verbose_name='teléfono')),
                ('asunto', models.CharField(max_length=200)),
                ('respuesta', models.CharField(blank=True, max_length=400, verbose_name='qué se le dijo')),
                ('minutos', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('volver_en', models.DateTimeField(blank=True, null=True, verbose_name='volver a llamar')),
                ('recordada_en', models.DateTimeField(editable=False, null=True)),
            ],
            options={
                'verbose_name': 'atención',
                'verbose_name_plural': 'atenciones',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Cita',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('calidad', models.CharField(max_length=80, verbose_name='en calidad de')),
                ('en', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='momento')),
                ('con', models.CharField(max_length=200, verbose_name='con quién')),
                ('asunto', models.CharField(max_length=200)),
                ('inicia', models.DateTimeField()),
                ('termina', models.DateTimeField()),
                ('lugar', models.CharField(choices=[('oficina', 'En la oficina'), ('virtual', 'Virtual'), ('fuera', 'Fuera de la oficina')], default='oficina', max_length=8)),
                ('donde', models.CharField(blank=True, max_length=300, verbose_name='sala, enlace o dirección')),
                ('estado', models.CharField(choices=[('pedida', 'Pedida'), ('confirmada', 'Confirmada'), ('realizada', 'Realizada'), ('no_asistio', 'No asistió'), ('cancelada', 'Cancelada'), ('reprogramada', 'Reprogramada')], default='pedida', editable=False, max_length=12)),
                ('resultado', models.CharField(blank=True, editable=False, max_length=300)),
                ('recordada_en', models.DateTimeField(editable=False, null=True)),
            ],
            options={
                'ordering': ['inicia', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ConformidadUtil',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('calidad', models.CharField(max_length=80, verbose_name='en calidad de')),
                ('en', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='momento')),
                ('conforme', models.BooleanField()),
                ('nota', models.CharField(blank=True, max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name='ConteoUtil',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('calidad', models.CharField(max_length=80, verbose_name='en calidad de')),
                ('en', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='momento')),
                ('nota', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'verbose_name': 'inventario de útiles',
                'verbose_name_plural': 'inventarios de útiles',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='MovimientoUtil',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('calidad', models.CharField(max_length=80, verbose_name='en calidad de')),
                ('en', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='momento')),
                ('clase', models.CharField(choices=[('entrada', 'Entrada'), ('salida', 'Entrega'), ('ajuste', 'Ajuste por inventario')], max_length=8)),
                ('cantidad', models.IntegerField()),
                ('documento', models.CharField(blank=True, max_length=120)),
                ('proveedor', models.CharField(blank=True, max_length=160)),
                ('motivo', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'verbose_name': 'movimiento de útiles',
                'verbose_name_plural': 'movimientos de útiles',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='PasoCita',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('calidad', models.CharField(max_length=80, verbose_name='en calidad de')),
                ('en', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='momento')),
                ('a', models.CharField(choices=[('pedida', 'Pedida'), ('confirmada', 'Confirmada'), ('realizada', 'Realizada'), ('no_asistio', 'No asistió'), ('cancelada', 'Cancelada'), ('reprogramada', 'Reprogramada')], max_length=12, verbose_name='pasa a')),
                ('texto', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='PedidoUtil',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('calidad', models.CharField(max_length=80, verbose_name='en calidad de')),
                ('en', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='momento')),
                ('cantidad', models.PositiveIntegerField()),
                ('motivo', models.CharField(blank=True, max_length=200, verbose_name='para qué')),
                ('cerrado_en', models.DateTimeField(editable=False, null=True)),
                ('cierre', models.CharField(blank=True, editable=False, max_length=200, verbose_name='cómo terminó')),
            ],
            options={
                'verbose_name': 'pedido de útiles',
                'verbose_name_plural': 'pedidos de útiles',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='RenglonConteo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('segun_kardex', models.IntegerField()),
                ('contado', models.PositiveIntegerField()),
                ('motivo', models.CharField(blank=True, max_length=200, verbose_name='por qué difiere')),
            ],
            options={
                'ordering': ['util__nombre'],
            },
        ),
        migrations.CreateModel(
            name='Util',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nombre', models.CharField(max_length=120)),
                ('unidad', models.CharField(help_text='Como se cuenta: unidad, caja, millar.', max_length=30)),
                ('minimo', models.PositiveIntegerField(help_text='Con menos se pide reposición.', verbose_name='mínimo')),
                ('ubicacion', models.CharField(blank=True, max_length=120, verbose_name='dónde se guarda')),
                ('activo', models.BooleanField(default=True, verbose_name='se usa')),
            ],
            options={
                'verbose_name': 'útil',
                'verbose_name_plural': 'útiles',
                'ordering': ['nombre'],
            },
        ),
        migrations.CreateModel(
            name='UtilEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('nombre', models.CharField(max_length=120)),
                ('unidad', models.CharField(help_text='Como se cuenta: unidad, caja, millar.', max_length=30)),
                ('minimo', models.PositiveIntegerField(help_text='Con menos se pide reposición.', verbose_name='mínimo')),
                ('ubicacion', models.CharField(blank=True, max_length=120, verbose_name='dónde se guarda')),
                ('activo', models.BooleanField(default=True, verbose_name='se usa')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='llamada',
            name='llamada_intangible',
        ),
        migrations.AddField(
            model_name='llamada',
            name='medio',
            field=models.CharField(choices=[('telefono', 'Por teléfono'), ('ventanilla', 'En ventanilla')], db_default='telefono', default='telefono', max_length=10),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='llamada',
            trigger=pgtrigger.compiler.Trigger(name='llamada_intangible', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."por_id" IS DISTINCT FROM (NEW."por_id") OR OLD."por_posicion_id" IS DISTINCT FROM (NEW."por_posicion_id") OR OLD."calidad" IS DISTINCT FROM (NEW."calidad") OR OLD."en" IS DISTINCT FROM (NEW."en") OR OLD."medio" IS DISTINCT FROM (NEW."medio") OR OLD."consulta" IS DISTINCT FROM (NEW."consulta") OR OLD."respuesta" IS DISTINCT FROM (NEW."respuesta") OR OLD."numeros" IS DISTINCT FROM (NEW."numeros"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='4a1a926304ad0029680df6682b717208b23d588c', operation='UPDATE', pgid='pgtrigger_llamada_intangible_cec4a', table='tramite_llamada', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='asistentecita',
            name='posicion',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cargos.posicion'),
        ),
        migrations.AddField(
            model_name='atencion',
            name='expediente',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='atenciones', to='tramite.expediente'),
        ),
        migrations.AddField(
            model_name='atencion',
            name='por',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='por'),
        ),
        migrations.AddField(
            model_name='atencion',
            name='por_posicion',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cargos.posicion', verbose_name='desde el cargo'),
        ),
        migrations.AddField(
            model_name='atencion',
            name='vuelve_de',
            field=models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='vuelta', to='tramite.atencion'),
        ),
        migrations.AddField(
            model_name='cita',
            name='convenio',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='convenios.convenio'),
        ),
        migrations.AddField(
            model_name='cita',
            name='expediente',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='citas', to='tramite.expediente'),
        ),
        migrations.AddField(
            model_name='cita',
            name='por',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='por'),
        ),
        migrations.AddField(
            model_name='cita',
            name='por_posicion',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cargos.posicion', verbose_name='desde el cargo'),
        ),
        migrations.AddField(
            model_name='cita',
            name='reemplaza',
            field=models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reemplazo', to='tramite.cita'),
        ),
        migrations.AddField(
            model_name='cita',
            name='remitente',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='citas', to='tramite.remitente'),
        ),
        migrations.AddField(
            model_name='asistentecita',
            name='cita',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='asistentes', to='tramite.cita'),
        ),
        migrations.AddField(
            model_name='conformidadutil',
            name='por',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='por'),
        ),
        migrations.AddField(
            model_name='conformidadutil',
            name='por_posicion',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cargos.posicion', verbose_name='desde el cargo'),
        ),
        migrations.AddField(
            model_name='conteoutil',
            name='por',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='por'),
        ),
        migrations.AddField(
            model_name='conteoutil',
            name='por_posicion',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cargos.posicion', verbose_name='desde el cargo'),
        ),
        migrations.AddField(
            model_name='movimientoutil',
            name='conteo',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ajustes', to='tramite.conteoutil'),
        ),
        migrations.AddField(
            model_name='movimientoutil',
            name='por',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='por'),
        ),
        migrations.AddField(
            model_name='movimientoutil',
            name='por_posicion',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cargos.posicion', verbose_name='desde el cargo'),
        ),
        migrations.AddField(
            model_name='conformidadutil',
            name='movimiento',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='conformidad', to='tramite.movimientoutil'),
        ),
        migrations.AddField(
            model_name='pasocita',
            name='cita',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pasos', to='tramite.cita'),
        ),
        migrations.AddField(
            model_name='pasocita',
            name='por',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='por'),
        ),
        migrations.AddField(
            model_name='pasocita',
            name='por_posicion',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cargos.posicion', verbose_name='desde el cargo'),
        ),
        migrations.AddField(
            model_name='pedidoutil',
            name='cerrado_por',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='pedidoutil',
            name='para',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='para quién'),
        ),
        migrations.AddField(
            model_name='pedidoutil',
            name='por',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='por'),
        ),
        migrations.AddField(
            model_name='pedidoutil',
            name='por_posicion',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cargos.posicion', verbose_name='desde el cargo'),
        ),
        migrations.AddField(
            model_name='movimientoutil',
            name='pedido',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entregas', to='tramite.pedidoutil'),
        ),
        migrations.AddField(
            model_name='renglonconteo',
            name='conteo',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='renglones', to='tramite.conteoutil'),
        ),
        migrations.AddConstraint(
            model_name='util',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('nombre'), name='util_nombre_unico', violation_error_message='Ya hay un útil con ese nombre.'),
        ),
        migrations.AddField(
            model_name='renglonconteo',
            name='util',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tramite.util'),
        ),
        migrations.AddField(
            model_name='pedidoutil',
            name='util',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pedidos', to='tramite.util'),
        ),
        migrations.AddField(
            model_name='movimientoutil',
            name='util',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='movimientos', to='tramite.util'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='util',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "tramite_utilevent" ("activo", "id", "minimo", "nombre", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ubicacion", "unidad") VALUES (NEW."activo", NEW."id", NEW."minimo", NEW."nombre", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."ubicacion", NEW."unidad"); RETURN NULL;', hash='880454811fe225ad9fc627862fa80d6deabe612f', operation='INSERT', pgid='pgtrigger_insert_insert_77a58', table='tramite_util', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='util',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "tramite_utilevent" ("activo", "id", "minimo", "nombre", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ubicacion", "unidad") VALUES (NEW."activo", NEW."id", NEW."minimo", NEW."nombre", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."ubicacion", NEW."unidad"); RETURN NULL;', hash='23b0f215db5492fabe95c538bc6f82a7a3842833', operation='UPDATE', pgid='pgtrigger_update_update_fafe6', table='tramite_util', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='util',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "tramite_utilevent" ("activo", "id", "minimo", "nombre", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ubicacion", "unidad") VALUES (OLD."activo", OLD."id", OLD."minimo", OLD."nombre", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."ubicacion", OLD."unidad"); RETURN NULL;', hash='a1dab2ef826621089f47f3d9b5961f56ce489d28', operation='DELETE', pgid='pgtrigger_delete_delete_32d79', table='tramite_util', when='AFTER')),
        ),
        migrations.AddField(
            model_name='utilevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='tramite.util'),
        ),
        migrations.AddIndex(
            model_name='atencion',
            index=models.Index(models.F('por'), models.OrderBy(models.F('id'), descending=True), name='atencion_de_quien_atiende'),
        ),
        migrations.AddConstraint(
            model_name='atencion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('quien', ''), _negated=True), models.Q(('asunto', ''), _negated=True)), name='atencion_de_alguien'),
        ),
        migrations.AddConstraint(
            model_name='atencion',
            constraint=models.CheckConstraint(condition=models.Q(('volver_en', None), ('medio', 'saliente'), _connector='OR'), name='atencion_se_vuelve_a_llamar'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='atencion',
            trigger=pgtrigger.compiler.Trigger(name='atencion_intangible', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."por_id" IS DISTINCT FROM (NEW."por_id") OR OLD."por_posicion_id" IS DISTINCT FROM (NEW."por_posicion_id") OR OLD."calidad" IS DISTINCT FROM (NEW."calidad") OR OLD."en" IS DISTINCT FROM (NEW."en") OR OLD."medio" IS DISTINCT FROM (NEW."medio") OR OLD."quien" IS DISTINCT FROM (NEW."quien") OR OLD."dni" IS DISTINCT FROM (NEW."dni") OR OLD."telefono" IS DISTINCT FROM (NEW."telefono") OR OLD."asunto" IS DISTINCT FROM (NEW."asunto") OR OLD."respuesta" IS DISTINCT FROM (NEW."respuesta") OR OLD."expediente_id" IS DISTINCT FROM (NEW."expediente_id") OR OLD."minutos" IS DISTINCT FROM (NEW."minutos") OR OLD."volver_en" IS DISTINCT FROM (NEW."volver_en") OR OLD."vuelve_de_id" IS DISTINCT FROM (NEW."vuelve_de_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='5edc51640d4069bf817a2a92e3a7da8cd96b50e2', operation='UPDATE', pgid='pgtrigger_atencion_intangible_90de7', table='tramite_atencion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='atencion',
            trigger=pgtrigger.compiler.Trigger(name='atencion_no_se_borra', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='c5fa7577893631c1d94fafc9f82e1fabe6cb7c77', operation='DELETE', pgid='pgtrigger_atencion_no_se_borra_6301b', table='tramite_atencion', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='cita',
            index=models.Index(models.F('inicia'), models.F('id'), name='cita_por_hora'),
        ),
        migrations.AddConstraint(
            model_name='cita',
            constraint=models.CheckConstraint(condition=models.Q(('termina__gt', models.F('inicia'))), name='cita_en_orden', violation_error_message='La cita termina antes de empezar.'),
        ),
        migrations.AddConstraint(
            model_name='cita',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('con', ''), _negated=True), models.Q(('asunto', ''), _negated=True)), name='cita_con_alguien'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cita',
            trigger=pgtrigger.compiler.Trigger(name='cita_intangible', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."por_id" IS DISTINCT FROM (NEW."por_id") OR OLD."por_posicion_id" IS DISTINCT FROM (NEW."por_posicion_id") OR OLD."calidad" IS DISTINCT FROM (NEW."calidad") OR OLD."en" IS DISTINCT FROM (NEW."en") OR OLD."con" IS DISTINCT FROM (NEW."con") OR OLD."remitente_id" IS DISTINCT FROM (NEW."remitente_id") OR OLD."asunto" IS DISTINCT FROM (NEW."asunto") OR OLD."inicia" IS DISTINCT FROM (NEW."inicia") OR OLD."termina" IS DISTINCT FROM (NEW."termina") OR OLD."lugar" IS DISTINCT FROM (NEW."lugar") OR OLD."donde" IS DISTINCT FROM (NEW."donde") OR OLD."expediente_id" IS DISTINCT FROM (NEW."expediente_id") OR OLD."convenio_id" IS DISTINCT FROM (NEW."convenio_id") OR OLD."reemplaza_id" IS DISTINCT FROM (NEW."reemplaza_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='b722b9528898cd7fcc73c4522da11c9867b67644', operation='UPDATE', pgid='pgtrigger_cita_intangible_0c50a', table='tramite_cita', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cita',
            trigger=pgtrigger.compiler.Trigger(name='cita_termina_una_vez', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."estado" IN (\'cancelada\', \'no_asistio\', \'realizada\', \'reprogramada\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='df0b09d80acd5661b237ad013a2cc31a570f2cee', operation='UPDATE', pgid='pgtrigger_cita_termina_una_vez_9d3ac', table='tramite_cita', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cita',
            trigger=pgtrigger.compiler.Trigger(name='cita_no_se_borra', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='960f2c031c949b91f36ddd861c6794bcfa731f33', operation='DELETE', pgid='pgtrigger_cita_no_se_borra_c73fb', table='tramite_cita', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='asistentecita',
            constraint=models.UniqueConstraint(fields=('cita', 'posicion'), name='asistente_una_vez'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='asistentecita',
            trigger=pgtrigger.compiler.Trigger(name='asistente_intangible', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='79d18e09a467de0e5bd9b4c40f5963b6de894701', operation='UPDATE OR DELETE', pgid='pgtrigger_asistente_intangible_41c7a', table='tramite_asistentecita', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conteoutil',
            trigger=pgtrigger.compiler.Trigger(name='conteo_util_intangible', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='56a600b2409f0fa639d40046b287974073af4109', operation='UPDATE OR DELETE', pgid='pgtrigger_conteo_util_intangible_bd1b1', table='tramite_conteoutil', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='conformidadutil',
            constraint=models.CheckConstraint(condition=models.Q(('conforme', True), models.Q(('nota', ''), _negated=True), _connector='OR'), name='disconformidad_dice_por_que'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conformidadutil',
            trigger=pgtrigger.compiler.Trigger(name='conformidad_util_intangible', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='bd319a79319be25a6cad6f9afedde19aa053d6db', operation='UPDATE OR DELETE', pgid='pgtrigger_conformidad_util_intangible_d4ad2', table='tramite_conformidadutil', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pasocita',
            trigger=pgtrigger.compiler.Trigger(name='paso_cita_intangible', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='45ba0fe38de8fe2fd90a7993ab8409331d794f43', operation='UPDATE OR DELETE', pgid='pgtrigger_paso_cita_intangible_738a1', table='tramite_pasocita', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='renglonconteo',
            constraint=models.UniqueConstraint(fields=('conteo', 'util'), name='renglon_conteo_una_vez'),
        ),
        migrations.AddConstraint(
            model_name='renglonconteo',
            constraint=models.CheckConstraint(condition=models.Q(('contado', models.F('segun_kardex')), models.Q(('motivo', ''), _negated=True), _connector='OR'), name='renglon_conteo_que_difiere_dice_por_que'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='renglonconteo',
            trigger=pgtrigger.compiler.Trigger(name='renglon_conteo_intangible', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='447d068753b3edae059f61ed55f3841f486b6ea8', operation='UPDATE OR DELETE', pgid='pgtrigger_renglon_conteo_intangible_9d553', table='tramite_renglonconteo', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='pedidoutil',
            index=models.Index(models.F('id'), condition=models.Q(('cerrado_en', None)), name='pedido_util_pendiente'),
        ),
        migrations.AddConstraint(
            model_name='pedidoutil',
            constraint=models.CheckConstraint(condition=models.Q(('cantidad__gte', 1)), name='pedido_util_de_algo'),
        ),
        migrations.AddConstraint(
            model_name='pedidoutil',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cerrado_en', None), ('cerrado_por', None), ('cierre', '')), models.Q(('cerrado_en__isnull', False), ('cerrado_por__isnull', False), models.Q(('cierre', ''), _negated=True)), _connector='OR'), name='pedido_util_cerrado_por_alguien'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pedidoutil',
            trigger=pgtrigger.compiler.Trigger(name='pedido_util_intangible', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."por_id" IS DISTINCT FROM (NEW."por_id") OR OLD."por_posicion_id" IS DISTINCT FROM (NEW."por_posicion_id") OR OLD."calidad" IS DISTINCT FROM (NEW."calidad") OR OLD."en" IS DISTINCT FROM (NEW."en") OR OLD."util_id" IS DISTINCT FROM (NEW."util_id") OR OLD."cantidad" IS DISTINCT FROM (NEW."cantidad") OR OLD."para_id" IS DISTINCT FROM (NEW."para_id") OR OLD."motivo" IS DISTINCT FROM (NEW."motivo"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='349ebe12252c2d6b90fd0551ed15f5fa527a8928', operation='UPDATE', pgid='pgtrigger_pedido_util_intangible_bbb21', table='tramite_pedidoutil', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pedidoutil',
            trigger=pgtrigger.compiler.Trigger(name='pedido_util_se_cierra_una_vez', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."cerrado_en" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='82228cfdbb82507bc36e16f42db89a94b7b2f1f3', operation='UPDATE', pgid='pgtrigger_pedido_util_se_cierra_una_vez_25709', table='tramite_pedidoutil', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pedidoutil',
            trigger=pgtrigger.compiler.Trigger(name='pedido_util_no_se_borra', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='db94fd524bc42a5d1cb1fa85924b21d0beb06660', operation='DELETE', pgid='pgtrigger_pedido_util_no_se_borra_53cfe', table='tramite_pedidoutil', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='movimientoutil',
            index=models.Index(models.F('util'), models.OrderBy(models.F('id'), descending=True), name='movimiento_util_por_util'),
        ),
        migrations.AddConstraint(
            model_name='movimientoutil',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cantidad__gt', 0), ('clase', 'entrada'), ('conteo', None), ('pedido', None), models.Q(('documento', ''), _negated=True)), models.Q(('cantidad__lt', 0), ('clase', 'salida'), ('conteo', None), ('pedido__isnull', False)), models.Q(('clase', 'ajuste'), ('conteo__isnull', False), ('pedido', None), models.Q(('cantidad', 0), _negated=True), models.Q(('motivo', ''), _negated=True)), _connector='OR'), name='movimiento_util_de_su_clase'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='movimientoutil',
            trigger=pgtrigger.compiler.Trigger(name='movimiento_util_intangible', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e751802e8742695a9352991ede814adf9d93de49', operation='UPDATE OR DELETE', pgid='pgtrigger_movimiento_util_intangible_7adb2', table='tramite_movimientoutil', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='movimientoutil',
            trigger=pgtrigger.compiler.Trigger(name='movimiento_util_nunca_negativo', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    PERFORM 1 FROM tramite_util WHERE id = NEW.util_id FOR UPDATE;\n                    IF (SELECT COALESCE(SUM(cantidad), 0) FROM tramite_movimientoutil\n                        WHERE util_id = NEW.util_id) + NEW.cantidad < 0 THEN\n                        RAISE EXCEPTION 'no hay tanto de ese útil';\n                    END IF;\n                    RETURN NEW;\n                ", hash='8b6154378e87b9bd8a5463e6ad9995901997624d', operation='INSERT', pgid='pgtrigger_movimiento_util_nunca_negativo_8c964', table='tramite_movimientoutil', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='utilevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8cd400ead6ec33f4e34ee12d7df8c96692565ef7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d271d', table='tramite_utilevent', when='BEFORE')),
        ),
    ])
