"""Forms of what the office issues: the draft, its remarks, its signature, its dispatch."""

import re
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms

from cargos.models import Usuario
from cargos.permisos import PERFIL_DE_CARGO, PERMISOS, Permiso
from ocisys.base.sellado import validar_archivo
from tramite.acciones import Texto
from tramite.acciones.despachar import SIN_AUTORIZACION
from tramite.combinacion import cuerpo_de
from tramite.destinos import Destino, destinos
from tramite.estados_salida import Entrega, Medio
from tramite.forms.campos import CampoClaves, CampoPuesto, CampoPuestos, FechaEscrita, Linea
from tramite.forms.certificado import CertificadoForm
from tramite.forms.etiquetas import CampoEtiquetas
from tramite.models import Expediente, PasoSalida, Plantilla, Salida, Serie
from tramite.parrafos import Parrafo, parrafos
from tramite.reparos import reparos_de

LARGO_CUERPO = 60_000


class SalidaForm(forms.Form):
    """Base: hidden version of the outgoing document that the person had on screen."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, salida: Salida, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.salida = salida
        self.fields["version"].initial = salida.version


class TextoForm(forms.Form):
    """What is written, who approves it and who signs it."""

    destinatario = Linea(label="A quién se dirige", max_length=200)
    destinatario_cargo = Linea(label="Cargo y entidad", required=False, max_length=200)
    direccion = Linea(label="Dirección o correo para el despacho", required=False, max_length=200)
    asunto = Linea(max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
    cuerpo = forms.CharField(
        label="Texto",
        max_length=LARGO_CUERPO,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text="Una línea en blanco separa los párrafos. «- » al empezar hace una lista y "
        "«# » un título.",
    )
    firmante = CampoPuesto(label="Lo firma", empty_label=None)
    visadores = CampoPuestos(label="V.º B.º de", required=False)
    atiende = forms.BooleanField(
        label="Es la respuesta: al firmarse, el expediente queda atendido",
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, usuario: Usuario, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        todos = destinos(hoy)
        self.fields["firmante"].ofrecer([d for d in todos if _firma(d)])  # type: ignore[attr-defined]
        propias = {d.posicion_id for d in usuario.designaciones_hoy}
        visan = [d for d in todos if d.posicion.pk not in propias and _visa(d) and not _firma(d)]
        self.fields["visadores"].ofrecer(visan)  # type: ignore[attr-defined]

    def clean_cuerpo(self) -> str:
        cuerpo: str = self.cleaned_data["cuerpo"]
        if not parrafos(cuerpo):
            raise forms.ValidationError("Escriba el texto del documento.")
        return cuerpo

    def campos(self) -> dict[str, Any]:
        """What the acción takes: the text as one thing, and the rest."""
        limpio = dict(self.cleaned_data)
        texto = Texto(**{c: limpio.pop(c) for c in Texto.__dataclass_fields__})
        return limpio | {"texto": texto}


class RedactarForm(TextoForm):
    """A new draft from a template; `clave` makes two clicks one draft."""

    clave = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        expediente: Expediente,
        plantilla: Plantilla,
        hoy: date,
        **kwargs: Any,
    ) -> None:
        remitente = expediente.remitente
        inicial: dict[str, UUID | str | bool] = {
            "clave": uuid4(),
            "destinatario": expediente.remitente_nombre,
            "direccion": remitente.domicilio or remitente.correo,
            "asunto": expediente.asunto[:400],
            "cuerpo": cuerpo_de(plantilla, expediente, hoy),
            "atiende": expediente.esta_por_atender,
        }
        super().__init__(*args, initial=inicial, hoy=hoy, **kwargs)
        self.plantilla = plantilla

    def campos(self) -> dict[str, Any]:
        return super().campos() | {"plantilla": self.plantilla}


class CorregirForm(TextoForm, SalidaForm):
    """Change a draft: the same fields, with what it says now."""

    def __init__(self, *args: Any, salida: Salida, **kwargs: Any) -> None:
        inicial = {
            c: getattr(salida, c) for c in (*Texto.__dataclass_fields__, "atiende", "firmante_id")
        }
        inicial["firmante"] = inicial.pop("firmante_id")
        inicial["visadores"] = [v.posicion_id for v in salida.vistos.all()]
        super().__init__(*args, salida=salida, initial=inicial, **kwargs)
        self.fields["cuerpo"].widget.attrs["autofocus"] = True

    @property
    def reparos(self) -> list[tuple[PasoSalida, str]]:
        """Each remark that waits, with the beginning of its paragraph."""
        textos = {p.numero: p.texto for p in parrafos(self.salida.cuerpo)}
        pasos = list(self.salida.pasos.para_historia())
        return [(r, textos.get(r.parrafo or 0, "")) for r in reparos_de(self.salida, pasos)]


class ObservarSalidaForm(SalidaForm):
    """Remarks: one box for each paragraph, and one for the whole."""

    general = Linea(
        label="Sobre todo el documento",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, salida: Salida, **kwargs: Any) -> None:
        super().__init__(*args, salida=salida, **kwargs)
        self.parrafos = parrafos(salida.cuerpo)
        for p in self.parrafos:
            self.fields[f"parrafo_{p.numero}"] = Linea(
                label=f"Reparo al párrafo {p.numero}",
                required=False,
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 1}),
            )

    def por_parrafo(self) -> list[tuple[Parrafo, forms.BoundField]]:
        """Each paragraph beside its box."""
        return [(p, self[f"parrafo_{p.numero}"]) for p in self.parrafos]

    def clean(self) -> dict[str, Any]:
        limpio = super().clean() or self.cleaned_data
        reparos = [(p.numero, limpio.get(f"parrafo_{p.numero}", "")) for p in self.parrafos]
        todos = [(None, limpio.get("general", "")), *reparos]
        elegidos = [(n, texto) for n, texto in todos if texto]
        if not elegidos and not self.errors:
            raise forms.ValidationError("Diga qué hay que corregir, en el párrafo que corresponda.")
        return {"version": limpio.get("version"), "reparos": elegidos}


class MotivoSalidaForm(SalidaForm):
    motivo = Linea(max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class ConNumero(SalidaForm):
    """Base: the number of the ministry's system, for a kind that the office does not number."""

    numero = Linea(
        label="Número que le dio el sistema del ministerio", max_length=80, required=False
    )

    def __init__(self, *args: Any, salida: Salida, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, salida=salida, **kwargs)
        propia = Serie.objects.de(salida.tipo, hoy) is not None
        if propia or salida.cvd or not salida.plantilla.se_numera:
            del self.fields["numero"]
        else:
            self.fields["numero"].required = True


