"""How a case moves: locked, stepped, stored, with its inbox, deadlines, timers, audit and notices."""
