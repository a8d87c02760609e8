"""The clock's door: it asks what is due, and lets the same services move the cases."""
