"""What an installation decides, read from the environment once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.errors import SettingMissing


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The settings of one installation; each is documented in docs/operations.md."""

    data: Path  # folder of the embedded database, the keys and the files
    database_url: str  # SQLAlchemy address; the embedded one lies in ``data``
    host: str
    port: int
    demo: bool  # invented people with known passwords; never on real data
    public_url: str  # how citizens reach the office; printed on receipts
    smtp: str  # host:port of the mail relay, or empty: notices stay in the office
    mail_from: str
    trusted_proxies: int  # how many proxies stand before the web door

    @property
    def key_file(self) -> Path:
        """Say where the key that wraps all other keys lies; never inside a backup."""
        return Path(os.environ.get("DONTHU_KEY_FILE", self.data / "keys" / "office.key"))

    @property
    def files(self) -> Path:
        """Say where the stored documents lie."""
        return self.data / "files"


def from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings of this installation.

    Raises: SettingMissing when a value cannot be used.
    """
    env = os.environ if environment is None else environment
    data = Path(env.get("DATA") or env.get("DONTHU_DATA") or "data").resolve()
    port = env.get("PORT") or env.get("DONTHU_PORT") or "8000"
    if not port.isdigit() or not 0 < int(port) < 65536:  # noqa: PLR2004 - the range of ports
        raise SettingMissing(name="PORT", reason=port)
    host = env.get("DONTHU_HOST", "127.0.0.1")
    return Settings(
        data=data,
        database_url=env.get("DONTHU_DATABASE_URL") or f"sqlite:///{data / 'office.db'}",
        host=host,
        port=int(port),
        demo=env.get("DONTHU_DEMO", "") in {"1", "yes", "true"},
        public_url=env.get("DONTHU_PUBLIC_URL") or f"http://{host}:{port}",
        smtp=env.get("DONTHU_SMTP", ""),
        mail_from=env.get("DONTHU_MAIL_FROM", ""),
        trusted_proxies=int(env.get("DONTHU_TRUSTED_PROXIES", "0")),
    )
