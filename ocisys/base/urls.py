"""Routes of the ground floor."""

from django.urls import path

from ocisys.base import views

app_name = "base"
urlpatterns = [
    path("salud/", views.salud, name="salud"),
    path("favicon.ico", views.favicon, name="favicon"),
]
