"""Envelopes: what nobody may read without the right is stored under keys that lie outside the database."""

from app.sealing.keyring import KeyRing

__all__ = ["KeyRing"]
