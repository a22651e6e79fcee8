"""The screens that were looked at and found good, each in a file of its own.

After a wanted change: `python -m tests.report.golden` writes them again; look at every difference before you keep it.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from interviewer.report.build import build
from interviewer.report.markdown import markdown
from interviewer.report.terminal import interview_page, question_page, summary_page, transcript_page
from tests.report.journals import CONTESTED, PRACTICE, UNCLEAR, WHOLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from interviewer.report.terminal import Page

FOLDER = Path(__file__).parent / "golden"


def shown(page: Page, width: int, encoding: str = "utf-8") -> str:
    """What a screen of that width and encoding shows of the page."""
    file = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="replace", newline="")
    Console(file=file, width=width, markup=False, highlight=False, emoji=False).print(page)
    file.seek(0)
    return file.read()


SCREENS: dict[str, Callable[[], str]] = {
    "whole-100.txt": lambda: shown(interview_page(build(WHOLE)), 100),
    "whole-40.txt": lambda: shown(interview_page(build(WHOLE)), 40),
    "whole-20-ascii.txt": lambda: shown(interview_page(build(WHOLE)), 20, "ascii"),
    "whole-80-plain.txt": lambda: shown(interview_page(build(WHOLE), plain=True), 80),
    "unclear-100.txt": lambda: shown(interview_page(build(UNCLEAR)), 100),
    "practice-question-100.txt": lambda: shown(question_page(build(PRACTICE).questions[0]), 100),
    "practice-summary-80.txt": lambda: shown(summary_page(build(WHOLE)), 80),
    "practice-40.txt": lambda: shown(interview_page(build(PRACTICE)), 40),
    "contested-80.txt": lambda: shown(question_page(build(CONTESTED).questions[0]), 80),
    "contested-transcript-80.txt": lambda: shown(transcript_page(build(CONTESTED)), 80),
    "transcript-40.txt": lambda: shown(transcript_page(build(WHOLE)), 40),
    "transcript-80-plain.txt": lambda: shown(transcript_page(build(WHOLE), plain=True), 80),
    "contested.md": lambda: markdown(build(CONTESTED)),
    "whole.md": lambda: markdown(build(WHOLE)),
}

if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, screen in SCREENS.items():
        (FOLDER / name).write_text(screen(), encoding="utf-8")
