"""Who may do what, on one screen: perfil → permissions, each line citing the MOF duty behind it.

A person's perfiles come from the posts held today (`cargos.models.Designacion`); the four without
a post, archivo, Alta Dirección, administración and auditoría, are granted to the account. This
module imports nothing of ours.
Matrix of origin: MOF function keys as `067-06` (post-number).
"""

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar


class Permiso(StrEnum):
    """One thing a person may do; views are labelled with it by `@requiere`."""

    CARGOS_VER = "cargos_ver"
    CARGOS_DESIGNAR = "cargos_designar"
    CARGOS_ENCARGAR = "cargos_encargar"
    ENTREGA_ACEPTAR = "entrega_aceptar"
    EXPEDIENTE_VER = "expediente_ver"
    EXPEDIENTE_INGRESAR = "expediente_ingresar"
    EXPEDIENTE_REGISTRAR = "expediente_registrar"
    EXPEDIENTE_DERIVAR = "expediente_derivar"
    EXPEDIENTE_ATENDER = "expediente_atender"
    EXPEDIENTE_ANULAR = "expediente_anular"
    EXPEDIENTE_RESERVAR = "expediente_reservar"
    EXPEDIENTE_CERRAR = "expediente_cerrar"
    EXPEDIENTE_ARCHIVAR = "expediente_archivar"
    SERIES_EDITAR = "series_editar"
    AGENDA_LLEVAR = "agenda_llevar"
    UTILES_PEDIR = "utiles_pedir"
    UTILES_LLEVAR = "utiles_llevar"
    SALIDA_REDACTAR = "salida_redactar"
    SALIDA_VISAR = "salida_visar"
    SALIDA_FIRMAR = "salida_firmar"
    SALIDA_DESPACHAR = "salida_despachar"
    CONVENIO_VER = "convenio_ver"
    CONVENIO_EDITAR = "convenio_editar"
    INTERNACIONAL_EDITAR = "internacional_editar"
    INTERNACIONAL_APROBAR = "internacional_aprobar"
    COMPROMISO_REPORTAR = "compromiso_reportar"
    EVIDENCIA_VALIDAR = "evidencia_validar"
    EMPRESA_EDITAR = "empresa_editar"
    PROPUESTA_REVISAR = "propuesta_revisar"
    DEMANDA_EDITAR = "demanda_editar"
    ORGANIZACION_TRATAR = "organizacion_tratar"
    ESPACIO_EDITAR = "espacio_editar"
    REUNION_EDITAR = "reunion_editar"
    REUNION_APROBAR = "reunion_aprobar"
    ESTRATEGIA_FIJAR = "estrategia_fijar"
    TABLERO_VER = "tablero_ver"
    INFORME_VER = "informe_ver"
    PARAMETROS_FIJAR = "parametros_fijar"
    MAESTROS_EDITAR = "maestros_editar"
    USUARIOS_ADMINISTRAR = "usuarios_administrar"
    AUDITORIA_VER = "auditoria_ver"
    RESERVA_MOTIVAR = "reserva_motivar"
    NORMAS_VER = "normas_ver"
    CUENTAS_VER = "cuentas_ver"


class Perfil(StrEnum):
    """What a post (or an account without one) is, for permissions."""

    JEFATURA = "jefatura"
    ESPECIALISTA_CI = "especialista_ci"
    ESPECIALISTA_RS = "especialista_rs"
    ESPECIALISTA_AI = "especialista_ai"
    SECRETARIA = "secretaria"
    ARCHIVO = "archivo"
    ALTA_DIRECCION = "alta_direccion"
    ADMINISTRACION = "administracion"
    AUDITORIA = "auditoria"


PERFIL_DE_CARGO: dict[str, Perfil] = {
    "067": Perfil.JEFATURA,
    "068": Perfil.ESPECIALISTA_CI,
    "069": Perfil.ESPECIALISTA_RS,
    "070": Perfil.ESPECIALISTA_AI,
    "071": Perfil.SECRETARIA,
}

CARGO_DE_JEFATURA = next(c for c, p in PERFIL_DE_CARGO.items() if p is Perfil.JEFATURA)

