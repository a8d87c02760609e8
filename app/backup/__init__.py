"""Backups of an office and the way back, on both databases, while people go on working.

::

    make        one backup: the database at one committed point, then the papers it names, a manifest last
    restore     a backup into an empty place: every digest first, then every rule of the doctor
    parse       how many backups are kept: 24h,30d,12m
    found       the backups in a folder

A backup is a folder named for its instant::

    2026-08-03T020000Z/
        manifest.json      what it is of: release, shape, counts, heads of the audit chains, digests
        office.db          the database, or office.dump for PostgreSQL
        papers.sha256      every paper with its digest, as ``sha256sum -c`` reads it
        files/             the papers, sealed; hard links to those of the backup before

The key file is never in it, and a folder from which it could be reached is refused.
"""

from __future__ import annotations

from app.backup.keeping import parse
from app.backup.making import Made, make
from app.backup.place import found
from app.backup.restoring import Restored, restore

__all__ = ["Made", "Restored", "found", "make", "parse", "restore"]
