"""What the lists of demand and offer may be asked."""

from django import forms
from django.db.models import Exists, OuterRef

from cargos.models import UnidadOrganica
from convenios.forms.comun import FechaField, con_denominacion
from convenios.forms.filtros import CUALQUIERA, Filtro
from convenios.models import Demanda, Moneda, PasoDemanda
from convenios.models.demanda import (
    PRIVADOS,
    DemandaQuerySet,
    Destino,
    EstadoDemanda,
    TipoDemanda,
)


def unidades_que_piden() -> list[tuple[str, str]]:
    """Units that asked for something, by their latest name."""
    piden = Exists(Demanda.objects.filter(unidad=OuterRef("pk")))
    filas = con_denominacion(UnidadOrganica.objects.filter(piden))
    return [("", "Todas"), *((str(u.pk), str(u.denominacion)) for u in filas)]


class FiltroDemandas(Filtro):
    """The list of needs. With `paso`, the dates are those of that step."""

    ABIERTAS, PUNTUADAS, PRIVADO, SIN_MONTO = "abiertas", "puntuadas", "privados", "ninguna"
    q = forms.CharField(label="Buscar", required=False, max_length=100)
    estado = forms.ChoiceField(
        label="Estado",
        required=False,
        choices=[
            CUALQUIERA,
            (ABIERTAS, "Abiertas"),
            (PUNTUADAS, "Con prioridad, sin las retiradas"),
            *EstadoDemanda.choices,
        ],
    )
    destino = forms.ChoiceField(
        label="A quién se pide",
        required=False,
        choices=[CUALQUIERA, *Destino.choices, (PRIVADO, "Sector privado o ambos")],
    )
    tipo = forms.ChoiceField(
        label="Qué es", required=False, choices=[CUALQUIERA, *TipoDemanda.choices]
    )
    unidad = forms.TypedChoiceField(
        label="Quién la pide", required=False, choices=unidades_que_piden, coerce=int
    )
    prioridad = forms.IntegerField(
        label="Prioridad desde", required=False, min_value=1, max_value=5
    )
    paso = forms.ChoiceField(
        label="Pasó a",
        required=False,
        choices=[CUALQUIERA, *EstadoDemanda.choices],
    )
    desde = FechaField(label="Desde", required=False)
    hasta = FechaField(label="Hasta", required=False)
    cargo = forms.RegexField(r"^\d{3}$", required=False, widget=forms.HiddenInput)
    moneda = forms.ChoiceField(
        label="Moneda",
        required=False,
        choices=[CUALQUIERA, (SIN_MONTO, "Sin monto"), *Moneda.choices],
    )

    @property
    def hay_mas(self) -> bool:
        """Whether one of the filters folded under «Más filtros» is in force."""
        plegados = ("tipo", "unidad", "prioridad", "moneda", "paso", "desde", "hasta")
        return any(self.pedido(c) is not None for c in plegados)

    def aplicar(self, filas: DemandaQuerySet) -> DemandaQuerySet:
        """The rows asked for, with what a row prints."""
        filas = filas.para_lista()
        if texto := self.pedido("q"):
            filas = filas.buscar(texto)
        if estado := self.pedido("estado"):
            filas = self._en_estado(filas, estado)
        if destino := self.pedido("destino"):
            cuales = PRIVADOS if destino == self.PRIVADO else (destino,)
            filas = filas.filter(destino__in=cuales)
        pedidos = self.pedidos(
            "tipo", "unidad", prioridad__gte="prioridad", responsable__nro_orden="cargo"
        )
        if moneda := self.pedido("moneda"):
            pedidos["moneda"] = "" if moneda == self.SIN_MONTO else moneda
        return self._en_fechas(filas.filter(**pedidos))

    def _en_estado(self, filas: DemandaQuerySet, estado: str) -> DemandaQuerySet:
        if estado == self.ABIERTAS:
            return filas.abiertas()
        return filas.puntuadas() if estado == self.PUNTUADAS else filas.filter(estado=estado)

    def _en_fechas(self, filas: DemandaQuerySet) -> DemandaQuerySet:
        if paso := self.pedido("paso"):
            pasos = PasoDemanda.objects.filter(demanda=OuterRef("pk"), a=paso)
            return filas.filter(Exists(pasos.filter(**self.entre("fecha"))))
        return filas.filter(**self.entre("registrada_el"))