_ESPECIALISTA = frozenset(
    {
        Permiso.CARGOS_VER,
        Permiso.NORMAS_VER,  # Constitución art. 51: norms are public; they count her deadlines
        Permiso.ENTREGA_ACEPTAR,  # TUO LPAG art. 148.4: files are handed to the substitute
        Permiso.EXPEDIENTE_VER,
        Permiso.EXPEDIENTE_INGRESAR,  # what came to oneself; the form holds the difference
        Permiso.EXPEDIENTE_DERIVAR,  # return and consult only; acciones hold the difference
        Permiso.EXPEDIENTE_CERRAR,  # what one has in hand, once answered
        Permiso.EXPEDIENTE_ATENDER,  # 068-04, 070-07: reports and opinions
        Permiso.AGENDA_LLEVAR,  # one's own; the head and the secretary, everybody's
        Permiso.UTILES_PEDIR,  # 071-04: what is distributed was asked for
        Permiso.SALIDA_REDACTAR,  # 068-04, 070-07
        Permiso.SALIDA_VISAR,
        Permiso.CONVENIO_VER,
        Permiso.COMPROMISO_REPORTAR,  # 068-05, 069-02, 070-05
        Permiso.ORGANIZACION_TRATAR,  # 068-02, 069-01, 070-05: contacts, calls, meetings
        Permiso.REUNION_EDITAR,  # 070-06 all; 068 donors', 069-01 companies': the rows hold which
        Permiso.TABLERO_VER,
        Permiso.INFORME_VER,
    }
)

