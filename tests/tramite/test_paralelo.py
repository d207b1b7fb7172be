"""Several posts work at once on one expediente: each answers its part, one of them holds it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cargos.models import Usuario
from ocisys.base.reglas import ReglaIncumplida
from tests import fabrica as personas
from tests import fabrica_tramite as fabrica
from tramite import acciones
from tramite.bandeja import Pestana, movimientos_de
from tramite.estados import Resultado
from tramite.manana import manana_de
from tramite.models import Actuacion, Expediente

Como = Callable[[Usuario], Client]


@pytest.fixture
def gente(secretaria: Usuario, jefatura: Usuario, especialista: Usuario) -> dict[str, Usuario]:
    return {
        "067": jefatura,
        "068": especialista,
        "069": personas.usuario(cargo="069"),
        "071": secretaria,
    }


@pytest.fixture
def repartido(gente: dict[str, Usuario], como: Como) -> Expediente:
    """The original goes to 068 and a part to 069, in one act of the jefatura."""
    fila = fabrica.expediente(por=gente["071"], pase_a="067")
    cuerpo = {
        "version": fila.version,
        "para": fabrica.posicion("068").pk,
        "paralelos": [fabrica.posicion("069").pk, fabrica.posicion("068").pk],
        "copias": [fabrica.posicion("071").pk, fabrica.posicion("069").pk],
        "texto": "Cada uno en lo suyo",
    }
    respuesta = como(gente["067"]).post(reverse("tramite:derivar", args=[fila.numero]), cuerpo)
    assert respuesta.status_code == 302, respuesta.content.decode()
    return fila


def en_poder(usuario: Usuario) -> list[str]:
    hoy = timezone.localdate()
    filas = movimientos_de(usuario, Pestana.EN_MI_PODER, hoy)
    return list(filas.values_list("expediente__numero", flat=True))


def test_original_parte_y_copia_salen_de_una_vez_y_a_nadie_le_llega_dos_veces(
    repartido: Expediente,
) -> None:
    abiertos = repartido.movimientos.abiertos().order_by("para__nro_orden")

    assert [(m.para.nro_orden, m.tipo) for m in abiertos.select_related("para")] == [
        ("068", "original"),
        ("069", "paralelo"),
        ("071", "copia"),
    ]


def test_la_parte_esta_en_la_bandeja_hasta_que_se_responde_y_se_avisa_a_quien_lo_tiene(
    repartido: Expediente, gente: dict[str, Usuario], como: Como
) -> None:
    assert en_poder(gente["069"]) == [repartido.numero]
    repartido.refresh_from_db()
    cuerpo = {"version": repartido.version, "texto": "Conforme en lo ambiental"}

    como(gente["069"]).post(reverse("tramite:responder_parte", args=[repartido.numero]), cuerpo)

    assert en_poder(gente["069"]) == []
    parte = repartido.movimientos.en_paralelo().get()
    assert (parte.resultado, parte.atendido_en) == (Resultado.RESPONDIDO, parte.cerrado_en)
    acto = repartido.actuaciones.get(clase=Actuacion.Clase.RESPUESTA)
    assert acto.texto == "Conforme en lo ambiental"
    assert gente["068"].avisos.filter(asunto__endswith="respondieron una parte.").count() == 1
    assert repartido.movimientos.abiertos().titulares().get().para.nro_orden == "068"


def test_quien_solo_tiene_una_parte_no_deriva_el_expediente(
    repartido: Expediente, gente: dict[str, Usuario], como: Como
) -> None:
    pagina = como(gente["069"]).get(repartido.get_absolute_url()).content.decode()
    assert "Responder mi parte" in pagina

    with pytest.raises(ReglaIncumplida, match="en poder del cargo"):
        acciones.derivar(
            repartido, para=fabrica.posicion("067"), por=gente["069"], ahora=timezone.now()
        )


def test_quien_no_tiene_una_parte_no_responde(
    repartido: Expediente, gente: dict[str, Usuario]
) -> None:
    with pytest.raises(ReglaIncumplida, match="No hay una parte"):
        acciones.responder_parte(repartido, texto="x", por=gente["068"], ahora=timezone.now())


def test_no_se_pide_dos_veces_la_misma_parte(
    repartido: Expediente, gente: dict[str, Usuario]
) -> None:
    with pytest.raises(ReglaIncumplida, match="ya tiene una parte"):
        acciones.derivar(
            repartido, paralelos=[fabrica.posicion("069")], por=gente["068"], ahora=timezone.now()
        )


def test_un_especialista_consulta_a_otro_sin_soltar_el_original(
    gente: dict[str, Usuario],
) -> None:
    fila = fabrica.expediente(por=gente["071"], pase_a="068")

    acciones.derivar(
        fila, paralelos=[fabrica.posicion("069")], por=gente["068"], ahora=timezone.now()
    )

    assert fila.movimientos.abiertos().titulares().get().para.nro_orden == "068"
    assert fila.movimientos.abiertos().en_paralelo().get().para.nro_orden == "069"


def test_al_archivar_lo_que_no_respondieron_sale_de_su_bandeja(
    repartido: Expediente, gente: dict[str, Usuario]
) -> None:
    ahora = timezone.now()
    acciones.atender(repartido, texto="Se respondió", por=gente["068"], ahora=ahora)
    acciones.archivar(repartido, texto="Archivador 1", por=gente["068"], ahora=ahora)

    assert en_poder(gente["069"]) == []


def test_lo_repartido_por_error_se_retira_entero(
    repartido: Expediente, gente: dict[str, Usuario]
) -> None:
    acciones.retirar(repartido, motivo="Error", por=gente["067"], ahora=timezone.now())

    assert not repartido.movimientos.abiertos().en_paralelo().exists()
    assert repartido.movimientos.abiertos().get().para.nro_orden == "067"


def test_una_parte_no_se_provee_en_mi_manana(
    repartido: Expediente, gente: dict[str, Usuario]
) -> None:
    """It is answered, not sent on: the expediente is in other hands."""
    assert manana_de(gente["069"], timezone.localdate()).por_proveer == []
