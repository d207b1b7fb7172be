"""The table of roles, cell by cell: which perfil may do what, written here as the office decided.

`tests/test_permisos.py` asks every address; this one says the decision in the terms of the office
(investigación §4.3) and fails when a cell of `cargos/permisos.py` moves.
"""

import pytest

from cargos.permisos import PERMISOS, Perfil, Permiso
from ocisys.base.reglas import ReglaIncumplida
from tests import fabrica_tramite as fabrica

P = Permiso
SEC, ESP, JEFE = Perfil.SECRETARIA, Perfil.ESPECIALISTA_CI, Perfil.JEFATURA
ARC, ADM, AUD = Perfil.ARCHIVO, Perfil.ADMINISTRACION, Perfil.AUDITORIA

TABLA: dict[str, tuple[Permiso, set[Perfil]]] = {
    "registrar lo propio": (P.EXPEDIENTE_INGRESAR, {SEC, ESP, JEFE}),
    "registrar, escanear y etiquetar de todos": (P.EXPEDIENTE_REGISTRAR, {SEC, JEFE}),
    "observar, recibir subsanación, derivar, consultar": (P.EXPEDIENTE_DERIVAR, {SEC, ESP, JEFE}),
    "atender y opinar": (P.EXPEDIENTE_ATENDER, {ESP, JEFE}),
    "redactar": (P.SALIDA_REDACTAR, {SEC, ESP, JEFE}),
    "dar V.º B.º": (P.SALIDA_VISAR, {ESP, JEFE}),
    "firmar y numerar": (P.SALIDA_FIRMAR, {JEFE}),
    "prorrogar, suspender, acumular, anular": (P.EXPEDIENTE_ANULAR, {JEFE}),
    "reservar": (P.EXPEDIENTE_RESERVAR, {SEC, JEFE}),
    "despachar": (P.SALIDA_DESPACHAR, {SEC, ARC}),
    "cerrar y archivar": (P.EXPEDIENTE_CERRAR, {SEC, ESP, JEFE, ARC}),
    "clasificar, prestar, transferir, disponer": (P.EXPEDIENTE_ARCHIVAR, {SEC, JEFE, ARC}),
    "llevar la agenda": (P.AGENDA_LLEVAR, {SEC, ESP, JEFE}),
    "pedir útiles": (P.UTILES_PEDIR, {SEC, ESP, JEFE, ARC}),
    "llevar los útiles": (P.UTILES_LLEVAR, {SEC}),
    "series": (P.SERIES_EDITAR, {ARC, ADM}),
    "reglas, calendario, usuarios": (P.MAESTROS_EDITAR, {ADM}),
    "ver expedientes": (P.EXPEDIENTE_VER, {SEC, ESP, JEFE, ARC, AUD}),
    "rastro de auditoría": (P.AUDITORIA_VER, {JEFE, AUD}),
}


@pytest.mark.parametrize("celda", TABLA)
def test_cada_celda_de_la_tabla_de_roles(celda: str) -> None:
    permiso, quienes = TABLA[celda]
    mirados = {SEC, ESP, JEFE, ARC, ADM, AUD}

    assert {p for p in mirados if permiso in PERMISOS[p]} == quienes


def test_los_tres_especialistas_pueden_lo_mismo_en_tramite() -> None:
    de_tramite = {permiso for permiso, _ in TABLA.values()}
    especialistas = (Perfil.ESPECIALISTA_CI, Perfil.ESPECIALISTA_RS, Perfil.ESPECIALISTA_AI)

    assert len({PERMISOS[p] & de_tramite for p in especialistas}) == 1


def test_la_accion_tampoco_deja_registrar_lo_ajeno(especialista, secretaria):
    fabrica.catalogos()
    propio = fabrica.expediente(por=especialista, destinatario=fabrica.posicion("068"))
    assert propio.movimientos.get().para.nro_orden == "068"
    with pytest.raises(ReglaIncumplida, match="Desde su cargo"):
        fabrica.expediente(por=especialista, destinatario=fabrica.posicion("071"))
