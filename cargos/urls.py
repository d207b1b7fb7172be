from django.urls import URLPattern

app_name = "cargos"
urlpatterns: list[URLPattern] = []
