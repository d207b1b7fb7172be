"""What the office already has of a paper appears while it is typed; the person decides."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from cargos.models import Usuario
from ocisys.base.derivados import hacer_derivados
from tests import fabrica_ficheros as ficheros
from tests import fabrica_tramite as fabrica
from tramite import acciones
from tramite.acciones.escaneo import leer_escaneo
from tramite.asuntos import asunto_en
from tramite.models import Anexo, DecisionDuplicado, Escaneo, Expediente, Remitente

Como = Callable[[Usuario], Client]
URL = "/tramite/antecedentes/"
ASUNTO = "Solicita opinión sectorial sobre el proyecto de agua en Áncash"


@pytest.fixture
def apci(db: None) -> Remitente:
    return fabrica.remitente(nombre="Agencia de prueba")


@pytest.fixture
def conocido(secretaria: Usuario, jefatura: Usuario, apci: Remitente) -> Expediente:
    return fabrica.expediente(
        por=secretaria, remitente=apci, documento_numero="D000451-2026", asunto=ASUNTO
    )


def escribiendo(mesa: Client, **campos: str) -> str:
    datos = {"remitente": "Agencia de prueba", "tipo": str(fabrica.tipo().pk)} | campos
    respuesta = mesa.get(URL, datos)
    assert respuesta.status_code == 200
    return respuesta.content.decode()


def test_el_mismo_numero_del_mismo_remitente_aparece_al_escribirlo(
    conocido: Expediente, secretaria: Usuario, como: Como
) -> None:
    fragmento = escribiendo(como(secretaria), documento_numero="d000451-2026")

    assert "Ya está registrado un documento igual" in fragmento
    assert conocido.numero in fragmento
    assert "copia_de=" in fragmento


def test_un_asunto_parecido_de_un_caso_abierto_propone_continuarlo(
    conocido: Expediente, secretaria: Usuario, como: Como
) -> None:
    fragmento = escribiendo(
        como(secretaria), asunto="solicita opinion sectorial proyecto de agua en Ancash"
    )

    assert "¿Continúa un expediente?" in fragmento
    assert f"/tramite/expedientes/{conocido.numero}/agregar/" in fragmento


def test_un_numero_nuestro_citado_en_el_asunto_propone_ese_expediente(
    conocido: Expediente, secretaria: Usuario, como: Como
) -> None:
    fragmento = escribiendo(
        como(secretaria), remitente="Otro cualquiera", asunto=f"Responde al {conocido.numero}"
    )

    assert conocido.numero in fragmento


@pytest.mark.parametrize(
    "campos",
    [
        {"documento_numero": "D000451-2026"},
        {"asunto": ASUNTO},
        {"asunto": "Remite información al NUMERO"},
    ],
)
def test_un_restringido_no_aparece_como_antecedente(
    secretaria: Usuario, jefatura: Usuario, apci: Remitente, como: Como, campos: dict[str, str]
) -> None:
    secreto = fabrica.expediente(
        por=jefatura,
        remitente=apci,
        documento_numero="D000451-2026",
        asunto=ASUNTO,
        acceso="grupo",
    )
    escrito = {k: v.replace("NUMERO", secreto.numero) for k, v in campos.items()}

    assert escribiendo(como(secretaria), **escrito).strip() == ""
    assert secreto.numero in escribiendo(como(jefatura), **escrito)


@pytest.mark.parametrize(
    "campos",
    [
        {"tipo": "x", "documento_fecha": "99/99/99"},
        {"remitente_ref": "r" + "9" * 15, "asunto": "🎉" * 900},
        {"asunto": "9999-999999999-Z " * 50},
    ],
)
def test_lo_que_se_teclea_a_medias_nunca_es_un_error(
    conocido: Expediente, secretaria: Usuario, como: Como, campos: dict[str, str]
) -> None:
    assert como(secretaria).get(URL, campos).status_code == 200


def test_lo_marcado_como_distinto_al_escribir_queda_anotado(
    conocido: Expediente, secretaria: Usuario, como: Como
) -> None:
    visto = conocido.documentos.get()
    datos = fabrica.formulario(remitente="Agencia de prueba", distintos=[str(visto.pk), "x"])

    como(secretaria).post("/tramite/registrar/", datos)

    decision = DecisionDuplicado.objects.get()
    assert (decision.parecido_a, decision.decision) == (visto, "distinto")


def test_la_copia_se_agrega_al_expediente_y_la_decision_queda(
    conocido: Expediente, secretaria: Usuario, como: Como
) -> None:
    original = conocido.documentos.get()
    mesa = como(secretaria)
    url = f"/tramite/expedientes/{conocido.numero}/agregar/"
    pagina = mesa.get(f"{url}?copia_de={original.pk}&folios=7")
    assert (pagina.context["form"]["folios"].value(), original.folios) == ("7", 1)

    datos = {
        "version": str(conocido.version),
        "tipo": str(fabrica.tipo().pk),
        "asunto": ASUNTO,
        "folios": "7",
        "copia_de": str(original.pk),
    }
    assert mesa.post(url, datos).status_code == 302

    decision = DecisionDuplicado.objects.get()
    assert (decision.parecido_a, decision.decision) == (original, "copia")
    assert decision.documento.orden == 2


# --- From a scan ------------------------------------------------------------------------------


@pytest.fixture
def escaneo(secretaria: Usuario, jefatura: Usuario) -> Escaneo:
    hoja = ficheros.pdf("OFICIO 12", "segunda hoja")
    fila = acciones.recibir_escaneo(
        hoja, nombre="oficio.pdf", origen="subido", por=secretaria, ahora=timezone.now()
    )
    leer_escaneo.call(escaneo=fila.pk)
    hacer_derivados.call(archivo=fila.archivo_id)
    fila.archivo.derivados.filter(clase="texto").update(texto=f"OFICIO 12\nAsunto: {ASUNTO}\n\nX")
    return fila


def test_lo_escaneado_sugiere_su_asunto_y_sus_folios(
    escaneo: Escaneo, secretaria: Usuario, como: Como
) -> None:
    pagina = como(secretaria).get(f"/tramite/registrar/?escaneo={escaneo.pk}")

    assert ASUNTO in pagina.content.decode()
    assert pagina.context["form"]["folios"].value() == 2


def test_al_registrarlo_el_escaneo_es_su_primer_archivo(
    escaneo: Escaneo, secretaria: Usuario, como: Como
) -> None:
    como(secretaria).post("/tramite/registrar/", fabrica.formulario(escaneo=str(escaneo.pk)))

    anexo = Anexo.objects.get()
    assert anexo.archivo == escaneo.archivo
    assert anexo.documento.expediente == Expediente.objects.get()


def test_si_otra_persona_ya_lo_asigno_igual_se_registra(
    escaneo: Escaneo, secretaria: Usuario, como: Como
) -> None:
    acciones.descartar(escaneo, motivo="Otra hoja", por=secretaria, ahora=timezone.now())

    como(secretaria).post("/tramite/registrar/", fabrica.formulario(escaneo=str(escaneo.pk)))

    assert Expediente.objects.count() == 1
    assert not Anexo.objects.exists()


@pytest.mark.parametrize(
    ("texto", "asunto"),
    [
        ("OFICIO N° 1\nAsunto : Remite informe\nReferencia: Oficio 2", "Remite informe"),
        (
            "ASUNTO:  Solicita opinión\n   sobre donaciones.\n\nDe mi",
            "Solicita opinión sobre donaciones",
        ),
        ("Sumilla.- Pide constancia\nSeñor Jefe", "Pide constancia Señor Jefe"),
        ("Con relación al asunto que nos ocupa", ""),
        ("Asunto: " + "x" * 700, ""),
        ("", ""),
    ],
)
def test_el_asunto_se_lee_de_la_carta(texto: str, asunto: str) -> None:
    assert asunto_en(texto) == asunto
