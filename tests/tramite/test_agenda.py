"""The agenda: who sees what, what is warned of, and that nothing written is rewritten."""

from datetime import date, datetime, time, timedelta

import pytest
from django.conf import settings
from django.db import InternalError, transaction
from django.utils import timezone

from cargos.documentos.ical import en_ical
from cargos.evidencias import Periodo, evidencia_de
from ocisys.base.models import Aviso, HorarioSede, Sede
from ocisys.base.reglas import ReglaIncumplida
from tests import fabrica, fabrica_convenios
from tests import fabrica_agenda as agenda
from tests import fabrica_tramite as tramite
from tramite import acciones
from tramite.estados_cita import CitaInvalida, EstadoCita
from tramite.fechas import leer_fecha_por_venir
from tramite.manana import manana_de
from tramite.models import Cita, Lectura
from tramite.recordatorios import recordar_citas
from tramite.vencimientos import citas_de

NUEVA = "/tramite/agenda/nueva/"
SEMANA = "/tramite/agenda/?dia=01/12/2026"
DIA = f"{SEMANA}&ver=dia"
LUNES = agenda.UN_MARTES - timedelta(hours=23, minutes=30)


@pytest.fixture
def horario():
    HorarioSede.objects.create(
        sede=Sede.objects.get(codigo=settings.OCISYS_SEDE),
        desde=date(2020, 1, 1),
        abre=time(8, 30),
        cierra=time(16, 30),
        sustento="Directiva de prueba",
    )


@pytest.mark.parametrize(
    ("escrito", "dia"),
    [
        ("h", date(2026, 11, 27)),
        ("mañana", date(2026, 11, 28)),
        ("lun", date(2026, 11, 30)),
        ("viernes", date(2026, 12, 4)),
        ("mié", date(2026, 12, 2)),
        ("+3", date(2026, 11, 30)),
        ("15", date(2026, 12, 15)),
        ("27", date(2026, 11, 27)),
        ("15/1", date(2027, 1, 15)),
        ("1/12/26", date(2026, 12, 1)),
    ],
)
def test_la_fecha_de_una_cita_es_la_que_viene(escrito, dia):
    assert leer_fecha_por_venir(escrito, date(2026, 11, 27)) == dia


@pytest.mark.parametrize("escrito", ["", "31/2", "ma", "29/2/27", "luego"])
def test_una_fecha_que_no_se_entiende_lo_dice(escrito):
    with pytest.raises(ValueError, match=r"fecha"):
        leer_fecha_por_venir(escrito, date(2026, 11, 27))


def test_la_secretaria_concierta_una_cita_de_la_jefa_y_a_ella_se_le_avisa(
    como, secretaria, jefatura
):
    remitente = tramite.remitente(nombre="Agencia Andina")
    campos = agenda.formulario(con="agencia andina", desde="9:30", hasta="11", confirmada="on")
    campos["dia"] = "01/12/2026"
    respuesta = como(secretaria).post(NUEVA, campos)
    fila = Cita.objects.get()
    assert respuesta["Location"] == fila.get_absolute_url()
    assert (fila.remitente, fila.estado) == (remitente, EstadoCita.CONFIRMADA)
    assert [timezone.localtime(m).time() for m in (fila.inicia, fila.termina)] == [
        time(9, 30),
        time(11, 0),
    ]
    aviso = Aviso.objects.get()
    assert (aviso.destinatario, aviso.enlace) == (jefatura, fila.get_absolute_url())
    assert "Agencia" not in aviso.asunto


def test_de_lo_que_choca_se_advierte_y_se_guarda_si_se_insiste(como, secretaria, jefatura):
    agenda.cita(por=secretaria, minutos=60)
    navegador, campos = como(secretaria), agenda.formulario(desde="10")
    primera = navegador.post(NUEVA, campos)
    assert primera.status_code == 422
    assert "ya tiene de 09:30 a 10:30: una cita con Agencia de prueba" in primera.content.decode()
    visto = primera.context["form"].visto
    otra_hora = navegador.post(NUEVA, campos | {"aunque": visto, "dia": "06/12/2026"})
    assert "no es día hábil (domingo)" in otra_hora.content.decode()
    assert navegador.post(NUEVA, campos | {"aunque": visto}).status_code == 302
    assert Cita.objects.count() == 2


