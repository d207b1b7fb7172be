"""Classifying what had no procedure, and correcting the register without losing what it said."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cargos.models import Usuario
from ocisys.base.models import DiaNoLaborable, Norma, Sede
from ocisys.base.reglas import ReglaIncumplida
from tests import fabrica_tramite as fabrica
from tramite import acciones
from tramite.estados import TransicionInvalida
from tramite.models import Actuacion, Expediente

Como = Callable[[Usuario], Client]


@pytest.fixture
def fila(secretaria: Usuario, jefatura: Usuario, especialista: Usuario) -> Expediente:
    return fabrica.expediente(por=secretaria, asunto="Solisita opinion")


def enviar(cliente: Client, fila: Expediente, **campos: object) -> int:
    fila.refresh_from_db()
    actuales = {
        "version": fila.version,
        "remitente": fila.remitente_nombre,
        "asunto": fila.asunto,
        "procedimiento": fila.procedimiento_id or "",
    }
    url = reverse("tramite:rectificar", args=[fila.numero])
    estado = cliente.post(url, actuales | campos).status_code
    fila.refresh_from_db()
    return estado


def rectificacion(fila: Expediente) -> Actuacion:
    return fila.actuaciones.get(clase=Actuacion.Clase.RECTIFICACION)


def test_clasificar_lo_que_no_tenia_procedimiento_da_su_funcion_y_su_plazo_desde_la_presentacion(
    fila: Expediente, secretaria: Usuario, como: Como
) -> None:
    informe = fabrica.procedimiento("informe")

    assert enviar(como(secretaria), fila, procedimiento=informe.pk) == 302

    assert (fila.procedimiento, fila.funciones_mof) == (informe, informe.funciones_mof)
    plazo = fila.plazos.get()
    assert (plazo.regla, plazo.hecho_en) == ("INFORME", fila.presentado_en)
    assert fila.vence_el == plazo.vence_el == fila.movimientos.get().vence


def test_otro_procedimiento_reemplaza_el_plazo_y_deja_el_anterior_a_la_vista(
    secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    fila = fabrica.expediente(por=secretaria, procedimiento=fabrica.procedimiento("informe"))
    solicitud = fabrica.procedimiento("solicitud")

    enviar(como(secretaria), fila, procedimiento=solicitud.pk, motivo="Es una solicitud")

    viejo, nuevo = fila.plazos.order_by("pk")
    assert (nuevo.regla, nuevo.reemplaza, viejo.esta_abierto) == ("PROC", viejo, False)
    assert fila.vence_el == nuevo.vence_el


def test_un_procedimiento_sin_plazo_deja_el_que_corria_sin_efecto(
    secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    fila = fabrica.expediente(por=secretaria, procedimiento=fabrica.procedimiento("informe"))
    conocimiento = fabrica.procedimiento("conocimiento")

    enviar(como(secretaria), fila, procedimiento=conocimiento.pk, motivo="Sólo informa")

    assert (fila.vence_el, fila.plazos.get().esta_abierto) == (None, False)
    assert fila.movimientos.get().vence is None


def test_mientras_esta_observado_clasificar_no_hace_correr_ningun_plazo(
    fila: Expediente, secretaria: Usuario, como: Como
) -> None:
    acciones.observar(fila, requisitos=["Firma"], por=secretaria, ahora=timezone.now())

    enviar(como(secretaria), fila, procedimiento=fabrica.procedimiento("informe").pk)

    assert fila.vence_el is None
    assert not fila.plazos.nuestros().abiertos().exists()


def test_lo_anterior_se_conserva_entero_con_quien_y_por_que(
    fila: Expediente, secretaria: Usuario, como: Como
) -> None:
    enviar(como(secretaria), fila, asunto="Solicita opinión", motivo="Error de tipeo")

    acto = rectificacion(fila)
    assert acto.datos["antes"] == {"asunto": "Solisita opinion"}
    assert "«Solisita opinion» a «Solicita opinión»" in acto.texto
    assert acto.texto.endswith("motivo: Error de tipeo")
    assert acto.por == secretaria


def test_el_remitente_se_corrige_por_otro_registrado_y_se_busca_con_su_nombre(
    fila: Expediente, secretaria: Usuario, como: Como
) -> None:
    otro = fabrica.remitente(nombre="Asociación Warmi")

    assert enviar(como(secretaria), fila, remitente="Asociación Warmi", motivo="Era otro") == 302

    assert (fila.remitente, fila.remitente_nombre) == (otro, "Asociación Warmi")
    encontrados = Expediente.objects.buscar("warmi", anio=fila.anio)
    assert list(encontrados) == [fila]


@pytest.mark.parametrize("escrito", ["Nadie conocido", "20100000001", "12345678"])
def test_un_remitente_que_no_existe_se_explica(
    fila: Expediente, secretaria: Usuario, como: Como, escrito: str
) -> None:
    assert enviar(como(secretaria), fila, remitente=escrito, motivo="x") == 422


@pytest.mark.parametrize(
    ("campos", "frase"),
    [({}, "No cambió nada"), ({"asunto": "Otro"}, "Diga por qué se corrige")],
)
def test_sin_cambio_o_sin_motivo_no_se_rectifica(
    fila: Expediente, secretaria: Usuario, campos: dict[str, str], frase: str
) -> None:
    valores = {"procedimiento": None, "remitente": fila.remitente, "asunto": fila.asunto} | campos

    with pytest.raises(ReglaIncumplida, match=frase):
        acciones.rectificar(fila, **valores, por=secretaria, ahora=timezone.now())


def test_un_anulado_no_se_corrige(fila: Expediente, secretaria: Usuario, jefatura: Usuario) -> None:
    acciones.anular(fila, motivo="Repetido", por=jefatura, ahora=timezone.now())

    with pytest.raises(TransicionInvalida):
        acciones.rectificar(
            fila,
            procedimiento=None,
            remitente=fila.remitente,
            asunto="Otro",
            motivo="x",
            por=secretaria,
            ahora=timezone.now() + timedelta(minutes=1),
        )


def test_los_numeros_anulados_se_ven_con_su_motivo_y_quien_los_anulo(
    fila: Expediente, secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    acciones.anular(fila, motivo="Se registró dos veces", por=jefatura, ahora=timezone.now())

    pagina = como(secretaria).get(reverse("tramite:anulados")).content.decode()

    assert fila.numero in pagina
    assert "Se registró dos veces" in pagina
    assert "Cargo 067" in pagina


def test_un_anulado_restringido_no_se_ve_entre_los_numeros_anulados(
    jefatura: Usuario, secretaria: Usuario, especialista: Usuario, como: Como
) -> None:
    secreto = fabrica.expediente(por=secretaria, acceso="grupo", asunto="Un secreto")
    acciones.anular(secreto, motivo="Error", por=jefatura, ahora=timezone.now())

    pagina = como(especialista).get(reverse("tramite:anulados")).content.decode()

    assert secreto.numero not in pagina
    assert "Un secreto" not in pagina


def test_se_corrige_aunque_otros_tengan_el_mismo_procedimiento_y_otra_sede_trae_su_calendario(
    secretaria: Usuario, como: Como
) -> None:
    informe = fabrica.procedimiento("informe")
    ahora = datetime(2026, 11, 16, 14, tzinfo=UTC)
    filas = [fabrica.expediente(por=secretaria, procedimiento=informe, ahora=ahora) for _ in "123"]
    puno = Sede.objects.create(codigo="puno", nombre="Puno", ubigeo="210101")
    DiaNoLaborable.objects.create(
        fecha=date(2026, 11, 19),
        motivo="Aniversario",
        ubigeos=["21"],
        norma=Norma.objects.first(),
        estado="confirmado",
        fuente="prueba",
    )
    antes = filas[0].vence_el
    assert antes is not None

    assert enviar(como(secretaria), filas[0], sede=puno.pk, motivo="Se presentó en Puno") == 302

    assert filas[0].sede == puno
    assert filas[0].vence_el == antes + timedelta(days=1)
    assert "Puno" in como(secretaria).get(filas[0].get_absolute_url()).content.decode()
