"""What the views of an expediente begin with."""

from django.shortcuts import get_object_or_404

from cargos.http import OciRequest
from tramite.models import Expediente


def expediente_de(request: OciRequest, numero: str) -> Expediente:
    """The expediente with that number if this person may know of it; 404 otherwise."""
    filas = Expediente.objects.visibles_para(request.user).para_detalle()
    return get_object_or_404(filas, numero=numero)
