"""The file in which the office's wrapping keys lie: readable by its owner alone, never in a backup."""

from __future__ import annotations

import base64
import binascii
import json
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from app.sealing.errors import KeyFileDamaged, KeyFileExposed, KeyFileMissing

_SIZE = 32  # bytes of every key
_OTHERS = 0o077  # permissions of group and others


def read(path: Path, *, create: bool = False) -> tuple[dict[int, bytes], bytes]:
    """Read the wrapping keys by number and the blinding secret.

    Raises: KeyFileMissing, KeyFileExposed, KeyFileDamaged.
    """
    if create and not path.exists():
        _place(path, {1: secrets.token_bytes(_SIZE)}, secrets.token_bytes(_SIZE), replace=False)
    try:
        mode, content = path.stat().st_mode, path.read_bytes()
    except FileNotFoundError:
        raise KeyFileMissing(path=path) from None
    if mode & _OTHERS:
        raise KeyFileExposed(path=path)
    return _parse(path, content)


def add_key(path: Path) -> int:
    """Add a newer wrapping key and tell its number; stored keys are then re-wrapped one by one."""
    keys, blinding = read(path)
    number = max(keys) + 1
    _place(path, {**keys, number: secrets.token_bytes(_SIZE)}, blinding, replace=True)
    return number


def drop_keys(path: Path, numbers: Iterable[int]) -> None:
    """Take wrapping keys out of the file for ever; the newest one always stays."""
    keys, blinding = read(path)
    gone = set(numbers) - {max(keys)}
    _place(path, {number: key for number, key in keys.items() if number not in gone}, blinding, replace=True)


def _parse(path: Path, content: bytes) -> tuple[dict[int, bytes], bytes]:
    try:
        record = json.loads(content)
        keys = {int(number): base64.b64decode(key, validate=True) for number, key in record["keys"].items()}
        blinding = base64.b64decode(record["blinding"], validate=True)
    except (ValueError, KeyError, TypeError, AttributeError, binascii.Error):
        raise KeyFileDamaged(path=path) from None
    if not keys or any(len(key) != _SIZE for key in [*keys.values(), blinding]):
        raise KeyFileDamaged(path=path)
    return keys, blinding


def _place(path: Path, keys: dict[int, bytes], blinding: bytes, *, replace: bool) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    record = {
        "keys": {str(number): base64.b64encode(key).decode() for number, key in keys.items()},
        "blinding": base64.b64encode(blinding).decode(),
    }
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(record, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    _put_in_place(draft, path, replace=replace)


def _put_in_place(draft: Path, path: Path, *, replace: bool) -> None:
    if replace:
        draft.replace(path)
    else:
        try:
            path.hardlink_to(draft)  # fails where another process was first: its keys are the office's
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
