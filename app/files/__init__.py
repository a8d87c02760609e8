"""The papers of the office: what may come in, cleaned of what it should not tell, stored sealed."""

from app.files.sniff import sniff
from app.files.store import Store, Stored

__all__ = ["Store", "Stored", "sniff"]
