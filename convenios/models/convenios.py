"""Sets of convenios: who may know of them, which are in course, when they end, what they lack.

The conditions on dates are the database's twin of `convenios.plazos`; tests compare both.
"""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce, Least

from convenios.cifras import Parametros
from convenios.estados import ANTES_DE_FIRMA, FIRMADOS, TERMINALES, VIVOS, Etapa
from convenios.models.tipos import Acceso, Plazo
from convenios.plazos import Vigencia
from ocisys.base.busqueda import PALABRAS, sin_tildes_contiene

if TYPE_CHECKING:
    from cargos.models import Usuario


def _modelo(nombre: str) -> models.Manager[Any]:
    """Rows of a model that itself points to Convenio, and so cannot be imported from here."""
    return apps.get_model("convenios", nombre)._default_manager


def acceso(usuario: "Usuario", prefijo: str = "") -> Q:
    """Condition on convenios (reached through `prefijo`) that `usuario` may know of.

    Reserved ones: the head, the Alta Dirección, and whoever coordinates them or answers for a
    commitment.
    """
    if usuario.puede("cargos_encargar") or "alta_direccion" in usuario.perfiles:
        return Q()
    posiciones = [d.posicion_id for d in usuario.designaciones_hoy]
    propios = _modelo("Compromiso").filter(responsable__in=posiciones).values("convenio")
    return (
        ~Q(**{f"{prefijo}nivel_acceso": Acceso.RESERVADO})
        | Q(**{f"{prefijo}coordinador__in": posiciones})
        | Q(**{f"{prefijo}pk__in": propios})
    )


def en_curso(al: date, prefijo: str = "") -> Q:
    """Condition on convenios (reached through `prefijo`) signed and not ended on `al`.

    A stage that ended it later does not count yet: figures of a past day stay what they were.
    """
    despues = _modelo("TransicionEtapa").filter(a__in=sorted(TERMINALES), fecha__gt=al)
    return Q(
        Q(**{f"{prefijo}etapa__in": sorted(VIVOS)})
        | Q(
            **{
                f"{prefijo}etapa__in": sorted(TERMINALES & FIRMADOS),
                f"{prefijo}pk__in": despues.values("convenio"),
            }
        ),
        **{f"{prefijo}fecha_suscripcion__lte": al},
    )


DESDE_LA_IDEA = ("objeto", "coordinador")
DESDE_LA_FIRMA = ("inicio", "fin", "compromisos", "archivo")


def requeridos(etapa: str) -> tuple[str, ...]:
    """The data that a record must have at its stage, by their names in `le_falta` [D]."""
    return DESDE_LA_IDEA + (DESDE_LA_FIRMA if Etapa(etapa) in FIRMADOS else ())


def le_falta(dato: str, al: date, p: Parametros) -> Q:
    """Condition on convenios with a gap of the register on `al`: `verificar` (or its contrary,
    `nada`) or one of the data that `requeridos` names."""
    fresco = Q(verificado_el__isnull=False, verificado_el__gte=al - timedelta(days=p.dias_frescura))
    compromisos = _modelo("Compromiso").filter(convenio=OuterRef("pk"))
    firmados = _modelo("Documento").filter(convenio=OuterRef("pk"), clase="firmado")
    vinculos = _modelo("VinculoInstrumento").filter(convenio=OuterRef("pk"))
    acciones = _modelo("AccionImplementacion").filter(convenio=OuterRef("pk"), anulado_en=None)
    condiciones: dict[str, Q] = {
        "nada": fresco,
        "verificar": ~fresco,
        "objeto": Q(objeto=""),
        "inicio": Q(inicio_vigencia=None),
        "fin": Q(fin_inicial=None, plazo=Plazo.NO_CONSTA),
        "coordinador": Q(coordinador=None),
        "compromisos": Q(~Exists(compromisos), sin_compromisos=False),
        "archivo": Q(~Exists(firmados)),
        # Not a gap of the record: no instrument nor recommendation asks for it.
        "internacional": Q(~Exists(vinculos), ~Exists(acciones)),
    }
    return condiciones[dato]


