"""Form of an appointment, of what becomes of it, and of which part of the agenda is shown."""

import re
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from django import forms
from django.db.models.functions import Lower
from django.utils import timezone

from cargos.models import Usuario
from convenios.models import Convenio, Organizacion
from tramite.acciones.citas import Acordado
from tramite.acciones.remitentes import de_organizacion
from tramite.agenda import advertencias
from tramite.destinos import destinos
from tramite.forms.campos import CampoExpediente, CampoPuestos, Linea
from tramite.forms.convenios import CampoConvenio
from tramite.forms.llamada import PeriodoForm
from tramite.forms.momentos import FechaPorVenir, HoraEnPunto
from tramite.models import Cita, Remitente
from tramite.models.cita import LLEVAN_LA_DE_TODOS, CitaQuerySet

_CON_SIGLAS = re.compile(r"(.+) \((.+)\)")
"""As an organisation is written: «Agencia Peruana de Cooperación Internacional (APCI)»."""

DURACION = timedelta(minutes=30)
"""Of an appointment whose end nobody says."""


class CampoConvenioSiHay(CampoConvenio):
    """An agreement, or none."""

    def clean(self, value: Any) -> Any:
        return super().clean(value) if str(value or "").strip() else None


class CitaForm(forms.Form):
    """With whom, when, who attends and where; what it warns of is saved only when said twice."""

    con = Linea(
        label="Con quién",
        max_length=200,
        widget=forms.TextInput(attrs={"list": "con-lista", "autocomplete": "off"}),
    )
    asunto = Linea(max_length=200)
    dia = FechaPorVenir(label="Día")
    desde = HoraEnPunto(label="De")
    hasta = HoraEnPunto(
        label="A", required=False, ejemplo="media hora", help_text="Vacío: media hora."
    )
    asisten = CampoPuestos(
        label="Asisten de la oficina", error_messages={"required": "Diga quién asiste."}
    )
    lugar = forms.ChoiceField(choices=Cita.Lugar.choices, initial=Cita.Lugar.OFICINA)
    donde = Linea(label="Sala, enlace o dirección", required=False, max_length=300)
    expediente = CampoExpediente(required=False)
    convenio = CampoConvenioSiHay(
        required=False, max_length=200, help_text="Su código, o palabras de su denominación."
    )
    confirmada = forms.BooleanField(label="Ya está confirmada", required=False)

    def __init__(
        self,
        *args: Any,
        usuario: Usuario,
        ahora: datetime,
        reemplaza: Cita | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.usuario, self.ahora, self.reemplaza = usuario, ahora, reemplaza
        campos: Any = self.fields
        hoy = timezone.localdate(ahora)
        campos["dia"].hoy = campos["expediente"].hoy = hoy
        campos["expediente"].usuario = campos["convenio"].usuario = usuario
        campos["asisten"].ofrecer(destinos(hoy))
        self.advertencias: list[str] = []
        if reemplaza is not None:
            del self.fields["confirmada"]
            self.fields["motivo"] = Linea(
                label="Por qué cambia", max_length=300, help_text="Queda escrito en la anterior."
            )

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        if not self.errors:
            dia, desde = datos["dia"], datos["desde"]
            inicia = timezone.make_aware(datetime.combine(dia, desde))
            hasta = datos["hasta"]
            termina = (
                timezone.make_aware(datetime.combine(dia, hasta)) if hasta else inicia + DURACION
            )
            if termina <= inicia:
                self.add_error("hasta", "Termina antes de empezar.")
            elif not self._es_suya(datos):
                self.add_error("asisten", "Lleva su propia agenda: márquese entre quienes asisten.")
            else:
                self._advertir(datos, inicia, termina)
        return datos

    def _es_suya(self, datos: dict[str, Any]) -> bool:
        propias = {d.posicion_id for d in self.usuario.designaciones_hoy}
        return bool(
            self.usuario.perfiles & LLEVAN_LA_DE_TODOS or propias & {p.pk for p in datos["asisten"]}
        )

    def _advertir(self, datos: dict[str, Any], inicia: datetime, termina: datetime) -> None:
        """Stop once for each set of warnings: what was accepted of one hour is not of another."""
        datos |= {"inicia": inicia, "termina": termina}
        self.advertencias = advertencias(
            inicia,
            termina,
            datos["asisten"],
            usuario=self.usuario,
            ahora=self.ahora,
            salvo=self.reemplaza,
        )
        if self.advertencias and self.data.get("aunque") != self.visto:
            self.add_error(None, "Revise lo que se advierte.")

    @property
    def visto(self) -> str:
        """What the button «Guardar de todos modos» sends: which warnings were read."""
        leidas = "\n".join(self.advertencias)
        return sha256(leidas.encode()).hexdigest()[:16] if leidas else ""

    def acordado(self) -> Acordado:
        """What was agreed, once the form is valid; may look the name up in the directory."""
        d = self.cleaned_data
        return Acordado(
            con=d["con"],
            remitente=remitente_llamado(d["con"], self.usuario),
            asunto=d["asunto"],
            inicia=d["inicia"],
            termina=d["termina"],
            asisten=tuple(d["asisten"]),
            lugar=d["lugar"],
            donde=d["donde"],
            expediente=d["expediente"],
            convenio=d["convenio"],
        )


def remitente_llamado(nombre: str, usuario: Usuario) -> Remitente | None:
    """The sender, or the organisation as one, that is written exactly so; None for another name."""
    conocidos = Remitente.objects.visibles_para(usuario).alias(bajo=Lower("nombre"))
    if conocido := conocidos.filter(bajo=nombre.lower()).first():
        return conocido
    partes = _CON_SIGLAS.fullmatch(nombre)
    igual = {"nombre__iexact": partes[1], "siglas__iexact": partes[2]} if partes else {}
    organizaciones = Organizacion.objects.visibles_para(usuario).en_uso()
    hallada = organizaciones.filter(**igual or {"nombre__iexact": nombre}).first()
    return de_organizacion(hallada) if hallada else None


def inicial_de(cita: Cita) -> dict[str, Any]:
    """What the form of moving an appointment starts with."""
    inicia, termina = timezone.localtime(cita.inicia), timezone.localtime(cita.termina)
    convenio: Convenio | None = cita.convenio
    return {
        "con": cita.con,
        "asunto": cita.asunto,
        "dia": f"{inicia:%d/%m/%Y}",
        "desde": f"{inicia:%H:%M}",
        "hasta": f"{termina:%H:%M}",
        "asisten": [p.pk for p in cita.puestos],
        "lugar": cita.lugar,
        "donde": cita.donde,
        "expediente": cita.expediente.numero if cita.expediente else "",
        "convenio": convenio.codigo if convenio else "",
    }


class PasoCitaForm(forms.Form):
    """One line of what came of it, or of why it is cancelled."""

    texto = Linea(label="Resultado", max_length=300)

    def __init__(self, *args: Any, rotulo: str, obligatorio: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["texto"].label = rotulo
        self.fields["texto"].required = obligatorio
        self.fields["texto"].widget.attrs["autofocus"] = True


class FiltroCitas(PeriodoForm):
    """The list of appointments: `cuentan`, those of a figure; `ver`, those that lack a result."""

    SIN_RESULTADO = "sin-resultado"
    cuentan = forms.BooleanField(required=False)
    ver = forms.ChoiceField(
        required=False, choices=[("", "Todas"), (SIN_RESULTADO, "Sin resultado")]
    )

    def aplicar(self, filas: CitaQuerySet, ahora: datetime) -> CitaQuerySet:
        """`filas` with what was understood."""
        d = self.cleaned_data
        filas = filas.del_periodo(d.get("desde"), d.get("hasta"))
        if d.get("cargo"):
            filas = filas.concertadas_desde(d["cargo"])
        if d.get("cuentan"):
            filas = filas.que_cuentan()
        return filas.sin_resultado(ahora) if d.get("ver") == self.SIN_RESULTADO else filas

    @property
    def en_palabras(self) -> dict[str, str]:
        """The filters in force, by their label."""
        d = self.cleaned_data
        dichos = {
            "Desde": f"{d['desde']:%d/%m/%Y}" if d.get("desde") else "",
            "Hasta": f"{d['hasta']:%d/%m/%Y}" if d.get("hasta") else "",
            "Concertadas desde el cargo": d.get("cargo", ""),
            "Sólo las que cuentan en la cifra": "Sí" if d.get("cuentan") else "",
            "Sólo las que esperan su resultado": "Sí" if d.get("ver") else "",
        }
        return {rotulo: texto for rotulo, texto in dichos.items() if texto}


class AgendaForm(forms.Form):
    """Which day and whose; GET, and what is wrong is said and left out."""

    dia = FechaPorVenir(label="Día", required=False)
    puesto = forms.ChoiceField(label="De quién", required=False)

    def __init__(self, *args: Any, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dia"].hoy = hoy  # type: ignore[attr-defined]
        opciones = [(d.posicion.nro_orden, d.rotulo) for d in destinos(hoy)]
        self.fields["puesto"].choices = [("", "Todos"), *opciones]  # type: ignore[attr-defined]
        self.hoy = hoy
        self.full_clean()

    @property
    def dia_elegido(self) -> date:
        return self.cleaned_data.get("dia") or self.hoy

    @property
    def semana_elegida(self) -> date:
        """A day of the week shown: on a Saturday or a Sunday one looks at the one that comes."""
        faltan = 7 - self.hoy.weekday()
        return self.cleaned_data.get("dia") or self.hoy + timedelta(
            days=faltan if faltan < 3 else 0
        )

    @property
    def puesto_elegido(self) -> str:
        return str(self.cleaned_data.get("puesto") or "")
