"""A meeting from its proposal to its acta, and what the living MOF reads in it."""

from datetime import date, time, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InternalError, transaction
from django.utils import timezone

from cargos.calendario import fechas_de
from cargos.evidencias import evidencia_de
from convenios.models import DocumentoReunion, PasoReunion, Reunion
from ocisys.base.models import Aviso
from tests import fabrica_convenios
from tests import fabrica_reuniones as fabrica
from tests.convenios.test_espacios import escrito, periodo

REUNIONES = "/convenios/reuniones/"


def datos(espacio, /, **cambios: object) -> dict[str, object]:
    return {
        "espacio": espacio.pk,
        "titulo": "Sesión ordinaria",
        "fecha": escrito(),
        "desde": "9:30",
        "hasta": "11",
        "modalidad": "virtual",
        "agenda": "Informe de la secretaría\n\n Plan del año \n",
    } | cambios


def test_una_reunion_va_de_la_propuesta_al_acta(como, jefatura, especialista_ai, especialista):
    espacio = fabrica.espacio(por=jefatura, desde=date(2025, 1, 1))
    apci = fabrica_convenios.organizacion(nombre="Agencia de Prueba", siglas="ADP")
    cliente = como(especialista_ai)
    malos = [
        {"titulo": ""},
        {"fecha": "ayer"},
        {"hasta": "8"},
        {"desde": "", "hasta": "8"},
        {"espacio": ""},  # with nobody
        {"agenda": "x" * 301},
        {"agenda": "p\n" * 41},
        {"fecha": escrito(-2000)},  # the space did not exist
    ]
    for malo in malos:
        assert cliente.post(f"{REUNIONES}nueva/", datos(espacio, **malo)).status_code == 422, malo
    assert cliente.post(f"{REUNIONES}nueva/", datos(espacio)).status_code == 302
    fila = Reunion.objects.get()
    url = fila.get_absolute_url()
    assert fila.codigo == f"REU-{timezone.localdate().year}-0001"
    assert fila.agenda == ["Informe de la secretaría", "Plan del año"]
    llama = {"nuestros": [fabrica.posicion("068").pk], "otros": "Rosa Díaz; adp; preside\nLuis"}
    for malo in ("a;b;c;d", ";sin nombre", f"x; {'y' * 161}"):
        assert cliente.post(f"{url}participantes/", llama | {"otros": malo}).status_code == 422
    for _ in range(2):  # the same list again changes nothing
        assert cliente.post(f"{url}participantes/", llama).status_code == 302
    rosa = fila.participantes.get(nombre="Rosa Díaz")
    assert (rosa.organizacion, rosa.rol, fila.participantes.count()) == (apci, "preside", 3)
    # 070 proposes; the head approves.
    paso = {"a": "convocada", "fecha": escrito()}
    assert cliente.post(f"{url}pasar/", paso).status_code == 422
    assert como(jefatura).post(f"{url}pasar/", paso).status_code == 302
    assert Aviso.objects.filter(destinatario=especialista).count() == 1
    (cita,) = fechas_de(especialista, timezone.localdate())
    assert cita.titulo == f"Reunión {fila.codigo}"
    horas = [timezone.localtime(m).time() for m in (cita.inicia, cita.termina) if m]
    assert horas == [time(9, 30), time(11)]
    sin_hora = fabrica.reunion(por=jefatura, espacio=espacio)
    assert (sin_hora.inicia, sin_hora.termina) == (None, None)  # the whole day
    asistencia = {f"p{rosa.pk}": "on", "llegaron": "Ana; otra casa", "intervencion": "Propuso."}
    assert cliente.post(f"{url}asistencia/", asistencia).status_code == 302
    assert fila.participantes.filter(asistio=True).count() == 2
    sella = f"{url}acta/sellar/"
    assert cliente.post(sella).status_code == 409  # not held yet
    assert cliente.post(f"{url}pasar/", {"a": "realizada", "fecha": escrito()}).status_code == 302
    assert "Le falta: acta" in cliente.get(url).content.decode()
    assert cliente.get(f"{url}acta.pdf").content.startswith(b"%PDF")
    assert cliente.post(sella).status_code == 302
    assert cliente.post(sella).status_code == 409
    assert cliente.post(f"{url}asistencia/", asistencia).status_code == 409
    assert cliente.post(f"{url}editar/", datos(espacio)).status_code == 409
    acta = DocumentoReunion.objects.get()
    assert cliente.get(f"{REUNIONES}documentos/{acta.pk}/").getvalue().startswith(b"%PDF")
    pagina = cliente.get(url).content.decode()
    assert "Propuso." in pagina
    assert "Le falta" not in pagina
    for filas in (PasoReunion.objects, DocumentoReunion.objects):
        with pytest.raises(InternalError), transaction.atomic():
            filas.all().delete()


