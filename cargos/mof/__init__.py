"""The official MOF without a database: read it, check it, write it, compare it."""