def test_quien_tiene_dos_cargos_no_puede_estar_en_dos_sitios(como, secretaria, especialista):
    fabrica.designar(especialista.persona, "069", modalidad="suplencia")
    agenda.cita(por=secretaria, asisten=("068",))
    campos = agenda.formulario(asisten=[tramite.posicion("069").pk])
    assert "ya tiene de 09:30 a 10:00" in como(secretaria).post(NUEVA, campos).content.decode()


def test_una_organizacion_del_directorio_se_reconoce_por_su_nombre_con_siglas(
    como, secretaria, jefatura
):
    ong = fabrica_convenios.organizacion(nombre="Fundación Warmi", siglas="FW")
    como(secretaria).post(NUEVA, agenda.formulario(con="Fundación Warmi (FW)"))
    assert Cita.objects.get().remitente.organizacion == ong
    sugeridas = como(secretaria).get("/tramite/agenda/con/?con=warmi").content.decode()
    assert '<option value="Fundación Warmi (FW)">' in sugeridas


@pytest.mark.parametrize(
    ("campos", "frase"),
    [
        ({"desde": "7"}, "atiende de 08:30 a 16:30"),
        ({"dia": "08/12/2026"}, "no es día hábil (feriado"),
        ({"dia": "01/12/2025"}, "Esa hora ya pasó"),
        ({"desde": "10", "hasta": "9"}, "Termina antes de empezar"),
        ({"desde": "99"}, "Escriba la hora"),
        ({"asisten": []}, "Diga quién asiste"),
        ({"expediente": "2026-999999"}, "No hay un expediente"),
    ],
)
def test_lo_que_no_cuadra_se_dice_antes_de_guardar(
    como, secretaria, jefatura, horario, campos, frase
):
    respuesta = como(secretaria).post(NUEVA, agenda.formulario(**campos))
    assert respuesta.status_code == 422
    assert frase in respuesta.content.decode()
    assert not Cita.objects.exists()


def test_un_especialista_lleva_la_suya_y_de_las_demas_solo_ve_que_estan_ocupadas(
    como, secretaria, especialista, especialista_rs, jefatura
):
    ajena = agenda.cita(por=secretaria, con="Embajada Secreta", asisten=("069",))
    navegador = como(especialista)
    for url in (SEMANA, DIA):
        pagina = navegador.get(url).content.decode()
        assert "Ocupado" in pagina
        assert "09:30" in pagina
        assert "Embajada" not in pagina
    assert navegador.get(ajena.get_absolute_url()).status_code == 404
    assert navegador.post(f"{ajena.get_absolute_url()}cancelar/", {"texto": "x"}).status_code == 404
    assert "Embajada" in como(especialista_rs).get(DIA).content.decode()
    sola = agenda.formulario(asisten=[tramite.posicion("069").pk])
    assert "márquese" in navegador.post(NUEVA, sola).content.decode()
    propia = agenda.formulario(asisten=[tramite.posicion("068").pk])
    assert navegador.post(NUEVA, propia).status_code == 302


