"""Rows read and written at the driver's own speed: statements compiled once, then only run.

SQLAlchemy asks at each query and each flush anew what to say and how to take the answer. What one
step of a case reads and writes is always the same few rows, so their statements are compiled once per
kind of database and kept. The objects stay ordinary ones of the session.
"""

from db.swift.prepared import run, say
from db.swift.reading import Look
from db.swift.writing import flush, put, put_away

__all__ = ["Look", "flush", "put", "put_away", "run", "say"]
