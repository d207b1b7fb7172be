"""A spreadsheet comes in: each mistake named by row and column, and nothing enters by halves."""

import io
import time
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.utils import timezone
from openpyxl import load_workbook

from convenios.acciones import importacion as acciones
from convenios.cola import trabajar_importacion
from convenios.models import Convenio, Importacion, Organizacion, TransicionEtapa
from convenios.models.importacion import FilaImportacion
from tests import fabrica_convenios as fabrica
from tests.fabrica_importar import RUC, hallazgos, incorporar, traer, xlsx

TITULOS = ["DENOMINACION ", "tipo de convenio", "Contraparte", "Suscrito el", "Fecha de fin"]
BUENO = ["Convenio con Boreal", "Marco", "Agencia Boreal", date(2025, 1, 15), date(2028, 1, 14)]


@pytest.fixture
def boreal(db) -> Organizacion:
    fabrica.organizacion(nombre="Ministerio de Prueba", siglas="MDP", clase="entidad")
    return fabrica.organizacion(nombre="Agencia Boreal", siglas="AB", ruc=RUC)


@pytest.mark.parametrize(
    ("contenido", "nombre", "dice"),
    [
        (xlsx(["Uno", "Dos"], ["a", "b"]), "x.xlsx", "No se reconoce ninguna columna"),
        (xlsx(["Denominación", "Tipo"], ["a", "b"]), "x.xlsx", "Falta la columna «Contraparte»"),
        (xlsx([*TITULOS, "Convenio"], BUENO), "x.xlsx", "dicen lo mismo"),
        (xlsx(TITULOS), "x.xlsx", "No hay filas debajo"),
        (b"\n\n\n,,\n", "x.csv", "ninguna fila con datos"),
    ],
)
def test_lo_critico_rechaza_el_archivo_entero(contenido, nombre, dice, especialista):
    fila = traer(contenido, por=especialista, nombre=nombre)
    assert fila.estado == Importacion.Estado.RECHAZADA
    assert dice in "\n".join(fila.criticos)
    assert not FilaImportacion.objects.exists()


def test_las_columnas_se_reconocen_con_titulos_encima_y_en_cualquier_orden(especialista, boreal):
    filas = (["REGISTRO DE CONVENIOS 2025"], [], [*TITULOS[::-1], "Color"], BUENO[::-1])
    fila = traer(xlsx(*filas), por=especialista)
    assert fila.estado == Importacion.Estado.REVISADA
    assert fila.desconocidas == ["Color"]
    hallada = fila.filas.get()
    assert (hallada.nro, hallada.valores["denominacion"]) == (4, "Convenio con Boreal")


def con(**cambios: object) -> Callable[[], bytes]:
    """A sheet of two rows: a good one and another with those cells."""
    bueno = dict(zip(TITULOS, BUENO, strict=True)) | {"Parte del Sector": "MDP"}
    titulos = list(dict.fromkeys([*bueno, *cambios]))
    otro = bueno | {"DENOMINACION ": "Otro convenio"} | cambios
    return lambda: xlsx(titulos, *([f.get(t) for t in titulos] for f in (bueno, otro)))


