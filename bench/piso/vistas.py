"""The same rows as our pages, and the same bare transaction as our registration."""

from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import engines
from django.urls import path
from django.utils import timezone

from bench.piso.models import Expediente, Movimiento

_HOJA = """<!doctype html><html lang="es"><head><meta charset="utf-8"><title>Piso</title></head>
<body><nav><a href="/">Bandeja</a></nav><main><h1>Piso</h1><p>{{ quien }}</p><table>%s</table>
</main></body></html>"""
_DE_EXPEDIENTES = engines["django"].from_string(
    _HOJA
    % """{% for e in filas %}<tr><td><a href="/d/{{ e.pk }}">{{ e.numero }}</a></td>
<td>{{ e.presentado_en|date:"d/m/Y H:i" }}</td><td>{{ e.remitente_nombre }}</td>
<td>{{ e.tipo_documento.nombre }}<br>{{ e.documento_numero }}</td><td>{{ e.asunto }}</td>
<td>{{ e.estado }}</td><td>{{ e.vence_el|date:"d/m/Y" }}</td></tr>{% endfor %}"""
)
_DE_MOVIMIENTOS = engines["django"].from_string(
    _HOJA
    % """{% for m in filas %}<tr><td><a href="/d/{{ m.expediente_id }}">{{ m.expediente.numero }}
</a></td><td>{{ m.expediente.asunto }}<br>{{ m.expediente.remitente_nombre }}</td>
<td>{{ m.por.persona.nombres }} {{ m.por.persona.apellido_paterno }}<br>{{ m.en|date:"d/m/Y H:i" }}
</td><td>{{ m.proveido.nombre }}</td><td>{{ m.vence|date:"d/m/Y" }}</td></tr>{% endfor %}"""
)
_PUBLICA = engines["django"].from_string(
    _HOJA
    % """<tr><td><form method="post">{% csrf_token %}<input name="a"><input name="b">
<button>Consultar</button></form></td></tr>"""
)


def publica(request: HttpRequest) -> HttpResponse:
    """A page for nobody in particular: a form and its token, and no row."""
    return HttpResponse(_PUBLICA.render({"quien": ""}, request))


def _pagina(molde: object, request: HttpRequest, filas: object) -> HttpResponse:
    quien = request.user.get_username()  # type: ignore[union-attr]
    return HttpResponse(molde.render({"filas": filas, "quien": quien}, request))  # type: ignore[attr-defined]


def _movimientos() -> object:
    return Movimiento.objects.select_related("expediente", "proveido", "por__persona").only(
        "en", "vence", "proveido__nombre", "por__username", "por__persona__nombres",
        "por__persona__apellido_paterno", "expediente__numero", "expediente__asunto",
        "expediente__remitente_nombre",
    )  # fmt: skip


@login_required
def bandeja(request: HttpRequest, para: int) -> HttpResponse:
    filas = _movimientos().filter(para_id=para, cerrado_en=None).order_by("-en", "-pk")[:25]
    return _pagina(_DE_MOVIMIENTOS, request, filas)


@login_required
def lista(request: HttpRequest) -> HttpResponse:
    filas = Expediente.objects.select_related("tipo_documento").order_by("-presentado_en", "-pk")
    return _pagina(_DE_EXPEDIENTES, request, filas[:25])


@login_required
def buscar(request: HttpRequest) -> HttpResponse:
    filas = Expediente.objects.select_related("tipo_documento").extra(
        where=["busqueda @@ websearch_to_tsquery('es_sin_tilde', %s)"],
        params=[request.GET.get("q", "")],
    )
    return _pagina(_DE_EXPEDIENTES, request, filas.order_by("-presentado_en", "-pk")[:25])


@login_required
def detalle(request: HttpRequest, numero: str) -> HttpResponse:
    filas = _movimientos().filter(expediente__numero=numero).order_by("en", "pk")
    return _pagina(_DE_MOVIMIENTOS, request, filas)


_TOMAR = """INSERT INTO base_correlativo (serie, anio, ultimo) VALUES ('piso', 1900, 1)
ON CONFLICT (serie, anio) DO UPDATE SET ultimo = base_correlativo.ultimo + 1 RETURNING ultimo"""
_EXPEDIENTE = """INSERT INTO tramite_expediente (por_id, por_posicion_id, calidad, en, numero, anio,
 correlativo, presentado_en, canal, remitente_id, remitente_nombre, destinatario_id,
 tipo_documento_id, documento_numero, asunto, folios, acompanan, clave_registro, funciones_mof,
 acceso, estado, referencias, version) SELECT %s, p.id, 'piso', %s, %s, 1900, %s, %s, 'fisico',
 r.id, r.nombre, p.id, t.id, %s, %s, 3, '', %s, '{}', 'oficina', 'registrado', %s, 1
 FROM cargos_posicion p, tramite_remitente r, tramite_tipodocumento t
 WHERE p.nro_orden = '071' AND r.id = 1 AND t.id = %s RETURNING id, por_posicion_id"""
_DOCUMENTO = """INSERT INTO tramite_documento (por_id, por_posicion_id, calidad, en, expediente_id,
 orden, sentido, tipo_id, numero, asunto, folios, folio_desde, acompanan)
 VALUES (%s, %s, 'piso', %s, %s, 1, 'recibido', %s, %s, %s, 3, 1, '')"""
_MOVIMIENTO = """INSERT INTO tramite_movimiento (por_id, por_posicion_id, calidad, en,
 expediente_id, tipo, para_id, texto, motivo, folios, recibido_en, recibido_por_id, resultado)
 VALUES (%s, %s, 'piso', %s, %s, 'original', %s, '', '', 3, %s, %s, '')"""


@login_required
def registrar(request: HttpRequest) -> HttpResponse:
    """Number, expediente, document and first movimiento, and nothing else."""
    ahora, por, campos = timezone.now(), request.user.pk, request.POST
    numero, asunto, tipo = campos["documento_numero"], campos["asunto"], campos["tipo"]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_TOMAR)
        n = cursor.fetchone()[0]
        cursor.execute(
            _EXPEDIENTE,
            [por, ahora, f"1900-{n:09d}", n, ahora, numero, asunto, uuid4(), numero, tipo],
        )
        expediente, puesto = cursor.fetchone()
        cursor.execute(_DOCUMENTO, [por, puesto, ahora, expediente, tipo, numero, asunto])
        cursor.execute(_MOVIMIENTO, [por, puesto, ahora, expediente, puesto, ahora, por])
    return HttpResponseRedirect("/")


urlpatterns = [
    path("publica/", publica),
    path("bandeja/<int:para>/", bandeja),
    path("lista/", lista),
    path("buscar/", buscar),
    path("detalle/<str:numero>/", detalle),
    path("registrar/", registrar),
]
