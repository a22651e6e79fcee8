"""The command `interviewer`: finds the command that was asked for, and turns failures into one line.

Only the module of that command is imported. `--version` is answered before argparse is.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from interviewer import __version__

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

COMMANDS = {
    "start": "start an interview (what `interviewer` alone does)",
    "resume": "go on with the last unfinished interview, or with the one named",
    "report": "show the rubric report of an interview",
    "sessions": "list, export and delete interviews",
    "regrade": "grade what is pending or failed",
    "bank": "read, verify and describe the question bank",
    "config": "where settings come from",
    "doctor": "check that every part works",
}
COMMON_OPTIONS = ("--no-color", "--plain", "--debug")
OVERVIEW_OPTIONS = ("-h", "--help")
OVERVIEW = """\
usage: interviewer [COMMAND] [options]

A mock technical interviewer for Python developers, in the terminal.

commands:
{commands}

`interviewer COMMAND --help` says more about one. `interviewer --version` prints the version.
"""


def run() -> None:
    """The entry point: runs the command of this process's arguments and exits with its status."""
    sys.exit(main(sys.argv[1:]))


def main(argv: Sequence[str]) -> int:
    """Run the command that `argv` names and return its exit status: 0, 1, 2 or 130."""
    if "--version" in argv:
        sys.stdout.write(f"interviewer {__version__}\n")
        return 0
    _make_streams_tolerant()
    debug = "--debug" in argv
    from interviewer.errors import InterviewerError

    try:
        status = _dispatch(argv)
        sys.stdout.flush()
    except InterviewerError as error:
        if debug:
            raise
        _complain(str(error))
        return error.exit_status
    except KeyboardInterrupt:
        _complain("Interrupted.")
        return 130
    except BrokenPipeError:
        # The reader of our output (`head`, a closed pager) is gone: that is its right, and no failure of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if debug:
            raise
        _complain(f"An unexpected {type(error).__name__}: {error} Please report it with what --debug prints.")
        return 1
    return status


def _dispatch(argv: Sequence[str]) -> int:
    import argparse
    from importlib import import_module

    name, rest = _split(argv)
    if name not in COMMANDS:
        return _overview(name)
    module = import_module(f"interviewer.cli.{name}")
    parser = argparse.ArgumentParser(
        prog=f"interviewer {name}", description=_sentence(COMMANDS[name]), parents=[_common_options()]
    )
    module.arguments(parser)
    args = parser.parse_args(rest)
    args.colour = not (args.no_color or args.plain or os.environ.get("NO_COLOR"))
    status: int = module.run(args)
    return status


def _split(argv: Sequence[str]) -> tuple[str, list[str]]:
    """The command's name and the rest, with the common options in front wherever they stood. No name means `start`."""
    common = [word for word in argv if word in COMMON_OPTIONS]
    words = [word for word in argv if word not in COMMON_OPTIONS]
    if words and (words[0] in OVERVIEW_OPTIONS or not words[0].startswith("-")):
        return words[0], [*common, *words[1:]]
    return "start", [*common, *words]


def _overview(asked: str) -> int:
    """What `--help` prints. Raises UsageError for a name that is no command."""
    if asked not in OVERVIEW_OPTIONS:
        from difflib import get_close_matches

        from interviewer.errors import UsageError

        near = get_close_matches(asked, COMMANDS, n=1)
        hint = f"Did you mean `{near[0]}`?" if near else f"There are: {', '.join(COMMANDS)}."
        raise UsageError(f"There is no command `{asked}`.", hint)
    width = max(map(len, COMMANDS))
    lines = [f"  {name:{width}}  {summary}" for name, summary in COMMANDS.items()]
    sys.stdout.write(OVERVIEW.format(commands="\n".join(lines)))
    return 0


def _common_options() -> argparse.ArgumentParser:
    import argparse

    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--no-color", action="store_true", help="no colours (so does the variable NO_COLOR)")
    common.add_argument("--plain", action="store_true", help="for screen readers: no boxes, colours or redrawing")
    common.add_argument("--debug", action="store_true", help="show the traceback of a failure")
    return common


def _sentence(summary: str) -> str:
    return f"{summary[0].upper()}{summary[1:]}."


def _make_streams_tolerant() -> None:
    """A terminal that cannot show a character shows `?`; bytes that are no text are kept as lone surrogates."""
    for stream, errors in ((sys.stdin, "surrogateescape"), (sys.stdout, "replace"), (sys.stderr, "replace")):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=errors)


def _complain(line: str) -> None:
    from interviewer.text.display import printable

    sys.stderr.write(f"interviewer: {printable(line, keep_newlines=False)}\n")
