"""The pages that are looked at in a browser; a new page is one line here."""

from dataclasses import dataclass, field

from django.urls import reverse


@dataclass(frozen=True)
class Pagina:
    """A page by URL name, and the post of the person who looks at it ("" = nobody logged in)."""

    nombre: str
    cargo: str = "067"
    argumentos: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return reverse(self.nombre, kwargs=self.argumentos)

    def __str__(self) -> str:
        return "-".join([self.nombre, *self.argumentos.values(), self.cargo])


PAGINAS = [
    Pagina("account_login", ""),
    Pagina("account_reset_password", ""),
    Pagina("account_change_password", "071"),
    Pagina("mfa_index", "071"),
    Pagina("usersessions_list", "071"),
    Pagina("avisos", "071"),
    Pagina("panel", "067"),
    Pagina("panel", "071"),
    Pagina("cargos:cap"),
    Pagina("cargos:ficha", "067", {"clave": "067"}),
    Pagina("cargos:organigrama"),
    Pagina("cargos:directorio"),
    Pagina("cargos:funciones"),
    Pagina("cargos:funcion", "067", {"clave": "071-01"}),
    Pagina("cargos:mof"),
    Pagina("cargos:mof_version", "067", {"version": 1}),
    Pagina("cargos:mi_puesto", "071"),
    Pagina("cargos:designaciones"),
    Pagina("cargos:designar"),
    Pagina("cargos:encargos"),
    Pagina("cargos:encargar"),
    Pagina("tramite:bandeja", "071"),
    Pagina("tramite:registrar", "071"),
    Pagina("tramite:expedientes", "071"),
    Pagina("convenios:lista"),
    Pagina("convenios:convenio_nuevo"),
    Pagina("convenios:tablero"),
    Pagina("convenios:compromisos"),
    Pagina("convenios:organizaciones"),
    Pagina("convenios:organizacion_nueva"),
]
