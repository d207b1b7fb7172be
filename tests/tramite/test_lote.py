"""One act on several expedientes: seen before, decided row by row, done once."""

from uuid import uuid4

import pytest
from django.utils import timezone

from tests import fabrica_tramite as fabrica
from tramite import acciones
from tramite.models import Expediente, Lote, Movimiento


def ver(cliente, acto, filas):
    return cliente.get(f"/tramite/lote/{acto}/", {"e": [f.numero for f in filas]})


def hacer(cliente, acto, filas, **campos):
    """Send the form of the preview as it came, with the versions that were on screen."""
    datos = {"clave": str(uuid4()), "e": [f"{f.numero}:{f.version}" for f in filas]} | campos
    return cliente.post(f"/tramite/lote/{acto}/", datos)


@pytest.fixture
def siete_y_tres(secretaria, jefatura):
    """Seven in the hands of the secretary and three that she cannot move, each for its reason."""
    siete = [fabrica.expediente(por=secretaria) for _ in range(7)]
    ajeno = fabrica.expediente(por=secretaria, pase_a="067")
    archivado = fabrica.archivado(por=secretaria, jefatura=jefatura)
    anulado = fabrica.expediente(por=secretaria)
    acciones.anular(anulado, motivo="Error", por=jefatura, ahora=timezone.now())
    for fila in (ajeno, archivado, anulado):
        fila.refresh_from_db()
    return siete, [ajeno, archivado, anulado]


def test_antes_de_derivar_se_ve_cuantos_cambian_y_por_que_se_conservan_los_demas(
    como, secretaria, siete_y_tres
):
    siete, tres = siete_y_tres
    pagina = ver(como(secretaria), "derivar", siete + tres).content.decode()
    assert "Cambian 7, se conservan 3." in pagina
    assert "está en poder del cargo 067" in pagina
    assert "está archivado; para moverlo" in pagina
    assert "está anulado y no admite más actos" in pagina
    assert not Lote.objects.exists()


def test_derivar_en_lote_deja_un_movimiento_por_expediente_y_dice_que_se_conservo(
    como, secretaria, siete_y_tres
):
    siete, tres = siete_y_tres
    antes = Movimiento.objects.count()

    respuesta = hacer(
        como(secretaria), "derivar", siete + tres, para=fabrica.posicion("067").pk, texto="Ver"
    )

    lote = Lote.objects.get()
    assert (respuesta.status_code, respuesta["Location"]) == (302, lote.get_absolute_url())
    assert Movimiento.objects.count() == antes + 7
    assert (len(lote.cambian), len(lote.quedan)) == (7, 3)
    resultado = como(secretaria).get(lote.get_absolute_url()).content.decode()
    assert "Cambiaron 7, se conservaron 3." in resultado


def test_enviar_dos_veces_el_mismo_lote_no_lo_repite(como, secretaria, jefatura):
    filas = [fabrica.expediente(por=secretaria) for _ in range(2)]
    campos = {"clave": str(uuid4()), "para": fabrica.posicion("067").pk}
    primera = hacer(como(secretaria), "derivar", filas, **campos)
    antes = Movimiento.objects.count()
    segunda = hacer(como(secretaria), "derivar", filas, **campos)
    assert segunda["Location"] == primera["Location"]
    assert Movimiento.objects.count() == antes


def test_lo_que_otro_movio_mientras_se_decidia_se_conserva(como, secretaria, jefatura):
    quieto, movido = (fabrica.expediente(por=secretaria) for _ in range(2))
    acciones.derivar(
        movido, para=fabrica.posicion("067"), por=secretaria, ahora=timezone.now(), version=1
    )
    hacer(como(secretaria), "derivar", [quieto, movido], para=fabrica.posicion("067").pk)
    lote = Lote.objects.get()
    assert lote.cambian == [quieto.numero]
    assert "otra persona actuó" in lote.quedan[0]["razon"]


def test_recibir_y_atender_y_archivar_en_lote(como, secretaria, especialista):
    filas = [fabrica.expediente(por=secretaria, pase_a="068") for _ in range(3)]
    escritorio = como(especialista)
    hacer(escritorio, "recibir", filas)
    assert not Movimiento.objects.filter(recibido_en=None).exists()

    hacer(escritorio, "atender", filas, texto="Se respondió con el oficio 12")
    filas = list(Expediente.objects.all())
    assert {f.estado for f in filas} == {"atendido"}

    assert hacer(escritorio, "archivar", filas, texto="").status_code == 422
    hacer(escritorio, "archivar", filas, texto="Archivador 3")
    assert {f.estado for f in Expediente.objects.all()} == {"archivado"}