def test_una_reunion_no_se_realiza_antes_de_su_dia_y_se_cancela_diciendo_por_que(como, jefatura):
    cliente, espacio = como(jefatura), fabrica.espacio(por=jefatura)
    manana = timezone.localdate() + timedelta(days=1)
    url = fabrica.reunion(por=jefatura, espacio=espacio, fecha=manana).get_absolute_url()
    cliente.post(f"{url}pasar/", {"a": "convocada", "fecha": escrito()})
    for paso in ({"a": "realizada"}, {"a": "cancelada"}, {"a": "convocada"}):
        assert cliente.post(f"{url}pasar/", paso | {"fecha": escrito()}).status_code == 422
    assert cliente.post(f"{url}asistencia/", {"llegaron": "Ana"}).status_code == 409
    cancela = {"a": "cancelada", "fecha": escrito(), "nota": "La sede la suspendió"}
    assert cliente.post(f"{url}pasar/", cancela).status_code == 302
    assert "La sede la suspendió" in cliente.get(url).content.decode()


def test_otra_fecha_es_otra_reunion_con_la_misma_agenda_y_los_mismos_llamados(como, jefatura):
    cliente, espacio = como(jefatura), fabrica.espacio(por=jefatura)
    fila = fabrica.reunion(por=jefatura, espacio=espacio)
    llama = {"nuestros": [fabrica.posicion("067").pk], "otros": "Rosa"}
    url = fila.get_absolute_url()
    cliente.post(f"{url}participantes/", llama)
    cambio = {"fecha": escrito(20), "desde": "10", "hasta": "9", "nota": "Sin quórum"}
    assert cliente.post(f"{url}reprogramar/", cambio).status_code == 422
    assert cliente.post(f"{url}reprogramar/", cambio | {"hasta": ""}).status_code == 302
    otra = Reunion.objects.get(reprograma_a=fila)
    assert (otra.agenda, otra.participantes.count()) == (fila.agenda, 2)
    assert otra.codigo in cliente.get(url).content.decode()
    assert cliente.post(f"{url}reprogramar/", cambio | {"hasta": ""}).status_code == 409


def test_cada_cargo_lleva_las_reuniones_de_sus_espacios(como, jefatura, especialista_rs):
    foro = fabrica.espacio(por=jefatura)
    mesa = fabrica.espacio(por=jefatura, ambito="empresa")
    cliente = como(especialista_rs)
    for sin_permiso in (datos(foro), datos(mesa, espacio="")):
        assert cliente.post(f"{REUNIONES}nueva/", sin_permiso).status_code == 422
    assert cliente.post(f"{REUNIONES}nueva/", datos(mesa)).status_code == 302
    ajena = fabrica.reunion(por=jefatura, espacio=foro).get_absolute_url()
    assert "Cambiar estado" not in cliente.get(ajena).content.decode()
    for acto in ("editar", "pasar", "reprogramar", "participantes", "asistencia"):
        assert cliente.get(f"{ajena}{acto}/").status_code == 404, acto


def test_el_mof_vivo_cuenta_lo_propuesto_y_lo_completo(como, jefatura, especialista_ai):
    espacio, mesa = fabrica.espacio(por=jefatura), fabrica.espacio(por=jefatura, ambito="donantes")
    cliente, hoy = como(especialista_ai), timezone.localdate()
    for clave in ("070-02", "070-06"):
        assert evidencia_de(clave).consulta("070", periodo()).valor is None
    movida = fabrica.reunion(por=especialista_ai, espacio=espacio)
    cliente.post(
        f"{movida.get_absolute_url()}reprogramar/", {"fecha": escrito(9), "nota": "Sin quórum"}
    )
    completa, sin_acta = (fabrica.reunion(por=especialista_ai, espacio=espacio) for _ in range(2))
    fabrica.reunion(por=especialista_ai, espacio=mesa)
    fabrica.reunion(por=especialista_ai, espacio=espacio, propuesta=hoy - timedelta(days=200))
    for fila in (completa, sin_acta):
        fabrica.realizar(fila, por=jefatura)
    acta = SimpleUploadedFile("acta.pdf", fabrica_convenios.PDF, "application/pdf")
    subida = {"clase": "acta", "titulo": "Acta firmada", "archivo": acta}
    url = f"{completa.get_absolute_url()}documentos/nuevo/"
    assert cliente.post(url, subida).status_code == 302
    propuestas = evidencia_de("070-02").consulta("070", periodo())
    assert (propuestas.valor, propuestas.nota) == (3, "2 realizadas")
    completas = evidencia_de("070-06").consulta("070", periodo())
    assert (completas.valor, completas.nota.split(";")[0]) == (1, "de 2 realizadas")
    for cifra in (propuestas, completas):
        assert cliente.get(cifra.enlace).context["total"] == cifra.valor
    assert cliente.get(f"{REUNIONES}?registro=incompletas").context["total"] == 1
