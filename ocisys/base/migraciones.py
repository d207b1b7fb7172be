"""Operations for the initial migrations: many models, and the triggers of many, in one step.

`CreateModel` and `pgtrigger.migrations.AddTrigger` render the state of every related model again
for each model and each trigger; with hundreds of them a new office waited a minute for its first
page, and each run of the tests for its database. Later migrations, of one or two, use both as
makemigrations writes them.
"""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


def juntar(operaciones: Sequence[Operation]) -> list[Operation]:
    """The same operations with each run of consecutive CreateModel as one CrearModelos."""
    juntas: list[Operation] = []
    for operacion in operaciones:
        if not isinstance(operacion, CreateModel):
            juntas.append(operacion)
        elif juntas and isinstance(juntas[-1], CrearModelos):
            juntas[-1].modelos.append(operacion)
        else:
            juntas.append(CrearModelos([operacion]))
    return juntas


class CrearModelos(Operation):
    """What those CreateModel do, one after another, with the models rendered once."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, modelos: Sequence[CreateModel]) -> None:
        self.modelos = list(modelos)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Add them to a state that nobody has rendered: rendered, it would render at each."""
        state.__dict__.pop("apps", None)
        for modelo in self.modelos:
            modelo.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for modelo in self.modelos:
            modelo.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for modelo in reversed(self.modelos):
            modelo.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Create {len(self.modelos)} models"

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.modelos], {}


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
