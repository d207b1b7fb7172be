"""A draft of the browser is forgotten when its act is done, and only then."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cargos.models import Usuario
from tests import fabrica_tramite as fabrica
from tramite import acciones
from tramite.models import Expediente

Como = Callable[[Usuario], Client]
Preparar = Callable[[Expediente, Usuario, Usuario], None]


def tal_cual(fila: Expediente, secretaria: Usuario, jefatura: Usuario) -> None:
    """As it was registered: in the hands of the secretary."""


def derivado(fila: Expediente, secretaria: Usuario, jefatura: Usuario) -> None:
    acciones.derivar(fila, para=fabrica.posicion("067"), por=secretaria, ahora=timezone.now())


def enviado(fila: Expediente, secretaria: Usuario, jefatura: Usuario) -> None:
    acciones.derivar(fila, para=fabrica.posicion("068"), por=jefatura, ahora=timezone.now())


def atendido(fila: Expediente, secretaria: Usuario, jefatura: Usuario) -> None:
    acciones.atender(fila, texto="Se respondió", por=jefatura, ahora=timezone.now())


def archivado(fila: Expediente, secretaria: Usuario, jefatura: Usuario) -> None:
    atendido(fila, secretaria, jefatura)
    acciones.archivar(fila, texto="Archivador 1", por=jefatura, ahora=timezone.now())


def observado(fila: Expediente, secretaria: Usuario, jefatura: Usuario) -> None:
    acciones.observar(fila, requisitos=["Firma"], por=secretaria, ahora=timezone.now())


def con_parte(fila: Expediente, secretaria: Usuario, jefatura: Usuario) -> None:
    paralelo = [fabrica.posicion("067")]
    acciones.derivar(fila, paralelos=paralelo, por=secretaria, ahora=timezone.now())


def en_espera(fila: Expediente, secretaria: Usuario, jefatura: Usuario) -> None:
    acciones.esperar(
        fila, a_quien="APCI", texto="x", suspende=False, por=secretaria, ahora=timezone.now()
    )


ACTOS: list[tuple[str, Preparar, dict[str, object]]] = [
    ("derivar", tal_cual, {"copias": ["068"]}),
    ("devolver", derivado, {"motivo": "No corresponde"}),
    ("retirar", enviado, {"motivo": "Faltaba un anexo"}),
    ("atender", tal_cual, {"texto": "Se respondió"}),
    ("archivar", atendido, {"texto": "Archivador 1"}),
    ("reabrir", archivado, {"motivo": "Llegó otro oficio"}),
    ("anular", tal_cual, {"motivo": "Se registró dos veces"}),
    ("observar", tal_cual, {"requisitos": "Firma"}),
    ("subsanar", observado, {"cumplidos": ["todos"]}),
    ("esperar", tal_cual, {"a_quien": "APCI", "texto": "Su opinión"}),
    ("retomar", en_espera, {"texto": "Llegó"}),
    ("prorrogar", tal_cual, {"dias": 3, "solicitada_el": "h", "motivo": "Requiere viajar"}),
    ("responder_parte", con_parte, {"texto": "Sin observaciones"}),
    ("rectificar", tal_cual, {"remitente": "suyo", "asunto": "Corregido", "motivo": "Error"}),
    ("terminar", tal_cual, {"fin": "desistimiento", "texto": "Carta 3"}),
    ("agregar", tal_cual, {"tipo": "oficio", "folios": 1, "asunto": "Un documento más"}),
    ("acumular", tal_cual, {"con": "otro", "resolucion": "Memorándum 1"}),
    ("relacionar", tal_cual, {"con": "otro", "tipo": "antecedente"}),
]


@pytest.mark.parametrize(("nombre", "preparar", "campos"), ACTOS, ids=[a[0] for a in ACTOS])
def test_lo_escrito_se_olvida_cuando_el_acto_esta_hecho(
    secretaria: Usuario,
    jefatura: Usuario,
    especialista: Usuario,
    como: Como,
    nombre: str,
    preparar: Preparar,
    campos: dict[str, object],
) -> None:
    fila = fabrica.expediente(por=secretaria, procedimiento=fabrica.procedimiento("informe"))
    preparar(fila, secretaria, jefatura)
    url = reverse(f"tramite:{nombre}", args=[fila.numero])
    cliente = como(jefatura)
    pagina = cliente.get(url)
    clave = f"{pagina.context['rotulo'].clave}-{fila.numero}"
    assert f'data-autoguardar="{clave}"' in pagina.content.decode()
    fila.refresh_from_db()

    respuesta = cliente.post(url, {"version": fila.version} | reales(campos, fila, secretaria))

    assert respuesta.status_code == 302, respuesta.content.decode()
    mensaje = f"borrador:{clave}"
    destino = cliente.get(respuesta["Location"]).content.decode()
    assert mensaje in destino


def reales(campos: dict[str, object], fila: Expediente, por: Usuario) -> dict[str, object]:
    """The same fields with the keys of the rows they speak of."""
    valores = dict(campos)
    if "remitente" in valores:
        valores["remitente"] = fila.remitente_nombre
    if "con" in valores:
        valores["con"] = fabrica.expediente(por=por).numero
    if "copias" in valores:
        valores["copias"] = [fabrica.posicion("068").pk]
    if "cumplidos" in valores:
        valores["cumplidos"] = [fila.observacion.requisitos.get().pk]
    if "tipo" in valores and valores["tipo"] == "oficio":
        valores["tipo"] = fabrica.tipo().pk
    return valores


def test_el_borrador_no_guarda_la_version_que_se_vio(
    secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    # With the old one, what was recovered could never be sent again.
    fila = fabrica.expediente(por=secretaria)

    pagina = como(secretaria).get(reverse("tramite:observar", args=[fila.numero]))

    campo = pagina.context["form"]["version"]
    assert "data-no-guardar" in str(campo)


def test_sin_plazo_la_pantalla_dice_por_que(
    secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    antes = timezone.now() - timedelta(days=365 * 40)
    fila = fabrica.expediente(
        por=secretaria, presentado_en=antes, procedimiento=fabrica.procedimiento("informe")
    )

    pagina = como(secretaria).get(f"{fila.get_absolute_url()}?ver=plazos").content.decode()

    assert fila.vence_el is None
    assert "no se pudo calcular" in pagina
    assert "está fuera del calendario" in pagina


def test_sin_plazo_en_el_procedimiento_no_se_inventa_una_razon(
    secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    fila = fabrica.expediente(por=secretaria)

    pagina = como(secretaria).get(f"{fila.get_absolute_url()}?ver=plazos").content.decode()

    assert "no tiene plazo legal" in pagina
