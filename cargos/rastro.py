"""How far each one may look at the trail, who is who in it, and the trail of accounts and rules."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db.models import Q, QuerySet

from cargos.models import Designacion, Encargo, Persona, Solicitud, Usuario
from cargos.permisos import Permiso
from ocisys.base import rastro
from ocisys.base.models import (
    DiaNoLaborable,
    DiaSinAtencion,
    FeriadoNacional,
    HorarioSede,
    Norma,
    NormaRelacion,
    ReglaComputo,
    ReglaCorte,
    ReglaPlazo,
    Sede,
    SelloDiario,
)
from ocisys.base.rastro import Alcance, Clase, Dicho, FuenteDeActos, Huella
from ocisys.base.rastro_versiones import FuenteDeVersiones


def alcance_de(usuario: Usuario) -> Alcance:
    """Own acts for everybody; those of the office for who supervises it or audits; accounts,
    settings and catalogues for who administers or audits."""
    return Alcance(
        oficina=usuario.puede(Permiso.AUDITORIA_VER),
        sistema=usuario.puede(Permiso.CUENTAS_VER),
    )


def con_nombres(huellas: Iterable[Huella]) -> list[Huella]:
    """The same lines saying who; one query."""
    filas = list(huellas)
    cuentas = Usuario.objects.filter(pk__in={h.por for h in filas if h.por})
    nombres = {u.pk: str(u) for u in cuentas.select_related("persona")}
    return [replace(h, quien=nombres.get(h.por or 0, "El sistema")) for h in filas]


def ultimo_sello() -> SelloDiario | None:
    """The last day of the audit that was sealed, None before the first."""
    return SelloDiario.objects.last()


def personas_del_rastro(usuario: Usuario) -> list[tuple[str, str]]:
    """Key of the account and name of those whose trail may be asked for; empty for one's own."""
    alcance = alcance_de(usuario)
    if not (alcance.oficina or alcance.sistema):
        return []
    filas = Persona.objects.visibles_para(usuario).exclude(usuario=None).en_orden()
    return [(str(p.usuario_id), p.nombre_de_lista) for p in filas]


def _encargos(usuario: Any) -> QuerySet[Any, Any]:
    return Encargo.objects.visibles_para(usuario).select_related("posicion")


def _encargo(fila: Encargo) -> Dicho:
    return "Encargo", f"Cargo {fila.posicion}", "", fila.descripcion, ()


def _solicitudes(usuario: Any) -> QuerySet[Any, Any]:
    return Solicitud.objects.visibles_para(usuario)


def _solicitud(fila: Solicitud) -> Dicho:
    return f"Solicitud: {fila.get_clase_display().lower()}", "", "", fila.texto, ()


def _nada(texto: str) -> Q | None:
    """They are not found by the number of an expediente nor the code of an agreement."""
    return None


def declarar() -> None:
    """Called once by `CargosConfig.ready`."""
    sistema = Clase.SISTEMA
    rastro.registrar(
        FuenteDeActos(Clase.ACTOS, _encargos, _encargo, _nada),
        FuenteDeActos(Clase.ACTOS, _solicitudes, _solicitud, _nada),
        FuenteDeVersiones(Usuario, sistema, ("username",)),
        FuenteDeVersiones(Persona, sistema, ("nombres", "apellido_paterno", "apellido_materno")),
        FuenteDeVersiones(Designacion, sistema, ("persona", "posicion")),
        FuenteDeVersiones(Norma, sistema, ("tipo", "numero", "anio", "siglas")),
        FuenteDeVersiones(NormaRelacion, sistema, ("norma", "efecto", "sobre")),
        FuenteDeVersiones(ReglaPlazo, sistema, ("codigo", "nombre")),
        FuenteDeVersiones(ReglaCorte, sistema, ("canal", "materia")),
        FuenteDeVersiones(ReglaComputo, sistema, ("norma",)),
        FuenteDeVersiones(FeriadoNacional, sistema, ("nombre",)),
        FuenteDeVersiones(DiaNoLaborable, sistema, ("fecha", "motivo")),
        FuenteDeVersiones(DiaSinAtencion, sistema, ("fecha", "motivo")),
        FuenteDeVersiones(Sede, sistema, ("nombre",)),
        FuenteDeVersiones(HorarioSede, sistema, ("sede", "desde")),
    )
