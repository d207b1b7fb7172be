"""Registering: five legal fields, a number without gaps, and nobody turned away."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cargos.models import Usuario
from ocisys.base.numeros import leer_numero
from tests import fabrica_convenios
from tests import fabrica_tramite as fabrica
from tramite import acciones
from tramite.acciones.remitentes import de_organizacion
from tramite.models import DecisionDuplicado, Documento, Expediente, Movimiento, Remitente

Como = Callable[[Usuario], Client]
REGISTRAR = "/tramite/registrar/"
LIMA = ZoneInfo("America/Lima")


@pytest.fixture
def mesa(secretaria: Usuario, jefatura: Usuario, como: Como) -> Client:
    """The secretary at her desk, with the catalogues loaded."""
    fabrica.catalogos()
    return como(secretaria)


def test_se_registra_con_los_cinco_campos_legales(mesa: Client, secretaria: Usuario) -> None:
    respuesta = mesa.post(REGISTRAR, fabrica.formulario(folios="12"))

    assert respuesta.status_code == 302
    fila = Expediente.objects.get()
    assert fila.numero == leer_numero(f"{timezone.localdate().year}-1")
    assert fila.tipo_documento.codigo == "oficio"
    assert timezone.localdate(fila.presentado_en) == timezone.localdate()
    assert fila.remitente_nombre == "Agencia Peruana de Cooperación Internacional"
    assert fila.destinatario.nro_orden == "067"
    assert fila.folios == 12
    assert fila.por == secretaria
    assert fila.calidad == "cargo 071"


@pytest.mark.parametrize("campo", ["remitente", "tipo", "asunto", "folios", "destinatario"])
def test_falta_un_campo_obligatorio_y_no_se_pierde_lo_demas(mesa: Client, campo: str) -> None:
    datos = fabrica.formulario(documento_numero="D000451-2026") | {campo: ""}

    respuesta = mesa.post(REGISTRAR, datos)

    assert respuesta.status_code == 422
    assert "D000451-2026" in respuesta.content.decode()
    assert not Expediente.objects.exists()


def test_los_numeros_no_dejan_huecos_aunque_un_registro_falle(mesa: Client) -> None:
    mesa.post(REGISTRAR, fabrica.formulario())
    mesa.post(REGISTRAR, fabrica.formulario(asunto=""))
    mesa.post(REGISTRAR, fabrica.formulario(clave=str(Expediente.objects.get().clave_registro)))
    mesa.post(REGISTRAR, fabrica.formulario())

    assert list(Expediente.objects.order_by("pk").values_list("correlativo", flat=True)) == [1, 2]


def test_un_doble_clic_no_hace_dos_expedientes(mesa: Client) -> None:
    datos = fabrica.formulario()

    mesa.post(REGISTRAR, datos)
    respuesta = mesa.post(REGISTRAR, datos, follow=True)

    assert Expediente.objects.count() == 1
    assert "ya estaba registrado" in respuesta.content.decode()


def test_un_doble_clic_no_se_toma_por_un_documento_igual(mesa: Client) -> None:
    datos = fabrica.formulario(documento_numero="OFICIO 9")

    respuestas = [mesa.post(REGISTRAR, datos) for _ in range(2)]

    assert [r.status_code for r in respuestas] == [302, 302]
    assert Expediente.objects.count() == 1


def test_el_igual_que_se_anulo_se_muestra_diciendolo(mesa: Client, jefatura: Usuario) -> None:
    mesa.post(REGISTRAR, fabrica.formulario(documento_numero="OFICIO 9"))
    anulado = Expediente.objects.get()
    acciones.anular(anulado, motivo="Se registró mal", por=jefatura, ahora=timezone.now())

    pagina = mesa.post(REGISTRAR, fabrica.formulario(documento_numero="OFICIO 9")).content.decode()

    assert anulado.get_absolute_url() in pagina
    assert "Anulado" in pagina


def test_el_expediente_queda_en_poder_de_quien_lo_registra(
    mesa: Client, secretaria: Usuario
) -> None:
    mesa.post(REGISTRAR, fabrica.formulario())

    movimiento = Movimiento.objects.get()
    assert movimiento.para.nro_orden == "071"
    assert movimiento.recibido_por == secretaria


def test_se_registra_y_pasa_a_un_especialista_de_una_vez(
    mesa: Client, especialista: Usuario
) -> None:
    mesa.post(REGISTRAR, fabrica.formulario(pase_a=fabrica.posicion("068").pk))

    movimiento = Movimiento.objects.get()
    assert movimiento.para.nro_orden == "068"
    assert movimiento.recibido_en is None
    assert Expediente.objects.get().estado == "en_tramite"
    assert especialista.avisos.get().asunto.startswith("Expediente")


def test_el_remitente_conocido_no_se_repite(mesa: Client) -> None:
    mesa.post(REGISTRAR, fabrica.formulario())
    mesa.post(
        REGISTRAR, fabrica.formulario(remitente="agencia  peruana de cooperacion internacional")
    )

    assert Remitente.objects.count() == 1


@pytest.mark.parametrize(
    "escrito",
    ["Ministerio de Ñandúes (MDÑ)", "ministerio de ñandúes", "mdñ", "MINISTERIO DE NANDUES (MDN)"],
)
def test_la_entidad_conocida_escrita_entera_no_es_otro_remitente(
    mesa: Client, escrito: str
) -> None:
    """As it is shown, without its acronym or by it alone: whoever does not take the suggestion."""
    entidad = fabrica_convenios.organizacion(nombre="Ministerio de Ñandúes", siglas="MDÑ")
    conocido = de_organizacion(entidad)
    numero = {"documento_numero": "P771-2026", "remitente": str(conocido)}
    mesa.post(REGISTRAR, fabrica.formulario(**numero))

    otra_vez = mesa.post(REGISTRAR, fabrica.formulario(**numero | {"remitente": escrito}))

    assert "Ya está registrado un documento igual" in otra_vez.content.decode()
    assert Remitente.objects.get() == conocido


def test_un_remitente_nuevo_se_crea_con_su_dni(mesa: Client) -> None:
    mesa.post(
        REGISTRAR, fabrica.formulario(remitente="Óscar Núñez", remitente_documento="45678912")
    )

    fila = Remitente.objects.get()
    assert (fila.clase, fila.dni) == ("persona", "45678912")


def test_el_mismo_dni_es_la_misma_persona(mesa: Client) -> None:
    persona = fabrica.remitente(clase="persona", nombre="Óscar Núñez Díaz", dni="45678912")

    mesa.post(REGISTRAR, fabrica.formulario(remitente="Oscar N.", remitente_documento="45678912"))

    assert Expediente.objects.get().remitente == persona


def test_un_ruc_mal_copiado_se_dice_y_no_se_pierde_lo_escrito(mesa: Client) -> None:
    respuesta = mesa.post(REGISTRAR, fabrica.formulario(remitente_documento="20504915524"))

    assert respuesta.status_code == 422
    assert "dígito de control del RUC" in respuesta.content.decode()


def test_el_documento_parecido_se_muestra_antes_de_registrar(mesa: Client) -> None:
    igual = {"documento_numero": "D000451-2026-APCI", "documento_fecha": "h"}
    mesa.post(REGISTRAR, fabrica.formulario(**igual))

    respuesta = mesa.post(REGISTRAR, fabrica.formulario(**igual))

    assert respuesta.status_code == 422
    assert "Ya está registrado un documento igual" in respuesta.content.decode()
    assert Expediente.objects.count() == 1


def test_la_decision_sobre_un_parecido_queda_anotada(mesa: Client, secretaria: Usuario) -> None:
    igual = {"documento_numero": "D000451-2026-APCI", "documento_fecha": "h"}
    mesa.post(REGISTRAR, fabrica.formulario(**igual))
    visto = str(Documento.objects.get().pk)

    mesa.post(REGISTRAR, fabrica.formulario(**igual, vistos=visto, es_distinto="on"))

    decision = DecisionDuplicado.objects.get()
    assert decision.por == secretaria
    assert (str(decision.parecido_a_id), decision.decision) == (visto, "distinto")


def test_no_basta_marcar_que_es_distinto_sin_haber_visto_el_parecido(mesa: Client) -> None:
    igual = {"documento_numero": "D000451-2026-APCI"}
    mesa.post(REGISTRAR, fabrica.formulario(**igual))

    respuesta = mesa.post(REGISTRAR, fabrica.formulario(**igual, es_distinto="on"))

    assert respuesta.status_code == 422


def test_lo_presentado_ayer_conserva_su_fecha_y_hora(mesa: Client) -> None:
    mesa.post(REGISTRAR, fabrica.formulario(fecha="-1", hora="1620", canal="mpv"))

    ayer = timezone.localdate() - timedelta(days=1)
    fila = Expediente.objects.get()
    assert timezone.localtime(fila.presentado_en).replace(tzinfo=None) == datetime.combine(
        ayer,
        datetime.strptime("16:20", "%H:%M").time(),  # noqa: DTZ007
    )


def test_no_se_presenta_nada_en_el_futuro(mesa: Client) -> None:
    maniana = timezone.localdate() + timedelta(days=1)

    respuesta = mesa.post(REGISTRAR, fabrica.formulario(fecha=f"{maniana:%d/%m/%Y}", hora="0900"))

    assert respuesta.status_code == 422
    assert "No puede ser posterior" in respuesta.content.decode()


def test_la_fecha_de_presentacion_no_se_cambia_nunca(mesa: Client) -> None:
    mesa.post(REGISTRAR, fabrica.formulario())

    with pytest.raises(Exception, match="changes only as another person granted it"):
        Expediente.objects.update(presentado_en=datetime(2020, 1, 1, tzinfo=LIMA))


@pytest.mark.parametrize(
    ("campo", "valor"),
    [
        ("asunto", "con un byte\x00nulo"),
        ("asunto", "x" * 10_000),
        ("remitente", "\x00"),
        ("remitente", "ñ" * 10_000),
        ("folios", "-3"),
        ("folios", "0"),
        ("folios", "1e9"),
        ("folios", "9" * 400),
        ("documento_fecha", "31/02/2026"),
        ("documento_fecha", "1/1/0"),
        ("documento_fecha", "01/01/0000"),
        ("documento_fecha", "31/12/9999"),
        ("documento_fecha", "mañana"),
        ("fecha", "31/12/9999"),
        ("hora", "25:00"),
        ("clave", "no es una clave"),
        ("tipo", "999999999999999999999"),
        ("tipo", "x"),
        ("destinatario", "999999"),
        ("destinatario", "²"),
        ("pase_a", "-1"),
        ("canal", "paloma"),
        ("lectores", "0"),
        ("remitente_documento", "1234"),
        ("remitente_documento", "\x00"),
    ],
)
def test_lo_mal_escrito_se_explica_y_no_rompe(mesa: Client, campo: str, valor: str) -> None:
    respuesta = mesa.post(REGISTRAR, fabrica.formulario() | {campo: valor})

    assert respuesta.status_code == 422
    assert not Expediente.objects.exists()


@pytest.mark.parametrize("asunto", ["Invitación 🎉 al «Día de la Mujer»", "=SUMA(A1)", "<b>x</b>"])
def test_lo_raro_pero_legitimo_se_registra_tal_cual(mesa: Client, asunto: str) -> None:
    mesa.post(REGISTRAR, fabrica.formulario(asunto=asunto))

    fila = Expediente.objects.get()
    assert fila.asunto == asunto
    assert mesa.get(fila.get_absolute_url()).status_code == 200
    assert mesa.get(reverse("tramite:cargo", args=[fila.numero])).status_code == 200


@pytest.mark.parametrize("ref", ["r999999", "o999999", "r", "x1", "r" + "9" * 19, "'; --"])
def test_una_referencia_inventada_de_remitente_no_cuenta(mesa: Client, ref: str) -> None:
    respuesta = mesa.post(REGISTRAR, fabrica.formulario(remitente_ref=ref))

    assert respuesta.status_code == 302


def test_el_procedimiento_trae_su_funcion_y_su_plazo(mesa: Client) -> None:
    mesa.post(REGISTRAR, fabrica.formulario(procedimiento=fabrica.procedimiento("informe").pk))

    fila = Expediente.objects.get()
    plazo = fila.plazos.get()
    assert fila.funciones_mof == ["068-04", "070-07"]
    assert fila.vence_el == plazo.vence_el > plazo.presentado_el
    assert [d["numero"] for d in plazo.explicacion if d["numero"]] == list(range(1, 8))


def test_un_procedimiento_sin_regla_vigente_no_impide_registrar(mesa: Client) -> None:
    procedimiento = fabrica.procedimiento("informe")
    procedimiento.regla_plazo = "NO_EXISTE"
    procedimiento.save()

    respuesta = mesa.post(REGISTRAR, fabrica.formulario(procedimiento=procedimiento.pk))

    assert respuesta.status_code == 302
    assert Expediente.objects.get().vence_el is None


def test_un_especialista_registra_solo_lo_que_le_llego_a_el(
    especialista: Usuario, secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    propio = fabrica.formulario(destinatario=str(fabrica.posicion("068").pk))
    ajeno = fabrica.formulario()
    a_otro = propio | {"clave": str(uuid4()), "pase_a": str(fabrica.posicion("069").pk)}

    assert como(especialista).post(REGISTRAR, ajeno).status_code == 422
    assert como(especialista).post(REGISTRAR, a_otro).status_code == 422
    assert como(especialista).post(REGISTRAR, propio).status_code == 302

    fila = Expediente.objects.get()
    assert fila.por == especialista
    assert fila.calidad.startswith("cargo 068")
    assert fila.movimientos.abiertos().get().para == fabrica.posicion("068")


def test_las_sugerencias_traen_lo_ultimo_del_remitente(mesa: Client, secretaria: Usuario) -> None:
    quien = fabrica.remitente(nombre="Agencia Peruana de Cooperación Internacional (APCI)")
    fabrica.expediente(por=secretaria, remitente=quien, documento_numero="D000123-2025-APCI/DGNI")

    lista = mesa.get("/tramite/remitentes/?remitente=cooperacion agencia").content.decode()

    anio = timezone.localdate().year
    assert 'data-prefijo="D"' in lista
    assert f'data-sufijo="-{anio}-APCI/DGNI"' in lista


def test_las_sugerencias_ponen_primero_al_que_escribio_hace_menos(
    mesa: Client, secretaria: Usuario
) -> None:
    viejo, nuevo = fabrica.remitente(nombre="Fondo A"), fabrica.remitente(nombre="Fondo B")
    ahora = timezone.now()
    fabrica.expediente(por=secretaria, remitente=nuevo, ahora=ahora)
    fabrica.expediente(por=secretaria, remitente=viejo, ahora=ahora - timedelta(days=9))

    lista = mesa.get("/tramite/remitentes/?remitente=fondo").content.decode()

    assert lista.index("Fondo B") < lista.index("Fondo A")


@pytest.mark.parametrize("texto", ["%", "_", "ñ" * 300, "12345678", "20504915523", "' or 1=1"])
def test_las_sugerencias_aguantan_cualquier_texto(mesa: Client, texto: str) -> None:
    assert mesa.get("/tramite/remitentes/", {"remitente": texto}).status_code == 200


@pytest.mark.parametrize(
    ("texto", "dice"), [("15/11/26", "noviembre"), ("x", ""), ("-9999999", "")]
)
def test_la_fecha_escrita_se_lee_en_palabras(mesa: Client, texto: str, dice: str) -> None:
    respuesta = mesa.get("/tramite/fecha/", {"t": texto})

    assert respuesta.status_code == 200
    assert dice in respuesta.content.decode()
