"""Observation and subsanación: each legal invariant is a test (TUO LPAG arts. 125, 126, 131.1)."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cargos.models import Usuario
from ocisys.base.reglas import ReglaIncumplida
from tests import fabrica_tramite as fabrica
from tests.tramite.test_papeles import texto_de
from tramite import acciones
from tramite.acciones.observar import fuera_de_plazo_para_observar
from tramite.models import Expediente, Observacion, TerminoDistancia
from tramite.otros_plazos import plazo_de_derivar
from tramite.silencio import efecto_del_silencio

Como = Callable[[Usuario], Client]
LIMA = ZoneInfo("America/Lima")
LUNES = datetime(2026, 11, 16, 9, 0, tzinfo=LIMA)


def acto(nombre: str, expediente: Expediente) -> str:
    return reverse(f"tramite:{nombre}", args=[expediente.numero])


def datos(expediente: Expediente, **campos: object) -> dict[str, object]:
    expediente.refresh_from_db()
    return {"version": expediente.version} | campos


@pytest.fixture
def presentado(secretaria: Usuario, jefatura: Usuario) -> Expediente:
    """Filed on Monday 16-11-2026 by hand, with a 30-day term."""
    return fabrica.expediente(
        por=secretaria,
        ahora=LUNES,
        presentado_en=LUNES,
        procedimiento=fabrica.procedimiento("solicitud"),
    )


@pytest.fixture
def observado(presentado: Expediente, secretaria: Usuario) -> Expediente:
    acciones.observar(
        presentado,
        requisitos=["Copia del DNI", "Vigencia de poder"],
        por=secretaria,
        ahora=LUNES + timedelta(hours=1),
    )
    presentado.refresh_from_db()
    return presentado


def test_se_pide_todo_lo_que_falta_en_un_solo_acto(
    presentado: Expediente, secretaria: Usuario, como: Como
) -> None:
    cuerpo = datos(presentado, requisitos="- Copia del DNI\n\n• Vigencia de poder\n")

    como(secretaria).post(acto("observar", presentado), cuerpo)

    presentado.refresh_from_db()
    assert presentado.estado == "observado"
    textos = list(presentado.observacion.requisitos.values_list("texto", flat=True))
    assert textos == ["Copia del DNI", "Vigencia de poder"]


def test_nuestro_plazo_no_corre_mientras_esta_observado(observado: Expediente) -> None:
    # art. 125.3
    assert observado.vence_el is None
    assert not observado.plazos.nuestros().abiertos().exists()
    assert observado.movimientos.abiertos().get().vence is None


def test_el_administrado_tiene_dos_dias_habiles_para_subsanar(observado: Expediente) -> None:
    # art. 125.1
    plazo = observado.observacion.plazo
    assert plazo is not None
    assert (plazo.obligado, plazo.vence_el) == ("administrado", date(2026, 11, 18))


def test_lo_observado_no_se_deriva(observado: Expediente, secretaria: Usuario, como: Como) -> None:
    # art. 125.3
    cuerpo = datos(observado, para=fabrica.posicion("067").pk)

    respuesta = como(secretaria).post(acto("derivar", observado), cuerpo)

    assert respuesta.status_code == 409
    assert "art. 125.3" in respuesta.content.decode()


@pytest.mark.parametrize("nombre", ["devolver", "atender", "archivar", "anular"])
def test_lo_observado_tampoco_avanza_de_otro_modo(
    observado: Expediente, jefatura: Usuario, como: Como, nombre: str
) -> None:
    cuerpo = datos(observado, texto="x", motivo="x")

    assert como(jefatura).post(acto(nombre, observado), cuerpo).status_code == 409


def test_al_subsanar_todo_se_conserva_la_fecha_y_el_plazo_corre_desde_entonces(
    observado: Expediente, secretaria: Usuario
) -> None:
    # arts. 126.1 and 131.1
    miercoles = LUNES + timedelta(days=2)

    acciones.subsanar(
        observado,
        cumplidos=list(observado.observacion.requisitos.all()),
        por=secretaria,
        ahora=miercoles,
    )

    observado.refresh_from_db()
    plazo = observado.plazos.nuestros().abiertos().get()
    assert observado.estado == "subsanado"
    assert observado.presentado_en == LUNES
    assert plazo.presentado_el == date(2026, 11, 18)
    assert observado.vence_el == plazo.vence_el
    assert observado.movimientos.abiertos().get().vence == plazo.vence_el


def test_lo_que_no_se_subsana_sigue_pedido_en_la_misma_observacion(
    observado: Expediente, secretaria: Usuario, como: Como
) -> None:
    # art. 126.4: later only the uncured ones
    uno = observado.observacion.requisitos.first()

    como(secretaria).post(acto("subsanar", observado), datos(observado, cumplidos=[uno.pk]))

    observado.refresh_from_db()
    assert observado.estado == "observado"
    pendientes = observado.observacion.requisitos.filter(subsanado_en=None)
    assert [r.texto for r in pendientes] == ["Vigencia de poder"]


def test_un_requisito_subsanado_no_se_vuelve_a_pedir(
    observado: Expediente, secretaria: Usuario
) -> None:
    uno = observado.observacion.requisitos.first()
    acciones.subsanar(observado, cumplidos=[uno], por=secretaria, ahora=LUNES)

    with pytest.raises(ReglaIncumplida, match="ninguno de ésos está pendiente"):
        acciones.subsanar(observado, cumplidos=[uno], por=secretaria, ahora=LUNES)


def test_no_cabe_una_segunda_observacion(
    observado: Expediente, secretaria: Usuario, como: Como
) -> None:
    # art. 126.2, and 126.3: it is a fault
    acciones.subsanar(
        observado,
        cumplidos=list(observado.observacion.requisitos.all()),
        por=secretaria,
        ahora=LUNES + timedelta(days=1),
    )

    mesa = como(secretaria)
    al_abrir = mesa.get(acto("observar", observado))
    respuesta = mesa.post(acto("observar", observado), datos(observado, requisitos="Otra cosa"))

    for dicho in (al_abrir, respuesta):  # it is not left to be written first
        assert dicho.status_code == 409
        assert "no cabe otra ronda" in dicho.content.decode()
        assert "arts. 126.2" in dicho.content.decode()


def test_la_base_de_datos_tampoco_admite_una_segunda_observacion(
    observado: Expediente, secretaria: Usuario
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Observacion.objects.create(expediente=observado, por=secretaria, calidad="x")


def test_un_defecto_visto_tarde_tambien_se_observa_una_vez(
    presentado: Expediente, secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    # art. 125.5
    acciones.derivar(
        presentado, para=fabrica.posicion("067"), por=secretaria, ahora=LUNES + timedelta(hours=2)
    )

    como(jefatura).post(acto("observar", presentado), datos(presentado, requisitos="Firma"))

    presentado.refresh_from_db()
    assert presentado.estado == "observado"


def test_no_se_tiene_por_no_presentado_antes_de_que_venza(
    observado: Expediente, secretaria: Usuario
) -> None:
    # art. 125.4
    with pytest.raises(ReglaIncumplida, match="corre hasta el 18/11/2026"):
        acciones.tener_por_no_presentado(
            observado, texto="x", por=secretaria, ahora=LUNES + timedelta(days=2)
        )


def test_vencido_el_plazo_se_tiene_por_no_presentado_y_se_archiva(
    observado: Expediente, secretaria: Usuario, como: Como
) -> None:
    acciones.tener_por_no_presentado(
        observado, texto="No subsanó", por=secretaria, ahora=LUNES + timedelta(days=3)
    )

    respuesta = como(secretaria).post(
        acto("archivar", observado), datos(observado, texto="Devuelto con sus documentos")
    )

    assert respuesta.status_code == 302
    observado.refresh_from_db()
    assert observado.estado == "archivado"


@pytest.mark.parametrize(
    "requisitos", ["", "   \n - \n", "x" * 401, "\n".join(["uno"] * 31), "x\x00y", "z" * 10_000]
)
def test_una_observacion_mal_escrita_se_explica(
    presentado: Expediente, secretaria: Usuario, como: Como, requisitos: str
) -> None:
    respuesta = como(secretaria).post(
        acto("observar", presentado), datos(presentado, requisitos=requisitos)
    )

    assert respuesta.status_code == 422


def test_no_se_subsana_un_requisito_de_otro_expediente(
    observado: Expediente, secretaria: Usuario, como: Como
) -> None:
    otro = fabrica.expediente(por=secretaria)
    acciones.observar(otro, requisitos=["Firma"], por=secretaria, ahora=timezone.now())
    ajeno = otro.observacion.requisitos.get()

    respuesta = como(secretaria).post(
        acto("subsanar", observado), datos(observado, cumplidos=[ajeno.pk])
    )

    assert respuesta.status_code == 422


def test_la_distancia_alarga_lo_que_debe_el_administrado(
    secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    fila = fabrica.expediente(por=secretaria)
    url = reverse("tramite:observar", args=[fila.numero])
    assert "distancia" not in como(secretaria).get(url).content.decode()
    lejos = TerminoDistancia.objects.create(
        lugar="Maynas, Loreto", dias=3, norma="Cuadro de prueba", vigente_desde=date(2020, 1, 1)
    )

    datos = {"version": fila.version, "requisitos": "Firma", "distancia": lejos.pk}
    assert como(secretaria).post(url, datos).status_code == 302

    plazo = Observacion.objects.get(expediente=fila).plazo
    assert plazo is not None
    assert plazo.distancia == 3
    assert [d["numero"] for d in plazo.explicacion if d["cuenta"]] == [1, 2, 3, 4, 5]
    assert "Cuadro de prueba" in fila.actuaciones.get(clase="observacion").datos["distancia"]


def test_lo_electronico_se_observa_en_dos_dias_o_se_advierte(
    secretaria: Usuario, jefatura: Usuario
) -> None:
    lunes = datetime(2026, 11, 16, 9, 0, tzinfo=ZoneInfo("America/Lima"))
    digital = fabrica.expediente(
        por=secretaria, ahora=lunes, presentado_en=lunes, canal="mesa_digital"
    )
    papel = fabrica.expediente(por=secretaria, ahora=lunes, presentado_en=lunes)

    assert fuera_de_plazo_para_observar(digital, date(2026, 11, 18)) == ""
    assert "18/11/2026" in fuera_de_plazo_para_observar(digital, date(2026, 11, 19))
    assert fuera_de_plazo_para_observar(papel, date(2026, 11, 30)) == ""


def test_el_silencio_de_un_procedimiento_da_una_segunda_fecha(
    secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    de = fabrica.procedimiento("solicitud")
    fila = fabrica.expediente(por=secretaria, procedimiento=de)
    assert efecto_del_silencio(fila) == ("", None)

    de.silencio = "positivo"
    de.save()
    fila = Expediente.objects.get(pk=fila.pk)
    frase, dia = efecto_del_silencio(fila)

    assert "aprobado" in frase
    assert dia is not None
    assert dia > fila.vence_el
    pagina = como(secretaria).get(f"{fila.get_absolute_url()}?ver=plazos").content.decode()
    assert "silencio positivo" in pagina


def test_el_escrito_que_subsana_se_agrega_en_el_mismo_acto_y_dice_como_queda(
    observado: Expediente, secretaria: Usuario, como: Como
) -> None:
    mesa = como(secretaria)
    pedidos = list(observado.observacion.requisitos.all())
    papel = {"tipo": observado.tipo_documento_id, "folios": 2}
    url = acto("agregar", observado)

    una = mesa.post(
        url, datos(observado, **papel, asunto="Copia", cumplidos=[pedidos[0].pk]), follow=True
    )
    assert "Sigue pedido: Vigencia de poder." in una.content.decode()
    todo = mesa.post(
        url, datos(observado, **papel, asunto="Poder", cumplidos=[pedidos[1].pk]), follow=True
    )

    observado.refresh_from_db()
    assert observado.estado == "subsanado"
    assert observado.documentos.count() == 3
    assert f"vence el {observado.vence_el:%d/%m/%Y}" in todo.content.decode()


def test_la_cuenta_dice_que_corre_desde_la_subsanacion_y_que_la_fecha_se_conserva(
    observado: Expediente, secretaria: Usuario, como: Como
) -> None:
    # arts. 131.1 and 126.1; and it is sent on that day, for before it could not be (125.3)
    acciones.subsanar(
        observado,
        cumplidos=list(observado.observacion.requisitos.all()),
        por=secretaria,
        ahora=LUNES + timedelta(days=2),
    )
    observado.refresh_from_db()

    hoja = como(secretaria).get(f"{observado.get_absolute_url()}?ver=plazos").content.decode()
    anexo = texto_de(como(secretaria).get(acto("anexo_plazos", observado)).content)

    for dicho in (hoja, " ".join(anexo.split())):
        assert "la subsanación, el 18/11/2026 (TUO LPAG art. 131.1)" in dicho
        assert "presentación sigue siendo el 16/11/2026" in dicho
    derivar = plazo_de_derivar(observado)
    assert derivar is not None
    assert derivar.vence_el == date(2026, 11, 18)


def test_lo_subsanado_y_sin_derivar_se_cuenta_en_la_manana_de_la_mesa(
    observado: Expediente, secretaria: Usuario, como: Como
) -> None:
    # arts. 125.3 and 132.1: from the subsanación, not from the entry
    def cifra() -> tuple[str, str]:
        cifras = como(secretaria).get("/tramite/manana/").context["manana"].cifras
        return next((c.valor, c.tono) for c in cifras if c.nombre == "Por derivar hoy")

    assert cifra() == ("0", "")
    pedidos = list(observado.observacion.requisitos.all())
    acciones.subsanar(observado, cumplidos=pedidos, por=secretaria, ahora=timezone.now())

    assert cifra() == ("1", "atencion")


def test_lo_que_otra_pestana_ya_subsano_se_dice_en_vez_de_un_formulario_vacio(
    observado: Expediente, secretaria: Usuario, como: Como
) -> None:
    mesa = como(secretaria)
    claves = [r.pk for r in observado.observacion.requisitos.all()]
    cuerpo = datos(observado, cumplidos=claves)
    mesa.post(acto("subsanar", observado), cuerpo)

    for dicho in (
        mesa.get(acto("subsanar", observado)),
        mesa.post(acto("subsanar", observado), cuerpo),
    ):
        assert dicho.status_code == 409
        assert "No hay nada que subsanar: el expediente está «Subsanado»." in dicho.content.decode()
