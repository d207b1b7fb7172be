"""From the draft to the acknowledgement: who may do what, and what is left written."""

from collections.abc import Callable
from datetime import timedelta

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cargos.evidencias import Periodo, evidencia_de
from cargos.models import Persona, Usuario
from ocisys.base.firma.firmar import firmar
from ocisys.base.nombres import nombres_oficiales
from ocisys.base.reglas import ReglaIncumplida
from tests import fabrica_salidas as fabrica
from tests import fabrica_tramite
from tests.fabrica_firma import AHORA, CLAVE, DIA, Autoridad
from tramite import acciones
from tramite.emitidos import fecha_en_letras
from tramite.estados import Estado
from tramite.estados_salida import EstadoSalida, SalidaInvalida
from tramite.models import Expediente, Plazo, Salida

Como = Callable[[Usuario], Client]


@pytest.fixture
def expediente(secretaria: Usuario, jefatura: Usuario) -> Expediente:
    return fabrica_tramite.expediente(
        por=secretaria,
        pase_a="068",
        asunto="Solicita opinión sobre el proyecto «Ñawpaq»",
        documento_numero="CARTA 77-2026",
        remitente=fabrica_tramite.remitente(nombre="Asociación Áncash", domicilio="Jr. Lima 1"),
        procedimiento=fabrica_tramite.procedimiento("informe"),
    )


def url(nombre: str, salida: Salida) -> str:
    return reverse(f"tramite:{nombre}", args=[salida.pk])


def formulario(**campos: object) -> dict[str, object]:
    return {
        "clave": "11111111-1111-4111-8111-111111111111",
        "destinatario": "APCI",
        "asunto": "Remite opinión",
        "cuerpo": "Primer párrafo.\n\nSegundo.",
        "firmante": fabrica_tramite.posicion("067").pk,
        "atiende": "on",
    } | campos


def p12(titular: str = "Jefa de prueba", **campos: object) -> SimpleUploadedFile:
    return SimpleUploadedFile("firma.p12", Autoridad().persona(titular, **campos))  # type: ignore[arg-type]


def test_el_borrador_nace_con_los_datos_del_expediente(
    expediente: Expediente, especialista: Usuario, como: Como
) -> None:
    pagina = como(especialista).get(
        reverse("tramite:redactar", args=[expediente.numero, "oficio-respuesta"])
    )

    texto = pagina.content.decode()
    for dato in ("Asociación Áncash", "su oficio N.º CARTA 77-2026", "«Ñawpaq»", "Jr. Lima 1"):
        assert dato in texto


def test_dos_clics_son_un_solo_borrador(
    expediente: Expediente, especialista: Usuario, como: Como
) -> None:
    cliente = como(especialista)
    destino = reverse("tramite:redactar", args=[expediente.numero, "oficio-respuesta"])

    primero = cliente.post(destino, formulario())
    segundo = cliente.post(destino, formulario())

    assert (primero.status_code, primero.url) == (302, segundo.url)
    assert Salida.objects.count() == 1


@pytest.mark.parametrize("cuerpo", ["", "  \n\n ", "x" * 60_001])
def test_un_texto_vacio_o_desmedido_se_dice_junto_al_campo(
    expediente: Expediente, especialista: Usuario, como: Como, cuerpo: str
) -> None:
    destino = reverse("tramite:redactar", args=[expediente.numero, "oficio-respuesta"])

    respuesta = como(especialista).post(destino, formulario(cuerpo=cuerpo))

    assert respuesta.status_code == 422
    assert respuesta.context["form"].errors["cuerpo"]


