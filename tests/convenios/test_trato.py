"""What is known of an organisation and spoken with it: profiles, people, conversations."""

from datetime import timedelta

import pytest
from django.db import InternalError, transaction
from django.utils import timezone

from convenios.models import Contacto, Interaccion, Organizacion, PerfilEmpresa
from ocisys.base.numeros import numero_con_control
from tests import fabrica_convenios as fabrica

FUENTE = {"naturaleza": "tecnica", "modalidades": ["capacitacion", "donaciones"], "interes": "4"}


def hoy_escrito(dias: int = 0) -> str:
    return f"{timezone.localdate() + timedelta(days=dias):%d/%m/%Y}"


def reunion(**cambios: str) -> dict[str, str]:
    datos = {"tipo": "reunion", "fecha": hoy_escrito(), "resumen": "Presentaron su programa 2027."}
    return datos | cambios


def test_una_organizacion_tiene_los_perfiles_que_le_tocan(como, especialista):
    ong = fabrica.organizacion(nombre="Puna Viva", clase="ongd", verificada_el=None)
    cliente, base = como(especialista), f"/convenios/organizaciones/{ong.pk}/perfiles"
    assert cliente.post(f"{base}/ong/", {"temas": "Niñez"}).status_code == 302
    assert cliente.post(f"{base}/fuente/", FUENTE).status_code == 302
    assert cliente.post(f"{base}/fuente/", FUENTE | {"interes": "5"}).status_code == 302
    ong = Organizacion.objects.get(pk=ong.pk)
    assert (ong.perfil_ong.temas, ong.perfil_fuente.interes) == ("Niñez", 5)
    assert ong.verificada_el == timezone.localdate()
    pagina = cliente.get(ong.get_absolute_url()).content.decode()
    assert "Capacitación, Donaciones" in pagina
    assert cliente.get(f"{base}/otro/").status_code == 404


@pytest.mark.parametrize(
    ("cambios", "campo"),
    [
        ({"monto_min": "50", "monto_max": "10", "moneda": "USD"}, "monto_max"),
        ({"monto_min": "50"}, "moneda"),
        ({"monto_min": "1" * 30, "moneda": "USD"}, "monto_min"),
        ({"moneda": "dólares"}, "moneda"),
        ({"interes": "6"}, "interes"),
        ({"modalidades": ["regalos"]}, "modalidades"),
        ({"temas": "x" * 401}, "temas"),
        ({"temas": "nulo\x00"}, "temas"),
        ({"areas_crs": "15180, mujer"}, "areas_crs"),
        ({"areas_crs": "15164"}, "areas_crs"),
        ({"ods": "18.1"}, "ods"),
        ({"meses": ["13"]}, "meses"),
        ({"ventana": "x" * 121}, "ventana"),
    ],
)
def test_el_perfil_de_una_fuente_no_admite(cambios, campo, como, especialista):
    fuente = fabrica.organizacion()
    url = f"/convenios/organizaciones/{fuente.pk}/perfiles/fuente/"
    respuesta = como(especialista).post(url, FUENTE | cambios)
    assert respuesta.status_code == 422
    assert campo in respuesta.context["form"].errors


def nombres(cliente, filtro: str) -> list[str]:
    pagina = cliente.get(f"/convenios/organizaciones/?{filtro}").context["pagina"]
    return [o.nombre for o in pagina]


def test_se_busca_que_fuentes_reciben_propuestas_en_un_mes(como, especialista):
    fuente, _otra = fabrica.organizacion(nombre="Fuente Lejana"), fabrica.organizacion()
    cliente = como(especialista)
    datos = FUENTE | {"meses": ["11", "3", "5", "4"], "ventana": "año por medio"}
    url = f"{fuente.get_absolute_url()}perfiles/fuente/"
    assert cliente.post(url, datos).status_code == 302
    dicho = "de marzo a mayo y noviembre (año por medio)"
    assert dicho in cliente.get(fuente.get_absolute_url()).content.decode()
    assert nombres(cliente, "recibe=4") == ["Fuente Lejana"]
    assert nombres(cliente, "recibe=6") == []
    assert "recibe" in cliente.get("/convenios/organizaciones/?recibe=x").context["filtro"].errors
    exportado = b"".join(cliente.get("/convenios/organizaciones/exportar.csv?recibe=4"))
    assert dicho in exportado.decode()


