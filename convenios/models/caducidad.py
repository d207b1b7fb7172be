"""The trigger that throws away the photographs of a convenio whose figures may have changed.

It stands in the database and not in the acciones so that nothing that writes (an acción, an import,
the admin, a correction by SQL) can leave an old figure on the dashboard.
"""

import pgtrigger

_TODA_ESCRITURA = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete


def caduca_foto(
    convenio: str = "COALESCE(NEW.convenio_id, OLD.convenio_id)",
    *,
    operation: pgtrigger.core.Operation | pgtrigger.core.Operations = _TODA_ESCRITURA,
) -> pgtrigger.Trigger:
    """A trigger that drops the fotos of the convenio that the SQL expression `convenio` names.

    `convenios_foto_caduca` (migration of `FotoConvenio`) also waits for whoever is taking one.
    """
    return pgtrigger.Trigger(
        name="caduca_foto",
        when=pgtrigger.After,
        operation=operation,
        func=f"PERFORM convenios_foto_caduca({convenio}); RETURN NULL;",
    )
