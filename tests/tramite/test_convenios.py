"""An expediente is linked to its agreement, and serves as evidence without being copied."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InternalError, transaction
from django.utils import timezone

from convenios.models import Evidencia, Ocurrencia
from tests import fabrica_convenios
from tests import fabrica_tramite as fabrica
from tramite import acciones
from tramite.acciones.remitentes import de_organizacion
from tramite.models import EvidenciaTomada, Expediente, VinculoConvenio


@pytest.fixture
def convenio(especialista):
    return fabrica_convenios.convenio(por=especialista, denominacion="Convenio Boreal")


def vincular(cliente, expediente: Expediente, convenio: str, **campos: str):
    datos = {"convenio": convenio, "version": str(expediente.version)} | campos
    return cliente.post(f"{expediente.get_absolute_url()}convenio/", datos)


def test_se_vincula_por_codigo_o_por_palabras_y_se_ve_de_los_dos_lados(
    como, secretaria, especialista, convenio
):
    fila = fabrica.expediente(por=secretaria, asunto="Remite informe semestral")
    cliente = como(secretaria)
    otro = fabrica_convenios.convenio(por=especialista, denominacion="Convenio Boreal dos")
    assert vincular(cliente, fila, "no existe").status_code == 422
    dudosa = vincular(cliente, fila, "boreal")
    assert dudosa.status_code == 422
    assert otro.codigo in dudosa.content.decode()
    assert vincular(cliente, fila, "x\x00").status_code == 422
    assert vincular(cliente, fila, convenio.codigo.lower()).status_code == 302
    assert vincular(cliente, fila, convenio.codigo).status_code == 409
    assert convenio.codigo in cliente.get(fila.get_absolute_url()).content.decode()
    parte = cliente.get(f"/tramite/de-convenio/{convenio.codigo}/").content.decode()
    assert "Remite informe semestral" in parte
    ficha = cliente.get(convenio.get_absolute_url()).content.decode()
    assert f"/tramite/de-convenio/{convenio.codigo}/" in ficha


def test_la_ficha_de_una_organizacion_dice_lo_que_ha_enviado_sin_lo_restringido(
    como, consultas, secretaria, especialista
):
    organizacion = fabrica_convenios.organizacion(nombre="Asociación Boreal")
    remitente = de_organizacion(organizacion)
    informe = fabrica.procedimiento("informe")
    informe.funciones_mof = ["067-09"]
    informe.save()
    fabrica.expediente(
        por=secretaria, remitente=remitente, procedimiento=informe, asunto="Pide opinión de Warmi"
    )
    fabrica.expediente(por=secretaria, remitente=remitente, acceso="grupo", asunto="Denuncia")
    url = f"/tramite/de-organizacion/{organizacion.pk}/"
    cliente = como(especialista)
    parte = cliente.get(url).content.decode()
    assert "Pide opinión de Warmi" in parte
    assert "1 expediente, 1 por atender; 1 de opinión sectorial." in parte
    assert "Denuncia" not in parte
    assert url in cliente.get(organizacion.get_absolute_url()).content.decode()
    antes = consultas(cliente, url)
    fabrica.expediente(por=secretaria, remitente=remitente)
    assert consultas(cliente, url) == antes


def test_un_vinculo_se_retira_con_motivo_y_no_se_borra(como, secretaria, convenio):
    fila, cliente = fabrica.expediente(por=secretaria), como(secretaria)
    vincular(cliente, fila, convenio.codigo)
    vinculo = VinculoConvenio.objects.get()
    url = f"{fila.get_absolute_url()}convenio/{vinculo.pk}/retirar/"
    version = str(Expediente.objects.get(pk=fila.pk).version)
    assert cliente.post(url, {"motivo": "", "version": version}).status_code == 422
    assert cliente.post(url, {"motivo": "Era de otro", "version": version}).status_code == 302
    assert convenio.codigo not in cliente.get(fila.get_absolute_url()).content.decode()
    assert vincular(cliente, fila, convenio.codigo).status_code == 302  # and it may be made again
    for intento in (
        VinculoConvenio.objects.all().delete,
        lambda: VinculoConvenio.objects.update(nota="x"),
    ):
        with pytest.raises(InternalError), transaction.atomic():
            intento()


def test_la_evidencia_sale_del_expediente_y_la_revisa_otra_persona(
    como, secretaria, especialista, jefatura, convenio
):
    hoy = timezone.localdate()
    o = fabrica_convenios.ocurrencia(convenio, base=hoy + timedelta(days=9), hoy=hoy)
    fila = fabrica.expediente(por=secretaria, asunto="Cargo del informe semestral")
    papel = SimpleUploadedFile("cargo.pdf", fabrica_convenios.PDF, "application/pdf")
    acciones.adjuntar(
        fila.documentos.first(), ficheros=[papel], por=secretaria, ahora=timezone.now()
    )
    cliente, url = como(especialista), f"{fila.get_absolute_url()}evidencia/"
    assert "Nada que probar" in cliente.get(url).content.decode()
    vincular(como(secretaria), fila, convenio.codigo)
    form = cliente.get(url).context["form"]
    iniciales = {c: form[c].value() for c in ("version", "descripcion", "avance")}
    iniciales["anexo"] = form["anexo"].value()
    iniciales["ocurrencia"] = form.fields["ocurrencia"].queryset.get().pk
    assert cliente.post(url, iniciales | {"avance": "101"}).status_code == 422
    assert cliente.post(url, iniciales).status_code == 302
    evidencia = Evidencia.objects.get()
    assert evidencia.documento == f"Expediente {fila.numero}"
    assert evidencia.archivo == fila.documentos.first().anexos.get().archivo  # the same bytes
    assert EvidenciaTomada.objects.get().expediente == fila
    o = Ocurrencia.objects.get(pk=o.pk)
    assert (o.estado, o.cumplida_el) == ("reportado", fila.presentado_el)
    assert o.compromiso.titulo in cliente.get(fila.get_absolute_url()).content.decode()
    assert como(jefatura).get(f"/convenios/obligaciones/{o.pk}/revisar/").status_code == 200
    assert como(secretaria).get(url).status_code == 403


def test_lo_reservado_no_sale_como_evidencia_ni_se_ve_en_el_convenio(
    como, secretaria, especialista, especialista_rs, jefatura, convenio
):
    hoy = timezone.localdate()
    o = fabrica_convenios.ocurrencia(convenio, base=hoy + timedelta(days=9), hoy=hoy)
    fila = fabrica.expediente(por=secretaria, asunto="Asunto secreto", pase_a="068")
    vincular(como(secretaria), fila, convenio.codigo)
    Expediente.objects.filter(pk=fila.pk).update(acceso="grupo")
    fila = Expediente.objects.get(pk=fila.pk)
    with pytest.raises(acciones.convenios.ReglaIncumplida, match="reservado"):
        acciones.convenios.tomar_evidencia(
            fila, ocurrencia=o, descripcion="x", avance=100, por=jefatura, ahora=timezone.now()
        )
    parte = como(especialista_rs).get(f"/tramite/de-convenio/{convenio.codigo}/").content.decode()
    assert "Asunto secreto" not in parte
    assert not Evidencia.objects.exists()


def test_no_se_toma_evidencia_de_lo_que_no_esta_vinculado(secretaria, especialista, convenio):
    hoy = timezone.localdate()
    o = fabrica_convenios.ocurrencia(convenio, base=hoy + timedelta(days=9), hoy=hoy)
    fila = fabrica.expediente(por=secretaria)
    with pytest.raises(acciones.convenios.ReglaIncumplida, match="no está vinculado"):
        acciones.convenios.tomar_evidencia(
            fila, ocurrencia=o, descripcion="x", avance=100, por=especialista, ahora=timezone.now()
        )
