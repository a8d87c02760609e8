"""Who may do what: pure predicates, asked by services to refuse and by pages to hide buttons."""
