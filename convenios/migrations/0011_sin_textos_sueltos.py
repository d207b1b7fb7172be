import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("convenios", "0010_clausulas_y_firmas_citadas")]

    operations = [
        migrations.RemoveField(
            model_name='compromiso',
            name='clausula_citada',
        ),
        migrations.RemoveField(
            model_name='compromisoevent',
            name='clausula_citada',
        ),
        migrations.RemoveField(
            model_name='parte',
            name='facultad',
        ),
        migrations.RemoveField(
            model_name='parte',
            name='firmado_el',
        ),
        migrations.RemoveField(
            model_name='parte',
            name='firmante',
        ),
        migrations.RemoveField(
            model_name='parte',
            name='firmante_cargo',
        ),
        migrations.RemoveField(
            model_name='parteevent',
            name='facultad',
        ),
        migrations.RemoveField(
            model_name='parteevent',
            name='firmado_el',
        ),
        migrations.RemoveField(
            model_name='parteevent',
            name='firmante',
        ),
        migrations.RemoveField(
            model_name='parteevent',
            name='firmante_cargo',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='compromiso',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "convenios_compromisoevent" ("adenda_id", "clase", "clausula_id", "condicion", "convenio_id", "criticidad", "entregable", "es_ficticio", "exigibilidad", "id", "medio_verificacion", "numero", "obligado_id", "peso", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "responsable_id", "texto_literal", "titulo") VALUES (NEW."adenda_id", NEW."clase", NEW."clausula_id", NEW."condicion", NEW."convenio_id", NEW."criticidad", NEW."entregable", NEW."es_ficticio", NEW."exigibilidad", NEW."id", NEW."medio_verificacion", NEW."numero", NEW."obligado_id", NEW."peso", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."responsable_id", NEW."texto_literal", NEW."titulo"); RETURN NULL;', hash='1dfeea0f685a2250085aeab1374b945759b486a4', operation='INSERT', pgid='pgtrigger_insert_insert_e2c00', table='convenios_compromiso', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='compromiso',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "convenios_compromisoevent" ("adenda_id", "clase", "clausula_id", "condicion", "convenio_id", "criticidad", "entregable", "es_ficticio", "exigibilidad", "id", "medio_verificacion", "numero", "obligado_id", "peso", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "responsable_id", "texto_literal", "titulo") VALUES (NEW."adenda_id", NEW."clase", NEW."clausula_id", NEW."condicion", NEW."convenio_id", NEW."criticidad", NEW."entregable", NEW."es_ficticio", NEW."exigibilidad", NEW."id", NEW."medio_verificacion", NEW."numero", NEW."obligado_id", NEW."peso", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."responsable_id", NEW."texto_literal", NEW."titulo"); RETURN NULL;', hash='24d2f2a4f8ad831ed4c8e82acbc84156c4eb38eb', operation='UPDATE', pgid='pgtrigger_update_update_f091b', table='convenios_compromiso', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='compromiso',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "convenios_compromisoevent" ("adenda_id", "clase", "clausula_id", "condicion", "convenio_id", "criticidad", "entregable", "es_ficticio", "exigibilidad", "id", "medio_verificacion", "numero", "obligado_id", "peso", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "responsable_id", "texto_literal", "titulo") VALUES (OLD."adenda_id", OLD."clase", OLD."clausula_id", OLD."condicion", OLD."convenio_id", OLD."criticidad", OLD."entregable", OLD."es_ficticio", OLD."exigibilidad", OLD."id", OLD."medio_verificacion", OLD."numero", OLD."obligado_id", OLD."peso", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."responsable_id", OLD."texto_literal", OLD."titulo"); RETURN NULL;', hash='6f387ba249b6a07f662fbfd22f7b63d1e32919bb', operation='DELETE', pgid='pgtrigger_delete_delete_86115', table='convenios_compromiso', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='parte',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "convenios_parteevent" ("convenio_id", "denominacion_al_firmar", "id", "lado", "orden", "organizacion_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "roles") VALUES (NEW."convenio_id", NEW."denominacion_al_firmar", NEW."id", NEW."lado", NEW."orden", NEW."organizacion_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."roles"); RETURN NULL;', hash='6d5af59b360e958ec0f4c9fed39a537e26061438', operation='INSERT', pgid='pgtrigger_insert_insert_ffaa4', table='convenios_parte', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='parte',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "convenios_parteevent" ("convenio_id", "denominacion_al_firmar", "id", "lado", "orden", "organizacion_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "roles") VALUES (NEW."convenio_id", NEW."denominacion_al_firmar", NEW."id", NEW."lado", NEW."orden", NEW."organizacion_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."roles"); RETURN NULL;', hash='d10d2994faf1bbd0b59b98ba8a69472b24605287', operation='UPDATE', pgid='pgtrigger_update_update_a8744', table='convenios_parte', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='parte',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "convenios_parteevent" ("convenio_id", "denominacion_al_firmar", "id", "lado", "orden", "organizacion_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "roles") VALUES (OLD."convenio_id", OLD."denominacion_al_firmar", OLD."id", OLD."lado", OLD."orden", OLD."organizacion_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."roles"); RETURN NULL;', hash='180655a3d5e00fcb726a218511aa23f273b5fa8c', operation='DELETE', pgid='pgtrigger_delete_delete_20099', table='convenios_parte', when='AFTER')),
        ),
    ]
