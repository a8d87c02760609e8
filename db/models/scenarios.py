"""What came of walking the scenarios of a bundle, kept beside the verdict of the gate."""

from __future__ import annotations

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Moment


class WalkedScenarios(Base):
    """The scenarios of one bundle walked, whichever version holds it."""

    __tablename__ = "walked_scenarios"

    digest: Mapped[str] = mapped_column(String(300), primary_key=True)  # of its drawings and scenarios
    result: Mapped[bytes] = mapped_column(LargeBinary)  # JSON
    walked_at: Mapped[Moment]
