"""What the lists and the dashboard may be asked. One object filters the page, its figures and its
exports, so that a number and the rows behind it can never disagree.

A value that cannot be understood is as if it had not been asked; its error stands by its field.
"""

from datetime import date
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.choices import CallableChoiceIterator

from cargos.models import UnidadOrganica
from convenios.alineamiento import en_linea
from convenios.cifras import Parametros
from convenios.estados import Etapa
from convenios.forms.comun import FechaField, SelectLargo, con_denominacion
from convenios.models import (
    ClaseCompromiso,
    Convenio,
    Interaccion,
    Lado,
    Moneda,
    Organizacion,
    Parte,
    TipoInstrumento,
)
from convenios.models.contacto import InteraccionQuerySet
from convenios.models.convenios import ConvenioQuerySet, en_curso
from convenios.models.dinero import que_aportan
from convenios.models.ocurrencias import OcurrenciaQuerySet
from convenios.models.organizacion import OrganizacionQuerySet
from convenios.models.perfil import Mes
from convenios.plazos import Vigencia
from convenios.semaforo import Color
from convenios.territorio import DEPARTAMENTOS, NACIONAL
from ocisys.base.busqueda import ordena_es

CUALQUIERA = ("", "Todos")
INTERNACIONAL = "internacional"
"""Value of «alcance»: what comes from international instruments."""
ACUERDOS = "acuerdos"
"""Value of «alcance»: what meetings agreed."""


class Filtro(forms.Form):
    """Base: a GET form that never refuses."""

    def __init__(self, datos: Any, *, hoy: date) -> None:
        super().__init__(datos)
        self.hoy = hoy
        for nombre, campo in self.fields.items():
            clase = "form-select" if isinstance(campo.widget, forms.Select) else "form-control"
            campo.widget.attrs |= {"class": clase, "id": nombre}
            opciones = getattr(campo, "choices", None)
            if isinstance(opciones, CallableChoiceIterator):  # asked once, if shown or compared
                campo.choices = cache(opciones.func)  # type: ignore[attr-defined]
        self.full_clean()

    def pedido(self, campo: str) -> Any:
        """The value asked for, or None."""
        return self.cleaned_data.get(campo) or None

    @property
    def en_palabras(self) -> dict[str, str]:
        """Label → value of each filter in force, for the note of an export."""
        return {
            str(self.fields[c].label): self.dicho(c)
            for c in self.fields
            if self.pedido(c) is not None
        }

    def dicho(self, campo: str) -> str:
        """The value asked for as the form shows it: the name of an organisation, not its number."""
        valor = str(self[campo].value())
        return str(dict(getattr(self.fields[campo], "choices", ())).get(valor, valor))


def organizaciones_parte() -> list[tuple[str, str]]:
    """Organisations that are a party of some agreement, in order."""
    es_parte = Exists(Parte.objects.filter(organizacion=OuterRef("pk")))
    partes = Organizacion.objects.filter(es_parte).values_list("pk", "nombre")
    filas = partes.annotate(_orden=ordena_es("nombre")).order_by("_orden", "pk")
    return [("", "Todas"), *((str(pk), nombre) for pk, nombre, _ in filas)]


def temas() -> list[tuple[str, str]]:
    """Themes in use."""
    usados = Convenio.objects.exclude(tema="").order_by("tema").values_list("tema", flat=True)
    return [CUALQUIERA, *((t, t) for t in usados.distinct())]


def unidades_que_ejecutan() -> list[tuple[str, str]]:
    """Units that carry out some convenio, by their latest name."""
    ejecutan = Exists(Convenio.objects.filter(unidad=OuterRef("pk")))
    filas = con_denominacion(UnidadOrganica.objects.filter(ejecutan))
    return [("", "Todas"), *((str(u.pk), str(u.denominacion)) for u in filas)]


class FiltroTablero(Filtro):
    """As-of date and which convenios: what the dashboard can be asked."""

    al = FechaField(label="A la fecha", required=False)
    tipo = forms.ChoiceField(
        label="Tipo", required=False, choices=[CUALQUIERA, *TipoInstrumento.choices]
    )
    org = forms.TypedChoiceField(
        label="Contraparte o parte",
        required=False,
        choices=organizaciones_parte,
        coerce=int,
        widget=SelectLargo,
    )
    unidad = forms.TypedChoiceField(
        label="Unidad", required=False, choices=unidades_que_ejecutan, coerce=int
    )
    tema = forms.ChoiceField(label="Tema", required=False, choices=temas)
    acceso = forms.ChoiceField(
        label="Acceso", required=False, choices=[CUALQUIERA, ("abierto", "Sin los reservados")]
    )

    @property
    def dia(self) -> date:
        """The as-of date asked for, today without one."""
        dia: date = self.pedido("al") or self.hoy
        return dia

    @property
    def es_ultimo(self) -> bool:
        """Whether no act can be later than the as-of date."""
        return self.dia >= self.hoy

    def enlace(self, **mas: str) -> str:
        """Query string of these filters plus `mas`: the same rows, seen closer."""
        campos = {c: self.pedido(c) for c in FiltroTablero.base_fields}
        propios = {
            c: v.isoformat() if isinstance(v, date) else str(v)
            for c, v in campos.items()
            if v is not None
        }
        return urlencode(propios | mas)

    def condicion(self, prefijo: str = "") -> Q:
        """Condition on convenios reached through `prefijo`."""
        condicion = Q()
        if tipo := self.pedido("tipo"):
            condicion &= Q(**{f"{prefijo}tipo": tipo})
        if tema := self.pedido("tema"):
            condicion &= Q(**{f"{prefijo}tema": tema})
        if unidad := self.pedido("unidad"):
            condicion &= Q(**{f"{prefijo}unidad": unidad})
        if self.pedido("acceso"):
            condicion &= ~Q(**{f"{prefijo}nivel_acceso": Convenio.Acceso.RESERVADO})
        if org := self.pedido("org"):
            convenios = Convenio.objects.filter(partes__organizacion=org).values("pk")
            condicion &= Q(**{f"{prefijo}pk__in": convenios})
        return condicion


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
        suscrito = {
            "fecha_suscripcion__gte": self.pedido("desde"),
            "fecha_suscripcion__lte": self.pedido("hasta"),
        }
        filas = filas.filter(**{c: v for c, v in suscrito.items() if v is not None})
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
        campos = {
            "lado": "compromiso__obligado__lado",
            "clase": "compromiso__clase",
            "cargo": "compromiso__responsable__nro_orden",
            "criticidad": "compromiso__criticidad__gte",
            "desde": "fecha_exigible__gte",
            "hasta": "fecha_exigible__lte",
        }
        if self.pedido("alcance") == INTERNACIONAL and self.pedido("lado") == Lado.SECTOR:
            del campos["lado"]  # what the State owes abroad is all ours, and of no party
        pedidos = {destino: self.pedido(c) for c, destino in campos.items()}
        return filas.filter(**{d: v for d, v in pedidos.items() if v is not None})


