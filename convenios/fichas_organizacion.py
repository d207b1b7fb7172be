"""What the ficha of an organisation shows, with what was written in those it absorbed."""

from datetime import date
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import F

from cargos.models import Usuario
from cargos.permisos import Permiso
from convenios.forms.perfil import PERFILES
from convenios.models import (
    Contacto,
    Convenio,
    Convocatoria,
    Demanda,
    Donacion,
    Emparejamiento,
    EspacioConcertacion,
    Gestion,
    Interaccion,
    Organizacion,
    ParametroCumplimiento,
    PropuestaEmpresa,
    Reunion,
)
from convenios.models.propuesta import CERRADAS, EstadoPropuesta
from convenios.oferta import EstadoOferta
from convenios.situacion import situaciones

ULTIMAS, CONVENIOS = 8, 12
PERFIL_DE_CLASE = {
    Organizacion.Clase.FUENTE: "fuente",
    Organizacion.Clase.ORGANISMO: "fuente",
    Organizacion.Clase.EMPRESA: "empresa",
    Organizacion.Clase.ONGD: "ong",
    Organizacion.Clase.ENTIDAD: "entidad",
}


def ficha_organizacion(fila: Organizacion, usuario: Usuario, hoy: date) -> dict[str, Any]:
    """One organisation with all that is known of it; queries do not grow with its rows."""
    p = ParametroCumplimiento.objects.en_vigor(hoy)
    convenios = Convenio.objects.visibles_para(usuario).filter(partes__organizacion=fila)
    contactos = list(fila.contactos.all())
    interacciones = Interaccion.objects.visibles_para(usuario).filter(organizacion__in=fila.fichas)
    vivas = interacciones.validas().para_lista()
    perfiles = {c: perfil for c in PERFILES if (perfil := _perfil(fila, c)) is not None}
    return {
        "organizacion": fila,
        "convenios": situaciones(convenios.para_lista(hoy)[:CONVENIOS], al=hoy, p=p),
        "mas_convenios": max(convenios.count() - CONVENIOS, 0),
        "por_actualizar": fila.esta_por_actualizar(hoy, p.dias_frescura),
        "puede_editar": usuario.puede(permiso_de(fila)),
        "puede_tratar": usuario.puede(Permiso.ORGANIZACION_TRATAR),
        "registros": [(r, r.dias_al(hoy)) for r in fila.registros.ultimo_por_organizacion()],
        "aviso_dias": p.dias_registro_ambar,
        "perfiles": perfiles,
        "por_agregar": [(c, r) for c, (r, _) in _en_orden(fila) if c not in perfiles],
        "contactos": contactos,
        "falta_punto_focal": _falta_punto_focal(fila, contactos, hoy),
        "interacciones": list(vivas[:ULTIMAS]),
        "hay_mas": interacciones.validas().count() > ULTIMAS,
        "rectificables": set(
            interacciones.rectificables_para(usuario).values_list("pk", flat=True)
        ),
        "ofertas": _ofertas(fila, hoy),
        "gestiones": _gestiones(fila, hoy),
        **_donde_se_encuentran(fila, usuario),
        "demandas": _demandas(fila, usuario),
        "vinculos": vinculos_de_empresa(fila, usuario, hoy),
        "antecesoras": fila.antecesoras.en_uso().en_orden(),
        "fusiones": fila.fusiones_recibidas.select_related("absorbida", "por__persona"),
        "hoy": hoy,
    }


def _ofertas(fila: Organizacion, hoy: date) -> list[tuple[Convocatoria, EstadoOferta]]:
    """What it offers and can still be answered, the nearest closing first."""
    vivas = Convocatoria.objects.vivas(hoy).filter(organizacion=fila)
    return [(c, c.estado_al(hoy)) for c in vivas[:ULTIMAS]]


