"""The environment of the tests, set before Django reads its settings (pytest: -p tests.entorno).

What the machine already says wins: DATABASE_URL runs the suite on another server.
"""

import os
from pathlib import Path

_VAR = Path(__file__).resolve().parent.parent / "var" / "pruebas"

os.environ.setdefault("SECRET_KEY", "solo-para-las-pruebas-" + "x" * 40)
# A cluster and files of their own: no test can touch the office's.
os.environ.setdefault("OCISYS_VAR", str(_VAR))
# Nothing in it is worth waiting for the disk.
os.environ.setdefault("OCISYS_PG_DESECHABLE", "1")
