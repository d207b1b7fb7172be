"""Whoever stands in sees the tray, acts in that capacity, and leaves it on the last day."""

import io
from collections.abc import Callable
from datetime import timedelta

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cargos.models import Modalidad, Usuario
from tests import fabrica, fabrica_tramite
from tramite import acciones
from tramite.models import Expediente

Como = Callable[[Usuario], Client]


def encargar(quien: Usuario, cargo: str, *, dias: int = 5) -> Usuario:
    """`quien` answers for that post too, from yesterday and for `dias` days."""
    ayer = timezone.localdate() - timedelta(days=1)
    fabrica.designar(
        quien.persona,
        cargo,
        modalidad=Modalidad.ENCARGO_FUNCIONES,
        desde=ayer,
        hasta=ayer + timedelta(days=dias),
    )
    return Usuario.objects.get(pk=quien.pk)


@pytest.fixture
def en_jefatura(secretaria: Usuario, jefatura: Usuario) -> Expediente:
    return fabrica_tramite.expediente(por=secretaria, pase_a="067")


def bandeja(cliente: Client, ver: str = "por-recibir") -> str:
    return cliente.get(f"/tramite/?ver={ver}").content.decode()


def test_mientras_dura_el_encargo_las_bandejas_se_juntan(
    en_jefatura: Expediente, secretaria: Usuario, especialista: Usuario, como: Como
) -> None:
    suyo = fabrica_tramite.expediente(por=secretaria, pase_a="068")
    assert en_jefatura.numero not in bandeja(como(especialista))

    suplente = encargar(especialista, "067")

    pagina = bandeja(como(suplente))
    assert en_jefatura.numero in pagina
    assert suyo.numero in pagina


def test_al_dia_siguiente_del_ultimo_la_bandeja_vuelve_a_su_dueno(
    en_jefatura: Expediente, especialista: Usuario, jefatura: Usuario, como: Como
) -> None:
    suplente = encargar(especialista, "067", dias=1)

    assert en_jefatura.numero not in bandeja(como(suplente))
    assert en_jefatura.numero in bandeja(como(jefatura))
    url = reverse("tramite:derivar", args=[en_jefatura.numero])
    cuerpo = {"version": en_jefatura.version, "para": fabrica_tramite.posicion("071").pk}
    assert como(suplente).post(url, cuerpo).status_code == 409


@pytest.mark.parametrize(("de", "calidad"), [("067", "por encargo de funciones"), ("068", "")])
def test_cada_acto_se_firma_con_la_calidad_del_cargo_que_lo_tiene(
    secretaria: Usuario, jefatura: Usuario, especialista: Usuario, de: str, calidad: str
) -> None:
    fila = fabrica_tramite.expediente(por=secretaria, pase_a=de)
    suplente = encargar(especialista, "067")

    acciones.atender(fila, texto="Se respondió", por=suplente, ahora=timezone.now())
    nuevo = acciones.derivar(
        fila, para=fabrica_tramite.posicion("071"), por=suplente, ahora=timezone.now()
    )

    acto = fila.actuaciones.get()
    assert nuevo is not None
    for hecho in (acto, nuevo):
        assert hecho.por_posicion is not None
        assert hecho.por_posicion.nro_orden == de
        assert hecho.calidad == ", ".join(p for p in (f"cargo {de}", calidad) if p)
        assert hecho.por == especialista


def test_quien_encarga_a_su_propio_cargo_deja_el_paso_a_la_vista(
    en_jefatura: Expediente, especialista: Usuario, como: Como
) -> None:
    suplente = encargar(especialista, "067")
    url = reverse("tramite:derivar", args=[en_jefatura.numero])
    cuerpo = {"version": en_jefatura.version, "para": fabrica_tramite.posicion("068").pk}

    assert como(suplente).post(url, cuerpo).status_code == 302

    paso = en_jefatura.movimientos.abiertos().get()
    assert (str(paso.por_posicion), str(paso.para)) == ("067", "068")


def test_anular_por_encargo_dice_que_fue_por_encargo(
    secretaria: Usuario, jefatura: Usuario, especialista: Usuario
) -> None:
    fila = fabrica_tramite.expediente(por=secretaria)
    suplente = encargar(especialista, "067")

    acto = acciones.anular(fila, motivo="Repetido", por=suplente, ahora=timezone.now())

    assert acto.calidad == "cargo 067, por encargo de funciones"


def test_el_acta_del_encargo_lista_lo_que_se_recibe(
    en_jefatura: Expediente, especialista: Usuario, jefatura: Usuario, como: Como
) -> None:
    suplente = encargar(especialista, "067")
    encargo, titular = (
        suplente.persona.designaciones.get(modalidad=Modalidad.ENCARGO_FUNCIONES),
        jefatura.persona.designaciones.get(),
    )

    acta = como(jefatura).get(reverse("cargos:designacion_acta", args=[encargo.pk]))
    texto = pypdfium2.PdfDocument(io.BytesIO(acta.content))[0].get_textpage().get_text_bounded()

    assert en_jefatura.numero in texto
    assert str(suplente.persona) in texto
    de_titular = como(jefatura).get(reverse("cargos:designacion_acta", args=[titular.pk]))
    assert de_titular.status_code == 404


def test_quien_designa_sin_ver_expedientes_no_lee_en_las_actas_lo_que_listan(
    en_jefatura: Expediente,
    especialista: Usuario,
    jefatura: Usuario,
    administracion: Usuario,
    como: Como,
) -> None:
    suplente = encargar(especialista, "067")
    encargo = suplente.persona.designaciones.get(modalidad=Modalidad.ENCARGO_FUNCIONES)
    titular = jefatura.persona.designaciones.get()
    como(jefatura).post(
        reverse("cargos:entrega_preparar", args=[titular.pk]), {"fecha_termino": "30/11/2026"}
    )
    direcciones = [
        reverse("cargos:designacion_acta", args=[encargo.pk]),
        reverse("cargos:entrega", args=[titular.entrega.pk]),
        reverse("cargos:entrega_acta", args=[titular.entrega.pk]),
    ]

    for url in direcciones:
        assert en_jefatura.numero in leido(como(jefatura), url)
        dicho = leido(como(administracion), url)
        assert "Reservado para quien puede leerlo" in " ".join(dicho.split())
        assert en_jefatura.numero not in dicho
        assert en_jefatura.asunto not in dicho


def leido(cliente: Client, url: str) -> str:
    """What a page or a PDF says."""
    contenido = cliente.get(url).content
    if not contenido.startswith(b"%PDF"):
        return contenido.decode()
    hojas = pypdfium2.PdfDocument(io.BytesIO(contenido))
    return "\n".join(h.get_textpage().get_text_bounded() for h in hojas)
