"""What a person types at the desk, turned into values."""