@pytest.mark.parametrize(
    ("cambios", "columna", "nivel"),
    [
        ({"DENOMINACION ": None}, "Denominación", "error"),
        ({"DENOMINACION ": "x" * 401}, "Denominación", "error"),
        ({"DENOMINACION ": "Convenio con  BOREAL"}, "Denominación", "error"),  # row 2 again
        ({"tipo de convenio": "contratito"}, "Tipo", "error"),
        ({"tipo de convenio": "Específico"}, "Convenio marco", "advertencia"),
        ({"Contraparte": "Agencia Borial"}, "Contraparte", "error"),
        ({"Contraparte": "MDP"}, "Parte del Sector", "error"),
        ({"Contraparte": "AB; Agencia Boreal"}, "Contraparte", "error"),
        ({"Parte del Sector": None}, "Parte del Sector", "advertencia"),
        ({"Suscrito el": "32/01/2025"}, "Suscrito el", "error"),
        ({"Suscrito el": timezone.localdate() + timedelta(days=9)}, "Suscrito el", "error"),
        ({"Suscrito el": None}, "Suscrito el", "advertencia"),
        ({"Fecha de fin": date(2020, 1, 1)}, "Fecha de fin", "advertencia"),
        ({"Fecha de fin": None}, "Fecha de fin", "advertencia"),
        ({"Fecha de fin": 45000}, "Fecha de fin", "error"),
        ({"Duración": 2, "Unidad": "años"}, "Duración", "error"),  # the term in two ways
        ({"Fecha de fin": None, "Duración": 2}, "Unidad de la duración", "error"),
        ({"Fecha de fin": None, "Duración": 0, "Unidad": "años"}, "Duración", "error"),
        ({"Inicio": date(2024, 1, 1)}, "Inicio de vigencia", "advertencia"),
        ({"Renovación": "tal vez"}, "Renovación", "error"),
        ({"Preaviso": 731}, "Preaviso (días)", "error"),
        ({"Marco": "OCI-1999-0001"}, "Convenio marco", "error"),
        ({"Cargo": "099"}, "Cargo que lo coordina", "error"),
        ({"Importancia": 9}, "Importancia", "error"),
        ({"Acceso": "secreto"}, "Acceso", "error"),
        ({"Cláusula de separación": "depende"}, "Cláusula de separación", "error"),
        ({"Departamentos": "Cusco; Cuzcoo"}, "Ámbito", "error"),
        ({"Tema": "#N/A"}, "Tema", "error"),
        ({"Fuente": "y" * 301}, "Fuente del dato", "error"),
    ],
)
def test_cada_error_se_nombra_por_fila_y_columna(cambios, columna, nivel, especialista, boreal):
    fila = traer(con(**cambios)(), por=especialista)
    assert hallazgos(fila) == [(3, columna, nivel)]
    assert acciones.cuentas(fila)["correcta"] == 1


def test_entran_las_correctas_y_las_demas_vuelven_para_corregir(como, especialista, boreal):
    cliente = como(especialista)
    archivo = SimpleUploadedFile("c.xlsx", con(Importancia=9)())
    respuesta = cliente.post("/convenios/importar/", {"clase": "convenios", "archivo": archivo})
    assert respuesta.status_code == 302
    fila = Importacion.objects.get()
    assert "En cola" in cliente.get(respuesta.url).content.decode()
    trabajar_importacion.func(fila.pk)
    pagina = cliente.get(respuesta.url).content.decode()
    assert "9 está fuera de lo admitido: de 1 a 5" in pagina
    assert not Convenio.objects.exists()

    assert cliente.post(f"{respuesta.url}incorporar/").status_code == 302
    trabajar_importacion.func(fila.pk)
    convenio = Convenio.objects.get()
    assert (convenio.denominacion, convenio.etapa) == ("Convenio con Boreal", "suscrito")
    assert convenio.codigo == f"OCI-{timezone.localdate().year}-0001"
    assert {(p.organizacion.siglas, p.lado) for p in convenio.partes.all()} == {
        ("AB", "contraparte"),
        ("MDP", "sector"),
    }
    historia = convenio.transiciones.get()
    assert (historia.por, historia.fecha) == (especialista, date(2025, 1, 15))
    assert cliente.post(f"{respuesta.url}incorporar/").status_code == 409

    libro = cliente.get(f"{respuesta.url}por-corregir.xlsx").content
    filas = list(load_workbook(io.BytesIO(libro)).active.iter_rows(values_only=True))
    assert len(filas) == 2
    assert "Importancia: 9 está fuera" in filas[1][filas[0].index("Qué corregir")]
    corregida = list(filas[1])
    corregida[filas[0].index("Importancia")] = 4
    otra = traer(xlsx(list(filas[0]), corregida), por=especialista)
    assert acciones.cuentas(otra)["correcta"] == 1


