from django.urls import URLPattern

app_name = "convenios"
urlpatterns: list[URLPattern] = []
