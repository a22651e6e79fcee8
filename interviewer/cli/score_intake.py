"""From the lines of a file to what is to be graded: what is wrong is said, what was graded before is passed over."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from interviewer.bank.question import Question, rubric_hash
from interviewer.cli.line_source import LONGEST
from interviewer.cli.score_output import hash_of
from interviewer.errors import BankError, InterviewerError, UsageError
from interviewer.report.score_line import BadLine
from interviewer.scoring.grade import Exchange
from interviewer.scoring.submission import Submission, UnusableLineError, exchange_of, read_submission
from interviewer.text.display import shorten
from interviewer.transcript.heard import Transcript

if TYPE_CHECKING:
    from interviewer.bank.index import Bank
    from interviewer.cli.line_source import FileLine
    from interviewer.cli.score_hearing import Listener
    from interviewer.cli.score_output import Kept

QUESTIONS_AT_HAND = 128
"""Questions that are kept read."""
LONGEST_ID = 200
"""Characters of a question's id beyond which nobody looks for it."""


class Work(Struct, frozen=True, kw_only=True):
    """A submission that is to be graded."""

    submission: Submission
    exchange: Exchange
    fingerprint: str
    heard: Transcript | None = None
    """What was said in its recording, where it has one."""


class Unheard(Struct, frozen=True, kw_only=True):
    """A submission whose recording is to be heard first."""

    submission: Submission
    recording: str
    question: Question
    rubric_hash: str
    line: int


class KeptBefore(Struct, frozen=True):
    """A submission that has its grade."""


class Intake:
    """Takes lines in. Of every id it remembers a hash and its line, some hundred bytes."""

    def __init__(self, bank: Bank, kept: Kept, listener: Listener) -> None:
        self._bank = bank
        self._listener = listener
        self._kept = kept
        self._line_of: dict[int, int] = {}
        self._read = lru_cache(QUESTIONS_AT_HAND)(self._read_now)

    def take(self, line: FileLine) -> Work | Unheard | KeptBefore | BadLine | None:
        """What is to be done about a line; None for an empty one."""
        if line.text is not None and not line.text.strip():
            return None
        try:
            return self._taken(line)
        except UnusableLineError as error:
            return BadLine(id=error.id, line=line.number, status="error", error=error.reason)

    def hear(self, unheard: Unheard) -> Work | KeptBefore | BadLine:
        """What is to be done once the recording was heard. Blocks. Raises InterviewerError where none can be at all."""
        submission = unheard.submission
        try:
            fingerprint = submission.fingerprint_of(self._listener.digest(unheard.recording))
            if self._kept.has(submission.id, fingerprint, unheard.rubric_hash):
                return KeptBefore()
        except UsageError as error:
            return BadLine(id=submission.id, line=unheard.line, status="error", error=str(error))
        self._listener.load()
        try:
            heard = self._listener.hear(unheard.recording)
        except InterviewerError as error:
            return BadLine(id=submission.id, line=unheard.line, status="error", error=str(error))
        said = submission.with_heard(heard.text)
        exchange = exchange_of(said, unheard.question)
        return Work(submission=said, exchange=exchange, fingerprint=fingerprint, heard=heard)

    def _taken(self, line: FileLine) -> Work | Unheard | KeptBefore:
        if line.text is None:
            raise UnusableLineError(f"This line is longer than {LONGEST >> 20} megabytes.")
        submission = read_submission(line.text)
        first = self._line_of.setdefault(hash_of(submission.id), line.number)
        if first != line.number:
            reason = f"This is the id of line {first} too: every line needs one of its own."
            raise UnusableLineError(reason, submission.id)
        found = self._read(submission.question[: LONGEST_ID + 1])
        if isinstance(found, str):
            raise UnusableLineError(found, submission.id)
        if submission.audio is not None:
            question, rubric = found.question, found.rubric_hash
            recording = submission.audio
            return Unheard(
                submission=submission, recording=recording, question=question, rubric_hash=rubric, line=line.number
            )
        exchange = exchange_of(submission, found.question)
        if self._kept.has(submission.id, submission.fingerprint, found.rubric_hash):
            return KeptBefore()
        return Work(submission=submission, exchange=exchange, fingerprint=submission.fingerprint)

    def _read_now(self, question_id: str) -> _Read | str:
        """The question, or why there is none."""
        if len(question_id) > LONGEST_ID:
            return f"The bank has no question `{shorten(question_id, 40)}`."
        try:
            question = self._bank.load(question_id)
        except BankError as error:
            return str(error)
        return _Read(question=question, rubric_hash=rubric_hash(question))


class _Read(Struct, frozen=True, kw_only=True):
    question: Question
    rubric_hash: str
