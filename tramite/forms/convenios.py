"""Linking an expediente to an agreement, and taking an evidence from it."""

from typing import Any

from django import forms

from cargos.models import Usuario
from convenios.models import Convenio, Ocurrencia
from tramite.forms.campos import Linea
from tramite.forms.mover import ActoForm
from tramite.models import Anexo, Expediente

POSIBLES = 5


class CampoConvenio(forms.CharField):
    """An agreement by its code, or by words that only one of them has; `usuario` is set by the
    form that owns it."""

    usuario: Usuario

    def clean(self, value: Any) -> Convenio:
        texto = super().clean(value)
        filas = Convenio.objects.visibles_para(self.usuario)
        exacto = filas.filter(codigo__iexact=texto).first()
        if exacto is not None:
            return exacto
        hallados = list(filas.buscar(texto)[: POSIBLES + 1])
        if len(hallados) == 1:
            return hallados[0]
        if not hallados:
            raise forms.ValidationError("Ningún convenio tiene ese código ni esas palabras.")
        nombres = "; ".join(f"{c.codigo} {c.denominacion[:60]}" for c in hallados[:POSIBLES])
        mas = " y más" if len(hallados) > POSIBLES else ""
        raise forms.ValidationError(f"¿Cuál de estos? Escriba su código: {nombres}{mas}.")


class VincularForm(ActoForm):
    """Which agreement it treats of."""

    convenio = CampoConvenio(
        label="Convenio", max_length=200, help_text="Su código, o palabras de su denominación."
    )
    nota = Linea(required=False, max_length=400)

    def __init__(self, *args: Any, usuario: Usuario, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["convenio"].usuario = usuario  # type: ignore[attr-defined]


class DesvincularForm(ActoForm):
    motivo = Linea(label="Por qué no le corresponde", max_length=300)


class EvidenciaForm(ActoForm):
    """What it proves: all filled in already for the most usual case."""

    ocurrencia = forms.ModelChoiceField(
        Ocurrencia.objects.none(), label="Qué obligación cumple", empty_label=None
    )
    anexo = forms.ModelChoiceField(
        Anexo.objects.none(), label="Archivo", required=False, empty_label="Sin archivo"
    )
    descripcion = Linea(label="Qué prueba", max_length=300)
    avance = forms.IntegerField(label="Avance (%)", min_value=1, max_value=100, initial=100)

    def __init__(
        self, *args: Any, usuario: Usuario, hoy: Any, expediente: Expediente, **kwargs: Any
    ) -> None:
        super().__init__(*args, expediente=expediente, **kwargs)
        suyos = expediente.vinculos.visibles_para(usuario).vigentes().values("convenio")
        propias = Ocurrencia.objects.reportables_para(usuario).al(hoy).abiertas()
        filas = propias.filter(compromiso__convenio__in=suyos, compromiso__obligado__lado="sector")
        filas = filas.con_todo().order_by("fecha_exigible", "pk")
        anexos = Anexo.objects.visibles_para(usuario).filter(documento__expediente=expediente)
        self.fields["ocurrencia"].queryset = filas  # type: ignore[attr-defined]
        self.fields["anexo"].queryset = anexos.order_by("-pk")  # type: ignore[attr-defined]
        self.fields["anexo"].initial = anexos.order_by("-pk").first()
        self.fields["descripcion"].initial = expediente.asunto[:300]
        self.hay_que_probar = filas.exists()
