from datetime import timedelta

from django.apps import AppConfig

from ocisys.base import periodicas


class TramiteConfig(AppConfig):
    name = "tramite"
    verbose_name = "Trámite"

    def ready(self) -> None:
        # The registries below need the models, which exist only once the apps are loaded.
        from tramite.control import declarar_controles
        from tramite.cumplimiento import registrar_evidencias
        from tramite.cumplimiento_salidas import registrar_salidas
        from tramite.cumplimiento_secretaria import registrar_secretaria
        from tramite.entregas import declarar
        from tramite.rastro import declarar as declarar_rastro
        from tramite.recalculos import declarar as declarar_recalculos
        from tramite.vencimientos import declarar_fechas

        periodicas.registrar("sellar_cargos", cada=timedelta(hours=1))
        periodicas.registrar("enviar_cargos", cada=timedelta(minutes=1))
        periodicas.registrar("recoger_escaner", cada=timedelta(seconds=5))
        declarar()
        declarar_controles()
        declarar_rastro()
        declarar_recalculos()
        registrar_evidencias()
        registrar_salidas()
        registrar_secretaria()
        declarar_fechas()
        periodicas.registrar("recordar_agenda", cada=timedelta(minutes=5))
        periodicas.registrar("revisar_reservas", cada=timedelta(hours=6))
        periodicas.registrar("avisar_plazos", cada=timedelta(minutes=10))
