"""«Mi mañana»: what each one decides today, and the standing rules of the Jefe."""

from datetime import timedelta

from django.utils import timezone

from tests import fabrica_tramite as fabrica
from tramite import acciones
from tramite.manana import manana_de
from tramite.models import Proveido, ReglaReparto


def numeros(filas):
    return [f.movimiento.expediente.numero for f in filas]


def regla(jefatura, codigo="informe", nro="068", proveido="opinion"):
    return acciones.fijar_reparto(
        procedimiento=fabrica.procedimiento(codigo),
        posicion=fabrica.posicion(nro) if nro else None,
        proveido=Proveido.objects.get(codigo=proveido),
        por=jefatura,
        ahora=timezone.now(),
    )


def test_lo_por_proveer_es_lo_mio_sin_atender_lo_mas_urgente_primero(secretaria, jefatura):
    hoy = timezone.localdate()
    luego = fabrica.expediente(por=secretaria, pase_a="067")
    antes = fabrica.expediente(por=secretaria, pase_a="067")
    fabrica.vence(antes, hoy + timedelta(days=1))
    fabrica.expediente(por=secretaria, pase_a="068")
    atendido = fabrica.expediente(por=secretaria, pase_a="067")
    acciones.atender(atendido, texto="Listo", por=jefatura, ahora=timezone.now())

    assert numeros(manana_de(jefatura, hoy).por_proveer) == [antes.numero, luego.numero]


def test_la_jefa_ve_lo_que_otros_tienen_por_vencer_y_la_carga(secretaria, jefatura, especialista):
    hoy = timezone.localdate()
    ajeno = fabrica.expediente(por=secretaria, pase_a="068")
    fabrica.vence(ajeno, hoy - timedelta(days=1))

    suya = manana_de(jefatura, hoy)
    assert [m.expediente.numero for m in suya.en_riesgo] == [ajeno.numero]
    carga = {c.destino.posicion.nro_orden: (c.abiertos, c.vencidos) for c in suya.carga}
    assert carga == {"067": (0, 0), "068": (1, 1), "071": (0, 0)}
    assert manana_de(especialista, hoy).en_riesgo == []


def test_la_jefa_ve_el_semaforo_de_cada_cargo_y_la_carga_al_elegir_a_quien_pasa(
    como, secretaria, jefatura, especialista
):
    """Each figure opens its rows, and where the two marked go is chosen knowing who is loaded."""
    hoy = timezone.localdate()
    filas = [fabrica.expediente(por=secretaria, pase_a="068") for _ in range(3)]
    fabrica.vence(filas[0], hoy - timedelta(days=1))
    fabrica.vence(filas[1], hoy + timedelta(days=2))
    cliente = como(jefatura)

    carga = next(c for c in manana_de(jefatura, hoy).carga if c.abiertos)
    abre = {
        enlace: [e.numero for e in cliente.get(enlace).context["pagina"]]
        for _, _, enlace, _ in carga.columnas
    }
    assert list(abre.values()) == [
        [filas[0].numero],
        [filas[1].numero],
        [f.numero for f in reversed(filas)],
    ]

    elegidos = "&".join(f"e={f.numero}" for f in filas[:2])
    pagina = cliente.get(f"/tramite/lote/derivar/?{elegidos}").content.decode()
    assert "· tiene 3, 1 vencido</option>" in pagina
    assert "· no tiene nada</option>" in pagina
    suya = como(especialista).get(f"/tramite/expedientes/{filas[2].numero}/derivar/")
    assert "no tiene nada" not in suya.content.decode()


def test_proveer_deriva_y_vuelve_a_mi_manana(como, secretaria, jefatura, especialista):
    fila = fabrica.expediente(por=secretaria, pase_a="067")
    datos = {"version": fila.version, "para": fabrica.posicion("068").pk}
    url = f"/tramite/expedientes/{fila.numero}/proveer/"

    respuesta = como(jefatura).post(url, datos)

    assert (respuesta.status_code, respuesta["Location"]) == (302, "/tramite/manana/")
    abierto = fila.movimientos.get(cerrado_en=None)
    assert abierto.para.nro_orden == "068"
    assert como(jefatura).post(url, datos | {"para": ""}).status_code == 422


def test_la_regla_de_reparto_la_fija_la_jefa_y_la_ultima_es_la_que_vale(como, jefatura, secretaria):
    procedimiento = fabrica.procedimiento("informe")
    campos = {"procedimiento": procedimiento.pk, "posicion": fabrica.posicion("071").pk}
    assert como(jefatura).post("/tramite/reparto/", campos).status_code == 302
    assert ReglaReparto.objects.por_procedimiento()[procedimiento.pk].posicion.nro_orden == "071"

    como(jefatura).post("/tramite/reparto/", campos | {"posicion": ""})
    assert ReglaReparto.objects.por_procedimiento() == {}
    assert ReglaReparto.objects.count() == 2
    assert como(secretaria).post("/tramite/reparto/", campos).status_code == 403


def test_mi_manana_propone_a_quien_dice_la_regla(secretaria, jefatura, especialista):
    fila = fabrica.expediente(
        por=secretaria, pase_a="067", procedimiento=fabrica.procedimiento("informe")
    )
    regla(jefatura)
    (por_proveer,) = manana_de(jefatura, timezone.localdate()).por_proveer
    assert por_proveer.pase_a == str(fabrica.posicion("068").pk)
    assert por_proveer.movimiento.expediente == fila


def test_el_registro_lleva_las_reglas_para_proponerlas(como, secretaria, jefatura, especialista):
    regla(jefatura)
    contexto = como(secretaria).get("/tramite/registrar/").context
    procedimiento = str(fabrica.procedimiento("informe").pk)
    assert contexto["reparto"][procedimiento][0] == str(fabrica.posicion("068").pk)


def test_la_secretaria_ve_lo_que_debe_derivar_hoy_y_la_cifra_abre_sus_filas(
    como, secretaria, jefatura, especialista
):
    hoy = timezone.localdate()
    fila = fabrica.expediente(por=secretaria)
    fabrica.expediente(por=secretaria, pase_a="068")

    def cifra(dia):
        cifras = manana_de(secretaria, dia).cifras
        return next(c for c in cifras if c.nombre == "Por derivar hoy")

    assert (cifra(hoy).valor, cifra(hoy).tono) == ("1", "atencion")
    assert cifra(hoy + timedelta(days=1)).tono == "peligro"
    pagina = como(secretaria).get(cifra(hoy).enlace).context["pagina"]
    assert [e.numero for e in pagina] == [fila.numero]
