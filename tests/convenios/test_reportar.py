"""From the report to the verdict: one person reports, another one reviews."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from convenios.acciones import ocurrencia as acciones
from convenios.estados import TransicionInvalida
from convenios.models import Evidencia, Ocurrencia, Seguimiento
from ocisys.base.models import Aviso
from ocisys.base.reglas import ReglaIncumplida
from tests import fabrica as oficina
from tests import fabrica_convenios as fabrica

REPORTE = {
    "cumplida_el": "20/11/2026",
    "avance": "100",
    "narrativa": "Se remitió el informe.",
    "descripcion": "Cargo de recepción",
    "documento": "Oficio 12-2026",
}


@pytest.fixture
def hoy(monkeypatch):
    """The office's Friday."""
    monkeypatch.setattr(timezone, "localdate", lambda *a: fabrica.HOY)
    return fabrica.HOY


def recargar(o: Ocurrencia) -> Ocurrencia:
    return Ocurrencia.objects.get(pk=o.pk)


def test_se_reporta_se_observa_se_corrige_y_se_valida(como, jefatura, especialista, hoy):
    o = fabrica.ocurrencia(fabrica.convenio(por=jefatura))
    url = o.get_absolute_url()
    assert como(especialista).post(f"{url}reportar/", REPORTE).status_code == 302
    assert recargar(o).estado == "reportado"
    falta = {"veredicto": "observar", "nota": "Falta el anexo 2."}
    assert como(jefatura).post(f"{url}revisar/", falta).status_code == 302
    assert recargar(o).estado == "observado"
    assert como(especialista).post(f"{url}reportar/", REPORTE).status_code == 302
    assert como(jefatura).post(f"{url}revisar/", {"veredicto": "validar"}).status_code == 302
    o = recargar(o)
    assert (o.estado, o.avance, o.validada_por) == ("cumplido", 100, jefatura)
    tipos = list(o.seguimientos.values_list("tipo", flat=True))
    assert tipos == ["reporte", "observacion", "reporte", "validacion"]
    assert sorted(o.evidencias.values_list("estado", flat=True)) == ["observada", "validada"]
    assert "Falta el anexo 2." in como(especialista).get(url).content.decode()


def test_nadie_valida_lo_que_reporto(como, jefatura, hoy):
    o = fabrica.ocurrencia(fabrica.convenio(por=jefatura))
    cliente = como(jefatura)
    cliente.post(f"{o.get_absolute_url()}reportar/", REPORTE)
    respuesta = cliente.post(f"{o.get_absolute_url()}revisar/", {"veredicto": "validar"})
    assert respuesta.status_code == 409
    assert "Nadie valida" in respuesta.content.decode()
    assert recargar(o).estado == "reportado"


def test_ni_la_base_admite_una_evidencia_validada_por_quien_la_presento(jefatura):
    o = fabrica.reportar(fabrica.ocurrencia(fabrica.convenio(por=jefatura)), por=jefatura)
    with pytest.raises(IntegrityError, match="evidencia_la_revisa_otro"), transaction.atomic():
        Evidencia.objects.filter(ocurrencia=o).update(
            estado="validada", revisada_por=jefatura, revisada_en=timezone.now()
        )
    with pytest.raises(IntegrityError, match="cumplida_la_valida_otro"), transaction.atomic():
        Ocurrencia.objects.filter(pk=o.pk).update(estado="cumplido", validada_por=jefatura)


def test_lo_reportado_vale_la_mitad_hasta_que_se_valida(como, jefatura, especialista, hoy):
    convenio = fabrica.convenio(por=jefatura)
    o = fabrica.reportar(fabrica.ocurrencia(convenio), por=especialista)
    cliente = como(jefatura)
    assert str(cliente.get(convenio.get_absolute_url()).context["s"].cumplimiento) == "50.0"
    acciones.validar(o, por=jefatura, hoy=hoy)
    assert str(cliente.get(convenio.get_absolute_url()).context["s"].cumplimiento) == "100.0"


def test_validar_en_parte_conserva_el_avance_reportado(jefatura, especialista, hoy):
    o = fabrica.reportar(
        fabrica.ocurrencia(fabrica.convenio(por=jefatura)), por=especialista, avance=60
    )
    acciones.validar(o, por=jefatura, hoy=hoy, parcial=True)
    o = recargar(o)
    assert (o.estado, o.avance) == ("cumplido_parcial", 60)


def test_lo_cumplido_ya_no_se_toca(jefatura, especialista, hoy):
    o = fabrica.ocurrencia(fabrica.convenio(por=jefatura))
    o = fabrica.cumplir(o, por=especialista, valida=jefatura)
    with pytest.raises(TransicionInvalida):
        acciones.exonerar(o, sustento="Adenda 1", por=jefatura, hoy=hoy)


def test_sin_evidencia_no_hay_reporte(jefatura, hoy):
    o = fabrica.ocurrencia(fabrica.convenio(por=jefatura))
    with pytest.raises(ReglaIncumplida, match="al menos una evidencia"):
        acciones.reportar(
            o, avance=100, narrativa="x", evidencias=[], por=jefatura, hoy=fabrica.HOY
        )


