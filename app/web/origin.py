"""Under which address the office is reached, and so which cookies it may set."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from app.errors import SettingMissing
from app.language import N_, _
from app.settings import Settings

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_PLAIN = N_("over plain http the office answers only to this machine; give an https address.")


def is_https(settings: Settings) -> bool:
    """Tell whether people come over https; plain http is for this machine alone.

    Raises: SettingMissing.
    """
    address = urlsplit(settings.public_url)
    if address.scheme == "https":
        return True
    if address.scheme == "http" and _is_loopback(address.hostname or ""):
        return False
    raise SettingMissing(name="DONTHU_PUBLIC_URL", reason=_(_PLAIN))


def hosts(settings: Settings) -> list[str]:
    """List the names under which requests are answered; others are refused (forged Host headers)."""
    public = urlsplit(settings.public_url).hostname or ""
    return list(dict.fromkeys([f"[{public}]" if ":" in public else public, *LOOPBACK, *settings.hosts]))


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
