"""Papers of an agreement and files of evidence: sealed, never replaced, read by who may."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from convenios.models import Documento, Evidencia, Ocurrencia
from tests import fabrica_convenios as fabrica


def pdf(nombre: str = "firmado.pdf", contenido: bytes = fabrica.PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(nombre, contenido, "application/pdf")


def test_se_adjunta_el_convenio_firmado_y_se_lee(como, jefatura):
    convenio = fabrica.convenio(por=jefatura)
    cliente = como(jefatura)
    url = f"{convenio.get_absolute_url()}documentos/nuevo/"
    respuesta = cliente.post(url, {"clase": "firmado", "archivo": pdf()})
    assert respuesta.status_code == 302
    documento = Documento.objects.get()
    descarga = cliente.get(documento.get_absolute_url())
    assert descarga.getvalue() == fabrica.PDF
    assert descarga["Content-Type"] == "application/pdf"
    assert (
        documento.archivo.sha256[:12] in cliente.get(convenio.get_absolute_url()).content.decode()
    )


def test_la_adenda_firmada_dice_de_cual_es(como, jefatura):
    convenio = fabrica.convenio(por=jefatura)
    url, cliente = f"{convenio.get_absolute_url()}documentos/nuevo/", como(jefatura)
    datos = {"clase": "adenda", "archivo": pdf()}
    assert "clase" in cliente.post(url, datos).context["form"].errors  # it has none yet
    adenda = fabrica.adenda(convenio, por=jefatura)
    assert "adenda" in cliente.post(url, datos | {"archivo": pdf()}).context["form"].errors
    enlace = f"{url}?clase=adenda&amp;adenda={adenda.pk}"
    assert enlace in cliente.get(adenda.get_absolute_url()).content.decode()
    bien = datos | {"adenda": adenda.pk, "archivo": pdf()}
    assert cliente.post(url, bien).status_code == 302
    assert enlace not in cliente.get(adenda.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("nombre", "contenido"),
    [
        ("vacio.pdf", b""),
        ("programa.pdf", b"MZ\x90\x00 esto es un programa"),
        ("pagina.html", b"<script>alert(1)</script>"),
    ],
)
def test_un_archivo_que_no_se_recibe_se_dice_junto_al_campo(nombre, contenido, como, jefatura):
    convenio = fabrica.convenio(por=jefatura)
    url = f"{convenio.get_absolute_url()}documentos/nuevo/"
    datos = {"clase": "firmado", "archivo": pdf(nombre, contenido)}
    respuesta = como(jefatura).post(url, datos)
    assert respuesta.status_code == 422
    assert "archivo" in respuesta.context["form"].errors
    assert not Documento.objects.exists()


def test_los_papeles_de_un_convenio_reservado_no_se_leen(como, jefatura, especialista):
    reservado = fabrica.convenio(por=jefatura, nivel_acceso="reservado")
    documento = fabrica.documento(reservado, por=jefatura)
    assert como(especialista).get(documento.get_absolute_url()).status_code == 404


def test_un_documento_no_se_cambia_ni_se_borra(jefatura):
    documento = fabrica.documento(fabrica.convenio(por=jefatura), por=jefatura)
    with pytest.raises(Exception, match="pgtrigger"), transaction.atomic():
        Documento.objects.filter(pk=documento.pk).update(clase="otro")
    with pytest.raises(Exception, match="pgtrigger"), transaction.atomic():
        Documento.objects.filter(pk=documento.pk).delete()


def test_la_evidencia_puede_ser_un_archivo(como, jefatura, especialista):
    o = fabrica.ocurrencia(fabrica.convenio(por=jefatura))
    datos = {
        "cumplida_el": "20/11/2026",
        "avance": "100",
        "narrativa": "Se remitió.",
        "descripcion": "Cargo de recepción",
    }
    url = f"{o.get_absolute_url()}reportar/"
    assert como(especialista).post(url, datos).status_code == 422  # neither cited nor attached
    assert como(especialista).post(url, datos | {"archivo": pdf()}).status_code == 302
    evidencia = Evidencia.objects.get()
    assert Ocurrencia.objects.get(pk=o.pk).estado == "reportado"
    descarga = como(jefatura).get(f"/convenios/evidencias/{evidencia.pk}/archivo/")
    assert descarga.getvalue() == fabrica.PDF
