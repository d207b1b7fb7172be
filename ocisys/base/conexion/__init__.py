"""Database backend: Django's for PostgreSQL, which asks a kept connection if it lives for free."""
