"""Several signed at once: in the order of entry, as they were read, and none stops the others."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cargos.models import Usuario
from tests import fabrica_salidas as fabrica
from tests import fabrica_tramite
from tests.fabrica_firma import CLAVE, Autoridad
from tramite import acciones
from tramite.emitidos import salida_pdf
from tramite.estados_salida import EstadoSalida
from tramite.models import Salida

Como = Callable[[Usuario], Client]


def p12() -> SimpleUploadedFile:
    return SimpleUploadedFile("firma.p12", Autoridad().persona())


def firmar_lote(
    cliente: Client, salidas: list[Salida], *, clave: str = CLAVE, **campos: str
) -> HttpResponse:
    """The page of several, with the versions that those rows had when they were read."""
    respuesta: HttpResponse = cliente.post(
        reverse("tramite:salidas_firmar"),
        {
            "salidas": [f"{s.pk}-{s.version}" for s in salidas],
            "pkcs12": p12(),
            "clave_pkcs12": clave,
        }
        | campos,
    )
    return respuesta


def test_el_lote_firma_en_orden_y_dice_cual_no_y_por_que(
    secretaria: Usuario, especialista: Usuario, jefatura: Usuario, como: Como
) -> None:
    fabrica.serie()
    filas = [fabrica_tramite.expediente(por=secretaria) for _ in range(3)]
    oficios = [fabrica.lista_para_firmar(f, por=especialista) for f in filas]
    carta = fabrica.lista_para_firmar(filas[0], por=especialista, modelo="carta-respuesta")

    respuesta = como(jefatura).post(
        reverse("tramite:salidas_firmar"),
        {
            "salidas": [carta.pk, *(s.pk for s in reversed(oficios))],
            "pkcs12": p12(),
            "clave_pkcs12": CLAVE,
        },
    )

    assert "no ha dispuesto una serie propia" in respuesta.content.decode()
    numeros = Salida.objects.filter(pk__in=[s.pk for s in oficios]).order_by("pk")
    assert [s.correlativo for s in numeros] == [1, 2, 3]


def test_los_numeros_del_lote_siguen_el_ingreso_de_sus_expedientes(
    secretaria: Usuario, especialista: Usuario, jefatura: Usuario, como: Como
) -> None:
    # TUO LPAG art. 148.1: the one that came in first gets the first number, whoever drafted later
    fabrica.serie()
    ahora = timezone.now()
    filas = [
        fabrica_tramite.expediente(por=secretaria, presentado_en=ahora - timedelta(hours=horas))
        for horas in (1, 3, 2)
    ]
    salidas = [fabrica.lista_para_firmar(f, por=especialista) for f in filas]

    respuesta = firmar_lote(como(jefatura), salidas)

    assert respuesta["Location"].endswith("?ver=emitidos")
    for salida, correlativo in zip(salidas, (3, 1, 2), strict=True):
        salida.refresh_from_db()
        assert salida.correlativo == correlativo


def test_lo_que_cambio_o_se_rompio_no_se_firma_y_no_detiene_al_resto(
    secretaria: Usuario,
    especialista: Usuario,
    jefatura: Usuario,
    como: Como,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fabrica.serie()
    filas = [fabrica_tramite.expediente(por=secretaria) for _ in range(4)]
    devuelta, reescrita, rota, buena = salidas = [
        fabrica.lista_para_firmar(f, por=especialista) for f in filas
    ]
    for salida in (devuelta, reescrita):
        acciones.observar_salida(
            salida, reparos=[(1, "Otro tono")], por=jefatura, ahora=timezone.now()
        )
    texto = acciones.Texto("APCI", "Otro asunto", "Lo que nadie leyó.")
    acciones.corregir(
        reescrita, texto=texto, firmante=reescrita.firmante, visadores=(), atiende=True,
        por=especialista, ahora=timezone.now(),
    )  # fmt: skip
    acciones.enviar(reescrita, por=especialista, ahora=timezone.now())

    def pdf(salida: Salida, **datos: object) -> bytes:
        if salida.pk == rota.pk:
            raise OSError("disco lleno")
        return salida_pdf(salida, **datos)  # type: ignore[arg-type]

    monkeypatch.setattr("tramite.acciones.firmar.salida_pdf", pdf)
    pagina = firmar_lote(como(jefatura), salidas).content.decode()

    assert "Firmados: 1 · sin firmar: 3" in pagina
    assert pagina.count("otra persona actuó sobre este documento") == 2
    assert "No se pudo hacer su PDF" in pagina
    buena.refresh_from_db()
    assert buena.correlativo == 1
    estados = [Salida.objects.get(pk=s.pk).estado for s in (devuelta, reescrita, rota)]
    assert estados == [EstadoSalida.OBSERVADO, EstadoSalida.VISADO, EstadoSalida.VISADO]


def test_una_clave_errada_no_vuelve_a_marcar_lo_que_se_dejo_sin_marcar(
    secretaria: Usuario, especialista: Usuario, jefatura: Usuario, como: Como
) -> None:
    fila = fabrica_tramite.expediente(por=secretaria)
    una, otra = [fabrica.lista_para_firmar(fila, por=especialista) for _ in range(2)]

    respuesta = firmar_lote(como(jefatura), [una], clave="otra")

    assert respuesta.status_code == 422
    assert [(f.salida, f.marcada) for f in respuesta.context["filas"]] == [
        (una, True),
        (otra, False),
    ]
    nada = firmar_lote(como(jefatura), [])
    assert "Elija al menos un documento." in nada.content.decode()


def test_en_el_lote_se_escribe_el_numero_del_ministerio_de_lo_que_la_oficina_no_numera(
    secretaria: Usuario, especialista: Usuario, jefatura: Usuario, como: Como
) -> None:
    expediente = fabrica_tramite.expediente(por=secretaria)
    carta = fabrica.lista_para_firmar(expediente, por=especialista, modelo="carta-respuesta")
    cliente = como(jefatura)
    campo = f"numero-{carta.pk}"
    assert campo in cliente.get(reverse("tramite:salidas_firmar")).content.decode()

    firmar_lote(cliente, [carta], **{campo: "D000077-2026-MIMP-OCI"})

    carta.refresh_from_db()
    assert (carta.estado, carta.numero) == (EstadoSalida.FIRMADO, "D000077-2026-MIMP-OCI")
