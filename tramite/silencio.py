"""What happens if the office does not answer in time: the second date of a deadline."""

from datetime import date

from ocisys.base.calendario import PlazoInvalido
from ocisys.base.computo import contar_dias
from tramite.models import Expediente
from tramite.models.catalogo import Silencio

DIAS_DE_NOTIFICACION = 5
"""Working days that the positive silence waits after the term, for the notice to arrive."""


def efecto_del_silencio(expediente: Expediente) -> tuple[str, date | None]:
    """The sentence and the day of the silence of its procedure; ("", None) when it has none.

    Positive: approved when the term and the days of notification pass (TUO LPAG arts. 33 and
    188.1). Negative: it opens the way to appeal and the duty to answer stays (arts. 34 and 188.3).
    """
    procedimiento = expediente.procedimiento
    if procedimiento is None or expediente.vence_el is None or not expediente.esta_por_atender:
        return "", None
    if procedimiento.silencio == Silencio.NEGATIVO:
        return (
            "Pasado el plazo, el administrado puede apelar; la oficina sigue obligada a responder "
            "(silencio negativo, TUO LPAG arts. 34 y 188).",
            expediente.vence_el,
        )
    if procedimiento.silencio == Silencio.POSITIVO:
        try:
            dia = contar_dias(DIAS_DE_NOTIFICACION, expediente.vence_el).vence_el
        except PlazoInvalido:
            return "", None
        return (
            "Si no se notifica hasta ese día, lo pedido queda aprobado: el plazo más cinco días "
            "hábiles de notificación (silencio positivo, TUO LPAG arts. 33 y 188).",
            dia,
        )
    return "", None