def _gestiones(fila: Organizacion, hoy: date) -> list[tuple[Gestion, bool]]:
    """What is being raised with it, the nearest next step first, and whether that is overdue."""
    suyas = Gestion.objects.en_marcha().filter(organizacion=fila).select_related("demanda")
    return [(g, g.esta_atrasada(hoy)) for g in suyas[:ULTIMAS]]


def _donde_se_encuentran(fila: Organizacion, usuario: Usuario) -> dict[str, Any]:
    """Its meetings, those with it and those to which somebody of it is called, the latest first,
    and the spaces of those meetings; as this person may know them."""
    suyas = Reunion.objects.visibles_para(usuario).con_organizaciones(fila.fichas)
    espacios = EspacioConcertacion.objects.visibles_para(usuario)
    return {
        "reuniones": list(suyas.select_related("espacio").en_orden()[:ULTIMAS]),
        "cuantas_reuniones": suyas.count(),
        "espacios": list(espacios.filter(reuniones__in=suyas).distinct()[:ULTIMAS]),
    }


def _demandas(fila: Organizacion, usuario: Usuario) -> list[Demanda]:
    """What the Sector asks of it: the open needs proposed for one of its offers, those of most
    priority first. Those that are being raised with it stand with their gestión."""
    propuestas = Emparejamiento.objects.visibles_para(usuario).propuestos()
    suyas = propuestas.filter(convocatoria__organizacion__in=fila.fichas).values("demanda")
    abiertas = Demanda.objects.visibles_para(usuario).abiertas().filter(pk__in=suyas)
    return list(abiertas.order_by(F("prioridad").desc(nulls_last=True), "pk")[:ULTIMAS])


def vinculos_de_empresa(fila: Organizacion, usuario: Usuario, hoy: date) -> list[str]:
    """What a company already is to the Sector, by what it did, as this person may know it."""
    if fila.clase != Organizacion.Clase.EMPRESA:
        return []
    propuestas = PropuestaEmpresa.objects.filter(empresa__in=fila.fichas)
    donaciones = Donacion.objects.sin_anular().filter(organizacion__in=fila.fichas)
    suyos = Convenio.objects.visibles_para(usuario).en_curso(hoy)
    en_curso = suyos.filter(partes__organizacion__in=fila.fichas)
    aceptadas = propuestas.filter(estado=EstadoPropuesta.ACEPTADA)
    hechos = {
        "En propuesta": propuestas.exclude(estado__in=sorted(CERRADAS)),
        "Aliada": aceptadas if aceptadas.exists() else en_curso,
        "Donante": donaciones.exclude(recibido_el=None),
    }
    return [palabra for palabra, filas in hechos.items() if filas.exists()]


def permiso_de(fila: Organizacion) -> Permiso:
    """Companies are of whoever keeps them (069-05)."""
    es_empresa = fila.clase == Organizacion.Clase.EMPRESA
    return Permiso.EMPRESA_EDITAR if es_empresa else Permiso.CONVENIO_EDITAR


def _perfil(fila: Organizacion, clave: str) -> Any:
    try:
        return getattr(fila, f"perfil_{clave}")
    except ObjectDoesNotExist:
        return None


def _en_orden(fila: Organizacion) -> list[tuple[str, Any]]:
    """The profile of its own class first."""
    propio = PERFIL_DE_CLASE[Organizacion.Clase(fila.clase)]
    return sorted(PERFILES.items(), key=lambda par: par[0] != propio)


def _falta_punto_focal(fila: Organizacion, contactos: list[Contacto], hoy: date) -> bool:
    """An active fuente needs somebody who answers the telephone."""
    es_fuente = fila.clase in (Organizacion.Clase.FUENTE, Organizacion.Clase.ORGANISMO)
    focal = any(c.rol == Contacto.Rol.PUNTO_FOCAL and c.es_actual(hoy) for c in contactos)
    return es_fuente and fila.estado == Organizacion.Estado.ACTIVA and not focal
