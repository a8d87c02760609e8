"""The keys of the office: one key file outside the database wraps the key of each case.

Each case has a data key of its own (AES-256-GCM). It is stored wrapped (AES-KW, RFC 3394) by the
newest of the office's wrapping keys; turning the wrapping key over re-wraps 44 bytes a case and
touches no text. Destroying a case's wrapped key destroys what it sealed, in backups too.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from app.sealing import blind, keyfile
from app.sealing.errors import KeyNotHere, SealBroken

_FORMAT = b"\x01"  # AES-256-GCM, nonce of 12 bytes before the ciphertext
_NONCE = 12
_ID = 4  # bytes of the wrapping key's number before the wrapped key


@dataclass(frozen=True)
class KeyRing:
    """The wrapping keys of an installation, by number, and the secret of its blind marks."""

    keys: dict[int, bytes] = field(repr=False)
    blinding: bytes = field(repr=False)
    path: Path | None = field(default=None, repr=False, compare=False)  # of the key file, which may grow

    @classmethod
    def load(cls, path: Path, *, create: bool = False) -> Self:
        """Read the key file; make it first when ``create`` and there is none.

        Raises: KeyFileMissing, KeyFileExposed, KeyFileDamaged.
        """
        keys, blinding = keyfile.read(path, create=create)
        return cls(keys, blinding, path)

    def reread(self) -> Self:
        """Learn the wrapping keys that were added to the file since it was read, and give the ring."""
        if self.path is not None and self.path.exists():
            keys, _blinding = keyfile.read(self.path)
            self.keys.update(keys)
        return self

    @property
    def kek_id(self) -> int:
        """Tell the number of the wrapping key now in use."""
        return max(self.keys)

    def new_key(self) -> bytes:
        """Make the data key of a new case, wrapped: 44 bytes to be stored beside the case."""
        self.reread()  # a rotation may have begun: what is new is wrapped by the newest key at once
        return self._wrap(secrets.token_bytes(32))

    def wrapped_by(self, wrapped: bytes) -> int:
        """Tell which wrapping key a stored key needs."""
        return int.from_bytes(wrapped[:_ID], "big")

    def opens(self, wrapped: bytes) -> bool:
        """Tell whether a stored key can be unwrapped by this key file."""
        try:
            self._unwrap(wrapped)
        except (KeyNotHere, SealBroken):
            return False
        return True

    def rewrap(self, wrapped: bytes) -> bytes:
        """Wrap a stored data key by the newest wrapping key; what it sealed stays as it is."""
        return self._wrap(self._unwrap(wrapped))

    def seal(self, wrapped: bytes, aad: str, text: str) -> bytes:
        """Seal a text under a case's key; ``aad`` names the place it belongs to and must be given again."""
        return self.seal_bytes(wrapped, aad, text.encode())

    def open(self, wrapped: bytes, aad: str, blob: bytes) -> str:
        """Open a sealed text.

        Raises: SealBroken when it was changed, moved or sealed by another key; KeyNotHere.
        """
        return self.open_bytes(wrapped, aad, blob).decode()

    def seal_bytes(self, wrapped: bytes, aad: str, content: bytes) -> bytes:
        """Seal bytes under a case's key: 29 bytes longer than the content."""
        nonce = secrets.token_bytes(_NONCE)
        return _FORMAT + nonce + AESGCM(self._unwrap(wrapped)).encrypt(nonce, content, aad.encode())

    def open_bytes(self, wrapped: bytes, aad: str, blob: bytes) -> bytes:
        """Open sealed bytes.

        Raises: SealBroken, KeyNotHere.
        """
        key, end = self._unwrap(wrapped), len(_FORMAT) + _NONCE
        if blob[:1] != _FORMAT or len(blob) < end:
            raise SealBroken
        try:
            return AESGCM(key).decrypt(blob[1:end], blob[end:], aad.encode())
        except InvalidTag:
            raise SealBroken from None

    def blind(self, kind: str, text: str) -> bytes:
        """Make the 16-byte mark by which a fact is compared without being read (kinds: ``blind.Kind``).

        Raises: NothingToCompare when the text is too short to compare safely.
        """
        return blind.mark(blind.derive(self.blinding, kind), kind, text)

    def derive(self, purpose: str) -> bytes:
        """Derive a secret of 32 bytes for one purpose of this installation; the same on every start."""
        return blind.derive(self.blinding, f"purpose {purpose}")

    def digest(self, purpose: str, text: str) -> str:
        """Make the keyed digest (64 hexadecimal characters) that stands for a text in a log or counter."""
        return hmac.new(self.derive(purpose), text.encode(), hashlib.sha256).hexdigest()

    def _wrap(self, key: bytes) -> bytes:
        return self.kek_id.to_bytes(_ID, "big") + aes_key_wrap(self.keys[self.kek_id], key)

    def _unwrap(self, wrapped: bytes) -> bytes:
        number = self.wrapped_by(wrapped)
        if number not in self.keys and number not in self.reread().keys:
            raise KeyNotHere(key=number)
        try:
            return aes_key_unwrap(self.keys[number], wrapped[_ID:])
        except (InvalidUnwrap, ValueError):
            raise SealBroken from None
