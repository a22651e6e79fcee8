"""One line of what `interviewer score` reads: an answer, or a whole exchange, that somebody wants graded."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from interviewer.bank.faults import faults, nearest
from interviewer.bank.question import Question
from interviewer.scoring.grade import Exchange, Speaker, Turn
from interviewer.text.json_lines import read_object

SubmissionId = Annotated[str | int, Meta(description="Yours; no other line of the file has it.")]


class SubmittedTurn(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One utterance. The turns of a submission are numbered from 1."""

    speaker: Speaker
    text: str
    spoken: Annotated[bool, Meta(description="Whether the candidate's text is a transcript of speech.")] = False
    probes: Annotated[str | None, Meta(description="The criterion that this turn of the interviewer's probed.")] = None
    hints: Annotated[str | None, Meta(description="The criterion that this turn gave a hint for.")] = None
    challenges: Annotated[str | None, Meta(description="The misconception that this turn challenged.")] = None


SubmittedTurns = Annotated[tuple[SubmittedTurn, ...], Meta(min_length=1)]


class Submission(Struct, frozen=True, kw_only=True):
    """One line of input: `answer`, `turns` or `audio`. Further fields are the sender's own, and are not read."""

    id: SubmissionId
    question: Annotated[str, Meta(description="The id of a question of the bank, such as `internals/gil`.")]
    answer: Annotated[str | None, Meta(description="What the candidate said; it is turn 1.")] = None
    turns: Annotated[SubmittedTurns | None, Meta(description="A whole exchange, in place of `answer`.")] = None
    audio: Annotated[
        str | None,
        Meta(description="A recording in place of `answer`: its path, from the folder that the file of lines is in."),
    ] = None

    @property
    def said(self) -> tuple[Turn, ...]:
        """The turns, numbered from 1; an answer is the first and only one."""
        if self.turns is None:
            return (Turn(number=1, speaker="candidate", text=self.answer or ""),)
        return tuple(
            Turn(
                number=number,
                speaker=turn.speaker,
                text=turn.text,
                spoken=turn.spoken,
                probes=turn.probes,
                hints=turn.hints,
                challenges=turn.challenges,
            )
            for number, turn in enumerate(self.turns, start=1)
        )

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits that change when the question's id or anything that was said does."""
        return _fingerprint([self.question, msgspec.to_builtins(self.said)])

    def fingerprint_of(self, recording: str) -> str:
        """The same where it was said in a recording, which is told from others by that text."""
        return _fingerprint([self.question, {"recording": recording}])

    def with_heard(self, text: str) -> Submission:
        """The answer that was heard in the recording, in its place."""
        return replace(self, audio=None, turns=(SubmittedTurn(speaker="candidate", text=text, spoken=True),))


class UnusableLineError(Exception):
    """A line that cannot be graded. `reason` is a sentence or two for its author, `id` the line's, where it has one."""

    def __init__(self, reason: str, id: str | int | None = None) -> None:  # noqa: A002 - the field's name
        super().__init__(reason)
        self.reason = reason
        self.id = id


def read_submission(line: bytes) -> Submission:
    """The submission in a line, a byte order mark before it or not. Raises UnusableLineError."""
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        reason = f"This is not UTF-8 text, from byte {error.start + 1} on. Save the file as UTF-8."
        raise UnusableLineError(reason, _id_in(line)) from None
    try:
        data = read_object(text)
    except json.JSONDecodeError as error:
        reason = f"This is not JSON: {error.msg} at character {error.pos + 1}. Write one object a line."
        raise UnusableLineError(reason) from None
    except (ValueError, RecursionError) as error:
        raise UnusableLineError(f"This is not JSON that can be read: {error}.") from None
    try:
        submission = msgspec.convert(data, Submission)
    except msgspec.ValidationError:
        raise UnusableLineError(_why_unfit(data), _id_of(data)) from None
    given = sum(each is not None for each in (submission.answer, submission.turns, submission.audio))
    if given != 1:
        have = "exclude each other" if given else "are missing"
        raise UnusableLineError(f"`answer`, `turns` and `audio` {have}: write one of them.", submission.id)
    return submission


def _fingerprint(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]


def exchange_of(submission: Submission, question: Question) -> Exchange:
    """What a grader sees of it. Raises UnusableLineError for a turn that names what is not in the rubric."""
    for number, turn in enumerate(submission.turns or (), start=1):
        for message in _slips(turn, question):
            raise UnusableLineError(f"Turn {number}: {message}", submission.id)
    return Exchange(question_id=submission.question, question=question, turns=submission.said)


def _slips(turn: SubmittedTurn, question: Question) -> Iterator[str]:
    """What the types cannot tell is wrong with a turn."""
    criteria = [criterion.id for criterion in question.criteria]
    misconceptions = [misconception.id for misconception in question.misconceptions]
    for field, name, known in (
        ("probes", turn.probes, criteria),
        ("hints", turn.hints, criteria),
        ("challenges", turn.challenges, misconceptions),
    ):
        if name is not None and turn.speaker == "candidate":
            yield f"`{field}` belongs to a turn of the interviewer's."
        elif name is not None and name not in known:
            yield _unknown(field, name, known)
    if turn.spoken and turn.speaker == "interviewer":
        yield "`spoken` belongs to a turn of the candidate's."


def _unknown(field: str, name: str, known: Sequence[str]) -> str:
    kind = "misconception" if field == "challenges" else "criterion"
    return f"The question has no {kind} `{name}` to put in `{field}`. {nearest(name, known)}".rstrip()


def _why_unfit(data: object) -> str:
    """The first thing that is wrong with it."""
    fault = next(faults(data, Submission))
    return f"{fault.message} {fault.hint}".rstrip()


def _id_in(line: bytes) -> str | int | None:
    """The id of a line that holds bytes that are no text."""
    try:
        return _id_of(read_object(line.decode("utf-8", errors="replace")))
    except (ValueError, RecursionError):
        return None


def _id_of(data: Any) -> str | int | None:
    found = data.get("id") if isinstance(data, dict) else None
    return found if isinstance(found, str | int) and not isinstance(found, bool) else None
