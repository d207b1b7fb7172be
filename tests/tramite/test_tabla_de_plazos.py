"""Deadline cases counted by hand on a paper calendar, through the registration of an expediente.

Holidays in sight: 8, 9 and 25 December 2026; 1 January, 25 and 26 March, 23, 28 and 29 July and
6 August 2027 (DLeg 713 art. 6).
"""

from collections.abc import Callable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse

from cargos.models import Usuario
from ocisys.base.models import HorarioSede, Sede
from tests import fabrica_tramite as fabrica

LIMA = ZoneInfo("America/Lima")

CASOS = [
    # filed, channel, procedure, due
    ("2026-12-04 10:00", "fisico", "mero-tramite", "2026-12-11"),  # 7, 10, 11
    ("2026-12-04 10:00", "fisico", "documentos-unidad", "2026-12-11"),
    ("2026-12-04 10:00", "fisico", "documentos-entidad", "2026-12-15"),  # …, 14, 15
    ("2026-12-04 10:00", "fisico", "informe", "2026-12-17"),  # …, 16, 17
    ("2026-12-04 10:00", "fisico", "transparencia", "2026-12-22"),  # …, 18, 21, 22
    ("2026-12-04 10:00", "fisico", "solicitud", "2027-01-21"),  # over Christmas and New Year
    # Mesa Digital is open every day, round the clock (DS 029-2021-PCM art. 46, text of 2025) …
    ("2026-12-05 20:00", "mesa_digital", "informe", "2026-12-17"),
    ("2026-12-08 23:59", "mesa_digital", "mero-tramite", "2026-12-14"),  # 10, 11, 14
    # … but transparency is not (DS 007-2024-JUS art. 22.2): from Monday the 7th.
    ("2026-12-05 20:00", "mesa_digital", "transparencia", "2026-12-23"),
    ("2026-12-04 20:00", "mesa_digital", "transparencia", "2026-12-23"),
    ("2026-12-04 16:29", "mesa_digital", "transparencia", "2026-12-22"),
    ("2026-12-23 09:00", "fisico", "informe", "2027-01-05"),  # 24 28 29 30 31 4 5
    ("2027-03-22 09:00", "fisico", "mero-tramite", "2027-03-29"),  # Holy Week: 23 24 29
    ("2027-07-21 09:00", "fisico", "informe", "2027-08-04"),  # 22 26 27 30 2 3 4
    ("2027-07-30 09:00", "fisico", "documentos-entidad", "2027-08-09"),  # 2 3 4 5 9
    ("2026-04-06 09:00", "fisico", "mero-tramite", "2026-04-09"),  # under the 2019 text
]


@pytest.mark.parametrize(("presentado", "canal", "procedimiento", "vence"), CASOS)
def test_el_plazo_es_el_que_se_cuenta_a_mano(
    secretaria: Usuario,
    jefatura: Usuario,
    presentado: str,
    canal: str,
    procedimiento: str,
    vence: str,
) -> None:
    fabrica.catalogos()
    HorarioSede.objects.create(
        sede=Sede.objects.get(codigo="lima"),
        desde=date(2020, 1, 1),
        abre=time(8, 30),
        cierra=time(16, 30),
        sustento="Directiva de prueba",
    )
    momento = datetime.fromisoformat(presentado).replace(tzinfo=LIMA)

    fila = fabrica.expediente(
        por=secretaria,
        ahora=momento,
        presentado_en=momento,
        canal=canal,
        procedimiento=fabrica.procedimiento(procedimiento),
    )

    assert fila.vence_el == date.fromisoformat(vence)


def test_el_anexo_impreso_trae_la_cuenta_de_cada_dia(
    secretaria: Usuario, jefatura: Usuario, como: Callable[[Usuario], Client]
) -> None:
    momento = datetime(2026, 11, 20, 9, 0, tzinfo=LIMA)
    fila = fabrica.expediente(
        por=secretaria,
        ahora=momento,
        presentado_en=momento,
        asunto="Solicita opinión 😀 de Ñahuimpuquio",
        procedimiento=fabrica.procedimiento("informe"),
    )

    respuesta = como(secretaria).get(reverse("tramite:anexo_plazos", args=[fila.numero]))

    assert respuesta["Content-Type"] == "application/pdf"
    pdf = pypdfium2.PdfDocument(respuesta.content)
    texto = " ".join(p.get_textpage().get_text_range() for p in pdf)
    pdf.close()
    texto = " ".join(texto.split())
    for dato in (fila.numero, "23/11/2026", "sábado", "01/12/2026", "DS 006-2026-JUS, art. 132.3"):
        assert dato in texto
