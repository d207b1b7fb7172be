"""One file per case: adding to it, linking it, joining it to another (TUO LPAG arts. 149, 150)."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cargos.models import Usuario
from tests import fabrica_tramite as fabrica
from tramite import acciones
from tramite.models import Expediente, Relacion

Como = Callable[[Usuario], Client]


def acto(nombre: str, expediente: Expediente) -> str:
    return reverse(f"tramite:{nombre}", args=[expediente.numero])


def datos(expediente: Expediente, **campos: object) -> dict[str, object]:
    expediente.refresh_from_db()
    return {"version": expediente.version} | campos


def papel(expediente: Expediente, **campos: object) -> dict[str, object]:
    base = {"tipo": fabrica.tipo("carta").pk, "folios": "4", "asunto": "Remite el plan"}
    return datos(expediente, **(base | campos))


def test_lo_que_continua_un_caso_se_agrega_con_sus_folios(
    secretaria: Usuario, especialista: Usuario, como: Como
) -> None:
    fila = fabrica.expediente(por=secretaria, pase_a="068", folios=10)

    como(secretaria).post(acto("agregar", fila), papel(fila, numero="CARTA 78", fecha="h"))

    fila.refresh_from_db()
    segundo = fila.documentos.get(orden=2)
    assert (segundo.folio_desde, segundo.folio_hasta, fila.folios) == (11, 14, 14)
    assert Expediente.objects.count() == 1
    assert "llegó otro documento" in especialista.avisos.order_by("-pk").first().asunto


def test_lo_agregado_se_encuentra_por_su_numero(
    secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    fila = fabrica.expediente(por=secretaria)
    como(secretaria).post(acto("agregar", fila), papel(fila, numero="CARTA-7878"))

    pagina = como(secretaria).get("/tramite/expedientes/?q=7878").content.decode()

    assert fila.numero in pagina


def test_no_se_agrega_a_lo_archivado(secretaria: Usuario, jefatura: Usuario, como: Como) -> None:
    fila = fabrica.archivado(por=secretaria, jefatura=jefatura)

    assert como(secretaria).post(acto("agregar", fila), papel(fila)).status_code == 409


def test_lo_acumulado_deja_las_bandejas_y_sus_plazos(
    secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    principal = fabrica.expediente(por=secretaria)
    fila = fabrica.expediente(por=secretaria, procedimiento=fabrica.procedimiento("informe"))

    respuesta = como(jefatura).post(
        acto("acumular", fila), datos(fila, con=principal.numero, resolucion="Resolución 12")
    )

    assert respuesta.status_code == 302
    fila.refresh_from_db()
    assert fila.estado == "acumulado"
    assert not fila.movimientos.abiertos().exists()
    assert not fila.plazos.abiertos().exists()
    assert Relacion.objects.get().con == principal


def test_no_se_acumula_a_uno_cerrado(secretaria: Usuario, jefatura: Usuario, como: Como) -> None:
    cerrado = fabrica.archivado(por=secretaria, jefatura=jefatura)
    fila = fabrica.expediente(por=secretaria)

    respuesta = como(jefatura).post(
        acto("acumular", fila), datos(fila, con=cerrado.numero, resolucion="R. 12")
    )

    assert respuesta.status_code == 409
    fila.refresh_from_db()
    assert fila.estado == "registrado"


def test_un_expediente_no_se_acumula_a_si_mismo(
    secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    fila = fabrica.expediente(por=secretaria)

    respuesta = como(jefatura).post(
        acto("acumular", fila), datos(fila, con=fila.numero, resolucion="R. 12")
    )

    assert respuesta.status_code == 409


@pytest.mark.parametrize("con", ["", "x", "2026-999999", "9" * 40, "\x00"])
def test_un_numero_que_no_existe_se_dice(
    secretaria: Usuario, jefatura: Usuario, como: Como, con: str
) -> None:
    fila = fabrica.expediente(por=secretaria)

    respuesta = como(jefatura).post(
        acto("relacionar", fila), datos(fila, con=con, tipo="antecedente")
    )

    assert respuesta.status_code == 422


def test_no_se_relaciona_con_lo_que_no_se_puede_ver(
    secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    secreto = fabrica.expediente(por=jefatura, acceso="grupo")
    fila = fabrica.expediente(por=secretaria)

    respuesta = como(secretaria).post(
        acto("relacionar", fila), datos(fila, con=secreto.numero, tipo="antecedente")
    )

    assert respuesta.status_code == 422
    assert "No hay un expediente" in respuesta.content.decode()


def test_la_relacion_se_ve_desde_los_dos_lados_salvo_la_restringida(
    secretaria: Usuario, jefatura: Usuario, especialista: Usuario, como: Como
) -> None:
    uno, otro = fabrica.expediente(por=secretaria), fabrica.expediente(por=secretaria)
    secreto = fabrica.expediente(por=jefatura, acceso="grupo")
    ahora = timezone.now()
    acciones.relacionar(uno, otro, tipo="antecedente", por=jefatura, ahora=ahora)
    acciones.relacionar(uno, secreto, tipo="mismo_asunto", por=jefatura, ahora=ahora)

    assert uno.numero in como(secretaria).get(otro.get_absolute_url()).content.decode()
    pagina = como(secretaria).get(uno.get_absolute_url()).content.decode()
    assert otro.numero in pagina
    assert secreto.numero not in pagina


def test_la_misma_relacion_no_se_repite(secretaria: Usuario, jefatura: Usuario, como: Como) -> None:
    uno, otro = fabrica.expediente(por=secretaria), fabrica.expediente(por=secretaria)
    cuerpo = datos(uno, con=otro.numero, tipo="antecedente")
    navegador = como(secretaria)

    assert navegador.post(acto("relacionar", uno), cuerpo).status_code == 302
    assert navegador.post(acto("relacionar", uno), cuerpo).status_code == 409
