"""Recording an agreement, its parties, milestones, adendas and the decision on its end."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, InternalError, transaction

from cargos.models import autoria
from convenios.acciones import adenda as acciones_adenda
from convenios.acciones import convenio as acciones
from convenios.acciones.etapa import requisitos
from convenios.estados import Etapa
from convenios.models import (
    Adenda,
    Convenio,
    Hito,
    RegistroApci,
    TransicionEtapa,
    parametros_iniciales,
)
from convenios.plazos import Vigencia, fin_por_duracion
from ocisys.base.reglas import ReglaIncumplida
from tests import fabrica as oficina
from tests import fabrica_convenios as fabrica
from tests.fabrica_convenios import HOY

MINIMO = {
    "denominacion": "Convenio marco con la Agencia",
    "tipo": "marco",
    "etapa_inicial": "idea",
    "importancia": "3",
    "nivel_acceso": "interno",
    "regla_inicio": "suscripcion",
    "plazo": "no_consta",
    "renovacion": "expresa_por_adenda",
    "clausula_separacion": "unknown",
}


def test_basta_la_denominacion_y_el_tipo_y_el_codigo_es_correlativo(como, especialista):
    cliente = como(especialista)
    for n in (1, 2):
        respuesta = cliente.post("/convenios/nuevo/", MINIMO)
        assert respuesta.status_code == 302
        assert respuesta.url.endswith(f"-{n:04d}/")
    assert [c.etapa for c in Convenio.objects.all()] == ["idea", "idea"]


def test_un_registro_que_falla_no_deja_hueco(especialista):
    with pytest.raises(IntegrityError), transaction.atomic():
        acciones.registrar_convenio(
            Convenio(denominacion="x", tipo="marco", importancia=9), por=especialista, hoy=HOY
        )
    bueno = acciones.registrar_convenio(
        Convenio(denominacion="x", tipo="marco"), por=especialista, hoy=HOY
    )
    assert bueno.codigo == "OCI-2026-0001"


def test_un_convenio_suscrito_lleva_su_fecha(como, especialista):
    cliente = como(especialista)
    datos = MINIMO | {"etapa_inicial": "suscrito"}
    respuesta = cliente.post("/convenios/nuevo/", datos)
    assert respuesta.status_code == 422
    assert "lleva su fecha" in respuesta.content.decode()
    cliente.post("/convenios/nuevo/", datos | {"fecha_suscripcion": "15/01/2026"})
    assert Convenio.objects.get().inicio_vigencia == date(2026, 1, 15)


MALOS = [
    ({"plazo": "fecha"}, "fecha_fin"),
    ({"plazo": "duracion", "duracion": "2"}, "duracion_unidad"),
    ({"plazo": "evento"}, "evento_fin"),
    ({"plazo": "fecha", "fecha_fin": "01/01/2020", "inicio_vigencia": "01/01/2021"}, "fecha_fin"),
    ({"denominacion": ""}, "denominacion"),
    ({"denominacion": "a" * 10_000}, "denominacion"),
    ({"denominacion": "nulo \x00"}, "denominacion"),
    ({"importancia": "0"}, "importancia"),
    ({"inicio_vigencia": "31/02/2026"}, "inicio_vigencia"),
    ({"fecha_suscripcion": "01/01/0001"}, "fecha_suscripcion"),
    ({"fecha_suscripcion": "31/12/9999"}, "fecha_suscripcion"),
    ({"tipo": "inventado"}, "tipo"),
    ({"padre": "999999"}, "padre"),
    ({"preaviso_dias": "-1"}, "preaviso_dias"),
    ({"preaviso_dias": "99999999999999"}, "preaviso_dias"),
]


def test_cada_dato_malo_se_dice_junto_a_su_campo(como, especialista):
    cliente = como(especialista)
    for cambio, campo in MALOS:
        respuesta = cliente.post("/convenios/nuevo/", MINIMO | cambio)
        assert respuesta.status_code == 422, cambio
        assert campo in respuesta.context["form"].errors, cambio
    assert not Convenio.objects.exists()


def test_la_duracion_se_cuenta_igual_en_la_base_y_en_python(especialista):
    casos = [(date(2024, 2, 29), 1, "anios"), (date(2026, 1, 31), 1, "meses"), (HOY, 90, "dias")]
    for inicio, n, unidad in casos:
        convenio = acciones.registrar_convenio(
            Convenio(
                denominacion="x",
                tipo="marco",
                inicio_vigencia=inicio,
                plazo="duracion",
                duracion=n,
                duracion_unidad=unidad,
            ),
            por=especialista,
            hoy=HOY,
        )
        fin = Convenio.objects.get(pk=convenio.pk).fin_inicial
        assert fin == fin_por_duracion(inicio, n, unidad)


def test_la_vigencia_se_filtra_igual_que_se_calcula(jefatura):
    p = parametros_iniciales(HOY)
    plazos = [
        {"plazo": "no_consta", "fecha_fin": None},
        {"plazo": "indeterminado", "fecha_fin": None},
        {"plazo": "no_consta", "fecha_fin": None, "inicio_vigencia": None},
        {"plazo": "evento", "fecha_fin": None, "evento_fin": "La próxima reunión"},
        {"inicio_vigencia": HOY + timedelta(days=1)},
        {"fecha_fin": HOY - timedelta(days=1)},
        {"fecha_fin": HOY},
        {"fecha_fin": HOY + timedelta(days=180)},
        {"fecha_fin": HOY + timedelta(days=181)},
        {"fecha_fin": HOY + timedelta(days=300), "requiere_perfeccionamiento": True},
        {"fecha_suscripcion": None, "inicio_vigencia": None, "etapa": Etapa.IDEA},
    ]
    for campos in plazos:
        fabrica.convenio(por=jefatura, **campos)
    vistos = Convenio.objects.con_fin(HOY)
    calculado = {c.pk: c.vigencia(HOY, p) for c in vistos}
    filtrado = {c.pk: v for v in Vigencia for c in vistos.en_situacion(v, HOY, p)}
    assert filtrado == calculado
    assert set(calculado.values()) == set(Vigencia)


def test_una_organizacion_no_esta_en_los_dos_lados(como, jefatura):
    convenio = fabrica.convenio(por=jefatura)
    ya = convenio.partes.first().organizacion
    datos = {"organizacion": ya.pk, "lado": "contraparte", "roles": ["1"]}
    respuesta = como(jefatura).post(f"{convenio.get_absolute_url()}partes/nueva/", datos)
    assert respuesta.status_code == 422
    with pytest.raises(ReglaIncumplida, match="ya es parte"):
        acciones.agregar_parte(convenio, organizacion=ya, lado="contraparte", roles=[])


def test_una_parte_con_compromisos_no_se_retira(como, jefatura):
    convenio = fabrica.convenio(por=jefatura)
    fabrica.compromiso(convenio)
    cliente = como(jefatura)
    for lado, esperado in (("sector", 409), ("contraparte", 302)):
        parte = convenio.partes.get(lado=lado)
        url = f"{convenio.get_absolute_url()}partes/{parte.pk}/retirar/"
        assert cliente.post(url).status_code == esperado


def test_dos_fuentes_que_se_contradicen_quedan_las_dos(como, jefatura):
    convenio = fabrica.convenio(por=jefatura)
    cliente = como(jefatura)
    base = {"tipo": "vigor", "precision": "dia", "confianza": "oficial"}
    url = f"{convenio.get_absolute_url()}hitos/nuevo/"
    for fecha, fuente in (("02/04/1996", "DS 003-2009"), ("04/06/1996", "DS 017-2005")):
        assert cliente.post(url, base | {"fecha": fecha, "fuente": fuente}).status_code == 302
    primero, segundo = Hito.objects.filter(convenio=convenio)
    assert (primero.elegido, segundo.elegido) == (True, False)
    elegir = f"{convenio.get_absolute_url()}hitos/{segundo.pk}/elegir/"
    assert cliente.post(elegir, {"motivo": ""}).status_code == 422
    cliente.post(elegir, {"motivo": "Es la fecha del depositario."})
    elegido = Hito.objects.get(elegido=True)
    assert (elegido, elegido.elegido_por) == (segundo, jefatura)
    pagina = cliente.get(convenio.get_absolute_url()).content.decode()
    assert "02/04/1996" in pagina
    assert "Es la fecha del depositario." in pagina


def test_una_adenda_mueve_el_fin_sin_tocar_al_convenio(como, jefatura):
    convenio = fabrica.convenio(por=jefatura)
    antes = Convenio.objects.values().get(pk=convenio.pk)
    datos = {
        "fecha": "01/10/2026",
        "efectos": ["plazo"],
        "nueva_fecha_fin": "15/01/2030",
        "norma_aprobatoria": "RM 100-2026",
    }
    url = f"{convenio.get_absolute_url()}adendas/nueva/"
    assert como(jefatura).post(url, datos).status_code == 302
    assert Convenio.objects.values().get(pk=convenio.pk) == antes
    assert convenio.fin_al(HOY) == date(2030, 1, 15)
    assert convenio.fin_al(date(2026, 9, 30)) == date(2028, 1, 15)


def test_una_adenda_extemporanea_dice_por_que(jefatura):
    convenio = fabrica.convenio(por=jefatura, fecha_fin=date(2026, 6, 30))
    adenda = Adenda(
        convenio=convenio, fecha=HOY, efectos=["plazo"], nueva_fecha_fin=date(2027, 6, 30)
    )
    with pytest.raises(ReglaIncumplida, match="extemporánea"):
        acciones_adenda.agregar_adenda(adenda, por=jefatura)
    adenda.extemporanea_razon = "Se demoró la firma."
    with pytest.raises(ReglaIncumplida, match="OGAJ"):
        acciones_adenda.agregar_adenda(adenda, por=jefatura)
    opinion = {"tipo": "opinion_ogaj", "fecha": date(2026, 8, 1), "fuente": "Informe 12-2026"}
    acciones.anotar_hito(Hito(convenio=convenio, **opinion), por=jefatura)
    assert acciones_adenda.agregar_adenda(adenda, por=jefatura).numero == 1


def test_la_decision_vale_para_el_fin_sobre_el_que_se_tomo(como, jefatura):
    convenio = fabrica.convenio(por=jefatura, fecha_fin=HOY + timedelta(days=60))
    url = f"{convenio.get_absolute_url()}decidir/"
    cliente = como(jefatura)
    assert cliente.post(url, {"sentido": "renovar"}).status_code == 422
    datos = {"sentido": "renovar", "motivo": "Da resultados."}
    assert cliente.post(url, datos).status_code == 302

    def decidido(dia: date) -> bool:
        return Convenio.objects.con_fin(dia).con_decision(dia).get(pk=convenio.pk).tiene_decision

    despues = HOY + timedelta(days=10)
    assert decidido(despues)
    adenda = Adenda(
        convenio=convenio, fecha=HOY, efectos=["plazo"], nueva_fecha_fin=HOY + timedelta(days=150)
    )
    acciones_adenda.agregar_adenda(adenda, por=jefatura)
    assert not decidido(despues)


def test_la_especialista_de_acuerdos_edita_solo_los_suyos(como, especialista_ai, jefatura):
    ajeno = fabrica.convenio(por=jefatura)
    propio = fabrica.convenio(por=jefatura)
    propio.coordinador = especialista_ai.designacion_principal.posicion
    propio.save()
    cliente = como(especialista_ai)
    assert cliente.get(f"{ajeno.get_absolute_url()}editar/").status_code == 404
    assert cliente.get(f"{propio.get_absolute_url()}editar/").status_code == 200


def test_un_convenio_reservado_solo_lo_conocen_la_jefa_y_quien_lo_lleva(
    como, jefatura, especialista, especialista_ai
):
    reservado = fabrica.convenio(por=jefatura, nivel_acceso="reservado")
    o = fabrica.ocurrencia(reservado, cargo="070")
    for usuario, codigo in ((jefatura, 200), (especialista, 404), (especialista_ai, 200)):
        cliente = como(oficina.Usuario.objects.get(pk=usuario.pk))
        assert cliente.get(reservado.get_absolute_url()).status_code == codigo
        assert cliente.get(o.get_absolute_url()).status_code == codigo
        visto = reservado.codigo in cliente.get("/convenios/").content.decode()
        assert visto == (codigo == 200)


def test_se_busca_por_contraparte_sin_tildes(como, especialista, jefatura):
    convenio = fabrica.convenio(por=jefatura)
    cooperante = fabrica.organizacion(nombre="Cooperación Ñandú", siglas="CÑ")
    fabrica.parte(convenio, lado="contraparte", organizacion=cooperante)
    otro = fabrica.convenio(por=jefatura)
    pagina = como(especialista).get("/convenios/?q=nandu+cooperacion").content.decode()
    assert convenio.codigo in pagina
    assert otro.codigo not in pagina


def test_cerrar_un_convenio_no_le_inventa_un_fin(jefatura):
    sin_fin = fabrica.convenio(
        por=jefatura,
        etapa=Etapa.CERRADO,
        plazo="duracion",
        fecha_fin=None,
        duracion=48,
        duracion_unidad="meses",
        inicio_vigencia=None,
    )
    con_fin = fabrica.convenio(por=jefatura, etapa=Etapa.RESUELTO)
    for convenio in (sin_fin, con_fin):
        TransicionEtapa.objects.create(
            convenio=convenio, a=convenio.etapa, fecha=HOY, **autoria(jefatura)
        )
    assert sin_fin.fin_al(HOY) is None
    assert con_fin.fin_al(HOY) == HOY  # it was to last until 2028
    assert con_fin.fin_al(HOY - timedelta(days=1)) == date(2028, 1, 15)


def test_un_hito_es_un_hecho_y_no_lleva_fecha_futura(como, jefatura):
    convenio = fabrica.convenio(por=jefatura)
    datos = {"tipo": "ds", "precision": "dia", "confianza": "oficial", "fuente": "El Peruano"}
    respuesta = como(jefatura).post(
        f"{convenio.get_absolute_url()}hitos/nuevo/", datos | {"fecha": "01/01/2150"}
    )
    assert respuesta.status_code == 422
    assert "no puede ser futura" in respuesta.content.decode()


def test_lo_que_rige_al_perfeccionarse_empieza_con_la_fecha_elegida_de_vigor(jefatura):
    convenio = fabrica.convenio(
        por=jefatura,
        regla_inicio="perfeccionamiento",
        inicio_vigencia=None,
        plazo="duracion",
        fecha_fin=None,
        duracion=2,
        duracion_unidad="anios",
    )
    for dia in (date(2026, 4, 2), date(2026, 6, 4)):
        hito = Hito(convenio=convenio, tipo="vigor", fecha=dia, fuente=f"Fuente del {dia}")
        acciones.anotar_hito(hito, por=jefatura)
    assert convenio.fin_al(HOY) == date(2028, 4, 2)
    acciones.elegir_hito(hito, motivo="Es la del depositario.", por=jefatura, hoy=HOY)
    assert convenio.fin_al(HOY) == date(2028, 6, 4)


def test_un_hito_no_se_cambia_ni_se_borra(jefatura):
    convenio = fabrica.convenio(por=jefatura)
    acciones.anotar_hito(
        Hito(convenio=convenio, tipo="vigor", fecha=HOY, fuente="El Peruano"), por=jefatura
    )
    filas = Hito.objects.filter(convenio=convenio)
    for acto in (lambda: filas.update(fecha=date(2020, 1, 1)), lambda: filas.delete()):
        with pytest.raises((InternalError, IntegrityError)), transaction.atomic():
            acto()


def test_lo_firmado_no_se_edita_sin_fe_de_erratas(como, jefatura):
    convenio = fabrica.convenio(por=jefatura, fecha_suscripcion=date(2025, 1, 15))
    fabrica.documento(convenio, por=jefatura)
    url = f"{convenio.get_absolute_url()}editar/"
    datos = MINIMO | {
        "denominacion": convenio.denominacion,
        "fecha_suscripcion": "15/01/2025",
        "inicio_vigencia": "15/01/2025",
        "plazo": "fecha",
        "fecha_fin": "15/01/2028",
        "lugar_suscripcion": "Lima",  # a blank that is filled is no correction
    }
    cliente = como(jefatura)
    assert cliente.post(url, datos).status_code == 302
    corregido = datos | {"fecha_fin": "15/01/2029"}
    respuesta = cliente.post(url, corregido)
    assert respuesta.status_code == 422
    assert "fecha de fin" in respuesta.context["form"].errors["errata"][0]
    assert cliente.post(url, corregido | {"errata": "Se leyó 2028 por 2029."}).status_code == 302
    errata = convenio.erratas.get()
    assert errata.cambios == {"fecha de fin": ["2028-01-15", "2029-01-15"]}
    assert "Se leyó 2028 por 2029." in cliente.get(convenio.get_absolute_url()).content.decode()
    convenio.refresh_from_db()
    convenio.tipo = "especifico"
    with pytest.raises(ReglaIncumplida, match="fe de erratas"):
        acciones.actualizar_convenio(convenio, por=jefatura, hoy=HOY)


def test_la_clasificacion_dice_de_que_trata_y_suma_100(como, especialista):
    convenio = fabrica.convenio(por=especialista)
    cliente, url = como(especialista), f"{convenio.get_absolute_url()}clasificar/"
    bueno = {"crs_1": "15180", "pct_1": "60", "crs_2": "16015", "pct_2": "40"}
    bueno |= {"ods": "5.2, 16.1, 5.2", "pncti": "3", "genero": "2", "discap": "1"}
    malos = [
        ({"pct_2": "39"}, "deben sumar 100 %"),
        ({"pct_2": "40.5"}, "deben sumar 100 %"),
        ({"crs_2": "15180"}, "repetido"),
        ({"crs_2": "15164"}, "retirado"),
        ({"crs_2": ""}, "van juntos"),
        ({"crs_1": "mujer"}, "cinco cifras"),
        ({"ods": "5.2, 18.1"}, "no es una meta"),
        ({"pncti": "18"}, "van del 1 al 17"),
        ({"genero": "9"}, "Escoja"),
    ]
    for cambio, frase in malos:
        respuesta = cliente.post(url, bueno | cambio)
        assert respuesta.status_code == 422, cambio
        assert frase in respuesta.content.decode(), cambio
    assert not convenio.clasificaciones.exists()
    assert cliente.post(url, bueno).status_code == 302
    assert convenio.clasificaciones.count() == 7
    pagina = cliente.get(convenio.get_absolute_url()).content.decode()
    assert "Marcador de discapacidad" in pagina
    assert "15180 Poner fin a la violencia contra mujeres y niñas, 60 %" in pagina
    assert 'value="16.1, 5.2"' in cliente.get(url).content.decode()
    cliente.post(url, bueno | {"crs_2": "", "pct_2": "", "pct_1": "100"})
    assert convenio.clasificaciones.filter(vocabulario="crs").count() == 1


def test_se_advierte_si_el_registro_de_una_parte_habia_vencido_al_firmar(especialista):
    convenio = fabrica.convenio(por=especialista, fecha_suscripcion=date(2026, 1, 15))
    contraparte = convenio.partes.get(lado="contraparte").organizacion
    registro = RegistroApci.objects.create(
        organizacion=contraparte,
        registro="eniex",
        hasta=date(2026, 1, 14),
        consultado_el=date(2026, 1, 20),
    )
    codigos = {f.codigo for f in requisitos(convenio, "suscrito")}
    assert "registro_apci" in codigos
    RegistroApci.objects.filter(pk=registro.pk).update(hasta=date(2026, 1, 15))
    assert "registro_apci" not in {f.codigo for f in requisitos(convenio, "suscrito")}
