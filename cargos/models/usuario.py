"""The account with which a person enters; what it may do comes from the posts held today."""

from copy import copy
from datetime import date
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import ASCIIUsernameValidator
from django.db import models
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone

from cargos.permisos import PERFIL_DE_CARGO, PERMISOS, Perfil, Permiso, permisos_de
from ocisys.base.auditado import auditado
from ocisys.base.models import Aviso
from ocisys.base.preparada import Preparada

if TYPE_CHECKING:
    from cargos.models.designacion import Designacion


def _permisos_del_cargo(designacion: "Designacion") -> frozenset[Permiso]:
    """What that post allows by itself."""
    perfil = PERFIL_DE_CARGO.get(designacion.posicion.cargo.clave)
    return PERMISOS[perfil] if perfil else frozenset()


PERFILES_DE_CUENTA = {
    "administra": "Administración del sistema",
    "audita": "Consulta y auditoría",
    "archiva": "Archivo",
    "alta_direccion": "Alta Dirección",
}
"""Field of the account → the profile without a post that it grants."""


class UsuarioQuerySet(models.QuerySet["Usuario"]):
    def visibles_para(self, usuario: "Usuario") -> "UsuarioQuerySet":
        """All of them for whoever administers or audits; one's own for the rest."""
        return self if usuario.puede(Permiso.CUENTAS_VER) else self.filter(pk=usuario.pk)

    def para_la_peticion(self) -> "UsuarioQuerySet":
        """What every page shows of whoever asks: her name and how many notices wait. One query."""
        sin_leer = Aviso.objects.sin_leer().filter(destinatario=models.OuterRef("pk"))
        cuantos = sin_leer.order_by().values("destinatario").annotate(n=models.Count("pk"))
        return self.select_related("persona").annotate(
            avisos_sin_leer=Coalesce(models.Subquery(cuantos.values("n")), 0)
        )

    def con_cargo_en(self, dia: date) -> "UsuarioQuerySet":
        """Active accounts of those who hold some post on `dia`, in the order of the CAP."""
        return (
            self.filter(
                is_active=True,
                persona__designaciones__rango__contains=dia,
                persona__designaciones__anulada_en=None,
            )
            .select_related("persona")
            .annotate(primer_cargo=models.Min("persona__designaciones__posicion__nro_orden"))
            .order_by("primer_cargo")
        )


@cache
def _vigentes(designacion: "type[Designacion]") -> "Preparada[Designacion]":
    """What a person (by key) holds on a day: every page asks it."""
    return Preparada(
        lambda persona, dia: (
            designacion.objects.vigentes(dia)
            .filter(persona=persona)
            .select_related("posicion__cargo")
        ),
        -1,
        date.min,
    )


class UsuarioManager(BaseUserManager.from_queryset(UsuarioQuerySet)):  # type: ignore[misc]
    def create_user(
        self, username: str, email: str = "", password: str | None = None, **campos: Any
    ) -> "Usuario":
        """Save and return an account; without `password` it cannot log in until one is set."""
        usuario = self.model(username=username, email=email.lower(), **campos)
        usuario.set_password(password)
        usuario.save(using=self._db)
        return usuario

    def create_superuser(
        self, username: str, email: str = "", password: str | None = None, **campos: Any
    ) -> "Usuario":
        """An administrator: system and master data, never the content of reserved documents."""
        return self.create_user(username, email, password, administra=True, **campos)

    def get_by_natural_key(self, username: str | None) -> "Usuario":
        return self.get(username__iexact=username)


