"""What is proposed to companies, what they give, and the material that is left with them."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InternalError, transaction
from django.utils import timezone

from cargos.evidencias import Periodo, evidencia_de
from convenios.fichas_organizacion import vinculos_de_empresa
from convenios.models import (
    Convenio,
    Distribucion,
    Donacion,
    MaterialInformativo,
    PerfilEmpresa,
    PropuestaEmpresa,
)
from tests import fabrica_convenios as fabrica
from tests.convenios.test_requerimiento import unidad

DONACIONES, MATERIAL = "/convenios/empresas/donaciones/", "/convenios/empresas/material/"
NUEVA_PROPUESTA = "/convenios/empresas/propuestas/nueva/"
NUEVA_DONACION, NUEVO_MATERIAL = f"{DONACIONES}nueva/", f"{MATERIAL}nuevo/"


def escrito(dias: int = 0) -> str:
    return f"{timezone.localdate() + timedelta(days=dias):%d/%m/%Y}"


@pytest.fixture
def empresa(db):
    return fabrica.organizacion(nombre="Textiles del Norte", clase="empresa", pais="PER")


def propuesta(a, **cambios: object) -> dict[str, object]:
    datos = {
        "empresa": a.pk,
        "titulo": "Abrigo para 300 niñas y niños",
        "necesidad": "Centros del programa en zonas altas",
        "apoyo": "bienes",
        "especie": "300 frazadas",
    }
    return datos | cambios


def pasar(cliente, fila: PropuestaEmpresa, a: str, **datos: object) -> int:
    url = f"{fila.get_absolute_url()}pasar/"
    return cliente.post(url, {"a": a, "fecha": escrito(), "nota": ""} | datos).status_code


def test_una_propuesta_se_redacta_se_revisa_se_envia_y_se_cierra(
    como, jefatura, especialista_rs, empresa
):
    cliente, alta = como(especialista_rs), NUEVA_PROPUESTA
    malos = [
        {"empresa": ""},
        {"titulo": ""},
        {"titulo": "x" * 161},
        {"necesidad": "nulo\x00"},
        {"monto": "-1", "moneda": "USD"},
        {"monto": "100"},
        {"apoyo": "nada"},
    ]
    for malo in malos:
        assert cliente.post(alta, propuesta(empresa, **malo)).status_code == 422, malo
    assert cliente.post(alta, propuesta(empresa)).status_code == 302
    fila = PropuestaEmpresa.objects.get()
    assert fila.codigo == f"PRO-{timezone.localdate().year}-0001"
    # The specialist drafts; the head reviews.
    assert pasar(cliente, fila, "revisada") == 422
    assert pasar(como(jefatura), fila, "revisada") == 302
    assert cliente.post(f"{fila.get_absolute_url()}editar/", propuesta(empresa)).status_code == 409
    # It is not sent before it is known whether the company sells to the Ministry.
    assert pasar(cliente, fila, "enviada") == 422
    PerfilEmpresa.objects.create(organizacion=empresa, es_proveedora=False)
    assert pasar(cliente, fila, "enviada", documento="Carta 12-2026") == 302
    assert pasar(cliente, fila, "negociacion", fecha=escrito(1)) == 422
    assert pasar(cliente, fila, "negociacion") == 302
    assert pasar(cliente, fila, "borrador") == 302
    fila.refresh_from_db()
    assert (fila.version, fila.estado) == (2, "borrador")
    assert pasar(cliente, fila, "rechazada") == 422
    assert pasar(cliente, fila, "rechazada", nota="No tienen presupuesto este año") == 302
    pagina = cliente.get(fila.get_absolute_url()).content.decode()
    assert "No tienen presupuesto este año" in pagina
    assert "Carta 12-2026" in pagina
    assert pasar(cliente, fila, "enviada") == 422
    assert cliente.get("/convenios/empresas/?estado=rechazada&q=abrigo").context["total"] == 1
    assert b"PRO-" in b"".join(cliente.get("/convenios/empresas/propuestas/exportar.csv"))


def donacion(empresa, **cambios: object) -> dict[str, object]:
    datos = {
        "organizacion": empresa.pk,
        "apoyo": "bienes",
        "descripcion": "Frazadas polares",
        "cantidad": "300",
        "medida": "frazadas",
        "prometido_el": escrito(-10),
    }
    return datos | cambios


def test_lo_prometido_se_recibe_con_su_acta(como, especialista_rs, empresa):
    cliente, alta = como(especialista_rs), NUEVA_DONACION
    malos = [
        {"cantidad": ""},  # goods are counted
        {"medida": ""},
        {"apoyo": "dinero"},  # money says how much
        {"valor": "500"},  # and in which currency
        {"prometido_el": escrito(1)},
        {"descripcion": ""},
        {"lugares": "Atlántida"},
    ]
    for malo in malos:
        assert cliente.post(alta, donacion(empresa, **malo)).status_code == 422, malo
    assert cliente.post(alta, donacion(empresa, lugares="Junín, 080101")).status_code == 302
    assert "080101 (Cusco), Junín" in cliente.get(DONACIONES).content.decode()
    fila = Donacion.objects.get()
    assert cliente.get(f"{DONACIONES}?situacion=por_recibir").context["total"] == 1
    url = f"/convenios/empresas/donaciones/{fila.pk}/recibir/"
    assert cliente.post(url, {"recibido_el": escrito(), "acta": ""}).status_code == 422
    antes = {"recibido_el": escrito(-11), "acta": "Acta 3"}
    assert cliente.post(url, antes).status_code == 409
    archivo = SimpleUploadedFile("acta.pdf", fabrica.PDF, "application/pdf")
    recibe = {"recibido_el": escrito(), "acta": "Acta 3-2026", "archivo": archivo}
    assert cliente.post(url, recibe).status_code == 302
    hoy = timezone.localdate()
    assert vinculos_de_empresa(empresa, especialista_rs, hoy) == ["Donante"]
    secreto = fabrica.convenio(nivel_acceso="reservado")
    fabrica.parte(secreto, lado="contraparte", organizacion=empresa)
    assert vinculos_de_empresa(empresa, especialista_rs, hoy) == ["Donante"]
    Convenio.objects.filter(pk=secreto.pk).update(nivel_acceso="interno")
    assert vinculos_de_empresa(empresa, especialista_rs, hoy) == ["Aliada", "Donante"]
    acta = cliente.get(f"/convenios/empresas/donaciones/{fila.pk}/acta/")
    assert acta.getvalue() == fabrica.PDF
    assert cliente.post(url, antes).status_code == 409  # once
    anular = f"/convenios/empresas/donaciones/{fila.pk}/anular/"
    assert cliente.post(anular, {"motivo": "Error"}).status_code == 409
    assert "Acta 3-2026" in cliente.get(DONACIONES).content.decode()
    assert b"Frazadas" in b"".join(cliente.get("/convenios/empresas/donaciones/exportar.csv"))


def test_una_donacion_que_no_llega_se_anula_y_sigue_a_la_vista(como, especialista_rs, empresa):
    cliente = como(especialista_rs)
    cliente.post(NUEVA_DONACION, donacion(empresa))
    fila = Donacion.objects.get()
    anular = f"/convenios/empresas/donaciones/{fila.pk}/anular/"
    assert cliente.post(anular, {"motivo": ""}).status_code == 422
    assert cliente.post(anular, {"motivo": "Cambió de directorio"}).status_code == 302
    assert cliente.get(DONACIONES).context["total"] == 0
    anuladas = cliente.get("/convenios/empresas/donaciones/?situacion=anuladas")
    assert "Cambió de directorio" in anuladas.content.decode()


def test_el_material_no_se_distribuye_sin_que_lo_apruebe_comunicacion(
    como, especialista_rs, empresa
):
    cliente = como(especialista_rs)
    archivo = SimpleUploadedFile("folleto.pdf", fabrica.PDF, "application/pdf")
    datos = {"titulo": "Folleto", "version": "1", "archivo": archivo}
    assert cliente.post(NUEVO_MATERIAL, {**datos, "titulo": ""}).status_code == 422
    archivo.seek(0)
    assert cliente.post(NUEVO_MATERIAL, datos).status_code == 302
    archivo.seek(0)
    assert cliente.post(NUEVO_MATERIAL, datos).status_code == 422  # same version
    fila = MaterialInformativo.objects.get()
    url = fila.get_absolute_url()
    entrega = {"organizacion": empresa.pk, "fecha": escrito(), "cantidad": "40", "medio": "feria"}
    assert cliente.post(f"{url}distribuir/", entrega).status_code == 409
    aprueba = {"aprobado_el": escrito(), "aprobado_por": "Jefa de Comunicación"}
    assert cliente.post(f"{url}aprobar/", aprueba).status_code == 422
    aprueba["aprobacion"] = "Memorando 8-2026"
    assert cliente.post(f"{url}aprobar/", aprueba).status_code == 302
    assert cliente.post(f"{url}aprobar/", aprueba).status_code == 409
    nadie = {"organizacion": "", "destinatario": ""}
    for malo in (nadie, {"cantidad": "0"}, {"fecha": escrito(1)}):
        assert cliente.post(f"{url}distribuir/", entrega | malo).status_code == 422, malo
    assert cliente.post(f"{url}distribuir/", entrega).status_code == 302
    assert "Textiles del Norte" in cliente.get(url).content.decode()
    assert cliente.get(f"{url}archivo/").getvalue() == fabrica.PDF
    assert list(cliente.get(MATERIAL).context["pagina"])[0].ejemplares == 40
    with pytest.raises(InternalError), transaction.atomic():
        MaterialInformativo.objects.update(titulo="Otro")
    with pytest.raises(InternalError), transaction.atomic():
        Distribucion.objects.all().delete()


def test_el_mof_vivo_cuenta_las_propuestas_y_el_material(como, especialista_rs, empresa):
    hoy = timezone.localdate()
    periodo = Periodo(hoy - timedelta(days=89), hoy)
    cliente = como(especialista_rs)
    claves = ("069-01", "069-02", "069-03", "069-04")
    for clave in claves:
        vacia = evidencia_de(clave).consulta("069", periodo)
        assert vacia.medidas == []
        assert cliente.get(vacia.enlace).status_code == 200
    cliente.post(NUEVA_PROPUESTA, propuesta(empresa))
    archivo = SimpleUploadedFile("folleto.pdf", fabrica.PDF, "application/pdf")
    datos = {"titulo": "Folleto", "version": "1", "archivo": archivo}
    url = cliente.post(NUEVO_MATERIAL, datos).url
    aprueba = {"aprobado_el": escrito(), "aprobado_por": "Jefa", "aprobacion": "Memo 8"}
    cliente.post(f"{url}aprobar/", aprueba)
    hablado = {"tipo": "llamada", "fecha": escrito(-1), "resumen": "Se invitó"}
    cliente.post(f"/convenios/organizaciones/{empresa.pk}/interacciones/nueva/", hablado)
    convenio, programa = fabrica.convenio(), unidad()
    pide = {"unidad": programa.pk, "asunto": "Qué necesitan de una empresa"}
    pide |= {"enviado_el": escrito(-2), "responder_hasta": escrito(9)}
    cliente.post(f"/convenios/{convenio.codigo}/requerimientos/nuevo/", pide)
    for clave in claves:
        [cifra] = evidencia_de(clave).consulta("069", periodo).medidas
        assert cifra.valor == 1, clave
        assert cliente.get(cifra.enlace).context["total"] == 1, clave


def test_las_listas_no_hacen_mas_consultas_con_mas_filas(como, especialista_rs, empresa, consultas):
    cliente = como(especialista_rs)
    urls = (
        "/convenios/empresas/",
        DONACIONES,
        MATERIAL,
    )

    def sembrar(n: int) -> None:
        archivo = SimpleUploadedFile("f.pdf", fabrica.PDF, "application/pdf")
        cliente.post(NUEVA_PROPUESTA, propuesta(empresa))
        cliente.post(NUEVA_DONACION, donacion(empresa))
        datos = {"titulo": "Folleto", "version": n, "archivo": archivo}
        cliente.post(NUEVO_MATERIAL, datos)

    sembrar(1)
    antes = [consultas(cliente, url) for url in urls]
    for n in (2, 3, 4):
        sembrar(n)
    assert [consultas(cliente, url) for url in urls] == antes