def test_lo_reservado_solo_lo_ve_quien_puede_ni_su_asistente_ni_su_choque_lo_dicen(
    como, jefatura, secretaria, especialista
):
    expediente = tramite.expediente(por=jefatura, acceso="grupo")
    convenio = fabrica_convenios.convenio(por=jefatura, nivel_acceso="reservado")
    for campos in ({"expediente": expediente}, {"convenio": convenio}):
        with transaction.atomic():
            oculta = agenda.cita(
                por=jefatura, con="Embajada Secreta", asisten=("067", "068"), **campos
            )
            for quien in (secretaria, especialista):
                for url in (SEMANA, DIA, "/tramite/agenda/citas/", "/tramite/manana/"):
                    assert "Embajada" not in como(quien).get(url).content.decode()
                assert como(quien).get(oculta.get_absolute_url()).status_code == 404
            assert "Ocupado" in como(especialista).get(SEMANA).content.decode()
            assert "Embajada" in como(jefatura).get(DIA).content.decode()
            choque = como(secretaria).post(NUEVA, agenda.formulario()).content.decode()
            assert "ya tiene de 09:30 a 10:00: ocupado" in choque
            assert b"Embajada" not in en_ical(jefatura, citas_de(jefatura, date(2026, 11, 30)))
            cifra = evidencia_de("071-03").consulta("067", _diciembre())
            assert cifra.valor is None
            transaction.set_rollback(True)


def test_la_lista_de_citas_se_baja_con_sus_filtros_y_sin_lo_que_no_se_puede_leer(
    como, secretaria, jefatura
):
    oculto = tramite.expediente(por=jefatura, acceso="grupo")
    agenda.cita(por=jefatura, con="Embajada Secreta", expediente=oculto)
    agenda.cita(por=secretaria, con="Agencia Andina")
    agenda.cita(por=secretaria, con="De enero", inicia=agenda.UN_MARTES + timedelta(days=40))
    url = "/tramite/agenda/citas.csv?hasta=31/12/2026&cargo=071"
    bajado = como(secretaria).get(url).getvalue().decode()
    assert "2026-12-01 09:30:00" in bajado
    assert [n for n in ("Agencia Andina", "De enero", "Embajada") if n in bajado] == [
        "Agencia Andina"
    ]
    completa = como(jefatura).get("/tramite/agenda/citas.csv").getvalue().decode()
    assert "Embajada Secreta" in completa
    assert Lectura.objects.get(expediente=oculto).que == "lista descargada"


def _diciembre() -> Periodo:
    return Periodo(date(2026, 12, 1), date(2026, 12, 31))


def test_reprogramar_deja_la_anterior_y_lo_escrito_no_se_cambia(como, secretaria, jefatura):
    fila = agenda.cita(por=secretaria, confirmada=True)
    url = f"{fila.get_absolute_url()}reprogramar/"
    campos = agenda.formulario(dia="02/12/2026", motivo="")
    assert como(secretaria).post(url, campos).status_code == 422
    assert como(secretaria).post(url, campos | {"motivo": "Viaja"}).status_code == 302
    fila.refresh_from_db()
    assert fila.estado == EstadoCita.REPROGRAMADA
    assert timezone.localdate(fila.reemplazo.inicia) == date(2026, 12, 2)
    assert [p.a for p in fila.pasos.all()] == [EstadoCita.CONFIRMADA, EstadoCita.REPROGRAMADA]
    assert como(secretaria).post(url, campos | {"motivo": "Otra vez"}).status_code == 409
    for cambio in ({"asunto": "Otro"}, {"estado": "pedida"}):
        with pytest.raises(InternalError), transaction.atomic():
            Cita.objects.filter(pk=fila.pk).update(**cambio)
    with pytest.raises(InternalError), transaction.atomic():
        fila.pasos.all().delete()


def test_lo_que_paso_se_anota_despues_y_con_su_resultado(secretaria, jefatura):
    fila = agenda.cita(por=secretaria)
    quien = {"por": secretaria, "texto": "Se firmará en enero"}
    with pytest.raises(ReglaIncumplida, match="todavía no empieza"):
        acciones.pasar_cita(fila, EstadoCita.REALIZADA, ahora=LUNES, **quien)
    despues = fila.termina
    assert Cita.objects.sin_resultado(despues + timedelta(minutes=1)).get() == fila
    hecha = acciones.pasar_cita(fila, EstadoCita.REALIZADA, ahora=despues, **quien)
    assert not Cita.objects.sin_resultado(despues + timedelta(minutes=1)).exists()
    assert (hecha.estado, hecha.resultado) == (EstadoCita.REALIZADA, "Se firmará en enero")
    with pytest.raises(CitaInvalida, match="ya está «realizada»"):
        acciones.pasar_cita(fila, EstadoCita.CANCELADA, ahora=despues, **quien)


