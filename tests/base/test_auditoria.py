"""History is written by the database itself, sealed by day, and a changed byte is found."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.utils import InternalError
from django.utils import timezone

from ocisys.base import auditoria, integridad
from ocisys.base.auditoria import RAIZ, sellar_dia, sellar_pendientes, verificar_cadena
from ocisys.base.models import Archivo, SelloDiario
from ocisys.base.reglas import ReglaIncumplida
from ocisys.base.sellado import sellar
from tests import fabrica_ficheros as bytes_de

pytestmark = pytest.mark.vacia

TABLA = "base_archivoevent"
LUNES = date(2026, 11, 2)


@pytest.fixture(autouse=True)
def carpeta(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def sql(orden: str, *valores: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(orden, valores)


def como_dueno_de_la_base(orden: str, *valores: object) -> None:
    """What only somebody with the owner's password can do: switch the protection off and write."""
    sql(f"alter table {TABLA} disable trigger user")
    sql(orden, *valores)
    sql(f"alter table {TABLA} enable trigger user")


def fechar(pk: int, dia: date, hora: time = time(12)) -> None:
    """Put the event of an Archivo on a day of the past."""
    momento = timezone.make_aware(datetime.combine(dia, hora))
    como_dueno_de_la_base(f"update {TABLA} set pgh_created_at = %s where id = %s", momento, pk)


@pytest.fixture
def semana(db) -> list[SelloDiario]:
    """Three days with two events each, sealed; and one event of today."""
    for i in range(6):
        dia = LUNES + timedelta(days=i // 2)
        fechar(sellar(bytes_de.PDF + bytes([i]), nombre=f"{i}.pdf", por=None).pk, dia)
    sellos = [
        sellar_dia(LUNES + timedelta(days=d), hoy=LUNES + timedelta(days=3)) for d in range(3)
    ]
    sellar(bytes_de.PDF, nombre="hoy.pdf", por=None)
    return sellos


def eventos() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"select pgh_id from {TABLA} order by pgh_id")
        return [pgh_id for (pgh_id,) in cursor.fetchall()]


# --- What leaves an event -------------------------------------------------------------------


def test_cada_cambio_deja_su_evento_aunque_se_haga_a_mano(db):
    archivo = sellar(bytes_de.PDF, nombre="a.pdf", por=None)
    evento = Archivo.pgh_event_model.objects.get()
    assert (evento.id, evento.sha256, evento.pgh_label) == (archivo.pk, archivo.sha256, "insert")


@pytest.mark.parametrize("orden", [f"update {TABLA} set tamanio = 1", f"delete from {TABLA}"])
def test_un_evento_no_se_cambia_ni_se_borra(db, orden):
    sellar(bytes_de.PDF, nombre="a.pdf", por=None)
    with pytest.raises(InternalError, match="Cannot update or delete"), transaction.atomic():
        sql(orden)


# --- The chain ------------------------------------------------------------------------------


def test_cada_sello_continua_al_anterior(semana):
    assert [s.n for s in semana] == [2, 2, 2]
    assert [s.huella_anterior for s in semana] == [RAIZ, semana[0].huella, semana[1].huella]
    assert list(verificar_cadena()) == []
    assert auditoria.sin_sellar() == 1


def test_un_dia_sin_nadie_tambien_se_sella(semana):
    assert sellar_dia(LUNES + timedelta(days=3), hoy=LUNES + timedelta(days=4)).n == 0
    assert list(verificar_cadena()) == []


def test_el_primer_sello_y_el_que_salta_dias_cubren_lo_anterior(db):
    for dias in (0, 3, 9):
        archivo = sellar(bytes_de.PDF, nombre=f"{dias}.pdf", por=None)
        fechar(archivo.pk, LUNES + timedelta(days=dias))
    assert sellar_dia(LUNES + timedelta(days=4), hoy=LUNES + timedelta(days=5)).n == 2
    assert sellar_dia(LUNES + timedelta(days=9), hoy=LUNES + timedelta(days=10)).n == 1
    assert list(verificar_cadena()) == []


def test_el_dia_termina_a_la_medianoche_de_lima(db):
    fechar(sellar(bytes_de.PDF, nombre="a.pdf", por=None).pk, LUNES, time(23, 59, 59, 999999))
    fechar(sellar(bytes_de.PDF, nombre="b.pdf", por=None).pk, LUNES + timedelta(days=1), time(0))
    assert sellar_dia(LUNES, hoy=LUNES + timedelta(days=1)).n == 1
    assert list(verificar_cadena()) == []


@pytest.mark.parametrize("dia", [LUNES + timedelta(days=3), LUNES + timedelta(days=4)])
def test_no_se_sella_un_dia_que_no_termina(semana, dia):
    with pytest.raises(ReglaIncumplida, match="todavía no termina"):
        sellar_dia(dia, hoy=LUNES + timedelta(days=3))


def test_no_se_sella_dos_veces_un_dia(semana):
    with pytest.raises(ReglaIncumplida, match="Ya está sellado hasta el 04/11/2026"):
        sellar_dia(LUNES, hoy=LUNES + timedelta(days=30))


