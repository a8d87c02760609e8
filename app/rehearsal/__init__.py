"""A rehearsal: a procedure played by one person with a clock that can be turned, touching no real case."""
