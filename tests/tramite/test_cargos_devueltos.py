"""Twenty go out with one route sheet, and their signed cargos come back to be read one by one."""

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from cargos.models import Usuario
from tests import fabrica_salidas, fabrica_tramite
from tests.tramite.test_papeles import texto_de
from tramite import acciones
from tramite.etiquetas import Etiqueta
from tramite.models import Salida

Como = Callable[[Usuario], Client]
URL = "/tramite/salidas/cargos/"


def despachado(secretaria: Usuario, jefatura: Usuario, especialista: Usuario) -> Salida:
    fila = fabrica_tramite.expediente(por=secretaria, pase_a="068")
    salida = fabrica_salidas.firmada(fila, por=especialista, jefatura=jefatura)
    acciones.despachar(salida, medio="mano", por=secretaria, ahora=timezone.now())
    return salida


def codigo(salida: Salida) -> str:
    salida.refresh_from_db()
    assert salida.documento
    return Etiqueta(salida.expediente.numero, salida.documento.orden).codigo


def test_los_cargos_leidos_y_los_marcados_se_anotan_juntos_y_lo_ajeno_se_dice(
    secretaria: Usuario, jefatura: Usuario, especialista: Usuario, como: Como
) -> None:
    fabrica_salidas.serie()
    leida, marcada, otra = (despachado(secretaria, jefatura, especialista) for _ in range(3))
    cuerpo = {
        "codigos": f"{codigo(leida)}\r\n{codigo(leida)}\r\n7751234567890\r\n",
        "salidas": [marcada.pk],
        "entrega": "acuse",
        "el": "h",
    }

    respuesta = como(secretaria).post(URL, cuerpo, follow=True)

    estados = {s.pk: s.estado for s in Salida.objects.all()}
    assert estados == {leida.pk: "acusado", marcada.pk: "acusado", otra.pk: "en_despacho"}
    pagina = respuesta.content.decode()
    assert "Cargos anotados: 2." in pagina
    assert "7751234567890: ningún documento despachado espera ese cargo." in pagina
    assert como(secretaria).post(URL, {"entrega": "acuse", "el": "h"}).status_code == 422


def test_la_hoja_de_reparto_se_imprime_tambien_despues_de_despachar(
    secretaria: Usuario, jefatura: Usuario, especialista: Usuario, como: Como
) -> None:
    fabrica_salidas.serie()
    salida = despachado(secretaria, jefatura, especialista)
    url = "/tramite/salidas/hoja-de-reparto.pdf"

    assert como(secretaria).get(url).status_code == 302  # nothing waits
    hoja = como(secretaria).get(f"{url}?hoy")

    salida.refresh_from_db()
    assert salida.numero in texto_de(hoja.content)


def test_una_fecha_por_venir_se_dice_junto_al_campo_y_no_se_pierden_los_codigos_leidos(
    secretaria: Usuario, jefatura: Usuario, especialista: Usuario, como: Como
) -> None:
    fabrica_salidas.serie()
    salida = despachado(secretaria, jefatura, especialista)
    manana = f"{timezone.localdate() + timedelta(days=1):%d/%m/%Y}"
    cuerpo = {"codigos": codigo(salida), "entrega": "acuse", "el": manana}

    respuesta = como(secretaria).post(URL, cuerpo)
    uno = como(secretaria).post(
        f"/tramite/salidas/{salida.pk}/entrega/", cuerpo | {"version": salida.version}
    )

    for dicho in (respuesta, uno):
        assert dicho.status_code == 422
        assert "La fecha es posterior a hoy." in dicho.content.decode()
    assert codigo(salida) in respuesta.content.decode()
    ajeno = como(secretaria).post(URL, cuerpo | {"codigos": "775", "el": "h"}, follow=True)
    assert "Cargos anotados" not in ajeno.content.decode()
