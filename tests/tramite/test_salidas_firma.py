"""Signing an outgoing document: its number, its sealed PDF, who may, and with what key."""

from collections.abc import Callable

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from cargos.models import Persona, Usuario
from ocisys.base.firma.firmar import firmar
from ocisys.base.nombres import nombres_oficiales
from ocisys.base.reglas import ReglaIncumplida
from tests import fabrica_salidas as fabrica
from tests import fabrica_tramite
from tests.fabrica_firma import AHORA, CLAVE, DIA
from tests.fabrica_salidas import p12, url
from tramite import acciones
from tramite.emitidos import fecha_en_letras
from tramite.estados import Estado
from tramite.estados_salida import EstadoSalida, SalidaInvalida
from tramite.models import Expediente, Plazo, Salida

Como = Callable[[Usuario], Client]


@pytest.fixture
def expediente(secretaria: Usuario, jefatura: Usuario) -> Expediente:
    return fabrica.pedido(por=secretaria)


def test_la_firma_atiende_el_expediente_y_deja_el_documento_en_el(
    expediente: Expediente, especialista: Usuario, jefatura: Usuario
) -> None:
    fabrica.serie()

    salida = fabrica.firmada(expediente, por=especialista, jefatura=jefatura)

    expediente.refresh_from_db()
    documento = salida.documento
    assert expediente.estado == Estado.ATENDIDO
    assert documento is not None
    assert (documento.sentido, documento.numero) == ("emitido", salida.numero)
    assert documento.anexos.get() == salida.anexo
    notificar = Plazo.objects.get(expediente=expediente, regla="NOTIF")
    assert notificar.cumplido_en is None
    assert notificar.base_legal.endswith("24.1")


def test_el_original_es_pdf_a_y_pdf_ua_y_lleva_su_codigo(
    expediente: Expediente, especialista: Usuario, jefatura: Usuario
) -> None:
    fabrica.serie()

    salida = fabrica.firmada(expediente, por=especialista, jefatura=jefatura)

    assert salida.anexo is not None
    with salida.anexo.archivo.fichero.open("rb") as abierto:
        contenido = abierto.read()
    pdf = pypdfium2.PdfDocument(contenido)
    texto = pdf[0].get_textpage().get_text_range()
    pdf.close()
    assert salida.cvd_legible in texto
    assert salida.numero in texto
    assert str(jefatura) in texto
    assert f"Lima, {fecha_en_letras(timezone.localdate())}" in texto
    for nombre in nombres_oficiales(timezone.localdate()):  # DS 011-2026-PCM
        assert nombre in texto
    for marca in (b"<pdfaid:part>2", b"<pdfaid:conformance>A", b"<pdfuaid:part>1"):
        assert marca in contenido


