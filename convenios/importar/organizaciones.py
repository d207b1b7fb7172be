"""A spreadsheet of organisations."""

from collections.abc import Iterable, Sequence
from typing import Any

from convenios.iati import TipoIati
from convenios.importar.campos import (
    Campo,
    direccion,
    fecha,
    identificador,
    lista,
    llano,
    opcion,
    pais,
    ruc,
    texto,
)
from convenios.importar.revision import Revisada
from convenios.models import Organizacion

E = Organizacion.Estado

CAMPOS = (
    Campo(
        "nombre",
        "Nombre",
        texto(200),
        obligatorio=True,
        alias=("Organización", "Razón social", "Denominación", "Entidad", "Nombre o razón social"),
        ayuda="Como figura en sus documentos.",
        ejemplo="Asociación Ejemplo (ficticia)",
    ),
    Campo("siglas", "Siglas", texto(40), alias=("Sigla", "Acrónimo"), ejemplo="AEF"),
    Campo(
        "clase",
        "Clase",
        opcion(Organizacion.Clase.choices),
        obligatorio=True,
        alias=("Tipo", "Tipo de organización"),
        ayuda="; ".join(Organizacion.Clase.labels),
        ejemplo="ONGD / ENIEX / IPREDA",
    ),
    Campo(
        "estado",
        "Situación",
        opcion([c for c in E.choices if c[0] != E.DESCARTADA], E.ACTIVA.value),
        alias=("Estado",),
        ayuda="Vacía: Activa.",
        ejemplo="Activa",
    ),
    Campo(
        "pais",
        "País",
        pais,
        alias=("Código de país",),
        ayuda="Tres letras (ISO). Vacío: PER.",
        ejemplo="PER",
    ),
    Campo("ruc", "RUC", ruc, alias=("N.º de RUC", "Número de RUC"), ejemplo=""),
    Campo(
        "tipo_iati",
        "Tipo IATI",
        opcion([*TipoIati.choices, *((v, r.partition(" · ")[2]) for v, r in TipoIati.choices)]),
        ayuda="Su código o su nombre: 40, Organismo multilateral.",
        ejemplo="22",
    ),
    Campo(
        "iati_org_id",
        "Identificador IATI",
        identificador,
        alias=("IATI", "Org-id", "Id. IATI"),
        ayuda="El que la organización publica.",
    ),
    Campo("sitio", "Sitio web", direccion, alias=("Web", "Página web"), ejemplo="ejemplo.pe"),
    Campo(
        "nombres_anteriores",
        "Nombres anteriores",
        lista,
        alias=("Otros nombres",),
        ayuda="Separados por punto y coma.",
    ),
    Campo(
        "verificada_el",
        "Verificada el",
        fecha,
        alias=("Fecha de verificación", "Actualizada el"),
        ayuda="dd/mm/aaaa. Vacía: queda por actualizar.",
        ejemplo="22/11/2026",
    ),
    Campo(
        "fuente_dato",
        "Fuente del dato",
        texto(300),
        alias=("Fuente",),
        ayuda="De dónde consta.",
        ejemplo="Registro de APCI",
    ),
)


class PadronOrganizaciones:
    """What is already registered, and what the rows before have brought."""

    campos: Sequence[Campo] = CAMPOS

    def __init__(self, clases: Iterable[str], hoy: Any) -> None:
        """`clases`: those that the person who brings the file may keep."""
        self._clases, self._hoy = frozenset(clases), hoy
        self._por_nombre: dict[str, str] = {}
        self._por_ruc: dict[str, str] = {}
        for o in Organizacion.objects.en_uso().only("nombre", "ruc", "nombres_anteriores"):
            for nombre in (*o.nombres_anteriores, o.nombre):
                self._por_nombre[llano(nombre)] = o.nombre
            if o.ruc:
                self._por_ruc[o.ruc] = o.nombre
        con_iati = Organizacion.objects.exclude(iati_org_id="")
        self._por_iati = dict(con_iati.values_list("iati_org_id", "nombre"))
        self._filas_iati: dict[str, int] = {}
        self._filas: dict[str, int] = {}
        self._filas_ruc: dict[str, int] = {}

    def revisar(self, fila: Revisada) -> None:
        """Known already, repeated in the file, of somebody else's class, dated in the future."""
        clase, verificada = fila.datos["clase"], fila.datos["verificada_el"]
        if clase and clase not in self._clases:
            fila.error("Clase", "Esa clase de organización la lleva otro cargo de la oficina.")
        if verificada and verificada > self._hoy:
            fila.error("Verificada el", "Es una fecha futura.")
        self._identificador(fila, fila.datos["iati_org_id"] or "")
        if fila.vale("nombre"):
            self._identificar(fila, llano(fila.datos["nombre"]), fila.datos["ruc"] or "")

    def _identificar(self, fila: Revisada, nombre: str, numero: str) -> None:
        if (antes := self._filas.get(nombre)) is not None:
            fila.error("Nombre", f"Es la misma que la de la fila {antes}.")
        elif (antes := self._filas_ruc.get(numero)) is not None:
            fila.error("RUC", f"Es el mismo RUC de la fila {antes}.")
        elif nombre in self._por_nombre:
            fila.repetida("Nombre", f"Ya está registrada: {self._por_nombre[nombre]}.")
        elif numero in self._por_ruc:
            fila.error(
                "RUC",
                f"Ya es el RUC de «{self._por_ruc[numero]}». Si es la misma, corrija su ficha.",
            )
        else:
            self._parecida(fila)
        self._filas.setdefault(nombre, fila.nro)
        if numero:
            self._filas_ruc.setdefault(numero, fila.nro)

    def _identificador(self, fila: Revisada, iati: str) -> None:
        if (antes := self._filas_iati.get(iati)) is not None:
            fila.error("Identificador IATI", f"Es el mismo de la fila {antes}.")
        elif iati in self._por_iati:
            fila.error("Identificador IATI", f"Ya es el de «{self._por_iati[iati]}».")
        elif iati:
            self._filas_iati[iati] = fila.nro

    def _parecida(self, fila: Revisada) -> None:
        otra = Organizacion.objects.parecidas(fila.datos["nombre"], fila.datos["siglas"] or "")
        if hallada := otra.first():
            fila.advertencia("Nombre", f"¿Es la misma que «{hallada}», ya registrada?")

    def revisar_juntas(self, filas: Sequence[Revisada]) -> None:
        """Nothing more: each row stands by itself."""


def construir(fila: Revisada) -> Organizacion:
    """The organisation that a row without errors says."""
    return Organizacion(**fila.datos)
