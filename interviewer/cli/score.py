"""`interviewer score`: grades a file of answers, one object a line, and writes one a line."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import aclosing
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from interviewer.cli.banks import bank_places, open_banks
from interviewer.cli.engine import Company, connector
from interviewer.cli.line_source import LineSource
from interviewer.cli.models import checked_grader, model_option, open_log
from interviewer.cli.on_thread import on_thread
from interviewer.cli.presenter import Presenter
from interviewer.cli.retries import Retries
from interviewer.cli.score_hearing import Listener, transcriber_servers
from interviewer.cli.score_intake import Intake, KeptBefore, Unheard, Work
from interviewer.cli.score_output import open_output
from interviewer.cli.score_source import opened, refuse_same_file
from interviewer.cli.score_view import Tally, closing_line, opening_lines, show_progress
from interviewer.cli.screen import open_console
from interviewer.cli.workspace import settings_of, system_clock
from interviewer.errors import InterviewerError, ModelFailedError, UsageError
from interviewer.llm.metering import metered
from interviewer.prompting.usage import Usage
from interviewer.report.score_line import BadLine, score_line
from interviewer.scoring.bulk import grade_many
from interviewer.scoring.grade import Grade, GradingFailedError
from interviewer.text.display import printable

if TYPE_CHECKING:
    import argparse
    from collections.abc import AsyncGenerator, Callable

    from interviewer.cli.models import Roles
    from interviewer.cli.score_output import Output
    from interviewer.config import Config
    from interviewer.scoring.grade import Exchange, Grader

AT_ONCE = 4
"""Answers that a model is asked about at a time. The offline grader takes one: more would wait for each other."""
MOST_AT_ONCE = 100
MOST_FAILURES_IN_A_ROW = 20
"""Of a model: then the rest is left, or one that is down would be waited for through the whole file."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `score`."""
    parser.add_argument(
        "file",
        nargs="?",
        metavar="FILE",
        help="one JSON object a line; `-` for standard input; or a folder of recordings",
    )
    parser.add_argument("--audio", metavar="FILE", help="grade one recording, of an answer to --question")
    parser.add_argument("--question", metavar="ID", help="what the recording answers")
    parser.add_argument("-o", "--output", metavar="FILE", help="write there, and go on with what is there already")
    parser.add_argument("--bank", action="append", dest="banks", metavar="DIR", help="a bank of your own (repeatable)")
    parser.add_argument(
        "--concurrency", type=int, metavar="N", help=f"so many answers at a time (default: {AT_ONCE}; offline 1)"
    )
    parser.epilog = (
        'A line is {"id": "a1", "question": "internals/gil", "answer": "..."}. Results come in the order in which they'
        " arrive; the ids tie them to the input. `interviewer bank schema --of score` describes both."
    )
    parser.set_defaults(check=_refuse_what_cannot_be)
    model_option(parser)


def run(args: argparse.Namespace) -> int:
    """Grade every line; exit status 1 when some have no grade. Raises UsageError and InterviewerError."""
    import asyncio

    config = settings_of(args)
    roles = checked_grader(config)
    bank = open_banks(bank_places(config))
    with opened(args) as (descriptor, folder):
        refuse_same_file(descriptor, args.output)
        output = open_output(args.output)
        listener = Listener(config, roles.keys, bank, folder)
        run = _Run(args, roles, Intake(bank, output.kept, listener), output, config)
        try:
            asyncio.run(run.grade(descriptor))
        except KeyboardInterrupt:
            _says(closing_line(run.tally, goes_on=args.output is not None, interrupted=True))
            return 130
        finally:
            output.close()
    _says(closing_line(run.tally, goes_on=args.output is not None))
    return 0 if run.tally.is_whole else 1


class _Given(Struct, frozen=True, kw_only=True):
    """What a grader gave, and what models took for it."""

    outcome: Grade | GradingFailedError
    usage: Usage


class _MeteredGrader:
    """A grader that tells what models took for each exchange, failed or not."""

    def __init__(self, grader: Grader) -> None:
        self._grader = grader

    async def grade(self, exchange: Exchange) -> _Given:
        """Grade one exchange."""
        with metered() as meter:
            try:
                outcome: Grade | GradingFailedError = await self._grader.grade(exchange)
            except GradingFailedError as failure:
                outcome = failure
        return _Given(outcome=outcome, usage=meter.usage)


class _NothingKept:
    """A cache without anything in it: the journal holds interviews, and the output file is what is gone on with."""

    def get(self, _key: str) -> None:
        """Nothing."""

    def put(self, _key: str, _text: str) -> None:
        """Keep nothing."""


