"""What the office keeps: models, migrations and the only commit. It imports nothing of ``app``."""
