"""Sits a real interview in a terminal and draws what is on its screen, for the README.

    python docs/make_screens.py

The offline interviewer answers the same to the same, so the pictures change when the product does and not otherwise.
"""

from __future__ import annotations

import io
import os
import re
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME
from rich.text import Text

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from tests.cli.processes import Terminal  # noqa: E402 - found by the line above

if TYPE_CHECKING:
    from pyte.screens import Char

COLUMNS = 92
TALL = 400
QUESTION = "internals/gil"
WARM_UP = "A scraper for train times. I'm rewriting it, as it got too slow."
CLOSING = "What is the team like?"
TALK = (
    "There's one big lock in CPython, so only one thread at a time can run Python bytecode. That's why "
    "number crunching doesn't get faster with threads, they can't use several cores at once.",
    "Hmm, I don't know.",
    "yes",
    "Ah, right! A thread lets go of the lock while it waits for a socket or a file, and another one runs meanwhile.",
    "You could use processes, or asyncio when it is mostly waiting.",
    "It protects the reference counts: two threads could change the count of the same object at once.",
    "I'd measure it first, and start with a pool of processes.",
)


def main() -> None:
    """Write interview.svg and report.svg beside this file."""
    with tempfile.TemporaryDirectory() as home:
        environ = dict.fromkeys(("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), home)
        os.chdir(home)
        environ["INTERVIEWER_WARM_UP"] = "true"
        terminal = Terminal("start", "--question", QUESTION, columns=COLUMNS, lines=TALL, **environ).sees(">")
        for said in (WARM_UP, *TALK, CLOSING, "No, thanks."):
            terminal.types(said).sees(said.split()[-1]).types("\r").idles(0.5).idles(0.5)
        terminal.sees("(1-4):").types("3\r").sees("y/N").types("n\r").is_over()
    lines = [drawn(terminal.screen.buffer[y], COLUMNS) for y in range(TALL)]
    report = next(y for y, line in enumerate(lines) if line.plain.startswith("Your interview"))
    strong_answer = next(y for y, line in enumerate(lines) if line.plain.startswith("What a strong answer"))
    draw(lines[: report - 1], HERE / "interview.svg", "interviewer")
    draw(lines[report:strong_answer], HERE / "report.svg", "interviewer report")


def drawn(line: dict[int, Char], columns: int) -> Text:
    """A line of the terminal with its colours."""
    text = Text()
    for x in range(columns):
        char = line[x]
        colour = {"default": "", "brown": "yellow"}.get(char.fg, char.fg)
        text.append(char.data, style=f"{'bold ' if char.bold else ''}{colour}")
    text.rstrip()
    return text


def draw(lines: list[Text], file: Path, title: str) -> None:
    """Export the lines as a picture."""
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), legacy_windows=False)
    for line in lines:
        console.print(line)
    # Without rich's fonts, which a reader's browser would fetch from elsewhere.
    page = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    page = page.replace("Fira Code, monospace", "ui-monospace, Menlo, Consolas, DejaVu Sans Mono, monospace")
    drawing = console.export_svg(title=title, unique_id=file.stem, theme=SVG_EXPORT_THEME, code_format=page)
    file.write_text(drawing + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
