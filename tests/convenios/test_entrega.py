"""When a designación ends, its agreements and commitments are handed over, none orphaned."""

from datetime import timedelta

from django.utils import timezone

from cargos import pendientes
from convenios.models import Compromiso, Convenio
from tests import fabrica_convenios as fabrica
from tests import fabrica_demanda


def test_se_entregan_los_compromisos_y_convenios_abiertos(jefatura, especialista, especialista_ai):
    designacion = especialista.designacion_principal
    convenio = fabrica.convenio(por=jefatura, coordinador=designacion.posicion)
    abierto = fabrica.compromiso(convenio, cargo="068")
    hecho = fabrica.compromiso(convenio, cargo="068")
    fabrica.cumplir(hecho.ocurrencias.get(), por=especialista, valida=jefatura)
    asuntos = {(a.clase, a.clave) for a in pendientes.abiertos(designacion)}
    assert asuntos == {("compromiso", str(abierto.pk)), ("convenio", convenio.codigo)}
    for clase, clave in asuntos:
        pendientes.transferir(clase, clave, designacion, especialista_ai, jefatura)
    assert not pendientes.abiertos(designacion)
    nueva = especialista_ai.designacion_principal.posicion
    assert Compromiso.objects.get(pk=abierto.pk).responsable == nueva
    assert Convenio.objects.get(pk=convenio.pk).coordinador == nueva


def test_una_posicion_vacante_deja_huerfanas_sus_obligaciones(como, jefatura):
    convenio = fabrica.convenio(por=jefatura)
    fabrica.ocurrencia(convenio, cargo="068")  # nobody holds 068
    fabrica.ocurrencia(convenio, cargo="067")
    respuesta = como(jefatura).get("/convenios/compromisos/?situacion=huerfanas")
    assert respuesta.context["total"] == 1
    assert como(jefatura).get("/convenios/tablero/").context["t"].huerfanas == 1


def test_se_entregan_las_demandas_las_ofertas_y_las_gestiones(
    jefatura, especialista, especialista_ai
):
    hoy = timezone.localdate()
    designacion = especialista.designacion_principal
    demanda = fabrica_demanda.demanda(por=especialista)
    fabrica_demanda.demanda(por=especialista, estado="retirada")
    oferta = fabrica_demanda.convocatoria(por=especialista, cierra_el=hoy)
    fabrica_demanda.convocatoria(por=especialista, cierra_el=hoy - timedelta(days=1))
    gestion = fabrica_demanda.gestion(demanda, por=especialista, etapa="suspendida")
    fabrica_demanda.gestion(demanda, por=especialista, etapa="perdida")
    asuntos = {(a.clase, a.clave) for a in pendientes.abiertos(designacion)}
    abiertos = [("demanda", demanda), ("convocatoria", oferta), ("gestion", gestion)]
    assert asuntos == {(clase, fila.codigo) for clase, fila in abiertos}
    for clase, clave in asuntos:
        pendientes.transferir(clase, clave, designacion, especialista_ai, jefatura)
    nueva = especialista_ai.designacion_principal.posicion
    for _, fila in abiertos:
        fila.refresh_from_db()
        assert fila.responsable == nueva
