"""What a shipped procedure is let off, each with the reason: data beside the demands of the law."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.checklist.points import Line, line
from app.language import N_

_EASED = N_("{said} Let pass, because: {reason}")


@dataclass(frozen=True)
class Allowances:
    """For one procedure: what would keep it from approval and does not, by what it is, with the reason."""

    reasons: Mapping[str, str]

    def eased(self, what: str, told: Line) -> Line:
        """Let something pass for which a reason is written down; it is still told."""
        reason = self.reasons.get(what)
        if reason is None:
            return told
        return replace(line(told.element, _EASED, state="open", reason=reason, said=told), file=told.file)
