"""`manage.py cargar_mof`: loads once, repeats without effect, versions what changes, refuses."""

from datetime import date
from io import StringIO
from threading import Barrier, Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import InternalError, connection, transaction
from django.utils import timezone

from cargos.acciones.mof import en_minusculas, siglas
from cargos.manual import manual_de
from cargos.models import (
    Cargo,
    CargoVersion,
    DocumentoGestion,
    Funcion,
    LineaCap,
    Posicion,
    Requisito,
    UnidadOrganica,
    UnidadVersion,
)
from cargos.mof.lector import leer
from ocisys.base.models import Norma
from tests import fabrica_mof

pytestmark = pytest.mark.vacia

TABLAS = (DocumentoGestion, LineaCap, Cargo, Posicion, CargoVersion, Funcion, Requisito)
OTRA = ("Velar por el cumplimiento", "Velar por el estricto cumplimiento")


def cargar(*argumentos):
    salida = StringIO()
    call_command("cargar_mof", *argumentos, stdout=salida)
    return salida.getvalue()


@pytest.fixture
def archivo(tmp_path):
    def escribir(*cambios, nombre="nuevo.md"):
        ruta = tmp_path / nombre
        ruta.write_text(fabrica_mof.mof_md(*cambios), encoding="utf-8")
        return str(ruta)

    return escribir


@pytest.fixture
def cargado(db):
    cargar()


def filas():
    return [list(tabla.objects.order_by("pk").values()) for tabla in TABLAS]


def test_carga_el_mof_del_proyecto(db):
    salida = cargar()
    assert "MOF cargado: versión 1, sin fecha de inicio conocida" in salida
    assert Funcion.objects.count() == 41
    assert manual_de(DocumentoGestion.objects.get()) == leer(fabrica_mof.RUTA)


@pytest.mark.parametrize("forma", [".txt", ".docx"])
def test_carga_lo_mismo_desde_texto_o_word(db, tmp_path, forma):
    ruta = tmp_path / f"mof{forma}"
    contenido = fabrica_mof.mof_docx() if forma == ".docx" else fabrica_mof.mof_txt().encode()
    ruta.write_bytes(contenido)
    cargar(str(ruta))
    assert "sin cambios" in cargar()


def test_cargar_otra_vez_no_escribe_nada(cargado):
    antes = filas()
    assert cargar() == "MOF: sin cambios; rige la versión 1.\n"
    assert filas() == antes


def test_no_inventa_norma_ni_fecha(cargado):
    documento = DocumentoGestion.objects.get()
    assert documento.norma is None
    assert "no indica la norma" in documento.nota_fuente
    assert documento.desde is None


def test_guarda_la_linea_de_autoridad_y_la_libre_designacion(cargado):
    cargos = CargoVersion.objects.order_by("orden")
    assert [c.depende_de and c.depende_de.cargo.clave for c in cargos] == [None, *["067"] * 4]
    assert [c.libre_designacion for c in cargos] == [True, False, False, False, False]
    assert list(Posicion.objects.values_list("nro_orden", flat=True)) == [
        f"{n:03}" for n in range(67, 72)
    ]


def test_las_cinco_ultimas_funciones_son_residuales(cargado):
    residuales = Funcion.objects.filter(clase=Funcion.Clase.RESIDUAL)
    assert set(residuales.values_list("clave", flat=True)) == {
        "067-11",
        "068-08",
        "069-06",
        "070-08",
        "071-08",
    }


def test_registra_la_oficina_como_unidad(cargado):
    version = UnidadVersion.objects.get(unidad__es_externa=False)
    assert (version.unidad.codigo, version.siglas) == ("oci", "OCI")
    assert version.denominacion == "Oficina de Cooperación Internacional"


def test_un_texto_distinto_es_una_version_nueva_y_cierra_la_anterior(cargado, archivo):
    cargar(archivo(OTRA), "--desde", "2026-03-01")
    primera, segunda = DocumentoGestion.objects.order_by("version")
    assert (primera.desde, primera.hasta) == (None, date(2026, 2, 28))
    assert (segunda.version, segunda.desde, segunda.hasta) == (2, date(2026, 3, 1), None)
    assert not primera.rige(date(2026, 3, 1))
    assert segunda.rige(date(2026, 3, 1))
    assert Cargo.objects.count() == Posicion.objects.count() == 5
    textos = Funcion.objects.filter(clave="067-06").order_by("cargo_version__documento__version")
    assert [t.texto[:20] for t in textos] == ["Velar por el cumplim", "Velar por el estrict"]
    assert "sin cambios; rige la versión 2" in cargar(archivo(OTRA, nombre="otra.md"))


def test_volver_a_iniciar_no_repone_el_mof_que_trae_el_producto(cargado, archivo):
    """Every start runs the command without a file; the day of the change it stopped the office."""
    cargar(archivo(OTRA, nombre="otra.md"))
    assert "La última versión del MOF es la 2 y no es la incluida" in cargar()
    assert DocumentoGestion.objects.count() == 2


def test_sin_fecha_la_version_nueva_rige_desde_hoy(cargado, archivo):
    cargar(archivo(OTRA))
    assert DocumentoGestion.objects.get(version=2).desde == timezone.localdate()


