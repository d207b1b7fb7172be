"""Answer, file, reopen, annul."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cargos.models import Usuario
from tests import fabrica_tramite as fabrica
from tramite import acciones
from tramite.models import Expediente

Como = Callable[[Usuario], Client]


def acto(nombre: str, expediente: Expediente) -> str:
    return reverse(f"tramite:{nombre}", args=[expediente.numero])


def datos(expediente: Expediente, **campos: object) -> dict[str, object]:
    expediente.refresh_from_db()
    return {"version": expediente.version} | campos


@pytest.fixture
def derivado(secretaria: Usuario, especialista: Usuario) -> Expediente:
    """In the tray of the specialist, with a deadline running."""
    return fabrica.expediente(
        por=secretaria, pase_a="068", procedimiento=fabrica.procedimiento("informe")
    )


def test_el_especialista_atiende_con_su_documento(
    derivado: Expediente, especialista: Usuario, como: Como
) -> None:
    respuesta = como(especialista).post(
        acto("atender", derivado),
        datos(
            derivado,
            texto="Opinión favorable",
            tipo=fabrica.tipo("informe").pk,
            numero="D000335-2026-MIMP-OCI",
            fecha="h",
            folios="4",
        ),
    )

    assert respuesta.status_code == 302
    derivado.refresh_from_db()
    assert (derivado.estado, derivado.folios) == ("atendido", 5)
    documento = derivado.documentos.get(sentido="emitido")
    assert (documento.numero, documento.folio_desde, documento.folio_hasta) == (
        "D000335-2026-MIMP-OCI",
        2,
        5,
    )
    assert derivado.plazos.get().cumplido_en is not None


def test_lo_atendido_deja_de_estar_por_vencer(
    derivado: Expediente, especialista: Usuario, como: Como
) -> None:
    fabrica.vence(derivado, timezone.localdate())
    assert derivado.numero in como(especialista).get("/tramite/?ver=por-vencer").content.decode()

    acciones.atender(derivado, texto="Hecho", por=especialista, ahora=timezone.now())

    pagina = como(especialista).get("/tramite/?ver=por-vencer").content.decode()
    assert derivado.numero not in pagina


def test_no_se_atiende_dos_veces(derivado: Expediente, especialista: Usuario, como: Como) -> None:
    acciones.atender(derivado, texto="Hecho", por=especialista, ahora=timezone.now())

    respuesta = como(especialista).post(acto("atender", derivado), datos(derivado, texto="Otra"))

    assert respuesta.status_code == 409


@pytest.mark.parametrize(
    ("origen", "enlace"),
    [
        ("http://testserver/tramite/?ver=por-recibir", 'href="/tramite/?ver=por-recibir"'),
        ("https://malo.example/", ""),
    ],
)
def test_lo_que_otro_hizo_antes_se_dice_con_un_camino_que_abre(
    derivado: Expediente, especialista_rs: Usuario, como: Como, origen: str, enlace: str
) -> None:
    respuesta = como(especialista_rs).post(acto("recibir", derivado), headers={"referer": origen})

    assert respuesta.status_code == 409
    pagina = respuesta.content.decode()
    assert ("Volver a la página" in pagina) == bool(enlace)
    assert enlace in pagina
    assert "malo.example" not in pagina
    assert acto("recibir", derivado) not in pagina


def test_no_atiende_quien_no_lo_tiene(
    derivado: Expediente, especialista_rs: Usuario, como: Como
) -> None:
    respuesta = como(especialista_rs).post(acto("atender", derivado), datos(derivado, texto="Yo"))

    assert respuesta.status_code == 409


def test_la_secretaria_no_atiende(derivado: Expediente, secretaria: Usuario, como: Como) -> None:
    assert como(secretaria).get(acto("atender", derivado)).status_code == 403


def test_un_numero_sin_documento_se_pregunta(
    derivado: Expediente, especialista: Usuario, como: Como
) -> None:
    respuesta = como(especialista).post(
        acto("atender", derivado), datos(derivado, texto="Hecho", numero="D000335-2026")
    )

    assert respuesta.status_code == 422


def test_no_se_archiva_lo_que_no_se_atendio(
    derivado: Expediente, secretaria: Usuario, como: Como
) -> None:
    respuesta = como(secretaria).post(acto("archivar", derivado), datos(derivado, texto="Caja 1"))

    assert respuesta.status_code == 409
    assert "Antes de archivarlo" in respuesta.content.decode()


def test_la_secretaria_archiva_lo_atendido_por_otro(
    derivado: Expediente, especialista: Usuario, secretaria: Usuario, como: Como
) -> None:
    acciones.atender(derivado, texto="Hecho", por=especialista, ahora=timezone.now())

    como(secretaria).post(acto("archivar", derivado), datos(derivado, texto="Archivador 3"))

    derivado.refresh_from_db()
    assert derivado.estado == "archivado"
    assert not derivado.movimientos.abiertos().exists()
    assert derivado.numero not in como(especialista).get("/tramite/").content.decode()


def test_lo_archivado_se_reabre_con_su_mismo_numero(
    secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    fila = fabrica.archivado(por=secretaria, jefatura=jefatura)
    numero = fila.numero

    como(secretaria).post(acto("reabrir", fila), datos(fila, motivo="Llegó un anexo"))

    fila.refresh_from_db()
    assert (fila.estado, fila.numero) == ("reabierto", numero)
    assert fila.movimientos.abiertos().get().para.nro_orden == "071"


def test_lo_anulado_conserva_su_numero_y_dice_por_que(
    secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    fila = fabrica.expediente(por=secretaria)

    como(jefatura).post(acto("anular", fila), datos(fila, motivo="Se registró dos veces"))
    siguiente = fabrica.expediente(por=secretaria)

    fila.refresh_from_db()
    assert fila.estado == "anulado"
    assert siguiente.correlativo == fila.correlativo + 1
    pagina = como(secretaria).get(fila.get_absolute_url()).content.decode()
    assert "Se registró dos veces" in pagina


def test_quien_registro_no_anula(jefatura: Usuario, como: Como) -> None:
    fila = fabrica.expediente(por=jefatura)

    respuesta = como(jefatura).post(acto("anular", fila), datos(fila, motivo="Me equivoqué"))

    assert respuesta.status_code == 409


def test_un_expediente_anulado_no_admite_mas_actos(
    secretaria: Usuario, jefatura: Usuario, especialista: Usuario, como: Como
) -> None:
    fila = fabrica.expediente(por=secretaria)
    acciones.anular(fila, motivo="Error", por=jefatura, ahora=timezone.now())

    respuesta = como(jefatura).post(
        acto("derivar", fila), datos(fila, para=fabrica.posicion("068").pk)
    )

    assert respuesta.status_code == 409


def test_un_expediente_no_se_borra(secretaria: Usuario) -> None:
    fabrica.expediente(por=secretaria)

    with pytest.raises(Exception, match="[Cc]annot|protect"):
        Expediente.objects.all().delete()


@pytest.mark.parametrize("nombre", ["derivar", "devolver", "atender", "archivar", "anular"])
@pytest.mark.parametrize(
    ("campo", "valor"),
    [("version", "x"), ("version", "-1"), ("version", "9" * 400), ("version", "")],
)
def test_una_version_rara_no_rompe(
    derivado: Expediente, jefatura: Usuario, como: Como, nombre: str, campo: str, valor: str
) -> None:
    textos = {"texto": "x", "motivo": "x", "para": fabrica.posicion("071").pk}

    respuesta = como(jefatura).post(acto(nombre, derivado), textos | {campo: valor})

    assert respuesta.status_code in (409, 422)


@pytest.mark.parametrize(
    ("nombre", "campo"),
    [("derivar", "texto"), ("devolver", "motivo"), ("atender", "texto"), ("anular", "motivo")],
)
@pytest.mark.parametrize("valor", ["x\x00y", "x" * 10_000])
def test_un_texto_imposible_se_explica(
    derivado: Expediente,
    jefatura: Usuario,
    como: Como,
    nombre: str,
    campo: str,
    valor: str,
) -> None:
    base = datos(derivado, para=fabrica.posicion("071").pk, tipo="")

    respuesta = como(jefatura).post(acto(nombre, derivado), base | {campo: valor})

    assert respuesta.status_code == 422


def test_la_ficha_dice_el_resultado_y_cuando_y_por_que_se_cerro(
    secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    fila = fabrica.archivado(por=secretaria, jefatura=jefatura)

    ficha = como(secretaria).get(fila.get_absolute_url()).content.decode()

    assert "<dt>Resultado</dt><dd>Se respondió." in ficha
    assert "<dt>Cierre</dt>" in ficha
