"""What the register of agreements may be asked."""

from django import forms
from django.db.models import Q

from convenios.alineamiento import en_linea
from convenios.cifras import Parametros
from convenios.estados import Etapa
from convenios.forms.comun import FechaField
from convenios.forms.filtros import CUALQUIERA, FiltroTablero
from convenios.models import Moneda
from convenios.models.convenios import ConvenioQuerySet
from convenios.models.dinero import que_aportan
from convenios.plazos import Vigencia
from convenios.semaforo import Color


class FiltroConvenios(FiltroTablero):
    """The register of convenios."""

    q = forms.CharField(label="Buscar", required=False, max_length=100)
    etapa = forms.ChoiceField(
        label="Etapa",
        required=False,
        choices=[
            CUALQUIERA,
            ("en_curso", "En curso"),
            ("por_firmar", "En camino a la firma"),
            *Etapa.choices,
        ],
    )
    firma = forms.IntegerField(
        label="Suscrito en el año", required=False, min_value=1900, max_value=2150
    )
    vigencia = forms.ChoiceField(
        label="Vigencia",
        required=False,
        choices=[CUALQUIERA, *((v.value, v.palabra) for v in Vigencia)],
    )
    cumplimiento = forms.ChoiceField(
        label="Cumplimiento",
        required=False,
        choices=[CUALQUIERA, *((c.value, c.palabra.capitalize()) for c in Color)],
    )
    decision = forms.ChoiceField(
        label="Decisión",
        required=False,
        choices=[
            CUALQUIERA,
            ("pendiente", "Pendiente: por vencer o vencidos"),
            ("si", "Ya decidida"),
        ],
    )
    falta = forms.ChoiceField(
        label="Datos",
        required=False,
        choices=[
            CUALQUIERA,
            ("nada", "Verificados"),
            ("verificar", "Por actualizar"),
            ("objeto", "Sin objeto"),
            ("inicio", "Sin inicio de vigencia"),
            ("fin", "Sin fecha de fin"),
            ("coordinador", "Sin cargo que lo coordine"),
            ("compromisos", "Sin compromisos"),
            ("archivo", "Sin el documento firmado"),
            ("internacional", "Que ningún compromiso internacional pide"),
        ],
    )
    # Asked by the figures of captación, to show exactly what each one counts.
    aporta = forms.IntegerField(
        label="Aporta la fuente n.º", required=False, min_value=1, widget=forms.HiddenInput
    )
    moneda = forms.ChoiceField(
        label="Con aportes en",
        required=False,
        choices=[("", "Cualquiera"), *Moneda.choices],
        widget=forms.HiddenInput,
    )
    # Asked by the strategy: «con» or «sin» a line of the version in force, or one line.
    linea = forms.RegexField(
        r"^(con|sin|[0-9]{1,9})$",
        label="Línea de la estrategia",
        required=False,
        widget=forms.HiddenInput,
    )
    desde = FechaField(label="Suscritos desde", required=False, widget=forms.HiddenInput)
    hasta = FechaField(label="Suscritos hasta", required=False, widget=forms.HiddenInput)

    @property
    def hay_mas(self) -> bool:
        """Whether one of the filters folded under «Más filtros» is in force."""
        plegados = ("falta", "acceso", "org", "tema", "unidad", "firma")
        return any(self.pedido(c) is not None for c in plegados)

    def aplicar(self, filas: ConvenioQuerySet, p: Parametros) -> ConvenioQuerySet:
        """The rows asked for, except by `cumplimiento`, which is computed (see the view)."""
        filas = filas.filter(self.condicion()).con_fin(self.dia).con_decision(self.dia)
        if texto := self.pedido("q"):
            filas = filas.buscar(texto)
        if etapa := self.pedido("etapa"):
            filas = self._en_etapa(filas, etapa)
        if anio := self.pedido("firma"):
            filas = filas.filter(fecha_suscripcion__year=anio, fecha_suscripcion__lte=self.dia)
        filas = filas.filter(**self.entre("fecha_suscripcion"))
        if moneda := self.pedido("moneda"):
            filas = filas.hojas(self.dia).filter(
                que_aportan(moneda, self.dia, fuente=self.pedido("aporta"))
            )
        if vigencia := self.pedido("vigencia"):
            filas = filas.en_situacion(Vigencia(vigencia), self.dia, p)
        if decision := self.pedido("decision"):
            filas = (
                filas.filter(Q(tiene_decision=True))
                if decision == "si"
                else filas.sin_decision(self.dia, p)
            )
        if falta := self.pedido("falta"):
            filas = filas.a_los_que_falta(falta, self.dia, p)
        return self._en_linea(filas)

    def _en_linea(self, filas: ConvenioQuerySet) -> ConvenioQuerySet:
        linea = self.pedido("linea")
        return en_linea(filas, linea, self.dia) if linea else filas

    def _en_etapa(self, filas: ConvenioQuerySet, etapa: str) -> ConvenioQuerySet:
        if etapa == "en_curso":
            return filas.en_curso(self.dia)
        if etapa == "por_firmar":
            return filas.por_firmar(self.dia)
        return filas.con_etapa(self.dia).filter(Q(etapa_al=etapa))
