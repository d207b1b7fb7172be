"""Codes of other entities, and a case of theirs registered from its JSON."""

from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q

from cargos.models import Posicion, Usuario
from cargos.permisos import CARGO_DE_JEFATURA
from ocisys.base.busqueda import plano
from ocisys.base.plazos import Canal
from ocisys.base.reglas import ReglaIncumplida
from tramite.acciones.comun import actuar, bloquear, guardar
from tramite.acciones.registrar import Ingreso, registrar
from tramite.estados import Estado
from tramite.intercambio import Entrante
from tramite.models import Actuacion, CodigosExternos, Expediente, Remitente, TipoDocumento
from tramite.referencias import referencias_de

OTRO = "otro"


@transaction.atomic
def fijar_codigos(
    expediente: Expediente,
    *,
    por: Usuario,
    ahora: datetime,
    version: int | None = None,
    **codigos: str,
) -> CodigosExternos:
    """Write down how other systems call the case; every earlier value stays in the audit.

    Raises ReglaIncumplida when the CUO is the one of another expediente.
    """
    expediente = bloquear(expediente, version=version)
    fila = CodigosExternos.objects.filter(expediente=expediente).first()
    fila = fila or CodigosExternos(expediente=expediente)
    antes = {campo: getattr(fila, campo) for campo in codigos}
    for campo, valor in codigos.items():
        setattr(fila, campo, valor)
    try:
        fila.full_clean(exclude=["expediente"])
        with transaction.atomic():
            fila.save()
    except ValidationError as error:
        raise ReglaIncumplida(" ".join(error.messages)) from error
    except IntegrityError as error:  # two at the same moment
        raise ReglaIncumplida(
            "Ya hay un expediente con ese CUO: búsquelo por ese código antes de guardarlo aquí."
        ) from error
    guardar(expediente, referencias=referencias_de(expediente))
    nombres = {
        campo: str(getattr(CodigosExternos._meta.get_field(campo), "verbose_name", campo))
        for campo in codigos
    }
    dichos = "; ".join(f"{nombres[campo]} {valor}" for campo, valor in codigos.items() if valor)
    cambian = [campo for campo, valor in codigos.items() if valor != antes[campo]]
    actuar(
        expediente,
        Actuacion.Clase.CODIGOS,
        a=Estado(expediente.estado),
        texto=dichos[:1000] or "Sin códigos externos",
        por=por,
        ahora=ahora,
        antes={nombres[campo]: antes[campo] for campo in cambian},
        despues={nombres[campo]: codigos[campo] for campo in cambian},
    )
    return fila


@transaction.atomic
def importar(entrante: Entrante, *, por: Usuario, ahora: datetime) -> tuple[Expediente, bool]:
    """Register a case sent by another entity; the same CUO twice gives the first one."""
    ya = CodigosExternos.objects.select_related("expediente").filter(cuo=entrante.cuo).first()
    if ya is not None:
        return ya.expediente, False
    ingreso = Ingreso(
        clave=uuid5(NAMESPACE_URL, f"cuo:{entrante.cuo}"),
        remitente=_remitente(entrante),
        destinatario=Posicion.objects.get(nro_orden=CARGO_DE_JEFATURA),
        tipo=_tipo(entrante.tipo_documento),
        asunto=entrante.asunto,
        presentado_en=ahora,
        canal=Canal.PIDE,
        folios=entrante.folios,
        documento_numero=entrante.documento_numero,
        documento_fecha=entrante.documento_fecha,
    )
    expediente, nuevo = registrar(ingreso, por=por, ahora=ahora)
    fijar_codigos(
        expediente,
        cuo=entrante.cuo,
        cuo_referencia=entrante.cuo_referencia,
        cud=entrante.cud,
        numero_sgd=entrante.numero_sgd,
        entidad=entrante.entidad,
        unidad=entrante.unidad,
        por=por,
        ahora=ahora,
    )
    return expediente, nuevo


def _remitente(entrante: Entrante) -> Remitente:
    """The known sender with that RUC or that name; a new entity otherwise."""
    igual = Q(nombre_busqueda=plano(entrante.remitente), clase=Remitente.Clase.ENTIDAD)
    if entrante.entidad:
        igual |= Q(ruc=entrante.entidad) | Q(organizacion__ruc=entrante.entidad)
    hallado = Remitente.objects.filter(igual).por_uso().first()
    return hallado or Remitente(
        clase=Remitente.Clase.ENTIDAD, nombre=entrante.remitente, ruc=entrante.entidad
    )


def _tipo(codigo: str) -> TipoDocumento:
    """The kind with that code, of the platform or ours; «otro» when none has it."""
    filas = TipoDocumento.objects.filter(activo=True)
    hallado = filas.filter(Q(codigo_pide=codigo) | Q(codigo=codigo)).first() if codigo else None
    return hallado or TipoDocumento.objects.get(codigo=OTRO)
