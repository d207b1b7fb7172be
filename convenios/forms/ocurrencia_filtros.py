"""What the list of obligations with a date may be asked."""

from django import forms

from convenios.cifras import Parametros
from convenios.forms.comun import FechaField
from convenios.forms.filtros import FiltroTablero
from convenios.models import ClaseCompromiso, Lado
from convenios.models.convenios import en_curso
from convenios.models.ocurrencias import OcurrenciaQuerySet

INTERNACIONAL = "internacional"
"""Value of «alcance»: what comes from international instruments."""
ACUERDOS = "acuerdos"
"""Value of «alcance»: what meetings agreed."""


class FiltroOcurrencias(FiltroTablero):
    """The list of obligations with a date."""

    SITUACIONES = (
        ("", "Todas"),
        ("cuentan", "Sin las exoneradas"),
        ("exigibles", "Exigibles"),
        ("vencidas", "Vencidas"),
        ("proximas", "Vencen pronto"),
        ("sin_cumplir", "Sin cumplir"),
        ("por_validar", "Por validar"),
        ("cumplidas", "Cumplidas"),
        ("tarde", "Cumplidas tarde"),
        ("huerfanas", "Sin titular que responda"),
    )
    RAPIDAS = ("", "vencidas", "proximas", "por_validar", "sin_cumplir", "tarde")

    q = forms.CharField(label="Buscar", required=False, max_length=100)
    situacion = forms.ChoiceField(label="Situación", required=False, choices=SITUACIONES)
    lado = forms.ChoiceField(
        label="Obligado", required=False, choices=[("", "Ambos lados"), *Lado.choices]
    )
    clase = forms.ChoiceField(
        label="Clase", required=False, choices=[("", "Todas"), *ClaseCompromiso.choices]
    )
    cargo = forms.RegexField(r"^\d{3}$", label="Cargo", required=False)
    criticidad = forms.IntegerField(
        label="Criticidad desde", required=False, min_value=1, max_value=5
    )
    desde = FechaField(label="Vencen desde", required=False)
    hasta = FechaField(label="Vencen hasta", required=False)
    convenio = forms.RegexField(r"^OCI-\d{4}-\d{4,}$", label="Convenio", required=False)
    actos_desde = FechaField(label="Con actos desde", required=False)
    actos_hasta = FechaField(label="Con actos hasta", required=False)
    alcance = forms.ChoiceField(
        label="De",
        required=False,
        choices=[
            ("", "Convenios en curso"),
            ("todos", "Todos los convenios"),
            (INTERNACIONAL, "Instrumentos internacionales"),
            (ACUERDOS, "Acuerdos de reuniones"),
        ],
    )

    @property
    def rapidas(self) -> list[tuple[str, str]]:
        """The situations asked for most, one click away."""
        return [(v, r) for v, r in self.SITUACIONES if v in self.RAPIDAS]

    @property
    def hay_mas(self) -> bool:
        """Whether one of the filters folded under «Más filtros» is in force."""
        plegados = (
            "cargo",
            "criticidad",
            "convenio",
            "tipo",
            "tema",
            "unidad",
            "alcance",
            "org",
            "acceso",
            "actos_desde",
        )
        return any(self.pedido(c) is not None for c in plegados)

    def aplicar(self, filas: OcurrenciaQuerySet, p: Parametros) -> OcurrenciaQuerySet:
        """The rows asked for, as they stood on the as-of date."""
        filas = self._del_alcance(filas.al(self.dia, es_ultimo=self.es_ultimo))
        filas = filas.filter(self.condicion("compromiso__convenio__"))
        if texto := self.pedido("q"):
            filas = filas.buscar(texto)
        if self.pedido("actos_desde") or self.pedido("actos_hasta"):
            filas = filas.con_actos(self.pedido("actos_desde"), self.pedido("actos_hasta"))
        if situacion := self.pedido("situacion"):
            filas = filas.en_situacion(situacion, self.dia, p)
        return self._por_campos(filas)

    def _del_alcance(self, filas: OcurrenciaQuerySet) -> OcurrenciaQuerySet:
        if codigo := self.pedido("convenio"):
            return filas.filter(compromiso__convenio__codigo=codigo)
        if self.pedido("alcance") == INTERNACIONAL:
            return filas.internacionales(self.dia)
        if self.pedido("alcance") == ACUERDOS:
            return filas.de_acuerdos()
        if self.pedido("alcance") == "todos":
            return filas.de_convenios()
        return filas.filter(en_curso(self.dia, "compromiso__convenio__"))

    def _por_campos(self, filas: OcurrenciaQuerySet) -> OcurrenciaQuerySet:
        pedidos = self.pedidos(
            compromiso__clase="clase",
            compromiso__responsable__nro_orden="cargo",
            compromiso__criticidad__gte="criticidad",
        )
        # What the State owes abroad is all ours, and of no party.
        if self.pedido("alcance") != INTERNACIONAL or self.pedido("lado") != Lado.SECTOR:
            pedidos |= self.pedidos(compromiso__obligado__lado="lado")
        return filas.filter(**pedidos, **self.entre("fecha_exigible"))
