"""While the sender is being written the office remembers, and tells nothing of what is reserved."""

from collections.abc import Callable

from django.test import Client

from cargos.models import Usuario
from tests import fabrica_tramite as fabrica
from tramite.models import Acceso

Como = Callable[[Usuario], Client]


def test_al_elegir_al_remitente_se_ve_lo_que_se_le_debe_y_nada_de_lo_reservado(
    secretaria: Usuario, jefatura: Usuario, especialista: Usuario, como: Como
) -> None:
    quien = fabrica.remitente(nombre="Asociación Warmi")
    debe = fabrica.expediente(por=secretaria, pase_a="067", remitente=quien)
    oculto = fabrica.expediente(
        por=jefatura, pase_a="067", remitente=quien, acceso=Acceso.GRUPO, asunto="Asunto oculto"
    )
    ajeno = fabrica.expediente(por=secretaria, pase_a="067")
    url = f"/tramite/memoria/?remitente_ref=r{quien.pk}&remitente=Asociación Warmi"

    suya = como(especialista).get(url).content.decode()
    assert debe.numero in suya
    assert oculto.numero not in suya
    assert "Asunto oculto" not in suya
    assert ajeno.numero not in suya
    assert oculto.numero in como(jefatura).get(url).content.decode()
    nada = como(especialista).get("/tramite/memoria/?remitente_ref=o999&remitente=Nadie")
    assert nada.content.decode().strip() == ""
