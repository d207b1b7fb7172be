"""The pages that are looked at in a browser; a new page is one line here."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model
from django.urls import reverse

from convenios.models import (
    Adenda,
    Capacitacion,
    Compromiso,
    Convocatoria,
    Demanda,
    Desembolso,
    Emparejamiento,
    Estrategia,
    Gestion,
    Indicador,
    InstrumentoInternacional,
    Lectura,
    LineaEstrategica,
    MaterialInformativo,
    Ocurrencia,
    Organizacion,
    PlanInternacional,
    PropuestaAcuerdo,
    PropuestaEmpresa,
    Recomendacion,
    RepresentacionInstitucional,
    Requerimiento,
    Resultado,
    Reunion,
)
from tramite.models import Cita, Expediente, Opinion, Pedido, Salida, Util


@dataclass(frozen=True)
class Pagina:
    """A page by URL name, the post of who looks at it ("" = nobody has logged in), and what finds
    its arguments in the demonstration office."""

    nombre: str
    cargo: str = "067"
    argumentos: Callable[[], dict[str, object]] = dict

    @property
    def url(self) -> str:
        return reverse(self.nombre, kwargs=self.argumentos())

    def __str__(self) -> str:
        return f"{self.nombre}-{self.cargo or 'nadie'}"


def _expediente() -> dict[str, object]:
    return {"numero": Expediente.objects.latest("pk").numero}


def _adenda() -> dict[str, object]:
    adenda = Adenda.objects.filter(convenio__compromisos__isnull=False).latest("pk")
    return {"codigo": adenda.convenio.codigo, "numero": adenda.numero}


def _con_dinero() -> dict[str, object]:
    return {"codigo": Desembolso.objects.latest("pk").convenio.codigo}


def _salida() -> dict[str, object]:
    return {"pk": Salida.objects.filter(estado="visado").latest("pk").pk}


def _opinion() -> dict[str, object]:
    return {"numero": Opinion.objects.latest("pk").expediente.numero}


def _convenio() -> dict[str, object]:
    return {"codigo": _de_convenio().convenio.codigo}


def _de_convenio() -> Compromiso:
    return Compromiso.objects.exclude(convenio=None).latest("pk")


def _con_resultados() -> dict[str, object]:
    return {"codigo": Resultado.objects.first().convenio.codigo}


def _instrumento() -> dict[str, object]:
    return {"pk": InstrumentoInternacional.objects.get(siglas="CEDAW").pk}


def _plan() -> dict[str, object]:
    plan = PlanInternacional.objects.first()
    return {"anio": plan.anio, "version": plan.version}


def _indicador() -> dict[str, object]:
    fila = Indicador.objects.first()
    return {"codigo": fila.resultado.convenio.codigo, "pk": fila.pk}


def _ultima(modelo: type[Model]) -> int:
    return modelo._default_manager.latest("pk").pk


def _por_priorizar() -> dict[str, object]:
    return {"pk": Demanda.objects.filter(estado="registrada", destino="ci").latest("pk").pk}


def _par() -> dict[str, object]:
    par = Emparejamiento.objects.latest("pk")
    return {"demanda": par.demanda_id, "convocatoria": par.convocatoria_id}


def _espacio() -> dict[str, object]:
    return {"pk": Reunion.objects.filter(espacio__ambito="regional").latest("pk").espacio_id}


def _representacion() -> dict[str, object]:
    return {"pk": RepresentacionInstitucional.objects.filter(hasta=None).latest("pk").pk}


def _reunion() -> dict[str, object]:
    return {"pk": Reunion.objects.filter(estado="realizada").latest("pk").pk}


def _reunion_por_venir() -> dict[str, object]:
    return {"pk": Reunion.objects.filter(estado="convocada").latest("pk").pk}


def _linea() -> dict[str, object]:
    return {"pk": LineaEstrategica.objects.exclude(vinculos=None).latest("pk").pk}


def _organizacion() -> dict[str, object]:
    return {"pk": Organizacion.objects.en_uso().exclude(clase="empresa").latest("pk").pk}


def _dos_fichas() -> dict[str, object]:
    una, otra = Organizacion.objects.en_uso().exclude(clase="empresa").order_by("-pk")[:2]
    return {"pk": una.pk, "otra": otra.pk}


PAGINAS = [
    Pagina("account_login", ""),
    Pagina("account_reset_password", ""),
    Pagina("account_change_password", "071"),
    Pagina("mfa_index", "071"),
    Pagina("usersessions_list", "071"),
    Pagina("avisos", "071"),
    Pagina("panel", "067"),
    Pagina("panel", "071"),
    Pagina("cargos:cap"),
    Pagina("cargos:ficha", "067", lambda: {"clave": "067"}),
    Pagina("cargos:organigrama"),
    Pagina("cargos:directorio"),
    Pagina("cargos:funciones"),
    Pagina("cargos:funcion", "067", lambda: {"clave": "071-01"}),
    Pagina("cargos:mof"),
    Pagina("cargos:mof_version", "067", lambda: {"version": 1}),
    Pagina("cargos:mi_puesto", "071"),
    Pagina("cargos:solicitudes"),
    Pagina("cargos:solicitar", "071"),
    Pagina("cargos:designaciones"),
    Pagina("cargos:designar"),
    Pagina("cargos:encargos"),
    Pagina("cargos:encargar"),
    Pagina("tramite:bandeja", "071"),
    Pagina("tramite:registrar", "071"),
    Pagina("tramite:expedientes", "071"),
    Pagina("tramite:expediente", "071", _expediente),
    Pagina("tramite:derivar", "071", _expediente),
    Pagina("tramite:vincular", "071", _expediente),
    Pagina("tramite:evidencia", "068", _expediente),
    Pagina("tramite:lote_derivar", "071"),
    Pagina("tramite:sin_digitalizar", "071"),
    Pagina("tramite:reservar", "067", _expediente),
    Pagina("tramite:reservas", "067"),
    Pagina("tramite:lecturas", "067"),
    Pagina("tramite:motivar_lectura", "auditoria"),
    Pagina("tramite:pedidos", "067"),
    Pagina("tramite:pedido", "067", lambda: {"pk": Pedido.objects.latest("pk").pk}),
    Pagina("tramite:pedir", "068", _expediente),
    Pagina("tramite:series", "auditoria"),
    Pagina("cargos:rastro", "auditoria"),
    Pagina("cargos:rastro", "071"),
    Pagina("cargos:reglas", "auditoria"),
    Pagina("cargos:calendario_laboral", "auditoria"),
    Pagina("cargos:cuentas", "auditoria"),
    Pagina("tramite:salidas", "068"),
    Pagina("tramite:salidas_firmar"),
    Pagina("tramite:responder", "068", _expediente),
    Pagina("tramite:salida", "067", _salida),
    Pagina("tramite:salida_observar", "067", _salida),
    Pagina("tramite:salida_firmar", "067", _salida),
    Pagina("tramite:opiniones", "068"),
    Pagina("tramite:opiniones_catalogo", "068"),
    Pagina("tramite:opinion", "068", _opinion),
    Pagina("tramite:opinion_elegir", "068", _expediente),
    Pagina("tramite:opinion_requisitos", "068", _opinion),
    Pagina("tramite:opinion_datos", "068", _opinion),
    Pagina("tramite:opinion_concluir", "068", _opinion),
    Pagina("publico:consulta", ""),
    Pagina("publico:verificar", ""),
    Pagina("tramite:manana", "068"),
    Pagina("tramite:manana", "067"),
    Pagina("tramite:reparto", "067"),
    Pagina("tramite:llamadas", "071"),
    Pagina("tramite:agenda", "071"),
    Pagina("tramite:citas", "071"),
    Pagina("tramite:cita", "071", lambda: {"pk": _ultima(Cita)}),
    Pagina("tramite:cita_nueva", "071"),
    Pagina("tramite:atenciones", "071"),
    Pagina("tramite:utiles", "071"),
    Pagina("tramite:util", "071", lambda: {"pk": _ultima(Util)}),
    Pagina("tramite:util_pedir", "068"),
    Pagina("tramite:utiles_inventario", "071"),
    Pagina("tramite:utiles_reposicion", "071"),
    Pagina("tramite:informes", "067"),
    Pagina("tramite:coordinaciones", "071"),
    Pagina("tramite:busquedas", "071"),
    Pagina("tramite:prestamos", "071"),
    Pagina("tramite:salidas_cargos", "071"),
    Pagina("tramite:estante", "071"),
    Pagina("tramite:prestar", "071", _expediente),
    Pagina("tramite:vista", "071", _expediente),
    Pagina("tramite:plazos", "067"),
    Pagina("tramite:abrir_plazo", "071", _expediente),
    Pagina("tramite:firmar_recepcion", "071", _expediente),
    Pagina("tramite:extraviar", "071", _expediente),
    Pagina("tramite:reconstruir", "071", _expediente),
    Pagina("tramite:clasificar", "071", _expediente),
    Pagina("tramite:transferencias", "071"),
    Pagina("tramite:transferir", "071"),
    Pagina("tramite:disponer", "071"),
    Pagina("publico:clasificada", ""),
    Pagina("transparencia:inicio", ""),
    Pagina("tramite:cola", "067"),
    Pagina("tramite:rectificar", "071", _expediente),
    Pagina("tramite:anulados", "071"),
    Pagina("convenios:lista"),
    Pagina("convenios:convenio", "067", _convenio),
    Pagina("convenios:convenio_nuevo"),
    Pagina("convenios:convenio_editar", "067", _convenio),
    Pagina("convenios:compromiso_nuevo", "067", _convenio),
    Pagina("convenios:resultados", "067", _con_resultados),
    Pagina("convenios:medicion_nueva", "067", _indicador),
    Pagina("convenios:clausulas", "067", _convenio),
    Pagina("convenios:clausula_nueva", "067", _convenio),
    Pagina("convenios:firma_nueva", "067", _convenio),
    Pagina("convenios:adenda", "067", _adenda),
    Pagina("convenios:impacto_crear", "067", _adenda),
    Pagina("convenios:firmado_nuevo"),
    Pagina("convenios:firmado", "068", lambda: {"pk": Lectura.objects.latest("pk").pk}),
    Pagina("convenios:dinero", "067", _con_dinero),
    Pagina("convenios:aporte_nuevo", "067", _con_dinero),
    Pagina("convenios:desembolso_nuevo", "067", _con_dinero),
    Pagina("convenios:perfeccionamiento"),
    Pagina("convenios:convenio_decidir", "067", _convenio),
    Pagina("convenios:evaluacion_nueva", "067", _convenio),
    Pagina("convenios:convenio_clasificar", "067", _convenio),
    Pagina("convenios:demandas", "068"),
    Pagina("convenios:demanda", "068", lambda: {"pk": _ultima(Demanda)}),
    Pagina("convenios:demanda_nueva", "068"),
    Pagina("convenios:demanda_priorizar", "068", _por_priorizar),
    Pagina("convenios:convocatorias", "068"),
    Pagina("convenios:convocatoria", "068", lambda: {"pk": _ultima(Convocatoria)}),
    Pagina("convenios:convocatoria_nueva", "068"),
    Pagina("convenios:emparejamientos"),
    Pagina("convenios:emparejamientos_decididos"),
    Pagina("convenios:emparejamiento", "068", _par),
    Pagina("convenios:emparejamiento_decidir", "067", _par),
    Pagina("convenios:gestiones", "068"),
    Pagina("convenios:gestiones_tablero", "068"),
    Pagina("convenios:gestion", "068", lambda: {"pk": _ultima(Gestion)}),
    Pagina("convenios:gestion_nueva", "068"),
    Pagina("convenios:capacitaciones", "068"),
    Pagina("convenios:capacitacion", "068", lambda: {"pk": _ultima(Capacitacion)}),
    Pagina("convenios:capacitacion_anotar", "068", lambda: {"pk": _ultima(Capacitacion)}),
    Pagina("convenios:parametros_emparejador"),
    Pagina("convenios:parametros_prioridad"),
    Pagina("convenios:criterios_prioridad", "068"),
    Pagina("convenios:propuestas", "069"),
    Pagina("convenios:propuesta", "069", lambda: {"pk": _ultima(PropuestaEmpresa)}),
    Pagina("convenios:propuesta_nueva", "069"),
    Pagina("convenios:donaciones", "069"),
    Pagina("convenios:donacion_nueva", "069"),
    Pagina("convenios:materiales", "069"),
    Pagina("convenios:material", "069", lambda: {"pk": _ultima(MaterialInformativo)}),
    Pagina("convenios:espacios"),
    Pagina("convenios:espacio", "070", _espacio),
    Pagina("convenios:espacio_nuevo", "070"),
    Pagina("convenios:representaciones"),
    Pagina("convenios:representacion", "067", _representacion),
    Pagina("convenios:representacion_nueva"),
    Pagina("convenios:reuniones"),
    Pagina("convenios:reunion", "067", _reunion),
    Pagina("convenios:reunion_nueva", "070"),
    Pagina("convenios:acuerdo_nuevo", "067", _reunion),
    Pagina("convenios:reunion_participantes", "067", _reunion_por_venir),
    Pagina("convenios:estrategia"),
    Pagina("convenios:estrategia_version", "067", lambda: {"pk": _ultima(Estrategia)}),
    Pagina("convenios:linea_vincular", "067", _linea),
    Pagina("convenios:captacion"),
    Pagina("convenios:tablero"),
    Pagina("convenios:informe_ver"),
    Pagina("convenios:parametros"),
    Pagina("convenios:convenio_simular", "067", _convenio),
    Pagina("convenios:compromisos"),
    Pagina("convenios:compromiso", "067", lambda: {"pk": Compromiso.objects.latest("pk").pk}),
    Pagina("convenios:ocurrencia", "067", lambda: {"pk": Ocurrencia.objects.latest("pk").pk}),
    Pagina("convenios:organizaciones"),
    Pagina("convenios:organizacion", "067", lambda: {"pk": Organizacion.objects.latest("pk").pk}),
    Pagina("convenios:organizacion_nueva"),
    Pagina("convenios:interacciones"),
    Pagina("convenios:importaciones", "068"),
    Pagina("convenios:alertas"),
    Pagina("convenios:instrumentos", "070"),
    Pagina("convenios:instrumento", "070", _instrumento),
    Pagina("convenios:instrumento_editar", "070", _instrumento),
    Pagina("convenios:instrumento_hito", "070", _instrumento),
    Pagina("convenios:obligacion_nueva", "070", _instrumento),
    Pagina("convenios:calendario_internacional", "070"),
    Pagina("convenios:plan_internacional"),
    Pagina("convenios:plan_internacional_version", "067", _plan),
    Pagina("convenios:recomendaciones", "070"),
    Pagina("convenios:recomendacion", "070", lambda: {"pk": _ultima(Recomendacion)}),
    Pagina("convenios:recomendacion_nueva", "070"),
    Pagina("convenios:recomendacion_nivel", "070", lambda: {"pk": _ultima(Recomendacion)}),
    Pagina("convenios:accion_nueva", "070", lambda: {"pk": _ultima(Recomendacion)}),
    Pagina("convenios:propuestas_acuerdo", "070"),
    Pagina("convenios:propuesta_acuerdo", "070", lambda: {"pk": _ultima(PropuestaAcuerdo)}),
    Pagina("convenios:propuesta_acuerdo_nueva", "070"),
    Pagina("convenios:requerimientos"),
    Pagina("convenios:requerimiento", "067", lambda: {"pk": Requerimiento.objects.latest("pk").pk}),
    Pagina("convenios:requerimiento_nuevo", "068", _convenio),
    Pagina("convenios:requerimiento_internacional", "070", _instrumento),
    Pagina("convenios:interaccion_nueva", "067", _organizacion),
    Pagina("convenios:contacto_nuevo", "067", _organizacion),
    Pagina("convenios:perfil_editar", "067", lambda: _organizacion() | {"perfil": "fuente"}),
    Pagina("convenios:organizacion_fusionar", "067", _organizacion),
    Pagina("convenios:organizacion_fusionar_con", "067", _dos_fichas),
    Pagina("admin:index", "administracion"),
    Pagina("admin:base_dianolaborable_changelist", "administracion"),
    Pagina("admin:base_dianolaborable_add", "administracion"),
    Pagina("admin:base_norma_add", "administracion"),
    Pagina("admin:cargos_unidadorganica_add", "administracion"),
]
