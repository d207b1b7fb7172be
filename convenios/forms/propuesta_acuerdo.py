"""Forms of the proposals of international agreements."""

from datetime import date
from typing import Any

from django import forms

from cargos.models import Usuario
from cargos.permisos import Permiso
from convenios.forms.comun import ConDisposicion, FechaField, area, fila, solo_si
from convenios.forms.filtros import CUALQUIERA, Filtro
from convenios.forms.paso import PasoForm
from convenios.models import (
    Convenio,
    Eje,
    EstadoAcuerdo,
    InstrumentoInternacional,
    PropuestaAcuerdo,
)
from convenios.models.propuesta_acuerdo import TRANSICIONES_ACUERDO, PropuestaAcuerdoQuerySet

E = EstadoAcuerdo


class PropuestaAcuerdoForm(ConDisposicion, forms.ModelForm):
    """The text of a proposal, while it is an idea."""

    disposicion = ("materia", fila("contraparte", "eje"), "justificacion", "compatibilidad")

    class Meta:
        model = PropuestaAcuerdo
        fields = ["materia", "contraparte", "eje", "justificacion", "compatibilidad"]
        widgets = {"justificacion": area(4), "compatibilidad": area(4)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for campo in ("justificacion", "compatibilidad"):
            self.fields[campo].max_length = 4000  # type: ignore[attr-defined]


class PasoAcuerdoForm(PasoForm):
    """The next state of a proposal, with what that state asks for."""

    con_motivo = (E.ARCHIVADA,)
    sin_motivo = "Diga por qué se archiva."

    convenio = forms.ModelChoiceField(
        Convenio.objects.none(), label="Acabó en el convenio", required=False
    )
    instrumento = forms.ModelChoiceField(
        InstrumentoInternacional.objects.none(), label="o en el instrumento", required=False
    )
    disposicion = (
        "a",
        "fecha",
        solo_si("a", "elevada", "documento"),
        solo_si("a", "aceptada", fila("convenio", "instrumento")),
        "nota",
    )

    def __init__(
        self, *args: Any, propuesta: PropuestaAcuerdo, usuario: Usuario, **kwargs: Any
    ) -> None:
        siguientes = TRANSICIONES_ACUERDO[E(propuesta.estado)]
        if not usuario.puede(Permiso.INTERNACIONAL_APROBAR):
            siguientes -= {E.ELEVADA}
        super().__init__(*args, siguientes=[e for e in E if e in siguientes], **kwargs)
        self.propuesta = propuesta
        campos: Any = self.fields
        campos["documento"].help_text = "Informe u oficio con que se eleva: su número."
        campos["convenio"].queryset = Convenio.objects.visibles_para(usuario).order_by("codigo")
        campos["instrumento"].queryset = InstrumentoInternacional.objects.visibles_para(usuario)

    def clean(self) -> dict[str, Any]:
        datos = super().clean()
        a = datos.get("a")
        if a == E.SUSTENTADA and not self.propuesta.compatibilidad.strip():
            self.add_error("a", "Falta el análisis de compatibilidad: escríbalo antes.")
        if a == E.ELEVADA and not datos.get("documento"):
            self.add_error("documento", "Diga con qué documento se eleva.")
        self._un_solo_resultado(datos, a)
        return datos

    def _un_solo_resultado(self, datos: dict[str, Any], a: str | None) -> None:
        if a != E.ACEPTADA:
            datos["convenio"] = datos["instrumento"] = None
            return
        if bool(datos.get("convenio")) == bool(datos.get("instrumento")):
            self.add_error("convenio", "Diga en qué convenio o en qué instrumento acabó, uno solo.")


class FiltroPropuestasAcuerdo(Filtro):
    """The list of proposals."""

    q = forms.CharField(label="Buscar", required=False, max_length=100)
    estado = forms.ChoiceField(label="Estado", required=False, choices=[CUALQUIERA, *E.choices])
    eje = forms.ChoiceField(label="Eje", required=False, choices=[CUALQUIERA, *Eje.choices])
    elevadas_desde = FechaField(label="Elevadas desde", required=False)
    elevadas_hasta = FechaField(label="hasta", required=False)

    def aplicar(self, filas: PropuestaAcuerdoQuerySet) -> PropuestaAcuerdoQuerySet:
        """The rows asked for."""
        if texto := self.pedido("q"):
            filas = filas.buscar(texto)
        desde, hasta = self.pedido("elevadas_desde"), self.pedido("elevadas_hasta")
        if desde or hasta:
            filas = filas.elevadas(desde or date.min, hasta or date.max)
        filas = filas.filter(**self.pedidos("estado", "eje"))
        return filas.select_related("por__persona")
