"""What the page of sessions says of each device."""

from django import template

register = template.Library()

# The order matters: every browser also names the ones it imitates, and every telephone, Linux.
_NAVEGADORES = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox/": "Firefox",
    "FxiOS": "Firefox",
    "Chrome/": "Chrome",
    "CriOS": "Chrome",
    "Safari/": "Safari",
}
_SISTEMAS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS": "Mac",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


@register.filter
def equipo(user_agent: str) -> str:
    """`Mozilla/5.0 (Windows NT 10.0 …) … Firefox/140.0` → `Firefox en Windows`."""
    navegador = _primero(_NAVEGADORES, user_agent)
    sistema = _primero(_SISTEMAS, user_agent)
    return " en ".join(filter(None, (navegador, sistema))) or "Equipo sin identificar"


def _primero(nombres: dict[str, str], user_agent: str) -> str:
    return next((nombre for marca, nombre in nombres.items() if marca in user_agent), "")
