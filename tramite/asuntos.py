"""The subject of a paper, read from its own text: «ASUNTO: …» up to the next heading."""

import re

LARGO = 1000
_ASUNTO = re.compile(
    r"^[ \t]*(?:asunto|sumilla|materia)[ \t]*[:.\-–]+[ \t]*(?P<texto>\S.*?)"
    # An empty line, or the next heading of the letter, ends it.
    r"(?=\n[ \t]*\n"
    r"|\n[ \t]*(?:ref(?:erencia)?s?|fecha|atenci[oó]n|presente|a|de|lima)\b[ \t]*[.:,\-–]"
    r"|\n[ \t]*(?:tengo el agrado|es grato|me dirijo|mediante)|\Z)",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)


def asunto_en(texto: str) -> str:
    """What a letter says its subject is, on one line; "" when it does not say."""
    hallado = _ASUNTO.search(texto[:6000])
    if hallado is None:
        return ""
    limpio = " ".join(hallado["texto"].split()).strip(" .:-–")
    return limpio if len(limpio) <= LARGO // 2 else ""
