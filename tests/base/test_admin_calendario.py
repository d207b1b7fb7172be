"""The administrator keeps the calendar and the rules; what is wrong is a sentence, not a 500."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse

from ocisys.base.models import DatoMaestro, DiaNoLaborable, HorarioSede, Norma, ReglaPlazo, Sede
from tests.fabrica_base import norma


@pytest.fixture
def admin(como, administracion):
    call_command("cargar_normas", verbosity=0)
    return como(administracion)


def editar(fila):
    return reverse(f"admin:base_{fila._meta.model_name}_change", args=[fila.pk])


CON_BUSQUEDA = ("norma", "sede", "feriadonacional", "dianolaborable", "reglaplazo")
MODELOS = (*CON_BUSQUEDA, "reglacorte", "reglacomputo")


def test_cada_lista_abre_y_no_crece_en_consultas(admin, consultas, subtests):
    for modelo in MODELOS:
        with subtests.test(modelo):
            url = reverse(f"admin:base_{modelo}_changelist")
            todas = consultas(admin, url)
            una = consultas(admin, f"{url}?q=xyzzy") if modelo in CON_BUSQUEDA else todas
            assert todas <= una + 3
            assert admin.get(reverse(f"admin:base_{modelo}_add")).status_code == 200


def dudoso():
    return DiaNoLaborable.objects.get(fecha=date(2026, 4, 13))


def datos_de(dia, **cambios):
    return {
        "motivo": dia.motivo,
        "norma": "",
        "articulo": "",
        "estado": dia.estado,
        "fuente": dia.fuente,
        "nota": dia.nota,
        "excluye_lpag": "on",
    } | cambios


def test_confirmar_un_dia_sin_norma_se_rechaza_junto_al_formulario(admin):
    dia = dudoso()
    pagina = admin.post(editar(dia), datos_de(dia, estado="confirmado"))
    assert pagina.status_code == 200
    (frase,) = pagina.context["adminform"].form.errors["norma"]
    assert "indique la norma que lo declara" in frase
    assert dudoso().estado == DiaNoLaborable.Estado.SIN_CONFIRMAR


def test_confirmar_un_dia_con_su_norma_lo_hace_de_la_oficina(admin):
    dia = dudoso()
    respuesta = admin.post(editar(dia), datos_de(dia, estado="confirmado", norma=norma().pk))
    assert respuesta.status_code == 302
    assert dudoso().estado == DiaNoLaborable.Estado.CONFIRMADO
    assert dudoso().origen == DatoMaestro.Origen.OFICINA


def test_todo_cambio_del_calendario_deja_su_version(admin):
    dia = dudoso()
    admin.post(editar(dia), datos_de(dia, estado="confirmado", norma=norma().pk))
    versiones = dia.events.order_by("pgh_id").values_list("pgh_label", "estado")
    assert list(versiones) == [("insert", "sin_confirmar"), ("update", "confirmado")]


def test_la_fecha_de_un_dia_ya_registrado_no_se_cambia(admin):
    dia = dudoso()
    admin.post(editar(dia), datos_de(dia, fecha="2026-05-05", ubigeos="15"))
    assert dudoso().ubigeos == []


def test_una_regla_cargada_no_se_reescribe_y_puede_cerrarse(admin):
    regla = ReglaPlazo.objects.get(codigo="MERO", vigente_hasta=None)
    admin.post(
        editar(regla),
        {"cantidad": 99, "vigente_hasta": "31/12/2026", "verificada": "on", "activa": "on"},
    )
    regla.refresh_from_db()
    assert regla.cantidad == 3
    assert regla.vigente_hasta == date(2026, 12, 31)


CIERRES_IMPOSIBLES = [
    ("31/12/2026", "Ya hay una regla vigente en esas fechas"),
    ("01/01/2010", "La vigencia termina antes de empezar"),
    ("31/13/2026", "Escriba la fecha como 22/11/2026."),
    ("01/01/0000", "Escriba la fecha como 22/11/2026."),
]


def test_dos_versiones_encimadas_se_rechazan_con_una_frase(admin, subtests):
    vieja = ReglaPlazo.objects.get(codigo="MERO", vigente_hasta=date(2026, 4, 30))
    for hasta, frase in CIERRES_IMPOSIBLES:
        with subtests.test(hasta):
            datos = {"vigente_hasta": hasta, "verificada": "on", "activa": "on", "nota": ""}
            pagina = admin.post(editar(vieja), datos)
            assert pagina.status_code == 200
            assert frase in pagina.content.decode()


def test_una_norma_repetida_se_rechaza_con_una_frase(admin):
    datos = {
        "tipo": "DS", "numero": "006", "anio": "2026", "siglas": "JUS", "titulo": "Otra vez",
        "efectos-TOTAL_FORMS": "0", "efectos-INITIAL_FORMS": "0",
    }  # fmt: skip
    pagina = admin.post(reverse("admin:base_norma_add"), datos)
    assert "Esa norma ya está registrada" in pagina.content.decode()
    assert Norma.objects.filter(numero="006", siglas="JUS").count() == 1


def test_el_horario_de_la_sede_se_registra_desde_su_ficha(admin):
    sede = Sede.objects.get(codigo="lima")
    datos = {
        "nombre": sede.nombre, "ubigeo": sede.ubigeo,
        "horarios-TOTAL_FORMS": "2", "horarios-INITIAL_FORMS": "0",
        "horarios-0-desde": "01/01/2026", "horarios-0-abre": "08:30", "horarios-0-cierra": "16:30",
        "horarios-0-sustento": "Directiva",
        "dias_sin_atencion-TOTAL_FORMS": "1", "dias_sin_atencion-INITIAL_FORMS": "0",
        "dias_sin_atencion-0-fecha": "10/12/2026", "dias_sin_atencion-0-motivo": "corte de luz",
        "dias_sin_atencion-0-sustento": "Acta",
    }  # fmt: skip
    al_reves = {
        "horarios-1-desde": "01/02/2026", "horarios-1-abre": "16:30", "horarios-1-cierra": "08:30",
        "horarios-1-sustento": "Error",
    }  # fmt: skip
    pagina = admin.post(editar(sede), datos | al_reves)
    assert "no puede cerrar antes de abrir" in pagina.content.decode()
    repetido = {clave.replace("-0-", "-1-"): valor for clave, valor in datos.items()}
    assert admin.post(editar(sede), datos | repetido).status_code == 200
    assert admin.post(editar(sede), datos | {"horarios-TOTAL_FORMS": "1"}).status_code == 302
    assert HorarioSede.objects.get().cierra == time(16, 30)
    assert sede.dias_sin_atencion.get().fecha == date(2026, 12, 10)


def test_lo_del_producto_no_se_borra_y_lo_propio_si(admin):
    del_producto, propia = Norma.objects.get(numero="042"), norma()
    borrar = "admin:base_norma_delete"
    assert admin.get(reverse(borrar, args=[del_producto.pk])).status_code == 403
    assert admin.post(reverse(borrar, args=[propia.pk]), {"post": "yes"}).status_code == 302
    assert not Norma.objects.filter(pk=propia.pk).exists()


def test_solo_la_administracion_entra_a_los_datos_maestros(
    como, jefatura, secretaria, auditoria, subtests
):
    for quien in (jefatura, secretaria, auditoria):
        with subtests.test(str(quien)):
            pagina = como(quien).get(reverse("admin:base_dianolaborable_changelist"))
            assert pagina.status_code in (302, 403)


def test_una_sede_atiende_ocho_horas_seguidas_o_mas():
    corto = HorarioSede(abre=time(9), cierra=time(16, 30))
    with pytest.raises(ValidationError, match="art. 138"):
        corto.clean()

    HorarioSede(abre=time(8, 30), cierra=time(16, 30)).clean()
