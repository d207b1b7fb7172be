"""Changes of hands: who may send what where, and what the tray of each one shows."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cargos.models import Modalidad, Usuario
from tests import fabrica as fabrica_base
from tests import fabrica_tramite as fabrica
from tramite import acciones
from tramite.models import Expediente, Movimiento

Como = Callable[[Usuario], Client]


def acto(nombre: str, expediente: Expediente) -> str:
    return reverse(f"tramite:{nombre}", args=[expediente.numero])


def derivacion(expediente: Expediente, **campos: object) -> dict[str, object]:
    expediente.refresh_from_db()
    return {"version": expediente.version} | campos


def test_la_secretaria_deriva_a_un_especialista_con_proveido(
    secretaria: Usuario, especialista: Usuario, como: Como
) -> None:
    fila = fabrica.expediente(por=secretaria)
    destino = fabrica.posicion("068")
    datos = derivacion(fila, para=destino.pk, texto="Proyectar respuesta", plazo_interno="h")

    respuesta = como(secretaria).post(acto("derivar", fila), datos)

    assert respuesta.status_code == 302
    abierto = fila.movimientos.abiertos().get()
    assert (abierto.para, abierto.texto) == (destino, "Proyectar respuesta")
    assert abierto.plazo_interno == timezone.localdate()
    assert fila.movimientos.order_by("pk").first().resultado == "derivado"
    assert fila.numero in como(especialista).get("/tramite/").content.decode()


def test_un_original_y_varias_copias_salen_de_una_vez(
    secretaria: Usuario,
    especialista: Usuario,
    especialista_rs: Usuario,
    especialista_ai: Usuario,
    como: Como,
) -> None:
    fila = fabrica.expediente(por=secretaria)
    copias = [fabrica.posicion("069").pk, fabrica.posicion("070").pk]
    datos = derivacion(fila, para=fabrica.posicion("068").pk, copias=copias)

    como(secretaria).post(acto("derivar", fila), datos)

    abiertos = fila.movimientos.abiertos().order_by("para__nro_orden")
    assert [(m.tipo, m.para.nro_orden) for m in abiertos] == [
        ("original", "068"),
        ("copia", "069"),
        ("copia", "070"),
    ]
    assert len({m.lote for m in abiertos}) == 1


def test_la_copia_termina_al_leerla(
    secretaria: Usuario, especialista_rs: Usuario, como: Como
) -> None:
    fila = fabrica.expediente(por=secretaria)
    como(secretaria).post(
        acto("derivar", fila), derivacion(fila, copias=[fabrica.posicion("069").pk])
    )

    como(especialista_rs).post(acto("recibir", fila))

    copia = fila.movimientos.get(tipo="copia")
    assert copia.resultado == "leido"
    assert fila.movimientos.abiertos().get().para.nro_orden == "071"


def test_no_se_deriva_a_nadie(secretaria: Usuario, como: Como) -> None:
    fila = fabrica.expediente(por=secretaria)

    respuesta = como(secretaria).post(acto("derivar", fila), derivacion(fila))

    assert respuesta.status_code == 422


def test_no_se_deriva_un_expediente_archivado(
    secretaria: Usuario, jefatura: Usuario, especialista: Usuario, como: Como
) -> None:
    fila = fabrica.archivado(por=secretaria, jefatura=jefatura)
    datos = derivacion(fila, para=fabrica.posicion("068").pk)

    respuesta = como(secretaria).post(acto("derivar", fila), datos)

    assert respuesta.status_code == 409
    assert "archivado" in respuesta.content.decode()


def test_no_deriva_quien_no_lo_tiene(
    secretaria: Usuario, jefatura: Usuario, especialista: Usuario, como: Como
) -> None:
    fila = fabrica.expediente(por=secretaria)
    datos = derivacion(fila, para=fabrica.posicion("067").pk)

    respuesta = como(especialista).post(acto("derivar", fila), datos)

    assert respuesta.status_code == 409
    assert "en poder del cargo 071" in respuesta.content.decode()


def test_la_jefatura_reasigna_lo_que_tiene_otro(
    secretaria: Usuario, jefatura: Usuario, especialista: Usuario, como: Como
) -> None:
    fila = fabrica.expediente(por=secretaria)

    como(jefatura).post(acto("derivar", fila), derivacion(fila, para=fabrica.posicion("068").pk))

    assert fila.movimientos.order_by("pk").first().resultado == "reasignado"
    assert fila.movimientos.abiertos().get().para.nro_orden == "068"


def test_un_especialista_no_pasa_el_original_a_otro_especialista(
    secretaria: Usuario, especialista: Usuario, especialista_rs: Usuario
) -> None:
    fila = fabrica.expediente(por=secretaria, pase_a="068")

    with pytest.raises(Exception, match="se eleva a la jefatura o a la secretaría"):
        acciones.derivar(fila, para=fabrica.posicion("069"), por=especialista, ahora=timezone.now())


def test_al_especialista_sólo_se_le_ofrece_elevar_el_original(
    secretaria: Usuario,
    jefatura: Usuario,
    especialista: Usuario,
    especialista_rs: Usuario,
    como: Como,
) -> None:
    fila = fabrica.expediente(por=secretaria, pase_a="068")

    form = como(especialista).get(acto("derivar", fila)).context["form"]

    ofrecidos = [rotulo[:3] for pk, rotulo in form.fields["para"].choices if pk]
    assert ofrecidos == ["067", "071"]


def test_decidir_con_una_pantalla_vieja_se_rechaza(
    secretaria: Usuario, jefatura: Usuario, especialista: Usuario, como: Como
) -> None:
    fila = fabrica.expediente(por=secretaria)
    vieja = derivacion(fila, para=fabrica.posicion("067").pk)
    como(jefatura).post(acto("derivar", fila), derivacion(fila, para=fabrica.posicion("068").pk))

    respuesta = como(secretaria).post(acto("derivar", fila), vieja)

    assert respuesta.status_code == 409
    assert "otra persona actuó" in respuesta.content.decode()


def test_lo_devuelto_vuelve_a_quien_lo_paso_con_su_motivo(
    secretaria: Usuario, especialista: Usuario, como: Como
) -> None:
    fila = fabrica.expediente(por=secretaria, pase_a="068")

    como(especialista).post(
        acto("devolver", fila), derivacion(fila, motivo="No es de mi competencia")
    )

    vuelve = fila.movimientos.abiertos().get()
    assert (vuelve.tipo, vuelve.para.nro_orden) == ("devolucion", "071")
    assert "No es de mi competencia" in como(secretaria).get("/tramite/").content.decode()


def test_no_se_devuelve_sin_motivo(secretaria: Usuario, especialista: Usuario, como: Como) -> None:
    fila = fabrica.expediente(por=secretaria, pase_a="068")

    respuesta = como(especialista).post(acto("devolver", fila), derivacion(fila, motivo="  "))

    assert respuesta.status_code == 422


def test_no_hay_a_quien_devolver_lo_que_uno_mismo_registro(secretaria: Usuario, como: Como) -> None:
    fila = fabrica.expediente(por=secretaria)

    respuesta = como(secretaria).post(acto("devolver", fila), derivacion(fila, motivo="x"))

    assert respuesta.status_code == 409


def test_no_se_recibe_dos_veces(secretaria: Usuario, especialista: Usuario, como: Como) -> None:
    fila = fabrica.expediente(por=secretaria, pase_a="068")
    navegador = como(especialista)

    assert navegador.post(acto("recibir", fila)).status_code == 302
    assert navegador.post(acto("recibir", fila)).status_code == 409


def test_el_encargado_ve_la_bandeja_del_puesto_encargado(
    secretaria: Usuario, especialista: Usuario, especialista_rs: Usuario, como: Como
) -> None:
    fila = fabrica.expediente(por=secretaria, pase_a="069")
    fabrica_base.designar(especialista.persona, "069", modalidad=Modalidad.SUPLENCIA)

    assert fila.numero in como(especialista).get("/tramite/").content.decode()


def test_lo_enviado_se_ve_hasta_que_lo_pasen_a_otro(
    secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    fila = fabrica.expediente(por=secretaria, pase_a="067")
    enviados = "/tramite/?ver=enviados"
    assert fila.numero in como(secretaria).get(enviados).content.decode()

    acciones.devolver(fila, motivo="Falta un anexo", por=jefatura, ahora=timezone.now())

    assert fila.numero not in como(secretaria).get(enviados).content.decode()


def test_por_vencer_muestra_lo_vencido_y_lo_de_estos_dias(
    secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    hoy = timezone.localdate()
    pronto = fabrica.expediente(por=secretaria)
    lejos = fabrica.expediente(por=secretaria)
    fabrica.vence(pronto, hoy + timedelta(days=2))
    fabrica.vence(lejos, hoy + timedelta(days=20))

    pagina = como(secretaria).get("/tramite/?ver=por-vencer").content.decode()

    assert pronto.numero in pagina
    assert lejos.numero not in pagina


def test_los_contadores_dicen_lo_que_muestran_las_pestanas(
    secretaria: Usuario, especialista: Usuario, como: Como
) -> None:
    for _ in range(3):
        fabrica.expediente(por=secretaria, pase_a="068")
    fabrica.expediente(por=secretaria)

    cuentas = como(especialista).get("/tramite/").context["cuentas"]

    assert {c.pestana.value: c.cantidad for c in cuentas} == {
        "por-recibir": 3,
        "en-mi-poder": 3,
        "por-vencer": 0,
        "enviados": 0,
    }


def test_un_expediente_no_puede_estar_en_dos_manos(
    secretaria: Usuario, especialista: Usuario
) -> None:
    fila = fabrica.expediente(por=secretaria)
    primero = fila.movimientos.get()

    with pytest.raises(IntegrityError, match="movimiento_un_solo_original"), transaction.atomic():
        Movimiento.objects.create(
            expediente=fila,
            tipo="original",
            para=fabrica.posicion("068"),
            por=secretaria,
            calidad=primero.calidad,
        )


@pytest.mark.parametrize("cambio", [{"texto": "otra cosa"}, {"calidad": "nadie"}])
def test_un_movimiento_no_se_reescribe(secretaria: Usuario, cambio: dict[str, str]) -> None:
    fabrica.expediente(por=secretaria)

    with pytest.raises(Exception, match="[Cc]annot"), transaction.atomic():
        Movimiento.objects.update(**cambio)


def test_la_recepcion_se_anota_una_sola_vez(secretaria: Usuario) -> None:
    fabrica.expediente(por=secretaria)

    with pytest.raises(Exception, match="[Cc]annot"), transaction.atomic():
        Movimiento.objects.update(recibido_en=timezone.now())


def test_un_movimiento_no_se_borra(secretaria: Usuario) -> None:
    fabrica.expediente(por=secretaria)

    with pytest.raises(Exception, match="[Cc]annot"), transaction.atomic():
        Movimiento.objects.all().delete()
