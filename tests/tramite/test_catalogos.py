"""The catalogues of the desk: the office switches on and off what may be chosen, in the admin."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from cargos.models import Usuario
from tramite.forms.catalogo import ProcedimientoForm
from tramite.models import Procedimiento, Proveido, SerieDocumental, TipoDocumento

pytestmark = pytest.mark.ignore_template_errors  # Django's own templates

Como = Callable[[Usuario], Client]
REGISTRAR = reverse("tramite:registrar")


@pytest.fixture
def navegador(administracion: Usuario, como: Como) -> Client:
    return como(administracion)


def ficha(fila: object) -> str:
    return reverse(f"admin:tramite_{fila._meta.model_name}_change", args=[fila.pk])  # type: ignore[attr-defined]


def escrito(pagina: object) -> dict[str, object]:
    """What the form on the page would post back untouched."""
    form = pagina.context["adminform"].form  # type: ignore[attr-defined]
    valores = {c: form[c].value() for c in form.fields}
    return {c: v for c, v in valores.items() if v not in (None, False)}


def test_un_procedimiento_se_activa_despues_de_leer_su_fuente(
    navegador: Client, secretaria: Usuario, como: Como
) -> None:
    opinion = Procedimiento.objects.get(codigo="opinion-ongd")
    assert opinion.nombre not in como(secretaria).get(REGISTRAR).content.decode()

    campos = escrito(navegador.get(ficha(opinion))) | {"activo": "on"}
    respuesta = navegador.post(ficha(opinion), campos)
    assert "Lea la fuente antes de activar el procedimiento." in respuesta.content.decode()

    assert navegador.post(ficha(opinion), campos | {"verificado": "on"}).status_code == 302
    assert opinion.nombre in como(secretaria).get(REGISTRAR).content.decode()
    call_command("cargar_tramite", verbosity=0)
    opinion.refresh_from_db()
    assert opinion.activo


def test_abrir_y_guardar_un_procedimiento_no_cambia_nada(navegador: Client) -> None:
    variados = ["informe", "transparencia", "opinion-igv", "conocimiento"]
    for antes in Procedimiento.objects.filter(codigo__in=variados).values():
        fila = Procedimiento.objects.get(pk=antes["id"])
        assert navegador.post(ficha(fila), escrito(navegador.get(ficha(fila)))).status_code == 302
        despues = Procedimiento.objects.values().get(pk=fila.pk)
        sello = {"origen", "actualizado_en"}
        assert {c: v for c, v in despues.items() if c not in sello} == {
            c: v for c, v in antes.items() if c not in sello
        }


def test_la_regla_y_las_funciones_de_un_procedimiento_existen(db: None) -> None:
    datos = {"regla_plazo": "NO_HAY", "funciones_mof": ["099-99"], "materia": "otra"}
    errores = ProcedimientoForm(datos).errors
    assert {"regla_plazo", "funciones_mof", "materia"} <= set(errores)


def test_lo_que_ya_no_rige_se_sigue_ofreciendo_a_quien_lo_tiene(db: None) -> None:
    fila = Procedimiento(codigo="viejo", nombre="Viejo", regla_plazo="DEROGADA")
    opciones = dict(ProcedimientoForm(instance=fila).fields["regla_plazo"].choices)  # type: ignore[attr-defined]
    assert opciones["DEROGADA"] == "DEROGADA · ya no rige"


def test_una_tecla_elige_un_solo_proveido(navegador: Client) -> None:
    nuevo = {"codigo": "visita", "nombre": "Recibir la visita", "orden": "5", "activo": "on"}
    url = reverse("admin:tramite_proveido_add")

    respuesta = navegador.post(url, nuevo | {"tecla": "1"})
    assert "La tecla 1 ya elige «Para su atención»." in respuesta.content.decode()

    assert navegador.post(url, nuevo | {"tecla": ""}).status_code == 302
    assert Proveido.objects.get(codigo="visita").origen == "oficina"


def test_un_plazo_de_retencion_necesita_su_norma(navegador: Client) -> None:
    serie = SerieDocumental.objects.get(codigo="correspondencia")
    campos = escrito(navegador.get(ficha(serie))) | {"anios_gestion": "5"}
    respuesta = navegador.post(ficha(serie), campos)
    assert "Un plazo de retención necesita la norma que lo fija." in respuesta.content.decode()


def test_un_tipo_de_documento_se_agrega_y_se_retira_de_las_listas(
    navegador: Client, secretaria: Usuario, como: Como
) -> None:
    url = reverse("admin:tramite_tipodocumento_add")
    campos = {"codigo": "hoja-envio", "nombre": "Hoja de envío", "orden": "5", "activo": "on"}
    assert navegador.post(url, campos).status_code == 302
    assert "Hoja de envío" in como(secretaria).get(REGISTRAR).content.decode()

    tipo = TipoDocumento.objects.get(codigo="hoja-envio")
    navegador.post(ficha(tipo), {"nombre": "Hoja de envío", "orden": "5"})
    assert "Hoja de envío" not in como(secretaria).get(REGISTRAR).content.decode()