def test_no_se_cumple_en_el_futuro(como, jefatura, hoy):
    o = fabrica.ocurrencia(fabrica.convenio(por=jefatura))
    datos = REPORTE | {"cumplida_el": "21/11/2026"}
    respuesta = como(jefatura).post(f"{o.get_absolute_url()}reportar/", datos)
    assert respuesta.status_code == 422
    assert "posterior a hoy" in respuesta.content.decode()
    assert "Se remitió el informe." in respuesta.content.decode()


def test_solo_reporta_quien_tiene_el_cargo(como, jefatura, especialista_rs, hoy):
    o = fabrica.ocurrencia(fabrica.convenio(por=jefatura), cargo="068")
    respuesta = como(especialista_rs).post(f"{o.get_absolute_url()}reportar/", REPORTE)
    assert respuesta.status_code == 404
    propia = fabrica.ocurrencia(fabrica.convenio(por=jefatura), cargo="069")
    respuesta = como(especialista_rs).post(f"{propia.get_absolute_url()}reportar/", REPORTE)
    assert respuesta.status_code == 302


def test_la_secretaria_ve_pero_no_reporta_ni_valida(como, jefatura, secretaria, hoy):
    o = fabrica.ocurrencia(fabrica.convenio(por=jefatura))
    cliente = como(secretaria)
    assert cliente.get(o.get_absolute_url()).status_code == 200
    for acto in ("reportar", "revisar", "cerrar"):
        assert cliente.get(f"{o.get_absolute_url()}{acto}/").status_code == 403


def test_se_exonera_solo_con_norma_o_adenda(como, jefatura, hoy):
    o = fabrica.ocurrencia(fabrica.convenio(por=jefatura))
    url = f"{o.get_absolute_url()}cerrar/"
    datos = {"como": "exonerado", "motivo": "Emergencia."}
    respuesta = como(jefatura).post(url, datos)
    assert respuesta.status_code == 422
    assert recargar(o).estado == "pendiente"
    como(jefatura).post(url, datos | {"sustento": "DS 044-2020-PCM"})
    assert (recargar(o).estado, recargar(o).sustento) == ("exonerado", "DS 044-2020-PCM")


def test_no_se_declara_incumplido_lo_que_no_vence(como, jefatura, hoy):
    o = fabrica.ocurrencia(fabrica.convenio(por=jefatura), base=fabrica.HOY)
    datos = {"como": "incumplido", "motivo": "No se hizo."}
    assert como(jefatura).post(f"{o.get_absolute_url()}cerrar/", datos).status_code == 409


def test_la_historia_no_se_corrige_ni_se_borra(jefatura):
    o = fabrica.reportar(fabrica.ocurrencia(fabrica.convenio(por=jefatura)), por=jefatura)
    for sql in (
        "update convenios_seguimiento set avance = 1 where ocurrencia_id = %s",
        "delete from convenios_seguimiento where ocurrencia_id = %s",
        "delete from convenios_evidencia where ocurrencia_id = %s",
    ):
        with (
            pytest.raises(Exception, match="pgtrigger"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql, [o.pk])
    assert Seguimiento.objects.get(ocurrencia=o).avance == 100


def test_la_observacion_avisa_a_quien_reporto(jefatura, especialista, hoy):
    o = fabrica.reportar(fabrica.ocurrencia(fabrica.convenio(por=jefatura)), por=especialista)
    acciones.observar(o, observacion="Falta la firma.", por=jefatura, hoy=hoy)
    aviso = Aviso.objects.get(destinatario=especialista)
    assert (aviso.nivel, aviso.cuerpo) == ("atencion", "Falta la firma.")
    assert aviso.enlace == o.get_absolute_url()


def test_un_texto_larguisimo_o_con_emoji_no_rompe_el_reporte(como, jefatura, hoy):
    o = fabrica.ocurrencia(fabrica.convenio(por=jefatura))
    url = f"{o.get_absolute_url()}reportar/"
    cliente = como(jefatura)
    assert cliente.post(url, REPORTE | {"narrativa": "a" * 10_000}).status_code == 422
    assert cliente.post(url, REPORTE | {"narrativa": "con \x00 nulo"}).status_code == 422
    assert cliente.post(url, REPORTE | {"avance": "101"}).status_code == 422
    assert cliente.post(url, REPORTE | {"cumplida_el": "01/01/0001"}).status_code == 422
    assert cliente.post(url, REPORTE | {"narrativa": "Listo 😀"}).status_code == 302


def test_la_segunda_persona_que_valida_encuentra_que_ya_se_hizo(jefatura, especialista, hoy):
    o = fabrica.reportar(fabrica.ocurrencia(fabrica.convenio(por=jefatura)), por=especialista)
    otra = oficina.usuario(cargo="070")
    acciones.validar(o, por=jefatura, hoy=hoy)
    with pytest.raises(TransicionInvalida):
        acciones.validar(o, por=otra, hoy=hoy)
