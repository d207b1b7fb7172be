"""What the State took on abroad: its ficha, the dates that two sources give, what it obliges."""

from datetime import date, timedelta

import pytest
from django.db import InternalError, transaction
from django.utils import timezone

from cargos.evidencias import Periodo
from cargos.models import UnidadOrganica, UnidadVersion
from convenios.acciones.instrumento import anotar_hito, guardar_instrumento
from convenios.cumplimiento_internacional import fichas_completas
from convenios.models import (
    Compromiso,
    ConfirmacionFecha,
    Convenio,
    HitoInstrumento,
    InstrumentoInternacional,
    Ocurrencia,
    ParametroCumplimiento,
)
from tests import fabrica_convenios as fabrica

HOY = fabrica.HOY
LISTA = "/convenios/instrumentos/"
DATOS = {
    "siglas": "CEDAW",
    "denominacion": "Convención sobre la Eliminación de la Discriminación contra la Mujer",
    "clase": "tratado",
    "ambito": "universal",
}


def hito(instrumento, *, por, **campos):
    datos = {"tipo": "deposito", "fecha": date(1996, 4, 2), "fuente": "DS 003-2009-MIMDES"}
    fila = HitoInstrumento(instrumento=instrumento, **datos | campos)
    return anotar_hito(fila, por=por)


def test_se_registra_y_su_ficha_dice_que_le_falta_hasta_estar_completa(como, especialista_ai):
    cliente = como(especialista_ai)
    assert cliente.post(f"{LISTA}nuevo/", DATOS).status_code == 302
    fila = InstrumentoInternacional.objects.get()
    pagina = cliente.get(fila.get_absolute_url()).content.decode()
    assert "Qué le falta a la ficha" in pagina
    assert "Desde cuándo rige para el Perú" in pagina
    convenio = fabrica.convenio(por=especialista_ai)
    lleno = DATOS | {
        "organo": "El Comité",
        "ejes": ["mujer"],
        "unidad": _unidad().pk,
        "coordinador": especialista_ai.designacion_principal.posicion_id,
        "reservas": "Ninguna",
        "convenios": [convenio.pk],
    }
    assert cliente.post(f"{fila.get_absolute_url()}editar/", lleno).status_code == 302
    for tipo in ("adopcion", "vigor"):
        hito(fila, tipo=tipo, por=especialista_ai)
    fabrica.obligacion(fila)
    assert cliente.get(f"{LISTA}?ficha=completa").context["total"] == 1
    cifra = fichas_completas("070", Periodo(HOY, HOY))
    assert (cifra.valor, cifra.nota) == (1, "de 1 que se siguen")
    assert cliente.get(cifra.enlace).context["total"] == 1


def _unidad():
    unidad = UnidadOrganica.objects.create(codigo="pncvfs")
    UnidadVersion.objects.create(
        unidad=unidad, denominacion="Programa Nacional", vigencia=(date(2001, 1, 1), None)
    )
    return unidad


def test_dos_fuentes_que_discrepan_quedan_y_se_elige_una_con_su_razon(como, jefatura):
    fila = fabrica.instrumento()
    primera = hito(fila, por=jefatura)
    segunda = hito(fila, por=jefatura, fecha=date(1996, 6, 4), fuente="DS 017-2005-JUS")
    assert (primera.elegido, segunda.elegido) == (True, False)
    url = f"{fila.get_absolute_url()}hitos/{segunda.pk}/elegir/"
    como(jefatura).post(url, {"motivo": "La citan después."})
    elegidos = dict(fila.hitos.values_list("fuente", "elegido"))
    assert elegidos == {"DS 003-2009-MIMDES": False, "DS 017-2005-JUS": True}
    with pytest.raises(InternalError), transaction.atomic():
        HitoInstrumento.objects.update(fecha=HOY)


def test_un_hito_no_es_futuro_y_dejar_de_seguirlo_lleva_su_razon(como, especialista_ai):
    fila = fabrica.instrumento()
    url = f"{fila.get_absolute_url()}hitos/nuevo/"
    futuro = {"tipo": "vigor", "fecha": "01/01/2099", "precision": "dia", "confianza": "oficial"}
    respuesta = como(especialista_ai).post(url, futuro | {"fuente": "RL 1"})
    assert (respuesta.status_code, "fecha" in respuesta.context["form"].errors) == (422, True)
    sin_razon = DATOS | {"termino_el": "01/01/2020"}
    respuesta = como(especialista_ai).post(f"{fila.get_absolute_url()}editar/", sin_razon)
    assert "motivo_termino" in respuesta.context["form"].errors


