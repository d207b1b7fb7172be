"""«Las demás funciones»: ordered, fulfilled with evidence, shown in the living MOF."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from cargos.cobertura import cifra_de, trimestre_de
from cargos.models import Encargo, Posicion, ReservaConfidencialidad


def _encargar(cliente, cargo="068", **cambios):
    datos = {
        "posicion": Posicion.objects.get(nro_orden=cargo).pk,
        "ordenado_por": "Jefa de la Oficina",
        "descripcion": "Preparar la matriz",
    } | cambios
    return cliente.post(reverse("cargos:encargar"), datos)


def test_la_jefatura_encarga_y_quien_ocupa_el_cargo_lo_ve_en_su_puesto(
    como, jefatura, especialista
):
    assert _encargar(como(jefatura)).status_code == 302
    assert "Preparar la matriz" in como(especialista).get("/cargos/mi-puesto/").content.decode()


def test_un_especialista_no_ve_los_encargos_de_otro(como, jefatura, especialista, especialista_rs):
    _encargar(como(jefatura))
    assert (
        "Preparar la matriz" not in como(especialista_rs).get("/cargos/encargos/").content.decode()
    )
    encargo = Encargo.objects.get()
    url = reverse("cargos:encargo_cumplir", args=[encargo.pk])
    assert como(especialista_rs).get(url).status_code == 404


def test_se_cumple_con_evidencia_y_sin_ella_no(como, jefatura, especialista):
    _encargar(como(jefatura))
    url = reverse("cargos:encargo_cumplir", args=[Encargo.objects.get().pk])
    assert como(especialista).post(url, {"evidencia": ""}).status_code == 422
    assert como(especialista).post(url, {"evidencia": "Informe 3"}).status_code == 302
    assert Encargo.objects.get().cumplido_en
    assert como(especialista).post(url, {"evidencia": "otra"}).status_code == 409


def test_la_jefa_no_da_por_cumplido_lo_ajeno(como, jefatura, especialista):
    _encargar(como(jefatura))
    url = reverse("cargos:encargo_cumplir", args=[Encargo.objects.get().pk])
    assert como(jefatura).post(url, {"evidencia": "yo digo"}).status_code == 409


def test_retirar_conserva_el_motivo(como, jefatura):
    _encargar(como(jefatura))
    url = reverse("cargos:encargo_retirar", args=[Encargo.objects.get().pk])
    assert como(jefatura).post(url, {"motivo": "Ya no hace falta"}).status_code == 302
    assert Encargo.objects.get().motivo_retiro == "Ya no hace falta"


def test_la_cifra_es_la_proporcion_de_cumplidos_y_abre_sus_filas(como, jefatura, especialista):
    for _ in range(4):
        _encargar(como(jefatura))
    primero = Encargo.objects.first()
    como(especialista).post(
        reverse("cargos:encargo_cumplir", args=[primero.pk]), {"evidencia": "hecho"}
    )
    cifra = cifra_de("068-08", trimestre_de(timezone.localdate()))
    assert cifra.valor == 25
    lista = como(jefatura).get(cifra.enlace).context["pagina"]
    assert len(lista.filas) == 4


def test_sin_encargos_la_cifra_no_es_cero(db):
    assert cifra_de("070-08", trimestre_de(timezone.localdate())).valor is None


def test_la_reserva_se_declara_una_vez_al_ano(como, secretaria):
    url = reverse("cargos:reserva")
    assert como(secretaria).post(url).status_code == 302
    assert como(secretaria).post(url).status_code == 409
    assert ReservaConfidencialidad.objects.count() == 1
    assert cifra_de("071-07", trimestre_de(timezone.localdate())).valor == 1


def test_un_plazo_vencido_se_marca(como, jefatura, especialista):
    ayer = timezone.localdate() - timedelta(days=1)
    _encargar(como(jefatura), plazo=f"{ayer:%d/%m/%Y}")
    assert "Vencido" in como(jefatura).get("/cargos/encargos/").content.decode()
