"""What roles are called."""

from __future__ import annotations

from app.language import N_

ROLE_NAMES = {
    "officer": N_("Officer"),
    "unit_head": N_("Head of unit"),
    "chairman": N_("Chairman"),
    "clerk": N_("Clerk"),
    "administrator": N_("Administrator"),
    "legal_staff": N_("Legal staff"),
    "auditor": N_("Auditor"),
}
