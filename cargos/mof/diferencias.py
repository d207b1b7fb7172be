"""What changes from one MOF to another: duty by duty, and inside each text word by word."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from cargos.mof.documento import FichaCargo, Manual, MofRechazado, RotulosCargo, RotulosMof

PARECIDO_MINIMO = 0.6
"""Two texts that share this part of their words are the same duty, rewritten."""

DOCUMENTO, CUADRO = "Documento", "Cuadro de cargos"

NOMBRES_DE_ROTULO: dict[type, tuple[str, ...]] = {  # in the order of their fields
    RotulosMof: (
        "de la estructura de cargos",
        "numeral del órgano",
        "del órgano",
        "numeral de la unidad",
        "de la unidad orgánica",
        "de las columnas",
        "del total",
        "del organigrama",
    ),
    RotulosCargo: (
        "de la sección I",
        "de la unidad orgánica",
        "del N.º CAP",
        "del cargo clasificado",
        "del cargo estructurado",
        "de la sección II",
        "de la sección III",
        "de la sección IV",
        "de la dependencia",
        "del mando",
        "de la sección V",
    ),
}


class TipoCambio(StrEnum):
    AGREGA = "se agrega"
    QUITA = "se quita"
    CAMBIA = "cambia"
    RENUMERA = "cambia de número"


class Operacion(StrEnum):
    IGUAL = "igual"
    QUITA = "quita"
    AGREGA = "agrega"


@dataclass(frozen=True)
class Tramo:
    """Words in a row that stay, go or come."""

    operacion: Operacion
    texto: str


@dataclass(frozen=True)
class Cambio:
    """One change: where (`seccion`, `parte`), of which kind, and both texts (empty if none)."""

    seccion: str
    parte: str
    tipo: TipoCambio
    antes: str
    despues: str

    @property
    def tramos(self) -> list[Tramo]:
        """The two texts woven together, word by word."""
        return tejer(self.antes, self.despues)


Pareja = tuple[int | None, int | None]
"""Index in the earlier list and in the later one; None where there is no counterpart."""


def comparar(antes: Manual | None, despues: Manual) -> list[Cambio]:
    """Every difference in the order of the document; empty if and only if both are equal."""
    viejos = {c.nro_cap: c for c in antes.cargos} if antes else {}
    nuevos = {c.nro_cap: c for c in despues.cargos}
    cambios = list(_partes(DOCUMENTO, _del_documento(antes), _del_documento(despues)))
    if antes:
        cambios += _partes(DOCUMENTO, _rotulos(antes.rotulos), _rotulos(despues.rotulos))
    cambios += _partes(CUADRO, _del_cuadro(antes), _del_cuadro(despues))
    for nro in sorted(viejos.keys() | nuevos.keys()):
        cambios += _de_cargo(viejos.get(nro), nuevos.get(nro))
    return cambios


def tejer(antes: str, despues: str) -> list[Tramo]:
    """Word-level difference of two texts: what stays, what goes, what comes, in reading order."""
    viejas, nuevas = antes.split(), despues.split()
    tramos: list[Tramo] = []
    for que, a, b, c, d in SequenceMatcher(None, viejas, nuevas, autojunk=False).get_opcodes():
        if que == "equal":
            tramos.append(Tramo(Operacion.IGUAL, " ".join(viejas[a:b])))
            continue
        if a < b:
            tramos.append(Tramo(Operacion.QUITA, " ".join(viejas[a:b])))
        if c < d:
            tramos.append(Tramo(Operacion.AGREGA, " ".join(nuevas[c:d])))
    return tramos


def emparejar(
    antes: Sequence[str], despues: Sequence[str], *, por_lugar: bool = True
) -> list[Pareja]:
    """Which text of the later list is which of the earlier one.

    First those with the same words wherever they moved, then the most alike; at last, and only
    `por_lugar`, those in the same place. Ordered as the later list; what disappeared, at the end.
    """
    libres_antes, libres_despues = list(range(len(antes))), list(range(len(despues)))
    hechas: dict[int, int] = {}

    def unir(i: int, j: int) -> None:
        hechas[j] = i
        libres_antes.remove(i)
        libres_despues.remove(j)

    for j in tuple(libres_despues):
        igual = next((i for i in libres_antes if antes[i] == despues[j]), None)
        if igual is not None:
            unir(igual, j)
    candidatos = sorted(
        ((_parecido(antes[i], despues[j]), i, j) for i in libres_antes for j in libres_despues),
        key=lambda c: (-c[0], c[1], c[2]),
    )
    for parecido, i, j in candidatos:
        if parecido >= PARECIDO_MINIMO and i in libres_antes and j in libres_despues:
            unir(i, j)
    if por_lugar:
        for k in sorted(set(libres_antes) & set(libres_despues)):
            unir(k, k)
    return [(hechas.get(j), j) for j in range(len(despues))] + [(i, None) for i in libres_antes]


def asignar_claves(
    nro_cap: str, antes: Sequence[tuple[str, str]], usadas: Collection[str], textos: Sequence[str]
) -> list[str]:
    """Lasting keys («067-06») for the duties of a new version, in their order.

    `antes` are the (key, text) of the version before; a duty that is still there keeps its key
    though its number or some of its words changed. A new one, even in the place of another, takes
    its number if no version ever used that key, else the next that is free: a key never comes to
    mean something else. Raises MofRechazado past 99.
    """
    ocupadas = set(usadas)
    parejas = emparejar([t for _, t in antes], textos, por_lugar=False)[: len(textos)]
    claves = [antes[i][0] if i is not None else "" for i, _ in parejas]
    for orden, clave in enumerate(claves, start=1):
        if not clave:
            libres = (f"{nro_cap}-{n:02}" for n in (orden, *range(1, 100)))
            nueva = next((c for c in libres if c not in ocupadas), "")
            if not nueva:
                raise MofRechazado(f"el cargo {nro_cap} ya usó sus 99 claves de función.")
            claves[orden - 1] = nueva
            ocupadas.add(nueva)
    return claves


def _parecido(uno: str, otro: str) -> float:
    return SequenceMatcher(None, uno.split(), otro.split(), autojunk=False).ratio()


def _partes(seccion: str, antes: dict[str, str], despues: dict[str, str]) -> Iterator[Cambio]:
    """Changes among texts known by a name: those of the later one, then what went."""
    for parte in [*despues, *(p for p in antes if p not in despues)]:
        viejo, nuevo = antes.get(parte), despues.get(parte)
        if viejo != nuevo:
            yield Cambio(seccion, parte, _tipo(viejo, nuevo), viejo or "", nuevo or "")


def _tipo(viejo: str | None, nuevo: str | None) -> TipoCambio:
    if viejo is None:
        return TipoCambio.AGREGA
    return TipoCambio.QUITA if nuevo is None else TipoCambio.CAMBIA


def _de_cargo(antes: FichaCargo | None, despues: FichaCargo | None) -> Iterator[Cambio]:
    ficha = despues or antes
    seccion = f"Cargo {ficha.nro_cap} · {ficha.denominacion}" if ficha else ""
    yield from _partes(seccion, _del_cargo(antes), _del_cargo(despues))
    if antes and despues:
        yield from _partes(seccion, _rotulos(antes.rotulos), _rotulos(despues.rotulos))
    yield from _lista(seccion, "Función", _funciones(antes), _funciones(despues))
    yield from _lista(seccion, "Requisito", _requisitos(antes), _requisitos(despues))


def _lista(
    seccion: str, nombre: str, antes: Sequence[str], despues: Sequence[str]
) -> Iterator[Cambio]:
    """Changes of a numbered list; a text that only moved is said to change its number."""
    for i, j in emparejar(antes, despues):
        if j is None and i is not None:
            yield Cambio(seccion, f"{nombre} {i + 1}", TipoCambio.QUITA, antes[i], "")
        elif i is None and j is not None:
            yield Cambio(seccion, f"{nombre} {j + 1}", TipoCambio.AGREGA, "", despues[j])
        elif i is not None and j is not None and (i, antes[i]) != (j, despues[j]):
            parte = f"{nombre} {j + 1}" if i == j else f"{nombre} {j + 1} (antes {i + 1})"
            tipo = TipoCambio.RENUMERA if antes[i] == despues[j] else TipoCambio.CAMBIA
            yield Cambio(seccion, parte, tipo, antes[i], despues[j])


def _funciones(ficha: FichaCargo | None) -> list[str]:
    return [f.texto for f in ficha.funciones] if ficha else []


def _requisitos(ficha: FichaCargo | None) -> list[str]:
    if ficha is None:
        return []
    return [f"{r.encabezado} · {r.texto}" if r.encabezado else r.texto for r in ficha.requisitos]


def _del_documento(manual: Manual | None) -> dict[str, str]:
    if manual is None:
        return {}
    return {
        "Orden de los cargos": " · ".join(c.nro_cap for c in manual.cargos),
        "Título": manual.titulo,
        "Nombre bajo el título": manual.subtitulo,
        "Órgano": manual.organo,
        "Unidad orgánica": manual.unidad_organica,
        "Nota (**)": manual.nota,
    }


def _del_cuadro(manual: Manual | None) -> dict[str, str]:
    if manual is None:
        return {}
    filas = {
        f"Línea {f.nro_literal}": " · ".join(
            (f.cargo_estructural, f.codigo, f.clasificacion, str(f.total))
        )
        for f in manual.filas
    }
    orden = " · ".join(f.nro_literal for f in manual.filas)
    return {**filas, "Orden de las líneas": orden, "Total": str(manual.total)}


def _del_cargo(ficha: FichaCargo | None) -> dict[str, str]:
    if ficha is None:
        return {}
    return {
        "Unidad orgánica": ficha.unidad,
        "Clasificación": ficha.clasificado,
        "Cargo estructurado": ficha.estructurado,
        "Función básica": ficha.funcion_basica,
        "Depende de": ficha.depende_de,
        "Ejerce mando": ficha.ejerce_mando,
    }


def _rotulos(rotulos: RotulosMof | RotulosCargo) -> dict[str, str]:
    """Headings and labels, named as a person calls them."""
    campos = asdict(rotulos)
    return {
        f"Rótulo {nombre}": texto if isinstance(texto, str) else " · ".join(texto)
        for nombre, texto in zip(NOMBRES_DE_ROTULO[type(rotulos)], campos.values(), strict=True)
    }
