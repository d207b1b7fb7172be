"""Who the session says is asking, with all that a page needs to know of her."""

from allauth.account.auth_backends import AuthenticationBackend

from cargos.models import Usuario
from ocisys.base.preparada import Preparada

_POR_CLAVE = Preparada(lambda clave: Usuario.objects.para_la_peticion().filter(pk=clave), -1)


class Autenticacion(AuthenticationBackend):
    """Allauth's way of entering; the account of each request comes with its person."""

    def get_user(self, user_id: object) -> Usuario | None:
        """The active account of that key, None when it is gone or closed. One query."""
        usuario = next(iter(_POR_CLAVE(user_id)), None)
        return usuario if usuario and self.user_can_authenticate(usuario) else None
