"""The kárdex of supplies: exact, append-only, never below nothing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import InternalError, connection, transaction
from django.utils import timezone

from cargos.evidencias import Periodo, evidencia_de
from cargos.models import Usuario
from ocisys.base.models import Aviso
from ocisys.base.reglas import ReglaIncumplida
from tests import fabrica
from tramite import acciones
from tramite.acciones.utiles import Contado, stock_de, ultimo_movimiento
from tramite.models import ConteoUtil, MovimientoUtil, PedidoUtil, Util

URL = "/tramite/utiles/"


def un_util(nombre="Papel bond A4", *, por=None, hay=0, minimo=5):
    fila = Util.objects.create(nombre=nombre, unidad="millar", minimo=minimo)
    if hay:
        ingresar(fila, hay, por=por)
    return fila


def ingresar(fila, cantidad, *, por):
    ahora = timezone.now()
    return acciones.ingresar_utiles(
        fila, cantidad=cantidad, documento="Pecosa 12", por=por, ahora=ahora
    )


def entregado(fila, cantidad, *, de, a):
    ahora = timezone.now()
    pedido = acciones.pedir_util(fila, cantidad=cantidad, por=a, ahora=ahora)
    return acciones.entregar_util(pedido, cantidad=cantidad, por=de, ahora=ahora)


def test_se_pide_se_entrega_por_partes_y_quien_recibe_lo_firma(como, secretaria, especialista):
    fila = un_util(por=secretaria, hay=8)
    campos = {"util": fila.pk, "cantidad": "6", "motivo": "Informe anual"}
    assert como(especialista).post(f"{URL}pedir/", campos).status_code == 302
    pedido = PedidoUtil.objects.get()
    assert Aviso.objects.get().destinatario == secretaria
    entregar = f"{URL}pedidos/{pedido.pk}/entregar/"
    assert como(especialista).get(entregar).status_code == 403
    assert "falta entregar 6" in como(secretaria).post(entregar, {"cantidad": "7"}).content.decode()
    assert como(secretaria).post(entregar, {"cantidad": "4"}).status_code == 302
    assert como(secretaria).post(entregar, {"cantidad": "2"}).status_code == 302
    assert como(secretaria).post(entregar, {"cantidad": "1"}).status_code == 404
    pedido.refresh_from_db()
    assert (pedido.cierre, stock_de(fila)) == ("Entregado", 2)
    una, otra = MovimientoUtil.objects.entregas().order_by("pk")
    assert "¿Recibió esto?" in como(especialista).get(URL).content.decode()
    assert como(secretaria).post(f"{URL}entregas/{una.pk}/recibi/").status_code == 404
    assert como(especialista).post(f"{URL}entregas/{una.pk}/recibi/").status_code == 302
    assert como(especialista).post(f"{URL}entregas/{una.pk}/recibi/").status_code == 404
    reparo = f"{URL}entregas/{otra.pk}/reparo/"
    assert como(especialista).post(reparo, {"nota": ""}).status_code == 422
    assert como(especialista).post(reparo, {"nota": "Llegó uno"}).status_code == 302
    kardex = como(especialista).get(fila.get_absolute_url()).content.decode()
    assert "Recibí" in kardex
    assert "Llegó uno" in kardex


def test_no_se_entrega_lo_que_no_hay_ni_escribiendo_en_la_base(secretaria, especialista):
    fila = un_util(por=secretaria, hay=3)
    with pytest.raises(ReglaIncumplida, match="hay 3 millares: no alcanza"):
        entregado(fila, 4, de=secretaria, a=especialista)
    entrega = entregado(fila, 3, de=secretaria, a=especialista)
    entrega.pk, entrega.cantidad = None, -1
    with pytest.raises(InternalError, match="no hay tanto"), transaction.atomic():
        entrega.save(force_insert=True)
    with pytest.raises(InternalError), transaction.atomic():
        MovimientoUtil.objects.update(cantidad=100)
    assert stock_de(fila) == 0


def test_cada_uno_pide_lo_suyo_y_la_secretaria_lo_anota_por_quien_viene(
    como, secretaria, especialista, jefatura
):
    fila = un_util(por=secretaria, hay=3)
    campos = {"util": fila.pk, "cantidad": "1", "para": especialista.pk}
    como(secretaria).post(f"{URL}pedir/", campos)
    como(jefatura).post(f"{URL}pedir/", campos)
    assert [p.para for p in PedidoUtil.objects.order_by("pk")] == [especialista, jefatura]
    with pytest.raises(ReglaIncumplida, match="Cada uno pide lo suyo"):
        acciones.pedir_util(
            fila, cantidad=1, para=secretaria, por=especialista, ahora=timezone.now()
        )


def test_un_pedido_se_retira_o_se_cierra_diciendo_por_que(como, secretaria, especialista):
    fila = un_util(por=secretaria, hay=3)
    pedido = acciones.pedir_util(fila, cantidad=2, por=especialista, ahora=timezone.now())
    url = f"{URL}pedidos/{pedido.pk}/cerrar/"
    otra = fabrica.usuario(cargo="070")
    assert como(otra).post(url, {"motivo": "No es mío"}).status_code == 404
    assert como(especialista).post(url, {"motivo": ""}).status_code == 422
    assert como(especialista).post(url, {"motivo": "Ya no hace falta"}).status_code == 302
    with pytest.raises(ReglaIncumplida, match="ya terminó"):
        acciones.entregar_util(pedido, cantidad=1, por=secretaria, ahora=timezone.now())


def test_el_inventario_ajusta_con_su_razon_y_deja_acta(como, secretaria):
    igual, menos = un_util(por=secretaria, hay=9), un_util("Tóner", por=secretaria, hay=4)
    sin_contar = un_util("Clips", por=secretaria, hay=7)
    url, corte = f"{URL}inventario/", ultimo_movimiento()
    campos = {"corte": corte, f"n-{igual.pk}": "9", f"n-{menos.pk}": "3"}
    respuesta = como(secretaria).post(url, campos)
    assert respuesta.status_code == 422
    assert "El kárdex dice 4: escriba por qué difiere" in respuesta.content.decode()
    respuesta = como(secretaria).post(url, campos | {f"m-{menos.pk}": "Se usó sin anotar"})
    conteo = ConteoUtil.objects.get()
    assert respuesta["Location"] == f"{URL}inventarios/{conteo.pk}/"
    assert [stock_de(u) for u in (igual, menos, sin_contar)] == [9, 3, 7]
    ajuste = MovimientoUtil.objects.get(conteo=conteo)
    assert (ajuste.util, ajuste.cantidad, ajuste.motivo) == (menos, -1, "Se usó sin anotar")
    acta = como(secretaria).get(f"{URL}inventarios/{conteo.pk}/acta.pdf")
    assert acta.content.startswith(b"%PDF")


def test_si_algo_se_movio_mientras_se_contaba_se_cuenta_otra_vez(secretaria):
    fila = un_util(por=secretaria, hay=9)
    corte = ultimo_movimiento()
    ingresar(fila, 1, por=secretaria)
    quien = {"por": secretaria, "ahora": timezone.now()}
    with pytest.raises(ReglaIncumplida, match="vuelva a contarlos"):
        acciones.inventariar({fila: Contado(9, "Falta")}, corte=corte, **quien)
    with pytest.raises(ReglaIncumplida, match="al menos un útil"):
        acciones.inventariar({}, corte=corte, **quien)
    assert not ConteoUtil.objects.exists()


def test_el_kardex_lleva_el_saldo_de_pagina_en_pagina(como, secretaria, consultas):
    fila = un_util(por=secretaria)
    for _ in range(30):
        ingresar(fila, 2, por=secretaria)
    url = fila.get_absolute_url()
    primera = como(secretaria).get(url).context
    assert [x.saldo for x in primera["lineas"]][:2] == [60, 58]
    segunda = f"{url}?tras={primera['pagina'].siguiente}"
    assert [x.saldo for x in como(secretaria).get(segunda).context["lineas"]] == [10, 8, 6, 4, 2]
    lleno, listado = consultas(como(secretaria), url), consultas(como(secretaria), URL)
    for n in range(3):
        ingresar(un_util(f"Otro {n}"), 1, por=secretaria)
    assert consultas(como(secretaria), URL) == listado
    csv = b"".join(como(secretaria).get(f"{url}kardex.csv").streaming_content).decode()
    assert csv.count("Pecosa 12") == 30
    assert lleno <= listado


def test_lo_que_esta_bajo_el_minimo_se_pide_con_un_texto_y_la_funcion_lo_mide(
    como, secretaria, especialista, jefatura
):
    bien, mal = un_util(por=secretaria, hay=6), un_util("Tóner", por=secretaria, hay=2)
    entregado(bien, 1, de=secretaria, a=especialista)
    texto = como(secretaria).get(f"{URL}reposicion/").context["texto"]
    assert "- Tóner: 3 millares (hay 2; el mínimo es 5)" in texto
    assert "Papel" not in texto
    hoy = timezone.localdate()
    cifra = evidencia_de("071-04").consulta("071", Periodo(hoy - timedelta(days=1), hoy))
    assert cifra.valor == 1
    assert cifra.nota == "de 2, hoy; entregas conformes: 0 % (0 de 1); 0 diferencias de inventario"
    assert [u.nombre for u in como(jefatura).get(cifra.enlace).context["pagina"]] == [bien.nombre]
    assert list(Util.objects.con_stock().bajo_el_minimo()) == [mal]
    hoja = como(secretaria).get("/tramite/utiles.csv?ver=bajo-el-minimo")
    assert "Tóner" in b"".join(hoja.streaming_content).decode()


@pytest.mark.parametrize("cantidad", ["0", "-1", "1e9", "999999999999", ""])
def test_una_cantidad_imposible_se_dice_junto_al_campo(como, secretaria, cantidad):
    fila = un_util(por=secretaria, hay=1)
    for ruta in ("pedir", "ingresar"):
        campos = {"util": fila.pk, "cantidad": cantidad, "documento": "Guía 1"}
        assert como(secretaria).post(f"{URL}{ruta}/", campos).status_code == 422


def test_un_util_se_da_de_alta_una_vez_y_se_corrige(como, secretaria, especialista):
    campos = {"nombre": "Tóner", "unidad": "unidad", "minimo": "2", "activo": "on"}
    assert como(especialista).get(f"{URL}nuevo/").status_code == 403
    assert como(secretaria).post(f"{URL}nuevo/", campos).status_code == 302
    repetido = como(secretaria).post(f"{URL}nuevo/", campos | {"nombre": "TÓNER"})
    assert "Ya hay un útil con ese nombre" in repetido.content.decode()
    fila = Util.objects.get()
    como(secretaria).post(f"{fila.get_absolute_url()}editar/", campos | {"minimo": "4"})
    fila.refresh_from_db()
    assert fila.minimo == 4


@pytest.fixture
def armario(transactional_db: None) -> tuple[Usuario, Usuario, Util]:
    """The secretary, who asks, and seven of one thing seen by every connection."""
    secretaria = fabrica.usuario(cargo="071")
    return secretaria, fabrica.usuario(cargo="068"), un_util(por=secretaria, hay=7)


@pytest.mark.lento
def test_dos_que_entregan_a_la_vez_no_entregan_mas_de_lo_que_hay(armario):
    secretaria, especialista, fila = armario
    pedidos = [
        acciones.pedir_util(fila, cantidad=1, por=especialista, ahora=timezone.now())
        for _ in range(10)
    ]

    def entregar(suyos: list[PedidoUtil]) -> int:
        hechas = 0
        try:
            for pedido in suyos:
                try:
                    acciones.entregar_util(pedido, cantidad=1, por=secretaria, ahora=timezone.now())
                    hechas += 1
                except ReglaIncumplida:
                    pass
        finally:
            connection.close()
        return hechas

    with ThreadPoolExecutor(2) as mesa:
        futuros = [mesa.submit(entregar, suyos) for suyos in (pedidos[::2], pedidos[1::2])]
        assert sum(f.result() for f in futuros) == 7
    assert stock_de(fila) == 0
    assert PedidoUtil.objects.pendientes().count() == 3
