"""What the calendar of international commitments may be asked, and the approval of its plan."""

from datetime import date
from typing import Any

from django import forms

from convenios.cifras import Parametros
from convenios.forms.comun import ConDisposicion, FechaField, area, ya_ocurrio
from convenios.forms.filtros import CUALQUIERA, Filtro
from convenios.models import Eje, InstrumentoInternacional
from convenios.models.ocurrencias import OcurrenciaQuerySet

TODOS = "todos"
PRIMERO, ULTIMO = 2000, 2100
"""Years that a plan may be of."""


def instrumentos() -> list[tuple[str, str]]:
    """Every instrument, by its short name."""
    filas = InstrumentoInternacional.objects.order_by("siglas").values_list("pk", "siglas")
    return [CUALQUIERA, *((str(pk), siglas) for pk, siglas in filas)]


class FiltroCalendario(Filtro):
    """The due dates of a year (this one without asking), or of all of them."""

    SITUACIONES = (
        ("cuentan", "Todas las que cuentan"),
        ("exigibles", "Exigibles a la fecha"),
        ("vencidas", "Vencidas"),
        ("sin_cumplir", "Sin cumplir"),
        ("por_validar", "Por validar"),
        ("cumplidas", "Cumplidas"),
        ("tarde", "Cumplidas tarde"),
        ("huerfanas", "Sin titular"),
    )
    anio = forms.ChoiceField(label="Año", required=False)
    instrumento = forms.TypedChoiceField(
        label="Instrumento", required=False, choices=instrumentos, coerce=int
    )
    eje = forms.ChoiceField(label="Eje", required=False, choices=[CUALQUIERA, *Eje.choices])
    confirmada = forms.ChoiceField(
        label="Fecha",
        required=False,
        choices=[
            ("", "Todas"),
            ("si", "Confirmada por el organismo"),
            ("no", "Sin confirmar"),
        ],
    )
    situacion = forms.ChoiceField(
        label="Situación", required=False, choices=[("", "Todas"), *SITUACIONES]
    )
    cargo = forms.RegexField(r"^\d{3}$", label="Cargo", required=False)
    al = FechaField(label="A la fecha", required=False)

    def full_clean(self) -> None:
        """The years offered are around today's."""
        este = self.hoy.year
        self.fields["anio"].choices = [  # type: ignore[attr-defined]
            ("", f"Este año ({este})"),
            *((str(a), str(a)) for a in range(este + 3, este - 6, -1)),
            (TODOS, "Todos"),
        ]
        super().full_clean()

    @property
    def dia(self) -> date:
        """The as-of date asked for, today without one."""
        dia: date = self.pedido("al") or self.hoy
        return dia

    @property
    def anio_pedido(self) -> int | None:
        """The year shown; None for all of them."""
        anio = self.pedido("anio")
        return None if anio == TODOS else int(anio or self.hoy.year)

    def de_cuales(self, filas: OcurrenciaQuerySet) -> OcurrenciaQuerySet:
        """Those of the instruments and the post asked for, whenever they fall due."""
        filas = filas.al(self.dia).internacionales(self.dia).con_confirmacion(self.dia)
        pedidos = self.pedidos(
            compromiso__instrumento="instrumento", compromiso__responsable__nro_orden="cargo"
        )
        filas = filas.filter(**pedidos)
        if eje := self.pedido("eje"):
            filas = filas.filter(compromiso__instrumento__ejes__contains=[eje])
        return filas

    def aplicar(self, filas: OcurrenciaQuerySet, p: Parametros) -> OcurrenciaQuerySet:
        """The rows asked for; what a norm moved or released is not in the calendar."""
        filas = self.de_cuales(filas).que_cuentan()
        if self.anio_pedido:
            filas = filas.filter(fecha_exigible__year=self.anio_pedido)
        if confirmada := self.pedido("confirmada"):
            filas = filas.filter(confirmada=confirmada == "si")
        if situacion := self.pedido("situacion"):
            filas = filas.en_situacion(situacion, self.dia, p)
        return filas.con_origen()


class AprobarPlanForm(ConDisposicion, forms.Form):
    """The approval of the calendar of a year as it stands."""

    aprobado_el = FechaField(label="Aprobado el")
    motivo = forms.CharField(
        label="Por qué se aprueba",
        max_length=2000,
        widget=area(3),
        help_text="Con qué documento, y qué cambió si es otra versión.",
    )

    def __init__(self, *args: Any, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hoy = hoy
        self.fields["aprobado_el"].initial = hoy

    def clean_aprobado_el(self) -> date:
        si_no = "La fecha es posterior a hoy: se anota cuando ya se aprobó."
        return ya_ocurrio(self.cleaned_data["aprobado_el"], self.hoy, si_no)