def test_una_empresa_opera_en_departamentos_o_en_todo_el_pais(como, especialista_rs):
    filas = {
        lugar: fabrica.organizacion(nombre=f"Empresa {lugar}", clase="empresa")
        for lugar in ("Junín, 15", "nacional", "Cusco")
    }
    cliente = como(especialista_rs)
    for lugar, fila in filas.items():
        url = f"{fila.get_absolute_url()}perfiles/empresa/"
        assert cliente.post(url, {"departamentos": lugar, "regiones": ""}).status_code == 302
        for malo in ("Atlantis", "150101"):
            respuesta = cliente.post(url, {"departamentos": malo})
            assert "departamentos" in respuesta.context["form"].errors
    assert nombres(cliente, "opera=15") == ["Empresa Junín, 15", "Empresa nacional"]
    assert nombres(cliente, "opera=08") == ["Empresa Cusco", "Empresa nacional"]
    assert "Junín, Lima" in cliente.get(filas["Junín, 15"].get_absolute_url()).content.decode()


def test_no_se_negocia_con_una_empresa_sin_saber_si_es_proveedora(como, especialista_rs):
    empresa = fabrica.organizacion(nombre="Textiles del Sur", clase="empresa")
    cliente, base = como(especialista_rs), f"/convenios/organizaciones/{empresa.pk}"
    ficha = {"nombre": "Textiles del Sur", "clase": "empresa", "pais": "PER"}
    negociar = ficha | {"estado": "negociacion"}
    assert cliente.post(f"{base}/editar-empresa/", negociar).status_code == 422
    cliente.post(f"{base}/perfiles/empresa/", {"es_proveedora": "unknown"})
    assert cliente.post(f"{base}/editar-empresa/", negociar).status_code == 422
    cliente.post(f"{base}/perfiles/empresa/", {"es_proveedora": "false"})
    assert cliente.post(f"{base}/editar-empresa/", negociar).status_code == 302


def test_lo_que_se_descarta_dice_por_que(como, especialista):
    fuente = fabrica.organizacion(nombre="Lejana")
    cliente, url = como(especialista), f"/convenios/organizaciones/{fuente.pk}/editar/"
    ficha = {"nombre": "Lejana", "clase": "fuente", "estado": "descartada", "pais": "ESP"}
    assert cliente.post(url, ficha).status_code == 422
    assert cliente.post(url, ficha | {"motivo_descarte": "Ya no coopera"}).status_code == 302
    assert "Ya no coopera" in cliente.get(fuente.get_absolute_url()).content.decode()


def test_un_contacto_dice_de_donde_consta_y_desde_cuando(como, especialista):
    fuente = fabrica.organizacion()
    cliente, url = como(especialista), f"/convenios/organizaciones/{fuente.pk}/contactos/nuevo/"
    datos = {"nombre": "Ana Ñaupari", "rol": "punto_focal", "correo": "ana@agencia.example"}
    assert "no tiene punto focal" in cliente.get(fuente.get_absolute_url()).content.decode()
    assert cliente.post(url, datos).status_code == 422
    al_reves = {"fuente": "su carta", "desde": "01/02/2026", "hasta": "01/01/2026"}
    assert cliente.post(url, datos | al_reves).status_code == 422
    assert cliente.post(url, datos | {"fuente": "su carta 12-2026"}).status_code == 302
    contacto = Contacto.objects.get()
    assert contacto.verificado_el == timezone.localdate()
    pagina = cliente.get(fuente.get_absolute_url()).content.decode()
    assert "su carta 12-2026" in pagina
    assert "no tiene punto focal" not in pagina
    editar = datos | {"fuente": "su carta", "hasta": hoy_escrito(-1)}
    assert cliente.post(f"/convenios/contactos/{contacto.pk}/editar/", editar).status_code == 302
    assert "Ya no está" in cliente.get(fuente.get_absolute_url()).content.decode()


