"""The file as an object: folios that do not jump, taken out, lent, classified, delivered."""

import io
from collections.abc import Callable
from datetime import timedelta

import openpyxl
import pypdfium2
import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cargos.models import Usuario
from ocisys.base.reglas import ReglaIncumplida
from tests import fabrica_tramite as fabrica
from tramite import acciones
from tramite.etiquetas import Etiqueta
from tramite.models import (
    Clasificacion,
    Desglose,
    Documento,
    Expediente,
    Prestamo,
    SerieDocumental,
    Transferencia,
)

Como = Callable[[Usuario], Client]


@pytest.fixture
def expediente(secretaria: Usuario, jefatura: Usuario) -> Expediente:
    return fabrica.expediente(por=secretaria, folios=12)


def direccion(expediente: Expediente, acto: str) -> str:
    return f"/tramite/expedientes/{expediente.numero}/{acto}/"


def version(expediente: Expediente) -> str:
    expediente.refresh_from_db()
    return str(expediente.version)


# --- Folios -----------------------------------------------------------------------------------


@pytest.mark.parametrize("desde", [1, 12, 14])
def test_la_base_no_admite_folios_con_saltos_ni_traslapes(
    expediente: Expediente, desde: int
) -> None:
    primero = expediente.documentos.get()
    with pytest.raises(IntegrityError, match="sin saltos ni traslapes"):
        Documento.objects.create(
            expediente=expediente,
            orden=2,
            sentido="recibido",
            tipo=primero.tipo,
            asunto="Otro",
            folios=3,
            folio_desde=desde,
            por=primero.por,
            calidad="x",
        )


def test_pasado_el_folio_doscientos_se_ve_el_segundo_tomo(
    expediente: Expediente, secretaria: Usuario, como: Como
) -> None:
    acciones.agregar(
        expediente,
        tipo=fabrica.tipo(),
        asunto="Anillado",
        folios=190,
        por=secretaria,
        ahora=timezone.now(),
    )

    pagina = como(secretaria).get(f"{expediente.get_absolute_url()}?ver=documentos")

    assert [(t.desde, t.hasta) for t in pagina.context["tomos"]] == [(1, 12), (13, 202)]
    assert "202 folios en 2 tomos" in pagina.content.decode()


# --- Desglose ---------------------------------------------------------------------------------


def desglose(expediente: Expediente, **campos: str) -> dict[str, str]:
    return {
        "version": version(expediente),
        "desde": "3",
        "hasta": "5",
        "a_quien": "Ana Ríos",
        "motivo": "Los pide de vuelta",
        "copia": "on",
    } | campos


def test_lo_desglosado_deja_su_constancia_y_no_cambia_la_numeracion(
    expediente: Expediente, secretaria: Usuario, como: Como
) -> None:
    mesa, url = como(secretaria), direccion(expediente, "documentos/1/desglosar")

    assert mesa.post(url, desglose(expediente)).status_code == 302

    expediente.refresh_from_db()
    assert expediente.folios == 12
    documentos = mesa.get(f"{expediente.get_absolute_url()}?ver=documentos").content.decode()
    assert "folios 3–5: desglosado, a Ana Ríos" in documentos
    assert "Los pide de vuelta" in mesa.get(expediente.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("campos", "dice"),
    [
        ({"desde": "0"}, "mayor o igual a 1"),
        ({"desde": "13"}, "va del 1 al 12"),
        ({"hasta": "13"}, "al 12"),
        ({"hasta": "2"}, "Del 3"),
        ({"copia": ""}, "Sin la copia en su lugar"),
        ({"motivo": ""}, "obligatorio"),
    ],
)
def test_un_desglose_imposible_se_explica(
    expediente: Expediente, secretaria: Usuario, como: Como, campos: dict[str, str], dice: str
) -> None:
    url = direccion(expediente, "documentos/1/desglosar")

    respuesta = como(secretaria).post(url, desglose(expediente, **campos))

    assert respuesta.status_code == 422
    assert dice in respuesta.content.decode()


