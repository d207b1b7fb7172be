"""The numbers by which others call an expediente: what a search by number looks into."""

from tramite.models import CodigosExternos, DatosDocumento, Expediente

CODIGOS = ("cuo", "cuo_referencia", "cud", "numero_sgd")


def referencias_de(expediente: Expediente) -> str:
    """Numbers of its documents, codes of other systems and what its documents refer to.

    Made anew, so that a code that was corrected no longer finds it.
    """
    partes = list(expediente.documentos.order_by("orden").values_list("numero", flat=True))
    codigos = CodigosExternos.objects.filter(expediente=expediente).first()
    partes += [getattr(codigos, campo, "") for campo in CODIGOS]
    ultimos = DatosDocumento.objects.filter(documento__expediente=expediente)
    ultimos = ultimos.order_by("documento_id", "-pk").distinct("documento_id")
    partes += ultimos.values_list("referencia", flat=True)
    return " ".join(dict.fromkeys(p for p in partes if p))
