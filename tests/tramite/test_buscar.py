"""Finding: one box, accents and word forms forgiven, filters in the address, exports."""

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from cargos.models import Usuario
from ocisys.base.models import Derivado
from tests import fabrica_tramite as fabrica
from tests.fabrica_ficheros import pdf
from tramite import acciones
from tramite.models import Expediente

LISTA = "/tramite/expedientes/"


@pytest.fixture
def mesa(secretaria: Usuario, jefatura: Usuario, como: Callable[[Usuario], Client]) -> Client:
    """The secretary, with two expedientes in the register."""
    apci = fabrica.remitente(nombre="Agencia Peruana de Cooperación Internacional (APCI)")
    fabrica.expediente(
        por=secretaria,
        remitente=apci,
        asunto="Solicita opinión técnica sobre señalización en Áncash",
        documento_numero="D000451-2026-APCI/DGNI",
    )
    fabrica.expediente(por=secretaria, asunto="Invitación a la reunión anual de donantes")
    return como(secretaria)


def hallados(respuesta: object) -> list[str]:
    return [e.asunto[:9] for e in respuesta.context["pagina"].filas]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "q",
    [
        "señalizacion",
        "SEÑALIZACIÓN",
        "ancash",
        "opiniones",
        "opinión tecnica",
        "apci",
        "451",
        "d000451",
        "D000451-2026-APCI/DGNI",
        "cooperación -reunión",
        "agencia peruana",
    ],
)
def test_se_encuentra_sin_tildes_ni_formas_exactas(mesa: Client, q: str) -> None:
    assert hallados(mesa.get(LISTA, {"q": q})) == ["Solicita "]


def test_un_numero_completo_lleva_al_expediente(mesa: Client) -> None:
    fila = Expediente.objects.get(correlativo=2)

    respuesta = mesa.get(LISTA, {"q": f"{fila.anio}-2"})

    assert respuesta.status_code == 302
    assert respuesta.url == fila.get_absolute_url()


def test_solo_el_correlativo_busca_el_de_este_anio(mesa: Client) -> None:
    assert hallados(mesa.get(LISTA, {"q": "2"})) == ["Invitació", "Solicita "]


@pytest.mark.parametrize("forma", ["{anio}-1", "{anio}-000001", "{anio}000001{control}"])
def test_una_direccion_mal_escrita_lleva_a_la_buena(mesa: Client, forma: str) -> None:
    fila = Expediente.objects.get(correlativo=1)

    respuesta = mesa.get(f"{LISTA}{forma.format(anio=fila.anio, control=fila.numero[-1])}/")

    assert respuesta.status_code == 301
    assert respuesta.url == fila.get_absolute_url()


def test_un_digito_de_control_equivocado_no_es_ningun_expediente(mesa: Client) -> None:
    fila = Expediente.objects.get(correlativo=1)
    equivocado = "A" if fila.numero[-1] != "A" else "B"

    assert mesa.get(f"{LISTA}{fila.numero[:-1]}{equivocado}/").status_code == 404


@pytest.mark.parametrize(
    ("filtro", "cuantos"),
    [
        ({"situacion": "abiertos"}, 2),
        ({"situacion": "archivado"}, 0),
        ({"situacion": "vencidos"}, 0),
        ({"poder": "071"}, 2),
        ({"poder": "068"}, 0),
        ({"desde": "h"}, 2),
        ({"hasta": "-1"}, 0),
        ({"acceso": "grupo"}, 0),
        ({"desde": "no es fecha"}, 2),
        ({"situacion": "inventada"}, 2),
        ({"tipo": "x"}, 2),
        ({"tipo": "9" * 30}, 2),
    ],
)
def test_los_filtros_van_en_la_direccion(
    mesa: Client, filtro: dict[str, str], cuantos: int
) -> None:
    assert len(hallados(mesa.get(LISTA, filtro))) == cuantos


@pytest.mark.parametrize(
    "q", ["'", '"', '"sin cerrar', "((", "a:*", "%", "\\", "🎉", "x" * 5000, "!!", "& | !", "0"]
)
def test_ninguna_busqueda_rompe(mesa: Client, q: str) -> None:
    assert mesa.get(LISTA, {"q": q}).status_code == 200


