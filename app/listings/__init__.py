"""What the office reads: SELECTs only, nothing changes."""
