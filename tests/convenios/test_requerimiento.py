"""What is asked of the Programas Nacionales: sent, reminded, answered in time or not."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, InternalError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone

from cargos.evidencias import Periodo, evidencia_de
from cargos.models import UnidadOrganica, UnidadVersion
from convenios.models import Requerimiento
from convenios.models.requerimiento import Situacion, situacion
from tests import fabrica_convenios as fabrica

D = date(2026, 11, 20)


def unidad(nombre: str = "Programa Wawa Wasi", tipo: str = "programa_nacional") -> UnidadOrganica:
    fila = UnidadOrganica.objects.create(codigo=f"u{UnidadOrganica.objects.count()}")
    desde = DateRange(date(2005, 1, 1), None)
    UnidadVersion.objects.create(unidad=fila, denominacion=nombre, tipo=tipo, vigencia=desde)
    return fila


def escrito(dias: int) -> str:
    return f"{timezone.localdate() + timedelta(days=dias):%d/%m/%Y}"


def pedido(a: UnidadOrganica, **cambios: object) -> dict[str, object]:
    fechas = {"enviado_el": escrito(-20), "responder_hasta": escrito(-5)}
    return {"unidad": a.pk, "asunto": "Avance del semestre"} | fechas | cambios


@pytest.mark.parametrize(
    ("respondido", "anulado", "al", "esperada"),
    [
        (None, False, D, Situacion.POR_RESPONDER),
        (None, False, D + timedelta(days=1), Situacion.VENCIDO),
        (D, False, D + timedelta(days=9), Situacion.A_TIEMPO),
        (D + timedelta(days=1), False, D + timedelta(days=9), Situacion.TARDE),
        (None, True, D + timedelta(days=9), Situacion.ANULADO),
    ],
)
def test_en_que_esta_un_requerimiento(respondido, anulado, al, esperada):
    assert situacion(plazo=D, respondido_el=respondido, anulado=anulado, al=al) == esperada


def test_se_pide_se_recuerda_y_se_responde(como, especialista):
    convenio, programa = fabrica.convenio(por=especialista), unidad()
    cliente, alta = como(especialista), f"/convenios/{convenio.codigo}/requerimientos/nuevo/"
    malos = [
        {"unidad": ""},
        {"asunto": ""},
        {"asunto": "x" * 201},
        {"enviado_el": escrito(1), "responder_hasta": escrito(9)},
        {"responder_hasta": escrito(-21)},
        {"responder_hasta": ""},
        {"detalle": "nulo\x00"},
    ]
    assert [cliente.post(alta, pedido(programa, **m)).status_code for m in malos] == [422] * 7
    respuesta = cliente.post(alta, pedido(programa))
    assert respuesta.status_code == 302
    fila = Requerimiento.objects.get()
    assert fila.codigo == f"REQ-{fila.enviado_el.year}-0001"
    pagina = cliente.get(respuesta.url).content.decode()
    assert "Vencido sin respuesta" in pagina
    assert "Wawa Wasi" in cliente.get(convenio.get_absolute_url()).content.decode()

    anotar = f"{respuesta.url}anotar/"
    paso = {"tipo": "recordatorio", "medio": "llamada", "fecha": escrito(-3), "texto": "Se llamó"}
    assert cliente.post(anotar, paso | {"fecha": escrito(-30)}).status_code == 422
    assert cliente.post(anotar, paso | {"texto": ""}).status_code == 422
    assert cliente.post(anotar, paso).status_code == 302
    archivo = SimpleUploadedFile("r.pdf", fabrica.PDF, "application/pdf")
    responde = {"tipo": "respuesta", "medio": "carta", "fecha": escrito(-1), "texto": "Remite"}
    assert cliente.post(anotar, responde | {"archivo": archivo}).status_code == 302
    pagina = cliente.get(respuesta.url).content.decode()
    assert "Respondido tarde" in pagina
    bajado = cliente.get(f"/convenios/respuestas/{fila.pasos.last().pk}/archivo/")
    assert bajado.getvalue() == fabrica.PDF
    assert cliente.post(anotar, paso).status_code == 409  # nothing follows a full answer
    assert cliente.post(f"{respuesta.url}anular/", {"motivo": "ya no"}).status_code == 409


def test_una_obligacion_internacional_tambien_se_pide_a_una_unidad(
    como, especialista_ai, especialista_rs, jefatura
):
    tratado = fabrica.instrumento()
    ocurrencia = fabrica.obligacion(tratado, base=timezone.localdate())
    cliente, programa = como(especialista_ai), unidad()
    alta = f"{tratado.get_absolute_url()}requerimientos/nuevo/"
    pagina = cliente.get(ocurrencia.get_absolute_url()).content.decode()
    assert f"{alta}?obligacion={ocurrencia.pk}" in pagina
    assert cliente.post(alta, pedido(programa, asunto="")).status_code == 422
    respuesta = cliente.post(alta, pedido(programa, ocurrencia=ocurrencia.pk))
    fila = Requerimiento.objects.get()
    assert (fila.origen, fila.ocurrencia, fila.convenio) == (tratado, ocurrencia, None)
    for url in (respuesta.url, f"{respuesta.url}anotar/", "/convenios/requerimientos/"):
        assert tratado.siglas in como(jefatura).get(url).content.decode(), url
    assert fila.codigo in como(especialista_rs).get(tratado.get_absolute_url()).content.decode()
    lista = f"/convenios/requerimientos/?instrumento={tratado.pk}"
    assert cliente.get(lista).context["total"] == 1
    assert cliente.get(lista.replace(str(tratado.pk), "9999")).context["total"] == 0
    csv = b"".join(cliente.get("/convenios/requerimientos/exportar.csv"))
    assert tratado.siglas.encode() in csv
    paso = {"tipo": "recordatorio", "medio": "llamada", "fecha": escrito(-3), "texto": "Se llamó"}
    assert cliente.post(f"{respuesta.url}anotar/", paso).status_code == 302
    rastro = cliente.get(reverse("cargos:rastro"), {"objeto": tratado.siglas})
    assert "Se llamó" in rastro.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        Requerimiento.objects.bulk_create([Requerimiento(**_sin_origen(fila))])


def _sin_origen(fila):
    campos = {c.attname: getattr(fila, c.attname) for c in fila._meta.concrete_fields}
    return campos | {"id": None, "codigo": "REQ-2026-9999", "instrumento_id": None}


def test_lo_pedido_no_se_reescribe_se_anula_con_su_motivo(como, especialista):
    convenio, programa = fabrica.convenio(por=especialista), unidad()
    cliente = como(especialista)
    cliente.post(f"/convenios/{convenio.codigo}/requerimientos/nuevo/", pedido(programa))
    fila = Requerimiento.objects.get()
    for cambio in ({"asunto": "otro"}, {"responder_hasta": D + timedelta(days=900)}):
        with pytest.raises(InternalError), transaction.atomic():
            Requerimiento.objects.update(**cambio)
    url = fila.get_absolute_url()
    assert cliente.post(f"{url}anular/", {"motivo": ""}).status_code == 422
    assert cliente.post(f"{url}anular/", {"motivo": "Se pidió dos veces"}).status_code == 302
    assert "Se pidió dos veces" in cliente.get(url).content.decode()
    assert cliente.get("/convenios/requerimientos/?situacion=anulado").context["total"] == 1


def test_lo_de_un_convenio_reservado_no_lo_ve_otro(como, jefatura, especialista_rs):
    convenio = fabrica.convenio(por=jefatura, nivel_acceso="reservado")
    como(jefatura).post(f"/convenios/{convenio.codigo}/requerimientos/nuevo/", pedido(unidad()))
    fila, ajeno = Requerimiento.objects.get(), como(especialista_rs)
    assert ajeno.get(fila.get_absolute_url()).status_code == 404
    assert ajeno.get("/convenios/requerimientos/").context["total"] == 0


def test_las_consultas_no_crecen_y_se_exporta_lo_que_se_ve(como, especialista, consultas):
    convenio, programa = fabrica.convenio(por=especialista), unidad()
    cliente, alta = como(especialista), f"/convenios/{convenio.codigo}/requerimientos/nuevo/"
    cliente.post(alta, pedido(programa))
    urls = ("/convenios/requerimientos/", convenio.get_absolute_url())
    antes = [consultas(cliente, url) for url in urls]
    for n in range(5):
        cliente.post(alta, pedido(programa, asunto=f"Pedido {n}", responder_hasta=escrito(n)))
    assert [consultas(cliente, url) for url in urls] == antes
    csv = b"".join(cliente.get("/convenios/requerimientos/exportar.csv?situacion=vencido"))
    assert csv.count(b"REQ-") == 1
    assert cliente.get("/convenios/requerimientos/exportar.xlsx?q=pedido").status_code == 200


def test_el_mof_vivo_cuenta_lo_pedido_y_lo_conversado(como, jefatura, especialista):
    hoy = timezone.localdate()
    periodo = Periodo(hoy - timedelta(days=89), hoy)
    for clave in ("067-08", "067-10", "068-03"):
        vacia = evidencia_de(clave).consulta(clave[:3], periodo)
        assert vacia.valor is None
        assert como(jefatura).get(vacia.enlace).status_code == 200
    convenio = fabrica.convenio(por=especialista)
    alta = f"/convenios/{convenio.codigo}/requerimientos/nuevo/"
    como(especialista).post(alta, pedido(unidad()))
    como(jefatura).post(alta, pedido(unidad("Oficina de Planificación", "apoyo")))
    empresa = fabrica.organizacion(nombre="Textiles", clase="empresa")
    hablado = {"tipo": "llamada", "fecha": escrito(-1), "resumen": "Se invitó"}
    como(jefatura).post(f"/convenios/organizaciones/{empresa.pk}/interacciones/nueva/", hablado)
    for clave in ("067-08", "067-10", "068-03"):
        cifra = evidencia_de(clave).consulta(clave[:3], periodo)
        assert cifra.valor == 1
        assert como(jefatura).get(cifra.enlace).context["total"] == 1, clave
    assert "1 vencido sin respuesta" in evidencia_de("067-10").consulta("067", periodo).nota
