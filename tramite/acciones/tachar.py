"""Copies for partial access: who asked to hide what, by which article, and the queue that does it.

TUO of Ley 27806 art. 19: of a document with a part that is not public, the rest is given. The
original stays sealed and apart.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django_tasks import task

from cargos.models import Usuario, autoria
from ocisys.base.lectura import Ilegible
from ocisys.base.reglas import ReglaIncumplida
from ocisys.base.sellado import ArchivoRechazado, sellar
from ocisys.base.tachar import tachar
from tramite.acciones.comun import actuar, bloquear
from tramite.estados import Estado, exigir_no_anulado
from tramite.models import Actuacion, Anexo, CopiaTachada


@transaction.atomic
def encargar_copia(
    anexo: Anexo,
    *,
    zonas: Sequence[Mapping[str, Any]],
    causal: str,
    fundamento: str,
    por: Usuario,
    ahora: datetime,
) -> CopiaTachada:
    """Write what is hidden and why, and ask the queue for the copy.

    Raises ReglaIncumplida when nothing is hidden, no article is cited, or the expediente is
    annulled.
    """
    expediente = bloquear(anexo.documento.expediente)
    exigir_no_anulado(expediente.estado)
    if not zonas or not causal or not fundamento:
        raise ReglaIncumplida(
            "Diga qué se oculta, por qué artículo y por qué: el resto se entrega.",
            norma="TUO de la Ley 27806, art. 19",
        )
    copia = CopiaTachada.objects.create(
        anexo=anexo,
        causal=causal,
        fundamento=fundamento,
        zonas=[dict(z) for z in zonas],
        **autoria(por, ahora),
    )
    paginas = ", ".join(str(n) for n in copia.paginas)
    de_cuales = "de la página" if len(copia.paginas) == 1 else "de las páginas"
    actuar(
        expediente,
        Actuacion.Clase.TACHADO,
        a=Estado(expediente.estado),
        texto=f"De «{anexo}» se oculta parte {de_cuales} {paginas[:200]}. {causal}: {fundamento}"[
            :700
        ],
        por=por,
        ahora=ahora,
        documento=anexo.documento,
        copia=copia.pk,
    )
    hacer_copia.enqueue(copia=copia.pk)
    return copia


@task()
def hacer_copia(copia: int) -> None:
    """Make the copy and seal it; the second time nothing happens. What fails is said in the row."""
    with transaction.atomic():
        fila = (
            CopiaTachada.objects.select_for_update(of=("self",))
            .select_related("anexo__archivo", "anexo__documento__expediente")
            .get(pk=copia)
        )
        if fila.archivo_id is not None:
            return
        original = fila.anexo.archivo
        try:
            with original.fichero.open("rb") as abierto:
                pdf = tachar(abierto, original.tipo, fila.zonas, rotulo=fila.causal[:60])
            numero = fila.anexo.documento.expediente.numero
            fila.archivo = sellar(pdf, nombre=f"copia-parcial-{numero}-{fila.pk}.pdf", por=None)
        except (Ilegible, ArchivoRechazado, FileNotFoundError) as error:
            frase = "faltan sus bytes en el almacén" if isinstance(error, OSError) else str(error)
            fila.problema = f"No se pudo hacer: {frase}."[:300]
        fila.save(update_fields=["archivo", "problema"])