def test_un_folio_no_se_desglosa_dos_veces(
    expediente: Expediente, secretaria: Usuario, como: Como
) -> None:
    mesa, url = como(secretaria), direccion(expediente, "documentos/1/desglosar")
    mesa.post(url, desglose(expediente))

    respuesta = mesa.post(url, desglose(expediente, desde="5", hasta="6"))

    assert respuesta.status_code == 409
    assert Desglose.objects.count() == 1


# --- Loans ------------------------------------------------------------------------------------


def prestamo(expediente: Expediente, **campos: object) -> Prestamo:
    datos = {
        "a_quien": "Asesoría Jurídica",
        "motivo": "Informe legal",
        "devolver_el": timezone.localdate() + timedelta(days=3),
        "ahora": timezone.now(),
    } | campos
    return acciones.prestar(expediente, por=expediente.por, **datos)  # type: ignore[arg-type]


def test_se_sabe_quien_tiene_el_fisico_y_desde_cuando(
    expediente: Expediente, secretaria: Usuario, como: Como
) -> None:
    mesa = como(secretaria)
    datos = {
        "version": version(expediente),
        "a_quien": "Asesoría Jurídica",
        "motivo": "Informe legal",
        "devolver_el": f"{timezone.localdate() + timedelta(days=3):%d/%m/%Y}",
    }
    assert mesa.post(direccion(expediente, "prestar"), datos).status_code == 302

    assert "Asesoría Jurídica" in mesa.get("/tramite/prestamos/").content.decode()
    documentos = mesa.get(f"{expediente.get_absolute_url()}?ver=documentos").content.decode()
    assert "prestado a Asesoría Jurídica" in documentos


def test_lo_que_no_se_devolvio_a_tiempo_se_ve(
    expediente: Expediente, secretaria: Usuario, como: Como
) -> None:
    hace_dias = timezone.now() - timedelta(days=10)
    prestamo(
        expediente, ahora=hace_dias, devolver_el=timezone.localdate(hace_dias) + timedelta(days=2)
    )

    assert "1 sin devolver a tiempo" in como(secretaria).get("/tramite/prestamos/").content.decode()


def test_un_expediente_prestado_no_se_presta_otra_vez(
    expediente: Expediente, secretaria: Usuario, como: Como
) -> None:
    prestamo(expediente)
    datos = {
        "version": version(expediente),
        "a_quien": "Otro",
        "motivo": "Otro",
        "devolver_el": f"{timezone.localdate():%d/%m/%Y}",
    }

    respuesta = como(secretaria).post(direccion(expediente, "prestar"), datos)

    assert respuesta.status_code == 409
    assert "ya está prestado a Asesoría Jurídica" in respuesta.content.decode()


def test_la_devolucion_se_anota_una_vez_y_no_se_cambia(
    expediente: Expediente, secretaria: Usuario, como: Como
) -> None:
    fila = prestamo(expediente)
    mesa, url = como(secretaria), f"/tramite/prestamos/{fila.pk}/devuelto/"

    datos = {"version": version(expediente), "nota": "Completo"}
    assert mesa.post(url, datos).status_code == 302
    assert mesa.post(url, datos).status_code == 409

    fila.refresh_from_db()
    assert (fila.devuelto_por, fila.nota_devolucion) == (secretaria, "Completo")
    assert fila not in Prestamo.objects.pendientes()
    with pytest.raises(Exception, match="[Cc]annot"):
        Prestamo.objects.filter(pk=fila.pk).update(nota_devolucion="Otra cosa")


