"""What `doctor` finds about one part, and the line that a person reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from interviewer.text.display import printable

if TYPE_CHECKING:
    from interviewer.errors import InterviewerError


class Finding(Struct, frozen=True, kw_only=True):
    """What was found about one part."""

    part: str
    says: str
    remedy: str | None = None
    """What to do where the part does not work; None where it does."""
    is_doubtful: bool = False
    """Whether the part works less well than it might."""

    @property
    def mark(self) -> str:
        """Whether it works, in at most six characters."""
        return "not ok" if self.remedy is not None else "beware" if self.is_doubtful else "ok"

    @property
    def text(self) -> str:
        """All that was found, on one harmless line."""
        return printable(f"{self.part}: {self.says} {self.remedy or ''}".rstrip(), keep_newlines=False)


def failure(part: str, error: InterviewerError) -> Finding:
    """A part that does not work, and why."""
    return Finding(part=part, says=error.message, remedy=error.hint)
