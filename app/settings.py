"""What an installation decides, read from the environment once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

from app.errors import SettingMissing

# What must not stand in an environment that others can list may lie in a file: the name with _FILE behind it.
FROM_FILES = ("DONTHU_DATABASE_URL", "DONTHU_DATABASE_PASSWORD", "DONTHU_METRICS_TOKEN")


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The settings of one installation; each is documented in docs/operations.md."""

    data: Path  # folder of the embedded database, the keys and the files
    database_url: str = field(repr=False)  # SQLAlchemy address; the embedded one lies in ``data``
    host: str
    port: int
    demo: bool  # invented people with known passwords; never on real data
    public_url: str  # how citizens reach the office; printed on receipts
    smtp: str  # host:port of the mail relay, or empty: notices stay in the office
    mail_from: str
    trusted_proxies: int  # how many proxies stand before the web door
    workers: int  # web processes on PostgreSQL; the embedded office is always one
    threads: int  # of each web process
    metrics_token: str = field(repr=False)  # opens /metrics to other machines, or empty
    log: str  # text, or json: one object a line
    upgrade_copies: int  # of the embedded database, from before it changed its shape; 0 for none
    hosts: tuple[str, ...]  # further names under which machines of the same network reach the office

    @property
    def key_file(self) -> Path:
        """Say where the key that wraps all other keys lies; never inside a backup."""
        return Path(os.environ.get("DONTHU_KEY_FILE", self.data / "keys" / "office.key"))

    @property
    def embedded(self) -> bool:
        """Tell whether the database lies in a file of this machine, with one process for everything."""
        return self.database_url.startswith("sqlite")

    @property
    def files(self) -> Path:
        """Say where the stored documents lie."""
        return self.data / "files"


def from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings of this installation.

    Raises: SettingMissing when a value cannot be used.
    """
    env = _with_files(os.environ if environment is None else environment)
    data = Path(env.get("DATA") or env.get("DONTHU_DATA") or "data").resolve()
    port = env.get("PORT") or env.get("DONTHU_PORT") or "8000"
    if not port.isdigit() or not 0 < int(port) < 65536:  # noqa: PLR2004 - the range of ports
        raise SettingMissing(name="PORT", reason=port)
    host = env.get("DONTHU_HOST", "127.0.0.1")
    return Settings(
        data=data,
        database_url=_database(env) or f"sqlite:///{data / 'office.db'}",
        host=host,
        port=int(port),
        demo=env.get("DONTHU_DEMO", "") in {"1", "yes", "true"},
        public_url=env.get("DONTHU_PUBLIC_URL") or f"http://{host}:{port}",
        smtp=env.get("DONTHU_SMTP", ""),
        mail_from=env.get("DONTHU_MAIL_FROM", ""),
        trusted_proxies=int(env.get("DONTHU_TRUSTED_PROXIES", "0")),
        workers=_count(env, "DONTHU_WORKERS", 2),
        threads=_count(env, "DONTHU_THREADS", 8),
        metrics_token=env.get("DONTHU_METRICS_TOKEN", ""),
        log=_one_of(env, "DONTHU_LOG", ("text", "json")),
        upgrade_copies=_count(env, "DONTHU_UPGRADE_COPIES", 3, least=0),
        hosts=tuple(name.strip() for name in env.get("DONTHU_HOSTS", "").split(",") if name.strip()),
    )


def _with_files(env: Mapping[str, str]) -> dict[str, str]:
    """Read the values that lie in files; a value that is given itself goes before.

    Raises: SettingMissing when a file cannot be read.
    """
    known = dict(env)
    for name in FROM_FILES:
        path = env.get(f"{name}_FILE")
        if not path or env.get(name):
            continue
        try:
            known[name] = Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as problem:
            raise SettingMissing(name=f"{name}_FILE", reason=type(problem).__name__) from None
    return known


def _database(env: Mapping[str, str]) -> str:
    """Give the database's address, with the password put in that is kept apart from it."""
    url, password = env.get("DONTHU_DATABASE_URL", ""), env.get("DONTHU_DATABASE_PASSWORD", "")
    address = urlsplit(url)
    if not url or not password or address.password:
        return url
    who, at, where = address.netloc.rpartition("@")
    return address._replace(netloc=f"{who}:{quote(password, safe='')}{at}{where}").geturl() if who else url


def _count(env: Mapping[str, str], name: str, usual: int, *, least: int = 1) -> int:
    text = env.get(name) or str(usual)
    if not text.isdigit() or int(text) < least:
        raise SettingMissing(name=name, reason=text)
    return int(text)


def _one_of(env: Mapping[str, str], name: str, words: tuple[str, ...]) -> str:
    word = env.get(name) or words[0]
    if word not in words:
        raise SettingMissing(name=name, reason=word)
    return word
