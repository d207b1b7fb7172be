"""Accounts: opened with an invitation, closed, unlocked. Passwords are never typed here."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from cargos.acciones import acceso
from cargos.forms.cuenta import AbrirCuentaForm, CuentaForm
from cargos.models import Usuario
from cargos.tareas import enviar_enlace_de_clave


@admin.register(Usuario)
class CuentaAdmin(admin.ModelAdmin):
    """What an account may do follows from the person's posts; here, the perfiles without."""

    list_display = ("username", "nombre", "email", "perfil", "is_active", "ultimo")
    list_filter = ("is_active", "administra", "audita", "archiva", "alta_direccion")
    list_select_related = ("persona",)
    search_fields = ("username", "email", "persona__nombres", "persona__apellido_paterno")
    ordering = ("username",)
    actions = ("invitar", "desbloquear", "cerrar_sesiones", "quitar_segundo_factor")

    @admin.display(description="persona")
    def nombre(self, cuenta: Usuario) -> str:
        return cuenta.get_full_name()

    @admin.display(description="perfil sin cargo")
    def perfil(self, cuenta: Usuario) -> str:
        perfiles = {
            "administración": cuenta.administra,
            "auditoría": cuenta.audita,
            "archivo": cuenta.archiva,
            "Alta Dirección": cuenta.alta_direccion,
        }
        return ", ".join(nombre for nombre, lo_tiene in perfiles.items() if lo_tiene)

    @admin.display(description="último ingreso", ordering="last_login")
    def ultimo(self, cuenta: Usuario) -> Any:
        return cuenta.last_login

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        return super().get_form(
            request, obj, change, form=CuentaForm if obj else AbrirCuentaForm, **kwargs
        )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The acts of an account cite it for ever: it is deactivated."""
        return False

    def save_model(self, request: HttpRequest, obj: Usuario, form: Any, change: bool) -> None:
        if change:
            acceso.guardar_cuenta(obj)
            return
        acceso.abrir_cuenta(obj, persona=form.cleaned_data["persona"])
        self._invitar(request, obj)

    @admin.action(description="Enviar enlace para fijar la contraseña")
    def invitar(self, request: HttpRequest, cuentas: QuerySet[Usuario]) -> None:
        for cuenta in cuentas.filter(is_active=True):
            self._invitar(request, cuenta)

    @admin.action(description="Desbloquear el ingreso")
    def desbloquear(self, request: HttpRequest, cuentas: QuerySet[Usuario]) -> None:
        n = sum(acceso.desbloquear(cuenta) for cuenta in cuentas)
        self.message_user(request, f"Cuentas que estaban bloqueadas o con intentos fallidos: {n}.")

    @admin.action(description="Cerrar sus sesiones")
    def cerrar_sesiones(self, request: HttpRequest, cuentas: QuerySet[Usuario]) -> None:
        n = sum(acceso.cerrar_sesiones(cuenta) for cuenta in cuentas)
        self.message_user(request, f"Sesiones cerradas: {n}.")

    @admin.action(description="Quitar la verificación en dos pasos (perdió el teléfono)")
    def quitar_segundo_factor(self, request: HttpRequest, cuentas: QuerySet[Usuario]) -> None:
        n = sum(acceso.quitar_segundo_factor(cuenta) for cuenta in cuentas)
        self.message_user(request, f"Cuentas que entran otra vez sólo con su contraseña: {n}.")

    def _invitar(self, request: HttpRequest, cuenta: Usuario) -> None:
        """Mail the link; without a mail server it is shown here, once, to be handed over."""
        if settings.OCISYS_CORREO and cuenta.email:
            enviar_enlace_de_clave.enqueue(usuario=cuenta.pk, invitacion=True)
            aviso = f"Se envía a {cuenta.email} el enlace para fijar la contraseña."
        else:
            enlace = request.build_absolute_uri(acceso.enlace_de_clave(cuenta))
            aviso = (
                f"Entregue este enlace a {cuenta.username}; sirve una vez y no se mostrará "
                f"de nuevo: {enlace}"
            )
        self.message_user(request, aviso, messages.SUCCESS)
