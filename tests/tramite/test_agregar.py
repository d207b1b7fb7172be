"""What joins a case instead of opening another: from the desk, with its papers and its decision."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from cargos.models import Usuario
from tests import fabrica_ficheros as ficheros
from tests import fabrica_salidas
from tests import fabrica_tramite as fabrica
from tramite import acciones
from tramite.models import DecisionDuplicado, Expediente, Remitente

Como = Callable[[Usuario], Client]
OFICIO = "D000451-2026-APCI"


@pytest.fixture
def apci(db: None) -> Remitente:
    return fabrica.remitente(nombre="Agencia de prueba")


@pytest.fixture
def por_correo(secretaria: Usuario, apci: Remitente) -> Expediente:
    """The same letter, which came by mail this morning."""
    return fabrica.expediente(
        por=secretaria, remitente=apci, documento_numero=OFICIO, canal="correo", folios=4
    )


def url(fila: Expediente, consulta: str = "") -> str:
    return f"/tramite/expedientes/{fila.numero}/agregar/{consulta}"


def papel(fila: Expediente, **campos: object) -> dict[str, object]:
    fila.refresh_from_db()
    comunes = {
        "version": fila.version,
        "tipo": fabrica.tipo().pk,
        "asunto": "El papel",
        "folios": 4,
    }
    return comunes | campos


def la_copia(mesa: Client, fila: Expediente) -> DecisionDuplicado:
    original = fila.documentos.get(orden=1)
    mesa.post(url(fila, "?mesa=1"), papel(fila, copia_de=original.pk))
    return DecisionDuplicado.objects.get()


def test_el_registro_ofrece_agregar_la_copia_junto_a_decir_que_es_otro(
    por_correo: Expediente, secretaria: Usuario, como: Como
) -> None:
    datos = fabrica.formulario(remitente="Agencia de prueba", documento_numero=OFICIO)

    pagina = como(secretaria).post("/tramite/registrar/", datos).content.decode()

    original = por_correo.documentos.get()
    assert f"{url(por_correo)}?mesa=1&amp;copia_de={original.pk}" in pagina
    assert 'name="es_distinto"' in pagina


def test_si_el_igual_esta_archivado_se_dice_que_se_reabre(
    apci: Remitente, secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    viejo = fabrica.archivado(
        por=secretaria, jefatura=jefatura, remitente=apci, documento_numero=OFICIO
    )
    datos = fabrica.formulario(remitente="Agencia de prueba", documento_numero=OFICIO)

    pagina = como(secretaria).post("/tramite/registrar/", datos).content.decode()

    assert f"/tramite/expedientes/{viejo.numero}/reabrir/" in pagina
    assert url(viejo) not in pagina


def test_desde_la_mesa_se_vuelve_al_registro_con_el_cargo_de_lo_agregado(
    por_correo: Expediente, secretaria: Usuario, como: Como
) -> None:
    mesa = como(secretaria)
    original = por_correo.documentos.get()
    hoja = mesa.get(url(por_correo, f"?mesa=1&copia_de={original.pk}")).content.decode()
    assert "queda anotado que usted comparó los dos" in hoja

    datos = papel(por_correo, copia_de=original.pk)
    respuesta = mesa.post(url(por_correo, "?mesa=1"), datos, follow=True)

    assert respuesta.redirect_chain[0][0].startswith("/tramite/registrar/?agregado=")
    pagina = respuesta.content.decode()
    assert "borrador:registrar" in pagina
    papeles = f"/tramite/expedientes/{por_correo.numero}/imprimir/?documento=2"
    assert f'data-papeles href="{papeles}"' in pagina
    assert mesa.get(papeles).status_code == 200
    assert mesa.get(papeles.replace("=2", "=3")).status_code == 404


@pytest.mark.parametrize("consulta", ["x", "🎉", "2026-000001-X&documento=²", "9" * 40])
def test_lo_agregado_que_no_existe_no_estorba_al_registro(
    secretaria: Usuario, como: Como, consulta: str
) -> None:
    pagina = como(secretaria).get(f"/tramite/registrar/?agregado={consulta}")

    assert pagina.status_code == 200
    assert pagina.context["agregado"] is None


def test_la_decision_se_lee_en_el_expediente_y_se_deshace_sin_borrarla(
    por_correo: Expediente, secretaria: Usuario, como: Como
) -> None:
    mesa = como(secretaria)
    decision = la_copia(mesa, por_correo)
    documentos = f"{por_correo.get_absolute_url()}?ver=documentos"
    assert "Repite el documento 1" in mesa.get(documentos).content.decode()

    deshacer = f"/tramite/expedientes/{por_correo.numero}/decisiones/{decision.pk}/"
    por_correo.refresh_from_db()
    cuerpo = {"version": por_correo.version, "motivo": "Trae otro anexo"}
    assert mesa.post(deshacer, cuerpo | {"motivo": ""}).status_code == 422
    pagina = mesa.post(deshacer, cuerpo, follow=True).content.decode()

    assert "Se comparó con el documento 1: es otro" in pagina
    assert list(DecisionDuplicado.objects.order_by("pk").values_list("decision", flat=True)) == [
        "copia",
        "distinto",
    ]
    assert por_correo.actuaciones.latest("pk").texto.endswith("Trae otro anexo")
    assert mesa.post(deshacer, cuerpo).status_code == 404


def test_la_decision_no_nombra_al_restringido_con_que_se_comparo(
    por_correo: Expediente, secretaria: Usuario, jefatura: Usuario, apci: Remitente, como: Como
) -> None:
    secreto = fabrica.expediente(por=jefatura, remitente=apci, acceso="grupo")
    decision = DecisionDuplicado.objects.create(
        documento=por_correo.documentos.get(),
        parecido_a=secreto.documentos.get(),
        decision="distinto",
        por=jefatura,
        calidad="Jefe/a",
    )
    documentos = f"{por_correo.get_absolute_url()}?ver=documentos"

    assert "Se comparó" not in como(secretaria).get(documentos).content.decode()
    acciones.corregir_decision(decision, motivo="Es él", por=jefatura, ahora=timezone.now())
    hoja = como(secretaria).get(por_correo.get_absolute_url()).content.decode()
    assert "uno de un expediente restringido" in hoja
    assert secreto.numero not in hoja


def test_lo_escaneado_va_con_la_copia_que_se_agrega(
    por_correo: Expediente, secretaria: Usuario, como: Como
) -> None:
    escaneo = acciones.recibir_escaneo(
        ficheros.pdf("OFICIO"),
        nombre="a.pdf",
        origen="subido",
        por=secretaria,
        ahora=timezone.now(),
    )

    respuesta = como(secretaria).post(
        url(por_correo, "?mesa=1"), papel(por_correo, escaneo=str(escaneo.pk)), follow=True
    )

    assert por_correo.documentos.get(orden=2).anexos.get().archivo == escaneo.archivo
    assert f"borrador:registrar-{escaneo.pk}" in respuesta.content.decode()


def test_el_numero_de_nuestro_oficio_propone_el_caso_por_el_que_se_escribio(
    secretaria: Usuario, jefatura: Usuario, especialista: Usuario, como: Como
) -> None:
    fabrica_salidas.serie()
    fila = fabrica.expediente(por=secretaria, pase_a="068")
    salida = fabrica_salidas.firmada(fila, por=especialista, jefatura=jefatura)
    datos = {"remitente": "APCI", "asunto": f"Responde el oficio {salida.numero.lower()}"}

    fragmento = como(secretaria).get("/tramite/antecedentes/", datos).content.decode()

    assert f"{url(fila)}?mesa=1" in fragmento


def test_a_lo_que_espera_se_le_agrega_y_se_recuerda_que_hay_que_retomarlo(
    por_correo: Expediente, secretaria: Usuario, como: Como
) -> None:
    acciones.esperar(
        por_correo, a_quien="APCI", texto="Su respuesta", suspende=False, por=secretaria,
        ahora=timezone.now(),
    )  # fmt: skip

    pagina = como(secretaria).post(url(por_correo), papel(por_correo), follow=True)

    assert "estaba en espera y sigue así" in pagina.content.decode()


def test_el_mismo_papel_enviado_dos_veces_no_hace_dos_documentos(
    por_correo: Expediente, secretaria: Usuario, como: Como
) -> None:
    """Back after saving brings the form again, with the version of now."""
    mesa = como(secretaria)
    mesa.post(url(por_correo), papel(por_correo, numero="CARTA 7"))

    otra_vez = mesa.post(url(por_correo), papel(por_correo, numero="CARTA 7"))

    assert otra_vez.status_code == 422
    assert "ya se agregó hoy: es el documento 2" in otra_vez.content.decode()
    assert 'type="checkbox" name="es_otro"' in otra_vez.content.decode()
    assert por_correo.documentos.count() == 2
    mesa.post(url(por_correo), papel(por_correo, numero="CARTA 7", es_otro="on"))
    assert por_correo.documentos.count() == 3