def test_lo_vencido_se_lista_y_lo_atendido_no(mesa: Client) -> None:
    ayer = timezone.localdate() - timedelta(days=1)
    Expediente.objects.update(vence_el=ayer)
    Expediente.objects.filter(correlativo=1).update(estado="atendido")

    assert hallados(mesa.get(LISTA, {"situacion": "vencidos"})) == ["Invitació"]


def test_se_descarga_en_excel_lo_mismo_que_se_ve(mesa: Client) -> None:
    respuesta = mesa.get("/tramite/expedientes.xlsx", {"q": "señalizacion"})

    hoja = load_workbook(io.BytesIO(respuesta.content)).worksheets[0]
    filas = list(hoja.iter_rows(values_only=True))
    assert [f[5] for f in filas[1:]] == ["Solicita opinión técnica sobre señalización en Áncash"]


def test_se_descarga_en_csv_lo_mismo_que_se_ve(mesa: Client) -> None:
    respuesta = mesa.get("/tramite/expedientes.csv", {"q": "reunion"})

    lineas = b"".join(respuesta).decode("utf-8-sig").splitlines()
    assert len(lineas) == 2
    assert "Invitación a la reunión anual" in lineas[1]


@pytest.mark.parametrize("formato", ["docx", "exe", "..", "xlsx.exe"])
def test_un_formato_que_no_hay_no_existe(mesa: Client, formato: str) -> None:
    assert mesa.get(f"/tramite/expedientes.{formato}").status_code == 404


def test_htmx_recibe_solo_la_lista(mesa: Client) -> None:
    pedazo = mesa.get(LISTA, {"q": "apci"}, headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in pedazo
    assert 'id="lista-expedientes"' in pedazo


@pytest.mark.parametrize(
    ("q", "propuesta"),
    [
        ("señalisacion", "señalización"),
        ("opinon tecnica", "opinión tecnica"),
        ("ANKASH", "áncash"),
        ("señal", "señalización"),
        ("reunion anal", "reunion anual"),
    ],
)
def test_una_palabra_mal_escrita_pregunta_si_quiso_decir_otra(
    mesa: Client, q: str, propuesta: str
) -> None:
    respuesta = mesa.get(LISTA, {"q": q})

    assert respuesta.context["quiso_decir"] == propuesta
    assert "¿Quiso decir" in respuesta.content.decode()
    assert hallados(mesa.get(LISTA, {"q": propuesta}))


@pytest.mark.parametrize(
    "q", ["xyzwk", "señalización reunión", "123456", "🎉🎉🎉🎉", "%%%%", "_____"]
)
def test_sin_nada_parecido_no_se_propone_nada(mesa: Client, q: str) -> None:
    respuesta = mesa.get(LISTA, {"q": q})

    assert respuesta.context["quiso_decir"] == ""
    assert "Ningún expediente coincide" in respuesta.content.decode()


def test_lo_restringido_no_enseña_palabras_ni_se_propone(
    mesa: Client, secretaria: Usuario, jefatura: Usuario, como: Callable[[Usuario], Client]
) -> None:
    fabrica.expediente(por=jefatura, asunto="Investigación disciplinaria", acceso="grupo")
    abierto = fabrica.expediente(por=secretaria, asunto="Consulta hidrográfica")
    Expediente.objects.filter(pk=abierto.pk).update(acceso="grupo")  # reserved afterwards

    for q in ("disiplinaria", "hidrografika"):
        assert mesa.get(LISTA, {"q": q}).context["quiso_decir"] == ""


def test_se_encuentra_por_lo_que_dice_el_papel_adjunto(mesa: Client, secretaria: Usuario) -> None:
    documento = Expediente.objects.get(correlativo=2).documentos.get()
    hoja = SimpleUploadedFile("invitacion.pdf", pdf("Invitación"), "application/pdf")
    anexo = acciones.adjuntar(documento, ficheros=[hoja], por=secretaria, ahora=timezone.now())[0]
    Derivado.objects.create(
        archivo=anexo.archivo, clase=Derivado.Clase.TEXTO, texto="Memoria de los puentes colgantes"
    )

    assert hallados(mesa.get(LISTA, {"q": "puente colgante"})) == ["Invitació"]
