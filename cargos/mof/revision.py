"""What an official MOF must fulfil as a whole: sums, numbers, classes and lines of authority."""

import re
from collections.abc import Sequence

from cargos.mof.documento import FichaCargo, FilaCap, Manual, MofRechazado, TextoFuncion
from cargos.mof.renglones import citar
from ocisys.base.busqueda import plano

# Classes of the CAP (Ley 28175, art. 4). The model's choices are held equal by a test.
CLASIFICACIONES = ("FP", "EC", "SP-DS", "SP-EJ", "SP-ES", "SP-AP", "RE")

LARGO_ROTULO, LARGO_NOMBRE, LARGO_MANDO, LARGO_PARRAFO = 120, 160, 300, 10_000

# Whom a post may depend on without being a post of the document.
_AUTORIDAD = re.compile(
    r"(vice)?ministr[oa]\b|secretari[oa]\b.*\bgeneral\b|titular\b|alta direccion|despacho\b"
)


def revisar(manual: Manual) -> None:
    """Raise MofRechazado, with line and reason, at the first thing that does not hold."""
    if not manual.cargos:
        raise MofRechazado("el documento no describe ningún cargo.")
    _largos(manual)
    for fila in manual.filas:
        _fila(fila, manual)
    _totales(manual)
    for orden, ficha in enumerate(manual.cargos):
        _clasificacion(ficha, _fila_del_cargo(ficha, manual, manual.cargos[:orden]))
        _numeracion(ficha.funciones, ficha.nro_cap)
    for fila in manual.filas:
        _descritos(fila, manual)
    _lineas_de_autoridad(manual)
    _nota(manual)


def es_autoridad(texto: str) -> bool:
    """Whether `texto` names an authority above the office: Ministro(a), Secretaría General…"""
    return _AUTORIDAD.match(plano(texto).replace("(a)", "").replace("/a", "")) is not None


def _largos(manual: Manual) -> None:
    """No label or name longer than its column: a scanner's joined lines end up here."""
    for ficha in manual.cargos:
        nombres = [ficha.rotulos.identificacion, ficha.unidad, ficha.estructurado, ficha.depende_de]
        largos = [f.texto for f in ficha.funciones] + [r.texto for r in ficha.requisitos]
        _caben([r.encabezado for r in ficha.requisitos], LARGO_ROTULO, ficha.lugar)
        _caben(nombres, LARGO_NOMBRE, ficha.lugar)
        _caben([ficha.ejerce_mando], LARGO_MANDO, ficha.lugar)
        _caben([*largos, ficha.funcion_basica], LARGO_PARRAFO, ficha.lugar)
    for fila in manual.filas:
        _caben([fila.cargo_estructural], LARGO_ROTULO, fila.lugar)
        _caben([fila.codigo], 20, fila.lugar)
    _caben([manual.titulo, manual.subtitulo, manual.organo, manual.unidad_organica], LARGO_NOMBRE)
    _caben([manual.nota], LARGO_PARRAFO)


def _caben(textos: Sequence[str], largo: int, lugar: str = "") -> None:
    for texto in textos:
        if len(texto) > largo:
            motivo = f"{citar(texto)} pasa de {largo} caracteres; parece texto mal partido."
            raise MofRechazado(motivo, lugar=lugar)


def _fila(fila: FilaCap, manual: Manual) -> None:
    if fila.clasificacion not in CLASIFICACIONES:
        raise MofRechazado(_clasificacion_desconocida(fila.clasificacion), lugar=fila.lugar)
    if fila.nro_hasta < fila.nro_desde:
        raise MofRechazado(f"los números {fila.nro_literal} están al revés.", lugar=fila.lugar)
    for otra in manual.filas:
        se_cruzan = otra.nro_desde <= fila.nro_hasta and fila.nro_desde <= otra.nro_hasta
        if otra is not fila and se_cruzan:
            motivo = f"los números {otra.nro_literal} y {fila.nro_literal} se repiten en el cuadro."
            raise MofRechazado(motivo, lugar=max(otra.lugar, fila.lugar, key=_orden_natural))


def _orden_natural(lugar: str) -> list[int]:
    return [int(n) for n in re.findall(r"\d+", lugar)]


def _totales(manual: Manual) -> None:
    """TOTAL = Σ of the table = posts described, and so in each line."""
    suma = sum(fila.total for fila in manual.filas)
    ultima = manual.filas[-1].lugar if manual.filas else ""
    if suma != manual.total:
        motivo = f"el cuadro suma {suma} cargos y su TOTAL dice {manual.total}."
        raise MofRechazado(motivo, lugar=ultima)
    if len(manual.cargos) != manual.total:
        motivo = f"el TOTAL es {manual.total} y el documento describe {len(manual.cargos)} cargos."
        raise MofRechazado(motivo, lugar=ultima)