class FirmarForm(CertificadoForm, ConNumero):
    """Sign here, with the certificate lent for this request."""


class PrepararForm(ConNumero):
    """Number it and take it to be signed outside."""


class FirmadoForm(SalidaForm):
    fichero = forms.FileField(
        label="PDF firmado",
        validators=[validar_archivo],
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
    )


class DespacharForm(SalidaForm):
    medio = forms.ChoiceField(label="Cómo sale", choices=Medio.choices)
    direccion = Linea(
        label="A dónde",
        required=False,
        max_length=200,
        help_text="Por la PIDE, el RUC de la entidad.",
    )
    guia = Linea(
        label="Guía o constancia", required=False, max_length=80, help_text="Si el medio la da."
    )

    autorizacion = Linea(
        label="Dónde lo autorizó",
        required=False,
        max_length=160,
        help_text="Folio o escrito en que el administrado aceptó el correo o la casilla "
        "(TUO LPAG art. 20.4).",
    )

    def __init__(self, *args: Any, salida: Salida, **kwargs: Any) -> None:
        super().__init__(*args, salida=salida, **kwargs)
        self.fields["direccion"].initial = salida.direccion

    def clean(self) -> dict[str, Any]:
        limpio = super().clean() or self.cleaned_data
        electronico = limpio.get("medio") in (Medio.CORREO, Medio.CASILLA)
        if electronico and "direccion" in limpio and not limpio["direccion"]:
            self.add_error("direccion", "Escriba a qué dirección electrónica se envió.")
        if limpio.get("medio") == Medio.CASILLA and not limpio.get("autorizacion"):
            self.add_error("autorizacion", SIN_AUTORIZACION)
        ruc = limpio.get("direccion", "")
        if limpio.get("medio") == Medio.PIDE and not re.fullmatch(r"\d{11}", ruc, re.ASCII):
            self.add_error("direccion", "Escriba el RUC de la entidad: 11 dígitos.")
        return limpio


class DespacharVariosForm(forms.Form):
    """Which signed documents leave together, and how; each to the address it has."""

    salidas = CampoClaves(maximo=100)
    medio = forms.ChoiceField(
        label="Cómo salen",
        choices=[(m.value, m.label) for m in Medio if m not in (Medio.PIDE, Medio.CASILLA)],
        widget=forms.Select(attrs={"autofocus": True}),
    )
    guia = Linea(label="Guía o constancia", required=False, max_length=80)

    def clean_salidas(self) -> list[int]:
        """The keys marked; the view looks them up among those that wait."""
        claves: list[int] = self.cleaned_data["salidas"]
        if not claves:
            raise forms.ValidationError("Marque al menos un documento.")
        return claves


class HechoForm(forms.Form):
    """Base: a day on which something already happened, `el`."""

    def clean_el(self) -> date:
        fecha: date = self.cleaned_data["el"]
        if fecha > self.fields["el"].hoy:  # type: ignore[attr-defined]
            raise forms.ValidationError("La fecha es posterior a hoy.")
        return fecha


class CargosForm(HechoForm):
    """The cargos that came back signed: read with the reader of codes, or marked."""

    codigos = CampoEtiquetas(
        label="Códigos leídos",
        maximo=100,
        help_text="Pase el lector por el QR de cada cargo: queda uno por línea.",
    )
    salidas = CampoClaves(maximo=100)
    entrega = forms.ChoiceField(label="Qué pasó", choices=Entrega.choices, initial=Entrega.ACUSE)
    el = FechaEscrita(label="Fecha", initial="h")

    def __init__(self, *args: Any, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["el"].hoy = hoy  # type: ignore[attr-defined]
        self.fields["codigos"].widget.attrs["autofocus"] = True

    def clean(self) -> dict[str, Any]:
        limpio = super().clean() or self.cleaned_data
        if "codigos" in limpio and not any([*limpio["codigos"], limpio.get("salidas")]):
            self.add_error("codigos", "Lea o marque al menos un cargo.")
        return limpio


class EntregaForm(HechoForm, SalidaForm):
    entrega = forms.ChoiceField(label="Qué pasó", choices=Entrega.choices)
    el = FechaEscrita(label="Fecha")
    quien = Linea(label="Quién recibió o acusó", required=False, max_length=120)
    texto = Linea(label="Detalle", required=False, max_length=400)

    def __init__(self, *args: Any, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["el"].hoy = hoy  # type: ignore[attr-defined]


def _firma(destino: Destino) -> bool:
    return _puede(destino, Permiso.SALIDA_FIRMAR)


def _visa(destino: Destino) -> bool:
    return _puede(destino, Permiso.SALIDA_VISAR)


def _puede(destino: Destino, permiso: Permiso) -> bool:
    perfil = PERFIL_DE_CARGO.get(destino.posicion.nro_orden)
    return perfil is not None and permiso in PERMISOS[perfil]
