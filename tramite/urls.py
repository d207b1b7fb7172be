from django.urls import URLPattern

app_name = "tramite"
urlpatterns: list[URLPattern] = []
