"""The table of validations of convenios.md §4.3, row by row: each test is named as its rule."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from convenios.acciones.adenda import aceptar_impacto, agregar_adenda, proponer_impacto
from convenios.acciones.convenio import anotar_hito
from convenios.acciones.dinero import registrar_desembolso
from convenios.acciones.etapa import cambiar_etapa, requisitos
from convenios.captacion import aritmetica, captacion
from convenios.estados import Etapa
from convenios.models import Adenda, Convenio, Desembolso, FeErratas, Hito, Parte
from convenios.validaciones import Nivel, sin_resolver
from ocisys.base.reglas import ReglaIncumplida
from tests import fabrica_convenios as fabrica
from tests.fabrica_convenios import HOY

BLOQUEA, DISPENSA, ADVIERTE = Nivel.BLOQUEA, Nivel.DISPENSA, Nivel.ADVIERTE


def niveles(convenio: Convenio, a: Etapa) -> dict[str, Nivel]:
    """Rule not met → what it does."""
    return {f.codigo: f.nivel for f in requisitos(convenio, a)}


def listo(jefatura, **campos) -> Convenio:
    """Signed, with all that execution asks for."""
    fila = fabrica.convenio(por=jefatura, etapa=Etapa.SUSCRITO, **campos)
    fabrica.compromiso(fila)
    fabrica.clasificar(fila)
    fabrica.documento(fila, por=jefatura)
    return fila


def test_una_parte_de_cada_lado_ninguna_en_los_dos_y_alguien_que_financia_o_responde(jefatura):
    fila = fabrica.convenio(por=jefatura, etapa=Etapa.EN_OPINION_LEGAL)
    sector, suya = fila.partes.get(lado="sector"), fila.partes.get(lado="contraparte")
    with pytest.raises(IntegrityError), transaction.atomic():
        Parte.objects.create(convenio=fila, organizacion=sector.organizacion, lado="contraparte")
    Parte.objects.filter(convenio=fila).update(roles=[4])
    assert niveles(fila, Etapa.LISTO_PARA_FIRMA) == {"roles": BLOQUEA}
    suya.delete()
    assert niveles(fila, Etapa.LISTO_PARA_FIRMA)["partes"] == BLOQUEA


def test_un_especifico_cuelga_de_un_marco_vigente_al_firmarse_y_no_dura_mas_que_el(jefatura):
    marco = fabrica.convenio(por=jefatura)  # 15/01/2025 to 15/01/2028
    bajo = {"tipo": "especifico", "padre": marco}
    antes = listo(jefatura, fecha_suscripcion=date(2025, 1, 1), **bajo)
    # Also when it was recorded already signed, and never passed through «suscrito».
    assert niveles(antes, Etapa.EN_EJECUCION)["marco"] == DISPENSA
    dura_mas = listo(jefatura, fecha_fin=date(2028, 6, 1), **bajo)
    assert niveles(dura_mas, Etapa.EN_EJECUCION) == {"fin_del_marco": DISPENSA} | sin_firmas()
    razon = {"fin_del_marco": "El marco está por prorrogarse."}
    cambiar_etapa(dura_mas, a=Etapa.EN_EJECUCION, por=jefatura, hoy=HOY, dispensas=razon)
    assert dura_mas.transiciones.last().dispensas == razon


def sin_firmas() -> dict[str, Nivel]:
    """What is warned of an agreement of these tests: nobody noted who signed it."""
    return {"firmas": ADVIERTE}


def test_el_plazo_se_dice_de_una_sola_manera(jefatura):
    fila = fabrica.convenio(por=jefatura)
    for malo in (
        {"duracion": 12, "duracion_unidad": "meses"},
        {"evento_fin": "La siguiente comisión"},
        {"fecha_fin": None},
        {"plazo": "indeterminado"},
    ):
        with pytest.raises(IntegrityError, match="un_solo_plazo"), transaction.atomic():
            Convenio.objects.filter(pk=fila.pk).update(**malo)


def test_las_fechas_fuera_de_orden_solo_advierten_y_callan_si_se_explican(como, jefatura):
    antes = listo(jefatura, inicio_vigencia=date(2024, 12, 1))
    al_reves = listo(jefatura, fecha_fin=date(2025, 1, 15))
    for fila in (antes, al_reves):
        assert niveles(fila, Etapa.EN_EJECUCION) == {"fechas": ADVIERTE} | sin_firmas()
        fila.nota_fechas = "Lo dice su cláusula octava."
        assert niveles_de(fila) == sin_firmas()


def niveles_de(fila: Convenio) -> dict[str, Nivel]:
    fila.save()
    return niveles(fila, Etapa.EN_EJECUCION)


def test_ratificado_despues_de_su_propio_fin_se_anota_y_no_revienta(como, jefatura):
    """PER/01/02 ran from January 2001 for a year and was ratified in April 2002."""
    fila = fabrica.convenio(
        por=jefatura, regla_inicio="perfeccionamiento", inicio_vigencia=None, fecha_fin=HOY
    )
    vigor = Hito(convenio=fila, tipo="vigor", fecha=HOY + timedelta(days=5), fuente="DS")
    anotar_hito(vigor, por=jefatura)
    assert Convenio.objects.get(pk=fila.pk).inicio_vigencia > fila.fecha_fin


def test_al_corregir_un_fin_anterior_al_inicio_se_pide_donde_lo_dice(como, jefatura):
    datos = {"denominacion": "Convenio", "tipo": "marco", "etapa_inicial": "suscrito"}
    datos |= {"fecha_suscripcion": "15/01/2025", "inicio_vigencia": "15/01/2025"}
    datos |= {"regla_inicio": "suscripcion", "plazo": "fecha", "fecha_fin": "14/01/2025"}
    datos |= {"importancia": "3", "nivel_acceso": "interno", "renovacion": "no_renovable"}
    respuesta = como(jefatura).post("/convenios/nuevo/", datos)
    assert set(respuesta.context["form"].errors) == {"fecha_fin", "nota_fechas"}
    datos["nota_fechas"] = "Cláusula octava"
    assert como(jefatura).post("/convenios/nuevo/", datos).status_code == 302


def test_una_adenda_se_firma_dentro_de_la_vigencia_o_dice_por_que(como, jefatura):
    fila = fabrica.convenio(por=jefatura, inicio_vigencia=date(2025, 3, 1))
    url = f"{fila.get_absolute_url()}adendas/nueva/"

    def campos(fecha: date, razon: str = "") -> list[str]:
        datos = {"fecha": f"{fecha:%d/%m/%Y}", "efectos": ["objeto"], "extemporanea_razon": razon}
        respuesta = como(jefatura).post(url, datos)
        return [] if respuesta.status_code == 302 else list(respuesta.context["form"].errors)

    # Older than what it amends: nothing excuses it.
    assert campos(date(2025, 1, 14), "Así consta") == ["fecha"]
    assert campos(date(2025, 2, 1)) == ["extemporanea_razon"]
    assert campos(date(2025, 2, 1), "Se corrigió antes de regir") == []
    assert campos(date(2026, 2, 1)) == []
    Convenio.objects.filter(pk=fila.pk).update(fecha_fin=date(2026, 3, 1))
    tarde = date(2026, 4, 1)
    assert campos(tarde) == ["extemporanea_razon"]
    assert campos(tarde, "La contraparte demoró") == ["fecha"]  # OGAJ has not given its opinion
    opinion = Hito(convenio=fila, tipo="opinion_ogaj", fecha=tarde, fuente="Informe 4-2026")
    anotar_hito(opinion, por=jefatura)
    assert campos(tarde, "La contraparte demoró") == []
    assert fila.adendas.count() == 3


def test_los_aportes_que_no_suman_el_total_se_advierten_con_su_aritmetica(jefatura):
    fila = listo(jefatura, monto_total=Decimal(100_000), moneda="USD")
    fabrica.aporte(fila, por=jefatura, monto=Decimal(99_500))  # within half a per cent
    assert niveles(fila, Etapa.EN_EJECUCION) == sin_firmas()
    fabrica.aporte(fila, por=jefatura, lado="sector", monto=Decimal(20_000))
    assert niveles(fila, Etapa.EN_EJECUCION) == {"aportes": ADVIERTE} | sin_firmas()
    assert "sobran USD 19,500.00" in aritmetica(fila, HOY)[0]


def test_una_adenda_de_monto_mueve_el_total_desde_su_fecha(jefatura):
    fila = fabrica.convenio(por=jefatura, monto_total=Decimal(100_000), moneda="USD")
    fabrica.aporte(fila, por=jefatura)
    extra = {"efectos": ["monto"], "delta_monto": Decimal(20_000), "delta_moneda": "USD"}
    adenda = fabrica.adenda(fila, por=jefatura, **extra)
    assert "faltan USD 20,000.00" in aritmetica(fila, HOY)[0]
    assert not aritmetica(fila, adenda.fecha - timedelta(days=1))
    fabrica.aporte(fila, por=jefatura, lado="sector", monto=Decimal(20_000), adenda=adenda)
    assert not aritmetica(fila, HOY)


def test_lo_desembolsado_no_pasa_de_lo_comprometido_ni_es_futuro_y_va_en_moneda_iso(jefatura):
    fila = fabrica.convenio(por=jefatura)
    fabrica.aporte(fila, por=jefatura)
    with pytest.raises(ReglaIncumplida, match="Diga por qué se admite"):
        fabrica.desembolso(fila, por=jefatura, real=Decimal(100_001))
    fabrica.desembolso(fila, por=jefatura, real=Decimal(100_001), exceso_razon="Tipo de cambio")
    with pytest.raises(ReglaIncumplida, match="fecha futura"):
        fabrica.desembolso(fila, por=jefatura, real_el=HOY + timedelta(days=1))
    suya = fila.partes.get(lado="contraparte")
    raro = Desembolso(convenio=fila, parte=suya, moneda="us", programado_el=HOY, programado=5)
    with pytest.raises(IntegrityError, match="moneda_iso"), transaction.atomic():
        registrar_desembolso(raro, por=jefatura, hoy=HOY)


def test_no_entra_en_ejecucion_sin_crs_al_100_una_meta_ods_y_un_tema_pncti(jefatura):
    fila = listo(jefatura)
    for vocabulario in ("crs", "ods", "pncti"):
        fabrica.clasificar(fila)
        fila.clasificaciones.filter(vocabulario=vocabulario).delete()
        assert niveles(fila, Etapa.EN_EJECUCION)["clasificacion"] == BLOQUEA


def test_sin_clausula_de_separacion_con_una_entidad_peruana_se_advierte(jefatura):
    fila = listo(jefatura, clausula_separacion=False)
    assert "separacion" not in niveles(fila, Etapa.EN_EJECUCION)
    organizacion = fila.partes.get(lado="contraparte").organizacion
    organizacion.clase, organizacion.pais = "entidad", "PER"
    organizacion.save()
    assert niveles(fila, Etapa.EN_EJECUCION)["separacion"] == ADVIERTE


def test_no_entra_en_ejecucion_sin_su_documento_firmado_y_nada_lo_dispensa(como, jefatura):
    fila = fabrica.convenio(por=jefatura, etapa=Etapa.SUSCRITO)
    fabrica.compromiso(fila)
    fabrica.clasificar(fila)
    assert niveles(fila, Etapa.EN_EJECUCION)["archivo"] == BLOQUEA
    fallas = requisitos(fila, Etapa.EN_EJECUCION)
    assert sin_resolver(fallas, {"archivo": "Se perdió"})
    url = f"{fila.get_absolute_url()}etapa/"
    datos = {"a": "en_ejecucion", "fecha": f"{timezone.localdate():%d/%m/%Y}"}
    respuesta = como(jefatura).post(url, datos | {"dispensa_archivo": "Se perdió"})
    assert respuesta.status_code == 422
    assert "dispensa_archivo" not in respuesta.context["form"].fields
    assert "Falta el documento firmado" in respuesta.content.decode()
    papel = fabrica.documento(fila, por=jefatura)
    assert len(papel.archivo.sha256) == 64
    assert como(jefatura).post(url, datos).status_code == 302


def test_lo_firmado_no_cambia_ni_en_sus_partes_sin_fe_de_erratas(como, jefatura):
    fila = listo(jefatura)
    suya = fila.partes.get(lado="contraparte")
    base, cliente = fila.get_absolute_url(), como(jefatura)
    url = f"{base}partes/{suya.pk}/editar/"
    assert list(cliente.post(url, {"roles": ["3"]}).context["form"].errors) == ["errata"]
    errata = {"roles": ["3"], "errata": "El papel dice que canaliza"}
    assert cliente.post(url, errata).status_code == 302
    assert FeErratas.objects.get().cambios["parte"][1].endswith("(Agencia que canaliza)")
    url = f"{base}partes/{suya.pk}/retirar/"
    assert cliente.get(url).status_code == 200
    assert list(cliente.post(url, {}).context["form"].errors) == ["errata"]
    assert cliente.post(url, {"errata": "No figura en el papel"}).status_code == 302
    assert not fila.partes.filter(lado="contraparte").exists()
    assert FeErratas.objects.count() == 2


def test_completar_una_parte_no_es_corregirla(como, jefatura):
    fila = listo(jefatura)
    suya = fila.partes.get(lado="contraparte")
    url = f"{fila.get_absolute_url()}partes/{suya.pk}/editar/"
    datos = {"roles": ["1"], "denominacion_al_firmar": "PROMUDEH"}
    assert como(jefatura).post(url, datos).status_code == 302
    assert not FeErratas.objects.exists()
    assert str(Parte.objects.get(pk=suya.pk)) == "PROMUDEH"


def test_no_entra_en_ejecucion_sin_compromisos_ni_la_marca_de_que_no_los_hay(jefatura):
    fila = fabrica.convenio(por=jefatura, etapa=Etapa.SUSCRITO)
    fabrica.clasificar(fila)
    fabrica.documento(fila, por=jefatura)
    assert niveles(fila, Etapa.EN_EJECUCION)["compromisos"] == BLOQUEA
    fila.sin_compromisos = True
    assert niveles_de(fila) == sin_firmas()


def test_el_dinero_solo_suma_instrumentos_hoja(jefatura):
    marco = fabrica.convenio(por=jefatura)
    fabrica.aporte(marco, por=jefatura)
    especifico = fabrica.convenio(por=jefatura, tipo="especifico", padre=marco)
    fabrica.aporte(especifico, por=jefatura, monto=Decimal(30_000))
    filas = captacion(Convenio.objects.all(), HOY)
    assert [f.comprometido for f in filas] == [Decimal(30_000)]


def test_la_conformidad_de_apci_se_pide_tambien_a_lo_que_llega_ya_firmado(jefatura):
    fila = listo(jefatura, requiere_conformidad_apci=True, fecha_suscripcion=date(2025, 6, 1))
    assert niveles(fila, Etapa.EN_EJECUCION)["conformidad"] == BLOQUEA


def test_una_adenda_sin_razon_fuera_de_vigencia_no_entra_por_ningun_camino(jefatura):
    fila = fabrica.convenio(por=jefatura)
    vieja = Adenda(convenio=fila, fecha=date(2024, 1, 1), efectos=["objeto"])
    with pytest.raises(ReglaIncumplida, match="se suscribió el 15/01/2025"):
        agregar_adenda(vieja, por=jefatura)


def test_una_adenda_mal_copiada_se_corrige_con_fe_de_erratas(como, jefatura):
    fila = fabrica.convenio(por=jefatura)
    plazo = {"efectos": ["plazo"], "nueva_fecha_fin": date(2029, 1, 15)}
    adenda = fabrica.adenda(fila, por=jefatura, **plazo)
    url = f"{adenda.get_absolute_url()}corregir/"
    datos = {"fecha": "20/10/2026", "efectos": ["plazo"], "nueva_fecha_fin": "15/01/2030"}
    assert list(como(jefatura).post(url, datos).context["form"].errors) == ["errata"]
    datos["errata"] = "El papel dice 2030"
    # After the end that the agreement had without it, it would be out of term.
    tarde = datos | {"fecha": f"{timezone.localdate():%d/%m/%Y}"}
    Convenio.objects.filter(pk=fila.pk).update(fecha_fin=date(2026, 11, 1))
    assert list(como(jefatura).post(url, tarde).context["form"].errors) == ["extemporanea_razon"]
    assert como(jefatura).post(url, datos).status_code == 302
    assert fila.fin_al(HOY) == date(2030, 1, 15)
    cambios = FeErratas.objects.get().cambios
    assert cambios == {"Adenda 1, nueva fecha de fin": ["2029-01-15", "2030-01-15"]}
    assert "El papel dice 2030" in como(jefatura).get(fila.get_absolute_url()).content.decode()


def test_las_fechas_de_una_adenda_con_lineas_aceptadas_no_se_mueven(como, jefatura):
    fila = fabrica.convenio(por=jefatura)
    compromiso = fabrica.compromiso(fila)
    adenda = fabrica.adenda(fila, por=jefatura)
    linea = proponer_impacto(adenda, accion="termina", compromiso=compromiso, por=jefatura)
    aceptar_impacto(linea, por=jefatura, hoy=HOY)
    url = f"{adenda.get_absolute_url()}corregir/"
    datos = {"fecha": "19/10/2026", "efectos": ["compromisos"], "errata": "Mal copiada"}
    assert list(como(jefatura).post(url, datos).context["form"].errors) == ["fecha"]
    datos |= {"fecha": "20/10/2026", "norma_aprobatoria": "RM 1-2026"}
    assert como(jefatura).post(url, datos).status_code == 302
    assert Adenda.objects.get().norma_aprobatoria == "RM 1-2026"
