"""Dispatching what was signed, and what came of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cargos.models import Usuario
from ocisys.base.reglas import ReglaIncumplida
from tests import fabrica_salidas as fabrica
from tramite import acciones
from tramite.models import Expediente


@pytest.fixture
def expediente(secretaria: Usuario, jefatura: Usuario) -> Expediente:
    return fabrica.pedido(por=secretaria)


def test_un_correo_sin_acuse_sigue_sin_notificar(
    expediente: Expediente, especialista: Usuario, secretaria: Usuario, jefatura: Usuario
) -> None:
    # TUO LPAG art. 20.4: without an acknowledgement in two days it goes by another medium
    fabrica.serie()
    salida = fabrica.firmada(expediente, por=especialista, jefatura=jefatura)
    ahora = timezone.now()
    acciones.despachar(salida, medio="correo", por=secretaria, ahora=ahora)

    assert set(expediente.plazos.abiertos().values_list("regla", flat=True)) == {
        "NOTIF",
        "ACUSE_MAIL",
    }
    acciones.anotar_entrega(
        salida, entrega="devuelto", el=timezone.localdate(), por=secretaria, ahora=ahora
    )
    acciones.despachar(salida, medio="mano", por=secretaria, ahora=ahora)
    acciones.anotar_entrega(
        salida, entrega="acuse", el=timezone.localdate(), por=secretaria, ahora=ahora
    )

    assert not expediente.plazos.abiertos().exists()


def test_la_fecha_de_entrega_va_del_despacho_a_hoy(
    expediente: Expediente, especialista: Usuario, secretaria: Usuario, jefatura: Usuario
) -> None:
    fabrica.serie()
    salida = fabrica.firmada(expediente, por=especialista, jefatura=jefatura)
    acciones.despachar(salida, medio="mano", por=secretaria, ahora=timezone.now())

    for dias in (-1, 1):
        with pytest.raises(ReglaIncumplida, match="La fecha va del despacho"):
            acciones.anotar_entrega(
                salida,
                entrega="acuse",
                el=timezone.localdate() + timedelta(days=dias),
                por=secretaria,
                ahora=timezone.now(),
            )
