"""What is written of an expediente besides its register: annexes, who signs, codes, words."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InternalError, transaction
from django.utils import timezone

from tests import fabrica_ficheros as ficheros
from tests import fabrica_tramite as fabrica
from tests.tramite.test_papeles import texto_de
from tramite import acciones
from tramite.models import Anexo, Marcador, PiezaAnexa


@pytest.fixture
def expediente(secretaria, jefatura):
    return fabrica.expediente(por=secretaria, folios=20, acompanan="1 CD y 2 anillados")


def anotar(cliente, e, **campos):
    e.refresh_from_db()
    datos = {"version": e.version, "tipo": "anexo", "soporte": "papel", "folios": 1} | campos
    return cliente.post(f"/tramite/expedientes/{e.numero}/documentos/1/anexos/", datos)


def test_cada_anexo_tiene_su_titulo_sus_folios_su_soporte_y_su_archivo(
    como, expediente, secretaria
):
    cliente = como(secretaria)
    anotar(cliente, expediente, titulo="Plan operativo", tipo="plan", folios=12, folio_desde=9)
    pdf = SimpleUploadedFile("base.pdf", ficheros.pdf())
    anotar(cliente, expediente, titulo="Base de datos", soporte="objeto", folios=0, ficheros=[pdf])

    plan, base = PiezaAnexa.objects.order_by("orden")
    assert (plan.folio_desde, plan.folio_hasta) == (9, 20)
    assert Anexo.objects.get().pieza == base
    pagina = cliente.get(f"{expediente.get_absolute_url()}?ver=documentos").content.decode()
    assert "Anexo 1: Plan operativo" in pagina
    assert "folios 9–20" in pagina
    assert "(anexo 2)" in pagina


def _halla(cliente, texto, e):
    pagina = cliente.get("/tramite/expedientes/", {"q": texto}).content.decode()
    return e.get_absolute_url() in pagina


@pytest.mark.parametrize(
    ("campos", "queja"),
    [
        ({"folios": 9}, "a sus anexos les quedan 8"),
        ({"folios": 5, "folio_desde": 18}, "El documento va del folio 1 al 20"),
        ({"folios": 2, "folio_desde": 12}, "Esos folios son del anexo 1: del 1 al 12"),
    ],
)
def test_los_folios_de_los_anexos_no_pasan_de_los_del_documento_ni_se_traslapan(
    como, expediente, secretaria, campos, queja
):
    cliente = como(secretaria)
    anotar(cliente, expediente, titulo="Plan", folios=12, folio_desde=1)
    respuesta = anotar(cliente, expediente, titulo="Otro", **campos)
    assert (respuesta.status_code, PiezaAnexa.objects.count()) == (422, 1)
    assert queja in respuesta.content.decode()


def test_un_anexo_mal_anotado_se_retira_con_su_razon_y_no_se_borra(como, expediente, secretaria):
    cliente = como(secretaria)
    anotar(cliente, expediente, titulo="Plan", folios=20)
    expediente.refresh_from_db()
    url = f"/tramite/expedientes/{expediente.numero}/documentos/1/anexos/1/retirar/"
    cliente.post(url, {"version": expediente.version, "motivo": "Era de otro expediente"})

    pieza = PiezaAnexa.objects.get()
    assert pieza.retirada_por_que == "Era de otro expediente"
    anotar(cliente, expediente, titulo="El que era", folios=20)
    assert PiezaAnexa.objects.vigentes().get().orden == 2
    with pytest.raises(InternalError), transaction.atomic():
        PiezaAnexa.objects.filter(pk=pieza.pk).update(retirada_por_que="Otra cosa")


def test_el_firmante_y_la_referencia_se_anotan_se_buscan_y_lo_anterior_se_ve_entero(
    como, expediente, secretaria
):
    cliente = como(secretaria)
    url = f"/tramite/expedientes/{expediente.numero}/documentos/1/datos/"
    largo = "Directora ejecutiva de la Asociación " + "muy " * 30 + "larga"
    for firmante, referencia in ((largo, "OFICIO 77-2026-APCI"), ("Rosa Paz", "CARTA 5-2026")):
        expediente.refresh_from_db()
        datos = {"version": expediente.version, "soporte": "mixto", "firmante": firmante}
        assert cliente.post(url, datos | {"referencia": referencia}).status_code == 302

    assert not _halla(cliente, "77-2026", expediente)
    assert _halla(cliente, "5-2026", expediente)
    historia = cliente.get(expediente.get_absolute_url()).content.decode()
    assert "Valores completos, antes y después" in historia
    assert largo in historia


def test_la_referencia_lleva_a_lo_que_cita_y_lo_reservado_queda_como_lo_desconocido(
    como, expediente, secretaria, especialista, jefatura
):
    citado = fabrica.expediente(por=secretaria, documento_numero="D000451-2026-APCI (2)")
    reservado = fabrica.expediente(
        por=secretaria, acceso="grupo", lectores=("067",), documento_numero="C-9-2026"
    )
    referencia = (
        f"Oficio d000451-2026-apci (2), Carta C-9-2026; exp. {citado.numero}, {reservado.numero}"
    )
    url = f"/tramite/expedientes/{expediente.numero}/documentos/1/datos/"
    datos = {"version": expediente.version, "soporte": "papel", "referencia": referencia}
    assert como(secretaria).post(url, datos).status_code == 302

    def enlaces(quien):
        ficha = como(quien).get(f"{expediente.get_absolute_url()}?ver=documentos")
        return [(t.texto, t.enlace) for t in ficha.context["documentos"][0].trozos if t.enlace]

    suyos = [
        ("d000451-2026-apci (2)", f"{citado.get_absolute_url()}?ver=documentos"),
        (citado.numero, citado.get_absolute_url()),
    ]
    del_reservado = [
        ("C-9-2026", f"{reservado.get_absolute_url()}?ver=documentos"),
        (reservado.numero, reservado.get_absolute_url()),
    ]
    assert enlaces(especialista) == suyos
    assert enlaces(jefatura) == [suyos[0], del_reservado[0], suyos[1], del_reservado[1]]


def test_un_codigo_corregido_se_ve_y_el_anterior_ya_no_lo_encuentra(como, expediente, secretaria):
    cliente = como(secretaria)
    url = f"/tramite/expedientes/{expediente.numero}/codigos/"
    for cud in ("2026-11111", "2026-22222"):
        expediente.refresh_from_db()
        cliente.post(url, {"version": expediente.version, "cud": cud})

    assert [_halla(cliente, cud, expediente) for cud in ("2026-22222", "2026-11111")] == [
        True,
        False,
    ]
    ficha = cliente.get(expediente.get_absolute_url()).content.decode()
    assert "CUD de la APCI" in ficha
    assert "2026-11111" in ficha  # in its history, whole


def test_los_marcadores_se_ponen_se_quitan_y_encuentran_el_expediente(como, expediente, secretaria):
    cliente = como(secretaria)
    url = f"/tramite/expedientes/{expediente.numero}/marcadores/"
    for escrito in ("#Salud,  urgente en prensa ,salud", "salud"):
        expediente.refresh_from_db()
        cliente.post(url, {"version": expediente.version, "marcadores": escrito})

    puestos = Marcador.objects.puestos().values_list("nombre", flat=True)
    assert list(puestos) == ["salud"]
    assert Marcador.objects.count() == 2
    assert _halla(cliente, "#Salud", expediente)
    assert not _halla(cliente, "#urgente en prensa", expediente)
    assert "#salud" in cliente.get(expediente.get_absolute_url()).content.decode()


def test_los_marcadores_de_lo_que_no_se_ve_no_se_proponen(
    como, expediente, secretaria, especialista
):
    oculto = fabrica.expediente(por=secretaria, acceso="grupo")
    acciones.marcar(oculto, marcadores=["caso x"], por=secretaria, ahora=timezone.now())
    url = f"/tramite/expedientes/{expediente.numero}/marcadores/"
    assert "caso x" in como(secretaria).get(url).content.decode()
    assert "caso x" not in como(especialista).get(url).content.decode()


def test_quien_decidio_sobre_una_version_anterior_no_pisa_lo_nuevo(como, expediente, secretaria):
    acciones.marcar(expediente, marcadores=["uno"], por=secretaria, ahora=timezone.now())
    url = f"/tramite/expedientes/{expediente.numero}/marcadores/"
    respuesta = como(secretaria).post(url, {"version": 1, "marcadores": "dos"})
    assert respuesta.status_code == 409
    assert Marcador.objects.get().nombre == "uno"


def test_el_responsable_sigue_siendolo_aunque_el_expediente_pase_por_otras_manos(
    como, expediente, secretaria, jefatura, especialista
):
    url = f"/tramite/expedientes/{expediente.numero}/responsable/"
    como(jefatura).post(url, {"version": 1, "posicion": fabrica.posicion("068").pk})
    expediente.refresh_from_db()
    acciones.derivar(expediente, para=fabrica.posicion("067"), por=secretaria, ahora=timezone.now())

    ficha = como(secretaria).get(expediente.get_absolute_url()).content.decode()
    assert '<span class="tenue sin-corte">cargo 068</span>' in ficha.split("<dt>Responde</dt>")[1]
    caratula = como(secretaria).get(f"/tramite/expedientes/{expediente.numero}/caratula.pdf")
    assert f"{especialista.persona} (cargo 068)" in texto_de(caratula.content)
    suyos = como(secretaria).get("/tramite/expedientes/?filtros=1&responde=068")
    assert expediente.get_absolute_url() in suyos.content.decode()
    assert especialista.avisos.filter(asunto__contains="usted responde por él").exists()


def test_no_encarga_quien_no_lo_tiene_ni_se_encarga_dos_veces_al_mismo(
    como, expediente, secretaria, jefatura, especialista
):
    url = f"/tramite/expedientes/{expediente.numero}/responsable/"
    campos = {"version": 1, "posicion": fabrica.posicion("068").pk}
    ajeno = como(especialista).post(url, campos)
    assert "está en poder del cargo 071" in ajeno.content.decode()
    como(secretaria).post(url, campos)
    expediente.refresh_from_db()
    otra = como(secretaria).post(url, campos | {"version": expediente.version})
    assert (otra.status_code, expediente.responsables.count()) == (409, 1)


def test_un_archivo_dice_si_esta_como_llego_y_quien_lo_firmo(
    como, expediente, secretaria, especialista
):
    documento = expediente.documentos.get()
    (anexo,) = acciones.adjuntar(
        documento,
        ficheros=[SimpleUploadedFile("base.pdf", ficheros.pdf())],
        por=secretaria,
        ahora=timezone.now(),
    )
    url = f"/tramite/expedientes/{expediente.numero}/archivos/{anexo.pk}/examen/"
    pagina = como(especialista).get(url).content.decode()
    assert "Está tal como se recibió" in pagina
    assert anexo.archivo.sha256 in pagina
    assert "No tiene ninguna" in pagina

    with open(anexo.archivo.fichero.path, "ab") as guardado:
        guardado.write(b"%")
    assert "no son los que se recibieron" in como(especialista).get(url).content.decode()


def test_sin_decir_el_soporte_es_el_de_la_puerta_por_la_que_entro(secretaria, jefatura):
    for canal, soporte in (("fisico", "papel"), ("mesa_digital", "electronico")):
        e = fabrica.expediente(por=secretaria, canal=canal)
        datos = {"documento": e.documentos.get(), "firmante": "Rosa Paz"}
        fila = acciones.fijar_datos(e, por=secretaria, ahora=timezone.now(), **datos)
        assert fila.soporte == soporte
