"""The command `interviewer`: finds the command that was asked for, and turns failures into one line.

Only the module of that command is imported. `--version` is answered before argparse is.
"""

from __future__ import annotations

import errno
import gc
import os
import sys

from interviewer import __version__

TYPE_CHECKING = False
"""As in `typing`, whose import would leave a Ctrl-C nobody to catch it for some milliseconds."""
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

COMMANDS = {
    "start": "start an interview (what `interviewer` alone does)",
    "resume": "go on with the last unfinished interview, or with the one named",
    "report": "show the rubric report of an interview",
    "sessions": "list, export and delete interviews",
    "contest": "remark on a verdict or correct a mis-heard word, and grade again",
    "regrade": "grade what is pending or failed",
    "calibrate": "measure how far a grader can be trusted",
    "rehearse": "play interviews without a person, and see what they find out",
    "score": "grade a file of answers, one a line",
    "bank": "read, verify and extend the question bank",
    "config": "where settings come from",
    "doctor": "check that every part works",
}
COMMON_OPTIONS = ("--no-color", "--plain", "--debug")
NO_MORE = (errno.ENOSPC, errno.EIO, errno.EFBIG, errno.EDQUOT)
"""What a stream that takes no more fails with. Where we write a file, it is that file's failure and has a name."""
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
    try:
        import signal

        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, _quit)
        from interviewer.cli.leaving import leave_when_told

        leave_when_told()
        status = main(sys.argv[1:])
    except KeyboardInterrupt:
        status = _interrupted()
    gc.freeze()  # or Python would look for garbage before it ends: a third of a second where a model was loaded
    if _is_work_left():
        # Python ends daemons by taking them out of whatever they do; out of native code, that aborts the process.
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(status)
    sys.exit(status)


def _is_work_left() -> bool:
    """Whether nothing but daemons is at work still, for whom nobody waits."""
    threading = sys.modules.get("threading")
    others = [each for each in threading.enumerate() if each is not threading.main_thread()] if threading else []
    return bool(others) and all(thread.daemon for thread in others)


def main(argv: Sequence[str]) -> int:
    """Run the command that `argv` names and return its exit status: 0, 1, 2 or 130."""
    try:
        return _show_failures(argv)
    except KeyboardInterrupt:
        return _interrupted()


def _show_failures(argv: Sequence[str]) -> int:
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
    except BrokenPipeError:
        # The reader of our output (`head`, a closed pager) is gone: that is its right, and no failure of ours.
        _write_no_more()
        return 0
    except Exception as error:
        if debug:
            raise
        if isinstance(error, OSError) and error.errno in NO_MORE and error.filename is None:
            _write_no_more()
            _complain(f"The output cannot be written: {error.strerror}.")
            return 1
        _complain(f"An unexpected {type(error).__name__}: {error} Please report it with what --debug prints.")
        return 1
    return status


def _dispatch(argv: Sequence[str]) -> int:
    from importlib import import_module

    from interviewer.cli.arguments import Parser

    name, rest = _split(argv)
    if name not in COMMANDS:
        return _overview(name)
    module = import_module(f"interviewer.cli.{name}")
    _let_interrupts_raise()
    parser = Parser(prog=f"interviewer {name}", description=_sentence(COMMANDS[name]), parents=[_common_options()])
    module.arguments(parser)
    args = parser.parse_args(rest)
    if check := getattr(args, "check", None):
        check(args)
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


def _write_no_more() -> None:
    """Let what is left go nowhere, or Python would try once more at its end, and complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _quit(*_: object) -> None:
    """At once, while modules are imported: a KeyboardInterrupt in the middle of a native one can be its end."""
    os._exit(_interrupted())


def _let_interrupts_raise() -> None:
    import signal

    if signal.getsignal(signal.SIGINT) is _quit:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _interrupted() -> int:
    sys.stderr.write("interviewer: Interrupted.\n")
    sys.stderr.flush()
    return 130


def _complain(line: str) -> None:
    from interviewer.text.display import printable

    sys.stderr.write(f"interviewer: {printable(line, keep_newlines=False)}\n")