class _Run:
    """One run over one input."""

    def __init__(self, args: argparse.Namespace, roles: Roles, intake: Intake, output: Output, config: Config) -> None:
        self.tally = Tally()
        self._args = args
        self._roles = roles
        self._intake = intake
        self._output = output
        self._config = config
        self._in_a_row = 0

    async def grade(self, descriptor: int) -> None:
        """Grade what comes from there, until its end or too many failures. Raises what stands in the way of all."""
        import asyncio

        retries = Retries(system_clock.monotonic_s)
        connect = connector(self._roles.keys, log=open_log(self._args), traced=self._config.tracing, wait=retries.wait)
        company = Company(_NothingKept(), connect, self._config)
        grader = _MeteredGrader(company.cast(self._roles).grader)
        source = LineSource(descriptor)
        screen = Presenter(open_console(colour=self._args.colour, to_stderr=True), plain=self._args.plain)
        for line in opening_lines(self._roles, self._output.kept.graders, transcriber_servers(self._config)):
            screen.note(line)
        view = asyncio.create_task(
            show_progress(screen, self.tally, _share(source, descriptor), retries, may_draw=self._may_draw)
        )
        try:
            await self._knock(company)
            async with (
                aclosing(self._works(source)) as works,
                aclosing(grade_many(grader, works, at_once=self._at_once)) as grades,
            ):
                async for work, given in grades:
                    if isinstance(given, GradingFailedError):
                        raise given  # never: a metered grader hands failures out
                    self._take(work, given)
                    if self._in_a_row == MOST_FAILURES_IN_A_ROW:
                        self.tally.stopped = True
                        return
        finally:
            view.cancel()
            await asyncio.gather(view, return_exceptions=True)  # it takes its bar away
            await company.close()

    @property
    def _may_draw(self) -> bool:
        """Whether nothing else is written to the terminal meanwhile."""
        return self._args.output is not None or not sys.stdout.isatty()

    async def _knock(self, company: Company) -> None:
        """Raise ModelFailedError where nothing can be graded at all."""
        grader = self._roles.grader
        if grader is not None and not grader.panel and not grader.fallbacks:
            for failure in await company.knock():
                raise failure

    async def _works(self, source: LineSource) -> AsyncGenerator[tuple[Work, Exchange]]:
        """What is to be graded; what is not, is dealt with. Raises InterviewerError."""
        try:
            async for line in source.lines():
                taken = self._intake.take(line)
                if isinstance(taken, Unheard):
                    taken = await on_thread(partial(self._intake.hear, taken))
                match taken:
                    case BadLine() as bad:
                        self._output.write(bad)
                        self.tally.bad += 1
                    case KeptBefore():
                        self.tally.kept += 1
                    case Work() as work:
                        yield work, work.exchange
        except OSError as error:
            raise InterviewerError(f"{self._args.file} cannot be read: {error.strerror}.") from error

    @property
    def _at_once(self) -> int:
        return self._args.concurrency or (AT_ONCE if self._roles.grader is not None else 1)

    def _take(self, work: Work, given: _Given) -> None:
        outcome, usage = given.outcome, given.usage
        now = system_clock.now()
        line = score_line(
            work.submission,
            work.exchange,
            outcome,
            usage=usage,
            at=now,
            fingerprint=work.fingerprint,
            heard=work.heard,
        )
        self._output.write(line)
        self.tally.usage += usage
        if isinstance(outcome, Grade):
            self.tally.graded += 1
            self._in_a_row = 0
            return
        self.tally.failed += 1
        self.tally.last_failure = outcome.reason
        if isinstance(outcome.__cause__, ModelFailedError):
            self._in_a_row += 1


def _says(line: str) -> None:
    """Say it on standard error, in one line."""
    sys.stderr.write(f"{printable(line, keep_newlines=False)}\n")


def _share(source: LineSource, descriptor: int) -> Callable[[], float | None]:
    """What tells how much of a file is taken in, 0 to 1; of a pipe nobody knows."""
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode) or not found.st_size:
        return lambda: None
    return lambda: min(source.handed_out_bytes / found.st_size, 1.0)


def _refuse_what_cannot_be(args: argparse.Namespace) -> None:
    """Raises UsageError for a wild concurrency, and for anything but one thing to grade."""
    if (args.file is None) == (args.audio is None):
        raise UsageError("There is no one thing to grade.", "Name a FILE, or --audio FILE with --question ID.")
    if (args.audio is None) != (args.question is None):
        raise UsageError("--audio and --question belong together.", "`interviewer bank list` shows the ids.")
    if args.concurrency is not None and not 1 <= args.concurrency <= MOST_AT_ONCE:
        raise UsageError(f"--concurrency takes a whole number from 1 to {MOST_AT_ONCE}, not {args.concurrency}.")
