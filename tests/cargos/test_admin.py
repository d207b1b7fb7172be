"""The admin: who enters, what is there, accounts opened by invitation and closed at once."""

import pytest
from axes.models import AccessAttempt
from django.apps import apps
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.test import Client
from django_tasks_db.models import DBTaskResult

from cargos.acciones import acceso
from cargos.models import Designacion, Persona, UnidadOrganica, UnidadVersion, Usuario
from cargos.models.acto import Acto
from ocisys.base.models import DatoMaestro
from ocisys.base.reglas import ReglaIncumplida
from tests import fabrica

CUENTAS = "/admin/cargos/usuario/"


@pytest.fixture
def navegador(como, administracion):
    return como(administracion)


def accion(navegador, nombre, *cuentas):
    datos = {"action": nombre, "_selected_action": [c.pk for c in cuentas]}
    respuesta = navegador.post(CUENTAS, datos, follow=True)
    assert respuesta.status_code == 200
    return respuesta.content.decode()


# --- Who enters -------------------------------------------------------------------------------


def test_quien_no_ha_entrado_va_al_ingreso_de_la_casa(client, db):
    respuesta = client.get("/admin/cargos/persona/", follow=True)
    assert respuesta.redirect_chain[-1][0] == "/entrar/?next=/admin/cargos/persona/"


@pytest.mark.parametrize("quien", ["jefatura", "secretaria", "auditoria"])
@pytest.mark.parametrize("ruta", ["/admin/", "/admin/login/", CUENTAS])
def test_quien_no_administra_recibe_403_y_no_otro_ingreso(request, como, quien, ruta):
    assert como(request.getfixturevalue(quien)).get(ruta).status_code == 403


def test_en_el_admin_no_hay_otro_ingreso_ni_otra_forma_de_cambiar_la_clave(navegador):
    assert navegador.get("/admin/login/").url == "/admin/"
    assert navegador.get("/admin/password_change/").url == "/cuenta/clave/"
    assert Client().post("/admin/login/", {"username": "x", "password": "y"}).status_code == 302


# --- What is there ----------------------------------------------------------------------------


@pytest.mark.ignore_template_errors
def test_todas_sus_paginas_abren_sin_script_ni_estilo_en_linea(navegador):
    fabrica.persona()
    paginas = ["/admin/"]
    for modelo, del_admin in admin.site._registry.items():
        base = f"/admin/{modelo._meta.app_label}/{modelo._meta.model_name}/"
        paginas.append(base)
        paginas += [f"{base}{fila.pk}/change/" for fila in modelo._default_manager.all()[:1]]
        if del_admin.has_add_permission(navegador.get("/admin/").wsgi_request):
            paginas.append(f"{base}add/")
    for ruta in paginas:
        respuesta = navegador.get(ruta)
        assert respuesta.status_code == 200, ruta
        pagina = respuesta.content.decode()
        for prohibido in ("<style", " style=", " onclick=", "<script>"):
            assert prohibido not in pagina, (ruta, prohibido)


def test_ningun_acto_oficial_se_hace_en_el_admin():
    registrados = set(admin.site._registry)
    assert Designacion not in registrados
    assert not [m for m in registrados if issubclass(m, Acto)]
    de_tramite = [m for m in registrados if m._meta.app_label == "tramite"]
    # What documents are made with, not documents.
    assert [m for m in de_tramite if not issubclass(m, DatoMaestro)] == []


def test_todo_dato_maestro_se_mantiene_en_el_admin():
    en_fila = {i.model for a in admin.site._registry.values() for i in a.inlines}
    maestros = {m for m in apps.get_models() if issubclass(m, DatoMaestro)}
    assert maestros - set(admin.site._registry) - en_fila == set()


def test_las_tablas_de_los_paquetes_no_son_datos_maestros():
    casa = {"base", "cargos", "convenios", "tramite"}
    assert {m._meta.app_label for m in admin.site._registry} <= casa


@pytest.mark.parametrize("modelo", [Usuario, Persona, UnidadOrganica])
def test_lo_que_otros_documentos_citan_no_se_borra(navegador, rf, modelo):
    assert not admin.site.get_model_admin(modelo).has_delete_permission(rf.get("/"))


@pytest.mark.ignore_template_errors
@pytest.mark.parametrize("modelo", ["usuario", "persona", "unidadorganica"])
def test_las_listas_no_hacen_mas_consultas_con_mas_filas(navegador, consultas, modelo):
    ruta = f"/admin/cargos/{modelo}/"

    def sembrar(n):
        for i in range(n):
            fabrica.persona(usuario=fabrica.usuario())
            UnidadOrganica.objects.create(codigo=f"unidad-{n}-{i}")

    sembrar(1)
    con_una = consultas(navegador, ruta)
    sembrar(10)
    assert consultas(navegador, ruta) == con_una


# --- Accounts ---------------------------------------------------------------------------------


@pytest.mark.ignore_template_errors
def test_sin_servidor_de_correo_la_invitacion_se_muestra_una_vez(navegador):
    persona = fabrica.persona()
    datos = {"username": "rquispe", "email": "R.Quispe@oficina.example", "persona": persona.pk}
    pagina = navegador.post(f"{CUENTAS}add/", datos, follow=True).content.decode()
    cuenta = Usuario.objects.get(username="rquispe")
    assert not cuenta.has_usable_password()
    assert cuenta.persona == persona
    assert cuenta.email == "r.quispe@oficina.example"
    assert "/cuenta/clave/nueva/" in pagina
    assert "/cuenta/clave/nueva/" not in navegador.get(CUENTAS).content.decode()
    enlace = pagina.partition("http://testserver")[2].split("<")[0].strip()
    formulario = Client().get(enlace, follow=True)
    assert "Fijar contraseña" in formulario.content.decode()


