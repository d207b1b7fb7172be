"""Warnings: in time, once for each window, to whoever answers, repeated until the fact closes."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from cargos.models import UnidadOrganica
from convenios.acciones.declaracion import anotar_declaracion
from convenios.acciones.organizacion import anotar_interaccion
from convenios.acciones.requerimiento import anotar_paso, requerir
from convenios.models import (
    ActoDeclaracion,
    Alerta,
    Convenio,
    Interaccion,
    Ocurrencia,
    Organizacion,
    PasoRequerimiento,
    PerfilOng,
    Requerimiento,
)
from convenios.plazos import ventana_de_aviso
from convenios.tareas import dar_alertas, extender_series
from ocisys.base.avisos import enviar_pendientes
from ocisys.base.models import Aviso
from tests import fabrica as oficina
from tests import fabrica_convenios as fabrica
from tests.fabrica_convenios import HOY

VENTANAS = (30, 15, 7, 1)


@pytest.mark.parametrize(
    ("dias", "ventana"),
    [
        (31, None),
        (30, 30),
        (16, 30),
        (15, 15),
        (8, 15),
        (7, 7),
        (1, 1),
        (0, 1),
        (-1, -7),
        (-7, -7),
        (-8, -14),
        (-14, -14),
        (-15, -21),
    ],
)
def test_la_ventana_que_toca(dias, ventana):
    assert ventana_de_aviso(dias, VENTANAS, repetir_cada=7) == ventana


def avisos(usuario) -> list[str]:
    return list(Aviso.objects.filter(destinatario=usuario).values_list("asunto", flat=True))


def test_se_avisa_una_vez_por_ventana_a_quien_tiene_el_cargo(jefatura, especialista):
    convenio = fabrica.convenio(por=jefatura)
    vence = HOY + timedelta(days=40)
    fabrica.ocurrencia(convenio, base=vence, clase="tecnico", titulo="Dar asistencia")
    assert dar_alertas(HOY) == 0
    assert dar_alertas(vence - timedelta(days=30)) == 1
    assert dar_alertas(vence - timedelta(days=30)) == 0
    assert dar_alertas(vence - timedelta(days=20)) == 0
    assert len(avisos(especialista)) == 1
    assert not avisos(jefatura)
    assert dar_alertas(vence - timedelta(days=15)) == 1  # from here the head knows as well
    assert len(avisos(jefatura)) == 1


def test_lo_vencido_se_repite_cada_semana_hasta_que_se_cumple(jefatura, especialista):
    convenio = fabrica.convenio(por=jefatura)
    o = fabrica.ocurrencia(convenio, base=HOY - timedelta(days=1), criticidad=5)
    assert [dar_alertas(HOY + timedelta(days=d)) for d in range(15)] == [
        1 if d in (0, 7, 14) else 0 for d in range(15)
    ]
    assert set(Aviso.objects.values_list("nivel", flat=True)) == {"rojo"}
    fabrica.cumplir(o, por=especialista, valida=jefatura, hoy=HOY + timedelta(days=15))
    assert dar_alertas(HOY + timedelta(days=28)) == 0


def test_lo_que_nadie_atiende_llega_a_la_jefatura(jefatura):
    convenio = fabrica.convenio(por=jefatura)
    fabrica.ocurrencia(convenio, base=HOY + timedelta(days=50), cargo="069")
    assert dar_alertas(HOY) == 2
    assert sorted(avisos(jefatura))[0] == "1 obligación sin titular que responda"
    oficina.usuario(cargo="069")
    dar_alertas(HOY + timedelta(days=1))
    assert abiertas("huerfana") == []


def test_la_decision_se_avisa_por_el_preaviso_y_no_por_el_fin(jefatura):
    fabrica.convenio(por=jefatura, fecha_fin=HOY + timedelta(days=120), preaviso_dias=60)
    assert dar_alertas(HOY) == 1
    assert "la decisión de renovar" in avisos(jefatura)[0]
    assert Alerta.objects.get().ventana == 60


def test_las_obligaciones_de_la_contraparte_no_apuran_a_la_oficina(jefatura, especialista):
    convenio = fabrica.convenio(por=jefatura)
    fabrica.ocurrencia(convenio, lado="contraparte", base=HOY - timedelta(days=3))
    assert dar_alertas(HOY) == 0


def test_una_serie_sin_fin_gana_fechas_con_el_tiempo(jefatura):
    convenio = fabrica.convenio(por=jefatura, plazo="indeterminado", fecha_fin=None)
    fabrica.compromiso(convenio, base=date(2026, 12, 1), cada_meses=6, cantidad=None)
    antes = Ocurrencia.objects.count()
    assert extender_series(HOY) == 0
    assert extender_series(HOY + timedelta(days=370)) == 1
    assert Ocurrencia.objects.count() == antes + 1


def test_la_orden_dice_cuantas_dio(jefatura, especialista, capsys):
    hoy = timezone.localdate()
    convenio = fabrica.convenio(por=jefatura)
    fabrica.sin_pendientes(jefatura, hoy)
    fabrica.ocurrencia(convenio, base=date(2020, 1, 6))
    call_command("alertar_convenios")
    assert "alertas de hoy: 1" in capsys.readouterr().out


def abiertas(clase: str = "") -> list[str]:
    filas = Alerta.objects.abiertas()
    return sorted((filas.filter(clase=clase) if clase else filas).values_list("asunto", flat=True))


def dadas(clase: str, dias: int) -> int:
    """How many of a kind are given so many days later."""
    dia = HOY + timedelta(days=dias)
    dar_alertas(dia)
    return Alerta.objects.filter(clase=clase, dada_el=dia).count()


def test_la_alerta_se_cierra_con_el_hecho_y_dice_a_quien_se_aviso(como, jefatura, especialista):
    convenio = fabrica.convenio(por=jefatura)
    o = fabrica.ocurrencia(convenio, base=HOY - timedelta(days=1), criticidad=5, titulo="Informar")
    dar_alertas(HOY)
    dar_alertas(HOY + timedelta(days=7))
    # One row for each matter, the latest.
    assert abiertas() == [f"Informar ({convenio.codigo})"]
    assert any(a.startswith("Venció hace 8 días: Informar") for a in avisos(especialista))
    pagina = como(especialista).get("/convenios/alertas/").content.decode()
    assert "Informar" in pagina
    assert "Por enviar" in pagina
    fabrica.cumplir(o, por=especialista, valida=jefatura, hoy=HOY + timedelta(days=8))
    dar_alertas(HOY + timedelta(days=8))
    assert abiertas() == []
    cerradas = como(especialista).get("/convenios/alertas/?estado=cerradas").content.decode()
    assert "Cerrada por el hecho" in cerradas


def test_cada_quien_ve_las_suyas_y_la_jefatura_todas(como, jefatura, especialista, especialista_rs):
    convenio = fabrica.convenio(por=jefatura)
    fabrica.ocurrencia(convenio, base=HOY + timedelta(days=50), titulo="De 068")
    dar_alertas(HOY)
    cuantas = [
        como(quien).get("/convenios/alertas/").context["total"]
        for quien in (jefatura, especialista, especialista_rs)
    ]
    assert cuantas == [1, 1, 0]


def test_se_pospone_con_motivo_y_vuelve_a_avisar(como, jefatura, especialista):
    hoy = timezone.localdate()
    convenio = fabrica.convenio(por=jefatura)
    fabrica.sin_pendientes(jefatura, hoy)
    fabrica.ocurrencia(convenio, base=hoy - timedelta(days=1), hoy=hoy)
    dar_alertas(hoy)
    alerta = Alerta.objects.get(clase="obligacion")
    url = f"/convenios/alertas/{alerta.pk}/posponer/"
    cliente = como(especialista)

    def hasta(dias: int) -> dict[str, str]:
        fecha = hoy + timedelta(days=dias)
        return {"hasta": f"{fecha:%d/%m/%Y}", "motivo": "Lo pidió el cooperante"}

    for malo in (hasta(0), hasta(31), hasta(9) | {"motivo": ""}, {"hasta": "31/02/2026"}):
        assert cliente.post(url, malo).status_code == 422
    assert cliente.post(url, hasta(9)).status_code == 302
    assert "Lo pidió el cooperante" in cliente.get("/convenios/alertas/").content.decode()
    assert [dar_alertas(hoy + timedelta(days=d)) for d in (7, 8, 9)] == [0, 0, 1]


def test_un_correo_que_no_salio_se_reenvia(como, jefatura, especialista):
    convenio = fabrica.convenio(por=jefatura)
    fabrica.ocurrencia(convenio, base=HOY + timedelta(days=40))
    dar_alertas(HOY)
    alerta, aviso = Alerta.objects.get(), Aviso.objects.get()
    Aviso.objects.update(correo="fallido", error="SMTP: no responde", intentos=6)
    cliente = como(especialista)
    assert "SMTP: no responde" in cliente.get("/convenios/alertas/?correo=fallido").content.decode()
    url = f"/convenios/alertas/{alerta.pk}/reenviar/{aviso.pk}/"
    assert cliente.post(url).status_code == 302
    enviados: list[str] = []
    ahora = timezone.now()
    enviar_pendientes(limite=9, enviar=lambda m: enviados.append(m.para), ahora=ahora)
    assert enviados == [especialista.email]
    assert cliente.post(url).status_code == 302  # once more: the first sending stays as it was
    assert sorted(Aviso.objects.values_list("correo", flat=True)) == ["enviado", "pendiente"]
    assert alerta.avisos.count() == 2
    assert como(jefatura).post(f"/convenios/alertas/{alerta.pk}/reenviar/0/").status_code == 404


def test_el_registro_en_apci_de_una_parte_se_avisa_y_se_repite(jefatura, especialista):
    convenio = fabrica.convenio(por=jefatura)
    ong = convenio.partes.get(lado="contraparte").organizacion
    fabrica.organizacion(nombre="Ajena").registros.create(
        registro="ongd", hasta=HOY, consultado_el=HOY
    )
    vence = HOY + timedelta(days=90)
    ong.registros.create(registro="ongd", numero="7", hasta=vence, consultado_el=HOY)
    dias = (0, 1, 30, 60, 91, 92, 98)
    assert [dadas("registro", d) for d in dias] == [1, 0, 1, 1, 1, 0, 1]
    assert "ONGD 7" in avisos(especialista)[0]
    ong.registros.create(
        registro="ongd", hasta=HOY + timedelta(days=900), consultado_el=HOY + timedelta(days=98)
    )
    assert dadas("registro", 105) == 0
    assert abiertas("registro") == []


def test_la_calificacion_de_sunat_se_avisa(especialista):
    ong = fabrica.organizacion(nombre="Puna Viva", clase="ongd")
    PerfilOng.objects.create(organizacion=ong, perceptora_hasta=HOY + timedelta(days=60))
    assert dar_alertas(HOY) == 1
    assert "calificación de SUNAT de Puna Viva" in avisos(especialista)[0]


def test_la_respuesta_que_otra_unidad_debe_se_recuerda(jefatura, especialista):
    convenio = fabrica.convenio(por=jefatura)
    unidad = UnidadOrganica.objects.create(codigo="wawa")
    fila = requerir(
        Requerimiento(
            convenio=convenio,
            unidad=unidad,
            asunto="Avance",
            enviado_el=HOY,
            responder_hasta=HOY + timedelta(days=10),
        ),
        por=especialista,
    )
    assert [dar_alertas(HOY + timedelta(days=d)) for d in (0, 3, 7, 11)] == [0, 1, 1, 1]
    assert len(avisos(jefatura)) == 3  # the head hears of it too
    paso = PasoRequerimiento(tipo="respuesta", fecha=HOY + timedelta(days=12), texto="Remite")
    anotar_paso(paso, requerimiento=fila, por=especialista)
    assert dar_alertas(HOY + timedelta(days=18)) == 0
    assert abiertas() == []


def test_el_siguiente_paso_avisa_hasta_que_se_vuelve_a_hablar(especialista):
    fuente = fabrica.organizacion()

    def hablar(**campos: object) -> None:
        datos = {"organizacion": fuente, "tipo": "llamada", "fecha": HOY, "resumen": "Se habló"}
        anotar_interaccion(Interaccion(**datos | campos), por=especialista)

    hablar(siguiente_paso="Enviar la ficha", siguiente_el=HOY + timedelta(days=3))
    assert dar_alertas(HOY) == 1
    assert "Enviar la ficha" in avisos(especialista)[0]
    hablar()
    assert dar_alertas(HOY + timedelta(days=4)) == 0
    assert abiertas() == []


def test_las_fichas_por_actualizar_se_avisan_juntas_cada_semana(especialista, especialista_rs):
    for _ in range(3):
        fabrica.organizacion(verificada_el=HOY - timedelta(days=181))
    fabrica.organizacion(verificada_el=HOY - timedelta(days=170))
    fabrica.organizacion(nombre="Textiles", clase="empresa", verificada_el=None)
    lunes = date(2026, 11, 23)
    assert [dar_alertas(lunes + timedelta(days=d)) for d in range(8)] == [2, 0, 0, 0, 0, 0, 0, 2]
    assert avisos(especialista)[-1] == "3 fichas por actualizar"
    assert avisos(especialista_rs) == ["1 ficha por actualizar"] * 2
    Organizacion.objects.update(verificada_el=lunes)
    dar_alertas(lunes + timedelta(days=8))
    assert abiertas() == []


def test_el_fin_de_una_designacion_se_avisa_a_quien_la_tiene_y_a_la_jefatura(jefatura):
    persona = oficina.persona(usuario=oficina.usuario())
    oficina.designar(persona, "069", desde=date(2026, 1, 1), hasta=HOY + timedelta(days=8))
    assert dar_alertas(HOY) == 1
    assert len(avisos(jefatura)) == len(avisos(persona.usuario)) == 1
    assert "Vence en 7 días la designación" in avisos(jefatura)[0]


def test_sin_preaviso_el_fin_se_avisa_desde_seis_meses_antes(jefatura):
    fabrica.convenio(por=jefatura, fecha_fin=HOY + timedelta(days=180))
    assert [dadas("decision", d) for d in (0, 90, 120, 150, 165, 173)] == [1] * 6


def test_el_preaviso_no_atrasa_el_primer_aviso_del_fin(jefatura):
    fabrica.convenio(por=jefatura, fecha_fin=HOY + timedelta(days=180), preaviso_dias=30)
    # 180 and 90 days to the end are 150 and 60 to the notice; then those of the notice itself.
    dias = (0, 89, 90, 120, 135, 143, 151, 158)
    assert [dadas("decision", d) for d in dias] == [1, 0, 1, 1, 1, 1, 1, 1]


def test_los_convenios_sin_verificar_se_avisan_los_lunes(jefatura, especialista):
    fabrica.convenio(por=jefatura)
    Convenio.objects.update(verificado_el=HOY - timedelta(days=181))
    lunes = date(2026, 11, 23)
    dar_alertas(lunes)
    assert "1 convenio por actualizar" in avisos(especialista)
    Convenio.objects.update(verificado_el=lunes)
    dar_alertas(lunes + timedelta(days=1))
    assert abiertas("verificacion") == []


def test_un_dia_sin_revision_no_parece_un_dia_tranquilo(como, jefatura):
    cliente = como(jefatura)
    assert "no ha corrido" in cliente.get("/convenios/alertas/").content.decode()
    hoy = timezone.localdate()
    dar_alertas(hoy - timedelta(days=1))
    assert "no es de hoy" in cliente.get("/convenios/alertas/").content.decode()
    dar_alertas(hoy)
    tranquila = cliente.get("/convenios/alertas/").content.decode()
    assert "Última revisión" in tranquila
    assert "no es de hoy" not in tranquila


def test_primero_lo_vencido_y_despues_lo_que_vence_antes(como, jefatura):
    hoy = timezone.localdate()
    convenio = fabrica.convenio(por=jefatura, verificado_el=hoy)
    for dias, titulo in ((25, "Lejana"), (2, "Cercana"), (-40, "Vencida"), (-1, "De ayer")):
        base = hoy + timedelta(days=dias)
        fabrica.ocurrencia(convenio, base=base, titulo=titulo, criticidad=4, hoy=hoy)
    dar_alertas(hoy)
    respuesta = como(jefatura).get("/convenios/alertas/?clase=obligacion")
    titulos = [str(a).split(" (")[0] for a in respuesta.context["pagina"]]
    assert titulos == ["Vencida", "De ayer", "Cercana", "Lejana"]
    texto = respuesta.content.decode()
    assert "Hace " in texto
    assert f"?dada={hoy}" in texto
    hoja = como(jefatura).get("/convenios/alertas/exportar.csv?clase=decision")
    assert "Vencida" not in b"".join(hoja).decode()


def test_la_proxima_accion_anotada_se_avisa_hasta_el_siguiente_avance(como, jefatura, especialista):
    hoy = timezone.localdate()
    convenio = fabrica.convenio(por=jefatura, verificado_el=hoy)
    o = fabrica.ocurrencia(convenio, base=hoy + timedelta(days=300), hoy=hoy, titulo="Informar")
    url = f"/convenios/obligaciones/{o.pk}/avance/"
    datos = {"avance": 10, "narrativa": "Se pidió.", "proxima_el": f"{hoy:%d/%m/%Y}"}
    cliente = como(especialista)
    sin_que = cliente.post(url, datos)
    assert sin_que.status_code == 422
    assert "Diga qué es lo que toca ese día" in sin_que.content.decode()
    assert cliente.post(url, datos | {"proxima_accion": "Llamar a la fuente"}).status_code == 302
    dar_alertas(hoy)
    assert abiertas("paso") == [
        f"Llamar a la fuente, para «Informar» ({convenio.codigo})",
    ]
    cliente.post(url, {"avance": 20, "narrativa": "Contestó."})
    dar_alertas(hoy)
    assert abiertas("paso") == []


def test_la_declaracion_anual_se_avisa_desde_noventa_dias_antes_hasta_presentarla(
    como, jefatura, especialista
):
    hoy = date(2027, 1, 4)
    dar_alertas(HOY)  # the office works here since before
    assert dar_alertas(hoy) == 1
    assert abiertas("declaracion") == ["Declaración anual a APCI de 2026"]
    assert "DS 015-92-PCM" in Aviso.objects.get(destinatario=especialista).cuerpo
    assert dadas("declaracion", 61) == 0
    # 15 days before, the head too; the day after, grave and every week.
    dar_alertas(date(2027, 3, 16))
    assert any("declaración anual" in a for a in avisos(jefatura))
    dar_alertas(date(2027, 4, 1))
    assert Alerta.objects.abiertas().get(clase="declaracion").es_grave
    acto = ActoDeclaracion(anio=2026, tipo="presentada", fecha=date(2027, 4, 2), sustento="Cargo 7")
    anotar_declaracion(acto, por=jefatura, hoy=date(2027, 4, 2))
    ActoDeclaracion.objects.get()
    dar_alertas(date(2027, 4, 8))
    assert abiertas("declaracion") == []