def test_no_se_sella_si_alguien_no_termino_su_transaccion(transactional_db):
    manana = timezone.localdate() + timedelta(days=1)
    otra = connection.copy()
    try:
        with otra.cursor() as cursor:
            cursor.execute("begin")
            cursor.execute("select 1")
            with pytest.raises(ReglaIncumplida, match="sin terminar"):
                sellar_dia(timezone.localdate(), hoy=manana)
            assert sellar_pendientes(hoy=manana) is None
            cursor.execute("rollback")
            assert sellar_dia(timezone.localdate(), hoy=manana).n == 0
    finally:
        otra.close()


def test_la_orden_sella_hasta_ayer_y_una_sola_vez(db, capsys):
    archivo = sellar(bytes_de.PDF, nombre="a.pdf", por=None)
    fechar(archivo.pk, timezone.localdate() - timedelta(days=5))
    call_command("sellar_dias")
    call_command("sellar_dias")
    sello = SelloDiario.objects.get()
    assert (sello.fecha, sello.n) == (timezone.localdate() - timedelta(days=1), 1)
    assert sello.huella in capsys.readouterr().out


# --- What is found --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("orden", "frase"),
    [
        ("update {t} set nombre_original = '1.pdF' where pgh_id = %s", "un evento fue alterado"),
        ("update {t} set pgh_label = 'update' where pgh_id = %s", "un evento fue alterado"),
        ("update {t} set pgh_context = '{{\"usuario\": 9}}' where pgh_id = %s", "fue alterado"),
        (
            "update {t} set pgh_created_at = pgh_created_at + interval '1 microsecond' "
            "where pgh_id = %s",
            "un evento fue alterado",
        ),
        ("delete from {t} where pgh_id = %s", "2 eventos sellados, hay 1"),
        (
            "insert into {t} select nextval('{t}_pgh_id_seq'), pgh_created_at, pgh_label, "
            "pgh_context, pgh_context_id, id, sha256, tamanio, tipo_mime, nombre_original, "
            "sellado_en, pgh_obj_id, sellado_por_id from {t} where pgh_id = %s",
            "2 eventos sellados, hay 3",
        ),
    ],
)
def test_un_byte_cambiado_un_evento_de_menos_o_de_mas_se_encuentra(semana, orden, frase):
    como_dueno_de_la_base(orden.format(t=TABLA), eventos()[2])
    (hallazgo,) = verificar_cadena()
    assert hallazgo.startswith("03/11/2026 base_archivoevent: ")
    assert frase in hallazgo


def test_dos_eventos_trocados_se_encuentran(semana):
    uno, otro = eventos()[2:4]
    for desde, hasta in ((uno, -1), (otro, uno), (-1, otro)):
        como_dueno_de_la_base(f"update {TABLA} set pgh_id = %s where pgh_id = %s", hasta, desde)
    assert "un evento fue alterado" in next(verificar_cadena())


def test_un_evento_pasado_de_un_dia_a_otro_se_encuentra(semana):
    como_dueno_de_la_base(
        f"update {TABLA} set pgh_created_at = pgh_created_at + interval '1 day' where pgh_id = %s",
        eventos()[1],
    )
    assert [h[:10] for h in verificar_cadena()] == ["02/11/2026", "03/11/2026"]


def test_un_evento_de_hoy_todavia_no_sellado_no_es_una_diferencia(semana):
    assert auditoria.sin_sellar() == 1
    assert list(verificar_cadena()) == []


@pytest.mark.parametrize(
    "cambio",
    [
        "n = n + 1",
        "fecha = fecha - 300",
        "huella = repeat('0', 64)",
        "detalle = jsonb_set(detalle, '{base_archivoevent,n}', '3')",
    ],
)
def test_un_sello_alterado_se_encuentra(semana, cambio):
    sql("alter table base_sellodiario disable trigger user")
    sql(f"update base_sellodiario set {cambio} where id = %s", semana[1].pk)
    assert any("el sello fue alterado" in h for h in verificar_cadena())


def test_un_sello_de_menos_se_encuentra(semana):
    sql("alter table base_sellodiario disable trigger user")
    sql("delete from base_sellodiario where id = %s", semana[1].pk)
    assert any("no continúa al anterior" in h for h in verificar_cadena())


def test_recalcular_un_dia_para_taparlo_rompe_los_siguientes(semana):
    """The forger recomputes the day he changed, hash and all; the next seal gives him away."""
    como_dueno_de_la_base(f"delete from {TABLA} where pgh_id = %s", eventos()[0])
    sql("alter table base_sellodiario disable trigger user")
    SelloDiario.objects.filter(pk=semana[0].pk).delete()
    detalle = semana[0].detalle | {
        TABLA: auditoria._detalle(
            semana[0].detalle[TABLA]["columnas"],
            auditoria._resumir(
                TABLA,
                semana[0].detalle[TABLA]["columnas"],
                auditoria.SIEMPRE,
                auditoria._fin_de(LUNES),
            ),
        )
    }
    SelloDiario.objects.create(
        fecha=LUNES,
        n=sum(d["n"] for d in detalle.values()),
        detalle=detalle,
        huella_anterior=RAIZ,
        huella=auditoria.huella_de_sello(LUNES, detalle, RAIZ),
    )
    assert list(verificar_cadena()) == ["03/11/2026: el sello no continúa al anterior."]