def test_mi_manana_de_la_jefa_y_de_la_secretaria_muestran_las_visitas_de_hoy(
    como, secretaria, jefatura, especialista, consultas
):
    hoy = timezone.localdate()
    nueve = timezone.make_aware(datetime.combine(hoy, time(9)))
    sin_citas = consultas(como(jefatura), "/tramite/manana/")
    agenda.cita(por=secretaria, inicia=nueve, con="Visita de hoy")
    agenda.cita(por=secretaria, inicia=nueve, asisten=("068",), con="De la especialista")
    agenda.cita(por=secretaria, inicia=nueve + timedelta(days=1), con="De mañana")
    assert consultas(como(jefatura), "/tramite/manana/") <= sin_citas
    cifras = {q: manana_de(q, hoy).cifras for q in (jefatura, secretaria, especialista)}
    assert [c[3].valor for c in cifras.values()] == ["1", "2", "1"]
    assert cifras[jefatura][3].nombre == "Visita o cita hoy"
    pagina = como(jefatura).get("/tramite/manana/").content.decode()
    assert "Visita de hoy" in pagina
    assert "De mañana" not in pagina


def test_la_cita_se_recuerda_una_vez_el_dia_habil_anterior(secretaria, jefatura):
    fila = agenda.cita(por=secretaria)
    Aviso.objects.all().delete()
    assert recordar_citas(LUNES - timedelta(days=1)) == 0  # a Sunday
    assert recordar_citas(LUNES - timedelta(days=3)) == 0  # on Friday the next day is Monday
    assert (recordar_citas(LUNES), recordar_citas(LUNES)) == (1, 0)
    aviso = Aviso.objects.get()
    assert (aviso.destinatario, aviso.enlace) == (jefatura, fila.get_absolute_url())
    assert aviso.asunto == "Cita del 01/12/2026 a las 09:30 h."


def test_el_calendario_de_la_persona_lleva_sus_citas_con_su_hora(secretaria, jefatura):
    entidad = tramite.remitente(nombre="Agencia Andina")
    agenda.cita(por=secretaria, con="Agencia Andina", remitente=entidad)
    agenda.cita(por=secretaria, con="Rosa Quispe", inicia=agenda.UN_MARTES + timedelta(hours=2))
    feed = en_ical(jefatura, citas_de(jefatura, date(2026, 11, 30))).decode()
    assert "DTSTART:20261201T143000Z" in feed
    assert "SUMMARY:Cita con Agencia Andina" in feed
    assert "Rosa Quispe" not in feed
    assert citas_de(secretaria, date(2026, 11, 30)) == []


def test_las_consultas_de_la_agenda_no_crecen_con_las_citas(como, secretaria, jefatura, consultas):
    agenda.cita(por=secretaria)
    urls = (SEMANA, DIA, "/tramite/agenda/citas/")
    antes = [consultas(como(secretaria), url) for url in urls]
    for n in range(4):
        expediente = tramite.expediente(por=secretaria)
        inicia = agenda.UN_MARTES + timedelta(hours=n)
        agenda.cita(por=secretaria, inicia=inicia, asisten=("067", "071"), expediente=expediente)
    assert [consultas(como(secretaria), url) for url in urls] == antes


def test_quien_no_tiene_cargo_no_lleva_agenda(como, auditoria):
    assert como(auditoria).get(SEMANA).status_code == 200
    assert como(auditoria).get(NUEVA).status_code == 403
    assert como(fabrica.usuario(administra=True)).get(SEMANA).status_code == 403
