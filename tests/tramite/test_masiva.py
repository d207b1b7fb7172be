"""The same letter to many: one draft each, its fields filled, handed over and signed together."""

from collections.abc import Callable

import pypdfium2
import pytest
from django.test import Client

from cargos.models import Usuario
from tests import fabrica_salidas, fabrica_tramite
from tramite.models import Expediente, Salida

Como = Callable[[Usuario], Client]
LISTA = (
    "Ana Quispe; Directora de APCI; ana@apci.example\nFundación Ñandú\tPresidencia\tJr. Uno 1\n\n"
)


@pytest.fixture
def fila(secretaria: Usuario, especialista: Usuario, jefatura: Usuario) -> Expediente:
    fabrica_tramite.catalogos()
    return fabrica_tramite.expediente(por=secretaria, pase_a="068")


def enviar(navegador: Client, fila: Expediente, **cambios: str) -> object:
    url = f"/tramite/expedientes/{fila.numero}/varios/oficio-respuesta/"
    form = navegador.get(url).context["form"]
    datos = {
        "clave": form["clave"].value(),
        "asunto": "Invitación",
        "cuerpo": "Señor(a) {{ destinatario }}: lo invitamos por {{ expediente }}.",
        "destinatarios": LISTA,
        "firmante": fabrica_tramite.posicion("067").pk,
    } | cambios
    return navegador.post(url, datos), navegador.post(url, datos)


def test_un_borrador_por_destinatario_con_sus_campos_y_dos_clics_no_los_doblan(
    fila: Expediente, especialista: Usuario, como: Como
) -> None:
    navegador = como(especialista)
    enviar(navegador, fila)

    salidas = list(Salida.objects.order_by("pk"))
    assert [(s.destinatario, s.direccion, s.atiende) for s in salidas] == [
        ("Ana Quispe", "ana@apci.example", False),
        ("Fundación Ñandú", "Jr. Uno 1", False),
    ]
    assert salidas[1].cuerpo == f"Señor(a) Fundación Ñandú: lo invitamos por {fila.numero}."

    claves = [str(s.pk) for s in salidas]
    respuesta = navegador.post("/tramite/salidas/pasar/", {"salidas": claves}, follow=True)
    assert "2 documentos pasaron" in respuesta.text
    assert set(Salida.objects.values_list("estado", flat=True)) == {"visado"}


@pytest.mark.parametrize(
    "cambios",
    [
        {"destinatarios": ""},
        {"destinatarios": "; sin nombre"},
        {"destinatarios": "a;b;c;d"},
        {"destinatarios": "\n".join(f"Persona {n}" for n in range(201))},
        {"cuerpo": "Hola {{ dni }}."},
    ],
)
def test_una_lista_mala_no_guarda_ninguno_y_no_pierde_lo_escrito(
    fila: Expediente, especialista: Usuario, como: Como, cambios: dict[str, str]
) -> None:
    respuesta, _ = enviar(como(especialista), fila, **cambios)
    assert respuesta.status_code == 422
    assert "Invitación" in respuesta.text
    assert not Salida.objects.exists()


def test_nadie_pasa_los_borradores_de_otro(
    fila: Expediente, secretaria: Usuario, especialista: Usuario, como: Como
) -> None:
    enviar(como(especialista), fila)
    claves = [str(s.pk) for s in Salida.objects.all()]
    como(secretaria).post("/tramite/salidas/pasar/", {"salidas": [*claves, "x", "9" * 30]})
    assert set(Salida.objects.values_list("estado", flat=True)) == {"borrador"}


def test_la_hoja_de_reparto_lleva_un_cargo_por_documento_que_espera(
    fila: Expediente, secretaria: Usuario, especialista: Usuario, jefatura: Usuario, como: Como
) -> None:
    url = "/tramite/salidas/hoja-de-reparto.pdf"
    assert "Nada espera despacho" in como(secretaria).get(url, follow=True).text
    fabrica_salidas.serie()
    salida = fabrica_salidas.firmada(
        fila, por=especialista, jefatura=jefatura, direccion="Jr. Camaná 616"
    )

    pdf = pypdfium2.PdfDocument(como(secretaria).get(url).content)
    texto = "\n".join(hoja.get_textpage().get_text_range() for hoja in pdf)
    pdf.close()

    assert texto.count(salida.numero) == 2
    assert texto.count("Jr. Camaná 616") == 2
