"""What international bodies recommended: orphans first, each change of level with its reason."""

from datetime import date

import pytest
from django.db import InternalError, transaction
from django.utils import timezone

from cargos.evidencias import Periodo
from convenios.acciones import recomendacion as acciones
from convenios.cumplimiento_internacional import compromisos_internacionales
from convenios.models import AccionImplementacion, CambioNivel, Recomendacion
from ocisys.base.reglas import ReglaIncumplida
from tests import fabrica_convenios as fabrica

HOY = fabrica.HOY
LISTA = "/convenios/recomendaciones/"


def accion(fila, *, por, **campos):
    datos = {"tipo": "norma", "nombre": "Ley 28983"} | campos
    return acciones.agregar_accion(AccionImplementacion(recomendacion=fila, **datos), por=por)


def test_se_copia_del_documento_y_el_mismo_parrafo_no_se_copia_dos_veces(como, especialista_ai):
    datos = {
        "instrumento": fabrica.instrumento().pk,
        "documento": "CEDAW/C/PER/CO/9",
        "parrafo": "12",
        "texto": "Que publique datos desglosados.",
        "tema": "Datos",
        "ods": "5.2; 17",
        "prioridad": "1",
    }
    cliente = como(especialista_ai)
    mala = cliente.post(f"{LISTA}nueva/", datos | {"ods": "5.2, igualdad"})
    assert (mala.status_code, "ods" in mala.context["form"].errors) == (422, True)
    assert cliente.post(f"{LISTA}nueva/", datos).status_code == 302
    fila = Recomendacion.objects.get()
    assert (fila.nivel, fila.ods) == ("no_iniciada", ["5.2", "17"])
    assert cliente.post(f"{LISTA}nueva/", datos).status_code == 422
    assert cliente.post(f"{fila.get_absolute_url()}editar/", datos | {"tema": "Cifras"})
    assert Recomendacion.objects.get().tema == "Cifras"


def test_las_huerfanas_van_primero_y_una_accion_anulada_no_las_saca(
    como, especialista_ai, especialista
):
    tratado = fabrica.instrumento()
    con, sin, hecha = (fabrica.recomendacion(tratado, por=especialista_ai) for _ in range(3))
    suya = accion(con, por=especialista_ai)
    acciones.cambiar_nivel(
        hecha, a="implementada", fecha=HOY, justificacion="Ley", por=especialista_ai
    )
    lista = como(especialista).get(LISTA)
    assert [r.pk for r in lista.context["pagina"]] == [sin.pk, con.pk, hecha.pk]
    assert lista.context["huerfanas"] == 1
    cifra = compromisos_internacionales("067", Periodo(HOY, timezone.localdate()))
    assert "1 de 3 recomendaciones con acción" in cifra.nota
    url = f"/convenios/recomendaciones/acciones/{suya.pk}/anular/"
    como(especialista_ai).post(url, {"motivo": "Se derogó."})
    assert como(especialista).get(f"{LISTA}?accion=huerfanas").context["total"] == 2
    for formato in ("xlsx", "csv"):
        assert como(especialista).get(f"{LISTA}exportar.{formato}").status_code == 200


def test_lo_que_implementa_un_convenio_reservado_no_se_delata(como, jefatura, especialista):
    reservado = fabrica.convenio(por=jefatura, nivel_acceso="reservado")
    fila = fabrica.recomendacion(por=jefatura)
    accion(fila, por=jefatura, tipo="convenio", nombre="", convenio=reservado)
    assert como(especialista).get(f"{LISTA}?accion=huerfanas").context["total"] == 1
    assert reservado.codigo not in como(especialista).get(fila.get_absolute_url()).content.decode()
    assert como(jefatura).get(f"{LISTA}?accion=huerfanas").context["total"] == 0


def test_cada_cambio_de_nivel_deja_quien_cuando_y_por_que(como, especialista_ai):
    fila = fabrica.recomendacion(por=especialista_ai)
    url = f"{fila.get_absolute_url()}nivel/"
    datos = {"a": "no_aplicable", "fecha": f"{timezone.localdate():%d/%m/%Y}"}
    assert como(especialista_ai).post(url, datos).status_code == 422
    como(especialista_ai).post(url, datos | {"justificacion": "Es de otro poder del Estado."})
    cambio = CambioNivel.objects.latest("pk")
    assert (cambio.de, cambio.a, cambio.por) == ("no_iniciada", "no_aplicable", especialista_ai)
    with pytest.raises(ReglaIncumplida, match="Ya está"):
        acciones.cambiar_nivel(
            fila, a="no_aplicable", fecha=HOY, justificacion="Otra", por=especialista_ai
        )
    with pytest.raises(InternalError), transaction.atomic():
        CambioNivel.objects.update(justificacion="Otra")
    assert not Recomendacion.objects.que_cuentan().exists()


def test_el_plazo_vencido_se_filtra(como, especialista_ai):
    fabrica.recomendacion(por=especialista_ai, plazo=date(2020, 1, 1))
    fabrica.recomendacion(por=especialista_ai, plazo=date(2099, 1, 1))
    assert como(especialista_ai).get(f"{LISTA}?plazo=vencido").context["total"] == 1
