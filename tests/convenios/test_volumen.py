"""The volume that is measured is sound: for any day its figures are those of its rows in Python."""

from collections import defaultdict
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from cargos import demo
from convenios import fotos
from convenios.cifras import Fila, Merito, Sumas, sumar
from convenios.models import Convenio, FotoConvenio, Ocurrencia, Seguimiento
from convenios.models.foto import campos_de
from convenios.volumen import COMPROMISOS, OCURRENCIAS
from tests import fabrica
from tests.convenios.test_sumas import P, merito

CONVENIOS = 6


@pytest.fixture
def volumen(db):
    fabrica.mof()
    demo.poblar(timezone.localdate())
    call_command("sembrar", convenios=CONVENIOS, verbosity=0)


def en_python(dia):
    """The sums of our side of each convenio on `dia`, from plain rows and their histories."""
    historias = defaultdict(list)
    actos = Seguimiento.objects.order_by("fecha", "pk").values_list(
        "ocurrencia", "fecha", "estado", "avance", "cumplida_el"
    )
    for ocurrencia, fecha, *como in actos:
        if fecha <= dia:
            historias[ocurrencia] = como
    filas = defaultdict(list)
    for pk, convenio, peso, vence, criticidad in Ocurrencia.objects.filter(
        compromiso__obligado__lado="sector"
    ).values_list(
        "pk", "compromiso__convenio", "compromiso__peso", "fecha_exigible", "compromiso__criticidad"
    ):
        estado, avance, cumplida = historias[pk] or ("", 0, None)
        filas[convenio].append(
            Fila(peso, vence, merito(estado) if estado else Merito.NINGUNO, avance, cumplida,
                 criticidad)
        )  # fmt: skip
    return {convenio: sumar(suyas, dia, P) for convenio, suyas in filas.items()}


def test_el_volumen_suma_lo_mismo_que_python_cualquier_dia(volumen):
    assert Ocurrencia.objects.count() == CONVENIOS * COMPROMISOS * OCURRENCIAS
    hoy = timezone.localdate()

    @settings(max_examples=12)
    @given(st.integers(-2500, 1500))
    def comprobar(dias):
        dia = hoy + timedelta(days=dias)
        fotos.asegurar(dia, P)
        en_foto = {
            f.convenio_id: Sumas(**{c: getattr(f, c) for c in campos_de(Sumas())})
            for f in FotoConvenio.objects.filter(dia=dia)
        }
        assert en_foto == en_python(dia), f"al {dia}"

    comprobar()


def test_el_volumen_trae_de_todo(volumen):
    estados = set(Ocurrencia.objects.values_list("estado", flat=True))
    assert {"pendiente", "cumplido", "reportado"} <= estados
    assert Convenio.objects.filter(es_ficticio=False).count() == 0


def test_sembrar_se_niega_en_una_oficina_de_verdad(jefatura):
    with pytest.raises(CommandError, match="oficina de verdad"):
        call_command("sembrar", convenios=1)


def test_sembrar_pide_cuantos(db):
    with pytest.raises(CommandError, match="Diga cuántos"):
        call_command("sembrar")
