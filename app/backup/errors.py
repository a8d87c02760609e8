"""Why a backup is not made, or not restored."""

from __future__ import annotations

from app.errors import OfficeError


class BesideTheKey(OfficeError):
    """The key file lies in {folder} or below it. A backup must never lie beside the key: choose another."""


class InsideTheOffice(OfficeError):
    """The folder {folder} lies in the data folder of the office. Choose one on another disk."""


class BackupRunning(OfficeError):
    """Another backup is being written to {folder}. Wait for it, then begin again."""


class BackupFailed(OfficeError):
    """The backup could not be written; the ones before are untouched. {reason}"""


class DiskFull(OfficeError):
    """There is no room left in {folder}. Make room, then begin again; nothing half done is left there."""


class PlaceRefused(OfficeError):
    """{place} cannot be read or written. Look at its rights and at the disk, then begin again."""


class KeepUnreadable(OfficeError):
    """“{text}” does not say how many backups are kept. Write for example 24h,30d,12m."""


class NoBackup(OfficeError):
    """There is no backup in {folder}."""


class BackupDamaged(OfficeError):
    """The backup is damaged and was not restored: {file} is missing or not what was backed up."""


class BackupTooNew(OfficeError):
    """The backup was made by release {release}, which is newer than this one. Install that release first."""


class OtherDatabase(OfficeError):
    """The backup is of another kind of database ({kind}). Set DONTHU_DATABASE_URL accordingly."""


class NotEmpty(OfficeError):
    """There is something in {place} already. Restore into an empty folder and an empty database only."""


class OfficeOpen(OfficeError):
    """The office in {folder} is open. Stop it, then restore."""


class RestoreFailed(OfficeError):
    """The database could not be restored. {reason}"""


class NotTheSame(OfficeError):
    """The restored database is not what was backed up: {what}"""


class ProgramMissing(OfficeError):
    """{name} of PostgreSQL {major} or newer is not on this machine. Install PostgreSQL's client programs."""
