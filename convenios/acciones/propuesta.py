"""A proposal to a company: registered, corrected as a draft, passed on (069-03)."""

from datetime import date

from django.db import transaction

from cargos.models import Usuario
from cargos.permisos import Permiso
from convenios.acciones import pasos
from convenios.models import PasoPropuesta, PropuestaEmpresa
from convenios.models.perfil import SIN_SABER, PerfilEmpresa
from convenios.models.propuesta import CERRADAS, TRANSICIONES_PROPUESTA, EstadoPropuesta
from ocisys.base.reglas import ReglaIncumplida

SERIE = "propuesta"
E = EstadoPropuesta


@transaction.atomic
def registrar_propuesta(
    propuesta: PropuestaEmpresa, *, por: Usuario, hoy: date
) -> PropuestaEmpresa:
    """Give the next code of the year to a draft."""
    return pasos.registrar(propuesta, siglas="PRO", serie=SERIE, por=por, hoy=hoy)


@transaction.atomic
def corregir_propuesta(propuesta: PropuestaEmpresa) -> PropuestaEmpresa:
    """Save another text of a draft. Raises `ReglaIncumplida` once it was reviewed."""
    ya = "Ya fue revisada: devuélvala a borrador y será otra versión."
    return pasos.corregir(propuesta, mientras=E.BORRADOR, si_no=ya)


@transaction.atomic
def mover_propuesta(
    propuesta: PropuestaEmpresa,
    *,
    a: str,
    fecha: date,
    por: Usuario,
    nota: str = "",
    documento: str = "",
) -> PasoPropuesta:
    """Pass a proposal to another state. Raises `ReglaIncumplida` if it cannot follow, if this
    person may not review, if it closes without a reason, or if nobody knows whether the company
    sells to the Ministry."""
    fila, hacia = pasos.bloquear(propuesta), E(a)
    pasos.verificar(TRANSICIONES_PROPUESTA, E(fila.estado), hacia)
    if hacia == E.REVISADA and not por.puede(Permiso.PROPUESTA_REVISAR):
        raise ReglaIncumplida("La revisa la jefatura.")
    if hacia in CERRADAS and not nota.strip():
        raise ReglaIncumplida("Diga por qué: es lo que servirá para la próxima propuesta.")
    if hacia == E.ENVIADA and not se_sabe_si_es_proveedora(fila):
        raise ReglaIncumplida(SIN_SABER)
    fila.version += hacia == E.BORRADOR
    return pasos.pasar(
        fila, hacia, fecha=fecha, por=por, nota=nota, documento=documento, cambia=["version"]
    )


def se_sabe_si_es_proveedora(propuesta: PropuestaEmpresa) -> bool:
    """Whether its profile answers the question of the conflict of interest."""
    perfil = PerfilEmpresa.objects.filter(organizacion=propuesta.empresa_id).first()
    return perfil is not None and perfil.es_proveedora is not None
