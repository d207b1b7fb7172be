"""From rows to a Manual: every row is either kept in its place or the document is refused.

Nothing is skipped: a heading that a scanner broke, a duty without its number or a stray paragraph
is an error with its line, never a text that silently ends in the wrong place.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from cargos.mof.documento import (
    FichaCargo,
    FilaCap,
    Manual,
    MofRechazado,
    RotulosCargo,
    RotulosMof,
    TextoFuncion,
    TextoRequisito,
)
from cargos.mof.formato import (
    ESTRUCTURA,
    FUNCION,
    NRO_CAP,
    ORGANIGRAMA,
    SECCION,
    SECCIONES,
    TERMINA,
    TITULO,
    continua,
    entero,
    es_requisito,
    es_seccion,
    fila_cap,
    rotulo_plano,
    son_columnas,
)
from cargos.mof.renglones import Renglon, leer_archivo, leer_contenido
from cargos.mof.revision import revisar
from ocisys.base.busqueda import plano


def leer(ruta: Path) -> Manual:
    """The MOF in that .md, .txt or .docx file; raises MofRechazado with line and reason."""
    return interpretar(leer_archivo(ruta))


def leer_bytes(contenido: bytes, extension: str) -> Manual:
    """As `leer`, from the bytes of a file with that extension."""
    return interpretar(leer_contenido(contenido, extension))


def interpretar(renglones: Sequence[Renglon]) -> Manual:
    """The document that those rows make, checked whole (`revision.revisar`)."""
    manual = _Lector(renglones).manual()
    revisar(manual)
    return manual


class _Lector:
    """A cursor over the rows; each method reads one piece of the layout and moves past it."""

    def __init__(self, renglones: Sequence[Renglon]) -> None:
        self._renglones = renglones
        self._i = 0

    # --- cursor ---

    def _mirar(self) -> Renglon | None:
        """The next row with text, without taking it; blank rows before it are left behind."""
        while self._i < len(self._renglones) and self._renglones[self._i].esta_vacio:
            self._i += 1
        return self._renglones[self._i] if self._i < len(self._renglones) else None

    def _tomar(self, se_espera: str) -> Renglon:
        renglon = self._mirar()
        if renglon is None:
            ultimo = self._renglones[-1].lugar if self._renglones else ""
            raise MofRechazado(f"el documento se acaba y falta {se_espera}.", lugar=ultimo)
        self._i += 1
        return renglon

    def _tomar_si(self, cumple: Callable[[Renglon], bool], se_espera: str) -> Renglon:
        renglon = self._tomar(se_espera)
        if not cumple(renglon):
            raise MofRechazado(f"se espera {se_espera} y dice {renglon.cita}.", lugar=renglon.lugar)
        return renglon

    def _sigue_pegado(self) -> Renglon | None:
        """The row just below, if it has text: a wrapped line has no blank row before it."""
        siguiente = self._renglones[self._i] if self._i < len(self._renglones) else None
        return None if siguiente is None or siguiente.esta_vacio else siguiente

    # --- the document ---

    def manual(self) -> Manual:
        titulo = self._tomar_si(
            lambda r: not r.es_tabla and plano(r.texto) == plano(TITULO),
            f"el título «{TITULO}» (el archivo no es un MOF)",
        )
        subtitulo = self._tomar_si(
            lambda r: not r.es_tabla and plano(r.texto) != plano(ESTRUCTURA),
            "el nombre del órgano bajo el título",
        )
        estructura = self._tomar_si(
            lambda r: plano(r.texto) == plano(ESTRUCTURA), f"el encabezado «{ESTRUCTURA}»"
        )
        organo = self._denominacion("DENOMINACION DEL ORGANO")
        unidad = self._denominacion("DENOMINACION DE LA UNIDAD ORGANICA")
        columnas = self._tomar_si(son_columnas, "la fila de columnas del cuadro de cargos")
        filas = self._filas_cap()
        rotulo_total, total = self._total()
        nota = self._nota()
        organigrama = self._tomar_si(
            lambda r: not r.es_tabla and plano(r.texto).startswith(plano(ORGANIGRAMA)),
            f"el encabezado «{ORGANIGRAMA} DE …»",
        )
        return Manual(
            titulo=titulo.texto,
            subtitulo=subtitulo.texto,
            rotulos=RotulosMof(
                estructura=estructura.texto,
                organo_numero=organo[0],
                organo=organo[1],
                unidad_numero=unidad[0],
                unidad=unidad[1],
                columnas=columnas.celdas,
                total=rotulo_total,
                organigrama=organigrama.texto,
            ),
            organo=organo[2],
            unidad_organica=unidad[2],
            filas=filas,
            total=total,
            nota=nota,
            cargos=self._cargos(),
        )

    def _denominacion(self, rotulo: str) -> tuple[str, str, str]:
        """`("I.", "DENOMINACION DEL ORGANO:", "OFICINA…")`."""
        renglon = self._tomar_si(
            lambda r: len(r.celdas) == 2 and plano(r.celdas[1]).startswith(f"{plano(rotulo)}:"),
            f"la fila «{rotulo}: …»",
        )
        nombre, _, valor = renglon.celdas[1].partition(":")
        if not valor.strip():
            raise MofRechazado(f"«{rotulo}» está sin llenar.", lugar=renglon.lugar)
        return renglon.celdas[0], f"{nombre}:", valor.strip()

    def _filas_cap(self) -> tuple[FilaCap, ...]:
        filas = []
        while (renglon := self._mirar()) and not plano(renglon.texto).startswith("total"):
            filas.append(fila_cap(self._tomar("una línea del cuadro de cargos")))
        return tuple(filas)

    def _total(self) -> tuple[str, int]:
        renglon = self._tomar_si(lambda r: r.es_tabla, "la fila «TOTAL» del cuadro de cargos")
        return renglon.celdas[0], entero(renglon.celdas[-1], "el TOTAL", renglon.lugar)

    def _nota(self) -> str:
        renglon = self._mirar()
        if renglon is None or not renglon.texto.startswith("(**)"):
            return ""
        return self._parrafo("la nota (**)")[0]

    def _cargos(self) -> tuple[FichaCargo, ...]:
        cargos = []
        while self._mirar() is not None:
            cargos.append(self._cargo())
        return tuple(cargos)

    # --- a post ---

    def _cargo(self) -> FichaCargo:
        identificacion = self._encabezado("I")
        unidad = self._par("UNIDAD ORGANICA")
        nro_cap = self._par("Nº CAP")
        clasificado = self._par("CARGO CLASIFICADO")
        estructurado = self._par("CARGO ESTRUCTURADO")
        titulo_basica = self._encabezado("II")
        basica, _ = self._parrafo("el texto de la función básica")
        titulo_funciones = self._encabezado("III")
        funciones = self._funciones()
        autoridad = self._encabezado("IV")
        depende_de = self._par("Depende de:")
        ejerce_mando = self._par("Ejerce mando – supervisión sobre:", puede_faltar=True)
        titulo_requisitos = self._encabezado("V")
        requisitos = self._requisitos()
        if not NRO_CAP.fullmatch(nro_cap.celdas[1]):
            motivo = f"el Nº CAP debe tener tres cifras y dice «{nro_cap.celdas[1]}»."
            raise MofRechazado(motivo, lugar=nro_cap.lugar)
        return FichaCargo(
            rotulos=RotulosCargo(
                identificacion=identificacion,
                unidad=unidad.celdas[0],
                nro_cap=nro_cap.celdas[0],
                clasificado=clasificado.celdas[0],
                estructurado=estructurado.celdas[0],
                funcion_basica=titulo_basica,
                funciones=titulo_funciones,
                autoridad=autoridad,
                depende_de=depende_de.celdas[0],
                ejerce_mando=ejerce_mando.celdas[0],
                requisitos=titulo_requisitos,
            ),
            unidad=unidad.celdas[1],
            nro_cap=nro_cap.celdas[1],
            clasificado=clasificado.celdas[1],
            estructurado=estructurado.celdas[1],
            funcion_basica=basica,
            funciones=funciones,
            depende_de=depende_de.celdas[1],
            ejerce_mando=ejerce_mando.celdas[1],
            requisitos=requisitos,
            lugar=nro_cap.lugar,
            lugar_depende_de=depende_de.lugar,
        )

    def _encabezado(self, romano: str) -> str:
        """The heading of a section, as written; its words must be those of the layout."""
        ejemplo = f"el encabezado «{romano}. {SECCIONES[romano][0].strip()}»"
        return self._tomar_si(lambda r: es_seccion(r, romano), ejemplo).texto

    def _par(self, rotulo: str, *, puede_faltar: bool = False) -> Renglon:
        """A row of two cells whose first one is `rotulo`."""
        buscado = rotulo_plano(rotulo)
        renglon = self._tomar_si(
            lambda r: len(r.celdas) == 2 and rotulo_plano(r.celdas[0]) == buscado,
            f"la fila «{rotulo}»",
        )
        if not renglon.celdas[1] and not puede_faltar:
            raise MofRechazado(f"«{rotulo}» está sin llenar.", lugar=renglon.lugar)
        return renglon

    def _parrafo(self, se_espera: str) -> tuple[str, str]:
        """A paragraph and where it starts; lines that follow without a blank one belong to it."""
        primero = self._tomar_si(
            lambda r: not r.es_tabla and not SECCION.fullmatch(r.texto), se_espera
        )
        partes = [primero.texto]
        while (siguiente := self._sigue_pegado()) and not partes[-1].endswith(TERMINA):
            if siguiente.es_tabla or SECCION.fullmatch(siguiente.texto):
                break
            partes.append(siguiente.texto)
            self._i += 1
        return " ".join(partes), primero.lugar

    def _funciones(self) -> tuple[TextoFuncion, ...]:
        funciones: list[TextoFuncion] = []
        while (renglon := self._mirar()) and not SECCION.fullmatch(renglon.texto):
            funciones.append(self._funcion(len(funciones) + 1))
        if not funciones:
            lugar = renglon.lugar if renglon else self._renglones[-1].lugar
            raise MofRechazado("el cargo no tiene funciones específicas.", lugar=lugar)
        return tuple(funciones)

    def _funcion(self, que_toca: int) -> TextoFuncion:
        renglon = self._tomar(f"la función {que_toca}")
        texto = renglon.texto
        if renglon.numerado and not FUNCION.fullmatch(texto):
            texto = f"{que_toca}. {texto}"
        hallado = None if renglon.es_tabla else FUNCION.fullmatch(texto)
        if hallado is None:
            motivo = f"se espera la función {que_toca} con su número y dice {renglon.cita}."
            raise MofRechazado(motivo, lugar=renglon.lugar)
        partes = [hallado[2]]
        while (siguiente := self._sigue_pegado()) and continua(partes[-1], siguiente):
            partes.append(siguiente.texto)
            self._i += 1
        return TextoFuncion(int(hallado[1]), " ".join(partes), renglon.lugar)

    def _requisitos(self) -> tuple[TextoRequisito, ...]:
        requisitos: list[TextoRequisito] = []
        while (renglon := self._mirar()) and not es_seccion(renglon, "I"):
            if not es_requisito(renglon):
                motivo = (
                    "se espera un requisito (dos columnas) o el encabezado «I. …» del cargo "
                    f"siguiente y dice {renglon.cita}."
                )
                raise MofRechazado(motivo, lugar=renglon.lugar)
            self._i += 1
            requisitos.append(TextoRequisito(renglon.celdas[0], renglon.celdas[1], renglon.lugar))
        if not requisitos:
            raise MofRechazado(
                "el cargo no tiene requisitos mínimos.", lugar=self._renglones[self._i - 1].lugar
            )
        return tuple(requisitos)
