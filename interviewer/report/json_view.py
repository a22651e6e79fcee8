"""The report as JSON, for other programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from interviewer.report.model import Report


def as_json(report: Report) -> str:
    """The report as one indented JSON object, ending in a line break. Its schema is that of the type Report.

    All ASCII: a lone surrogate that a candidate pasted is kept as its escape, and any encoding can carry the rest.
    """
    return json.dumps(msgspec.to_builtins(report), indent=2, ensure_ascii=True) + "\n"
