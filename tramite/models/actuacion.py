"""Acts on an expediente that are not a change of hands: answer, filing, annulment… Append-only."""

import pgtrigger
from django.db import models

from cargos.models import Acto
from tramite.estados import Estado
from tramite.models.documento import INTANGIBLE, Documento
from tramite.models.expediente import Expediente


class ActuacionQuerySet(models.QuerySet["Actuacion"]):
    def para_hoja_de_ruta(self) -> "ActuacionQuerySet":
        """What the hoja de ruta shows, in order."""
        return self.select_related("documento__tipo", "por_posicion", "por__persona").order_by(
            "en", "pk"
        )


class Actuacion(Acto):
    """What was done, why, and from which state to which."""

    class Clase(models.TextChoices):
        ATENCION = "atencion", "Atención"
        CIERRE = "cierre", "Cierre"
        ARCHIVO = "archivo", "Archivo"
        ANULACION = "anulacion", "Anulación"
        REAPERTURA = "reapertura", "Reapertura"
        RECTIFICACION = "rectificacion", "Rectificación"
        ANEXO = "anexo", "Documento agregado"
        RESTRICCION = "restriccion", "Restricción de acceso"
        OBSERVACION = "observacion", "Observación"
        SUBSANACION = "subsanacion", "Subsanación"
        NO_PRESENTADO = "no_presentado", "Tenido por no presentado"
        ESPERA = "espera", "Espera"
        RETOMA = "retoma", "Se retoma"
        PRORROGA = "prorroga", "Prórroga"
        RECALCULO = "recalculo", "Nuevo cómputo del plazo"
        ACUMULACION = "acumulacion", "Acumulación"
        EMISION = "emision", "Documento emitido"
        DESPACHO = "despacho", "Despacho de la respuesta"
        DESGLOSE = "desglose", "Desglose"
        PRESTAMO = "prestamo", "Préstamo del físico"
        DEVUELTO = "devuelto", "Devolución del físico"
        TRANSFERENCIA = "transferencia", "Transferencia al archivo central"
        ORDEN = "orden", "Orden de ingreso alterado"
        CODIGOS = "codigos", "Códigos de otros sistemas"
        RESPONSABLE = "responsable", "Responsable"
        MARCADORES = "marcadores", "Marcadores"
        DATOS_DOCUMENTO = "datos_doc", "Datos de un documento"
        PIEZAS = "piezas", "Anexos de un documento"
        VISTA = "vista", "Vista del expediente"
        REQUISITOS = "requisitos", "Requisitos revisados"
        RESPUESTA = "respuesta", "Respuesta en paralelo"
        REENCAUCE = "reencauce", "Envío a la entidad competente"
        DESISTIMIENTO = "desistimiento", "Desistimiento"
        ABANDONO = "abandono", "Abandono"
        CONSERVACION = "conservacion", "Conservación permanente"
        ELIMINACION = "eliminacion", "Eliminación autorizada por el AGN"
        VERIFICACION = "verificacion", "Digitalización verificada"
        TACHADO = "tachado", "Copia con partes ocultas"
        PLAZO = "plazo", "Plazo"
        EXTRAVIO = "extravio", "Extravío del físico"
        RECONSTRUCCION = "reconstruccion", "Reconstrucción del físico"
        AGREGACION = "agregacion", "Expediente agregado"
        PEDIDO = "pedido", "Pedido a la jefatura"
        PRESENTACION = "presentacion", "Cambio de la fecha de presentación"

    expediente = models.ForeignKey(Expediente, on_delete=models.PROTECT, related_name="actuaciones")
    clase = models.CharField(max_length=14, choices=Clase.choices)
    texto = models.CharField(max_length=1000)
    estado_antes = models.CharField(max_length=14, choices=Estado.choices)
    estado_despues = models.CharField(max_length=14, choices=Estado.choices)
    documento = models.ForeignKey(
        Documento, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    datos = models.JSONField(default=dict, blank=True)

    objects = ActuacionQuerySet.as_manager()

    class Meta:
        verbose_name = "actuación"
        verbose_name_plural = "actuaciones"
        ordering = ["en", "pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(texto=""), name="actuacion_con_texto")
        ]
        indexes = [
            models.Index(models.F("en").desc(), models.F("id").desc(), name="actuacion_reciente")
        ]
        triggers = [pgtrigger.Protect(name="actuacion_intangible", operation=INTANGIBLE)]

    def __str__(self) -> str:
        return self.get_clase_display()

    @property
    def cambios(self) -> list[tuple[str, str, str]]:
        """Field, whole value before and whole value after, of an act that corrects something."""
        antes, despues = self.datos.get("antes"), self.datos.get("despues")
        if not isinstance(antes, dict) or not isinstance(despues, dict):
            return []
        return [
            (campo[:1].upper() + campo[1:], str(valor or ""), str(despues.get(campo) or ""))
            for campo, valor in antes.items()
        ]