def test_un_convenio_reservado_vinculado_ni_se_nombra_ni_se_pierde(como, jefatura, especialista_ai):
    reservado = fabrica.convenio(por=jefatura, nivel_acceso="reservado")
    fila = fabrica.instrumento()
    guardar_instrumento(fila, [reservado], por=jefatura, hoy=HOY)
    pagina = como(especialista_ai).get(fila.get_absolute_url()).content.decode()
    assert reservado.codigo not in pagina
    guardar_instrumento(fila, [], por=especialista_ai, hoy=HOY)
    assert list(fila.convenios.all()) == [reservado]
    p = ParametroCumplimiento.objects.en_vigor(HOY)
    assert not Convenio.objects.a_los_que_falta("internacional", HOY, p).exists()


def obligacion(**cambios):
    return {
        "titulo": "Enviar el informe periódico",
        "articulo": "Art. 18",
        "producto": "insumo",
        "exigibilidad": "recurrente",
        "base": "30/06/2027",
        "cada_meses": "48",
        "cantidad": "2",
        "ajuste": "habil_siguiente",
        "emisor": "El Comité",
        "coordina": "Relaciones Exteriores",
        "clase": "informe",
        "criticidad": "5",
    } | cambios


def test_su_obligacion_deja_fechas_y_se_corrige(como, especialista_ai):
    fila = fabrica.instrumento()
    responsable = especialista_ai.designacion_principal.posicion_id
    enviado = obligacion(responsable=responsable)
    cliente = como(especialista_ai)
    assert cliente.post(f"{fila.get_absolute_url()}obligaciones/nueva/", enviado).status_code == 302
    compromiso = Compromiso.objects.get()
    anios = [f.year for f in compromiso.ocurrencias.values_list("fecha_legal", flat=True)]
    assert anios == [2027, 2031]
    pagina = cliente.get(compromiso.get_absolute_url())
    assert b"Estado peruano" in pagina.content
    editar = pagina.context["editar"]
    assert editar == f"/convenios/instrumentos/obligaciones/{compromiso.pk}/editar/"
    cliente.post(editar, enviado | {"titulo": "Enviar el informe"})
    assert Compromiso.objects.get().titulo == "Enviar el informe"
    o = compromiso.ocurrencias.first()
    assert cliente.get(o.get_absolute_url()).status_code == 200
    assert cliente.get(f"{o.get_absolute_url()}reportar/").status_code == 200
    lista = cliente.get("/convenios/compromisos/?alcance=internacional")
    assert (lista.context["total"], fila.siglas in lista.content.decode()) == (2, True)


def test_el_organismo_confirma_la_fecha_o_la_mueve(como, especialista_ai):
    o = fabrica.obligacion(base=HOY + timedelta(days=90))
    url = f"/convenios/obligaciones/{o.pk}/confirmar/"
    vence = f"{o.fecha_exigible:%d/%m/%Y}"
    dicho = {"fecha": vence, "organismo": "El Comité", "documento": "Nota 7"}
    assert como(especialista_ai).post(url, dicho | {"documento": ""}).status_code == 422
    assert como(especialista_ai).post(url, dicho).status_code == 302
    confirmadas = Ocurrencia.objects.con_confirmacion(date(2099, 1, 1)).filter(confirmada=True)
    assert list(confirmadas) == [o]
    antes = o.fecha_exigible - timedelta(days=10)
    como(especialista_ai).post(url, dicho | {"fecha": f"{antes:%d/%m/%Y}", "documento": "Nota 9"})
    nueva = Ocurrencia.objects.latest("pk")
    assert (nueva.fecha_exigible, nueva.norma_prorroga) == (antes, "Nota 9")
    assert Ocurrencia.objects.get(pk=o.pk).estado == "dejado_sin_efecto"
    assert list(confirmadas.filter(estado="pendiente")) == [nueva]
    with pytest.raises(InternalError), transaction.atomic():
        ConfirmacionFecha.objects.update(documento="Otra")


@pytest.mark.parametrize(
    "lista",
    [
        LISTA,
        "/convenios/internacional/calendario/",
        "/convenios/internacional/plan/",
        "/convenios/recomendaciones/",
        "/convenios/propuestas-de-acuerdo/",
    ],
)
def test_ninguna_lista_pregunta_mas_por_tener_mas_filas(lista, como, jefatura, consultas):
    hoy = timezone.localdate()

    def llenar():
        tratado = fabrica.instrumento()
        fabrica.obligacion(tratado, base=hoy, hoy=hoy)
        fabrica.recomendacion(tratado, por=jefatura)
        fabrica.propuesta_acuerdo(por=jefatura)

    llenar()
    cliente = como(jefatura)
    antes = consultas(cliente, lista)
    for _ in range(3):
        llenar()
    assert consultas(cliente, lista) == antes
