"""Keyword builders of agreements and what hangs from them: valid by default."""

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from cargos.models import Posicion, Usuario, autoria
from convenios.acciones import adenda as acciones_adenda
from convenios.acciones import clasificacion as acciones_clasificacion
from convenios.acciones import clausula as acciones_clausula
from convenios.acciones import compromiso as acciones_compromiso
from convenios.acciones import convenio as acciones_convenio
from convenios.acciones import dinero as acciones_dinero
from convenios.acciones import ocurrencia as acciones_ocurrencia
from convenios.acciones import propuesta_acuerdo as acciones_propuesta_acuerdo
from convenios.acciones import recomendacion as acciones_recomendacion
from convenios.acciones.declaracion import anotar_declaracion
from convenios.estados import Etapa
from convenios.models import (
    ActoDeclaracion,
    Adenda,
    AporteComprometido,
    Clasificacion,
    Clausula,
    Compromiso,
    Convenio,
    Desembolso,
    Documento,
    Evidencia,
    InstrumentoInternacional,
    Ocurrencia,
    Organizacion,
    Parte,
    PropuestaAcuerdo,
    Recomendacion,
    ReglaRecurrencia,
)
from ocisys.base.models import Sede
from tests import fabrica

HOY = date(2026, 11, 20)  # a Friday
_n = count(1)


def sede() -> None:
    """The office's sede, whose calendar moves due dates: weekends only, no holidays loaded."""
    if not Sede.objects.exists():
        Sede.objects.create(codigo="lima", nombre="Lima", ubigeo="150101")


def organizacion(**campos: Any) -> Organizacion:
    n = next(_n)
    datos = {"nombre": f"Agencia {NOMBRES[n % len(NOMBRES)]} {n}", "clase": "fuente", "pais": "ESP"}
    datos["verificada_el"] = HOY
    return Organizacion.objects.create(**datos | campos)


NOMBRES = ("Aurora", "Boreal", "Cóndor", "Délfica", "Estrella", "Fénix", "Galaxia", "Huascarán")


def convenio(
    *, por: Usuario | None = None, etapa: str = Etapa.EN_EJECUCION, **campos: Any
) -> Convenio:
    """A signed agreement in execution with a party on each side, unless told otherwise."""
    sede()
    por = por or fabrica.usuario(cargo="067")
    n = next(_n)
    datos = {
        "denominacion": f"Convenio de prueba {n}",
        "tipo": "marco",
        "fecha_suscripcion": date(2025, 1, 15),
        "inicio_vigencia": date(2025, 1, 15),
        "plazo": "fecha",
        "fecha_fin": date(2028, 1, 15),
    } | campos
    fila = acciones_convenio.registrar_convenio(
        Convenio(**datos), por=por, etapa=Etapa.IDEA, hoy=HOY
    )
    parte(fila, lado="sector")
    parte(fila, lado="contraparte")
    verificado = {"verificado_el": campos.get("verificado_el", HOY)}
    Convenio.objects.filter(pk=fila.pk).update(etapa=etapa, **verificado)
    return Convenio.objects.get(pk=fila.pk)


def parte(convenio: Convenio, *, lado: str = "sector", **campos: Any) -> Parte:
    campos.setdefault("organizacion", None)
    quien = campos.pop("organizacion") or organizacion()
    roles = campos.pop("roles", [2] if lado == "sector" else [1])
    return acciones_convenio.agregar_parte(
        convenio, organizacion=quien, lado=lado, roles=roles, **campos
    )


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def documento(convenio: Convenio, *, por: Usuario, clase: str = "firmado") -> Documento:
    """A sealed paper of the agreement, the signed one by default."""
    subido = SimpleUploadedFile("convenio.pdf", PDF, "application/pdf")
    return acciones_convenio.agregar_documento(convenio, archivo=subido, por=por, clase=clase)


def adenda(convenio: Convenio, *, por: Usuario, **campos: Any) -> Adenda:
    """A signed adenda about commitments, a month ago, unless told otherwise."""
    datos = {"fecha": date(2026, 10, 20), "efectos": ["compromisos"]} | campos
    return acciones_adenda.agregar_adenda(Adenda(convenio=convenio, **datos), por=por)


def clasificar(convenio: Convenio) -> None:
    """All of it about ending violence, towards ODS 5.2, under the third tema of the PNCTI."""
    filas = [
        Clasificacion(vocabulario="crs", codigo="15180", porcentaje=Decimal(100)),
        Clasificacion(vocabulario="ods", codigo="5.2"),
        Clasificacion(vocabulario="pncti", codigo="3"),
    ]
    acciones_clasificacion.clasificar(convenio, filas)


def aporte(
    convenio: Convenio, *, por: Usuario, lado: str = "contraparte", **campos: Any
) -> AporteComprometido:
    """US$ 100,000 of the counterpart, unless told otherwise."""
    datos = {"moneda": "USD", "monto": Decimal(100_000)} | campos
    datos.setdefault("parte", convenio.partes.filter(lado=lado).first())
    return acciones_dinero.registrar_aporte(AporteComprometido(convenio=convenio, **datos), por=por)


def desembolso(convenio: Convenio, *, por: Usuario, hoy: date = HOY, **campos: Any) -> Desembolso:
    """US$ 40,000 of the counterpart that arrived in June, unless told otherwise."""
    datos = {"moneda": "USD", "real_el": date(2026, 6, 1), "real": Decimal(40_000)} | campos
    datos.setdefault("parte", convenio.partes.filter(lado="contraparte").first())
    return acciones_dinero.registrar_desembolso(
        Desembolso(convenio=convenio, **datos), por=por, hoy=hoy
    )


