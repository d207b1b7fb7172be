"""Sectoral opinions: opened, weighed, concluded, written, signed; their state follows the facts."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import InternalError, transaction
from django.test import Client
from django.utils import timezone

from cargos.evidencias import Periodo
from cargos.models import Usuario
from ocisys.base.computo import calcular_plazo
from ocisys.base.reglas import ReglaIncumplida
from tests import fabrica, fabrica_opiniones, fabrica_salidas, fabrica_tramite
from tramite import acciones
from tramite.acciones.opiniones import devolver_hasta, procedimiento_de
from tramite.cumplimiento import opiniones_emitidas
from tramite.estados_opinion import Hechos, estado_segun
from tramite.informes_opiniones import por_sentido
from tramite.models import Expediente, Opinion, Procedimiento, RequisitoProcedimiento
from tramite.opiniones import antecedentes_de, gemela_de

Como = Callable[[Usuario], Client]
Consultas = Callable[[Client, str], int]


@pytest.fixture
def pedido(secretaria: Usuario, especialista: Usuario) -> Expediente:
    return fabrica_tramite.expediente(
        por=secretaria, pase_a="068", procedimiento=fabrica_tramite.procedimiento("informe")
    )


def estado(o: Opinion) -> str:
    o.refresh_from_db()
    return o.estado


@pytest.mark.parametrize(
    ("hechos", "esperado"),
    [
        (Hechos(), "solicitada"),
        (Hechos(evaluandose=True), "en_evaluacion"),
        (Hechos(evaluandose=True, consultas_pendientes=True), "consulta_interna"),
        (Hechos(consultas_pendientes=True, observada=True), "espera_requisito"),
        (Hechos(evaluandose=True, documento="borrador"), "informe"),
        (Hechos(documento="observado"), "informe"),
        (Hechos(documento="para_firma"), "visada"),
        (Hechos(documento="firmado"), "firmada"),
        (Hechos(documento="devuelto"), "remitida"),
        (Hechos(documento="acusado"), "acusada"),
        (Hechos(documento="acusado", resultado=True), "resultado"),
        (Hechos(evaluandose=True, documento="anulado"), "en_evaluacion"),
        (Hechos(devuelta=True, evaluandose=True), "devuelta"),
    ],
)
def test_el_estado_es_el_que_dicen_los_hechos(hechos: Hechos, esperado: str) -> None:
    assert estado_segun(hechos) == esperado


def test_la_opinion_se_abre_desde_el_expediente_con_los_requisitos_del_catalogo(
    pedido: Expediente, especialista: Usuario, como: Como
) -> None:
    navegador = como(especialista)
    url = f"{pedido.get_absolute_url()}opinion/abrir/igv/"

    pagina = navegador.get(url)
    assert "Inscripción en el RUC de la SUNAT" in pagina.text
    assert "sin confirmar" in pagina.text
    datos = pagina.context["form"].initial | {"pide": "apci"}
    respuesta = navegador.post(url, datos, follow=True)

    assert "Opinión abierta." in respuesta.text
    o = Opinion.objects.get(expediente=pedido)
    assert (o.tipo, o.estado, o.vinculante) == ("igv", "solicitada", False)
    assert o.requisitos.count() == 6
    assert not o.requisitos.filter(confirmado=True).exists()


def test_lo_que_falta_se_pide_y_subsanado_se_sigue_evaluando(
    pedido: Expediente, especialista: Usuario, como: Como
) -> None:
    o = fabrica_opiniones.opinion(pedido, por=especialista)
    navegador, base = como(especialista), f"{pedido.get_absolute_url()}opinion/"
    uno, otro = o.requisitos.all()
    navegador.post(
        f"{base}requisitos/",
        {
            "version": o.version,
            f"cumple_{uno.pk}": "si",
            f"folio_{uno.pk}": "3",
            f"cumple_{otro.pk}": "no",
            f"observacion_{otro.pk}": "no está firmado",
        },
    )
    assert estado(o) == "en_evaluacion"

    pagina = navegador.get(f"{pedido.get_absolute_url()}observar/")
    assert "Presupuesto firmado: no está firmado" in pagina.text
    pedido.refresh_from_db()
    observacion = acciones.observar(
        pedido, requisitos=["Presupuesto"], por=especialista, ahora=timezone.now()
    )
    assert estado(o) == "espera_requisito"
    acciones.subsanar(
        pedido, cumplidos=observacion.requisitos.all(), por=especialista, ahora=timezone.now()
    )
    assert estado(o) == "en_evaluacion"


def test_una_consulta_tiene_los_dias_de_ley_y_se_responde_una_vez(
    pedido: Expediente, especialista: Usuario
) -> None:
    o = fabrica_opiniones.opinion(pedido, por=especialista)
    ahora = timezone.now()
    consulta = acciones.consultar(
        o, unidad="Oficina de Presupuesto", pregunta="¿Hay fondos?", por=especialista, ahora=ahora
    )
    assert consulta.vence_el is not None
    assert "168.1" in consulta.base_legal
    assert estado(o) == "consulta_interna"

    campos = {"respuesta": "Sí", "el": timezone.localdate(), "por": especialista, "ahora": ahora}
    acciones.anotar_respuesta(consulta, **campos)

    assert estado(o) == "en_evaluacion"
    with pytest.raises(ReglaIncumplida, match="ya tiene respuesta"):
        acciones.anotar_respuesta(consulta, **campos)


def test_a_otra_entidad_se_le_dan_sus_dias_y_se_avisa_al_administrado(
    pedido: Expediente, especialista: Usuario, como: Como
) -> None:
    o = fabrica_opiniones.opinion(pedido, por=especialista)
    datos = {"version": o.version, "unidad": "SUNAT", "pregunta": "¿Debe?", "otra_entidad": "on"}

    como(especialista).post(f"{pedido.get_absolute_url()}opinion/consultar/", datos)

    dentro = calcular_plazo("DOC_INT", timezone.now()).vence_el
    assert o.consultas.get().vence_el > dentro
    assert pedido.plazos.get(regla="COLAB_AVISO").base_legal.endswith("76.4")


def test_si_no_respondio_a_tiempo_se_sigue_sin_ella_y_lo_tardio_se_anota(
    pedido: Expediente, especialista: Usuario, como: Como
) -> None:
    o = fabrica_opiniones.opinion(pedido, por=especialista)
    hace = timezone.now() - timedelta(days=20)
    a_tiempo = acciones.consultar(
        o, unidad="OGPP", pregunta="¿Hay fondos?", por=especialista, ahora=timezone.now()
    )
    with pytest.raises(ReglaIncumplida, match="todavía no cabe"):
        acciones.prescindir(a_tiempo, por_que="Urge", por=especialista, ahora=timezone.now())
    acciones.anotar_respuesta(
        a_tiempo,
        respuesta="Sí",
        el=timezone.localdate(),
        por=especialista,
        ahora=timezone.now(),
    )
    tarde = acciones.consultar(o, unidad="OGAJ", pregunta="¿Procede?", por=especialista, ahora=hace)
    assert "Seguir sin ella" in como(especialista).get(o.get_absolute_url()).content.decode()
    o.refresh_from_db()
    url = f"{pedido.get_absolute_url()}opinion/consultas/{tarde.pk}/seguir/"

    como(especialista).post(url, {"version": o.version, "por_que": "Venció su plazo"})

    tarde.refresh_from_db()
    assert tarde.omitida_por_que == "Venció su plazo"
    assert estado(o) == "en_evaluacion"
    acciones.anotar_respuesta(
        tarde,
        respuesta="No procede",
        el=timezone.localdate(),
        por=especialista,
        ahora=timezone.now(),
    )
    tarde.refresh_from_db()
    assert tarde.respuesta == "No procede"


def test_la_opinion_de_igv_dice_hasta_cuando_se_pide_la_devolucion(
    pedido: Expediente, especialista: Usuario, como: Como
) -> None:
    o = fabrica_opiniones.opinion(pedido, por=especialista, tipo="igv")
    url = f"{pedido.get_absolute_url()}opinion/datos/"
    datos = {"solicitante": o.solicitante}
    for dia, compra in (("2026-09-16", "16/03/2026"), ("2026-10-20", "20/04/2026")):
        o.refresh_from_db()
        como(especialista).post(url, datos | {"version": o.version, "comprada_el": compra})
        corre = pedido.plazos.abiertos().get(regla="IGV_6M")
        assert f"{corre.vence_el:%Y-%m-%d}" == dia
        assert corre.obligado == "organizacion"
        assert (
            f"{corre.vence_el:%d/%m/%Y}"
            in como(especialista).get(o.get_absolute_url()).content.decode()
        )

    assert pedido.plazos.filter(regla="IGV_6M").count() == 2


def test_no_se_concluye_con_una_cuestion_sin_fundamento(
    pedido: Expediente, especialista: Usuario, como: Como
) -> None:
    o = fabrica_opiniones.opinion(pedido, por=especialista)
    una, otra = o.cuestiones.all()
    url = f"{pedido.get_absolute_url()}opinion/concluir/"
    datos = {"version": o.version, "sentido": "favorable", f"fundamento_{una.pk}": "Lo es."}

    assert como(especialista).post(url, datos).status_code == 422
    como(especialista).post(url, datos | {f"fundamento_{otra.pk}": "Con la PNIG."})

    o.refresh_from_db()
    assert o.sentido == "favorable"


def test_no_se_redacta_antes_de_concluir(pedido: Expediente, especialista: Usuario) -> None:
    fabrica_opiniones.opinion(pedido, por=especialista)
    with pytest.raises(ReglaIncumplida, match="concluya la opinión"):
        fabrica_salidas.salida(pedido, por=especialista, modelo="opinion-sectorial")


def test_el_documento_dice_cuestiones_requisitos_y_sentido_y_la_opinion_lo_sigue(
    pedido: Expediente, secretaria: Usuario, especialista: Usuario, jefatura: Usuario
) -> None:
    o = fabrica_opiniones.concluida(pedido, por=especialista, sentido="recomendaciones")
    salida = fabrica_opiniones.redactada(o, por=especialista)
    assert "favorable con recomendaciones" in salida.cuerpo
    assert "1. ¿El proyecto es del ámbito del Sector?" in salida.cuerpo
    assert "- Presupuesto firmado: sin revisar." in salida.cuerpo
    assert "La oficina no ha emitido antes" in salida.cuerpo
    assert estado(o) == "informe"

    ahora = timezone.now()
    salida = acciones.enviar(salida, por=especialista, ahora=ahora)
    assert estado(o) == "visada"
    certificado = fabrica_salidas.certificado()
    salida = acciones.firmar_salida(
        salida, certificado=certificado, por=jefatura, ahora=ahora, numero="P-1"
    )
    assert estado(o) == "firmada"
    pedido.refresh_from_db()
    assert pedido.estado == "atendido"
    acciones.despachar(salida, medio="mano", por=secretaria, ahora=ahora)
    assert estado(o) == "remitida"
    hoy = timezone.localdate(ahora)
    acciones.anotar_entrega(salida, entrega="acuse", el=hoy, por=secretaria, ahora=ahora)
    assert estado(o) == "acusada"
    acciones.anotar_resultado(o, resultado="Inscrita", el=hoy, por=especialista, ahora=ahora)
    assert estado(o) == "resultado"
    assert o.pasos.count() == 8


def test_anulado_el_documento_se_vuelve_a_evaluar_y_se_redacta_otro(
    pedido: Expediente, especialista: Usuario
) -> None:
    o = fabrica_opiniones.concluida(pedido, por=especialista)
    primera = fabrica_opiniones.redactada(o, por=especialista)
    with pytest.raises(ReglaIncumplida):
        fabrica_opiniones.redactada(o, por=especialista)
    acciones.anular_salida(primera, motivo="Otra", por=especialista, ahora=timezone.now())
    assert estado(o) == "en_evaluacion"

    segunda = fabrica_opiniones.redactada(o, por=especialista)

    o.refresh_from_db()
    assert o.salida == segunda


def test_solo_se_devuelve_sin_informe_dentro_de_los_dos_dias(
    pedido: Expediente, especialista: Usuario
) -> None:
    o = fabrica_opiniones.opinion(pedido, por=especialista)
    limite = devolver_hasta(pedido)
    assert limite is not None
    tarde = timezone.now() + (limite - timezone.localdate()) + timedelta(days=1)
    with pytest.raises(ReglaIncumplida, match="ahora se opina"):
        acciones.devolver_sin_informe(o, motivo="No dice qué", por=especialista, ahora=tarde)

    acciones.devolver_sin_informe(o, motivo="No dice qué", por=especialista, ahora=timezone.now())

    assert estado(o) == "devuelta"
    pedido.refresh_from_db()
    assert pedido.vence_el is None


def test_lo_firmado_no_cambia_de_sentido(
    pedido: Expediente, especialista: Usuario, jefatura: Usuario
) -> None:
    o = fabrica_opiniones.firmada(pedido, por=especialista, jefatura=jefatura)
    with pytest.raises(InternalError), transaction.atomic():
        Opinion.objects.filter(pk=o.pk).update(sentido="desfavorable")


def test_al_lado_estan_lo_anterior_y_la_ultima_opinion_con_sus_diferencias(
    pedido: Expediente, secretaria: Usuario, especialista: Usuario, jefatura: Usuario
) -> None:
    vieja = fabrica_opiniones.firmada(pedido, por=especialista, jefatura=jefatura)
    otro = fabrica_tramite.expediente(por=secretaria, pase_a="068")
    nueva = fabrica_opiniones.concluida(otro, por=especialista, sentido="desfavorable")

    assert antecedentes_de(nueva, usuario=especialista).opiniones == [vieja]
    gemela = gemela_de(nueva, usuario=especialista)
    assert gemela is not None
    assert (gemela.opinion, gemela.es_del_mismo) == (vieja, True)
    assert [(d.que, d.antes, d.ahora) for d in gemela.diferencias] == [
        ("Sentido", "Favorable", "Desfavorable")
    ]


def test_lo_reservado_no_aparece_entre_los_antecedentes(
    pedido: Expediente, secretaria: Usuario, especialista: Usuario, jefatura: Usuario
) -> None:
    fabrica_opiniones.firmada(pedido, por=especialista, jefatura=jefatura)
    Expediente.objects.filter(pk=pedido.pk).update(acceso="grupo")
    otro = fabrica_tramite.expediente(por=secretaria, pase_a="070")
    ajena = fabrica.usuario(cargo="070")
    nueva = fabrica_opiniones.concluida(otro, por=ajena)

    assert not antecedentes_de(nueva, usuario=ajena)
    assert gemela_de(nueva, usuario=ajena) is None
    assert "no ha emitido antes" in fabrica_opiniones.redactada(nueva, por=ajena).cuerpo


def test_el_catalogo_embarca_sin_confirmar_y_lo_dice(especialista: Usuario, como: Como) -> None:
    fabrica_tramite.catalogos()
    call_command("cargar_tramite", verbosity=0)
    suyas = Procedimiento.objects.de_opinion().exclude(tipo_opinion="otro")
    assert suyas.count() == 7
    assert not suyas.filter(activo=True).exists()
    leidos = RequisitoProcedimiento.objects.filter(verificado=True)
    assert not leidos.exclude(procedimiento__tipo_opinion="").exists()

    texto = como(especialista).get("/tramite/opiniones/catalogo/").text

    assert "Sin confirmar" in texto
    assert "Ya no rige" in texto  # donations, since 18-03-2017
    assert "7 días hábiles" in texto


def test_el_procedimiento_es_el_que_regia_el_dia_en_que_se_presento(db: None) -> None:
    fabrica_tramite.catalogos()
    hoy = timezone.localdate()
    assert procedimiento_de("donacion", hoy) is None
    assert procedimiento_de("donacion", hoy.replace(year=2016)) is not None


def test_la_estadistica_y_la_cifra_del_mof_cuentan_lo_mismo_que_la_lista(
    pedido: Expediente, secretaria: Usuario, especialista: Usuario, jefatura: Usuario, como: Como
) -> None:
    fabrica_opiniones.firmada(pedido, por=especialista, jefatura=jefatura)
    fabrica_opiniones.opinion(
        fabrica_tramite.expediente(por=secretaria, pase_a="068"), por=especialista
    )
    hoy = timezone.localdate()
    periodo = Periodo(hoy, hoy)

    tabla = por_sentido(periodo, hoy)
    cifra = opiniones_emitidas("067", periodo)

    assert tabla.filas == [("Devolución de IGV e IPM", 1, 1, 0, 0, 0)]
    assert (cifra.valor, cifra.nota) == (1, "2 pedidas en el periodo")
    for enlace in (cifra.enlace, tabla.enlaces[0]):
        assert len(como(jefatura).get(enlace).context["pagina"].filas) == 1
    assert "por tipo y sentido" in como(jefatura).get("/tramite/informes/").text


def test_quien_audita_solo_ve_lo_emitido(
    pedido: Expediente, especialista: Usuario, jefatura: Usuario, como: Como
) -> None:
    audita = como(fabrica.usuario(audita=True))
    o = fabrica_opiniones.firmada(pedido, por=especialista, jefatura=jefatura)
    assert audita.get(o.get_absolute_url()).status_code == 200
    otro = fabrica_tramite.expediente(por=jefatura, pase_a="068")
    nueva = fabrica_opiniones.opinion(otro, por=especialista)
    assert audita.get(nueva.get_absolute_url()).status_code == 404


def test_la_lista_y_la_ficha_no_preguntan_mas_por_tener_mas(
    secretaria: Usuario, especialista: Usuario, jefatura: Usuario, como: Como, consultas: Consultas
) -> None:
    def una() -> Opinion:
        fila = fabrica_tramite.expediente(por=secretaria, pase_a="068")
        return fabrica_opiniones.firmada(fila, por=especialista, jefatura=jefatura)

    una()
    o = una()
    navegador = como(especialista)
    antes = [consultas(navegador, u) for u in ("/tramite/opiniones/", o.get_absolute_url())]
    for _ in range(3):
        una()

    ahora = [consultas(navegador, u) for u in ("/tramite/opiniones/", o.get_absolute_url())]
    assert all(a <= b for a, b in zip(ahora, antes, strict=True))
