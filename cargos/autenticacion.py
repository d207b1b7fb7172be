"""Who the session says is asking, with all that a page needs to know of her."""

from allauth.account.auth_backends import AuthenticationBackend

from cargos.models import Usuario


class Autenticacion(AuthenticationBackend):
    """Allauth's way of entering; the account of each request comes with its person."""

    def get_user(self, user_id: object) -> Usuario | None:
        """The active account of that key, None when it is gone or closed. One query."""
        usuario = Usuario.objects.para_la_peticion().filter(pk=user_id).first()
        return usuario if usuario and self.user_can_authenticate(usuario) else None