def clausula(convenio: Convenio, **campos: Any) -> Clausula:
    """A clause about obligations, unless told otherwise."""
    datos = {"numero": f"4.{next(_n)}", "materia": "obligaciones", "texto": "Se obliga a todo."}
    return acciones_clausula.guardar_clausula(Clausula(convenio=convenio, **datos | campos))


def compromiso(
    convenio: Convenio,
    *,
    lado: str = "sector",
    cargo: str = "068",
    base: date = HOY,
    cada_meses: int = 0,
    cantidad: int | None = 1,
    fin: date | None = None,
    hoy: date = HOY,
    **campos: Any,
) -> Compromiso:
    """A commitment with one date (today's), unless told otherwise; `cargo` "" leaves none."""
    n = next(_n)
    datos = {
        "titulo": f"Entregar informe {n}",
        "clase": "informe",
        "exigibilidad": "recurrente" if cada_meses else "fecha_fija",
        "peso": 5,
        "criticidad": 3,
    } | campos
    fila = Compromiso(
        convenio=convenio,
        obligado=convenio.partes.get(lado=lado),
        responsable=Posicion.objects.get(nro_orden=cargo) if cargo else None,
        **datos,
    )
    regla = ReglaRecurrencia(base=base, cada_meses=cada_meses, cantidad=cantidad, fin=fin)
    return acciones_compromiso.registrar_compromiso(fila, regla, hoy=hoy)


def instrumento(**campos: Any) -> InstrumentoInternacional:
    """A treaty that the State took on."""
    sede()
    n = next(_n)
    datos = {
        "siglas": f"TRATADO {n}",
        "denominacion": f"Convención de prueba {n}",
        "ambito": "universal",
        "clase": "tratado",
    } | campos
    return InstrumentoInternacional.objects.create(**datos)


def obligacion(
    instrumento: InstrumentoInternacional | None = None,
    *,
    cargo: str = "070",
    base: date = HOY,
    cada_meses: int = 0,
    cantidad: int | None = 1,
    hoy: date = HOY,
    **campos: Any,
) -> Ocurrencia:
    """The first due date of what the State owes by an instrument; `cargo` "" leaves no post."""
    n = next(_n)
    datos = {
        "titulo": f"Enviar informe de Estado {n}",
        "clase": "informe",
        "exigibilidad": "recurrente" if cada_meses else "fecha_fija",
        "peso": 5,
        "criticidad": 3,
    } | campos
    fila = Compromiso(
        instrumento=instrumento or globals()["instrumento"](),
        responsable=Posicion.objects.get(nro_orden=cargo) if cargo else None,
        **datos,
    )
    regla = ReglaRecurrencia(base=base, cada_meses=cada_meses, cantidad=cantidad)
    acciones_compromiso.registrar_compromiso(fila, regla, hoy=hoy)
    return fila.ocurrencias.first()


def recomendacion(
    instrumento: InstrumentoInternacional | None = None, *, por: Usuario, **campos: Any
) -> Recomendacion:
    """A paragraph that nothing implements yet."""
    datos = {
        "documento": "CEDAW/C/1",
        "parrafo": str(next(_n)),
        "texto": "Que publique datos.",
        "tema": "Datos",
    } | campos
    fila = Recomendacion(instrumento=instrumento or globals()["instrumento"](), **datos)
    return acciones_recomendacion.registrar_recomendacion(fila, por=por, hoy=HOY)


def propuesta_acuerdo(*, por: Usuario, **campos: Any) -> PropuestaAcuerdo:
    """An idea of an agreement with its analysis already written."""
    datos = {
        "materia": "Cuidado infantil",
        "contraparte": "Otro Estado",
        "eje": "ninez",
        "justificacion": "Se aprendería de su experiencia.",
        "compatibilidad": "No se opone a nada.",
    } | campos
    fila = PropuestaAcuerdo(**datos)
    return acciones_propuesta_acuerdo.registrar_propuesta(fila, por=por, hoy=HOY)


def ocurrencia(convenio: Convenio | None = None, **campos: Any) -> Ocurrencia:
    """The only due date of a new commitment."""
    return compromiso(convenio or globals()["convenio"](), **campos).ocurrencias.get()


def reportar(ocurrencia: Ocurrencia, *, por: Usuario, hoy: date = HOY, **campos: Any) -> Ocurrencia:
    datos = {
        "avance": 100,
        "narrativa": "Se entregó.",
        "evidencias": [Evidencia(descripcion="Cargo de recepción", documento="Oficio 1-2026")],
    } | campos
    acciones_ocurrencia.reportar(ocurrencia, por=por, hoy=hoy, **datos)
    return Ocurrencia.objects.get(pk=ocurrencia.pk)


def cumplir(
    ocurrencia: Ocurrencia, *, por: Usuario, valida: Usuario, hoy: date = HOY, **campos: Any
) -> Ocurrencia:
    """Reported by one person and validated by another, on the same day."""
    acciones_ocurrencia.validar(
        reportar(ocurrencia, por=por, hoy=hoy, **campos), por=valida, hoy=hoy
    )
    return Ocurrencia.objects.get(pk=ocurrencia.pk)


def sin_pendientes(por: Usuario, hoy: date) -> None:
    """Whatever day `hoy` is, no ficha is old and no yearly declaration waits: only what the test
    puts is told of."""
    Organizacion.objects.update(verificada_el=hoy)
    Convenio.objects.update(verificado_el=hoy)
    for anio in (hoy.year - 1, hoy.year):
        acto = ActoDeclaracion(anio=anio, tipo="presentada", fecha=hoy, sustento="Constancia 1")
        anotar_declaracion(acto, por=por, hoy=hoy)


def autoria_de(por: Usuario) -> dict[str, Any]:
    """Who and in which capacity, for a row written without its acción."""
    return autoria(por)
