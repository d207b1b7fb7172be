"""What the desk looks at when it receives: the requisites, all there or some missing."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cargos.models import Usuario
from tests import fabrica_tramite as fabrica
from tests.tramite.test_papeles import texto_de
from tramite import acciones
from tramite.estados import Estado
from tramite.models import (
    Actuacion,
    Expediente,
    Plazo,
    Procedimiento,
    RequisitoProcedimiento,
)
from tramite.papeles import cargo_pdf

Como = Callable[[Usuario], Client]
Contar = Callable[[Client, str], int]


@pytest.fixture
def solicitud(secretaria: Usuario, jefatura: Usuario, especialista: Usuario) -> Procedimiento:
    """The product's own procedure with the content that art. 113 asks of a filing."""
    return fabrica.procedimiento("solicitud")


def registrar(cliente: Client, procedimiento: Procedimiento, **campos: object) -> Expediente:
    cuerpo = fabrica.formulario(procedimiento=str(procedimiento.pk), **campos)
    respuesta = cliente.post(reverse("tramite:registrar"), cuerpo)
    assert respuesta.status_code == 302, respuesta.content.decode()
    return Expediente.objects.latest("pk")


def pedido(procedimiento: Procedimiento, numero: int) -> RequisitoProcedimiento:
    """The requisite that the screen numbers so, from 1."""
    return procedimiento.exigibles(timezone.localdate())[numero - 1]


def falta(procedimiento: Procedimiento, *numeros: int) -> list[str]:
    return [str(pedido(procedimiento, n).pk) for n in numeros]


def test_lo_que_falta_se_observa_en_el_mismo_acto_y_nuestro_plazo_no_corre(
    secretaria: Usuario, como: Como, solicitud: Procedimiento
) -> None:
    fila = registrar(como(secretaria), solicitud, faltan=falta(solicitud, 3, 6))

    assert fila.estado == Estado.OBSERVADO
    pedidos = fila.observacion.requisitos.values_list("texto", flat=True)
    assert list(pedidos) == [pedido(solicitud, 3).texto, pedido(solicitud, 6).texto]
    assert fila.vence_el is None
    assert not fila.plazos.nuestros().abiertos().exists()
    assert fila.plazos.abiertos().get().regla == "SUBS_FIS"


def test_lo_observado_no_pasa_a_nadie_aunque_la_regla_lo_proponga(
    secretaria: Usuario, como: Como, solicitud: Procedimiento
) -> None:
    """TUO LPAG art. 125.3: while it is pending it is not forwarded."""
    pase = str(fabrica.posicion("068").pk)
    fila = registrar(como(secretaria), solicitud, faltan=falta(solicitud, 1), pase_a=pase)

    assert fila.movimientos.get().para.nro_orden == "071"


def test_todos_conformes_queda_escrito_y_pasa(
    secretaria: Usuario, como: Como, solicitud: Procedimiento
) -> None:
    pase = str(fabrica.posicion("068").pk)
    fila = registrar(como(secretaria), solicitud, conforme=str(solicitud.pk), pase_a=pase)

    assert fila.estado == Estado.EN_TRAMITE
    acto = fila.actuaciones.get()
    assert acto.clase == Actuacion.Clase.REQUISITOS
    assert "todos conformes" in acto.texto


def test_sin_mirar_los_requisitos_tambien_se_registra(
    secretaria: Usuario, como: Como, solicitud: Procedimiento
) -> None:
    """TUO LPAG art. 124.1: nothing but the five fields can stop it."""
    fila = registrar(como(secretaria), solicitud)

    assert fila.estado == Estado.REGISTRADO
    assert not fila.actuaciones.exists()


@pytest.mark.parametrize("marca", ["0", "x", "-", "²", "9" * 40, "\x00"])
def test_una_marca_imposible_no_observa_nada(
    secretaria: Usuario, como: Como, solicitud: Procedimiento, marca: str
) -> None:
    fila = registrar(como(secretaria), solicitud, faltan=[marca], conforme=marca[:20])

    assert fila.estado == Estado.REGISTRADO


