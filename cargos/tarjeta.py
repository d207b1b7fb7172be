"""A person as a vCard 3.0, the version that every address book reads."""

from collections.abc import Iterable

from cargos.models import Persona


def tarjeta(persona: Persona, cargos: Iterable[str], organizacion: str) -> str:
    """vCard text of what the directory shows: names, posts held, mail, telephone; never the DNI."""
    import vobject  # heavy

    vcard = vobject.vCard()
    vcard.add("n").value = vobject.vcard.Name(family=persona.apellidos, given=persona.nombres)
    vcard.add("fn").value = persona.nombre_completo
    vcard.add("org").value = [organizacion]
    for denominacion in cargos:
        vcard.add("title").value = denominacion
    if persona.email_institucional:
        correo = vcard.add("email")
        correo.value, correo.type_param = persona.email_institucional, "INTERNET"
    if persona.telefono:
        telefono = vcard.add("tel")
        anexo = f" anexo {persona.anexo}" if persona.anexo else ""
        telefono.value, telefono.type_param = f"{persona.telefono}{anexo}", "WORK"
    return str(vcard.serialize())
