"""Instruments of the demonstration: parties, milestones, stage, adendas and decisions."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from cargos.models import Posicion, Usuario, autoria
from convenios.acciones.adenda import agregar_adenda
from convenios.acciones.clasificacion import clasificar
from convenios.acciones.convenio import (
    agregar_parte,
    anotar_hito,
    decidir_renovacion,
    registrar_convenio,
)
from convenios.acciones.etapa import cambiar_etapa
from convenios.demo.organizaciones import FICTICIO
from convenios.estados import Etapa
from convenios.iati import identificador
from convenios.models import Adenda, Clasificacion, Convenio, Hito, Organizacion, TransicionEtapa

CAMINO = (
    Etapa.EN_FORMULACION,
    Etapa.EN_OPINION_TECNICA,
    Etapa.EN_OPINION_PRESUPUESTAL,
    Etapa.EN_OPINION_LEGAL,
    Etapa.EN_CONFORMIDAD,
    Etapa.LISTO_PARA_FIRMA,
    Etapa.SUSCRITO,
    Etapa.EN_EJECUCION,
)
LENGUAS = {"SWE": "sv", "DEU": "de", "JPN": "ja", "KOR": "ko", "CHE": "fr", "NOR": "en"}
Orgs = Mapping[str, Organizacion]


def instrumento(
    d: Mapping[str, Any],
    orgs: Orgs,
    por_nombre: Mapping[str, Convenio],
    hoy: date,
    personas: Mapping[str, Usuario],
) -> Convenio:
    """Record one instrument of demo.toml, with its parties and milestones."""
    real = d.get("real", False)
    convenio = Convenio(
        denominacion=d["denominacion"],
        tipo=d["tipo"],
        padre=por_nombre.get(d.get("padre", "")),
        coordinador=_posicion(d.get("cargo")),
        importancia=d.get("importancia", 3),
        tema=d.get("tema", ""),
        objeto="" if real else f"Aunar esfuerzos en {d['tema'].lower()} (ficticio).",
        nivel_acceso=d.get("acceso", "interno"),
        lugar_suscripcion=d.get("lugar", ""),
        preaviso_dias=d.get("preaviso"),
        clausula_separacion=None if real else True,
        requiere_perfeccionamiento=d.get("perfeccionamiento", False),
        es_ficticio=not real,
        fuente_dato=d.get("fuente", FICTICIO),
        **_fechas(d, hoy),
        **({} if real else _lugar_y_lengua(d, orgs)),
    )
    autor = personas[d.get("cargo", "068")]
    etapa = Etapa.SUSCRITO if convenio.fecha_suscripcion else Etapa.IDEA
    registrar_convenio(convenio, por=autor, etapa=etapa, hoy=hoy)
    if convenio.es_ficticio:
        convenio.iati_id = identificador("PE-FICTICIO", convenio.codigo)
        convenio.save(update_fields=["iati_id"])
    _partes_e_hitos(convenio, d, orgs, autor, hoy)
    return convenio


def _lugar_y_lengua(d: Mapping[str, Any], orgs: Orgs) -> dict[str, Any]:
    """Where an invented one applies, and in which languages it is signed."""
    suya = LENGUAS.get(orgs[d["contraparte"][0]].pais)
    return {"ambito": d.get("ambito", ["PE"]), "idiomas": ["es", *([suya] if suya else [])]}


def _posicion(nro: str | None) -> Posicion | None:
    return Posicion.objects.get(nro_orden=nro) if nro else None


def _fechas(d: Mapping[str, Any], hoy: date) -> dict[str, Any]:
    """Dates and term: of the source for a real one, counted from today for an invented one."""
    if "firma_hace" in d:
        firma = hoy - timedelta(days=d["firma_hace"])
        firmado = {"fecha_suscripcion": firma, "inicio_vigencia": firma}
        if d.get("indeterminado"):
            return firmado | {"plazo": "indeterminado"}
        fin = hoy + timedelta(days=d["termina_en"])
        inicial = fin - timedelta(days=_dias_ganados(d))
        return firmado | {"plazo": "fecha", "fecha_fin": inicial}
    if "firma" not in d:
        return {"regla_inicio": Convenio.ReglaInicio.SUSCRIPCION}
    plazo: dict[str, Any] = {"plazo": "no_consta"}
    if "fin" in d:
        plazo = {"plazo": "fecha", "fecha_fin": d["fin"]}
    elif "duracion" in d:
        plazo = {"plazo": "duracion", "duracion": d["duracion"], "duracion_unidad": "meses"}
    elif "evento" in d:
        plazo = {"plazo": "evento", "evento_fin": d["evento"]}
    inicio = d.get("inicio") or (None if "duracion" in d else d["firma"])
    return {"fecha_suscripcion": d["firma"], "inicio_vigencia": inicio} | plazo


def _dias_ganados(d: Mapping[str, Any]) -> int:
    """How far the adendas moved the end: the instrument itself ended that much earlier."""
    return 120 * sum(a.get("extiende", False) for a in d.get("adendas", []))


def _partes_e_hitos(
    convenio: Convenio, d: Mapping[str, Any], orgs: Orgs, autor: Usuario, hoy: date
) -> None:
    partes = {}
    for lado in ("sector", "contraparte"):
        for clave in d.get(lado, ["sector"]):
            partes[clave] = agregar_parte(
                convenio,
                organizacion=orgs[clave],
                lado=lado,
                roles=[2] if lado == "sector" else [1],
            )
    for h in d.get("hitos", []):
        hito = Hito(
            convenio=convenio,
            tipo=h["tipo"],
            parte=partes.get(h.get("parte")),
            fecha=h["fecha"],
            fuente=h["fuente"],
            confianza=h.get("confianza", "oficial"),
        )
        anotar_hito(hito, por=autor)
    if not d.get("real"):
        opinion = (convenio.fecha_suscripcion or hoy) - timedelta(days=20)
        anotar_hito(
            Hito(
                convenio=convenio,
                tipo="conformidad_apci",
                fecha=opinion,
                fuente="Dato ficticio",
                confianza="deducida",
            ),
            por=autor,
        )


def poner_etapa(
    convenio: Convenio, d: Mapping[str, Any], hoy: date, personas: Mapping[str, Usuario]
) -> None:
    """Walk to the stage of the demonstration by the real acts; a real one stays as signed."""
    destino, autor = Etapa(d["etapa"]), personas["067"]
    if destino == Etapa.CERRADO and d.get("real"):
        _cerrar_historico(convenio, hoy, autor)
        return
    if d.get("real"):
        return
    _clasificar(convenio)
    dia = convenio.fecha_suscripcion or hoy - timedelta(days=90)
    for paso in _pasos(Etapa(convenio.etapa), destino):
        dia = min(dia + timedelta(days=9), hoy)
        cambiar_etapa(
            convenio,
            a=paso,
            por=autor,
            hoy=hoy,
            fecha=dia,
            motivo=d.get("motivo") or "Situación ficticia.",
            dispensas=dict.fromkeys(("marco", "fin_del_marco", "plazo"), "Dato ficticio."),
        )


def _clasificar(convenio: Convenio) -> None:
    """An invented reading of what it is about, without which it does not enter into execution."""
    fila = Clasificacion
    clasificar(
        convenio,
        [
            fila(vocabulario="crs", codigo="15180", porcentaje=Decimal(60)),
            fila(vocabulario="crs", codigo="16015", porcentaje=Decimal(40)),
            fila(vocabulario="ods", codigo="5.2"),
            fila(vocabulario="pncti", codigo="3"),
            fila(vocabulario="genero", codigo="2" if convenio.pk % 2 else "1"),
        ],
    )


def _pasos(de: Etapa, a: Etapa) -> list[Etapa]:
    """Stages between the two, following the usual order."""
    if a == Etapa.DESESTIMADO:
        return [Etapa.EN_FORMULACION, a]
    en_orden = [*CAMINO, Etapa.EN_CIERRE]
    if a in (Etapa.SUSPENDIDO, Etapa.RESUELTO):
        return [Etapa.EN_EJECUCION, a] if a == Etapa.SUSPENDIDO else [a]
    desde = en_orden.index(de) + 1 if de in en_orden else 0
    return en_orden[desde : en_orden.index(a) + 1]


def _cerrar_historico(convenio: Convenio, hoy: date, autor: Usuario) -> None:
    """An instrument whose term is long past: recorded as closed, saying what is not known."""
    TransicionEtapa.objects.create(
        convenio=convenio,
        de=convenio.etapa,
        a=Etapa.CERRADO,
        fecha=hoy,
        motivo="Registro histórico: su plazo terminó; la fuente no dice cuándo se cerró.",
        **autoria(autor),
    )
    convenio.etapa = Etapa.CERRADO
    convenio.save(update_fields=["etapa"])


def adendas_y_decision(
    convenio: Convenio, d: Mapping[str, Any], hoy: date, personas: Mapping[str, Usuario]
) -> None:
    """The adendas signed and the decision taken on its end."""
    fin = convenio.fecha_fin
    for a in d.get("adendas", []):
        extiende = a.get("extiende", False)
        adenda = Adenda(
            convenio=convenio,
            fecha=hoy - timedelta(days=a["hace"]),
            efectos=["plazo"] if extiende else ["objeto"],
            nueva_fecha_fin=fin + timedelta(days=120) if extiende and fin else None,
            objeto="" if extiende else "Precisa los lugares de intervención.",
            es_ficticia=True,
            fuente_dato=FICTICIO,
        )
        agregar_adenda(adenda, por=personas["068"])
    if "decision" in d:
        decidir_renovacion(
            convenio,
            sentido=d["decision"],
            motivo="Decisión ficticia de la demostración.",
            fecha=hoy - timedelta(days=8),
            por=personas["067"],
        )
