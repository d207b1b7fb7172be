"""The registration form: five legal fields and nothing else can stop it (TUO LPAG art. 124.1)."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from cargos.models import Usuario
from cargos.permisos import Permiso
from convenios.models import Organizacion
from convenios.models.organizacion import validar_ruc
from ocisys.base.plazos import Canal
from tramite.acciones import Ingreso
from tramite.antecedentes import los_iguales, remitente_elegido
from tramite.destinos import Destino, destinos
from tramite.forms.campos import (
    CampoAplazado,
    CampoClaves,
    CampoDeCatalogo,
    CampoPuesto,
    CampoPuestos,
    FechaEscrita,
    HoraEscrita,
    Linea,
)
from tramite.forms.cargo_por_correo import ConCorreo
from tramite.forms.requisitos import ConRequisitos
from tramite.models import (
    Acceso,
    Documento,
    Escaneo,
    Procedimiento,
    Proveido,
    Remitente,
    TipoDocumento,
)
from tramite.models.expediente import CANALES
from tramite.models.remitente import validar_dni
from tramite.sugerencias import REF_ORGANIZACION

JEFATURA = "067"
# Clocks of desks and servers differ; a paper cannot come from further ahead than this.
ADELANTO = timedelta(minutes=5)


class RegistrarForm(ConRequisitos, ConCorreo):
    """Bound to the moment `ahora` and to who registers, because dates and posts depend on them."""

    clave = forms.UUIDField(widget=forms.HiddenInput)
    remitente_ref = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    vistos = forms.CharField(required=False, max_length=400, widget=forms.HiddenInput)
    escaneo = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    # Look-alikes that the person marked as another paper, among those shown while typing.
    distintos = CampoClaves(required=False)

    remitente = Linea(
        max_length=200,
        widget=forms.TextInput(attrs={"placeholder": "Nombre, siglas, RUC o DNI"}),
    )
    remitente_documento = forms.CharField(
        label="RUC o DNI", required=False, max_length=11, help_text="Sólo si es nuevo."
    )
    remitente_clase = forms.ChoiceField(
        label="Es una", required=False, choices=Remitente.Clase.choices
    )
    tipo = CampoDeCatalogo(
        TipoDocumento.objects.filter(activo=True), label="Tipo de documento", empty_label=None
    )
    documento_numero = Linea(label="Número", required=False, max_length=80)
    documento_fecha = FechaEscrita(label="Fecha del documento", required=False)
    folios = forms.IntegerField(
        min_value=1,
        max_value=100_000,
        initial=1,
        error_messages={
            "invalid": "Escriba cuántas fojas son, en cifras.",
            "min_value": "Al menos una.",
            "max_value": "A lo sumo 100,000.",
        },
    )
    asunto = Linea(max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    procedimiento = CampoAplazado(
        Procedimiento.objects.none(),
        required=False,
        empty_label="Sin clasificar",
    )
    destinatario = CampoPuesto(label="Dirigido a", empty_label=None)
    pase_a = CampoPuesto(label="Pase a", required=False, empty_label="Queda en mi poder")
    proveido = CampoDeCatalogo(
        Proveido.objects.filter(activo=True), label="Proveído", required=False, empty_label="—"
    )
    indicaciones = Linea(required=False, max_length=1000)
    canal = forms.ChoiceField(choices=CANALES, initial=Canal.FISICO.value)
    fecha = FechaEscrita(label="Presentado el", required=False, ejemplo="hoy")
    hora = HoraEscrita(label="A las", required=False)
    acompanan = Linea(
        label="Documentos que acompañan",
        required=False,
        max_length=400,
        help_text="Como figurarán en el cargo: 1 CD, 2 anillados…",
    )
    restringido = forms.BooleanField(
        label="Restringido al grupo",
        required=False,
        help_text="Lo ven la jefatura, quien lo registra, quien lo recibe y los que se marquen.",
    )
    lectores = CampoPuestos(label="También pueden verlo", required=False)
    es_distinto = forms.BooleanField(
        label="Los he comparado: es otro documento, registrarlo", required=False
    )

    def __init__(self, *args: Any, usuario: Usuario, ahora: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.usuario, self.ahora = usuario, ahora
        self.hoy: date = timezone.localdate(ahora)
        self.parecidos: list[Documento] = []
        self.otros: list[Documento] = []
        self.fields["clave"].initial = uuid4
        for nombre in ("documento_fecha", "fecha"):
            self.fields[nombre].hoy = self.hoy  # type: ignore[attr-defined]
        self.fields["procedimiento"].ofrecer(self._procedimientos)  # type: ignore[attr-defined]
        self._ofrecer_puestos()
        self.de_escaneo = self._escaneo()

    def _procedimientos(self) -> QuerySet[Procedimiento]:
        return Procedimiento.objects.visibles_para(self.usuario).vigentes(self.hoy)

    def _escaneo(self) -> Escaneo | None:
        """The scan from which it is registered, if it still waits; it suggests what it can."""
        escrito = str(
            self.data.get("escaneo", "") if self.is_bound else self.initial.get("escaneo", "")
        )
        fila = Escaneo.objects.visibles_para(self.usuario).que_espera(escrito)
        if fila is not None and not self.is_bound:
            asunto, seguridad = fila.asunto_leido()
            self.initial.update(asunto=asunto, folios=fila.paginas or 1)
            if asunto and seguridad is not None:
                self.fields[
                    "asunto"
                ].help_text = f"Leído al {seguridad} %: confírmelo con el papel."
        return fila

    def _ofrecer_puestos(self) -> None:
        puestos = destinos(self.hoy)
        for nombre in ("destinatario", "pase_a", "lectores"):
            self.fields[nombre].ofrecer(puestos)  # type: ignore[attr-defined]
        if not self.usuario.puede(Permiso.EXPEDIENTE_REGISTRAR):
            self._solo_lo_suyo(puestos)
            return
        jefatura = (d.posicion.pk for d in puestos if d.posicion.nro_orden == JEFATURA)
        self.fields["destinatario"].initial = next(jefatura, None)

    def _solo_lo_suyo(self, puestos: list[Destino]) -> None:
        """Who does not keep the desk registers what came to oneself, and keeps it in hand."""
        suyos = {d.posicion_id for d in self.usuario.designaciones_hoy}
        propios = [d for d in puestos if d.posicion.pk in suyos]
        self.fields["destinatario"].ofrecer(propios)  # type: ignore[attr-defined]
        self.fields["pase_a"].ofrecer([])  # type: ignore[attr-defined]
        self.fields["destinatario"].initial = propios[0].posicion.pk if propios else None

    def clean_remitente_documento(self) -> str:
        """A DNI or a RUC whose check digit is right, or nothing."""
        valor: str = self.cleaned_data["remitente_documento"].replace(" ", "")
        if len(valor) == 11:
            validar_ruc(valor)
        elif valor:
            validar_dni(valor)
        return valor

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        datos["presentado_en"] = self._presentado(datos.get("fecha"), datos.get("hora"))
        if "remitente" in datos and "remitente_documento" in datos:
            datos["quien"] = self._quien(datos)
        self._comprobar_correo(datos)
        self._comparar(datos)
        return datos

    def _presentado(self, fecha: date | None, hora: time | None) -> datetime | None:
        """The moment of filing: now unless it is said; never in the future."""
        if fecha is None and hora is None:
            return self.ahora
        if hora is None and fecha != self.hoy:
            self.add_error("hora", "Indique a qué hora se presentó ese día.")
            return None
        local = timezone.localtime(self.ahora)
        dia = fecha or self.hoy
        momento = datetime.combine(dia, hora or local.time(), tzinfo=local.tzinfo)
        if momento > self.ahora + ADELANTO:
            self.add_error("fecha" if fecha else "hora", "No puede ser posterior a este momento.")
            return None
        return momento

    def _quien(self, datos: dict[str, Any]) -> Remitente | None:
        """The sender chosen, or the one of that name, or a new one that is not saved yet."""
        texto, ref = datos["remitente"], datos.get("remitente_ref", "")
        if elegido := self._elegido(ref, texto):
            return elegido
        if texto.isdigit() and len(texto) in (8, 11):
            if conocido := Remitente.objects.visibles_para(self.usuario).buscar(texto).first():
                return conocido
            self.add_error(
                "remitente", "No está registrado: escriba el nombre; el número va en «RUC o DNI»."
            )
            return None
        documento = datos["remitente_documento"]
        if not documento and (conocido := self._homonimo(texto)):
            return conocido
        return _nuevo(texto, documento, datos.get("remitente_clase", ""))

    def _homonimo(self, nombre: str) -> Remitente | None:
        """The sender already written with that name or acronym; never a person with a DNI."""
        conocidos = Remitente.objects.visibles_para(self.usuario).de_nombre(nombre)
        return conocidos.por_uso().first()

    def _elegido(self, ref: str, texto: str) -> Remitente | None:
        """The row behind the suggestion taken, if the name was not changed afterwards."""
        if elegido := remitente_elegido(ref, texto, usuario=self.usuario):
            return elegido
        letra, pk = ref[:1], ref[1:]
        if letra == REF_ORGANIZACION and pk.isdecimal() and len(pk) <= 15:
            filas = Organizacion.objects.visibles_para(self.usuario).filter(pk=int(pk))
            organizacion = filas.first()
            if organizacion and str(organizacion)[:200] == texto:
                return Remitente(
                    clase=Remitente.Clase.ENTIDAD, nombre=texto, organizacion=organizacion
                )
        return None

    def _comparar(self, datos: dict[str, Any]) -> None:
        """Show the look-alikes once; registering goes on when the person says it is another."""
        quien = datos.get("quien")
        if quien is None or quien.pk is None or "tipo" not in datos:
            return
        iguales = los_iguales(
            quien,
            datos["tipo"],
            datos.get("documento_numero", ""),
            datos.get("documento_fecha"),
            usuario=self.usuario,
        )
        # What this same form registered a moment ago is not another paper: it was sent twice.
        clave = datos.get("clave")
        self.parecidos = [d for d in iguales if d.expediente.clave_registro != clave]
        ya_vistos = set(datos.get("vistos", "").split(","))
        if self.parecidos and not (
            datos.get("es_distinto") and {str(d.pk) for d in self.parecidos} <= ya_vistos
        ):
            raise ValidationError(
                "Ya está registrado un documento igual. Compárelos y decida.", code="parecido"
            )
        if datos["distintos"]:
            visibles = Documento.objects.visibles_para(self.usuario)
            marcados = visibles.filter(pk__in=datos["distintos"])
            self.otros = [d for d in marcados if d not in self.parecidos]

    @property
    def borrador(self) -> str:
        """Key of its draft in the browser: what comes from a scan does not mix with the rest."""
        return f"borrador:registrar{f'-{self.de_escaneo.pk}' if self.de_escaneo else ''}"

    @property
    def parecidos_vistos(self) -> str:
        """Value of the hidden field once the look-alikes are on screen."""
        return ",".join(str(d.pk) for d in self.parecidos)

    def ingreso(self) -> Ingreso:
        """The cleaned form as the acción takes it."""
        d = self.cleaned_data
        return Ingreso(
            clave=d["clave"],
            remitente=d["quien"],
            destinatario=d["destinatario"],
            tipo=d["tipo"],
            asunto=d["asunto"],
            presentado_en=d["presentado_en"],
            canal=d["canal"],
            folios=d["folios"],
            documento_numero=d["documento_numero"],
            documento_fecha=d["documento_fecha"],
            acompanan=d["acompanan"],
            procedimiento=d["procedimiento"],
            pase_a=d["pase_a"],
            proveido=d["proveido"],
            indicaciones=d["indicaciones"],
            acceso=Acceso.GRUPO if d["restringido"] else Acceso.OFICINA,
            lectores=tuple(d["lectores"]) if d["restringido"] else (),
            parecidos=(*self.parecidos, *self.otros),
            escaneo=self.de_escaneo,
            **self.requisitos_vistos(),
            **{campo: d[campo] for campo in self.OTROS},
        )


def _nuevo(nombre: str, documento: str, clase: str) -> Remitente:
    """A sender not saved yet; a DNI makes a person and a RUC an entity, whatever was chosen."""
    if documento:
        clase = Remitente.Clase.PERSONA if len(documento) == 8 else Remitente.Clase.ENTIDAD
    es_persona = clase == Remitente.Clase.PERSONA
    return Remitente(
        clase=clase or Remitente.Clase.ENTIDAD,
        nombre=nombre,
        dni=documento if es_persona else "",
        ruc="" if es_persona else documento,
    )
