"""Whom the office attends at the counter and by telephone, and whom it calls."""

from datetime import timedelta

import pytest
from django.db import InternalError, transaction
from django.utils import timezone

from cargos.evidencias import Periodo, evidencia_de
from ocisys.base.models import Aviso
from tests import fabrica_agenda as agenda
from tests import fabrica_tramite as tramite
from tramite import acciones
from tramite.models import Atencion, Llamada
from tramite.recordatorios import recordar_llamadas

URL = "/tramite/agenda/atenciones/"
MINIMO = {"medio": "ventanilla", "quien": "Rosa Quispe", "asunto": "Dónde presentar"}


def atencion(por, **campos):
    datos = MINIMO | {"por": por, "ahora": timezone.now()} | campos
    return acciones.anotar_atencion(**datos)


def test_con_el_nombre_y_el_asunto_basta_y_lo_anotado_no_se_cambia(como, secretaria):
    assert como(secretaria).post(URL, MINIMO).status_code == 302
    fila = Atencion.objects.get()
    assert (fila.quien, fila.por, fila.calidad) == ("Rosa Quispe", secretaria, "cargo 071")
    with pytest.raises(InternalError), transaction.atomic():
        Atencion.objects.update(respuesta="Otra cosa")
    assert "Rosa Quispe" in como(secretaria).get(f"{URL}?q=quispé").content.decode()


@pytest.mark.parametrize(
    ("campos", "frase"),
    [
        ({"quien": ""}, "obligatorio"),
        ({"dni": "123"}, "El DNI tiene 8 dígitos"),
        ({"minutos": "0"}, "mayor"),
        ({"medio": "saliente", "volver_el": "m"}, "Diga a qué hora"),
        ({"volver_el": "m", "volver_a_las": "10"}, "una llamada que hicimos"),
        ({"medio": "saliente", "volver_el": "-1", "volver_a_las": "10"}, "Esa hora ya pasó"),
    ],
)
def test_lo_que_falta_se_dice_junto_al_campo(como, secretaria, campos, frase):
    respuesta = como(secretaria).post(URL, MINIMO | campos)
    assert respuesta.status_code == 422
    assert frase in respuesta.content.decode()


def test_cada_uno_ve_lo_suyo_la_jefa_lo_de_todos_y_nadie_lo_que_no_puede(
    como, secretaria, especialista, jefatura
):
    atencion(secretaria, quien="De la secretaria")
    reservado = tramite.expediente(por=secretaria, acceso="grupo", lectores=("071",))
    oculta = atencion(secretaria, quien="Del reservado", expediente=reservado)
    assert "De la secretaria" not in como(especialista).get(URL).content.decode()
    assert len(como(jefatura).get(URL).context["pagina"]) == 2
    lector = reservado.lectores.get(posicion__nro_orden="071")
    type(lector).objects.filter(pk=lector.pk).update(retirado_en=timezone.now())
    assert list(Atencion.objects.visibles_para(secretaria).filter(pk=oculta.pk)) == []


def test_la_llamada_sin_respuesta_se_recuerda_y_volver_a_llamar_la_cierra(como, secretaria):
    ahora = timezone.now()
    fila = atencion(secretaria, medio="saliente", volver_en=ahora + timedelta(hours=1))
    assert recordar_llamadas(ahora) == 0
    despues = ahora + timedelta(hours=1)
    assert (recordar_llamadas(despues), recordar_llamadas(despues)) == (1, 0)
    aviso = Aviso.objects.get(destinatario=secretaria)
    assert "Rosa" not in aviso.asunto
    assert como(secretaria).get(aviso.enlace).context["form"].initial["quien"] == "Rosa Quispe"
    campos = MINIMO | {"medio": "saliente", "respuesta": "Contestó"}
    assert como(secretaria).post(aviso.enlace, campos).status_code == 302
    assert como(secretaria).post(aviso.enlace, campos).status_code == 404
    assert fila.vuelta.respuesta == "Contestó"


def test_la_funcion_071_03_suma_llamadas_citas_y_atenciones_y_la_cifra_abre_sus_filas(
    como, secretaria, jefatura
):
    hoy = timezone.localdate()
    navegador = como(secretaria)
    navegador.post("/tramite/llamadas/", {"consulta": "warmi", "medio": "ventanilla"})
    assert Llamada.objects.get().medio == "ventanilla"
    atencion(secretaria)
    ahora = timezone.now()
    agenda.cita(por=secretaria, inicia=ahora, confirmada=True)
    agenda.cita(por=secretaria, inicia=ahora)
    cifra = evidencia_de("071-03").consulta("071", Periodo(hoy, hoy))
    assert (cifra.valor, cifra.nota) == (4, "50 % de las 2 citas, confirmadas")
    pagina = como(jefatura).get(cifra.enlace)
    cuenta = pagina.context["cuenta"]
    assert cuenta.total == cifra.valor
    assert len(pagina.context["pagina"]) == cuenta.atenciones
    for que, cuantas in (("llamadas", cuenta.llamadas), ("citas", cuenta.citas)):
        filas = como(jefatura).get(cuenta.enlaces[que]).context["pagina"]
        assert len(filas) == cuantas
