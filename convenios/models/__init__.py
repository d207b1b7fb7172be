"""Organisations, agreements, commitments and their evidence."""

from convenios.models.organizacion import Organizacion

__all__ = ["Organizacion"]
