"""Reserve: with its formalities, for the people named, reviewed in time, lifted by two people."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, InternalError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cargos.models import Usuario
from ocisys.base.models import Aviso
from ocisys.base.reglas import ReglaIncumplida
from tests import fabrica_tramite as fabrica
from tests.fabrica_ficheros import PDF
from tramite import acciones
from tramite.models import Expediente, Lectura, Reserva
from tramite.tareas import avisar_reservas_por_revisar

Como = Callable[[Usuario], Client]


def url(nombre: str, expediente: Expediente) -> str:
    return reverse(f"tramite:{nombre}", args=[expediente.numero])


@pytest.fixture
def abierto(secretaria: Usuario, jefatura: Usuario, especialista: Usuario) -> Expediente:
    """Everybody sees it; post 068 has it."""
    return fabrica.expediente(por=secretaria, pase_a="068")


def reservar(expediente: Expediente, por: Usuario, **campos: object) -> Reserva:
    opciones: dict[str, object] = {
        "clase": "grupo",
        "fundamento": "Negociación en curso",
        "lectores": [],
        "ahora": timezone.now(),
    }
    return acciones.reservar(expediente, por=por, **(opciones | campos))  # type: ignore[arg-type]


CONFIDENCIAL = {
    "clase": "confidencial",
    "fundamento": "Opinión previa a la decisión",
    "causal": "TUO Ley 27806 art. 17.1",
    "revision_el": "15/12/2027",
}


def test_se_reserva_para_los_nombrados_y_quien_lo_tiene(
    abierto: Expediente, jefatura: Usuario, especialista_ai: Usuario, como: Como
) -> None:
    cuerpo = CONFIDENCIAL | {"version": abierto.version, "lectores": fabrica.posicion("070").pk}

    respuesta = como(jefatura).post(url("reservar", abierto), cuerpo)

    assert respuesta.status_code == 302
    abierto.refresh_from_db()
    reserva = abierto.reservas.get()
    assert (abierto.acceso, reserva.clase) == ("confidencial", "confidencial")
    assert reserva.revision_el == date(2027, 12, 15)
    vigentes = abierto.lectores.filter(retirado_en=None)
    assert set(vigentes.values_list("posicion__nro_orden", flat=True)) == {"067", "068", "070"}


def test_quien_no_esta_nombrado_deja_de_verlo_y_pierde_su_copia(
    abierto: Expediente,
    jefatura: Usuario,
    especialista: Usuario,
    especialista_rs: Usuario,
    como: Como,
) -> None:
    acciones.derivar(
        abierto, copias=[fabrica.posicion("069")], por=especialista, ahora=timezone.now()
    )
    assert como(especialista_rs).get(abierto.get_absolute_url()).status_code == 200

    reservar(abierto, jefatura)

    assert como(especialista_rs).get(abierto.get_absolute_url()).status_code == 404
    copia = abierto.movimientos.get(para__nro_orden="069")
    assert copia.resultado == "retirado"


@pytest.mark.parametrize(
    ("cambios", "frase"),
    [
        ({"causal": ""}, "Cite el artículo"),
        ({"revision_el": ""}, "Diga cuándo se revisa"),
        ({"revision_el": "h"}, "posterior a hoy"),
        ({"revision_el": "15/12/9999"}, "El año debe estar entre"),
        ({"clase": "secreta", "codigo": "S-1"}, "sólo se da por resolución"),
        ({"clase": "reservada", "resolucion": "RM 1-2026-MIMP"}, "código"),
        ({"fundamento": "  "}, "obligatorio"),
        ({"clase": "oficina"}, "opción válida"),
    ],
)
def test_sin_sus_formalidades_no_hay_reserva_legal(
    abierto: Expediente, jefatura: Usuario, como: Como, cambios: dict[str, str], frase: str
) -> None:
    cuerpo = CONFIDENCIAL | {"version": abierto.version} | cambios

    respuesta = como(jefatura).post(url("reservar", abierto), cuerpo)

    assert respuesta.status_code == 422
    assert frase in respuesta.content.decode()
    assert not Reserva.objects.exists()


def test_la_base_de_datos_tampoco_admite_una_reserva_sin_resolucion(
    abierto: Expediente, jefatura: Usuario
) -> None:
    campos = {"causal": "art. 16", "fundamento": "x", "revision_el": date(2027, 1, 4)}
    with pytest.raises(IntegrityError), transaction.atomic():
        Reserva.objects.create(
            expediente=abierto, clase="secreta", por=jefatura, calidad="x", **campos
        )


def test_la_norma_se_cita_al_rechazar_lo_secreto_sin_resolucion(
    abierto: Expediente, jefatura: Usuario
) -> None:
    with pytest.raises(ReglaIncumplida) as rechazo:
        reservar(abierto, jefatura, clase="secreta", causal="art. 15", revision_el=date(2030, 1, 4))

    assert rechazo.value.norma == "DS 007-2024-JUS, arts. 38 y 39"


def test_mantener_una_reserva_deja_la_anterior_en_la_historia(
    abierto: Expediente, jefatura: Usuario
) -> None:
    primera = reservar(abierto, jefatura)
    segunda = reservar(abierto, jefatura, fundamento="Sigue la negociación")

    primera.refresh_from_db()
    assert primera.cerrada_en is not None
    assert abierto.reservas.vigentes().get() == segunda
    with pytest.raises(InternalError, match="[Cc]annot"), transaction.atomic():
        Reserva.objects.filter(pk=primera.pk).update(fundamento="otra cosa")


def test_levantar_una_reserva_es_cosa_de_dos(
    abierto: Expediente, jefatura: Usuario, especialista: Usuario, como: Como
) -> None:
    reservar(abierto, jefatura)
    jefe = como(jefatura)
    abierto.refresh_from_db()
    cuerpo = {"version": abierto.version, "motivo": "La negociación terminó"}
    nadie_pidio = jefe.post(url("levantar", abierto), cuerpo)
    assert nadie_pidio.status_code == 409

    como(especialista).post(url("pedir_levantamiento", abierto), cuerpo)
    abierto.refresh_from_db()
    pagina = jefe.get(url("levantar", abierto)).content.decode()
    assert "La negociación terminó" in pagina
    respuesta = jefe.post(url("levantar", abierto), cuerpo | {"version": abierto.version})

    assert respuesta.status_code == 302
    abierto.refresh_from_db()
    assert abierto.acceso == "oficina"
    assert not abierto.reservas.vigentes().exists()


def test_quien_pide_levantar_la_reserva_no_la_levanta(
    abierto: Expediente, jefatura: Usuario
) -> None:
    reservar(abierto, jefatura)
    acciones.pedir_levantamiento(abierto, motivo="x", por=jefatura, ahora=timezone.now())

    with pytest.raises(ReglaIncumplida, match="lo hace otra persona"):
        acciones.levantar(abierto, motivo="x", por=jefatura, ahora=timezone.now())
    with pytest.raises(ReglaIncumplida, match="Ya se pidió"):
        acciones.pedir_levantamiento(abierto, motivo="x", por=jefatura, ahora=timezone.now())


def test_la_revision_se_avisa_una_vez_a_la_jefatura(
    abierto: Expediente, jefatura: Usuario, especialista: Usuario, como: Como
) -> None:
    ahora = timezone.now()
    reservar(abierto, jefatura, revision_el=timezone.localdate() + timedelta(days=20))
    assert avisar_reservas_por_revisar(ahora) == 0

    despues = ahora + timedelta(days=20)
    assert [avisar_reservas_por_revisar(despues) for _ in range(2)] == [1, 0]

    aviso = jefatura.avisos.get(asunto__contains="revisar")
    assert aviso.asunto == f"Expediente {abierto.numero}: toca revisar su reserva."
    assert not especialista.avisos.filter(asunto__contains="revisar").exists()


def test_cada_lectura_dice_quien_cuando_y_que_documento(
    abierto: Expediente, jefatura: Usuario, especialista: Usuario, auditoria: Usuario, como: Como
) -> None:
    lector = como(especialista)
    lector.get(abierto.get_absolute_url())
    assert not Lectura.objects.exists(), "lo que ve toda la oficina no se anota"
    fichero = SimpleUploadedFile("carta.pdf", PDF)
    como(jefatura).post(
        reverse("tramite:adjuntar", args=[abierto.numero, 1]), {"ficheros": fichero}
    )
    anexo = abierto.documentos.get().anexos.get()
    reservar(abierto, jefatura)

    lector.get(abierto.get_absolute_url())
    lector.get(url("hoja_de_ruta", abierto))
    fichero_leido = lector.get(reverse("tramite:archivo", args=[abierto.numero, anexo.pk]))
    assert b"".join(fichero_leido) == PDF
    lector.get("/tramite/expedientes.csv")

    leido = list(Lectura.objects.order_by("pk").values_list("por", "que", "documento__orden"))
    assert leido == [
        (especialista.pk, "expediente", None),
        (especialista.pk, "hoja de ruta", None),
        (especialista.pk, "archivo", 1),
        (especialista.pk, "lista descargada", None),
    ]
    pagina = como(auditoria).get("/tramite/reservas/lecturas/").content.decode()
    assert abierto.numero in pagina
    assert abierto.asunto not in pagina
    assert como(especialista).get("/tramite/reservas/lecturas/").status_code == 403


def test_un_acto_que_se_rechaza_y_muestra_el_expediente_tambien_se_anota(
    abierto: Expediente, jefatura: Usuario, especialista: Usuario, como: Como
) -> None:
    reservar(abierto, jefatura)

    respuesta = como(especialista).post(url("devolver", abierto), {"motivo": ""})

    assert respuesta.status_code == 422
    assert abierto.asunto in respuesta.content.decode()
    assert Lectura.objects.get().que == "devolver"


def test_una_lectura_no_se_borra(abierto: Expediente, jefatura: Usuario, como: Como) -> None:
    reservar(abierto, jefatura)
    como(jefatura).get(abierto.get_absolute_url())

    with pytest.raises(InternalError, match="[Cc]annot"), transaction.atomic():
        Lectura.objects.all().delete()


def test_la_lista_de_reservas_solo_trae_las_que_uno_ve(
    abierto: Expediente,
    jefatura: Usuario,
    especialista: Usuario,
    especialista_rs: Usuario,
    como: Como,
) -> None:
    reservar(abierto, jefatura)

    assert abierto.numero in como(especialista).get("/tramite/reservas/").content.decode()
    assert abierto.numero not in como(especialista_rs).get("/tramite/reservas/").content.decode()


def test_auditoria_lee_lo_reservado_solo_tras_decir_por_que_y_por_un_dia(
    abierto: Expediente, jefatura: Usuario, auditoria: Usuario, como: Como
) -> None:
    reservar(abierto, jefatura)
    cliente, hoja = como(auditoria), reverse("tramite:expediente", args=[abierto.numero])
    assert cliente.get(hoja).status_code == 404
    motivar = reverse("tramite:motivar_lectura")
    assert cliente.post(motivar, {"numero": abierto.numero, "motivo": ""}).status_code == 422

    cuerpo = {"numero": abierto.numero, "motivo": "Acción de control 3-2026"}
    assert cliente.post(motivar, cuerpo).status_code == 302
    assert cliente.get(hoja).status_code == 200
    leida = Lectura.objects.latest("pk")
    assert (leida.por, leida.calidad) == (auditoria, "auditoría")
    assert Aviso.objects.filter(destinatario=jefatura, asunto__contains="auditoría").exists()
    assert (
        "Acción de control 3-2026"
        in como(jefatura).get(reverse("tramite:lecturas")).content.decode()
    )

    antes = timezone.now() - timedelta(days=2)
    otro = fabrica.expediente(por=jefatura)
    reservar(otro, jefatura)
    otro.refresh_from_db()
    acciones.motivar_lectura(otro, motivo="Acción de control", por=auditoria, ahora=antes)
    assert cliente.get(reverse("tramite:expediente", args=[otro.numero])).status_code == 404
