"""The public register of secret and reserved information (DS 007-2024-JUS arts. 38–39)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cargos.models import Usuario
from ocisys.base import molde
from ocisys.base.reglas import ReglaIncumplida
from tests import fabrica_tramite as fabrica
from tramite import acciones
from tramite.models import Expediente

Como = Callable[[Usuario], Client]


def reservar(fila: Expediente, por: Usuario, clase: str, **registro: Any) -> None:
    hoy = timezone.localdate()
    datos = {
        "resolucion_el": hoy - timedelta(days=1),
        "denominacion": f"Asunto {clase} publicable",
    } | registro
    acciones.reservar(
        fila,
        clase=clase,
        fundamento="Fundamento interno",
        lectores=[],
        causal="TUO Ley 27806 art. 16.2.a",
        resolucion=f"RM de {clase}",
        codigo=f"COD-{clase}",
        revision_el=hoy + timedelta(days=300),
        registro=datos,
        por=por,
        ahora=timezone.now(),
    )


def pagina() -> str:
    molde.olvidar()
    return Client().get(reverse("publico:clasificada")).content.decode()


def test_solo_lo_clasificado_por_resolucion_esta_en_el_registro_publico(
    secretaria: Usuario, jefatura: Usuario
) -> None:
    filas = {
        clase: fabrica.expediente(por=secretaria, asunto=f"Asunto oculto {clase}")
        for clase in ("secreta", "reservada", "confidencial", "grupo")
    }
    for clase, fila in filas.items():
        reservar(fila, jefatura, clase)

    html = pagina()
    datos = Client().get(reverse("publico:clasificada_datos", args=["json"])).json()["filas"]

    for dicho in ("COD-secreta", "COD-reservada", "RM de reservada", "Asunto secreta publicable"):
        assert dicho in html
    assert [f["Código"] for f in datos] == ["COD-secreta", "COD-reservada"]
    for texto in (html, str(datos)):
        assert "confidencial publicable" not in texto
        assert "grupo publicable" not in texto
        assert "Asunto oculto" not in texto
        assert "Fundamento interno" not in texto
        assert all(f.numero not in texto for f in filas.values())


def test_cambiar_los_lectores_no_repite_la_entrada(secretaria: Usuario, jefatura: Usuario) -> None:
    fila = fabrica.expediente(por=secretaria)
    reservar(fila, jefatura, "reservada")
    reservar(fila, jefatura, "reservada", prorroga="RM 9-2026")

    assert pagina().count("COD-reservada") == 1
    assert "RM 9-2026" in pagina()


def test_se_desclasifica_por_resolucion_que_queda_en_el_registro(
    secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    fila = fabrica.expediente(por=secretaria)
    reservar(fila, jefatura, "reservada")
    acciones.pedir_levantamiento(fila, motivo="Cesó", por=secretaria, ahora=timezone.now())
    url = reverse("tramite:levantar", args=[fila.numero])
    fila.refresh_from_db()
    datos = {"version": fila.version, "motivo": "Cesó la causa"}

    assert como(jefatura).post(url, datos).status_code == 422
    hecho = datos | {"desclasificacion": "RM 77-2026", "desclasificada_el": "h"}
    assert como(jefatura).post(url, hecho).status_code == 302

    fila.refresh_from_db()
    assert fila.acceso == "oficina"
    assert "RM 77-2026" in pagina()


def test_lo_secreto_y_reservado_no_sale_de_su_clase_sin_resolucion(
    secretaria: Usuario, jefatura: Usuario
) -> None:
    fila = fabrica.expediente(por=secretaria)
    reservar(fila, jefatura, "reservada")

    with pytest.raises(ReglaIncumplida, match="antes se desclasifica"):
        reservar(fila, jefatura, "grupo")


@pytest.mark.parametrize(
    "registro",
    [{"denominacion": ""}, {"resolucion_el": None}, {"resolucion_el": timezone.localdate().max}],
)
def test_sin_lo_que_pide_el_registro_no_se_clasifica(
    secretaria: Usuario, jefatura: Usuario, registro: dict[str, Any]
) -> None:
    with pytest.raises(ReglaIncumplida):
        reservar(fabrica.expediente(por=secretaria), jefatura, "secreta", **registro)