def test_el_prestamo_de_un_restringido_no_se_lista(
    secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    secreto = fabrica.expediente(por=jefatura, acceso="grupo")
    fila = prestamo(secreto, a_quien="Un asesor")
    mesa = como(secretaria)

    assert "Un asesor" not in mesa.get("/tramite/prestamos/?ver=todos").content.decode()
    assert mesa.get(f"/tramite/prestamos/{fila.pk}/devuelto/").status_code == 404


def test_los_prestamos_no_crecen_en_consultas(
    secretaria: Usuario,
    jefatura: Usuario,
    como: Como,
    consultas: Callable[[Client, str], int],
) -> None:
    mesa = como(secretaria)
    prestamo(fabrica.expediente(por=secretaria))
    uno = consultas(mesa, "/tramite/prestamos/")
    for _ in range(4):
        prestamo(fabrica.expediente(por=secretaria))

    assert consultas(mesa, "/tramite/prestamos/") == uno


# --- Series and the central archive -----------------------------------------------------------


def serie(codigo: str = "correspondencia") -> SerieDocumental:
    fabrica.catalogos()
    return SerieDocumental.objects.get(codigo=codigo)


@pytest.fixture
def listo(secretaria: Usuario, jefatura: Usuario) -> Expediente:
    """Filed and classified."""
    fila = fabrica.archivado(por=secretaria, jefatura=jefatura, folios=7)
    acciones.clasificar(
        fila, serie=serie(), ubicacion="Caja 4", por=secretaria, ahora=timezone.now()
    )
    return fila


def test_ninguna_serie_inventa_un_plazo(db: None) -> None:
    fabrica.catalogos()

    for fila in SerieDocumental.objects.all():
        assert fila.norma or "sin plazo aprobado" in fila.retencion
    with pytest.raises(IntegrityError, match="serie_plazo_con_norma"):
        SerieDocumental.objects.create(codigo="x", nombre="Inventada", anios_gestion=3)


def test_se_clasifica_y_lo_anterior_queda(
    expediente: Expediente, secretaria: Usuario, como: Como
) -> None:
    mesa, url = como(secretaria), direccion(expediente, "clasificar")
    for lugar in ("Estante 1", "Estante 2, caja 4"):
        datos = {"version": version(expediente), "serie": serie().pk, "ubicacion": lugar}
        assert mesa.post(url, datos).status_code == 302

    assert Clasificacion.objects.count() == 2
    pagina = mesa.get(f"{expediente.get_absolute_url()}?ver=documentos").content.decode()
    assert "en Estante 2, caja 4" in pagina


def test_se_transfiere_con_su_inventario(
    listo: Expediente, secretaria: Usuario, como: Como
) -> None:
    mesa = como(secretaria)
    assert listo.numero in mesa.get("/tramite/transferencias/nueva/").content.decode()

    datos = {"expedientes": [listo.pk], "destino": "Archivo central", "nota": ""}
    assert mesa.post("/tramite/transferencias/nueva/", datos).status_code == 302

    listo.refresh_from_db()
    assert listo.estado == "transferido"
    hecha = Transferencia.objects.get()
    pdf = mesa.get(f"/tramite/transferencias/{hecha.pk}/inventario.pdf").content
    texto = " ".join(p.get_textpage().get_text_range() for p in pypdfium2.PdfDocument(pdf))
    for dato in (listo.numero, "Caja 4", "Correspondencia", "Se conserva"):
        assert dato in " ".join(texto.split())
    libro = openpyxl.load_workbook(
        io.BytesIO(mesa.get(f"/tramite/transferencias/{hecha.pk}/inventario.xlsx").content)
    )
    assert any(listo.numero in fila for fila in libro.worksheets[0].iter_rows(values_only=True))


def test_se_propone_la_serie_del_ultimo_de_su_procedimiento(
    secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    informe = fabrica.procedimiento("informe")
    antes, otro = (fabrica.expediente(por=secretaria, procedimiento=informe) for _ in range(2))
    serie = SerieDocumental.objects.filter(activo=True).last()
    assert serie is not None
    acciones.clasificar(
        antes, serie=serie, ubicacion="Estante 2", por=secretaria, ahora=timezone.now()
    )

    form = como(secretaria).get(direccion(otro, "clasificar")).context["form"]

    assert form.initial == {"serie": serie.pk, "ubicacion": "Estante 2"}
    ajeno = fabrica.expediente(por=secretaria)
    assert como(secretaria).get(direccion(ajeno, "clasificar")).context["form"].initial == {}


@pytest.mark.parametrize("falta", ["archivar", "clasificar", "devolver"])
def test_no_se_transfiere_lo_que_no_esta_listo(
    listo: Expediente, secretaria: Usuario, jefatura: Usuario, falta: str
) -> None:
    otro = fabrica.expediente(por=secretaria)
    if falta == "clasificar":
        otro = fabrica.archivado(por=secretaria, jefatura=jefatura)
    if falta == "devolver":
        otro = fabrica.archivado(por=secretaria, jefatura=jefatura)
        acciones.clasificar(
            otro, serie=serie(), ubicacion="Caja 5", por=secretaria, ahora=timezone.now()
        )
        prestamo(otro)

    with pytest.raises(ReglaIncumplida):
        acciones.transferir(
            [listo, otro], destino="Archivo central", por=secretaria, ahora=timezone.now()
        )

    listo.refresh_from_db()
    assert listo.estado == "archivado"
    assert not Transferencia.objects.exists()


def test_un_restringido_no_figura_en_el_inventario_de_otro(
    listo: Expediente, secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    secreto = fabrica.archivado(por=jefatura, jefatura=jefatura, acceso="grupo")
    acciones.clasificar(
        secreto, serie=serie(), ubicacion="Caja 9", por=jefatura, ahora=timezone.now()
    )
    hecha = acciones.transferir(
        [listo, secreto], destino="Archivo central", por=jefatura, ahora=timezone.now()
    )
    solo_secreto = "/tramite/transferencias/nueva/"

    pdf = como(secretaria).get(f"/tramite/transferencias/{hecha.pk}/inventario.pdf").content

    texto = " ".join(p.get_textpage().get_text_range() for p in pypdfium2.PdfDocument(pdf))
    assert listo.numero in texto
    assert secreto.numero not in texto
    assert secreto.numero not in como(secretaria).get(solo_secreto).content.decode()


def test_lo_extraviado_se_reconstruye_y_mientras_no_se_presta(
    secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    fila = fabrica.expediente(por=secretaria)
    cliente = como(secretaria)
    url = reverse("tramite:extraviar", args=[fila.numero])
    cliente.post(url, {"version": fila.version, "que": "Tomo 1", "como": "No está en su caja."})

    documentos = cliente.get(fila.get_absolute_url(), {"ver": "documentos"}).content.decode()
    assert "Debe reconstruirse" in documentos
    fila.refresh_from_db()
    prestamo = {"version": fila.version, "a_quien": "OGA", "motivo": "Ver", "devolver_el": "h"}
    prestado = cliente.post(reverse("tramite:prestar", args=[fila.numero]), prestamo)
    assert prestado.status_code == 409

    cliente.post(
        reverse("tramite:reconstruir", args=[fila.numero]),
        {"version": fila.version, "con_que": "Copias del remitente, folios 1 a 3"},
    )

    extravio = fila.extravios.get()
    assert extravio.reconstruido_por == secretaria
    clases = list(fila.actuaciones.order_by("pk").values_list("clase", flat=True))
    assert clases[-2:] == ["extravio", "reconstruccion"]


# --- The shelf --------------------------------------------------------------------------------


def test_al_leer_un_estante_se_ve_lo_que_falta_lo_prestado_y_lo_de_otro_lugar(
    secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    serie = SerieDocumental.objects.first()
    assert serie
    sitios = ("Estante 1, caja 2", "Estante 1, caja 2", "Estante 1, caja 3", "Estante 2")
    hay, falta, prestado, ajeno = (fabrica.expediente(por=secretaria) for _ in sitios)
    ahora = timezone.now()
    for fila, sitio in zip((hay, falta, prestado, ajeno), sitios, strict=True):
        acciones.clasificar(fila, serie=serie, ubicacion=sitio, por=secretaria, ahora=ahora)
    hoy = timezone.localdate()
    acciones.prestar(
        prestado, a_quien="Procuraduría", motivo="x", devolver_el=hoy, por=secretaria, ahora=ahora
    )
    leido = [Etiqueta(hay.numero, 1).codigo, Etiqueta(ajeno.numero, 1).codigo, "775123"]

    cuerpo = {"ubicacion": "estante 1", "codigos": "\n".join(leido)}
    estante = como(secretaria).post("/tramite/transferencias/estante/", cuerpo).context["estante"]

    assert estante.en_su_sitio == 1
    assert [e.numero for e in estante.faltan] == [falta.numero]
    assert [p.expediente.numero for p in estante.prestados] == [prestado.numero]
    assert [(e.numero, e.ubicacion) for e in estante.mal_puestos] == [(ajeno.numero, "Estante 2")]
    assert estante.desconocidos == ["775123"]