def test_un_restringido_ajeno_no_entra_en_el_lote_aunque_se_escriba_su_numero(
    como, secretaria, especialista
):
    oculto = fabrica.expediente(por=secretaria, pase_a="067", acceso="grupo")
    pagina = ver(como(especialista), "recibir", [oculto])
    assert oculto.numero not in pagina.content.decode()
    hacer(como(especialista), "recibir", [oculto])
    lote = Lote.objects.get()
    assert (lote.cambian, lote.quedan) == ([], [])


def test_el_lote_de_otro_no_se_ve(como, secretaria, jefatura):
    hacer(como(secretaria), "recibir", [fabrica.expediente(por=secretaria)])
    url = Lote.objects.get().get_absolute_url()
    assert como(jefatura).get(url).status_code == 404


def test_revisar_un_lote_no_pregunta_mas_por_tener_mas_filas(como, consultas, secretaria, jefatura):
    def direccion(n):
        filas = [fabrica.expediente(por=secretaria, pase_a="067") for _ in range(n)]
        return "/tramite/lote/derivar/?" + "&".join(f"e={f.numero}" for f in filas)

    cliente = como(jefatura)
    assert consultas(cliente, direccion(9)) == consultas(cliente, direccion(2))


def test_numeros_mal_escritos_no_rompen_la_pagina(como, secretaria):
    url = "/tramite/lote/recibir/"
    respuesta = como(secretaria).get(url, {"e": ["zzz", "", "2026-1:x", "9" * 500, "😀"]})
    assert respuesta.status_code == 200
    assert "No eligió ningún expediente" in respuesta.content.decode()


def test_devolver_en_lote_dice_por_que_y_conserva_lo_que_empezo_en_su_cargo(
    como, secretaria, jefatura, especialista
):
    dos = [fabrica.expediente(por=secretaria, pase_a="068") for _ in range(2)]
    propio = fabrica.expediente(por=secretaria)

    hacer(como(especialista), "devolver", [*dos, propio], motivo="No corresponden a mi cargo")

    lote = Lote.objects.get()
    assert (len(lote.cambian), [q["numero"] for q in lote.quedan]) == (2, [propio.numero])
    for fila in dos:
        abierto = fila.movimientos.get(cerrado_en=None)
        assert (abierto.tipo, abierto.motivo) == ("devolucion", "No corresponden a mi cargo")


def test_esperar_en_lote_dice_a_quien_y_no_detiene_el_plazo_ni_toca_lo_ajeno(
    como, secretaria, jefatura, siete_y_tres
):
    siete, tres = siete_y_tres
    con_plazo = fabrica.expediente(por=secretaria, procedimiento=fabrica.procedimiento("informe"))

    filas = [*siete, con_plazo, *tres]
    assert "Cambian 8, se conservan 3." in ver(como(secretaria), "esperar", filas).content.decode()
    assert hacer(como(secretaria), "esperar", filas, texto="Opinar").status_code == 422
    hacer(como(secretaria), "esperar", filas, a_quien="OGAJ", texto="Opinar", suspende="1")

    lote = Lote.objects.get()
    assert lote.cambian == [f.numero for f in (*siete, con_plazo)]
    assert {q["numero"] for q in lote.quedan} == {f.numero for f in tres}
    vencia = con_plazo.vence_el
    con_plazo.refresh_from_db()
    assert (con_plazo.estado, con_plazo.vence_el) == ("en_espera", vencia)
    acto = con_plazo.actuaciones.get(clase="espera")
    assert (acto.texto, acto.datos["suspende"]) == ("De OGAJ: Opinar", False)


def test_reabrir_en_lote_trae_a_su_escritorio_lo_archivado_y_nada_mas(como, secretaria, jefatura):
    dos = [fabrica.archivado(por=secretaria, jefatura=jefatura) for _ in range(2)]
    abierto = fabrica.expediente(por=secretaria)

    previa = ver(como(secretaria), "reabrir", [*dos, abierto]).content.decode()
    hacer(como(secretaria), "reabrir", [*dos, abierto], motivo="Llegó más información")

    assert "Cambian 2, se conserva 1." in previa
    lote = Lote.objects.get()
    assert (len(lote.cambian), lote.quedan[0]["numero"]) == (2, abierto.numero)
    for fila in dos:
        fila.refresh_from_db()
        actual = fila.movimientos.get(cerrado_en=None)
        assert (fila.estado, actual.para.nro_orden) == ("reabierto", "071")