def test_el_mismo_archivo_dos_veces_no_agrega_nada(especialista, boreal):
    contenido = con()()
    incorporar(traer(contenido, por=especialista), por=especialista)
    assert Convenio.objects.count() == 2
    otra = traer(contenido, por=especialista)
    assert acciones.cuentas(otra) == {
        "correcta": 0,
        "advertencia": 0,
        "error": 0,
        "repetida": 2,
        "incorporada": 0,
    }
    assert "OCI-" in otra.filas.first().hallazgos[0]["frase"]


def test_lo_que_otro_registro_entretanto_se_queda_fuera(especialista, boreal):
    contenido = con()()
    primera, segunda = (traer(contenido, por=especialista) for _ in range(2))
    incorporar(primera, por=especialista)
    incorporar(segunda, por=especialista)
    assert Convenio.objects.count() == 2
    assert acciones.cuentas(segunda)["repetida"] == 2


def test_un_especifico_entra_con_su_marco_del_mismo_archivo(especialista, boreal):
    titulos = [*TITULOS, "Convenio marco"]
    hijo = ["Específico uno", "Específico", "AB", date(2025, 2, 1), date(2026, 2, 1)]
    filas = ([*hijo, "convenio CON Boreal"], [*BUENO, None], [*hijo[:1], *["x"] * 4, "Convenio no"])
    fila = traer(xlsx(titulos, *filas), por=especialista)
    incorporar(fila, por=especialista)
    assert Convenio.objects.get(tipo="especifico").padre.denominacion == "Convenio con Boreal"
    malo = con(**{"Importancia": 9, "Convenio marco": None})()
    libro = load_workbook(io.BytesIO(malo))
    libro.active["A4"], libro.active["B4"], libro.active["C4"] = "Hijo", "Específico", "AB"
    libro.active["H4"] = "Otro convenio"
    salida = io.BytesIO()
    libro.save(salida)
    fila = traer(salida.getvalue(), por=especialista)
    frases = [h["frase"] for h in fila.filas.get(nro=4).hallazgos]
    assert "Es el de la fila 3, que tiene errores." in frases


def test_si_algo_falla_al_incorporar_no_entra_nada_y_se_retoma(especialista, boreal):
    fila = traer(con()(), por=especialista)
    acciones.decidir(fila, con_advertencias=True, por=especialista)
    # It dies after writing the agreements and before their parties.
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE convenios_parte ADD CONSTRAINT se_corta CHECK (false)")
    with pytest.raises(IntegrityError):
        trabajar_importacion.func(fila.pk)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE convenios_parte DROP CONSTRAINT se_corta")
    assert not Convenio.objects.exists()
    assert not TransicionEtapa.objects.exists()
    trabajar_importacion.func(fila.pk)
    assert not Convenio.objects.exists()  # it still seems to be in somebody's hands
    Importacion.objects.update(latido=timezone.now() - timedelta(minutes=3))
    call_command("retomar_importaciones", stdout=io.StringIO())
    trabajar_importacion.func(fila.pk)
    assert Convenio.objects.count() == 2
    assert Convenio.objects.order_by("codigo").first().codigo.endswith("-0001")  # no gap


def test_lo_que_se_interrumpe_tres_veces_lo_dice(especialista, boreal):
    archivo = SimpleUploadedFile("c.xlsx", con()())
    fila = acciones.traer(archivo=archivo, clase="convenios", por=especialista)
    Importacion.objects.update(intentos=3)
    trabajar_importacion.func(fila.pk)
    fila.refresh_from_db()
    assert fila.estado == Importacion.Estado.RECHAZADA
    assert "tres veces" in fila.criticos[0]


