"""PostgreSQL sums what Python sums, row by row, for any day asked."""

import random
from datetime import date, timedelta

from convenios.cifras import Fila, Merito, Sumas, sumar
from convenios.estados import EXCLUIDOS, PARCIALES, PLENOS, EstadoOcurrencia
from convenios.models import Ocurrencia, Seguimiento, parametros_iniciales
from tests import fabrica_convenios as fabrica
from tests.fabrica_convenios import HOY

P = parametros_iniciales(HOY)


def merito(estado: str) -> Merito:
    e = EstadoOcurrencia(estado)
    if e in EXCLUIDOS:
        return Merito.EXCLUIDO
    if e in PLENOS:
        return Merito.PLENO
    return Merito.PARCIAL if e in PARCIALES else Merito.NINGUNO


def fila_al(o: Ocurrencia, dia: date) -> Fila:
    """The row as its own history says it stood at the end of `dia`."""
    ultimo = o.seguimientos.filter(fecha__lte=dia).order_by("-fecha", "-pk").first()
    return Fila(
        peso=o.compromiso.peso,
        vence_el=o.fecha_exigible,
        merito=merito(ultimo.estado) if ultimo else Merito.NINGUNO,
        avance=ultimo.avance if ultimo else 0,
        cumplida_el=ultimo.cumplida_el if ultimo else None,
        criticidad=o.compromiso.criticidad,
    )


def vivir(jefatura, especialista) -> None:
    """A convenio with sixty due dates around today and a history of every kind."""
    azar = random.Random(7)
    convenio = fabrica.convenio(por=jefatura)
    for n in range(5):
        fabrica.compromiso(
            convenio,
            lado="contraparte" if n == 4 else "sector",
            base=HOY - timedelta(days=300 + n),
            cada_meses=1,
            cantidad=12,
            peso=n + 1,
            criticidad=n + 1,
        )
    for o in Ocurrencia.objects.filter(fecha_exigible__lte=HOY):
        dia = o.fecha_exigible + timedelta(days=azar.randint(-5, 20))
        dia = min(dia, HOY - timedelta(days=2))
        que = azar.choice(["nada", "reporta", "valida", "parcial", "observa", "exonera"])
        if que == "exonera":
            fabrica.acciones_ocurrencia.exonerar(o, sustento="Adenda 1", por=jefatura, hoy=dia)
        elif que != "nada":
            fabrica.reportar(o, por=especialista, hoy=dia, avance=azar.randint(1, 100))
            despues = dia + timedelta(days=azar.randint(0, 2))
            if que == "observa":
                fabrica.acciones_ocurrencia.observar(
                    o, observacion="Falta el cargo.", por=jefatura, hoy=despues
                )
            elif que != "reporta":
                fabrica.acciones_ocurrencia.validar(
                    o, parcial=que == "parcial", por=jefatura, hoy=despues
                )


def test_la_base_suma_lo_mismo_que_python_fila_por_fila(jefatura, especialista):
    vivir(jefatura, especialista)
    assert set(Seguimiento.objects.values_list("tipo", flat=True)) >= {
        "reporte",
        "validacion",
        "observacion",
        "exoneracion",
    }
    filas = list(Ocurrencia.objects.select_related("compromiso"))
    for dias in (0, 1, 15, 40, 90, 200, 400, -30, -365):
        dia = HOY - timedelta(days=dias)
        esperado = sumar((fila_al(o, dia) for o in filas), dia, P)
        obtenido = Ocurrencia.objects.al(dia).sumar_por(["compromiso__convenio"], dia, P)
        assert list(obtenido.values()) == [esperado], f"al {dia}"


def test_los_grupos_suman_el_total(jefatura, especialista):
    vivir(jefatura, especialista)
    todo = Ocurrencia.objects.al(HOY)
    por_lado = todo.sumar_por(["compromiso__obligado__lado"], HOY, P)
    por_compromiso = todo.sumar_por(["compromiso"], HOY, P)
    assert set(por_lado) == {("sector",), ("contraparte",)}
    assert sum(por_lado.values(), Sumas()) == sum(por_compromiso.values(), Sumas())


def test_un_dia_pasado_no_sabe_lo_que_paso_despues(jefatura, especialista):
    convenio = fabrica.convenio(por=jefatura)
    vencio = HOY - timedelta(days=30)
    o = fabrica.ocurrencia(convenio, base=vencio)
    fabrica.cumplir(o, por=especialista, valida=jefatura, hoy=HOY, cumplida_el=vencio)
    ayer = HOY - timedelta(days=1)
    assert Ocurrencia.objects.al(ayer).vencidas(ayer).count() == 1
    assert Ocurrencia.objects.al(HOY).vencidas(HOY).count() == 0
    assert Ocurrencia.objects.al(HOY).cumplidas_tarde().count() == 0