def test_clasificar_en_lote_da_a_todos_su_plazo_y_conserva_lo_ya_clasificado(
    como, secretaria, jefatura
):
    informe = fabrica.procedimiento("informe")
    tres = [fabrica.expediente(por=secretaria) for _ in range(3)]
    ya = fabrica.expediente(por=secretaria, procedimiento=informe)

    hacer(como(secretaria), "clasificar", [*tres, ya], procedimiento=informe.pk)

    lote = Lote.objects.get()
    assert (len(lote.cambian), lote.quedan[0]["numero"]) == (3, ya.numero)
    for fila in tres:
        fila.refresh_from_db()
        assert (fila.procedimiento, fila.vence_el) == (informe, ya.vence_el)


def test_anular_en_lote_no_anula_lo_que_uno_mismo_registro(como, secretaria, jefatura):
    suyo = fabrica.expediente(por=jefatura)
    ajenos = [fabrica.expediente(por=secretaria) for _ in range(2)]
    cliente = como(jefatura)

    previa = ver(cliente, "anular", [suyo, *ajenos]).content.decode()
    hacer(cliente, "anular", [suyo, *ajenos], motivo="Se registraron dos veces")

    assert "Cambian 2, se conserva 1." in previa
    assert "lo hace otra persona" in previa
    estados = Expediente.objects.order_by("pk").values_list("estado", flat=True)
    assert list(estados) == ["registrado", "anulado", "anulado"]


def test_retirar_en_lote_trae_lo_que_nadie_leyo_y_deja_lo_recibido(como, secretaria, jefatura):
    sin_leer = [fabrica.expediente(por=secretaria, pase_a="067") for _ in range(2)]
    leido = fabrica.expediente(por=secretaria, pase_a="067")
    acciones.recibir(leido, por=jefatura, ahora=timezone.now())
    de_otro = fabrica.expediente(por=jefatura, pase_a="068")

    filas = [*sin_leer, leido, de_otro]
    previa = ver(como(secretaria), "retirar", filas).content.decode()
    hacer(como(secretaria), "retirar", filas, motivo="Iban a otro cargo")

    assert "Cambian 2, se conservan 2." in previa
    assert "ya lo recibió: pida que se lo devuelvan." in previa
    assert "sólo desde ese cargo se retira." in previa
    assert Lote.objects.get().cambian == [f.numero for f in sin_leer]
    for fila in sin_leer:
        assert fila.movimientos.get(cerrado_en=None).para.nro_orden == "071"


def test_acumular_en_lote_los_une_al_principal_que_no_se_acumula_a_si_mismo(
    como, secretaria, jefatura
):
    principal = fabrica.expediente(por=secretaria)
    dos = [fabrica.expediente(por=secretaria) for _ in range(2)]
    archivado = fabrica.archivado(por=secretaria, jefatura=jefatura)
    filas = [principal, *dos, archivado]

    assert "Cambian 3, se conserva 1." in ver(como(jefatura), "acumular", filas).content.decode()
    assert hacer(como(jefatura), "acumular", filas, con=principal.numero).status_code == 422
    hacer(como(jefatura), "acumular", filas, con=principal.numero, resolucion="Memorando 12")

    lote = Lote.objects.get()
    assert lote.cambian == [f.numero for f in dos]
    assert "no se relaciona consigo mismo" in lote.quedan[0]["razon"]
    assert {f.estado for f in Expediente.objects.filter(pk__in=[d.pk for d in dos])} == {
        "acumulado"
    }


def test_relacionar_en_lote_no_toca_lo_anulado_ni_repite_y_no_nombra_lo_oculto(
    como, secretaria, jefatura, especialista
):
    con = fabrica.expediente(por=secretaria, pase_a="068")
    dos = [fabrica.expediente(por=secretaria, pase_a="068") for _ in range(2)]
    anulado = fabrica.expediente(por=secretaria)
    acciones.anular(anulado, motivo="Error", por=jefatura, ahora=timezone.now())
    oculto = fabrica.expediente(por=secretaria, pase_a="067", acceso="grupo")
    campos = {"tipo": "proyecto", "con": con.numero}

    cliente = como(especialista)
    hacer(cliente, "relacionar", [*dos, anulado, oculto], **campos)
    hacer(cliente, "relacionar", dos, **campos)
    malo = hacer(cliente, "relacionar", dos, **(campos | {"con": oculto.numero}))

    segundo, primero = Lote.objects.all()
    assert primero.cambian == [f.numero for f in dos]
    assert [q["numero"] for q in primero.quedan] == [anulado.numero]
    assert (segundo.cambian, len(segundo.quedan)) == ([], 2)
    assert f"No hay un expediente {oculto.numero}" in malo.content.decode()