class FiltroOrganizaciones(Filtro):
    """The list of organisations."""

    q = forms.CharField(label="Buscar", required=False, max_length=100)
    clase = forms.ChoiceField(
        label="Clase",
        required=False,
        choices=[
            ("", "Todas"),
            *Organizacion.Clase.choices,
            ("no_empresa", "Todas menos empresas"),
        ],
    )
    estado = forms.ChoiceField(
        label="Situación",
        required=False,
        choices=[
            ("", "Todas"),
            *Organizacion.Estado.choices,
            ("por_captar", "Potenciales, en cualquier paso"),
        ],
    )
    ficha = forms.ChoiceField(
        label="Ficha",
        required=False,
        choices=[("", "Todas"), ("al_dia", "Verificada"), ("por_actualizar", "Por actualizar")],
    )

    opera = forms.ChoiceField(
        label="Empresas que operan en",
        required=False,
        choices=[CUALQUIERA, *DEPARTAMENTOS.items()],
    )
    recibe = forms.ChoiceField(
        label="Fuentes que reciben en", required=False, choices=[CUALQUIERA, *Mes.choices]
    )

    al = FechaField(label="A la fecha", required=False, widget=forms.HiddenInput)

    def aplicar(self, filas: OrganizacionQuerySet, p: Parametros) -> OrganizacionQuerySet:
        """The rows asked for."""
        if lugar := self.pedido("opera"):
            filas = filas.filter(perfil_empresa__departamentos__overlap=[lugar, NACIONAL])
        if mes := self.pedido("recibe"):
            filas = filas.filter(perfil_fuente__meses__contains=[int(mes)])
        if texto := self.pedido("q"):
            filas = filas.buscar(texto)
        if clase := self.pedido("clase"):
            no_empresa = ~Q(clase=Organizacion.Clase.EMPRESA)
            filas = filas.filter(no_empresa if clase == "no_empresa" else Q(clase=clase))
        if estado := self.pedido("estado"):
            por_captar = estado == "por_captar"
            filas = filas.potenciales() if por_captar else filas.filter(estado=estado)
        if ficha := self.pedido("ficha"):
            filas = filas.por_frescura(ficha == "al_dia", self.pedido("al") or self.hoy, p)
        return filas


class FiltroInteracciones(Filtro):
    """What was spoken with organisations."""

    q = forms.CharField(label="Buscar", required=False, max_length=100)
    org = forms.IntegerField(label="Organización", required=False, widget=forms.HiddenInput)
    clase = forms.ChoiceField(
        label="Con",
        required=False,
        choices=[
            ("", "Todas"),
            *Organizacion.Clase.choices,
            ("no_empresa", "Todas menos empresas"),
        ],
    )
    tipo = forms.ChoiceField(
        label="Medio", required=False, choices=[("", "Todos"), *Interaccion.Tipo.choices]
    )
    cargo = forms.RegexField(r"^\d{3}$", label="Cargo", required=False)
    desde = FechaField(label="Desde", required=False)
    hasta = FechaField(label="Hasta", required=False)

    def aplicar(self, filas: InteraccionQuerySet) -> InteraccionQuerySet:
        """The rows asked for, without those that were put right later."""
        filas = filas.validas()
        if texto := self.pedido("q"):
            filas = filas.buscar(texto)
        if org := self.pedido("org"):
            filas = filas.filter(Q(organizacion=org) | Q(organizacion__absorbida_por=org))
        if clase := self.pedido("clase"):
            no_empresa = ~Q(organizacion__clase=Organizacion.Clase.EMPRESA)
            es = Q(organizacion__clase=clase)
            filas = filas.filter(no_empresa if clase == "no_empresa" else es)
        campos = {
            "tipo": "tipo",
            "cargo": "por_posicion__nro_orden",
            "desde": "fecha__gte",
            "hasta": "fecha__lte",
        }
        pedidos = {destino: self.pedido(c) for c, destino in campos.items()}
        return filas.filter(**{d: v for d, v in pedidos.items() if v is not None})
