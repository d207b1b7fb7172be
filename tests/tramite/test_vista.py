"""The party sees the file when it asks, and what it saw stays written (TUO LPAG art. 160)."""

from django.utils import timezone

from tests import fabrica_tramite as fabrica
from tramite import acciones


def pedir(como, quien, fila, **campos):
    datos = {"version": fila.version, "a_quien": "Rosa Ñahui, DNI 00000000"} | campos
    datos.setdefault("calidad", "el administrado")
    return como(quien).post(f"/tramite/expedientes/{fila.numero}/vista/", datos)


def test_la_vista_queda_en_la_hoja_de_ruta_con_su_hora_y_sus_copias(como, secretaria, jefatura):
    fila = fabrica.expediente(por=secretaria)

    assert pedir(como, secretaria, fila, copias="4", tachado="el DNI de otra").status_code == 302

    acto = fila.actuaciones.get()
    assert acto.texto == (
        "A Rosa Ñahui, DNI 00000000, el administrado; copias entregadas: 4; "
        "se tachó: el DNI de otra"
    )
    assert acto.estado_antes == acto.estado_despues == "registrado"
    assert "Vista del expediente" in como(jefatura).get(fila.get_absolute_url()).content.decode()


def test_las_copias_se_pagan_antes_y_el_comprobante_queda(como, secretaria):
    fila = fabrica.expediente(por=secretaria)

    sin_folios = pedir(como, secretaria, fila, pago="B001-123")
    assert sin_folios.status_code == 422
    assert "diga cuántos folios" in sin_folios.content.decode()

    assert pedir(como, secretaria, fila, copias="3", pago="B001-123").status_code == 302
    acto = fila.actuaciones.get()
    assert "copias entregadas: 3; comprobante de pago B001-123" in acto.texto


def test_de_lo_reservado_por_ley_solo_se_muestra_el_resto(como, secretaria, jefatura):
    fila = fabrica.expediente(por=secretaria)
    acciones.reservar(
        fila,
        clase="confidencial",
        causal="TUO Ley 27806 art. 17.1",
        fundamento="Opinión previa",
        revision_el=timezone.localdate().replace(year=timezone.localdate().year + 2),
        lectores=[],
        por=secretaria,
        ahora=timezone.now(),
    )
    fila.refresh_from_db()

    rechazo = pedir(como, jefatura, fila)

    assert rechazo.status_code == 409
    assert "TUO de la Ley 27806, art. 19" in rechazo.content.decode()
    assert pedir(como, jefatura, fila, tachado="La opinión, art. 17.1").status_code == 302


def test_sin_decir_quien_no_hay_vista_y_lo_escrito_no_se_pierde(como, secretaria):
    fila = fabrica.expediente(por=secretaria)

    respuesta = pedir(como, secretaria, fila, a_quien="", copias="-1", tachado="el DNI de otra")

    assert respuesta.status_code == 422
    assert "el DNI de otra" in respuesta.content.decode()
    assert not fila.actuaciones.exists()