def test_se_anota_lo_conversado_y_no_se_borra(como, especialista, especialista_rs):
    fuente = fabrica.organizacion(nombre="Agencia Aurora")
    url = f"/convenios/organizaciones/{fuente.pk}/interacciones/nueva/"
    cliente = como(especialista_rs)  # whoever spoke notes it, also with a fuente
    malas = [
        reunion(fecha=hoy_escrito(1)),
        reunion(resumen=""),
        reunion(siguiente_el=hoy_escrito(9)),
        reunion(resumen="x" * 4001),
    ]
    assert [cliente.post(url, mala).status_code for mala in malas] == [422] * 4
    buena = reunion(acuerdos="Enviarán bases", siguiente_paso="Llamar", siguiente_el=hoy_escrito(9))
    assert cliente.post(url, buena).status_code == 302
    fila = Interaccion.objects.get()
    assert (fila.por, fila.por_posicion.nro_orden) == (especialista_rs, "069")
    with pytest.raises(InternalError), transaction.atomic():
        Interaccion.objects.update(resumen="otra cosa")
    lista = cliente.get("/convenios/interacciones/?q=aurora").content.decode()
    assert "Enviarán bases" in lista
    rectificar = f"/convenios/interacciones/{fila.pk}/rectificar/"
    assert como(especialista).get(rectificar).status_code == 404  # not his own
    assert cliente.post(rectificar, reunion(resumen="Fue por teléfono.")).status_code == 302
    assert cliente.get(rectificar).status_code == 404
    ficha = cliente.get(fuente.get_absolute_url()).content.decode()
    assert "Fue por teléfono." in ficha
    assert "Enviarán bases" not in ficha
    assert Interaccion.objects.count() == 2


def test_se_exporta_exactamente_lo_que_se_ve(como, especialista):
    fuente = fabrica.organizacion(nombre="Agencia Boreal")
    empresa = fabrica.organizacion(nombre="Minera", clase="empresa")
    cliente = como(especialista)
    for org in (fuente, empresa):
        cliente.post(f"/convenios/organizaciones/{org.pk}/interacciones/nueva/", reunion())
    pagina = cliente.get("/convenios/interacciones/?clase=no_empresa")
    assert pagina.context["total"] == 1
    csv = b"".join(cliente.get("/convenios/interacciones/exportar.csv?clase=no_empresa"))
    assert b"Boreal" in csv
    assert b"Minera" not in csv
    assert cliente.get("/convenios/interacciones/exportar.xlsx").status_code == 200
    lista = b"".join(cliente.get("/convenios/organizaciones/exportar.csv?q=boreal"))
    assert timezone.localdate().isoformat().encode() in lista  # its last contact


def test_las_consultas_no_crecen_con_lo_conversado(como, especialista, consultas):
    fuente = fabrica.organizacion()
    cliente = como(especialista)
    alta = f"/convenios/organizaciones/{fuente.pk}/interacciones/nueva/"
    cliente.post(alta, reunion())
    urls = ("/convenios/interacciones/", fuente.get_absolute_url(), "/convenios/organizaciones/")
    antes = [consultas(cliente, url) for url in urls]
    for _ in range(6):
        cliente.post(alta, reunion())
        fabrica.organizacion()
    assert [consultas(cliente, url) for url in urls] == antes


