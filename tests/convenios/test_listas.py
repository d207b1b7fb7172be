"""Lists go out with the filters on screen; the long ones are written aside and told by a notice."""

from datetime import timedelta

import pytest
from django.utils import timezone

from convenios.acciones.reporte import dar_por_perdidos, escribir_reporte, pedir_reporte
from convenios.cola import escribir
from convenios.models import Reporte
from convenios.views import reporte as vista
from ocisys.base.models import Aviso
from ocisys.base.reglas import ReglaIncumplida
from tests import fabrica_convenios as fabrica
from tests.fabrica_convenios import HOY

LISTAS = {
    "/convenios/": "tipo=marco",
    "/convenios/compromisos/": "situacion=vencidas",
    "/convenios/organizaciones/": "clase=fuente",
    "/convenios/alertas/": "clase=obligacion",
    "/convenios/captacion/": "moneda=USD",
}


@pytest.fixture
def oficina(jefatura):
    from convenios.tareas import dar_alertas

    convenio = fabrica.convenio(por=jefatura)
    fabrica.ocurrencia(convenio, base=HOY - timedelta(days=40))
    fabrica.aporte(convenio, por=jefatura)
    dar_alertas(timezone.localdate())
    return convenio


@pytest.mark.parametrize(("url", "filtro"), LISTAS.items())
def test_lo_que_un_filtro_redibuja_trae_su_exportacion(url, filtro, como, jefatura, oficina):
    respuesta = como(jefatura).get(f"{url}?{filtro}", headers={"HX-Request": "true"})
    texto = respuesta.content.decode()
    assert "<html" not in texto
    assert f"{url}exportar.xlsx?{filtro}" in texto


def test_cada_cifra_de_captacion_abre_los_instrumentos_que_cuenta(como, jefatura, oficina):
    otro = fabrica.convenio(por=jefatura)  # of the same year, without money
    cliente = como(jefatura)
    pagina = cliente.get("/convenios/captacion/")
    for fila in (*pagina.context["filas"], *pagina.context["totales"]):
        abierta = cliente.get(fila.enlace)
        assert {f.convenio.pk for f in abierta.context["filas"]} == fila.convenios == {oficina.pk}
    assert otro.pk not in fila.convenios


def test_una_lista_larga_se_escribe_aparte_con_sus_filtros(
    como, jefatura, especialista, oficina, monkeypatch
):
    monkeypatch.setattr(vista, "AL_MOMENTO", 0)
    cliente = como(especialista)
    url = "/convenios/exportar.csv?tipo=marco"
    assert cliente.get(url).url == "/convenios/listas/"
    assert cliente.get(url).url == "/convenios/listas/"  # twice is the same order
    fila = Reporte.objects.get()
    assert "Escribiéndose" in cliente.get("/convenios/listas/").content.decode()
    reservado = fabrica.convenio(por=jefatura, nivel_acceso="reservado")
    escribir.func(fila.pk)
    aviso = Aviso.objects.get(destinatario=especialista, enlace="/convenios/listas/")
    assert "Lista preparada" in aviso.asunto
    baja = cliente.get(f"/convenios/listas/{fila.pk}/archivo/")
    texto = b"".join(baja.streaming_content).decode()
    assert oficina.codigo in texto
    assert reservado.codigo not in texto
    # It is of whoever asked, for a week.
    assert como(jefatura).get(f"/convenios/listas/{fila.pk}/archivo/").status_code == 404
    Reporte.objects.update(en=timezone.now() - timedelta(days=8))
    assert cliente.get(f"/convenios/listas/{fila.pk}/archivo/").status_code == 404


def test_lo_que_no_se_pudo_escribir_lo_dice(especialista):
    def pedir(consulta: str) -> Reporte:
        return pedir_reporte(
            "convenios", consulta=consulta, formato="csv", filas=9, por=especialista
        )

    ahora = timezone.now()

    def falla(fila: Reporte) -> bytes:
        raise ReglaIncumplida("Pesa demasiado.")

    mala = escribir_reporte(pedir("q=1"), falla, ahora=ahora)
    assert (mala.error, mala.archivo) == ("Pesa demasiado.", None)
    assert Aviso.objects.get().cuerpo == "Pesa demasiado."
    for n in range(3):
        pedir(f"q=x{n}")
    with pytest.raises(ReglaIncumplida, match="espere"):
        pedir("q=otra")
    assert dar_por_perdidos(ahora=ahora) == 0
    assert dar_por_perdidos(ahora=ahora + timedelta(hours=2)) == 3
