"""Benches: what `manage.py medir NAME` runs; docs/rendimiento.md says how to read them."""
