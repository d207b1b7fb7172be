"""One operation for the initial migrations: the triggers of many models in one step.

`pgtrigger.migrations.AddTrigger` renders the state of every related model again for each trigger;
with two hundred of them a new office waited a minute for its first page. Later migrations, of one
or two triggers, use AddTrigger as makemigrations writes it.
"""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


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
