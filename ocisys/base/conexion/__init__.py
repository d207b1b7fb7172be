"""Database backend: Django's for PostgreSQL, with checks of life and plans that cost nothing."""