def test_el_recorrido_entero_por_sus_paginas(
    expediente: Expediente,
    secretaria: Usuario,
    especialista: Usuario,
    especialista_ai: Usuario,
    jefatura: Usuario,
    como: Como,
) -> None:
    fabrica.serie()
    salida = fabrica.salida(expediente, por=especialista, vistos=("070",))
    version = {"version": salida.version}
    como(especialista).post(url("salida_enviar", salida), version)
    salida.refresh_from_db()
    assert salida.estado == EstadoSalida.EN_REVISION

    como(especialista_ai).post(
        url("salida_observar", salida),
        {"version": salida.version, "parrafo_2": "Falta citar el informe"},
    )
    salida.refresh_from_db()
    assert salida.estado == EstadoSalida.OBSERVADO
    assert (
        "Falta citar el informe" in como(especialista).get(url("salida", salida)).content.decode()
    )

    pagina = como(especialista).get(url("salida_corregir", salida)).content.decode()
    assert "«Al respecto, se opina favorablemente.»" in pagina
    assert "Falta citar el informe" in pagina

    corregido = formulario(
        version=salida.version, visadores=[fabrica_tramite.posicion("070").pk], cuerpo="Con cita."
    )
    como(especialista).post(url("salida_corregir", salida), corregido)
    salida.refresh_from_db()
    como(especialista).post(url("salida_enviar", salida), {"version": salida.version})
    salida.refresh_from_db()
    como(especialista_ai).post(url("salida_visar", salida), {"version": salida.version})
    salida.refresh_from_db()
    assert salida.estado == EstadoSalida.VISADO

    firma = {"version": salida.version, "pkcs12": p12("Rosa"), "clave_pkcs12": CLAVE}
    como(jefatura).post(url("salida_firmar", salida), firma)
    salida.refresh_from_db()
    assert (salida.estado, salida.numero) == (
        EstadoSalida.FIRMADO,
        f"D000001-{timezone.localdate().year}-MIMP-OCI",
    )

    despacho = {"version": salida.version, "medio": "correo", "direccion": "x@apci.example"}
    como(secretaria).post(url("salida_despachar", salida), despacho)
    salida.refresh_from_db()
    acuse = {"version": salida.version, "entrega": "acuse", "el": "h", "quien": "Mesa de partes"}
    como(secretaria).post(url("salida_entrega", salida), acuse)

    salida.refresh_from_db()
    expediente.refresh_from_db()
    assert salida.estado == EstadoSalida.ACUSADO
    assert expediente.estado == Estado.DESPACHADO
    assert not expediente.plazos.abiertos().exists()
    assert [p.clase for p in salida.pasos.all()] == [
        "creacion",
        "envio",
        "reparo",
        "cambio",
        "envio",
        "visto",
        "firma",
        "despacho",
        "entrega",
    ]


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


def test_un_correo_sin_acuse_sigue_sin_notificar(
    expediente: Expediente, especialista: Usuario, secretaria: Usuario, jefatura: Usuario
) -> None:
    # TUO LPAG art. 20.4: without an acknowledgement in two days it goes by another medium
    fabrica.serie()
    salida = fabrica.firmada(expediente, por=especialista, jefatura=jefatura)
    ahora = timezone.now()
    acciones.despachar(salida, medio="correo", por=secretaria, ahora=ahora)

    assert set(expediente.plazos.abiertos().values_list("regla", flat=True)) == {
        "NOTIF",
        "ACUSE_MAIL",
    }
    acciones.anotar_entrega(
        salida, entrega="devuelto", el=timezone.localdate(), por=secretaria, ahora=ahora
    )
    acciones.despachar(salida, medio="mano", por=secretaria, ahora=ahora)
    acciones.anotar_entrega(
        salida, entrega="acuse", el=timezone.localdate(), por=secretaria, ahora=ahora
    )

    assert not expediente.plazos.abiertos().exists()


def test_la_fecha_de_entrega_va_del_despacho_a_hoy(
    expediente: Expediente, especialista: Usuario, secretaria: Usuario, jefatura: Usuario
) -> None:
    fabrica.serie()
    salida = fabrica.firmada(expediente, por=especialista, jefatura=jefatura)
    acciones.despachar(salida, medio="mano", por=secretaria, ahora=timezone.now())

    for dias in (-1, 1):
        with pytest.raises(ReglaIncumplida, match="La fecha va del despacho"):
            acciones.anotar_entrega(
                salida,
                entrega="acuse",
                el=timezone.localdate() + timedelta(days=dias),
                por=secretaria,
                ahora=timezone.now(),
            )