@pytest.mark.ignore_template_errors
def test_con_servidor_de_correo_la_invitacion_va_por_correo_y_nadie_mas_la_ve(navegador, settings):
    settings.OCISYS_CORREO = True
    datos = {"username": "rquispe", "email": "r.quispe@oficina.example"}
    pagina = navegador.post(f"{CUENTAS}add/", datos, follow=True).content.decode()
    assert "/cuenta/clave/nueva/" not in pagina
    kwargs = DBTaskResult.objects.get().args_kwargs["kwargs"]
    assert kwargs == {"usuario": Usuario.objects.get(username="rquispe").pk, "invitacion": True}


@pytest.mark.ignore_template_errors
@pytest.mark.parametrize(
    ("campo", "valor", "frase"),
    [
        ("username", "RQUISPE", "Ya existe una cuenta con ese usuario."),
        ("email", "R.QUISPE@oficina.example", "Otra cuenta ya tiene ese correo."),
        ("username", "con espacios", "nombre de usuario válido"),
        ("username", "x" * 10_000, "60 caracteres"),
        ("email", "\x00", "nulos"),
    ],
)
def test_una_cuenta_repetida_o_mal_escrita_se_dice_junto_al_campo(navegador, campo, valor, frase):
    fabrica.usuario(username="rquispe", email="r.quispe@oficina.example")
    datos = {"username": "otra", "email": "otra@oficina.example"} | {campo: valor}
    assert frase in navegador.post(f"{CUENTAS}add/", datos).content.decode()


@pytest.mark.ignore_template_errors
def test_al_desactivar_una_cuenta_sus_sesiones_se_cierran(navegador):
    cuenta = fabrica.usuario(username="rquispe")
    suyo = Client()
    suyo.post("/entrar/", {"login": "rquispe", "password": fabrica.CLAVE})
    navegador.post(f"{CUENTAS}{cuenta.pk}/change/", {"username": "rquispe", "email": cuenta.email})
    cuenta.refresh_from_db()
    assert not cuenta.is_active
    assert suyo.get("/cuenta/sesiones/").status_code == 302


@pytest.mark.ignore_template_errors
@pytest.mark.parametrize("deja", ["is_active", "administra"])
def test_quien_administra_solo_no_puede_dejarlo(navegador, administracion, deja):
    datos = {"username": administracion.username, "is_active": "on", "administra": "on"}
    del datos[deja]
    respuesta = navegador.post(f"{CUENTAS}{administracion.pk}/change/", datos)
    assert "Nadie más administra el sistema" in respuesta.content.decode()
    administracion.refresh_from_db()
    assert administracion.administra
    assert administracion.is_active


def test_la_regla_vale_tambien_fuera_del_formulario(administracion):
    administracion.administra = False
    with pytest.raises(ReglaIncumplida, match="Nadie más administra"):
        acceso.guardar_cuenta(administracion)
    otra = fabrica.usuario(administra=True)
    acceso.guardar_cuenta(administracion)
    assert list(Usuario.objects.filter(administra=True)) == [otra]


@pytest.mark.ignore_template_errors
def test_se_desbloquea_se_cierra_y_se_vuelve_a_invitar_desde_la_lista(navegador):
    cuenta = fabrica.usuario(username="rquispe")
    for _ in range(5):
        Client().post("/entrar/", {"login": "rquispe", "password": "otra"})
    assert AccessAttempt.objects.exists()
    assert "intentos fallidos: 1." in accion(navegador, "desbloquear", cuenta)
    assert not AccessAttempt.objects.exists()
    suyo = Client()
    suyo.post("/entrar/", {"login": "rquispe", "password": fabrica.CLAVE})
    assert "Sesiones cerradas: 1." in accion(navegador, "cerrar_sesiones", cuenta)
    assert suyo.get("/cuenta/sesiones/").status_code == 302
    assert "/cuenta/clave/nueva/" in accion(navegador, "invitar", cuenta)
    assert "contraseña: 0." in accion(navegador, "quitar_segundo_factor", cuenta)


# --- Units ------------------------------------------------------------------------------------


@pytest.mark.ignore_template_errors
def test_la_version_de_una_unidad_se_escribe_con_su_primer_y_su_ultimo_dia(navegador):
    datos = {
        "codigo": "unidad-de-prueba",
        "versiones-TOTAL_FORMS": 1,
        "versiones-INITIAL_FORMS": 0,
        "versiones-0-denominacion": "Unidad de prueba",
        "versiones-0-tipo": "otro",
        "versiones-0-desde": "01/03/2020",
        "versiones-0-hasta": "31/12/2024",
    }
    assert navegador.post("/admin/cargos/unidadorganica/add/", datos).status_code == 302
    vigencia = UnidadVersion.objects.get(unidad__codigo="unidad-de-prueba").vigencia
    assert (f"{vigencia.lower}", f"{vigencia.upper}") == ("2020-03-01", "2025-01-01")
    al_reves = datos | {"codigo": "otra", "versiones-0-hasta": "01/01/2019"}
    respuesta = navegador.post("/admin/cargos/unidadorganica/add/", al_reves)
    assert "Es anterior al primer día." in respuesta.content.decode()


@pytest.mark.parametrize("campos", [{"username": "RQUISPE"}, {"email": "r.quispe@oficina.example"}])
def test_dos_cuentas_no_se_confunden_por_las_mayusculas(db, campos):
    fabrica.usuario(username="rquispe", email="r.quispe@oficina.example")
    nueva = Usuario(**({"username": "otra", "email": "otra@oficina.example"} | campos))
    with pytest.raises(ValidationError):
        nueva.full_clean(exclude=["password"])