def test_lo_firmado_no_cambia_ni_con_sql(
    expediente: Expediente, especialista: Usuario, jefatura: Usuario
) -> None:
    fabrica.serie()
    salida = fabrica.firmada(expediente, por=especialista, jefatura=jefatura)

    for cambio in ({"cuerpo": "otro"}, {"numero": "D000009-2026"}, {"cvd": ""}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Salida.objects.filter(pk=salida.pk).update(**cambio)
    with pytest.raises(SalidaInvalida):
        acciones.corregir(
            salida,
            texto=acciones.Texto("a", "b", "c"),
            firmante=salida.firmante,
            visadores=(),
            atiende=True,
            por=especialista,
            ahora=timezone.now(),
        )


def test_sin_serie_propia_se_pide_el_numero_del_ministerio(
    expediente: Expediente, especialista: Usuario, jefatura: Usuario, como: Como
) -> None:
    salida = fabrica.lista_para_firmar(expediente, por=especialista)
    firma = {"version": salida.version, "pkcs12": p12(), "clave_pkcs12": CLAVE}

    sin_numero = como(jefatura).post(url("salida_firmar", salida), firma)
    firma |= {"pkcs12": p12(), "numero": "D002175-2026-MIMP-OCI"}
    como(jefatura).post(url("salida_firmar", salida), firma)

    assert sin_numero.status_code == 422
    assert "numero" in sin_numero.context["form"].errors
    salida.refresh_from_db()
    assert (salida.numero, salida.serie) == ("D002175-2026-MIMP-OCI", "")


def test_un_numero_del_ministerio_no_se_usa_dos_veces(
    expediente: Expediente, especialista: Usuario, jefatura: Usuario
) -> None:
    fabrica.firmada_con(expediente, "D000001-2026-X", por=especialista, jefatura=jefatura)

    with pytest.raises(ReglaIncumplida, match="Ya hay otro documento"):
        fabrica.firmada_con(
            expediente, "D000001-2026-X", por=especialista, jefatura=jefatura, atiende=False
        )


def test_la_ayuda_memoria_no_lleva_numero_ni_plazo(
    expediente: Expediente, especialista: Usuario, jefatura: Usuario
) -> None:
    salida = fabrica.firmada(
        expediente, por=especialista, jefatura=jefatura, modelo="ayuda-memoria", atiende=False
    )

    assert (salida.numero, bool(salida.cvd)) == ("", True)
    assert not Plazo.objects.filter(expediente=expediente, regla="NOTIF").exists()


def test_la_serie_sigue_aunque_cambie_como_se_escribe(
    secretaria: Usuario, especialista: Usuario, jefatura: Usuario
) -> None:
    hoy = timezone.localdate()
    fabrica.serie()
    filas = [fabrica_tramite.expediente(por=secretaria) for _ in range(2)]
    una = fabrica.firmada(filas[0], por=especialista, jefatura=jefatura)
    una_serie = una.tipo.series.get()
    una_serie.prefijo, una_serie.separador = "", "/"
    una_serie.save()

    otra = fabrica.firmada(filas[1], por=especialista, jefatura=jefatura)

    assert una.numero == f"D000001-{hoy.year}-MIMP-OCI"
    assert otra.numero == f"000002-{hoy.year}-MIMP/OCI"


def test_firma_quien_ocupa_el_cargo_y_nadie_mas(
    expediente: Expediente, especialista: Usuario, secretaria: Usuario, jefatura: Usuario
) -> None:
    fabrica.serie()
    salida = fabrica.lista_para_firmar(expediente, por=especialista)

    with pytest.raises(ReglaIncumplida, match="Lo firma el cargo 067"):
        acciones.firmar_salida(
            salida, certificado=fabrica.certificado(), por=especialista, ahora=timezone.now()
        )
    with pytest.raises(SalidaInvalida, match="borrador"):
        acciones.firmar_salida(
            fabrica.salida(expediente, por=especialista),
            certificado=fabrica.certificado(),
            por=jefatura,
            ahora=timezone.now(),
        )


def test_un_certificado_vencido_o_con_otra_clave_no_firma_y_lo_dice(
    expediente: Expediente, especialista: Usuario, jefatura: Usuario, como: Como
) -> None:
    fabrica.serie()
    salida = fabrica.lista_para_firmar(expediente, por=especialista)
    vencido = p12(desde=AHORA - 9 * DIA, hasta=AHORA - DIA)

    for fichero, clave in ((vencido, CLAVE), (p12(), "otra"), (SimpleUploadedFile("a", b"x"), "")):
        respuesta = como(jefatura).post(
            url("salida_firmar", salida),
            {"version": salida.version, "pkcs12": fichero, "clave_pkcs12": clave},
        )
        assert respuesta.status_code == 422

    salida.refresh_from_db()
    assert (salida.estado, salida.numero) == (EstadoSalida.VISADO, "")


def test_el_certificado_de_otra_persona_no_firma(
    expediente: Expediente, especialista: Usuario, jefatura: Usuario, como: Como
) -> None:
    fabrica.serie()
    Persona.objects.filter(usuario=jefatura).update(dni="40000001")
    salida = fabrica.lista_para_firmar(expediente, por=especialista)

    for dni, estado in (("40000002", EstadoSalida.VISADO), ("40000001", EstadoSalida.FIRMADO)):
        firma = {"version": salida.version, "pkcs12": p12(dni=dni), "clave_pkcs12": CLAVE}
        como(jefatura).post(url("salida_firmar", salida), firma)
        salida.refresh_from_db()
        assert salida.estado == estado


def test_firmado_fuera_se_recibe_solo_si_es_el_mismo(
    expediente: Expediente, especialista: Usuario, jefatura: Usuario, como: Como
) -> None:
    fabrica.serie()
    salida = fabrica.lista_para_firmar(expediente, por=especialista)
    como(jefatura).post(url("salida_preparar", salida), {"version": salida.version})
    salida.refresh_from_db()
    assert (salida.estado, bool(salida.numero)) == (EstadoSalida.PARA_FIRMA, True)
    descargado = b"".join(como(jefatura).get(url("salida_pdf", salida)).streaming_content)
    bueno = firmar(descargado, fabrica.certificado("Rosa"), motivo="", lugar="", en=timezone.now())

    for malo in (descargado, bueno.replace(b"%PDF-1.7", b"%PDF-1.6"), b"%PDF-1.7 nada"):
        respuesta = como(jefatura).post(
            url("salida_firmado", salida),
            {"version": salida.version, "fichero": SimpleUploadedFile("a.pdf", malo)},
        )
        assert respuesta.status_code in (409, 422)
    como(jefatura).post(
        url("salida_firmado", salida),
        {"version": salida.version, "fichero": SimpleUploadedFile("a.pdf", bueno)},
    )

    salida.refresh_from_db()
    assert (salida.estado, salida.firma["titular"]) == (EstadoSalida.FIRMADO, "Rosa")


def test_anulado_conserva_su_numero_y_el_siguiente_no_lo_repite(
    secretaria: Usuario, especialista: Usuario, jefatura: Usuario
) -> None:
    fabrica.serie()
    filas = [fabrica_tramite.expediente(por=secretaria) for _ in range(2)]
    una = fabrica.firmada(filas[0], por=especialista, jefatura=jefatura)

    acciones.anular_salida(una, motivo="Otro destinatario", por=jefatura, ahora=timezone.now())
    otra = fabrica.firmada(filas[1], por=especialista, jefatura=jefatura)

    una.refresh_from_db()
    assert (una.estado, una.correlativo, otra.correlativo) == (EstadoSalida.ANULADO, 1, 2)