def test_los_requisitos_de_otro_procedimiento_no_cuentan(
    secretaria: Usuario, como: Como, solicitud: Procedimiento
) -> None:
    otro = fabrica.procedimiento("informe")
    fila = registrar(como(secretaria), otro, faltan=falta(solicitud, 1))

    assert fila.estado == Estado.REGISTRADO


def test_el_cargo_dice_lo_que_falta_y_hasta_cuando_se_subsana(
    secretaria: Usuario, como: Como, solicitud: Procedimiento
) -> None:
    fila = registrar(como(secretaria), solicitud, faltan=falta(solicitud, 3))
    hasta = Plazo.objects.get(expediente=fila, regla="SUBS_FIS").vence_el

    texto = " ".join(texto_de(cargo_pdf(fila)).split())

    assert "Observado al recibirse" in texto
    assert pedido(solicitud, 3).texto in texto
    assert f"{hasta:%d/%m/%Y}" in texto


def test_lo_observado_despues_no_cambia_el_cargo(
    secretaria: Usuario, como: Como, solicitud: Procedimiento
) -> None:
    fila = registrar(como(secretaria), solicitud)
    antes = cargo_pdf(fila)
    acciones.observar(
        fila, requisitos=["Firma"], por=secretaria, ahora=timezone.now() + timedelta(minutes=1)
    )

    assert cargo_pdf(fila) == antes


def test_al_subsanarse_corre_el_plazo_y_la_fecha_de_presentacion_se_conserva(
    secretaria: Usuario, como: Como, solicitud: Procedimiento
) -> None:
    fila = registrar(como(secretaria), solicitud, faltan=falta(solicitud, 3))
    presentado = fila.presentado_en
    despues = timezone.now() + timedelta(days=1)

    acciones.subsanar(
        fila, cumplidos=list(fila.observacion.requisitos.all()), por=secretaria, ahora=despues
    )

    fila.refresh_from_db()
    assert (fila.estado, fila.presentado_en) == (Estado.SUBSANADO, presentado)
    assert fila.plazos.nuestros().abiertos().get().hecho_en == despues


def test_al_observar_despues_se_marcan_los_requisitos_del_procedimiento(
    secretaria: Usuario, como: Como, solicitud: Procedimiento
) -> None:
    fila = registrar(como(secretaria), solicitud)
    cuerpo = {
        "version": fila.version,
        "faltan": [pedido(solicitud, 1).texto],
        "requisitos": "Un CD",
    }

    respuesta = como(secretaria).post(reverse("tramite:observar", args=[fila.numero]), cuerpo)

    assert respuesta.status_code == 302
    pedidos = fila.observacion.requisitos.values_list("texto", flat=True)
    assert list(pedidos) == [pedido(solicitud, 1).texto, "Un CD"]


def test_lo_que_no_se_leyo_en_su_norma_no_se_exige(
    secretaria: Usuario, como: Como, solicitud: Procedimiento
) -> None:
    dudoso = RequisitoProcedimiento.objects.create(
        procedimiento=solicitud, codigo="dudoso", texto="Copia legalizada", verificado=False
    )
    pagina = como(secretaria).get(reverse("tramite:registrar")).content.decode()
    fila = registrar(como(secretaria), solicitud, faltan=[str(dudoso.pk)])

    assert "Copia legalizada" not in pagina
    assert fila.estado == Estado.REGISTRADO


def test_el_registro_no_pregunta_mas_por_haber_mas_requisitos(
    secretaria: Usuario, como: Como, consultas: Contar, solicitud: Procedimiento
) -> None:
    url = reverse("tramite:registrar")
    antes = consultas(como(secretaria), url)
    for n in range(5):
        RequisitoProcedimiento.objects.create(
            procedimiento=fabrica.procedimiento("queja"),
            codigo=f"queja-{n}",
            texto=f"Requisito {n}",
            base="TUO LPAG art. 158",
            verificado=True,
        )

    assert consultas(como(secretaria), url) == antes
