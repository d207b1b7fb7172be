"""Error pages that are not raised by a view."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form outlived its session: say so in plain words and offer to go back."""
    return render(request, "403_csrf.html", {"motivo": reason}, status=403)
