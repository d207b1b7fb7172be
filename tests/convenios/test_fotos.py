"""The fotos of the dashboard: never an old figure, the same as adding row by row."""

from datetime import timedelta
from fractions import Fraction

import pytest
from django.db import connection

from convenios import fotos
from convenios.acciones.adenda import agregar_adenda
from convenios.acciones.convenio import decidir_renovacion
from convenios.acciones.etapa import cambiar_etapa
from convenios.cifras import Sumas
from convenios.models import Adenda, Convenio, FotoConvenio, Ocurrencia, ParametroCumplimiento
from convenios.models.foto import campos_de
from convenios.situacion import situaciones
from tests import fabrica_convenios as fabrica
from tests.convenios.test_sumas import P, fila_al, merito, sumar, vivir
from tests.fabrica_convenios import HOY

DIAS = (HOY, HOY - timedelta(days=30), HOY - timedelta(days=200), HOY + timedelta(days=45))


def de_frente(dia):
    """What every foto of `dia` must say, from the pure situation of each convenio."""
    convenios = Convenio.objects.con_fin(dia).con_decision(dia)
    return {
        v.convenio.pk: (v.propias, v.semaforo.color, v.sin_decision)
        for v in situaciones(convenios, al=dia, p=P)
    }


def en_foto(dia):
    fotos.asegurar(dia, P)
    filas = FotoConvenio.objects.filter(dia=dia).con_color(dia, P)
    return {
        f.convenio_id: (
            Sumas(**{c: getattr(f, c) for c in campos_de(Sumas())}),
            f.color_visto,
            f.sin_decision,
        )
        for f in filas
    }


def test_las_fotos_dicen_lo_mismo_que_las_fichas(jefatura, especialista):
    vivir(jefatura, especialista)
    for n in range(3):
        fabrica.ocurrencia(
            fabrica.convenio(por=jefatura, fecha_fin=HOY + timedelta(days=60 * n)),
            base=HOY - timedelta(days=20 * n),
            cargo="" if n else "068",
        )
    for dia in DIAS:
        assert en_foto(dia) == de_frente(dia), f"al {dia}"


def test_la_foto_suma_fila_por_fila(jefatura, especialista):
    vivir(jefatura, especialista)
    filas = Ocurrencia.objects.select_related("compromiso").filter(
        compromiso__obligado__lado="sector"
    )
    for dia in DIAS:
        esperado = sumar((fila_al(o, dia) for o in filas), dia, P)
        ((sumas, _, _),) = en_foto(dia).values()
        assert sumas == esperado
        tarde = [
            o
            for o in filas
            if o.fecha_exigible <= dia
            and (f := fila_al(o, dia)).merito == merito("cumplido")
            and f.cumplida_el > o.fecha_exigible
        ]
        assert FotoConvenio.objects.get(dia=dia).tarde == len(tarde)


def test_la_mediana_descuenta_a_los_que_no_tenian_nada_exigible(jefatura, especialista):
    cumple, falta, nada = (fabrica.convenio(por=jefatura) for _ in range(3))
    fabrica.cumplir(fabrica.ocurrencia(cumple), por=especialista, valida=jefatura)
    fabrica.ocurrencia(falta, base=HOY - timedelta(days=1))
    fotos.asegurar(HOY, P)
    filas = FotoConvenio.objects.filter(dia=HOY)
    assert filas.mediana(filas.sumadas()["con_exigibles"]) == Fraction(1, 2)
    assert filas.filter(convenio=nada).mediana(0) is None


@pytest.fixture
def retratado(jefatura, especialista):
    """A convenio with its fotos taken."""
    convenio = fabrica.convenio(por=jefatura, fecha_fin=HOY + timedelta(days=60))
    o = fabrica.ocurrencia(convenio, base=HOY - timedelta(days=20))
    fabrica.reportar(o, por=especialista, hoy=HOY - timedelta(days=1))
    otro = fabrica.convenio(por=jefatura)
    for dia in DIAS:
        fotos.asegurar(dia, P)
    return convenio, o, otro


def _validar(convenio, o, jefatura):
    fabrica.acciones_ocurrencia.validar(o, por=jefatura, hoy=HOY)


def _decidir(convenio, o, jefatura):
    decidir_renovacion(convenio, sentido="renovar", motivo="Sirve.", fecha=HOY, por=jefatura)


def _prorrogar(convenio, o, jefatura):
    adenda = Adenda(
        convenio=convenio,
        fecha=HOY,
        efectos=["plazo"],
        nueva_fecha_fin=HOY + timedelta(days=900),
    )
    agregar_adenda(adenda, por=jefatura)


def _resolver(convenio, o, jefatura):
    cambiar_etapa(convenio, a="resuelto", por=jefatura, hoy=HOY, motivo="Mutuo acuerdo.")


def _comprometer(convenio, o, jefatura):
    fabrica.ocurrencia(convenio, base=HOY - timedelta(days=70))


def _pesar(convenio, o, jefatura):
    type(o.compromiso).objects.filter(pk=o.compromiso_id).update(peso=9, criticidad=5)


def _por_sql(convenio, o, jefatura):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE convenios_ocurrencia SET fecha_exigible = %s WHERE id = %s",
            [HOY - timedelta(days=90), o.pk],
        )


ACTOS = [_validar, _decidir, _prorrogar, _resolver, _comprometer, _pesar, _por_sql]


@pytest.mark.parametrize("acto", ACTOS, ids=[a.__name__.strip("_") for a in ACTOS])
def test_ningun_acto_deja_una_foto_vieja(acto, retratado, jefatura):
    convenio, o, otro = retratado
    intacta = FotoConvenio.objects.get(dia=HOY, convenio=otro).pk
    acto(convenio, o, jefatura)
    assert not FotoConvenio.objects.filter(convenio=convenio).exists()
    assert FotoConvenio.objects.filter(pk=intacta).exists()
    for dia in DIAS:
        assert en_foto(dia) == de_frente(dia), f"al {dia}"


def test_otros_umbrales_piden_otra_foto(retratado, jefatura):
    assert fotos.asegurar(HOY, P) == 0
    valores = P.__dict__ | {"umbral_rojo": 10}
    ParametroCumplimiento.objects.create(
        desde=HOY, valores=valores, motivo="Prueba.", **fabrica.autoria_de(jefatura)
    )
    p = ParametroCumplimiento.objects.en_vigor(HOY)
    assert fotos.asegurar(HOY, p) == 2
    assert FotoConvenio.objects.filter(dia=HOY).count() == 2


def test_el_trabajo_nocturno_prepara_el_dia_siguiente_y_olvida_los_pasados(retratado):
    fotos.preparar(HOY, P)
    dias = set(FotoConvenio.objects.values_list("dia", flat=True))
    assert dias == {HOY - timedelta(days=30), HOY, HOY + timedelta(days=1)}
    assert fotos.asegurar(HOY + timedelta(days=1), P) == 0
