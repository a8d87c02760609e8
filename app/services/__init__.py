"""What the office does: one verb, one function."""
