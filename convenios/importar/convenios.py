"""A spreadsheet of agreements. Their organisations must be registered first: a name typed in a
hurry would otherwise become one more duplicate."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from cargos.models import Posicion, Usuario
from convenios.estados import Etapa
from convenios.importar.campos import (
    Campo,
    ambito,
    entero,
    fecha,
    lista,
    llano,
    opcion,
    si_no,
    texto,
)
from convenios.importar.revision import Revisada
from convenios.models import MARCOS, Convenio, Organizacion, Plazo, TipoInstrumento
from convenios.models.tipos import Acceso

UNIDADES = [("dias", "días"), ("meses", "meses"), ("anios", "años")]
R = Convenio.Renovacion

CAMPOS = (
    Campo(
        "denominacion",
        "Denominación",
        texto(400),
        obligatorio=True,
        alias=("Convenio", "Nombre del convenio", "Título"),
        ayuda="Tal como figura en el documento.",
        ejemplo="Convenio de ejemplo (ficticio)",
    ),
    Campo(
        "tipo",
        "Tipo",
        opcion(
            [*TipoInstrumento.choices, ("marco", "Convenio marco"), ("marco", "Marco")]
            + [("especifico", "Específico"), ("memorando", "MoU")]
        ),
        obligatorio=True,
        alias=("Tipo de convenio", "Tipo de instrumento", "Clase"),
        ayuda="; ".join(TipoInstrumento.labels),
        ejemplo="Convenio marco interinstitucional",
    ),
    Campo(
        "contraparte",
        "Contraparte",
        lista,
        obligatorio=True,
        alias=("Contrapartes", "Fuente cooperante", "Cooperante", "Institución"),
        ayuda="Nombre, siglas o RUC; varias, separadas por punto y coma.",
        ejemplo="Asociación Ejemplo (ficticia)",
    ),
    Campo(
        "sector",
        "Parte del Sector",
        lista,
        alias=("Por el Sector", "Entidad del Sector"),
        ayuda="Nombre o siglas. Vacía: se anota después.",
        ejemplo="MIMDES",
    ),
    Campo(
        "fecha_suscripcion",
        "Suscrito el",
        fecha,
        alias=("Fecha de suscripción", "Fecha de firma", "Suscripción"),
        ayuda="dd/mm/aaaa. Vacía: todavía no se firma.",
        ejemplo="15/01/2025",
    ),
    Campo("lugar_suscripcion", "Lugar", texto(120), alias=("Lugar de suscripción",)),
    Campo(
        "inicio_vigencia",
        "Inicio de vigencia",
        fecha,
        alias=("Inicio", "Vigente desde", "Desde"),
        ayuda="Vacío: el día de la firma.",
        ejemplo="15/01/2025",
    ),
    Campo(
        "fecha_fin",
        "Fecha de fin",
        fecha,
        alias=("Fin", "Vigente hasta", "Hasta", "Vencimiento", "Término", "Fecha de vencimiento"),
        ayuda="O la duración, o el evento: sólo uno.",
        ejemplo="14/01/2028",
    ),
    Campo("duracion", "Duración", entero(1, 999), alias=("Plazo", "Tiempo")),
    Campo(
        "duracion_unidad",
        "Unidad de la duración",
        opcion([*UNIDADES, ("dias", "día"), ("meses", "mes"), ("anios", "año")]),
        alias=("Unidad", "Unidad de plazo"),
        ayuda="días, meses o años.",
    ),
    Campo("evento_fin", "Evento que le pone fin", texto(200), alias=("Hasta evento",)),
    Campo(
        "indeterminado",
        "Plazo indeterminado",
        si_no,
        alias=("Indeterminado", "Indefinido"),
        ayuda="Sí o no.",
    ),
    Campo(
        "renovacion",
        "Renovación",
        opcion(R.choices, R.POR_ADENDA.value),
        alias=("Modo de renovación",),
        ayuda="; ".join(R.labels),
    ),
    Campo(
        "preaviso_dias",
        "Preaviso (días)",
        entero(0, 730),
        alias=("Preaviso", "Días de preaviso"),
        ejemplo="30",
    ),
    Campo(
        "marco",
        "Convenio marco",
        texto(400),
        alias=("Marco", "Al amparo de"),
        ayuda="Su código (OCI-2026-0001) o su denominación, aquí o en otra fila.",
    ),
    Campo("objeto", "Objeto", texto(10_000), alias=("Objetivo", "Finalidad")),
    Campo(
        "ambito",
        "Ámbito",
        ambito,
        alias=("Departamentos", "Ubigeo", "Ámbito geográfico"),
        ayuda="Departamentos o ubigeos, separados por punto y coma; o «nacional».",
        ejemplo="Cusco; Puno",
    ),
    Campo("tema", "Tema", texto(120), alias=("Temática", "Eje"), ejemplo="Niñez"),
    Campo(
        "coordinador",
        "Cargo que lo coordina",
        texto(3),
        alias=("Coordinador", "Cargo", "Responsable"),
        ayuda="Número del CAP: 067, 068… Vacía: el de quien trae la hoja.",
        ejemplo="068",
    ),
    Campo("importancia", "Importancia", entero(1, 5, 3), ayuda="De 1 a 5. Vacía: 3.", ejemplo="3"),
    Campo(
        "nivel_acceso",
        "Acceso",
        opcion(Acceso.choices, Acceso.INTERNO.value),
        alias=("Nivel de acceso", "Confidencialidad"),
        ayuda="; ".join(Acceso.labels),
    ),
    Campo(
        "clausula_separacion",
        "Cláusula de separación",
        si_no,
        alias=("Libre adhesión y separación",),
        ayuda="Sí, no o vacía si no consta.",
    ),
    Campo("requiere_perfeccionamiento", "Requiere perfeccionamiento", si_no),
    Campo(
        "fuente_dato",
        "Fuente del dato",
        texto(300),
        alias=("Fuente",),
        ayuda="De dónde consta.",
        ejemplo="Archivo de la oficina",
    ),
)

_DIRECTOS = (
    "denominacion",
    "tipo",
    "fecha_suscripcion",
    "lugar_suscripcion",
    "renovacion",
    "preaviso_dias",
    "objeto",
    "ambito",
    "tema",
    "importancia",
    "nivel_acceso",
    "clausula_separacion",
    "fuente_dato",
)


class PadronConvenios:
    """What is already registered, and what the rows before have brought."""

    campos: Sequence[Campo] = CAMPOS

    def __init__(self, por: Usuario, hoy: date) -> None:
        self._hoy = hoy
        self._organizaciones = _organizaciones()
        self._sugeridas: dict[str, str] = {}
        propia = por.designacion_principal
        self._cargo = propia.posicion.nro_orden if propia else None
        self._posiciones = dict(Posicion.objects.values_list("nro_orden", "pk"))
        visibles = set(Convenio.objects.visibles_para(por).values_list("pk", flat=True))
        self._ya: dict[tuple[str, date | None], str] = {}
        self._marcos: dict[str, int] = {}
        campos = ("pk", "codigo", "denominacion", "tipo", "fecha_suscripcion")
        for pk, codigo, denominacion, tipo, firmado in Convenio.objects.values_list(*campos):
            nombre = llano(denominacion)
            self._ya[nombre, firmado] = codigo if pk in visibles else ""
            if tipo in MARCOS and pk in visibles:
                self._marcos[llano(codigo)] = self._marcos[nombre] = pk
        self._filas: dict[tuple[str, date | None], int] = {}

    def revisar(self, fila: Revisada) -> None:
        """What is wrong in one row by itself and against the register."""
        self._fechas(fila)
        _plazo(fila, self._hoy)
        self._partes(fila)
        # Nothing enters without an owner: the post of whoever brings it, unless the row says one.
        cargo = fila.datos["coordinador"] = fila.datos["coordinador"] or self._cargo
        if cargo and cargo.zfill(3) not in self._posiciones:
            fila.error("Cargo que lo coordina", f"No hay un cargo {cargo} en el CAP.")
        if fila.vale("denominacion"):
            self._identificar(fila)

    def _identificar(self, fila: Revisada) -> None:
        clave = (llano(fila.datos["denominacion"]), fila.datos["fecha_suscripcion"])
        if (antes := self._filas.get(clave)) is not None:
            fila.error("Denominación", f"Es el mismo convenio de la fila {antes}.")
        elif clave in self._ya:
            codigo = f": {self._ya[clave]}" if self._ya[clave] else ""
            fila.repetida("Denominación", f"Ya está registrado{codigo}.")
        self._filas.setdefault(clave, fila.nro)

    def _fechas(self, fila: Revisada) -> None:
        firmado, inicio = fila.datos["fecha_suscripcion"], fila.datos["inicio_vigencia"]
        fin = fila.datos["fecha_fin"]
        if firmado and firmado > self._hoy:
            fila.error("Suscrito el", f"{firmado:%d/%m/%Y} es una fecha futura.")
        if firmado and inicio and inicio < firmado:
            fila.advertencia(
                "Inicio de vigencia", f"Empieza antes de la firma, que fue el {firmado:%d/%m/%Y}."
            )
        desde = inicio or firmado
        if fin and desde and fin < desde:
            fila.advertencia("Fecha de fin", f"Termina antes de empezar, el {desde:%d/%m/%Y}.")
        if not firmado and "Suscrito el" not in {h.columna for h in fila.hallazgos}:
            fila.advertencia("Suscrito el", "Sin fecha de firma entra como idea, no como suscrito.")

    def _partes(self, fila: Revisada) -> None:
        vistas: dict[int, str] = {}
        for columna, clave in (("Contraparte", "contraparte"), ("Parte del Sector", "sector")):
            hallados = []
            for nombre in fila.datos[clave] or []:
                pk = self._organizaciones.get(llano(nombre))
                if pk is None:
                    fila.error(columna, self._desconocida(nombre))
                elif pk in vistas:
                    fila.error(columna, f"«{nombre}» ya figura en «{vistas[pk]}».")
                else:
                    vistas[pk] = columna
                    hallados.append(pk)
            fila.datos[f"{clave}_pk"] = hallados
        if not fila.datos["sector"]:
            fila.advertencia("Parte del Sector", "No dice quién firma por el Sector.")

    def _desconocida(self, nombre: str) -> str:
        """The sentence, with the most alike of those registered; asked once for each name."""
        if nombre not in self._sugeridas:
            parecida = Organizacion.objects.parecidas(nombre).first()
            self._sugeridas[nombre] = f" ¿Es «{parecida}»?" if parecida else ""
        return (
            f"No hay una organización «{nombre[:80]}» registrada.{self._sugeridas[nombre]} "
            "Regístrela antes o corrija el nombre."
        )

    def revisar_juntas(self, filas: Sequence[Revisada]) -> None:
        """Específicos under a marco that is registered, or comes in another row without errors."""
        en_el_archivo = {
            llano(f.datos["denominacion"]): f
            for f in filas
            if f.vale("denominacion") and f.datos["tipo"] in MARCOS
        }
        for fila in filas:
            if fila.vale("marco"):
                self._marco(fila, en_el_archivo.get(llano(fila.datos["marco"])))
            elif fila.datos["tipo"] == TipoInstrumento.ESPECIFICO:
                fila.advertencia("Convenio marco", "Un específico se celebra al amparo de uno.")

    def _marco(self, fila: Revisada, otra: Revisada | None) -> None:
        if pk := self._marcos.get(llano(fila.datos["marco"])):
            fila.datos["padre"] = pk
        elif otra is None or otra is fila:
            fila.error("Convenio marco", f"No hay un convenio marco «{fila.datos['marco'][:80]}».")
        elif "error" in {h.nivel for h in otra.hallazgos}:
            fila.error("Convenio marco", f"Es el de la fila {otra.nro}, que tiene errores.")
        else:
            fila.datos["padre_fila"] = otra.nro


def _organizaciones() -> dict[str, int]:
    """Every way to name an organisation that means only one of them."""
    nombres: dict[str, set[int]] = {}
    campos = ("pk", "nombre", "siglas", "ruc", "nombres_anteriores")
    for pk, *resto, anteriores in Organizacion.objects.en_uso().values_list(*campos):
        for nombre in (*resto, *anteriores):
            if nombre:
                nombres.setdefault(llano(nombre), set()).add(pk)
    return {nombre: pks.pop() for nombre, pks in nombres.items() if len(pks) == 1}


def _plazo(fila: Revisada, hoy: date) -> None:
    """The term is said in one way only; not at all is a gap worth knowing of."""
    maneras = [
        (Plazo.FECHA, "Fecha de fin", "fecha_fin"),
        (Plazo.DURACION, "Duración", "duracion"),
        (Plazo.EVENTO, "Evento que le pone fin", "evento_fin"),
        (Plazo.INDETERMINADO, "Plazo indeterminado", "indeterminado"),
    ]
    dichas = [(plazo, columna) for plazo, columna, clave in maneras if fila.datos[clave]]
    if len(dichas) > 1:
        otras = " y ".join(f"«{columna}»" for _, columna in dichas)
        fila.error(dichas[1][1], f"El plazo se dice de una sola manera, y aquí está en {otras}.")
    if fila.datos["duracion"] and not fila.datos["duracion_unidad"]:
        fila.error("Unidad de la duración", "Diga si son días, meses o años.")
    mal_leida = {h.columna for h in fila.hallazgos} & {columna for _, columna, _ in maneras}
    if not dichas and not mal_leida:
        fila.advertencia("Fecha de fin", "No consta hasta cuándo dura.")
    fila.datos["plazo"] = dichas[0][0] if dichas else Plazo.NO_CONSTA


def construir(fila: Revisada, posiciones: dict[str, int]) -> Convenio:
    """The agreement that a row without errors says, without code nor parties yet."""
    d = fila.datos
    firmado = d["fecha_suscripcion"]
    plazo: dict[str, Any] = {
        Plazo.FECHA: {"fecha_fin": d["fecha_fin"]},
        Plazo.DURACION: {"duracion": d["duracion"], "duracion_unidad": d["duracion_unidad"]},
        Plazo.EVENTO: {"evento_fin": d["evento_fin"]},
    }.get(d["plazo"], {})
    return Convenio(
        **{c: d[c] for c in _DIRECTOS},
        **plazo,
        plazo=d["plazo"],
        etapa=Etapa.SUSCRITO if firmado else Etapa.IDEA,
        inicio_vigencia=d["inicio_vigencia"] or firmado,
        requiere_perfeccionamiento=bool(d["requiere_perfeccionamiento"]),
        coordinador_id=posiciones.get((d["coordinador"] or "").zfill(3)),
        padre_id=d.get("padre"),
    )
