"""Who may know that an expediente exists: nothing leaks by list, count, search, file or address."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cargos.models import Usuario
from tests import fabrica_tramite as fabrica
from tramite import acciones
from tramite.antecedentes import los_iguales
from tramite.models import Documento, Expediente

Como = Callable[[Usuario], Client]
SECRETO = "Denuncia reservada contra la entidad Mandrágora"


@pytest.fixture
def restringido(secretaria: Usuario, jefatura: Usuario, especialista: Usuario) -> Expediente:
    """Registered by the secretary for the head, readable by post 068 besides them."""
    return fabrica.expediente(
        por=secretaria,
        pase_a="067",
        acceso="grupo",
        lectores=("068",),
        asunto=SECRETO,
        remitente=fabrica.remitente(nombre="Mandrágora S. A."),
        documento_numero="CARTA-7777-MANDRAGORA",
    )


@pytest.fixture
def ajeno(request: pytest.FixtureRequest, restringido: Expediente) -> Usuario:
    """Someone who is not named: a colleague, an auditor or the administrator."""
    return request.getfixturevalue(request.param)


AJENOS = pytest.mark.parametrize("ajeno", ["especialista_rs", "auditoria"], indirect=True)


@AJENOS
@pytest.mark.parametrize(
    "ruta",
    [
        "expediente",
        "cargo",
        "hoja_de_ruta",
    ],
)
def test_un_restringido_no_existe_para_quien_no_esta_nombrado(
    restringido: Expediente, ajeno: Usuario, como: Como, ruta: str
) -> None:
    respuesta = como(ajeno).get(reverse(f"tramite:{ruta}", args=[restringido.numero]))

    assert respuesta.status_code == 404
    assert "Mandrágora" not in respuesta.content.decode()


@pytest.mark.parametrize("ruta", ["derivar", "recibir", "devolver", "atender", "archivar"])
def test_tampoco_se_actua_sobre_un_restringido(
    restringido: Expediente, especialista_rs: Usuario, como: Como, ruta: str
) -> None:
    respuesta = como(especialista_rs).post(
        reverse(f"tramite:{ruta}", args=[restringido.numero]), {"version": 1}
    )

    assert respuesta.status_code == 404


@AJENOS
@pytest.mark.parametrize(
    "q", ["", "Mandrágora", "mandragora", "denuncia", "7777", "CARTA-7777-MANDRAGORA", "1"]
)
def test_la_busqueda_no_revela_un_restringido(
    restringido: Expediente, ajeno: Usuario, como: Como, q: str
) -> None:
    pagina = como(ajeno).get("/tramite/expedientes/", {"q": q}).content.decode()

    assert restringido.numero not in pagina


@AJENOS
def test_el_numero_exacto_de_un_restringido_no_lleva_a_nada(
    restringido: Expediente, ajeno: Usuario, como: Como
) -> None:
    respuesta = como(ajeno).get("/tramite/expedientes/", {"q": restringido.numero})

    assert respuesta.status_code == 200
    assert "Ningún expediente coincide" in respuesta.content.decode()


@AJENOS
@pytest.mark.parametrize("formato", ["xlsx", "csv"])
def test_la_descarga_no_lleva_un_restringido(
    restringido: Expediente, ajeno: Usuario, como: Como, formato: str
) -> None:
    respuesta = como(ajeno).get(f"/tramite/expedientes.{formato}")

    contenido = b"".join(respuesta) if respuesta.streaming else respuesta.content
    assert restringido.numero.encode() not in contenido
    assert b"Mandr" not in contenido


def test_los_contadores_no_cuentan_lo_que_no_se_ve(
    restringido: Expediente, especialista_rs: Usuario, como: Como
) -> None:
    cuentas = como(especialista_rs).get("/tramite/").context["cuentas"]

    assert all(c.cantidad == 0 for c in cuentas)


@pytest.fixture
def privado(jefatura: Usuario) -> Expediente:
    """Registered by the head for the head: not even the desk is named."""
    return fabrica.expediente(
        por=jefatura,
        acceso="grupo",
        asunto=SECRETO,
        remitente=fabrica.remitente(nombre="Mandrágora S. A."),
        documento_numero="CARTA-8888",
    )


def test_las_sugerencias_no_revelan_a_quien_solo_escribio_en_reserva(
    privado: Expediente, secretaria: Usuario, como: Como
) -> None:
    lista = como(secretaria).get("/tramite/remitentes/?remitente=mandragora").content.decode()

    assert "Mandrágora" not in lista
    assert SECRETO not in lista


def test_un_remitente_conocido_no_trae_lo_que_envio_en_reserva(
    privado: Expediente, secretaria: Usuario, como: Como
) -> None:
    fabrica.expediente(por=secretaria, remitente=privado.remitente, documento_numero="NOTA 1")

    lista = como(secretaria).get("/tramite/remitentes/?remitente=mandragora").content.decode()

    assert "Mandrágora S. A." in lista
    assert SECRETO not in lista
    assert "CARTA" not in lista


def test_el_aviso_de_parecido_no_revela_un_restringido(
    privado: Expediente, secretaria: Usuario, como: Como
) -> None:
    datos = fabrica.formulario(remitente=privado.remitente_nombre, documento_numero="CARTA-8888")

    assert como(secretaria).post("/tramite/registrar/", datos).status_code == 302


@pytest.mark.parametrize(
    "quien",
    ["jefatura", "secretaria", "especialista", "especialista_rs", "auditoria", "administracion"],
)
@pytest.mark.parametrize("fecha", [None, date(2026, 3, 2)])
def test_los_iguales_son_los_que_esa_persona_puede_ver(
    restringido: Expediente,
    secretaria: Usuario,
    quien: str,
    fecha: date | None,
    request: pytest.FixtureRequest,
) -> None:
    usuario: Usuario = request.getfixturevalue(quien)
    papel: dict[str, Any] = {"remitente": restringido.remitente, "tipo": fabrica.tipo()}
    numero = restringido.documento_numero
    for otra in (None, date(2026, 3, 2), date(2026, 3, 3)):
        fabrica.expediente(por=secretaria, **papel, documento_numero=numero, documento_fecha=otra)

    hallados = los_iguales(*papel.values(), numero.lower(), fecha, usuario=usuario)

    visibles = Documento.objects.visibles_para(usuario)
    assert hallados == list(visibles.iguales_a(**papel, numero=numero, fecha=fecha).order_by("-pk"))
    ve = quien in ("jefatura", "secretaria", "especialista")
    assert (restringido.pk in {d.expediente_id for d in hallados}) is ve
    assert los_iguales(*papel.values(), " ", fecha, usuario=usuario) == []


def test_un_administrador_no_ve_expedientes(
    restringido: Expediente, administracion: Usuario, como: Como
) -> None:
    navegador = como(administracion)

    assert navegador.get("/tramite/").status_code == 403
    assert navegador.get("/tramite/expedientes/").status_code == 403
    assert navegador.get(restringido.get_absolute_url()).status_code == 403


@pytest.mark.parametrize("quien", ["jefatura", "secretaria", "especialista"])
def test_los_nombrados_y_la_jefatura_si_lo_ven(
    restringido: Expediente, quien: str, request: pytest.FixtureRequest, como: Como
) -> None:
    respuesta = como(request.getfixturevalue(quien)).get(restringido.get_absolute_url())

    assert respuesta.status_code == 200
    assert SECRETO in respuesta.content.decode()


def test_derivar_un_restringido_nombra_a_quien_lo_recibe(
    restringido: Expediente, jefatura: Usuario, especialista_ai: Usuario, como: Como
) -> None:
    assert como(especialista_ai).get(restringido.get_absolute_url()).status_code == 404

    acciones.derivar(restringido, para=fabrica.posicion("070"), por=jefatura, ahora=timezone.now())

    assert como(especialista_ai).get(restringido.get_absolute_url()).status_code == 200


def test_quien_deja_el_cargo_deja_de_ver_lo_restringido(
    restringido: Expediente, especialista: Usuario, como: Como
) -> None:
    especialista.persona.designaciones.update(anulada_en=timezone.now())

    assert como(especialista).get(restringido.get_absolute_url()).status_code == 403


def test_la_auditoria_lee_lo_que_no_es_restringido(
    secretaria: Usuario, jefatura: Usuario, auditoria: Usuario, como: Como
) -> None:
    fila = fabrica.expediente(por=secretaria)

    assert como(auditoria).get(fila.get_absolute_url()).status_code == 200


def test_el_aviso_por_correo_no_lleva_el_asunto(restringido: Expediente, jefatura: Usuario) -> None:
    aviso = jefatura.avisos.get()

    assert "Mandrágora" not in aviso.asunto + aviso.cuerpo
