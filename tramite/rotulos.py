"""Labels, carátula, índice digital and inventory; the drawing is in documentos/*.typ."""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils import timezone

from cargos.models import Designacion
from ocisys.base import codigos, qr
from ocisys.base.contexto import OFICINA, SIGLAS, es_demo
from ocisys.base.pdf import compilar
from tramite.etiquetas import Etiqueta
from tramite.folios import Tomo, en_su_tomo, tomos_de
from tramite.models import (
    Documento,
    Expediente,
    FormatoEtiqueta,
    PiezaAnexa,
    Transferencia,
    Transferido,
)
from tramite.models.formato_etiqueta import DE_FABRICA

DOCUMENTOS = Path(__file__).parent / "documentos"


TAMANIOS = tuple(DE_FABRICA)


def formato_de(tamanio: str) -> FormatoEtiqueta:
    """That size as the office adjusted it; as it came while its catalogue is not loaded."""
    return FormatoEtiqueta.objects.filter(codigo=tamanio).first() or DE_FABRICA[tamanio]


def etiqueta_pdf(documento: Documento, formato: FormatoEtiqueta) -> bytes:
    """The sticker of a document: number, QR and bars with our prefix and check character.

    What is restricted shows neither sender nor subject: the sticker is on the outside. The same
    document in the same format gives the same bytes.
    """
    expediente = documento.expediente
    etiqueta = Etiqueta(expediente.numero, documento.orden)
    local = timezone.localtime(documento.en)
    restringido = expediente.esta_restringido
    detalle = f"Doc. {documento.orden} · {documento.folios} fojas"
    datos = _codigos(etiqueta) | {
        "tamanio": formato.codigo,
        "ancho": formato.ancho,
        "alto": formato.alto,
        "margen": float(formato.margen),
        "lado": formato.lado,
        "alto_barras": formato.barras,
        "unidad": OFICINA,
        "siglas": SIGLAS,
        "numero": expediente.numero,
        "recibido": f"{local:%d/%m/%Y %H:%M} h",
        "remitente": "RESTRINGIDO" if restringido else expediente.remitente_nombre,
        "con_remitente": formato.con_remitente,
        "asunto": "" if restringido or not formato.con_asunto else documento.asunto,
        "detalle": f"{detalle} · {documento}"
        if formato.con_documento and not restringido
        else detalle,
    }
    return compilar(DOCUMENTOS / "etiqueta.typ", datos, en=documento.en)


def caratula_pdf(expediente: Expediente, *, tomo: int, en: datetime) -> bytes | None:
    """The cover of a tomo (TUO LPAG art. 157); None when there is no such tomo.

    Unit, authority, who is responsible and the end date, as they are at `en`.
    """
    tomos = tomos_de(expediente.documentos.order_by("orden"))
    elegido = next((t for t in tomos if t.numero == tomo), None)
    if elegido is None:
        return None
    clasificacion = expediente.clasificaciones.select_related("serie").first()
    datos = _codigos(Etiqueta(expediente.numero, 1)) | {
        "pie": f"Expediente {expediente.numero}",
        "numero": expediente.numero,
        "tomo": elegido.numero,
        "tomos": len(tomos),
        "desde": elegido.desde,
        "hasta": elegido.hasta,
        "clase": expediente.get_acceso_display() if expediente.esta_restringido else "",
        "clasificacion": _clasificacion(expediente),
        "asunto": expediente.asunto,
        "destinatario": f"Cargo {expediente.destinatario}",
        "responsable": _responsable(expediente, timezone.localdate(en)),
        "remitente": expediente.remitente_nombre,
        "procedimiento": str(expediente.procedimiento or "Sin clasificar"),
        "presentado": momento(expediente.presentado_en),
        "vence": f"{expediente.vence_el:%d/%m/%Y}" if expediente.vence_el else "Sin plazo legal",
        "folios": expediente.folios,
        "serie": clasificacion.serie.nombre if clasificacion else "",
        "ubicacion": clasificacion.ubicacion if clasificacion else "",
        "emitida": momento(en),
    }
    return compilar(DOCUMENTOS / "caratula.typ", datos, en=en)


def _clasificacion(expediente: Expediente) -> str:
    """The code and the resolution of what is secret or reserved, which go on the paper (DS
    007-2024-JUS art. 38); nothing for the rest."""
    reserva = expediente.reservas.vigentes().first()
    if reserva is None or not reserva.codigo:
        return ""
    return f"Código {reserva.codigo}, {reserva.resolucion}"