def _fila_del_cargo(ficha: FichaCargo, manual: Manual, anteriores: Sequence[FichaCargo]) -> FilaCap:
    """The line of the table where the post is; it is described only once."""
    if any(otro.nro_cap == ficha.nro_cap for otro in anteriores):
        raise MofRechazado(f"el cargo {ficha.nro_cap} está descrito dos veces.", lugar=ficha.lugar)
    fila = manual.fila_de(ficha.nro_cap)
    if fila is None:
        motivo = f"el cargo {ficha.nro_cap} no está en ninguna línea del cuadro de cargos."
        raise MofRechazado(motivo, lugar=ficha.lugar)
    return fila


def _descritos(fila: FilaCap, manual: Manual) -> None:
    descritos = sum(fila.incluye(c.nro_cap) for c in manual.cargos)
    if descritos != fila.total:
        motivo = (
            f"la línea {fila.nro_literal} tiene un total de {fila.total} y el documento describe "
            f"{descritos} de sus cargos."
        )
        raise MofRechazado(motivo, lugar=fila.lugar)


def _clasificacion(ficha: FichaCargo, fila: FilaCap) -> None:
    if ficha.clasificado not in CLASIFICACIONES:
        raise MofRechazado(_clasificacion_desconocida(ficha.clasificado), lugar=ficha.lugar)
    if ficha.clasificado != fila.clasificacion:
        motivo = (
            f"el cargo {ficha.nro_cap} dice {ficha.clasificado} y el cuadro de cargos dice "
            f"{fila.clasificacion}."
        )
        raise MofRechazado(motivo, lugar=ficha.lugar)


def _clasificacion_desconocida(texto: str) -> str:
    return f"no existe la clasificación {citar(texto)}; son {', '.join(CLASIFICACIONES)}."


def _numeracion(funciones: Sequence[TextoFuncion], nro_cap: str) -> None:
    """Duties are numbered 1, 2, 3… without repeating or skipping."""
    vistos: set[int] = set()
    for que_toca, funcion in enumerate(funciones, start=1):
        if funcion.numero in vistos:
            motivo = f"la función {funcion.numero} del cargo {nro_cap} está repetida."
        elif funcion.numero != que_toca:
            motivo = f"falta la función {que_toca} del cargo {nro_cap}: sigue la {funcion.numero}."
        else:
            vistos.add(funcion.numero)
            continue
        raise MofRechazado(motivo, lugar=funcion.lugar)


def _lineas_de_autoridad(manual: Manual) -> None:
    """Every post depends on an authority or on another post, and following it never turns back."""
    superiores = manual.superiores()
    for ficha in manual.cargos:
        if ficha.nro_cap not in superiores and not es_autoridad(ficha.depende_de):
            motivo = (
                f"el cargo {ficha.nro_cap} depende de {citar(ficha.depende_de)}, que no es un "
                "cargo de este documento ni una autoridad."
            )
            raise MofRechazado(motivo, lugar=ficha.lugar_depende_de)
        recorridos = {ficha.nro_cap}
        jefe = superiores.get(ficha.nro_cap)
        while jefe is not None:
            if jefe in recorridos:
                motivo = f"el cargo {ficha.nro_cap} termina dependiendo de sí mismo."
                raise MofRechazado(motivo, lugar=ficha.lugar_depende_de)
            recorridos.add(jefe)
            jefe = superiores.get(jefe)


def _nota(manual: Manual) -> None:
    """The mark (**) and the note it refers to come together."""
    marcados = [c for c in manual.cargos if manual.es_de_libre_designacion(c)]
    if marcados and not manual.nota:
        motivo = f"el cargo {marcados[0].nro_cap} lleva (**) y falta la nota que lo explica."
        raise MofRechazado(motivo, lugar=marcados[0].lugar)
    if manual.nota and not marcados:
        raise MofRechazado("hay una nota (**) y ningún cargo la lleva.")
    for ficha in marcados:
        if ficha.clasificado not in ("SP-DS", "EC", "FP"):
            motivo = (
                f"el cargo {ficha.nro_cap} es {ficha.clasificado} y sólo un SP-DS, EC o FP es de "
                "libre designación."
            )
            raise MofRechazado(motivo, lugar=ficha.lugar)