class ConvenioQuerySet(models.QuerySet[Any]):
    def visibles_para(self, usuario: "Usuario") -> "ConvenioQuerySet":
        """All but the reserved ones of others."""
        return self.filter(acceso(usuario))

    def editables_para(self, usuario: "Usuario") -> "ConvenioQuerySet":
        """The head and 068 edit all; 070 those that her post coordinates."""
        visibles = self.visibles_para(usuario)
        if usuario.puede("cargos_encargar") or "especialista_ci" in usuario.perfiles:
            return visibles
        posiciones = [d.posicion_id for d in usuario.designaciones_hoy]
        return visibles.filter(coordinador__in=posiciones)

    def buscar(self, texto: str) -> "ConvenioQuerySet":
        """Every word somewhere in the code, name, object or a party's name; accents forgiven."""
        resultado = self
        for palabra in texto.split()[:PALABRAS]:
            en_parte = Exists(
                _modelo("Parte").filter(
                    sin_tildes_contiene(
                        palabra,
                        "organizacion__nombre",
                        "organizacion__siglas",
                        "denominacion_al_firmar",
                    ),
                    convenio=OuterRef("pk"),
                )
            )
            resultado = resultado.filter(
                sin_tildes_contiene(palabra, "codigo", "denominacion", "objeto") | Q(en_parte)
            )
        return resultado

    def con_fin(self, al: date) -> "ConvenioQuerySet":
        """Annotate `fin`: the last day known on `al`, by the latest adenda or the instrument.

        One that was resolved or closed before that day ended when it was; if its end was never
        known, closing it does not make one up.
        """
        adendas = (
            _modelo("Adenda")
            .filter(convenio=OuterRef("pk"), fecha__lte=al, nueva_fecha_fin__isnull=False)
            .order_by("-fecha", "-numero")
        )
        terminado = (
            _modelo("TransicionEtapa")
            .filter(convenio=OuterRef("pk"), a__in=sorted(TERMINALES), fecha__lte=al)
            .values("fecha")[:1]
        )
        pactado = Coalesce(Subquery(adendas.values("nueva_fecha_fin")[:1]), F("fin_inicial"))
        # LEAST skips nulls, and the day somebody closed a file is not the end that was agreed.
        fin = Case(When(Q(_pactado=None), then=None), default=Least("_pactado", "_terminado"))
        return self.annotate(_pactado=pactado, _terminado=Subquery(terminado)).annotate(fin=fin)

    def con_decision(self, al: date) -> "ConvenioQuerySet":
        """Annotate `tiene_decision`: somebody decided on the renewal for the end in force."""
        decisiones = _modelo("DecisionRenovacion").filter(
            convenio=OuterRef("pk"), fecha__lte=al, sobre_fin=OuterRef("fin")
        )
        return self.annotate(tiene_decision=Exists(decisiones))

    def en_curso(self, al: date) -> "ConvenioQuerySet":
        """Signed by `al` and not yet ended that day: the ones whose commitments we answer for."""
        return self.filter(en_curso(al))

    def con_etapa(self, al: date) -> "ConvenioQuerySet":
        """Annotate `etapa_al`: the stage at the end of `al`; None before it was recorded."""
        transiciones = _modelo("TransicionEtapa")
        despues = transiciones.filter(fecha__gt=al).values("convenio")
        ultima = transiciones.filter(convenio=OuterRef("pk"), fecha__lte=al)
        antes = Subquery(ultima.order_by("-fecha", "-pk").values("a")[:1])
        return self.annotate(
            etapa_al=Case(When(~Q(pk__in=despues), then=F("etapa")), default=antes)
        )

    def por_firmar(self, al: date) -> "ConvenioQuerySet":
        """On their way to the signature at the end of `al`; with `etapa_al`."""
        sin_firma = Q(fecha_suscripcion=None) | Q(fecha_suscripcion__gt=al)
        return self.filter(sin_firma).con_etapa(al).filter(etapa_al__in=sorted(ANTES_DE_FIRMA))

    def en_situacion(self, situacion: Vigencia, al: date, p: Parametros) -> "ConvenioQuerySet":
        """Those whose vigencia on `al` is `situacion`; needs `con_fin`; twin of the pure one."""
        ancha = al + timedelta(days=p.ventana_perfeccionamiento)
        corta = al + timedelta(days=p.ventana_por_vencer)
        cerca = Q(fin__lte=corta) | Q(requiere_perfeccionamiento=True, fin__lte=ancha)
        firmado = Q(fecha_suscripcion__isnull=False)
        iniciado = Q(inicio_vigencia__lte=al) & firmado
        sin_fin = Q(plazo__in=[Plazo.INDETERMINADO, Plazo.EVENTO])
        sin_inicio = Q(inicio_vigencia=None)
        condiciones = {
            Vigencia.NO_INICIADO: ~firmado | Q(inicio_vigencia__gt=al),
            Vigencia.VIGENTE: iniciado & Q(fin__gte=al) & ~cerca,
            Vigencia.POR_VENCER: iniciado & Q(fin__gte=al) & cerca,
            Vigencia.VENCIDO: iniciado & Q(fin__lt=al),
            Vigencia.INDETERMINADO: iniciado & Q(fin=None) & sin_fin,
            Vigencia.SIN_FECHA: firmado & (sin_inicio | iniciado & Q(fin=None) & ~sin_fin),
        }
        return self.filter(condiciones[situacion])

    def sin_decision(self, al: date, p: Parametros) -> "ConvenioQuerySet":
        """Near their end, or past it, and nobody decided what follows; needs `con_decision`."""
        pendientes = self.en_situacion(Vigencia.POR_VENCER, al, p) | self.en_situacion(
            Vigencia.VENCIDO, al, p
        )
        return pendientes.filter(Q(tiene_decision=False), etapa__in=sorted(VIVOS))

    def hojas(self, al: date) -> "ConvenioQuerySet":
        """The only ones whose money is added: a marco with específicos signed by `al` is not."""
        firmados = _modelo("Convenio").filter(
            padre=OuterRef("pk"), fecha_suscripcion__lte=al, etapa__in=sorted(FIRMADOS)
        )
        return self.exclude(Exists(firmados))

    def a_los_que_falta(self, dato: str, al: date, p: Parametros) -> "ConvenioQuerySet":
        """Those with that gap (`le_falta`)."""
        return self.filter(le_falta(dato, al, p))

    def para_lista(self, al: date) -> "ConvenioQuerySet":
        """What a row of the register prints."""
        return (
            self.con_fin(al)
            .con_decision(al)
            .select_related("coordinador", "padre")
            .prefetch_related("partes__organizacion")
        )
