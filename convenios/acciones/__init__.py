"""What the office does with agreements: each act one function, atomic, with its author."""
