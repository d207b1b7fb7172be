"""The cargo is mailed to the party who authorised it, after registering and without slowing it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ocisys.base.avisos import ESPERAS
from tests import fabrica_tramite as fabrica
from tests.fabrica_tramite import formulario
from tramite import acciones
from tramite.acciones.cargo_por_correo import enviar_cargos, redactar
from tramite.models import CargoPorCorreo, CargoSellado, Expediente

LIMA = ZoneInfo("America/Lima")
MOMENTO = datetime(2026, 11, 20, 16, 20, tzinfo=LIMA)
CORREO = {"para": "mesa@ong.example", "consta": "documento"}


@pytest.fixture
def expediente(secretaria, jefatura):
    return fabrica.expediente(por=secretaria, presentado_en=MOMENTO, asunto="Pide opinión")


def encargar(expediente, por, **campos):
    ahora = campos.pop("ahora", timezone.now())
    return acciones.enviar_cargo(expediente, por=por, ahora=ahora, **(CORREO | campos))


def test_lo_autorizado_al_registrar_se_envia_con_su_cargo_y_nada_de_lo_que_dice_el_papel(
    como, secretaria, jefatura
):
    datos = formulario(asunto="Denuncia a un funcionario", **CORREO)
    assert como(secretaria).post("/tramite/registrar/", datos).status_code == 302
    call_command("enviar_cargos")

    e = Expediente.objects.get()
    (correo,) = mail.outbox
    assert correo.to == ["mesa@ong.example"]
    assert e.numero in correo.subject
    assert "Denuncia" not in correo.subject + correo.body
    ((nombre, contenido, tipo),) = correo.attachments
    assert (nombre, tipo) == (f"cargo-{e.numero}.pdf", "application/pdf")
    with CargoSellado.objects.get().archivo.fichero.open("rb") as sellado:
        assert contenido == sellado.read()
    assert CargoPorCorreo.objects.get().correo == "enviado"


def test_sin_correo_registrar_no_hace_una_sentencia_mas_y_no_se_escribe_a_nadie(
    como, secretaria, jefatura
):
    como(secretaria).post("/tramite/registrar/", formulario())
    assert not CargoPorCorreo.objects.exists()
    with CaptureQueriesContext(connection) as capturadas:
        como(secretaria).post("/tramite/registrar/", formulario())
    assert not any("cargoporcorreo" in c["sql"] for c in capturadas)


@pytest.mark.parametrize(
    ("campos", "queja"),
    [
        ({"para": "mesa@ong.example", "consta": ""}, "Diga dónde lo autorizó"),
        ({"para": "mesa", "consta": "documento"}, "Escríbalo completo"),
        ({"para": "", "consta": "documento"}, "Escriba el correo que autorizó"),
    ],
)
def test_sin_autorizacion_o_con_la_direccion_mal_escrita_se_dice_junto_al_campo(
    como, secretaria, jefatura, campos, queja
):
    respuesta = como(secretaria).post("/tramite/registrar/", formulario(**campos))
    assert respuesta.status_code == 422
    assert queja in respuesta.content.decode()


def test_el_mismo_clic_dos_veces_es_un_solo_envio(expediente, secretaria):
    assert encargar(expediente, secretaria) == encargar(expediente, secretaria)


def test_un_correo_que_falla_se_reintenta_y_se_puede_reenviar(como, expediente, secretaria):
    fila = encargar(expediente, secretaria, ahora=MOMENTO)

    def caido(mensaje):
        raise OSError("550 no existe\r\nel buzón")

    ahora = MOMENTO
    for espera in (*ESPERAS, timedelta()):
        assert enviar_cargos(limite=9, enviar=caido, ahora=ahora) == 0
        ahora += espera
    fila.refresh_from_db()
    assert (fila.correo, fila.error) == ("fallido", "OSError: 550 no existe el buzón")

    url = f"/tramite/expedientes/{expediente.numero}/cargo-por-correo/"
    assert "No se insistirá" in como(secretaria).get(url).content.decode()
    como(secretaria).post(f"{url}{fila.pk}/reenviar/")
    fila.refresh_from_db()
    assert (fila.correo, fila.intentos) == ("pendiente", 0)


def test_lo_enviado_queda_y_reenviarlo_es_otro_envio(como, expediente, secretaria):
    fila = encargar(expediente, secretaria)
    call_command("enviar_cargos")
    url = f"/tramite/expedientes/{expediente.numero}/cargo-por-correo/{fila.pk}/reenviar/"
    como(secretaria).post(url)
    call_command("enviar_cargos")
    assert [len(mail.outbox), CargoPorCorreo.objects.filter(correo="enviado").count()] == [2, 2]


def test_el_correo_de_un_restringido_no_ofrece_la_consulta_publica(secretaria, jefatura):
    abierto = fabrica.expediente(por=secretaria)
    oculto = fabrica.expediente(por=secretaria, acceso="grupo")
    cuerpos = [redactar(encargar(e, secretaria)).cuerpo for e in (abierto, oculto)]
    assert ["/consulta/" in cuerpo for cuerpo in cuerpos] == [True, False]
    assert oculto.asunto not in cuerpos[1]


def test_de_lo_anulado_no_se_envia_nada(expediente, secretaria, jefatura):
    encargar(expediente, secretaria)
    acciones.anular(expediente, motivo="Error", por=jefatura, ahora=timezone.now())
    call_command("enviar_cargos")
    assert mail.outbox == []


def test_el_expediente_dice_a_quien_se_envio_y_quien_no_lo_ve_no_lo_sabe(
    como, secretaria, especialista, jefatura
):
    oculto = fabrica.expediente(por=secretaria, acceso="grupo")
    encargar(oculto, secretaria)
    assert "mesa@ong.example" in como(secretaria).get(oculto.get_absolute_url()).content.decode()
    url = f"/tramite/expedientes/{oculto.numero}/cargo-por-correo/"
    assert como(especialista).get(url).status_code in (403, 404)


def test_se_propone_la_ultima_direccion_del_remitente_y_no_la_de_un_caso_oculto(
    como, secretaria, jefatura
):
    quien = fabrica.remitente()
    oculto = fabrica.expediente(por=jefatura, remitente=quien, acceso="grupo")
    encargar(oculto, jefatura, para="reservado@ong.example")
    nuevo = fabrica.expediente(por=secretaria, remitente=quien)
    url = f"/tramite/expedientes/{nuevo.numero}/cargo-por-correo/"
    assert "reservado@ong.example" not in como(secretaria).get(url).content.decode()

    abierto = fabrica.expediente(por=secretaria, remitente=quien)
    encargar(abierto, secretaria)
    assert 'value="mesa@ong.example"' in como(secretaria).get(url).content.decode()