@auditado(excepto=("password", "last_login"))
class Usuario(AbstractBaseUser):
    """An account; groups and Django permissions are left out on purpose (see cargos/permisos.py).

    `administra`, `audita`, `archiva` and `alta_direccion` are the perfiles without a post.
    Everything else follows from the person's Designaciones in force today.
    """

    username = models.CharField(
        "usuario",
        max_length=60,
        unique=True,
        validators=[ASCIIUsernameValidator()],
        error_messages={"unique": "Ya existe una cuenta con ese usuario."},
    )
    email = models.EmailField("correo", blank=True)
    is_active = models.BooleanField("activa", default=True)
    administra = models.BooleanField("administración del sistema", default=False)
    audita = models.BooleanField("consulta y auditoría", default=False)
    archiva = models.BooleanField("archivo", default=False, db_default=False)
    alta_direccion = models.BooleanField("Alta Dirección", default=False, db_default=False)
    date_joined = models.DateTimeField("creada el", default=timezone.now, editable=False)

    objects = UsuarioManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email"]

    class Meta:
        verbose_name = "cuenta"
        ordering = ["username"]
        # People enter with either, and nobody remembers how the capital letters were.
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="usuario_unico_sin_mayusculas",
                violation_error_message="Ya existe una cuenta con ese usuario.",
            ),
            models.UniqueConstraint(
                fields=["email"],
                condition=~models.Q(email=""),
                name="usuario_correo_unico",
                violation_error_message="Otra cuenta ya tiene ese correo.",
            ),
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="usuario_correo_en_minusculas",
                violation_error_message="Escriba el correo en minúsculas.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    @property
    def is_staff(self) -> bool:
        """Django's name for «may enter the admin»."""
        return self.administra

    @property
    def is_superuser(self) -> bool:
        return self.administra

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """The admin's question: master data belongs to the administrator alone."""
        return self.is_active and self.administra

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and self.administra

    def get_full_name(self) -> str:
        """Given names and surnames, or nothing for an account without a person."""
        persona = self.persona_o_nada
        return persona.nombre_completo if persona else ""

    def get_short_name(self) -> str:
        persona = self.persona_o_nada
        return persona.nombres.split()[0] if persona and persona.nombres else self.username

    @cached_property
    def persona_o_nada(self) -> Any:
        """The Persona of this account or None; one query, remembered."""
        return getattr(self, "persona", None)

    @cached_property
    def designaciones_hoy(self) -> "list[Designacion]":
        """What this person holds today, titular first; one query, remembered for the request."""
        return self.designaciones_en(timezone.localdate())

    def designaciones_en(self, dia: date) -> "list[Designacion]":
        """Designaciones in force on `dia`, titular kinds before encargos and suplencias."""
        persona = self.persona_o_nada
        if persona is None:
            return []
        vigentes = _vigentes(persona.designaciones.model)(persona.pk, dia)
        for designacion in vigentes:
            designacion.persona = persona
        return sorted(vigentes, key=lambda d: (not d.es_titular, d.posicion.nro_orden))

    @cached_property
    def perfiles(self) -> frozenset[Perfil]:
        """Perfiles of today: from the posts held, plus those granted to the account."""
        perfiles = {
            PERFIL_DE_CARGO[d.posicion.cargo.clave]
            for d in self.designaciones_hoy
            if d.posicion.cargo.clave in PERFIL_DE_CARGO
        }
        if self.administra:
            perfiles.add(Perfil.ADMINISTRACION)
        if self.audita:
            perfiles.add(Perfil.AUDITORIA)
        if self.archiva:
            perfiles.add(Perfil.ARCHIVO)
        if self.alta_direccion:
            perfiles.add(Perfil.ALTA_DIRECCION)
        return frozenset(perfiles)

    @cached_property
    def permisos(self) -> frozenset[Permiso]:
        """What this account may do today; templates ask `"x" in user.permisos`."""
        return permisos_de(self.perfiles)

    def puede(self, permiso: Permiso | str) -> bool:
        """Whether a view with that label runs for this account today."""
        return self.is_active and permiso in self.permisos

    @cached_property
    def designacion_principal(self) -> "Designacion | None":
        """The post in whose name this person acts when nothing else is said."""
        return self.designaciones_hoy[0] if self.designaciones_hoy else None

    def actuando_desde(self, posicion_id: int | None) -> "Usuario":
        """This person in the capacity of that post, one of those held today; itself if it is not.

        What is written with it says «por encargo» when the post is held by encargo.
        """
        suyas = (d for d in self.designaciones_hoy if d.posicion_id == posicion_id)
        return self._en_calidad_de(next(suyas, None))

    def actuando_con(self, permiso: Permiso) -> "Usuario":
        """This person in the capacity that gives `permiso`: the principal post if it does."""
        suyas = (d for d in self.designaciones_hoy if permiso in _permisos_del_cargo(d))
        return self._en_calidad_de(next(suyas, None))

    def _en_calidad_de(self, designacion: "Designacion | None") -> "Usuario":
        if designacion is None or designacion == self.designacion_principal:
            return self
        otro = copy(self)
        otro.designacion_principal = designacion
        return otro

    @property
    def calidad(self) -> str:
        """The capacity in which acts are done, e.g. «067 Jefe/a, por encargo de funciones»."""
        d = self.designacion_principal
        if d is not None:
            return d.en_calidad_de
        if self.archiva:
            return "archivo"
        if self.alta_direccion:
            return "Alta Dirección"
        if self.administra:
            return "administración del sistema"
        return "auditoría" if self.audita else "sin cargo"
