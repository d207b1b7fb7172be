"""From the draft to the acknowledgement: who may do what, and what is left written."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cargos.evidencias import Periodo, evidencia_de
from cargos.models import Usuario
from tests import fabrica_salidas as fabrica
from tests import fabrica_tramite
from tests.fabrica_firma import CLAVE
from tests.fabrica_salidas import p12, url
from tramite.estados import Estado
from tramite.estados_salida import EstadoSalida
from tramite.models import Expediente, Salida

Como = Callable[[Usuario], Client]


@pytest.fixture
def expediente(secretaria: Usuario, jefatura: Usuario) -> Expediente:
    return fabrica.pedido(por=secretaria)


def formulario(**campos: object) -> dict[str, object]:
    return {
        "clave": "11111111-1111-4111-8111-111111111111",
        "destinatario": "APCI",
        "asunto": "Remite opinión",
        "cuerpo": "Primer párrafo.\n\nSegundo.",
        "firmante": fabrica_tramite.posicion("067").pk,
        "atiende": "on",
    } | campos


def test_el_borrador_nace_con_los_datos_del_expediente(
    expediente: Expediente, especialista: Usuario, como: Como
) -> None:
    pagina = como(especialista).get(
        reverse("tramite:redactar", args=[expediente.numero, "oficio-respuesta"])
    )

    texto = pagina.content.decode()
    for dato in ("Asociación Áncash", "su oficio N.º CARTA 77-2026", "«Ñawpaq»", "Jr. Lima 1"):
        assert dato in texto


def test_dos_clics_son_un_solo_borrador(
    expediente: Expediente, especialista: Usuario, como: Como
) -> None:
    cliente = como(especialista)
    destino = reverse("tramite:redactar", args=[expediente.numero, "oficio-respuesta"])

    primero = cliente.post(destino, formulario())
    segundo = cliente.post(destino, formulario())

    assert (primero.status_code, primero.url) == (302, segundo.url)
    assert Salida.objects.count() == 1


@pytest.mark.parametrize("cuerpo", ["", "  \n\n ", "x" * 60_001])
def test_un_texto_vacio_o_desmedido_se_dice_junto_al_campo(
    expediente: Expediente, especialista: Usuario, como: Como, cuerpo: str
) -> None:
    destino = reverse("tramite:redactar", args=[expediente.numero, "oficio-respuesta"])

    respuesta = como(especialista).post(destino, formulario(cuerpo=cuerpo))

    assert respuesta.status_code == 422
    assert respuesta.context["form"].errors["cuerpo"]


def test_el_recorrido_entero_por_sus_paginas(
    expediente: Expediente,
    secretaria: Usuario,
    especialista: Usuario,
    especialista_ai: Usuario,
    jefatura: Usuario,
    como: Como,
) -> None:
    fabrica.serie()
    salida = fabrica.salida(expediente, por=especialista, vistos=("070",))
    version = {"version": salida.version}
    como(especialista).post(url("salida_enviar", salida), version)
    salida.refresh_from_db()
    assert salida.estado == EstadoSalida.EN_REVISION

    como(especialista_ai).post(
        url("salida_observar", salida),
        {"version": salida.version, "parrafo_2": "Falta citar el informe"},
    )
    salida.refresh_from_db()
    assert salida.estado == EstadoSalida.OBSERVADO
    assert (
        "Falta citar el informe" in como(especialista).get(url("salida", salida)).content.decode()
    )

    pagina = como(especialista).get(url("salida_corregir", salida)).content.decode()
    assert "«Al respecto, se opina favorablemente.»" in pagina
    assert "Falta citar el informe" in pagina

    corregido = formulario(
        version=salida.version, visadores=[fabrica_tramite.posicion("070").pk], cuerpo="Con cita."
    )
    como(especialista).post(url("salida_corregir", salida), corregido)
    salida.refresh_from_db()
    como(especialista).post(url("salida_enviar", salida), {"version": salida.version})
    salida.refresh_from_db()
    como(especialista_ai).post(url("salida_visar", salida), {"version": salida.version})
    salida.refresh_from_db()
    assert salida.estado == EstadoSalida.VISADO

    firma = {"version": salida.version, "pkcs12": p12("Rosa"), "clave_pkcs12": CLAVE}
    como(jefatura).post(url("salida_firmar", salida), firma)
    salida.refresh_from_db()
    assert (salida.estado, salida.numero) == (
        EstadoSalida.FIRMADO,
        f"D000001-{timezone.localdate().year}-MIMP-OCI",
    )

    despacho = {"version": salida.version, "medio": "correo", "direccion": "x@apci.example"}
    como(secretaria).post(url("salida_despachar", salida), despacho)
    salida.refresh_from_db()
    acuse = {"version": salida.version, "entrega": "acuse", "el": "h", "quien": "Mesa de partes"}
    como(secretaria).post(url("salida_entrega", salida), acuse)

    salida.refresh_from_db()
    expediente.refresh_from_db()
    assert salida.estado == EstadoSalida.ACUSADO
    assert expediente.estado == Estado.DESPACHADO
    assert not expediente.plazos.abiertos().exists()
    assert [p.clase for p in salida.pasos.all()] == [
        "creacion",
        "envio",
        "reparo",
        "cambio",
        "envio",
        "visto",
        "firma",
        "despacho",
        "entrega",
    ]


def test_un_borrador_restringido_no_lo_ve_quien_no_esta_nombrado(
    secretaria: Usuario,
    jefatura: Usuario,
    especialista: Usuario,
    especialista_rs: Usuario,
    auditoria: Usuario,
    como: Como,
) -> None:
    reservado = fabrica_tramite.expediente(por=secretaria, pase_a="068", acceso="grupo")
    abierto = fabrica_tramite.expediente(por=secretaria, pase_a="068")
    oculto = fabrica.salida(reservado, por=especialista, asunto="Secreto")
    borrador = fabrica.salida(abierto, por=especialista)

    assert como(especialista_rs).get(url("salida", oculto)).status_code == 404
    assert como(especialista_rs).get(url("salida_pdf", oculto)).status_code == 404
    assert como(especialista).get(url("salida", oculto)).status_code == 200
    # TUO Ley 27806 art. 17.1: not decided yet
    assert como(auditoria).get(url("salida", borrador)).status_code == 404


def test_la_bandeja_no_pregunta_mas_por_tener_mas_filas(
    secretaria: Usuario,
    especialista: Usuario,
    jefatura: Usuario,
    como: Como,
    consultas: Callable[[Client, str], int],
) -> None:
    fila = fabrica_tramite.expediente(por=secretaria)
    fabrica.lista_para_firmar(fila, por=especialista)
    cliente, destino = como(jefatura), f"{reverse('tramite:salidas')}?ver=por-firmar"
    cliente.get(destino)
    antes = consultas(cliente, destino)

    for _ in range(6):
        fabrica.lista_para_firmar(fila, por=especialista)

    assert consultas(cliente, destino) == antes


def test_no_pasa_a_la_firma_lo_que_la_plantilla_dejo_por_llenar(
    expediente: Expediente, especialista: Usuario, como: Como
) -> None:
    salida = fabrica.salida(
        expediente, por=especialista, cuerpo="Cita «[…] y más».\n\nAl respecto, …"
    )

    respuesta = como(especialista).post(url("salida_enviar", salida), {"version": salida.version})

    assert respuesta.status_code == 409
    assert "dejó en «…»: párrafo 2." in respuesta.content.decode()
    salida.refresh_from_db()
    assert salida.estado == EstadoSalida.BORRADOR


@pytest.mark.parametrize(
    ("clave", "modelo", "quien"),
    [
        ("067-02", "ayuda-memoria", "068"),
        ("068-04", "informe-tecnico", "068"),
        ("071-02", "oficio-respuesta", "071"),
    ],
)
def test_la_cifra_del_mof_abre_exactamente_sus_documentos(
    secretaria: Usuario,
    especialista: Usuario,
    jefatura: Usuario,
    como: Como,
    clave: str,
    modelo: str,
    quien: str,
) -> None:
    for tipo in ("oficio", "informe"):
        fabrica.serie(tipo)
    redacta = {"068": especialista, "071": secretaria}[quien]
    abierto = fabrica_tramite.expediente(por=secretaria)
    oculto = fabrica_tramite.expediente(por=secretaria, acceso="grupo")
    for fila in (abierto, oculto):
        fabrica.firmada(fila, por=redacta, jefatura=jefatura, modelo=modelo, atiende=False)
    fabrica.salida(abierto, por=redacta, modelo=modelo)
    hoy = timezone.localdate()
    evidencia = evidencia_de(clave)
    assert evidencia is not None

    cifra = evidencia.consulta(clave[:3], Periodo(hoy - timedelta(days=30), hoy))

    filas = como(jefatura).get(cifra.enlace).context["pagina"].filas
    assert (cifra.valor, [s.expediente for s in filas]) == (1, [abierto])
    assert ("mediana de 0 días desde que ingresó" in cifra.nota) is (clave == "067-02")
