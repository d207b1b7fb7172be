"""Operations for migrations that make much: many models, and what is added to them, in one step.

`CreateModel`, `AddConstraint`, `pgtrigger.migrations.AddTrigger` and what takes them away render
the state of every related model again, each of them; with hundreds a new office waited a minute for
its first page, and each run of the tests for its database. A migration of one or two uses them as
makemigrations writes them.
"""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import (
    AddConstraint,
    AddField,
    AddIndex,
    AlterField,
    CreateModel,
    RemoveConstraint,
)
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger

# A model made with its constraints already in the state would get them twice: never in one run.
CLASES = (
    (RemoveConstraint, RemoveTrigger),
    (CreateModel,),
    (AddField, AlterField),
    (AddConstraint, AddIndex, AddTrigger),
)


def juntar(operaciones: Sequence[Operation]) -> list[Operation]:
    """The same operations, those of each of CLASES together as one Juntas, in the order of CLASES.

    What is of no class (SQL, data, fields taken away) keeps its place, and nothing crosses it. Of
    the fields, each appears once: they are all taken from the state at the end.
    """
    juntas: list[Operation] = []
    for con_clase, tramo in groupby(operaciones, key=lambda o: _clase(o) is not None):
        if not con_clase:
            juntas += tramo
            continue
        en_orden = sorted(tramo, key=_clase)  # type: ignore[arg-type]
        juntas += [Juntas(list(iguales)) for _, iguales in groupby(en_orden, key=_clase)]
    return juntas


def _clase(operacion: Operation) -> int | None:
    """Place in CLASES, or None."""
    return next((i for i, clase in enumerate(CLASES) if isinstance(operacion, clase)), None)


@contextmanager
def sin_recolector() -> Iterator[None]:
    """Without Python's garbage collector, which goes through every rendered model once and again:
    a third of what the migrations of a new database take."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class Juntas(Operation):
    """What those operations do, one after another, with the models rendered once."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, operaciones: Sequence[Operation]) -> None:
        self.operaciones = list(operaciones)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change a state that nobody has rendered: rendered, it would render at each."""
        state.__dict__.pop("apps", None)
        for operacion in self.operaciones:
            operacion.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for operacion in self.operaciones:
            operacion.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for operacion in reversed(self.operaciones):
            operacion.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "; ".join(operacion.describe() for operacion in self.operaciones)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.operaciones], {}


class InstalarDisparadores(Operation):
    """Create in the database the triggers that `options["triggers"]` of those models declare.

    `modelos`: names of models of the same app, created earlier in the same migration.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, modelos: Sequence[str]) -> None:
        self.modelos = list(modelos)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Nothing: each CreateModel already declares its own."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for disparador in self._disparadores(app_label, to_state):
            # Compiled SQL has no parameters; None keeps its per cent signs as they are.
            schema_editor.execute(disparador.install_sql, params=None)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for disparador in self._disparadores(app_label, to_state):
            schema_editor.execute(disparador.uninstall_sql, params=None)

    def describe(self) -> str:
        return f"Create the triggers of {len(self.modelos)} models"

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.modelos], {}

    def _disparadores(self, app_label: str, state: ProjectState) -> list[Any]:
        modelos = (state.models[app_label, nombre.lower()] for nombre in self.modelos)
        return [d for modelo in modelos for d in modelo.options.get("triggers", [])]
