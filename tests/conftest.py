"""The people of the office, logged in; and how many queries a page makes."""

import gc
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from io import StringIO

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from cargos.models import Usuario
from ocisys.base import molde
from ocisys.base.models import ReglaPlazo
from ocisys.base.preparacion import CARGAS
from ocisys.base.sesiones import SessionStore
from tests import fabrica


@pytest.fixture(scope="session", autouse=True)
def _de_prueba(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Cheap password hashes, files of their own, no manifest."""
    almacen = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        MEDIA_ROOT=tmp_path_factory.mktemp("archivos"),
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        STORAGES=settings.STORAGES | {"staticfiles": almacen},
    ):
        yield


_ABRIR: list[Callable[[], AbstractContextManager[None]]] = []
"""How to reach the database between two tests, once it exists."""


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Before the database is made: the collector would go through each state of the models."""
    gc.disable()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: object) -> None:
    """The product's own data is there as after `iniciar`: rules, MOF and catalogues.

    Modules about loading it, or that count every row, are marked `vacia`.
    """
    gc.collect()
    gc.freeze()  # what is here stays to the end: no collection looks at it again
    gc.enable()
    _ABRIR.append(django_db_blocker.unblock)  # type: ignore[attr-defined]
    _dejar(vacia=False)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before each test, outside its transaction: tests on real transactions empty the tables."""
    if _ABRIR:
        _dejar(vacia=item.get_closest_marker("vacia") is not None)


def _dejar(*, vacia: bool) -> None:
    with _ABRIR[0]():
        if ReglaPlazo.objects.exists() is not vacia:
            return
        if vacia:
            fabrica.vaciar()
            return
        for carga in CARGAS:
            call_command(carga, verbosity=0, stdout=StringIO())


@pytest.fixture(autouse=True)
def _sin_paginas_de_otra() -> None:
    """No page kept from another test."""
    molde.olvidar()


@pytest.fixture(scope="module")
def modulo(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    """What a fixture of a module writes is there for all its tests, and gone after the last.

    Each test has its own savepoint inside: what it changes, no other sees.
    """
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        yield
        transaction.set_rollback(True)


@pytest.fixture
def jefatura(db: None) -> Usuario:
    return fabrica.usuario(cargo="067")


@pytest.fixture
def especialista(db: None) -> Usuario:
    return fabrica.usuario(cargo="068")


@pytest.fixture
def especialista_rs(db: None) -> Usuario:
    return fabrica.usuario(cargo="069")


@pytest.fixture
def especialista_ai(db: None) -> Usuario:
    return fabrica.usuario(cargo="070")


@pytest.fixture
def secretaria(db: None) -> Usuario:
    return fabrica.usuario(cargo="071")


@pytest.fixture
def administracion(db: None) -> Usuario:
    fabrica.mof()
    return fabrica.usuario(administra=True)


@pytest.fixture
def auditoria(db: None) -> Usuario:
    fabrica.mof()
    return fabrica.usuario(audita=True)


@pytest.fixture
def como() -> Callable[[Usuario], Client]:
    """`como(secretaria).get(…)`: a browser in which that person has logged in.

    With the session alone: what entering does besides is for the tests about entering.
    """

    def entrar(usuario: Usuario) -> Client:
        sesion = SessionStore()
        sesion[SESSION_KEY] = str(usuario.pk)
        sesion[BACKEND_SESSION_KEY] = "cargos.autenticacion.Autenticacion"
        sesion[HASH_SESSION_KEY] = usuario.get_session_auth_hash()
        sesion.save()
        cliente = Client()
        cliente.cookies[settings.SESSION_COOKIE_NAME] = sesion.session_key
        return cliente

    return entrar


@pytest.fixture
def consultas(db: None) -> Callable[[Client, str], int]:
    """Number of SQL statements of a GET, which must answer 200."""

    def contar(cliente: Client, url: str) -> int:
        with CaptureQueriesContext(connection) as capturadas:
            assert cliente.get(url).status_code == 200
        return len(capturadas)

    return contar
