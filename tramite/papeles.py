"""The data behind the PDFs of an expediente; the drawing is in tramite/documentos/*.typ."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from cargos.models import CargoVersion, Usuario
from ocisys.base import qr
from ocisys.base.contexto import es_demo
from ocisys.base.models import Sede
from ocisys.base.pdf import compilar
from tramite.consulta import clave_de_consulta
from tramite.hoja import tapar
from tramite.models import Actuacion, Documento, Expediente, Movimiento, Observacion

DOCUMENTOS = Path(__file__).parent / "documentos"


def cargo_pdf(expediente: Expediente) -> bytes:
    """The cargo: hora, fecha, lugar, N.º de fojas and documents (TUO LPAG art. 124.2).

    What was observed on receiving it is noted in it too (art. 125.2). Made only of what never
    changes, so the same expediente gives the same bytes, until two people correct the moment of
    filing: then it says that it replaces the earlier one, and why.
    """
    documento = expediente.documentos.select_related("tipo").get(orden=1)
    corrige = _correccion(expediente)
    return _cargo(documento, expediente, expediente.presentado_en, canal=True, corrige=corrige)


def _correccion(expediente: Expediente) -> Actuacion | None:
    """The last act that corrected when it was filed."""
    actos = expediente.actuaciones.filter(clase=Actuacion.Clase.PRESENTACION)
    return actos.select_related("por__persona").order_by("-pk").first()


def cargo_del_agregado_pdf(documento: Documento) -> bytes:
    """The cargo of what was received later in the same expediente, which is a filing too."""
    return _cargo(documento, documento.expediente, documento.en, canal=False)


def _cargo(
    documento: Documento,
    expediente: Expediente,
    presentado_en: datetime,
    *,
    canal: bool,
    corrige: Actuacion | None = None,
) -> bytes:
    """`canal`: by where it came, which is known of the first paper only.

    `corrige`: the act because of which it is issued again.
    """
    consulta = settings.OCISYS_URL.rstrip("/") + reverse("publico:consulta")
    enlace = f"{consulta}?numero={expediente.numero}"  # what the party, without an account, may see
    local = timezone.localtime(presentado_en)
    datos = comunes(expediente, enlace) | {
        "fecha": f"{local:%d/%m/%Y}",
        "hora": f"{local:%H:%M}",
        "registrado": momento(documento.en),
        "lugar": _lugar(),
        "canal": expediente.get_canal_display() if canal else "",
        "documento": _documento(documento.tipo.nombre, documento.numero, documento.fecha),
        "folios": documento.folios,
        "acompanan": documento.acompanan,
        "asunto": documento.asunto,
        "destinatario": a_quien(expediente),
        "recibio": str(documento.por),
        "calidad": documento.calidad,
        "observado": _observado_al_recibir(expediente) if canal else None,
        "clave": clave_de_consulta(expediente),
        "consulta": consulta,
        "representante": expediente.representante,
        "sustituye": _sustituye(corrige) if corrige else "",
    }
    en = corrige.en if corrige else documento.en
    return compilar(DOCUMENTOS / "cargo.typ", datos, en=en)


def _sustituye(acto: Actuacion) -> str:
    """What the cargo issued again says of the earlier one."""
    antes, despues = (acto.datos[c]["presentado"] for c in ("antes", "despues"))
    return (
        f"Sustituye al anterior, que decía presentado el {antes} h. El {momento(acto.en)} h se "
        f"corrigió al {despues} h, a pedido de una persona y por decisión de otra: {_quien(acto)}."
    )


def a_quien(expediente: Expediente) -> str:
    """The post by its name in the MOF of that day: to the party its number says nothing."""
    versiones = CargoVersion.objects.vigentes(timezone.localdate(expediente.en))
    suyas = versiones.filter(cargo__posiciones=expediente.destinatario_id)
    nombre = suyas.values_list("denominacion", flat=True).first()
    return f"Cargo {expediente.destinatario}{f', {nombre}' if nombre else ''}"


def _observado_al_recibir(expediente: Expediente) -> dict[str, Any] | None:
    """What was missing when it was registered and until when it may be cured."""
    filas = Observacion.objects.filter(expediente=expediente, en=expediente.en)
    observacion = filas.select_related("plazo").first()
    if observacion is None:
        return None
    plazo = observacion.plazo
    return {
        "faltan": list(observacion.requisitos.values_list("texto", flat=True)),
        "hasta": f"{plazo.vence_el:%d/%m/%Y}" if plazo else "",
    }


def hoja_de_ruta_pdf(expediente: Expediente, *, enlace: str, en: datetime, por: Usuario) -> bytes:
    """The hoja de ruta up to `en`: every change of hands and every act, as `por` may read it."""
    movimientos = list(expediente.movimientos.para_hoja_de_ruta())
    tapar(movimientos, por)
    pasos = [_paso(m) for m in movimientos]
    pasos += [
        {
            "en": a.en,
            "que": a.get_clase_display(),
            "de": _quien(a),
            "para": "",
            "texto": a.texto,
            "recibido": "",
        }
        for a in expediente.actuaciones.para_hoja_de_ruta()
        if a.clase != Actuacion.Clase.MARCADORES  # words of the office, for the office
    ]
    datos = comunes(expediente, enlace) | {
        "asunto": expediente.asunto,
        "presentado": momento(expediente.presentado_en),
        "estado": expediente.get_estado_display(),
        "folios": expediente.folios,
        "emitida": momento(en),
        "pasos": [p | {"en": momento(p["en"])} for p in sorted(pasos, key=lambda p: p["en"])],
    }
    return compilar(DOCUMENTOS / "hoja_de_ruta.typ", datos, en=en)


def comunes(expediente: Expediente, enlace: str) -> dict[str, Any]:
    """What every paper of an expediente carries; `enlace` is what its QR opens."""
    return {
        "ficticio": es_demo(),
        "numero": expediente.numero,
        "remitente": expediente.remitente_nombre,
        "qr": qr.svg(enlace).decode(),
        "qr_texto": enlace,
        "pie": f"Expediente {expediente.numero}",
    }


def _paso(movimiento: Movimiento) -> dict[str, Any]:
    solo = getattr(movimiento, "nombrados", "")
    partes = (
        str(movimiento.proveido or ""),
        movimiento.texto,
        movimiento.motivo,
        f"Indicaciones sólo para los cargos {solo}" if solo else "",
    )
    return {
        "en": movimiento.en,
        "que": movimiento.rotulo,
        "de": _quien(movimiento),
        "para": f"Cargo {movimiento.para}",
        "texto": ". ".join(p for p in partes if p),
        "recibido": _recibido(movimiento),
    }


def _recibido(movimiento: Movimiento) -> str:
    """When it was received, and the folder signed for, with how many folios."""
    recibido = momento(movimiento.recibido_en) if movimiento.recibido_en else ""
    fisico = movimiento.acuse_fisico
    if fisico is None:
        return recibido
    return f"{recibido}. Físico: {fisico}, firmó {_quien(fisico)}, {momento(fisico.en)}".lstrip(
        ". "
    )


def _quien(acto: Any) -> str:
    return f"{acto.por} ({acto.calidad})"


def _documento(tipo: str, numero: str, fecha: Any) -> str:
    texto = f"{tipo} N.º {numero}" if numero else tipo
    return f"{texto}, del {fecha:%d/%m/%Y}" if fecha else texto


def momento(cuando: datetime) -> str:
    """Day and hour in Lima, as they are printed."""
    return f"{timezone.localtime(cuando):%d/%m/%Y %H:%M}"


def _lugar() -> str:
    sede = Sede.objects.filter(codigo=settings.OCISYS_SEDE).first()
    return sede.nombre if sede else settings.OCISYS_SEDE