def test_el_directorio_no_difunde_el_correo_de_quien_no_consintio(como, especialista):
    fuente = fabrica.organizacion(nombre="Agencia Boreal")
    cliente, url = como(especialista), f"/convenios/organizaciones/{fuente.pk}/contactos/nuevo/"

    def enviar(quien: str, **dicho: str) -> int:
        ficha = {"nombre": quien, "rol": "punto_focal", "fuente": "su carta"}
        ficha |= {"correo": f"{quien.lower()}@agencia.example", "telefono": f"9-{quien}"}
        return cliente.post(url, ficha | dicho).status_code

    hoy = hoy_escrito()
    assert enviar("Ana", consentimiento="true", consentimiento_el=hoy) == 302
    assert enviar("Beto", consentimiento="false", consentimiento_el=hoy) == 302
    assert enviar("Caro", consentimiento="unknown") == 302
    assert enviar("Dora", consentimiento="true") == 422  # when?
    assert enviar("Dora", consentimiento="unknown", consentimiento_el=hoy) == 422  # what?
    assert enviar("Dora", consentimiento="true", consentimiento_el=hoy_escrito(1)) == 422
    assert "No consiente que se difundan" in cliente.get(fuente.get_absolute_url()).content.decode()
    csv = cliente.get("/convenios/contactos/exportar.csv").getvalue().decode()
    assert [q in csv for q in ("Ana", "Beto", "Caro")] == [True] * 3
    assert "ana@agencia.example" in csv
    assert "9-Ana" in csv
    for callado in ("beto@", "9-Beto", "caro@", "9-Caro"):
        assert callado not in csv
    vacio = cliente.get("/convenios/contactos/exportar.csv?clase=empresa").getvalue().decode()
    assert "Ana" not in vacio


def test_una_fuente_dice_que_financia_en_los_vocabularios_en_que_se_declara(como, especialista):
    fuente = fabrica.organizacion()
    cliente, base = como(especialista), f"/convenios/organizaciones/{fuente.pk}"
    datos = FUENTE | {"areas_crs": "15180, 16015", "ods": "5.2, 16.1"}
    assert cliente.post(f"{base}/perfiles/fuente/", datos).status_code == 302
    assert "15180 Poner fin a la violencia" in cliente.get(f"{base}/").content.decode()
    assert 'value="15180, 16015"' in cliente.get(f"{base}/perfiles/fuente/").content.decode()


def test_lo_conversado_lleva_al_expediente_por_su_numero(como, especialista):
    fuente = fabrica.organizacion()
    cliente, url = como(especialista), f"/convenios/organizaciones/{fuente.pk}"
    nueva = f"{url}/interacciones/nueva/"
    numero = numero_con_control(2026, 123)
    malo = f"2026-000124-{numero[-1]}"
    respuesta = cliente.post(nueva, reunion(expediente=malo))
    assert list(respuesta.context["form"].errors) == ["expediente"]
    assert cliente.post(nueva, reunion(expediente="2026-123")).status_code == 302
    pagina = cliente.get(f"{url}/").content.decode()
    assert f'href="/tramite/expedientes/{numero}/"' in pagina


def test_lo_que_ya_se_respondio_sigue_elegido_al_corregir(como, especialista, especialista_rs):
    """A select that showed «no se le preguntó» would forget the answer on the next save."""
    fuente, empresa = fabrica.organizacion(), fabrica.organizacion(clase="empresa")
    contacto = Contacto.objects.create(
        organizacion=fuente,
        nombre="Ana",
        consentimiento=True,
        consentimiento_el=timezone.localdate(),
        fuente="Tarjeta",
        verificado_el=timezone.localdate(),
    )
    PerfilEmpresa.objects.create(organizacion=empresa, es_proveedora=False)
    convenio = fabrica.convenio(por=especialista, clausula_separacion=True)
    paginas = {
        f"/convenios/contactos/{contacto.pk}/editar/": "true",
        f"{convenio.get_absolute_url()}editar/": "true",
        f"/convenios/organizaciones/{empresa.pk}/perfiles/empresa/": "false",
    }
    for url, elegido in paginas.items():
        quien = especialista_rs if "empresa" in url else especialista
        cuerpo = como(quien).get(url).content.decode()
        assert f'<option value="{elegido}" selected>' in cuerpo, url
