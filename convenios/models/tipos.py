"""Words that the models of an agreement share."""

from django.db import models


class TipoInstrumento(models.TextChoices):
    """What an instrument is to us; how its own paper calls it is `denominacion`."""

    CONVENIO_BASICO = "convenio_basico", "Convenio básico o marco entre Estados"
    CANJE_NOTAS = "canje_notas", "Canje de notas"
    ACTA_COMISION = "acta_comision", "Acta de comisión mixta"
    ACUERDO_PROYECTO = "acuerdo_proyecto", "Acuerdo de proyecto"
    CARTA_CONVENIO = "carta_convenio", "Carta-convenio de cooperación técnica"
    MARCO = "marco", "Convenio marco interinstitucional"
    ESPECIFICO = "especifico", "Convenio específico"
    MEMORANDO = "memorando", "Memorándum de entendimiento"
    CARTA_INTENCION = "carta_intencion", "Carta de intención o compromiso"
    CONTRATO_DONACION = "contrato_donacion", "Contrato de donación"
    OTRO = "otro", "Otro instrumento"


MARCOS = frozenset(
    {
        TipoInstrumento.MARCO,
        TipoInstrumento.CONVENIO_BASICO,
        TipoInstrumento.ACTA_COMISION,
        TipoInstrumento.MEMORANDO,
    }
)
"""Kinds under which a convenio específico may hang."""


class Plazo(models.TextChoices):
    """How the instrument says until when it lasts; exactly one, held by a constraint."""

    FECHA = "fecha", "Hasta una fecha"
    DURACION = "duracion", "Por un tiempo"
    INDETERMINADO = "indeterminado", "Indeterminado"
    EVENTO = "evento", "Hasta que ocurra algo"
    NO_CONSTA = "no_consta", "No consta"


class Acceso(models.TextChoices):
    PUBLICO = "publico", "Público"
    INTERNO = "interno", "Interno"
    RESERVADO = "reservado", "Reservado"


class Idioma(models.TextChoices):
    """Languages in which the office signs, by their ISO 639-1 code."""

    CASTELLANO = "es", "castellano"
    QUECHUA = "qu", "quechua"
    AIMARA = "ay", "aimara"
    INGLES = "en", "inglés"
    FRANCES = "fr", "francés"
    ALEMAN = "de", "alemán"
    ITALIANO = "it", "italiano"
    PORTUGUES = "pt", "portugués"
    NEERLANDES = "nl", "neerlandés"
    SUECO = "sv", "sueco"
    CHINO = "zh", "chino"
    COREANO = "ko", "coreano"
    JAPONES = "ja", "japonés"


class Moneda(models.TextChoices):
    """Currencies of the agreements of the office, by their ISO 4217 code."""

    PEN = "PEN", "Soles (PEN)"
    USD = "USD", "Dólares estadounidenses (USD)"
    EUR = "EUR", "Euros (EUR)"
    CAD = "CAD", "Dólares canadienses (CAD)"
    CHF = "CHF", "Francos suizos (CHF)"
    CNY = "CNY", "Yuanes (CNY)"
    GBP = "GBP", "Libras esterlinas (GBP)"
    JPY = "JPY", "Yenes (JPY)"
    KRW = "KRW", "Wones (KRW)"
    SEK = "SEK", "Coronas suecas (SEK)"
    NOK = "NOK", "Coronas noruegas (NOK)"
    DKK = "DKK", "Coronas danesas (DKK)"
    BRL = "BRL", "Reales (BRL)"
    CLP = "CLP", "Pesos chilenos (CLP)"
    COP = "COP", "Pesos colombianos (COP)"
    MXN = "MXN", "Pesos mexicanos (MXN)"
    XDR = "XDR", "Derechos especiales de giro (XDR)"
