"""Legal deadlines, pure: from a rule and a fact, the due date and the account of every day.

Public names, for the apps above:

    ocisys.base.plazos
        calcular(regla: Regla, hecho: date | datetime, calendario: Calendario, *, computo: Computo,
                 corte: Corte | None = None, prorroga: Prorroga | None = None,
                 suspensiones: Iterable[Suspension] = (), distancia: int = 0) -> Cuenta
        Cuenta(regla, hecho, presentado_el, vence_el, dias: tuple[Dia, ...], avisos: tuple[str, …])
        Dia(fecha, cuenta: bool, numero: int | None, por_que: str, cita: Cita | None)
        Suspension(desde, hasta, causa, cita=None, tope_habiles=None)
        Prorroga(cantidad, solicitada_el, cita=None)
        Unidad, Canal, Materia, Regimen (enums with .value and .etiqueta)
        PlazoInvalido (a ReglaIncumplida: views answer 409 with its sentence)
    ocisys.base.computo  (reads the tables)
        calcular_plazo(codigo: str, hecho: date | datetime, *, sede: Sede | str | None = None,
                       canal: Canal | str | None = None, materia: Materia | str = "general",
                       cantidad: int | None = None, prorroga=None, suspensiones=(), distancia=0,
                       calendario: Calendario | None = None) -> Cuenta
        contar_dias(dias: int, hecho, *, unidad, regimen, sede, canal, …) -> Cuenta
        contar_lote(filas: Sequence[tuple[hecho, dias]], *, regimen, …) -> Iterator[date]
        calendario_de(sede: Sede | str | None, desde: date, hasta: date) -> Calendario
        regla_vigente(codigo: str, dia: date) -> ReglaPlazo   # .valor() is the Regla
        corte_vigente(canal, materia, dia, sede=None) -> Corte | None
    ocisys.base.calendario
        Calendario.es_habil(dia) · .siguiente_habil(dia) · .habiles_entre(desde, hasta) -> int

A `hecho` with time zone is read in Lima. Nothing here asks what day is today.
Counting rules: TUO of the LPAG (DS 006-2026-JUS) arts. 131–139; docs/decisiones/0003.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time

from ocisys.base.calendario import UN_DIA, Calendario, Cita, Motivo, PlazoInvalido, Regimen
from ocisys.base.terminos import (
    LIMA,
    Canal,
    Computo,
    Corte,
    Cuenta,
    Dia,
    Materia,
    Prorroga,
    Regla,
    Suspension,
    Unidad,
    partir,
)

__all__ = [
    "LIMA",
    "Calendario",
    "Canal",
    "Cita",
    "Computo",
    "Corte",
    "Cuenta",
    "Dia",
    "Materia",
    "Motivo",
    "PlazoInvalido",
    "Prorroga",
    "Regimen",
    "Regla",
    "Suspension",
    "Unidad",
    "calcular",
    "partir",
]

# A longer term is a typing slip, and its account would be thousands of lines.
CANTIDAD_MAXIMA = 3660


def calcular(
    regla: Regla,
    hecho: date | datetime,
    calendario: Calendario,
    *,
    computo: Computo,
    corte: Corte | None = None,
    prorroga: Prorroga | None = None,
    suspensiones: Iterable[Suspension] = (),
    distancia: int = 0,
) -> Cuenta:
    """Due date of `regla` counted from `hecho`, with the account of every day in between.

    `distancia`: days of the término de la distancia, added to a term in days (TUO LPAG art. 135).
    The due date is always a working day on which the public was served.
    Raises `PlazoInvalido` when the term is impossible, the extension is not allowed or was asked
    late, or the count leaves `calendario`.
    """
    _comprobar(regla, prorroga, distancia)
    marcha = _Marcha(regla, calendario, computo, tuple(suspensiones))
    presentado, previos = _presentar(hecho, corte, calendario, computo, regla.regimen)
    vence, dias = marcha.recorrer(presentado, regla.cantidad, distancia)
    if prorroga:
        if prorroga.solicitada_el > vence:
            raise PlazoInvalido(
                f"La prórroga se pidió el {prorroga.solicitada_el:%d/%m/%Y} y el plazo ya había "
                f"vencido el {vence:%d/%m/%Y}.",
                norma=str(computo.cita(computo.prorroga)),
            )
        vence, dias = marcha.recorrer(presentado, regla.cantidad, distancia, prorroga)
    return Cuenta(
        regla=regla,
        hecho=hecho,
        presentado_el=presentado,
        vence_el=vence,
        dias=(*previos, *dias),
        avisos=tuple(_avisos(regla, calendario, (*previos, *dias), corte, partir(hecho)[1])),
    )


def _comprobar(regla: Regla, prorroga: Prorroga | None, distancia: int) -> None:
    """Refuse terms and extensions that no law grants."""
    minimo = 0 if regla.unidad is Unidad.MISMO_DIA else 1
    if not minimo <= regla.cantidad <= CANTIDAD_MAXIMA:
        raise PlazoInvalido(f"El plazo debe tener entre 1 y {CANTIDAD_MAXIMA} días.")
    if not 0 <= distancia <= CANTIDAD_MAXIMA:
        raise PlazoInvalido("El término de la distancia no puede ser negativo ni tan largo.")
    if distancia and regla.unidad not in (Unidad.HABILES, Unidad.CALENDARIO):
        raise PlazoInvalido("El término de la distancia sólo se agrega a plazos en días.")
    if prorroga and not regla.prorroga_max:
        raise PlazoInvalido(f"«{regla.nombre or regla.codigo}» no admite prórroga.")
    if prorroga and not 1 <= prorroga.cantidad <= regla.prorroga_max:
        raise PlazoInvalido(
            f"La prórroga de «{regla.nombre or regla.codigo}» es de {regla.prorroga_max} "
            f"día{'s' if regla.prorroga_max > 1 else ''} como máximo.",
            norma=str(regla.prorroga_cita or ""),
        )


def _presentar(
    hecho: date | datetime,
    corte: Corte | None,
    calendario: Calendario,
    computo: Computo,
    regimen: Regimen,
) -> tuple[date, list[Dia]]:
    """Legal filing date by the rule of the channel, and the lines that explain it."""
    dia, hora = partir(hecho)
    if corte is None:
        return dia, [Dia(dia, False, None, "día del hecho", computo.cita(computo.inicio))]
    momento = f"llegó a las {hora:%H:%M}" if hora else "llegó este día"
    inhabil = calendario.inhabil(dia, regimen)
    tarde = bool(hora and corte.cierra and hora > corte.cierra)
    if inhabil and corte.inhabil_corre:
        causa = f"{momento}, día inhábil ({inhabil.texto}): vale desde el día hábil siguiente"
    elif not inhabil and tarde and corte.fuera_de_hora_corre:
        causa = f"{momento}, fuera de horario: vale desde el día hábil siguiente"
    else:
        texto = f"{momento} por {corte.canal.etiqueta}: vale presentado este día"
        return dia, [Dia(dia, False, None, texto, corte.cita)]
    presentado = calendario.siguiente_habil(dia, regimen)
    dias = [Dia(dia, False, None, causa, corte.cita)]
    while (dia := dia + UN_DIA) < presentado:
        motivo = calendario.inhabil(dia, regimen) or Motivo("")
        dias.append(Dia(dia, False, None, *_citado(motivo, computo)))
    dias.append(Dia(presentado, False, None, "se tiene por presentado", corte.cita))
    return presentado, dias


def _citado(motivo: Motivo, computo: Computo) -> tuple[str, Cita]:
    """Reason and source; a Saturday has no norm of its own, it is non-working by the count."""
    return motivo.texto, motivo.cita or computo.cita(computo.dias)


class _Marcha:
    """Walks forward from the filing date, one day at a time, writing down each."""

    def __init__(
        self,
        regla: Regla,
        calendario: Calendario,
        computo: Computo,
        suspensiones: tuple[Suspension, ...],
    ) -> None:
        self.regla = regla
        self.calendario = calendario
        self.computo = computo
        self.suspendidos = dict(_suspendidos(suspensiones, calendario, computo, regla.regimen))

    def recorrer(
        self,
        presentado: date,
        cantidad: int,
        distancia: int,
        prorroga: Prorroga | None = None,
    ) -> tuple[date, list[Dia]]:
        """Due date and account of `cantidad` (+ extension + distance) after `presentado`."""
        propios = self._dias_de(presentado, cantidad)
        total = propios + distancia
        if prorroga:
            total += self._dias_de(presentado, cantidad + prorroga.cantidad) - propios
        dias = self._contar(presentado, total)
        if prorroga or distancia:
            self._rotular_extras(dias, propios, propios + distancia, prorroga)
        return self._cerrar(presentado, dias, cantidad + (prorroga.cantidad if prorroga else 0))

    def _dias_de(self, presentado: date, cantidad: int) -> int:
        """How many days must be counted: months and years become the natural days they span."""
        meses = {Unidad.MESES: 1, Unidad.ANIOS: 12}.get(self.regla.unidad)
        if meses is None:
            return cantidad
        return (_de_fecha_a_fecha(presentado, cantidad * meses)[0] - presentado).days

    def _contar(self, presentado: date, total: int) -> list[Dia]:
        """`total` counted days after `presentado`, with the ones skipped in between."""
        calendario, regimen = self.calendario, self.regla.regimen
        solo_habiles = self.regla.unidad is Unidad.HABILES
        corriente, primero = self._rotulos()
        dias: list[Dia] = []
        dia, numero = presentado, 0
        while numero < total:
            dia += UN_DIA
            inhabil = calendario.inhabil(dia, regimen)
            if motivo := self.suspendidos.get(dia):
                dias.append(Dia(dia, False, None, *motivo))
            elif inhabil and solo_habiles:
                dias.append(Dia(dia, False, None, *_citado(inhabil, self.computo)))
            else:
                numero += 1
                texto, cita = primero if numero == 1 else corriente
                if restitucion := calendario.restitucion(dia):
                    texto, cita = f"{texto}; {restitucion.texto}", restitucion.cita or cita
                if duda := calendario.duda(dia):
                    texto = f"{texto}; sin confirmar que no sea laborable ({duda.texto})"
                dias.append(Dia(dia, True, numero, texto, cita))
        return dias

    def _rotulos(self) -> tuple[tuple[str, Cita], tuple[str, Cita]]:
        """Texts of an ordinary counted day and of the first one, by unit."""
        c = self.computo
        match self.regla.unidad:
            case Unidad.CALENDARIO:
                return ("día calendario", c.cita(c.calendario)), (
                    "día 1: el siguiente al hecho",
                    c.cita(c.calendario),
                )
            case Unidad.MESES | Unidad.ANIOS:
                return ("corre de fecha a fecha", c.cita(c.meses)), (
                    "corre desde el día del hecho",
                    c.cita(c.inicio_meses),
                )
            case _:
                return ("día hábil", c.cita(c.dias)), (
                    "día 1: el hábil siguiente",
                    c.cita(c.inicio),
                )

    def _rotular_extras(
        self, dias: list[Dia], propios: int, con_distancia: int, prorroga: Prorroga | None
    ) -> None:
        """Say which counted days belong to the distance and which to the extension."""
        c = self.computo
        for i, dia in enumerate(dias):
            if dia.numero is None or dia.numero <= propios:
                continue
            if dia.numero <= con_distancia:
                dias[i] = dia._replace(por_que="término de la distancia", cita=c.cita(c.distancia))
            elif prorroga:
                cita = prorroga.cita or self.regla.prorroga_cita or c.cita(c.prorroga)
                dias[i] = dia._replace(por_que="prórroga", cita=cita)

    def _cerrar(self, presentado: date, dias: list[Dia], cantidad: int) -> tuple[date, list[Dia]]:
        """Move the end to the first day that can hold it, and mark the last line."""
        c, regla = self.computo, self.regla
        if regla.unidad is Unidad.MISMO_DIA:
            dias.append(Dia(presentado, True, None, "debe hacerse el mismo día", regla.cita))
        ultimo = dias[-1]
        texto = "último día del plazo"
        if regla.unidad in (Unidad.MESES, Unidad.ANIOS):
            meses = cantidad * (12 if regla.unidad is Unidad.ANIOS else 1)
            if _de_fecha_a_fecha(presentado, meses)[1]:
                texto = f"el mes no tiene día {presentado.day}: primer día hábil del mes siguiente"
        impide = self._impide_vencer(ultimo.fecha)
        if impide is None:
            dias[-1] = ultimo._replace(por_que=f"{ultimo.por_que}; {texto}")
            return ultimo.fecha, dias
        dias[-1] = ultimo._replace(
            por_que=f"{texto}, pero {impide[0]}: se prorroga al hábil siguiente",
            cita=c.cita(c.ultimo_dia),
        )
        dia = ultimo.fecha + UN_DIA
        while impide := self._impide_vencer(dia):
            dias.append(Dia(dia, False, None, *impide))
            dia += UN_DIA
        dias.append(Dia(dia, False, None, "vence este día", c.cita(c.ultimo_dia)))
        return dia, dias

    def _impide_vencer(self, dia: date) -> tuple[str, Cita] | None:
        """Why no term may end on `dia`: suspended, non-working, or the public was not served."""
        if motivo := self.suspendidos.get(dia):
            return motivo
        regimen = self.regla.regimen
        if inhabil := self.calendario.inhabil(dia, regimen):
            return _citado(inhabil, self.computo)
        if cierre := self.calendario.cierre(dia, regimen):
            return cierre.texto, cierre.cita or self.computo.cita(self.computo.ultimo_dia)
        return None


def _suspendidos(
    suspensiones: tuple[Suspension, ...],
    calendario: Calendario,
    computo: Computo,
    regimen: Regimen,
) -> Iterator[tuple[date, tuple[str, Cita]]]:
    """Each suspended day with its cause; a suspension with a cap stops when it is spent."""
    for suspension in suspensiones:
        if suspension.hasta < suspension.desde:
            raise PlazoInvalido("La suspensión termina antes de empezar.")
        cita = suspension.cita or computo.cita(computo.suspension)
        gastados = 0
        dia = suspension.desde
        while dia <= suspension.hasta and gastados != suspension.tope_habiles:
            gastados += calendario.es_habil(dia, regimen)
            yield dia, (f"plazo suspendido: {suspension.causa}", cita)
            dia += UN_DIA


def _de_fecha_a_fecha(desde: date, meses: int) -> tuple[date, bool]:
    """Same day `meses` later; where there is none, the 1st of the next month and True.

    TUO LPAG 134.3: the term then ends on the first working day of the following month.
    """
    anio, mes = divmod(desde.year * 12 + desde.month - 1 + meses, 12)
    if anio > 9999:
        raise PlazoInvalido("El plazo llega más allá del calendario.")
    try:
        return date(anio, mes + 1, desde.day), False
    except ValueError:  # never December, so the next month is of the same year
        return date(anio, mes + 2, 1), True


def _avisos(
    regla: Regla,
    calendario: Calendario,
    dias: tuple[Dia, ...],
    corte: Corte | None,
    hora: time | None,
) -> Iterator[str]:
    """What the reader must know before trusting the date."""
    if regla.nota:
        yield regla.nota
    for dia in dias:
        duda = calendario.duda(dia.fecha)
        if duda and calendario.es_habil(dia.fecha, regla.regimen):
            yield (
                f"{dia.fecha:%d/%m/%Y}: sin confirmar ({duda.texto}). Se trata como laborable "
                "mientras no se registre su norma."
            )
    if corte and corte.fuera_de_hora_corre and hora and corte.cierra is None:
        yield "No hay horario registrado para la sede: la hora de llegada no se consideró."
    sin_leer = sorted({d.cita.norma for d in dias if d.cita and not d.cita.verificada})
    if sin_leer:
        yield f"Normas cuyo texto no se ha verificado: {', '.join(sin_leer)}."