def test_el_modelo_que_se_descarga_se_puede_traer(como, especialista, boreal):
    cliente = como(especialista)
    for clase in ("organizaciones", "convenios"):
        libro = cliente.get(f"/convenios/importar/modelo-{clase}.xlsx").content
        fila = traer(libro, por=especialista, clase=clase)
        assert fila.estado == Importacion.Estado.REVISADA
        assert not fila.desconocidas


def test_cada_quien_trae_lo_que_lleva_y_ve_lo_suyo(como, especialista, especialista_rs, boreal):
    ajena = traer(con()(), por=especialista)
    cliente = como(especialista_rs)
    assert cliente.get(f"/convenios/importar/{ajena.pk}/").status_code == 404
    archivo = SimpleUploadedFile("c.xlsx", con()())
    datos = {"clase": "convenios", "archivo": archivo}
    assert cliente.post("/convenios/importar/", datos).status_code == 422


@pytest.mark.parametrize(
    ("nombre", "contenido"),
    [("x.pdf", fabrica.PDF), ("x.xlsx", b"PK\x03\x04basura"), ("x.csv", b""), ("x.txt", b"hola")],
)
def test_lo_que_no_es_una_hoja_se_dice_junto_al_campo(nombre, contenido, como, especialista):
    archivo = SimpleUploadedFile(nombre, contenido)
    datos = {"clase": "organizaciones", "archivo": archivo}
    respuesta = como(especialista).post("/convenios/importar/", datos)
    assert respuesta.status_code == 422
    assert "archivo" in respuesta.context["form"].errors


def test_las_consultas_no_crecen_con_las_filas(como, especialista, boreal, consultas):
    cliente = como(especialista)
    pocas = traer(con()(), por=especialista)
    muchas = traer(
        xlsx(TITULOS, *([f"Convenio {n}", *BUENO[1:]] for n in range(30))), por=especialista
    )
    cuantas = [consultas(cliente, f"/convenios/importar/{i.pk}/") for i in (pocas, muchas)]
    assert cuantas[0] == cuantas[1]


MALAS: list[tuple[str, int, object]] = [
    ("Denominación", 0, ""),
    ("Tipo", 1, "Espesifico"),
    ("Contraparte", 2, "Agencia Que Nadie Registró"),
    ("Suscrito el", 3, "31/02/2025"),
    ("Fecha de fin", 4, "mañana"),
    ("Fecha de fin", 4, 45000),
    ("Denominación", 0, "=#REF!"),
]
"""Column as the model calls it, its place in the sheet, and what somebody typed there."""


@pytest.mark.lento
def test_una_hoja_de_cinco_mil_con_errores_de_toda_clase(especialista, boreal, monkeypatch):
    filas, esperados = [], {}
    for n in range(5000):
        fila = list(BUENO)
        fila[0] = f"Convenio {n} con Boreal"
        if n % 5 == 4:
            columna, i, valor = MALAS[n // 5 % len(MALAS)]
            fila[i] = valor
            esperados[n + 2] = columna
        filas.append(fila)
    avances: list[int] = []
    anotar = acciones._anotar

    def mirar(importacion: Importacion, **campos: object) -> None:
        avances.extend([campos["hechas"]] if "hechas" in campos else [])
        anotar(importacion, **campos)

    monkeypatch.setattr(acciones, "_anotar", mirar)
    desde = time.process_time()  # of the worker, whatever else the machine does
    traida = traer(xlsx(TITULOS, *filas), por=especialista)
    malas = dict(traida.filas.filter(nivel="error").values_list("nro", "hallazgos"))
    assert set(malas) == set(esperados)
    for nro, columna in esperados.items():
        assert columna in {h["columna"] for h in malas[nro]}, nro
    assert len(avances) > 5
    assert avances == sorted(avances)
    assert not Convenio.objects.exists()
    incorporar(traida, por=especialista)
    assert time.process_time() - desde < 60
    assert Convenio.objects.count() == 5000 - len(esperados)
    assert not Convenio.objects.filter(coordinador=None).exists()
