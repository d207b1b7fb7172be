"""What is exported of demand and offer, column by column."""

from datetime import date

from ocisys.base.exportar import Columna

DEMANDAS = [
    Columna("Código", "codigo", 16),
    Columna("Qué se necesita", "titulo", 50),
    Columna("Quién la pide", "solicitante", 40),
    Columna("Qué es", "get_tipo_display", 24),
    Columna("A quién se pide", "get_destino_display", 24),
    Columna("Modalidad", "get_modalidad_display", 24),
    Columna("Moneda", "moneda", 8),
    Columna("Monto", "monto", 16),
    Columna("Moneda de la contrapartida", "moneda_propia", 12),
    Columna("Contrapartida", "contrapartida", 16),
    Columna("Dónde", "donde", 30),
    Columna("Personas", "personas", 10),
    Columna("De qué trata", lambda d: "; ".join(d.clasificacion), 40),
    Columna("Prioridad", "prioridad", 10),
    Columna("Estado", "get_estado_display", 16),
    Columna("Fase (D.Leg. 719)", "fase", 16),
    Columna("Financiado", "financiado", 16),
    Columna("Cargo", "responsable.nro_orden", 8),
    Columna("Registrada el", "registrada_el", 14),
    Columna("Ficticia", "es_ficticia", 10),
]

EMPAREJAMIENTOS = [
    Columna("Decidido el", "fecha", 12),
    Columna("Demanda", "demanda.codigo", 16),
    Columna("Qué se necesita", "demanda.titulo", 50),
    Columna("Convocatoria", "convocatoria.codigo", 16),
    Columna("Qué se ofrece", "convocatoria.titulo", 50),
    Columna("Quién ofrece", "convocatoria.organizacion.nombre", 40),
    Columna("Puntaje", "puntaje", 8),
    Columna("Decisión", "get_decision_display", 12),
    Columna("Por qué", "motivo", 40),
    Columna("Cargo", "responsable.nro_orden", 8),
    Columna("Fecha límite", "limite_el", 12),
    Columna("Decidió", "por", 30),
]


GESTIONES = [
    Columna("Código", "codigo", 16),
    Columna("Demanda", "demanda.codigo", 16),
    Columna("Qué se necesita", "demanda.titulo", 50),
    Columna("Con quién", "organizacion.nombre", 40),
    Columna("Etapa", "get_etapa_display", 16),
    Columna("Moneda", "moneda", 8),
    Columna("Se espera", "monto", 16),
    Columna("Probabilidad %", "probabilidad", 12),
    Columna("Siguiente paso", "siguiente_paso", 40),
    Columna("Para el", "siguiente_el", 12),
    Columna("Cargo", "responsable.nro_orden", 8),
    Columna("Abierta el", "abierta_el", 12),
    Columna("Ficticia", "es_ficticia", 10),
]


CAPACITACIONES = [
    Columna("Código", "fila.codigo", 16),
    Columna("Convocatoria", "fila.convocatoria.codigo", 16),
    Columna("Qué se ofrece", "fila.convocatoria.titulo", 50),
    Columna("Quién ofrece", "fila.convocatoria.organizacion.nombre", 40),
    Columna("País", "fila.pais", 8),
    Columna("Empieza", "fila.desde", 12),
    Columna("Termina", "fila.hasta", 12),
    Columna("Cupos", "fila.cupos", 8),
    Columna("Difundida a (unidades)", "difundida_a", 12),
    Columna("Postulantes", "postulantes", 12),
    Columna("Seleccionados", "seleccionados", 12),
    Columna("Informes por recibir", "deben", 12),
    Columna("Situación", "situacion.palabra", 18),
    Columna("Registrada el", "fila.registrada_el", 12),
    Columna("Ficticia", "fila.es_ficticia", 10),
]


def convocatorias_al(hoy: date) -> list[Columna]:
    """What is exported of each offer; where it stands is that of `hoy`."""
    return [
        Columna("Código", "codigo", 16),
        Columna("Quién ofrece", "organizacion.nombre", 40),
        Columna("Qué se ofrece", "titulo", 50),
        Columna("Qué es", "get_tipo_display", 24),
        Columna("Modalidad", "get_modalidad_display", 24),
        Columna("Abre el", "abre_el", 12),
        Columna("Cierra el", "cierra_el", 12),
        Columna("Estado", lambda c: c.estado_al(hoy).palabra, 14),
        Columna("Moneda", "moneda", 8),
        Columna("Monto desde", "monto_min", 16),
        Columna("Monto hasta", "monto_max", 16),
        Columna("Quién puede y qué piden", "elegibilidad", 50),
        Columna("De qué trata", lambda c: "; ".join(c.clasificacion), 40),
        Columna("Ámbito", "donde", 30),
        Columna("Idioma", "get_idioma_display", 12),
        Columna("Dirección", "url", 40),
        Columna("Cargo", "responsable.nro_orden", 8),
        Columna("Anulada por", "anulado_motivo", 30),
        Columna("Ficticia", "es_ficticia", 10),
    ]
