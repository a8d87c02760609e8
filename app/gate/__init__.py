"""The gate: one verdict over every drawing, table, form and letter before it may be put in force."""
