"""What an expediente does for an agreement: it is linked to it, and serves as its evidence."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from cargos.models import Usuario, autoria
from convenios.acciones.ocurrencia import reportar
from convenios.models import Convenio, Evidencia, Ocurrencia
from ocisys.base.reglas import ReglaIncumplida
from tramite.models import Anexo, EvidenciaTomada, Expediente, VinculoConvenio


def vincular(
    expediente: Expediente, convenio: Convenio, *, por: Usuario, ahora: datetime, nota: str = ""
) -> VinculoConvenio:
    """Say that the expediente treats of the agreement; raises ReglaIncumplida if it was said."""
    try:
        with transaction.atomic():
            return VinculoConvenio.objects.create(
                expediente=expediente, convenio=convenio, nota=nota, **autoria(por, ahora)
            )
    except IntegrityError as error:
        raise ReglaIncumplida(f"Ya está vinculado a {convenio.codigo}.") from error


@transaction.atomic
def desvincular(vinculo: VinculoConvenio, *, motivo: str, por: Usuario, ahora: datetime) -> None:
    """Take a link back; raises ReglaIncumplida if it was taken back already."""
    vinculo = VinculoConvenio.objects.select_for_update(of=("self",)).get(pk=vinculo.pk)
    if vinculo.retirado_en is not None:
        raise ReglaIncumplida("El vínculo ya se retiró.")
    vinculo.retirado_en, vinculo.retirado_por, vinculo.motivo_retiro = ahora, por, motivo
    vinculo.save(update_fields=["retirado_en", "retirado_por", "motivo_retiro"])


@transaction.atomic
def tomar_evidencia(
    expediente: Expediente,
    *,
    ocurrencia: Ocurrencia,
    descripcion: str,
    avance: int,
    por: Usuario,
    ahora: datetime,
    anexo: Anexo | None = None,
) -> EvidenciaTomada:
    """Report an obligation with this expediente as its proof; somebody else reviews it.

    The file is not copied: the evidence points to the same sealed bytes. Raises ReglaIncumplida for
    a restricted expediente (an evidence is seen by whoever sees the agreement), for an agreement it
    is not linked to, and for whatever `reportar` refuses.
    """
    if expediente.esta_restringido:
        raise ReglaIncumplida(
            "El expediente es reservado: su evidencia la vería toda la oficina. Reporte con un "
            "documento que pueda verse."
        )
    convenio = ocurrencia.compromiso.convenio_id
    if not expediente.vinculos.vigentes().filter(convenio=convenio).exists():
        raise ReglaIncumplida("El expediente no está vinculado a ese convenio.")
    evidencia = Evidencia(
        descripcion=descripcion,
        documento=f"Expediente {expediente.numero}",
        archivo=anexo.archivo if anexo else None,
    )
    reportar(
        ocurrencia,
        avance=avance,
        narrativa=f"Consta en el expediente {expediente.numero}: {expediente.asunto}"[:2000],
        evidencias=[evidencia],
        por=por,
        hoy=timezone.localdate(ahora),
        cumplida_el=expediente.presentado_el,
    )
    return EvidenciaTomada.objects.create(
        expediente=expediente, evidencia=evidencia, **autoria(por, ahora)
    )
