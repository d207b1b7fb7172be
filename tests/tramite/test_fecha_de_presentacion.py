"""The moment of filing was typed wrong: two people correct it, and the deadlines follow."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cargos.models import Usuario
from tests import fabrica_tramite as fabrica
from tests.tramite.test_papeles import texto_de
from tests.tramite.test_pedidos import decidir, pedir
from tramite import acciones
from tramite.acciones.cargo import _sin_sellar
from tramite.models import Actuacion, Expediente, Pedido

Como = Callable[[Usuario], Client]
LIMA = ZoneInfo("America/Lima")
VIERNES = datetime(2026, 11, 20, 9, 0, tzinfo=LIMA)
MARTES = datetime(2026, 11, 24, 9, 0, tzinfo=LIMA)
BIEN = datetime(2026, 11, 23, 16, 20, tzinfo=LIMA)


@pytest.fixture
def mal_fechado(secretaria: Usuario, especialista: Usuario, jefatura: Usuario) -> Expediente:
    """Filed on Monday 23-11-2026, typed as of Friday 20 and registered on Tuesday 24."""
    return fabrica.expediente(
        por=secretaria,
        ahora=MARTES,
        presentado_en=VIERNES,
        pase_a="068",
        procedimiento=fabrica.procedimiento("informe"),
    )


def pedir_fecha(cliente: Client, caso: Expediente, fecha: str = "23/11/2026") -> Pedido:
    documento = caso.documentos.get().pk
    return pedir(cliente, caso, "presentacion", fecha=fecha, hora="16:20", documento=documento)


def test_la_fecha_de_presentacion_se_corrige_entre_dos_y_los_plazos_la_siguen(
    mal_fechado: Expediente, secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    assert mal_fechado.vence_el == date(2026, 12, 1)
    pedido = pedir_fecha(como(secretaria), mal_fechado)
    antes = como(jefatura).get(pedido.get_absolute_url()).content.decode()
    assert "01/12/2026" in antes
    assert "02/12/2026" in antes

    assert decidir(como(jefatura), pedido) == 302

    mal_fechado.refresh_from_db()
    assert (mal_fechado.presentado_en, mal_fechado.vence_el) == (BIEN, date(2026, 12, 2))
    viejo, nuevo = mal_fechado.plazos.order_by("pk")
    assert (nuevo.reemplaza, nuevo.hecho_en, viejo.esta_abierto) == (viejo, BIEN, False)
    acto = mal_fechado.actuaciones.get(clase=Actuacion.Clase.PRESENTACION)
    assert acto.cambios == [("Presentado", "20/11/2026 09:00", "23/11/2026 16:20")]
    assert "vencía el 01/12/2026; ahora vence el 02/12/2026" in acto.texto
    assert mal_fechado.movimientos.abiertos().get().vence == date(2026, 12, 2)


def test_el_cargo_se_emite_de_nuevo_y_el_anterior_queda_como_sustituido(
    mal_fechado: Expediente, secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    url, ficha = reverse("tramite:cargo", args=[mal_fechado.numero]), mal_fechado.get_absolute_url()
    entregado = como(secretaria).get(url).content
    assert "Sustituida" not in como(secretaria).get(ficha).content.decode()

    decidir(como(jefatura), pedir_fecha(como(secretaria), mal_fechado))

    nuevo = b"".join(como(secretaria).get(url).streaming_content)
    texto = " ".join(texto_de(nuevo).split())
    assert "23/11/2026, 16:20 h" in texto
    assert "Sustituye al anterior, que decía presentado el 20/11/2026 09:00 h" in texto
    anterior = como(secretaria).get(url, {"version": "1"})
    assert b"".join(anterior.streaming_content) == entregado
    assert como(secretaria).get(url, {"version": "3"}).status_code == 404
    assert "Sustituida" in como(secretaria).get(ficha).content.decode()
    assert mal_fechado.pk not in _sin_sellar([mal_fechado.pk])


def test_lo_subsanado_conserva_su_inicio_aunque_cambie_la_presentacion(
    mal_fechado: Expediente, especialista: Usuario, secretaria: Usuario, jefatura: Usuario
) -> None:
    dia = timedelta(days=1)
    acciones.observar(mal_fechado, requisitos=["Firma"], por=especialista, ahora=MARTES + dia)
    requisitos = list(mal_fechado.observacion.requisitos.all())
    acciones.subsanar(mal_fechado, cumplidos=requisitos, por=secretaria, ahora=MARTES + 2 * dia)
    mal_fechado.refresh_from_db()
    vencia = mal_fechado.vence_el

    pedido = acciones.pedir(
        mal_fechado,
        clase="presentacion",
        motivo="Sello",
        presentado_a=BIEN,
        por=secretaria,
        ahora=MARTES + 3 * dia,
    )
    acciones.conceder(pedido, por=jefatura, ahora=MARTES + 3 * dia)

    mal_fechado.refresh_from_db()
    assert (mal_fechado.presentado_en, mal_fechado.vence_el) == (BIEN, vencia)


def test_nunca_se_presento_despues_de_registrarse(
    mal_fechado: Expediente, secretaria: Usuario, como: Como
) -> None:
    url = f"{reverse('tramite:pedir', args=[mal_fechado.numero])}?clase=presentacion"
    campos = {"version": mal_fechado.version, "motivo": "Sello", "hora": "16:20"}
    documento = mal_fechado.documentos.get().pk
    respuesta = como(secretaria).post(url, campos | {"fecha": "24/11/26", "documento": documento})

    assert respuesta.status_code == 422
    assert "No pudo presentarse después de registrarse" in respuesta.content.decode()


def test_sin_un_pedido_concedido_la_base_no_deja_mover_la_fecha(
    mal_fechado: Expediente, secretaria: Usuario, jefatura: Usuario
) -> None:
    filas = Expediente.objects.filter(pk=mal_fechado.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        filas.update(presentado_en=BIEN)
    for momento in (BIEN, VIERNES):
        pedido = acciones.pedir(
            mal_fechado,
            clase="presentacion",
            motivo="Sello",
            presentado_a=momento,
            por=secretaria,
            ahora=MARTES,
        )
        acciones.conceder(pedido, por=jefatura, ahora=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        filas.update(presentado_en=BIEN)  # what was granted served once
