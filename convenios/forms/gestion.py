"""Raising money for a need with a source: opening it, its steps, its end, and its list."""

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef

from cargos.models import Usuario
from convenios.acciones.gestion import abiertas_con, se_pide_a
from convenios.forms.comun import ConDisposicion, FechaField, SelectLargo, fechas, fila, posicion
from convenios.forms.demanda import CodigoField, FinanciarForm, campo_convenio, van_juntos
from convenios.forms.filtros import CUALQUIERA, Filtro
from convenios.forms.paso import PasoForm
from convenios.models import (
    Convocatoria,
    Demanda,
    Gestion,
    Moneda,
    Organizacion,
    PasoGestion,
)
from convenios.models.demanda import lleva_toda
from convenios.models.gestion import (
    PIDE_MOTIVO,
    EtapaGestion,
    GestionQuerySet,
    etapas_siguientes,
    que_pasaron_a,
)


class GestionForm(ConDisposicion, forms.ModelForm):
    """Taking a need to a source."""

    vacios = {"moneda": "Sin monto"}
    disposicion = (
        fila("demanda", "convocatoria"),
        fila("organizacion", "responsable"),
        fila("moneda", "monto", "probabilidad"),
        fila("siguiente_paso", "siguiente_el"),
    )
    demanda = CodigoField(Demanda, ejemplo="DEM-2026-0001", label="Qué demanda")
    convocatoria = CodigoField(
        Convocatoria,
        ejemplo="OFE-2026-0001",
        label="Por la convocatoria",
        required=False,
        help_text="Si responde a una.",
    )

    class Meta:
        model = Gestion
        fields = [
            "demanda",
            "convocatoria",
            "organizacion",
            "responsable",
            "moneda",
            "monto",
            "probabilidad",
            "siguiente_paso",
            "siguiente_el",
        ]
        field_classes = fechas("siguiente_el")
        widgets = {"organizacion": SelectLargo}

    def __init__(self, *args: Any, usuario: Usuario, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campos: Any = self.fields
        campos["demanda"].queryset = Demanda.objects.editables_para(usuario).abiertas()
        campos["convocatoria"].queryset = Convocatoria.objects.visibles_para(usuario)
        quienes = Organizacion.objects.en_uso().en_orden()
        if not lleva_toda(usuario):
            quienes = quienes.filter(clase=Organizacion.Clase.EMPRESA)
        campos["organizacion"].queryset = quienes
        campos["responsable"] = posicion("Cargo que la lleva", required=True)
        if usuario.designacion_principal:
            campos["responsable"].initial = usuario.designacion_principal.posicion_id
        campos["probabilidad"].max_value = 100

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        demanda, quien, oferta = (datos.get(c) for c in ("demanda", "organizacion", "convocatoria"))
        if demanda and quien and not se_pide_a(demanda, quien):
            pide = demanda.get_destino_display()
            self.add_error("organizacion", f"{demanda.codigo} se pide a: {pide}.")
        if oferta and quien and oferta.organizacion_id != quien.pk:
            self.add_error("convocatoria", "Esa convocatoria es de otra organización.")
        if demanda and quien and abiertas_con(demanda, quien).exists():
            self.add_error("organizacion", "Esa demanda ya se gestiona con esa organización.")
        van_juntos(self, datos, "monto", "moneda")
        _fecha_con_paso(self, datos)
        return datos


def _fecha_con_paso(form: Any, datos: dict[str, Any]) -> None:
    if datos.get("siguiente_el") and not datos.get("siguiente_paso"):
        form.add_error("siguiente_paso", "Diga qué se hará ese día.")


class AvanzarForm(PasoForm):
    """What happened, where it stands now, and what is next."""

    con_motivo = PIDE_MOTIVO
    sin_motivo = "Diga por qué: es lo que servirá para la próxima."

    probabilidad = forms.IntegerField(label="Probabilidad (%)", min_value=0, max_value=100)
    siguiente_paso = forms.CharField(label="Siguiente paso", required=False, max_length=200)
    siguiente_el = FechaField(label="Para el", required=False)
    disposicion = (
        "a",
        fila("fecha", "documento"),
        "nota",
        fila("probabilidad", "siguiente_paso", "siguiente_el"),
    )

    def __init__(self, *args: Any, gestion: Gestion, **kwargs: Any) -> None:
        self.actual = etapa = EtapaGestion(gestion.etapa)
        otras = [e for e in etapas_siguientes(etapa) if e != EtapaGestion.GANADA]
        super().__init__(*args, siguientes=otras, **kwargs)
        campos: Any = self.fields
        campos["a"].label, campos["nota"].label = "Queda", "Qué pasó"
        if otras:
            igual = (etapa.value, f"{etapa.label} (sólo anotar)")
            campos["a"].choices = [igual, *campos["a"].choices]
        for campo in ("probabilidad", "siguiente_paso", "siguiente_el"):
            campos[campo].initial = getattr(gestion, campo)
        campos["a"].initial = etapa.value

    def clean(self) -> dict[str, Any]:
        datos = super().clean()
        solo_nota = datos.get("a") == self.actual and self.actual not in self.con_motivo
        if solo_nota and not datos.get("nota"):
            self.add_error("nota", "Si no cambia de etapa, diga qué pasó.")
        _fecha_con_paso(self, datos)
        return datos


class GanarForm(FinanciarForm):
    """The source pays: how much of what the need asked, and by which agreement."""

    convenio = campo_convenio("Convenio que resultó")


class FiltroGestiones(Filtro):
    """The list of gestiones. With `paso`, the dates are those of that step."""

    EN_MARCHA, ATRASADAS = "en_marcha", "atrasadas"
    q = forms.CharField(label="Buscar", required=False, max_length=100)
    etapa = forms.ChoiceField(
        label="Etapa",
        required=False,
        choices=[
            CUALQUIERA,
            (EN_MARCHA, "En marcha"),
            (ATRASADAS, "Con el siguiente paso vencido"),
            *EtapaGestion.choices,
        ],
    )
    moneda = forms.ChoiceField(
        label="Moneda", required=False, choices=[("", "Todas"), *Moneda.choices]
    )
    paso = forms.ChoiceField(
        label="Pasó a", required=False, choices=[CUALQUIERA, *EtapaGestion.choices]
    )
    desde = FechaField(label="Desde", required=False)
    hasta = FechaField(label="Hasta", required=False)
    cargo = forms.RegexField(r"^\d{3}$", label="Cargo", required=False)
    org = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)

    def aplicar(self, filas: GestionQuerySet) -> GestionQuerySet:
        """The rows asked for, with what a row prints."""
        filas = filas.para_lista()
        if texto := self.pedido("q"):
            filas = filas.buscar(texto)
        if etapa := self.pedido("etapa"):
            filas = self._en_etapa(filas, etapa)
        pedidos = self.pedidos("moneda", responsable__nro_orden="cargo", organizacion="org")
        filas = filas.filter(**pedidos)
        if paso := self.pedido("paso"):
            pasos = PasoGestion.objects.filter(que_pasaron_a(paso), gestion=OuterRef("pk"))
            return filas.filter(Exists(pasos.filter(**self.entre("fecha"))))
        return filas.filter(**self.entre("abierta_el"))

    def _en_etapa(self, filas: GestionQuerySet, etapa: str) -> GestionQuerySet:
        if etapa == self.EN_MARCHA:
            return filas.en_marcha()
        return filas.atrasadas(self.hoy) if etapa == self.ATRASADAS else filas.filter(etapa=etapa)