def indice_pdf(
    expediente: Expediente, *, en: datetime, cierre: datetime | None = None, firmante: str = ""
) -> bytes:
    """The índice digital up to `en`: each document in order, with the hash of its files.

    With `cierre` it is the one of the closing, which carries both dates; `firmante` is whose
    certificate will sign it (DS 029-2021-PCM art. 43).
    """
    documentos = [d for d in expediente.documentos.para_lista() if d.en <= en]
    tomos = tomos_de(documentos)
    datos = {
        "ficticio": es_demo(),
        "pie": f"Expediente {expediente.numero}",
        "numero": expediente.numero,
        "remitente": expediente.remitente_nombre,
        "asunto": expediente.asunto,
        "abierto": momento(expediente.en),
        "estado": expediente.get_estado_display(),
        "folios": expediente.folios,
        "tomos": len(tomos),
        "emitida": momento(en),
        "cerrado": momento(cierre) if cierre else "",
        "firmante": firmante,
        "documentos": [_renglon(d, tomos, en) for d in documentos],
    }
    return compilar(DOCUMENTOS / "indice.typ", datos, en=en)


def _renglon(documento: Documento, tomos: list[Tomo], en: datetime) -> dict[str, Any]:
    return {
        "orden": documento.orden,
        "documento": str(documento),
        "asunto": documento.asunto[:300],
        "fecha": f"{documento.fecha:%d/%m/%Y}" if documento.fecha else "—",
        "agregado": momento(documento.en),
        "tomo": en_su_tomo(documento, tomos),
        "folios": f"{documento.folio_desde}–{documento.folio_hasta}",
        "desgloses": "; ".join(f"{d} desglosado" for d in documento.desgloses.all()),
        "anexos": [_anexo(p) for p in documento.piezas.all() if p.retirada_en is None],
        "archivos": [
            {"titulo": a.titulo, "huella": a.archivo.sha256}
            for a in documento.anexos.all()
            if a.en <= en
        ],
    }


def _anexo(pieza: PiezaAnexa) -> str:
    """«Anexo 1: Plan operativo (folios 9–20, papel)»."""
    desde, hasta = pieza.folio_desde, pieza.folio_hasta
    folios = f"folios {desde}–{hasta}" if desde else f"{pieza.folios} folios"
    partes = [folios] if pieza.folios else []
    return f"{pieza} ({', '.join([*partes, pieza.get_soporte_display().lower()])})"


def _codigos(etiqueta: Etiqueta) -> dict[str, Any]:
    return {
        "ficticio": es_demo(),
        "codigo": etiqueta.codigo,
        "qr": qr.svg(etiqueta.codigo).decode(),
        "barras": codigos.barras(etiqueta.codigo).decode(),
    }


def _responsable(expediente: Expediente, hoy: date) -> str:
    """Who answers for it on `hoy`: the post in charge, else whoever has it; nobody once closed."""
    if expediente.esta_abierto and (encargado := _encargado(expediente, hoy)):
        return encargado
    filas = expediente.movimientos.abiertos().titulares().con_ocupante(hoy)
    actual = filas.select_related("para").first()
    if actual is None:
        return "Nadie: está cerrado"
    return f"{getattr(actual, 'ocupante', '') or 'Cargo vacante'} (cargo {actual.para.nro_orden})"


def _encargado(expediente: Expediente, hoy: date) -> str:
    """The post that was put in charge and who holds it; "" when none was."""
    fila = expediente.responsables.vigentes().select_related("posicion").first()
    if fila is None:
        return ""
    de_ese_puesto = Designacion.objects.vigentes(hoy).filter(posicion=fila.posicion)
    nombres = [str(d.persona) for d in de_ese_puesto.select_related("persona")]
    return f"{' / '.join(nombres) or 'Cargo vacante'} (cargo {fila.posicion.nro_orden})"


def momento(cuando: datetime) -> str:
    """Day and hour in Lima, as printed."""
    return f"{timezone.localtime(cuando):%d/%m/%Y %H:%M}"


def inventario_pdf(transferencia: Transferencia, lineas: Iterable[Transferido]) -> bytes:
    """The inventory of a delivery to the central archive, with the lines given."""
    renglones: list[dict[str, Any]] = [
        {
            "orden": linea.orden,
            "numero": linea.expediente.numero,
            "serie": linea.clasificacion.serie.nombre,
            "remitente": linea.expediente.remitente_nombre,
            "asunto": linea.expediente.asunto[:200],
            "desde": f"{linea.expediente.presentado_el:%d/%m/%Y}",
            "folios": linea.folios,
            "tomos": linea.tomos,
            "ubicacion": linea.clasificacion.ubicacion,
            "retencion": linea.clasificacion.serie.retencion,
        }
        for linea in lineas
    ]
    datos = {
        "ficticio": es_demo(),
        "pie": str(transferencia),
        "titulo": str(transferencia),
        "destino": transferencia.destino,
        "fecha": momento(transferencia.en),
        "nota": transferencia.nota,
        "folios": sum(linea["folios"] for linea in renglones),
        "entrega": str(transferencia.por),
        "calidad": transferencia.calidad,
        "lineas": renglones,
    }
    return compilar(DOCUMENTOS / "inventario.typ", datos, en=transferencia.en)
