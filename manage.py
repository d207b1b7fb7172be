#!/usr/bin/env python3
"""ocisys from the command line: `python3 manage.py iniciar`, `python3 manage.py probar`.

Plain ASCII and old syntax on purpose: an old Python must get as far as the sentence that
refuses it. Everything else is in ocisys/arranque/.
"""

# ruff: noqa: UP031, UP036 (for the same reason)
import os
import sys


def main() -> None:
    """Refuse what cannot work and hand over."""
    if sys.version_info < (3, 11):
        sys.exit(
            "ocisys necesita Python 3.11 o posterior y este es Python %d.%d: "
            "repita la orden con otro, por ejemplo python3.11 manage.py." % sys.version_info[:2]
        )
    if os.name != "posix":
        sys.exit("ocisys se ejecuta en Linux o macOS; en Windows, dentro de WSL.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ocisys.settings")
    # Here and not above: its syntax is today's.
    from ocisys.arranque.orden import principal

    sys.exit(principal(sys.argv))


if __name__ == "__main__":
    main()
