"""The demonstration office: two wards with invented people and cases, played through the real services."""
