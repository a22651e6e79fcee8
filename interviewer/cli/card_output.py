"""How a card is written: to the screen or to a file, as a table, as Markdown or as JSON."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.cli.screen import open_console
from interviewer.cli.whole_file import write_whole
from interviewer.errors import UsageError
from interviewer.text.display import printable

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from interviewer.report.blocks import Block

FORMAT_OF = {".md": "markdown", ".json": "json", ".txt": "table", "": "table"}


def card_options(parser: argparse.ArgumentParser) -> None:
    """The options of every command that shows a card."""
    parser.add_argument(
        "--format", choices=("table", "markdown", "json"),
        help="how the card is written (default: as FILE ends, .md, .json or .txt; otherwise a table)",
    )  # fmt: skip
    parser.add_argument("-o", "--output", metavar="FILE", help="write the card there")


def check_card_options(args: argparse.Namespace) -> None:
    """Raises UsageError for a file whose ending is no format, where none is named."""
    if args.output and not args.format and Path(args.output).suffix.lower() not in FORMAT_OF:
        raise UsageError(
            f"{args.output}: That ending is no format of a card.",
            "Name a file that ends in .md, .json or .txt, or say --format.",
        )


def show_card(
    args: argparse.Namespace, blocks: Callable[[], tuple[Block, ...]], as_json: Callable[[], str], *, plain: bool
) -> None:
    """Write the card where and as `args` say. Raises InterviewerError for a file that cannot be written."""
    path = Path(args.output) if args.output else None
    wanted = args.format or (FORMAT_OF[path.suffix.lower()] if path else "table")
    if path is not None:
        write_whole(path, _text(blocks, as_json, wanted, plain=plain))
        sys.stderr.write(f"The card is in {printable(str(path), keep_newlines=False)}.\n")
    elif wanted == "table":
        from interviewer.report.terminal import Page

        open_console(colour=args.colour and not plain).print(Page(blocks(), plain=plain))
    else:
        sys.stdout.write(_text(blocks, as_json, wanted, plain=plain))


def _text(blocks: Callable[[], tuple[Block, ...]], as_json: Callable[[], str], wanted: str, *, plain: bool) -> str:
    from interviewer.report.markdown import written
    from interviewer.report.terminal import LONGEST_LINE, Page

    match wanted:
        case "json":
            return as_json()
        case "markdown":
            return written(blocks())
    console = open_console(colour=False, width=LONGEST_LINE)
    with console.capture() as captured:
        console.print(Page(blocks(), plain=plain))
    return captured.get()