def test_un_borrador_restringido_no_lo_ve_quien_no_esta_nombrado(
    secretaria: Usuario,
    jefatura: Usuario,
    especialista: Usuario,
    especialista_rs: Usuario,
    auditoria: Usuario,
    como: Como,
) -> None:
    reservado = fabrica_tramite.expediente(por=secretaria, pase_a="068", acceso="grupo")
    abierto = fabrica_tramite.expediente(por=secretaria, pase_a="068")
    oculto = fabrica.salida(reservado, por=especialista, asunto="Secreto")
    borrador = fabrica.salida(abierto, por=especialista)

    assert como(especialista_rs).get(url("salida", oculto)).status_code == 404
    assert como(especialista_rs).get(url("salida_pdf", oculto)).status_code == 404
    assert como(especialista).get(url("salida", oculto)).status_code == 200
    # TUO Ley 27806 art. 17.1: not decided yet
    assert como(auditoria).get(url("salida", borrador)).status_code == 404


def test_la_bandeja_no_pregunta_mas_por_tener_mas_filas(
    secretaria: Usuario,
    especialista: Usuario,
    jefatura: Usuario,
    como: Como,
    consultas: Callable[[Client, str], int],
) -> None:
    fila = fabrica_tramite.expediente(por=secretaria)
    fabrica.lista_para_firmar(fila, por=especialista)
    cliente, destino = como(jefatura), f"{reverse('tramite:salidas')}?ver=por-firmar"
    cliente.get(destino)
    antes = consultas(cliente, destino)

    for _ in range(6):
        fabrica.lista_para_firmar(fila, por=especialista)

    assert consultas(cliente, destino) == antes


def test_no_pasa_a_la_firma_lo_que_la_plantilla_dejo_por_llenar(
    expediente: Expediente, especialista: Usuario, como: Como
) -> None:
    salida = fabrica.salida(
        expediente, por=especialista, cuerpo="Cita «[…] y más».\n\nAl respecto, …"
    )

    respuesta = como(especialista).post(url("salida_enviar", salida), {"version": salida.version})

    assert respuesta.status_code == 409
    assert "dejó en «…»: párrafo 2." in respuesta.content.decode()
    salida.refresh_from_db()
    assert salida.estado == EstadoSalida.BORRADOR


@pytest.mark.parametrize(
    ("clave", "modelo", "quien"),
    [
        ("067-02", "ayuda-memoria", "068"),
        ("068-04", "informe-tecnico", "068"),
        ("071-02", "oficio-respuesta", "071"),
    ],
)
def test_la_cifra_del_mof_abre_exactamente_sus_documentos(
    secretaria: Usuario,
    especialista: Usuario,
    jefatura: Usuario,
    como: Como,
    clave: str,
    modelo: str,
    quien: str,
) -> None:
    for tipo in ("oficio", "informe"):
        fabrica.serie(tipo)
    redacta = {"068": especialista, "071": secretaria}[quien]
    abierto = fabrica_tramite.expediente(por=secretaria)
    oculto = fabrica_tramite.expediente(por=secretaria, acceso="grupo")
    for fila in (abierto, oculto):
        fabrica.firmada(fila, por=redacta, jefatura=jefatura, modelo=modelo, atiende=False)
    fabrica.salida(abierto, por=redacta, modelo=modelo)
    hoy = timezone.localdate()
    evidencia = evidencia_de(clave)
    assert evidencia is not None

    cifra = evidencia.consulta(clave[:3], Periodo(hoy - timedelta(days=30), hoy))

    filas = como(jefatura).get(cifra.enlace).context["pagina"].filas
    assert (cifra.valor, [s.expediente for s in filas]) == (1, [abierto])
    assert ("mediana de 0 días desde que ingresó" in cifra.nota) is (clave == "067-02")
