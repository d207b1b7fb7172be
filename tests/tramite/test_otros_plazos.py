"""Deadlines beside the one of the procedure: how each is born, and how it is met."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cargos.models import Usuario
from ocisys.base.lectura import textos_por_pagina
from ocisys.base.models import ReglaPlazo
from tests import fabrica_salidas
from tests import fabrica_tramite as fabrica
from tramite import acciones
from tramite.consulta import clave_de_consulta, consultar
from tramite.models import Expediente, Plazo
from tramite.otros_plazos import DE_SU_ACTO, plazo_de_derivar, reglas_que_se_anotan

Como = Callable[[Usuario], Client]


def ver_plazos(cliente: Client, fila: Expediente) -> str:
    return cliente.get(fila.get_absolute_url(), {"ver": "plazos"}).content.decode()


def abrir(cliente: Client, fila: Expediente, **campos: Any) -> Any:
    fila.refresh_from_db()
    datos = {"version": fila.version, "desde": "h"} | campos
    return cliente.post(reverse("tramite:abrir_plazo", args=[fila.numero]), datos)


def de(codigo: str, por: Usuario, **campos: Any) -> Expediente:
    return fabrica.expediente(por=por, procedimiento=fabrica.procedimiento(codigo), **campos)


def test_toda_regla_de_plazo_nace_de_algun_acto(secretaria: Usuario) -> None:
    fila = de("queja", secretaria)
    hoy = timezone.localdate()
    propias, otras = reglas_que_se_anotan(fila, hoy)
    de_mano = {r.codigo for r in (*propias, *otras)}
    campos = ("regla_plazo", "regla_derivar", "regla_encauzar")
    de_procedimiento = {c for t in _procedimientos().values_list(*campos) for c in t}

    todas = set(ReglaPlazo.objects.vigentes(hoy).values_list("codigo", flat=True))

    assert [r.codigo for r in propias] == ["QUEJA_INF"]
    assert todas == de_mano | de_procedimiento - {""} | set(DE_SU_ACTO)


def firmada(fila: Expediente, jefatura: Usuario) -> Any:
    fabrica_salidas.serie()
    return fabrica_salidas.firmada(fila, por=jefatura, jefatura=jefatura)


def _procedimientos() -> Any:
    return type(fabrica.procedimiento()).objects


def test_la_queja_corre_traslado_al_quejado_y_su_informe_la_cumple(
    secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    fila = de("queja", secretaria, pase_a="067")
    vence = fila.vence_el

    abrir(como(jefatura), fila, regla="QUEJA_INF", a_quien="Juan Quispe, especialista")

    plazo = fila.plazos.get(regla="QUEJA_INF")
    assert (plazo.obligado, plazo.a_quien) == ("quejado", "Juan Quispe, especialista")
    assert (plazo.vence_el - plazo.presentado_el).days >= 1
    fila.refresh_from_db()
    assert fila.vence_el == vence  # the procedure complained of is not suspended, nor its own term
    pagina = ver_plazos(como(jefatura), fila)
    assert "Juan Quispe, especialista" in pagina
    assert "Se resuelve sin su informe" in pagina

    datos = {"version": fila.version, "cumplido": "si", "el": "h", "texto": "Informe N.º 12"}
    como(jefatura).post(reverse("tramite:cerrar_plazo", args=[fila.numero, plazo.pk]), datos)

    plazo.refresh_from_db()
    assert plazo.cumplido_en is not None
    assert plazo.prueba == "Informe N.º 12"
    assert fila.actuaciones.filter(clase="plazo").count() == 2


def test_la_queja_la_debe_el_superior_y_no_apremia_al_quejado_que_solo_informa(
    secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    fila = de("queja", secretaria, pase_a="067")
    plazo = fila.plazos.get(regla="QUEJA")
    assert (plazo.obligado, plazo.es_nuestro) == ("superior", False)
    assert fila.movimientos.abiertos().get().vence == plazo.vence_el
    pagina = ver_plazos(como(jefatura), fila)
    assert "El superior jerárquico del quejado: cargo 067" in pagina
    assert "la oficina quejada sólo informa" in pagina
    assert "Corre el plazo del superior" in pagina
    assert "Con quien la resuelve" in pagina
    publica = consultar(fila.numero, clave_de_consulta(fila))
    assert publica is not None
    assert publica.responde == "El superior jerárquico debe resolverla"

    quejado = fabrica.posicion("068")
    acciones.derivar(fila, para=quejado, por=jefatura, ahora=timezone.now())

    assert fila.movimientos.abiertos().get().vence is None
    fila.refresh_from_db()
    assert fila.vence_el == plazo.vence_el


def test_el_mismo_plazo_no_corre_dos_veces_y_el_futuro_no_lo_inicia(
    secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    fila = de("queja", secretaria, pase_a="067")
    abrir(como(jefatura), fila, regla="QUEJA_INF")

    repetido = abrir(como(jefatura), fila, regla="QUEJA_INF")
    manana = f"{timezone.localdate() + timedelta(days=1):%d/%m/%Y}"
    futuro = abrir(como(jefatura), fila, regla="QUEJA_INF", desde=manana)

    assert "ya corre" in repetido.content.decode()
    assert futuro.status_code == 422
    assert fila.plazos.filter(regla="QUEJA_INF").count() == 1


def test_la_respuesta_no_cumple_lo_que_se_debe_aparte(
    secretaria: Usuario, jefatura: Usuario
) -> None:
    fila = de("solicitud", secretaria, pase_a="067")
    ahora = timezone.now()
    acciones.abrir_plazo(
        fila, regla="COLAB_AVISO", desde=timezone.localdate(), por=jefatura, ahora=ahora
    )
    acciones.atender(fila, texto="Se respondió.", por=jefatura, ahora=ahora)

    assert fila.plazos.get(regla="PROC").cumplido_en is not None
    assert fila.plazos.get(regla="COLAB_AVISO").esta_abierto


def test_pedir_ayuda_a_otra_entidad_obliga_a_avisar_al_administrado(
    secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    fila = de("solicitud", secretaria, pase_a="067")
    datos = {"version": fila.version, "a_quien": "SUNAT", "texto": "Remita datos", "suspende": "7"}

    como(jefatura).post(reverse("tramite:esperar", args=[fila.numero]), datos)

    aviso = fila.plazos.get(regla="COLAB_AVISO")
    assert aviso.accesorio
    assert aviso.base_legal.endswith("76.4")
    fila.refresh_from_db()
    assert fila.vence_el == fila.plazos.get(regla="PROC", sin_efecto_en=None).vence_el


def test_derivar_el_mismo_dia_se_ve_cumplido_o_vencido(secretaria: Usuario, como: Como) -> None:
    fila = fabrica.expediente(por=secretaria, ahora=timezone.now() - timedelta(days=3))
    antes = plazo_de_derivar(fila)
    assert antes is not None
    assert antes.esta_abierto
    assert antes.vence_el < timezone.localdate()
    assert "Recibir y derivar" in ver_plazos(como(secretaria), fila)

    acciones.derivar(fila, para=fabrica.posicion("067"), por=secretaria, ahora=timezone.now())

    despues = plazo_de_derivar(fila)
    assert despues is not None
    assert despues.cumplido_el == timezone.localdate()
    assert not Plazo.objects.filter(regla="DERIVAR").exists()


def test_un_pedido_de_informacion_se_encauza_con_su_propia_norma(
    secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    fila = de("transparencia", secretaria, pase_a="067")
    dentro = plazo_de_derivar(fila)
    assert dentro is not None
    assert dentro.regla == "TRANSP_ENC"
    assert dentro.cumplido_en is not None
    url = reverse("tramite:terminar", args=[fila.numero])
    assert "DS 007-2024-JUS, art. 20.1" in como(jefatura).get(url).content.decode()

    como(jefatura).post(
        url, {"version": fila.version, "fin": "reencauce", "texto": "Oficio 5 al MINSA"}
    )

    fuera = fila.plazos.get(regla="TRANSP_ENC_EXT")
    assert fuera.cumplido_en is not None
    assert fuera.prueba == "Oficio 5 al MINSA"


def test_un_recurso_dice_si_llego_a_tiempo(
    secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    resuelto = de("solicitud", secretaria, pase_a="067")
    hoy = timezone.localdate()
    acciones.abrir_plazo(
        resuelto,
        regla="RECURSO",
        desde=hoy - timedelta(days=40),
        por=jefatura,
        ahora=timezone.now(),
    )
    recurso = de("reconsideracion", secretaria, pase_a="067")

    como(jefatura).post(
        reverse("tramite:relacionar", args=[recurso.numero]),
        {"version": recurso.version, "tipo": "impugna", "con": resuelto.numero},
    )

    assert "fuera del plazo" in ver_plazos(como(jefatura), recurso)
    acciones.reservar(
        resuelto,
        clase="grupo",
        fundamento="En negociación",
        lectores=[fabrica.posicion("067")],
        por=jefatura,
        ahora=timezone.now(),
    )
    assert resuelto.numero not in ver_plazos(como(secretaria), recurso)
    assert resuelto.plazos.get(regla="RECURSO").cumplido_en is not None


@pytest.mark.parametrize("medio", ["casilla", "mano"])
def test_la_notificacion_cumple_su_plazo_y_abre_el_de_impugnar(
    medio: str, secretaria: Usuario, jefatura: Usuario
) -> None:
    fila = de("solicitud", secretaria, pase_a="067")
    salida = firmada(fila, jefatura)
    ahora = timezone.now()
    acciones.despachar(
        salida,
        medio=medio,
        direccion="20131370645",
        autorizacion="Folio 3",
        por=secretaria,
        ahora=ahora,
    )
    por_notificar = fila.plazos.get(regla="NOTIF")
    assert (por_notificar.cumplido_en is not None) is (medio == "casilla")
    assert not fila.plazos.filter(regla="RECURSO").exists()

    entrega = "acuse" if medio == "casilla" else "entregado"
    acciones.anotar_entrega(
        salida, entrega=entrega, el=timezone.localdate(), por=secretaria, ahora=ahora
    )

    recurso = fila.plazos.get(regla="RECURSO")
    assert recurso.obligado == "administrado"
    assert recurso.documento == salida.documento
    assert fila.plazos.get(regla="NOTIF").cumplido_en is not None


def test_sin_autorizacion_no_se_notifica_en_la_casilla(
    secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    salida = firmada(de("solicitud", secretaria, pase_a="067"), jefatura)
    datos = {"version": salida.version, "medio": "casilla", "direccion": "20131370645"}

    respuesta = como(secretaria).post(reverse("tramite:salida_despachar", args=[salida.pk]), datos)

    assert respuesta.status_code == 422
    assert "aceptó" in respuesta.content.decode()


def test_el_correo_sin_acuse_se_notifica_por_cedula_y_cuenta_otra_vez(
    secretaria: Usuario, jefatura: Usuario
) -> None:
    fila = de("solicitud", secretaria, pase_a="067")
    salida = firmada(fila, jefatura)
    hace = timezone.now()
    acciones.despachar(salida, medio="correo", direccion="a@b.pe", por=secretaria, ahora=hace)
    despues = hace + timedelta(days=9)

    acciones.despachar(salida, medio="mano", por=secretaria, ahora=despues)

    primero, segundo = fila.plazos.filter(regla="NOTIF").order_by("pk")
    assert primero.sin_efecto_en is not None
    assert segundo.esta_abierto
    assert segundo.vence_el > primero.vence_el
    assert segundo.reemplaza == primero


def test_lo_que_se_agrega_despues_tiene_su_propio_cargo(secretaria: Usuario, como: Como) -> None:
    fila = de("solicitud", secretaria)
    datos = {"version": fila.version, "tipo": fabrica.tipo("carta").pk, "numero": "C-77"}
    datos |= {"folios": 4, "asunto": "Completa lo presentado"}
    como(secretaria).post(reverse("tramite:agregar", args=[fila.numero]), datos)

    url = reverse("tramite:cargo", args=[fila.numero])
    cargo: Any = como(secretaria).get(f"{url}?documento=2")

    texto = "\n".join(textos_por_pagina(BytesIO(cargo.content)))
    assert "C-77" in texto
    assert "Completa lo presentado" in texto
    assert como(secretaria).get(f"{url}?documento=9").status_code == 404


def test_de_lo_vencido_se_dice_quien_lo_tenia(
    secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    hace = timezone.now() - timedelta(days=60)
    fila = de("mero-tramite", secretaria, pase_a="068", ahora=hace)
    acciones.derivar(fila, para=fabrica.posicion("069"), por=jefatura, ahora=timezone.now())

    assert "Al vencer lo tenía el cargo 068" in ver_plazos(como(jefatura), fila)


def test_la_lista_de_los_que_corren_no_muestra_lo_que_no_se_puede_ver(
    secretaria: Usuario, jefatura: Usuario, especialista_rs: Usuario, como: Como
) -> None:
    visto = de("queja", secretaria, pase_a="067")
    oculto = de("queja", secretaria, pase_a="067", acceso="grupo", lectores=("067",))
    for fila in (visto, oculto):
        abrir(como(jefatura), fila, regla="QUEJA_INF")

    suya = como(jefatura).get("/tramite/plazos/?deben=otros").content.decode()
    assert visto.numero in suya
    assert oculto.numero in suya
    ajena = como(especialista_rs).get("/tramite/plazos/").content.decode()
    assert visto.numero in ajena
    assert oculto.numero not in ajena
    assert visto.numero not in como(jefatura).get("/tramite/plazos/?deben=oficina").content.decode()