def test_una_columna_nueva_no_rompe_los_sellos_viejos(semana):
    sql(f"alter table {TABLA} add column clase text not null default 'x'")
    assert list(verificar_cadena()) == []


def test_una_columna_perdida_se_dice(semana):
    sql(f"alter table {TABLA} drop column tipo_mime cascade")
    assert list(verificar_cadena()) == [f"{TABLA}: no se puede comprobar, falta tipo_mime."]


def test_la_zona_horaria_de_la_sesion_no_cambia_las_huellas(semana):
    sql("set local timezone = 'Asia/Tokyo'")
    assert list(verificar_cadena()) == []


# --- The report -----------------------------------------------------------------------------


def informe(capsys, *argumentos: str) -> str:
    try:
        call_command("verificar_integridad", *argumentos)
    finally:
        texto = capsys.readouterr().out
    return texto


def test_si_todo_esta_como_se_sello_lo_dice(semana, capsys):
    texto = informe(capsys)
    assert "CONFORME: todo está como se selló." in texto
    assert (
        f"3 sellos hasta el 04/11/2026; 1 eventos por sellar; última huella {semana[2].huella}"
        in texto
    )


def test_un_byte_cambiado_de_un_archivo_se_encuentra(semana, capsys):
    ruta = Path(Archivo.objects.first().fichero.path)
    ruta.write_bytes(ruta.read_bytes().replace(b"Catalog", b"catalog"))
    with pytest.raises(CommandError, match="1 diferencia"):
        informe(capsys)
    with pytest.raises(CommandError):
        call_command("verificar_integridad")
    assert "los bytes no son los que se sellaron" in capsys.readouterr().out


def test_un_archivo_perdido_se_encuentra(semana, capsys):
    Path(Archivo.objects.first().fichero.path).unlink()
    assert any("no se puede leer" in h for h in integridad.contenido_sellado())


@pytest.mark.parametrize(
    ("orden", "frase"),
    [
        ("update base_archivo set nombre_original = 'x' where id = %s", "no es el que se selló"),
        ("update base_archivo set sha256 = repeat('a', 64) where id = %s", "no es el que se selló"),
        ("delete from base_archivo where id = %s", "su registro ya no está"),
        (f"delete from {TABLA} where id = %s", "nadie lo selló"),
    ],
)
def test_un_registro_de_archivo_que_no_es_el_sellado_se_encuentra(semana, orden, frase):
    sql("set constraints all immediate")
    sql("alter table base_archivo disable trigger user")
    como_dueno_de_la_base(orden, Archivo.objects.last().pk)
    (hallazgo,) = integridad.registro_de_archivos()
    assert frase in hallazgo


def test_una_proteccion_apagada_o_quitada_se_encuentra(db):
    assert list(integridad.protecciones()) == []
    sql("alter table base_archivo disable trigger user")
    assert set(integridad.protecciones()) == {
        "base_archivo: la protección «sellado» está desactivada.",
        "base_archivo: la protección «insert_insert» está desactivada.",
    }
    sql("drop trigger pgtrigger_no_se_borra_" + sufijo("base_correlativo") + " on base_correlativo")
    assert any("base_correlativo: falta" in h for h in integridad.protecciones())


def sufijo(tabla: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "select tgname from pg_trigger where tgrelid = %s::regclass and tgname like %s",
            [tabla, "pgtrigger_no_se_borra%"],
        )
        return cursor.fetchone()[0].removeprefix("pgtrigger_no_se_borra_")


def test_los_bytes_sueltos_son_una_nota_y_no_una_diferencia(semana, carpeta, capsys):
    (carpeta / "ab").mkdir(exist_ok=True)
    (carpeta / "ab" / "tmpx.parte").write_bytes(b"medio")
    texto = informe(capsys)
    assert "fichero suelto en el almacén: ab/tmpx.parte (a medio escribir)" in texto
    assert "CONFORME" in texto


def test_una_huella_anotada_fuera_debe_seguir_en_la_cadena(semana, capsys):
    assert "sello del 02/11/2026" in informe(capsys, "--huella", semana[0].huella.upper())
    with pytest.raises(CommandError, match="1 diferencia"):
        informe(capsys, "--huella", "0" * 64)


def test_una_app_suma_su_control_al_informe(semana, capsys, monkeypatch):
    monkeypatch.setattr(integridad, "_de_las_apps", {})
    integridad.registrar("Números sin saltos", lambda: ["Falta el 2026-000003."])
    with pytest.raises(CommandError, match="1 diferencia"):
        informe(capsys)