def test_una_funcion_intercalada_no_le_quita_su_clave_a_las_demas(cargado, archivo):
    ultima = "11. Las demás funciones que le asigne el (la) Ministro(a)."
    nueva = "11. Publicar la memoria anual de la Oficina;\n12."
    cargar(archivo((ultima, ultima.replace("11.", nueva))))
    documento = DocumentoGestion.objects.get(version=2)
    jefe = Funcion.objects.filter(cargo_version__documento=documento, clave__startswith="067")
    claves = dict(jefe.values_list("clave", "numero"))
    assert (claves["067-11"], claves["067-12"]) == (12, 11)
    assert jefe.get(clave="067-11").texto.startswith("Las demás")


def test_la_simulacion_cuenta_los_cambios_y_no_guarda_nada(cargado, archivo):
    antes = filas()
    salida = cargar(archivo(OTRA), "--simular")
    assert "Cargo 067 · Jefe/a\n  Función 6: cambia\n    - Velar por el cumplimiento" in salida
    assert "    + Velar por el estricto cumplimiento" in salida
    assert salida.endswith("1 cambio.\n")
    assert "no se ha guardado nada" in salida
    assert filas() == antes


def test_la_simulacion_de_la_primera_carga_tampoco_guarda(db):
    salida = cargar("--simular")
    assert salida.count("Función ") == 41 + 5
    assert not any(filas())
    assert not UnidadOrganica.objects.exists()


def test_la_version_nueva_empieza_despues_de_la_que_reemplaza(cargado, archivo):
    cargar(archivo(OTRA), "--desde", "2026-03-01")
    antes = filas()
    with pytest.raises(CommandError, match="rige desde el 01/03/2026"):
        cargar(archivo(("Velar", "Cuidar"), nombre="x.md"), "--desde", "2026-03-01")
    assert filas() == antes


@pytest.mark.parametrize("fecha", ["ayer", "2026-02-30", "0000-01-01", "10000-01-01", "01/03/2026"])
def test_una_fecha_mal_escrita_se_explica(db, fecha):
    with pytest.raises(CommandError, match="no es una fecha AAAA-MM-DD"):
        cargar("--desde", fecha)


def test_se_anota_la_norma_registrada_que_lo_aprueba(db):
    norma = Norma.objects.create(tipo="RM", numero="452", anio=2005, siglas="MIMDES")
    cargar("--norma", "RM 452-2005-MIMDES")
    documento = DocumentoGestion.objects.get()
    assert documento.norma == norma
    assert "no indica la norma" not in documento.nota_fuente


@pytest.mark.parametrize("cita", ["RM 999-2005-MIMDES", "cualquier cosa", "-", "   ", "RM \x00"])
def test_una_norma_que_no_esta_registrada_no_se_inventa(db, cita):
    with pytest.raises(CommandError, match="no está registrada"):
        cargar("--norma", cita)
    assert not any(filas())


def test_un_archivo_rechazado_no_guarda_nada_y_termina_con_error(cargado, archivo):
    antes = filas()
    with pytest.raises(CommandError) as error:
        cargar(archivo(("<b>5</b>", "<b>6</b>")))
    assert error.value.returncode == 1
    assert str(error.value) == (
        "nuevo.md: línea 13: el cuadro suma 5 cargos y su TOTAL dice 6; no se ha guardado nada."
    )
    assert filas() == antes


def test_un_archivo_que_no_existe_se_explica(db):
    with pytest.raises(CommandError, match=r"nada\.md: el archivo no existe"):
        cargar("nada.md")


def test_el_texto_de_una_version_no_se_puede_cambiar(cargado):
    for tabla, campo in (
        (Funcion, "texto"),
        (Requisito, "texto"),
        (CargoVersion, "funcion_basica"),
        (LineaCap, "codigo"),
        (DocumentoGestion, "nota"),
    ):
        with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
            tabla.objects.update(**{campo: "otro texto"})


def test_si_el_organo_cambia_de_nombre_la_unidad_guarda_los_dos(cargado, archivo):
    viejo, nuevo = "ORGANO:</b> OFICINA DE", "ORGANO:</b> OFICINA GENERAL DE"
    cargar(archivo((viejo, nuevo)), "--desde", "2026-03-01")
    nombres = UnidadVersion.objects.order_by("vigencia").values_list("denominacion", flat=True)
    assert list(nombres) == [
        "Oficina de Cooperación Internacional",
        "Oficina General de Cooperación Internacional",
    ]
    assert DocumentoGestion.objects.vigentes(date(2026, 3, 1)).get().version == 2


def test_los_nombres_en_mayusculas_se_escriben_como_en_castellano():
    assert en_minusculas("OFICINA DE LA MUJER Y EL NIÑO") == "Oficina de la Mujer y el Niño"
    assert siglas("OFICINA DE COOPERACIÓN INTERNACIONAL") == "OCI"


@pytest.mark.lento
@pytest.mark.django_db(transaction=True)
def test_dos_cargas_a_la_vez_hacen_una_sola_version():
    salida, errores = Barrier(2), []

    def correr():
        try:
            salida.wait()
            cargar()
        except Exception as error:
            errores.append(error)
        finally:
            connection.close()

    hilos = [Thread(target=correr) for _ in range(2)]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join()
    assert not errores
    assert DocumentoGestion.objects.count() == 1
    assert Funcion.objects.count() == 41
