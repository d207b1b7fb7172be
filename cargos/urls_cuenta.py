"""Login, logout and the pages of one's own account (allauth's, under our public names)."""

from allauth.account import views as cuenta
from django.urls import path

urlpatterns = [
    path("entrar/", cuenta.login, name="account_login"),
    path("salir/", cuenta.logout, name="account_logout"),
]
