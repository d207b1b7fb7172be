"""Our tables as the floor sees them: only the columns that a row on screen needs."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

SUELTO = {"on_delete": models.DO_NOTHING, "related_name": "+"}


class Cuenta(AbstractBaseUser):
    username = models.CharField(max_length=60, unique=True)
    is_active = models.BooleanField()
    objects = BaseUserManager()
    USERNAME_FIELD = "username"

    class Meta:
        managed = False
        db_table = "cargos_usuario"


class Persona(models.Model):
    nombres = models.TextField()
    apellido_paterno = models.TextField()
    usuario = models.OneToOneField(Cuenta, models.DO_NOTHING, related_name="persona")

    class Meta:
        managed = False
        db_table = "cargos_persona"


class Nombrado(models.Model):
    nombre = models.TextField()

    class Meta:
        abstract = True


class TipoDocumento(Nombrado):
    class Meta:
        managed = False
        db_table = "tramite_tipodocumento"


class Proveido(Nombrado):
    class Meta:
        managed = False
        db_table = "tramite_proveido"


class Expediente(models.Model):
    numero = models.TextField()
    presentado_en = models.DateTimeField()
    remitente_nombre = models.TextField()
    tipo_documento = models.ForeignKey(TipoDocumento, **SUELTO)
    documento_numero = models.TextField()
    asunto = models.TextField()
    folios = models.IntegerField()
    estado = models.TextField()
    vence_el = models.DateField()

    class Meta:
        managed = False
        db_table = "tramite_expediente"


class Movimiento(models.Model):
    expediente = models.ForeignKey(Expediente, models.DO_NOTHING, related_name="movimientos")
    por = models.ForeignKey(Cuenta, **SUELTO)
    para_id = models.BigIntegerField()
    proveido = models.ForeignKey(Proveido, **SUELTO)
    en = models.DateTimeField()
    vence = models.DateField()
    cerrado_en = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "tramite_movimiento"
