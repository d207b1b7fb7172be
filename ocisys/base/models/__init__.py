"""Ground floor: norms, calendar, numbering, sealed files, outbox."""
