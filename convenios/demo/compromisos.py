"""Commitments of the demonstration, all invented, with their due dates."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from cargos.models import Posicion
from convenios.models import (
    Clausula,
    Compromiso,
    Convenio,
    Ocurrencia,
    ReglaRecurrencia,
    peso_por_clase,
)
from convenios.plazos import Recurrencia, sumar_meses, vencimientos
from ocisys.base.computo import calendario_de


def compromisos(
    datos: Mapping[str, Any], por_nombre: Mapping[str, Convenio], hoy: date
) -> list[tuple[Ocurrencia, str]]:
    """Write commitments, rules and due dates; returns each due date with the profile to follow."""
    calendario = calendario_de(None, sumar_meses(hoy, -30), sumar_meses(hoy, 60))
    posiciones = {p.nro_orden: p for p in Posicion.objects.all()}
    filas: list[tuple[Compromiso, Recurrencia, str]] = []
    for d in datos["instrumentos"]:
        convenio = por_nombre[d["denominacion"]]
        for compromiso, modelo in _de_un_instrumento(d, convenio, datos["compromisos"]):
            compromiso.responsable = posiciones[_cargo_de(d, compromiso)]
            filas.append((compromiso, _recurrencia(convenio, d, modelo, hoy), d["perfil"]))
    Clausula.objects.bulk_create(c.clausula for c, _, _ in filas if c.clausula)
    Compromiso.objects.bulk_create(c for c, _, _ in filas)
    ReglaRecurrencia.objects.bulk_create(
        ReglaRecurrencia(compromiso=c, base=r.base, cada_meses=r.cada_meses, cantidad=r.cantidad)
        for c, r, _ in filas
    )
    ocurrencias = [
        (
            Ocurrencia(
                compromiso=c, nro=v.nro, fecha_legal=v.fecha_legal, fecha_exigible=v.fecha_exigible
            ),
            perfil,
        )
        for c, r, perfil in filas
        for v in vencimientos(r, horizonte=sumar_meses(hoy, 58), es_habil=calendario.es_habil)
    ]
    Ocurrencia.objects.bulk_create(o for o, _ in ocurrencias)
    return ocurrencias


def _de_un_instrumento(
    d: Mapping[str, Any], convenio: Convenio, modelos: Mapping[str, Any]
) -> Iterator[tuple[Compromiso, Mapping[str, Any]]]:
    """The commitments of both sides, numbered as in the document."""
    nuestra = convenio.partes.filter(lado="sector").first()
    suya = convenio.partes.filter(lado="contraparte").first()
    numero = 0
    for clave in d.get("compromisos", []):
        modelo = modelos[clave]
        titulos = [(nuestra, modelo["titulo"])]
        if "contraparte" in modelo:
            titulos.append((suya, modelo["contraparte"]))
        for parte, titulo in titulos:
            numero += 1
            yield (
                Compromiso(
                    convenio=convenio,
                    numero=numero,
                    titulo=titulo,
                    clausula=_clausula(convenio, numero, titulo),
                    obligado=parte,
                    clase=modelo["clase"],
                    exigibilidad="recurrente" if modelo["meses"] else "fecha_fija",
                    criticidad=modelo.get("criticidad", 3),
                    peso=peso_por_clase(modelo["clase"]),
                    entregable=titulo.split(" ", 1)[1].capitalize(),
                    es_ficticio=True,
                ),
                modelo,
            )


def _clausula(convenio: Convenio, numero: int, titulo: str) -> Clausula:
    """The invented clause that says it, marked as such in its own text."""
    return Clausula(
        convenio=convenio,
        numero=f"{4 + numero // 3}.{1 + numero % 3}",
        titulo="Obligaciones de las partes",
        materia="obligaciones",
        texto=f"Texto ficticio: {titulo[0].lower()}{titulo[1:]}.",
        orden=numero,
    )


def _cargo_de(d: Mapping[str, Any], compromiso: Compromiso) -> str:
    """The coordinating post answers for most; reports to companies and meetings are shared."""
    if compromiso.clase in ("logistico", "visibilidad"):
        return "069"
    return "070" if compromiso.clase == "reunion" else d.get("cargo", "068")


def _recurrencia(
    convenio: Convenio, d: Mapping[str, Any], modelo: Mapping[str, Any], hoy: date
) -> Recurrencia:
    """First date some months ago, never before the signature; the last one, never after its end.

    Only what closes an agreement (a final report) may fall due once it has ended.
    """
    dia = 5 + int(convenio.codigo[-4:]) * 7 % 24
    paso = modelo["meses"] or 1
    base = sumar_meses(hoy.replace(day=dia), -modelo["atras"])
    firma = convenio.fecha_suscripcion or hoy
    while base <= firma:
        base = sumar_meses(base, paso)
    fin = None if modelo.get("al_cierre") else _fin(d, hoy)
    if fin is None:
        return Recurrencia(base, modelo["meses"], modelo["veces"])
    while base > fin:
        base = sumar_meses(base, -1)
    veces = 1
    while veces < modelo["veces"] and sumar_meses(base, paso * veces) <= fin:
        veces += 1
    return Recurrencia(base, modelo["meses"], veces)


def _fin(d: Mapping[str, Any], hoy: date) -> date | None:
    """Its last day, with the adendas that demo.toml gives it later."""
    if "termina_en" in d:
        return hoy + timedelta(days=d["termina_en"])
    fin: date | None = d.get("fin")
    return fin