PERMISOS: dict[Perfil, frozenset[Permiso]] = {
    Perfil.JEFATURA: _ESPECIALISTA
    | {
        Permiso.CARGOS_DESIGNAR,  # 067 función básica: conducir y supervisar
        Permiso.CARGOS_ENCARGAR,  # 068-08 … 071-08: the duties that the Jefe assigns
        Permiso.EXPEDIENTE_REGISTRAR,  # 067 función básica: conducir
        Permiso.EXPEDIENTE_ANULAR,  # 067 función básica: controlar
        Permiso.EXPEDIENTE_RESERVAR,  # 067 función básica: controlar
        Permiso.EXPEDIENTE_ARCHIVAR,  # 067 función básica: supervisar
        Permiso.SALIDA_FIRMAR,  # 067-03: representar al Sector; 067-09: emitir opinión
        Permiso.CONVENIO_EDITAR,  # 067-06
        Permiso.INTERNACIONAL_EDITAR,  # 067-04: coordinar los compromisos internacionales
        Permiso.INTERNACIONAL_APROBAR,  # 067-04: supervisarlos; 070-01 and 070-03 only propose
        Permiso.EVIDENCIA_VALIDAR,  # 067-06: velar por el cumplimiento
        Permiso.PARAMETROS_FIJAR,  # 067-06: with which thresholds it is judged
        Permiso.EMPRESA_EDITAR,  # 067-08
        Permiso.ESPACIO_EDITAR,  # 067-03, 067-07: where the Sector is and who represents it
        Permiso.REUNION_APROBAR,  # 067-07: what is proposed is convened by the head
        Permiso.ESTRATEGIA_FIJAR,  # 067-01: diseñar la estrategia general
        Permiso.PROPUESTA_REVISAR,  # 067-08: what is proposed to companies goes out reviewed
        Permiso.DEMANDA_EDITAR,  # 067-05: canalizar la oferta y la demanda
        Permiso.AUDITORIA_VER,  # 067 función básica: supervisar
    },
    Perfil.ESPECIALISTA_CI: _ESPECIALISTA
    | {
        Permiso.CONVENIO_EDITAR,  # 068-06: base de datos de los convenios
        Permiso.EVIDENCIA_VALIDAR,  # 068-05, never one's own
        Permiso.DEMANDA_EDITAR,  # 068-01, 068-02
    },
    Perfil.ESPECIALISTA_RS: _ESPECIALISTA
    | {
        Permiso.EMPRESA_EDITAR,  # 069-05
        Permiso.DEMANDA_EDITAR,  # 069-02, 069-03: what is asked of companies; querysets hold it
    },
    Perfil.ESPECIALISTA_AI: _ESPECIALISTA
    | {
        Permiso.CONVENIO_EDITAR,  # 070-03, 070-04
        Permiso.INTERNACIONAL_EDITAR,  # 070-01, 070-03, 070-04, 070-05
        Permiso.EVIDENCIA_VALIDAR,  # 070-05, never one's own
        Permiso.ESPACIO_EDITAR,  # 070-02: promover la presencia del Sector
    },
    Perfil.SECRETARIA: frozenset(
        {
            Permiso.CARGOS_VER,
            Permiso.NORMAS_VER,  # 071-05: the follow-up counts by them
            Permiso.ENTREGA_ACEPTAR,
            Permiso.EXPEDIENTE_VER,  # 071-05: seguimiento de expedientes
            Permiso.EXPEDIENTE_INGRESAR,
            Permiso.EXPEDIENTE_REGISTRAR,  # 071-01: recibir, clasificar, registrar
            Permiso.EXPEDIENTE_DERIVAR,  # 071-01: distribuir
            Permiso.EXPEDIENTE_RESERVAR,  # 071-07: guardar reserva
            Permiso.EXPEDIENTE_CERRAR,
            Permiso.EXPEDIENTE_ARCHIVAR,  # 071-01: archivar
            Permiso.AGENDA_LLEVAR,  # 071-03: concertar citas
            Permiso.UTILES_PEDIR,
            Permiso.UTILES_LLEVAR,  # 071-04: mantener la existencia y controlar la distribución
            Permiso.SALIDA_REDACTAR,  # 071-02: preparar documentos para la firma
            Permiso.SALIDA_DESPACHAR,  # 071-01: distribuir
            Permiso.CONVENIO_VER,
            Permiso.TABLERO_VER,
            Permiso.INFORME_VER,
        }
    ),
    # Keeps the papers: dispatches, files, lends, transfers; reads nothing restricted.
    Perfil.ARCHIVO: frozenset(
        {
            Permiso.CARGOS_VER,
            Permiso.NORMAS_VER,  # the series that it keeps are among them
            Permiso.EXPEDIENTE_VER,
            Permiso.EXPEDIENTE_CERRAR,
            Permiso.EXPEDIENTE_ARCHIVAR,  # Ley 25323: the archive of each entity
            Permiso.SERIES_EDITAR,  # what is kept and for how long, with the norm that says so
            Permiso.SALIDA_DESPACHAR,
            Permiso.UTILES_PEDIR,
        }
    ),
    # Reads what the office reports to it, reserved agreements included (MOF 067-02, 067-06).
    Perfil.ALTA_DIRECCION: frozenset(
        {Permiso.CARGOS_VER, Permiso.CONVENIO_VER, Permiso.TABLERO_VER}
    ),
    # System and master data, never the content of the office's documents.
    Perfil.ADMINISTRACION: frozenset(
        {
            Permiso.CARGOS_VER,
            Permiso.CARGOS_DESIGNAR,
            Permiso.ENTREGA_ACEPTAR,  # follows the handovers it prepares; reads no item of them
            Permiso.MAESTROS_EDITAR,
            Permiso.SERIES_EDITAR,
            Permiso.PARAMETROS_FIJAR,  # by order of the head; sees counts, never an agreement
            Permiso.USUARIOS_ADMINISTRAR,
            Permiso.NORMAS_VER,
            Permiso.CUENTAS_VER,
        }
    ),
    # Reads, and what is read is logged.
    Perfil.AUDITORIA: frozenset(
        {
            Permiso.CARGOS_VER,
            Permiso.EXPEDIENTE_VER,
            Permiso.CONVENIO_VER,
            Permiso.TABLERO_VER,
            Permiso.INFORME_VER,
            Permiso.AUDITORIA_VER,
            Permiso.RESERVA_MOTIVAR,  # what is reserved, after saying why; nobody else needs it
            Permiso.NORMAS_VER,
            Permiso.CUENTAS_VER,  # who may do what and since when; never a secret of an account
        }
    ),
}

CUALQUIERA = "cualquiera"
"""Label of a page for anyone who has logged in."""

Vista = TypeVar("Vista", bound=Callable[..., object])


def requiere(permiso: Permiso | str) -> Callable[[Vista], Vista]:
    """Label a view with the permission it needs; `AccesoMiddleware` is what enforces it."""

    def etiqueta(vista: Vista) -> Vista:
        vista.permiso = permiso  # type: ignore[attr-defined]
        return vista

    return etiqueta


def permisos_de(perfiles: frozenset[Perfil]) -> frozenset[Permiso]:
    """Everything that someone with these perfiles may do."""
    return frozenset().union(*(PERMISOS[p] for p in perfiles))
