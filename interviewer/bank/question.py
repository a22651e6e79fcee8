"""What a question of the bank and its rubric hold: the format of `rubrics/<topic>/<question>.yaml`.

The descriptions here are the author's documentation too: `bank schema` prints them for editors.
"""

from __future__ import annotations

import hashlib
import json
from typing import Annotated, Literal

from msgspec import Meta, Struct, to_builtins

FORMAT = 1
"""The version of the format; a file names the one that it was written for."""

Level = Literal["junior", "mid", "senior"]
Tier = Literal["core", "deeper", "bonus"]
Verdict = Literal["met", "partly", "missed", "unclear"]
Label = Literal["met", "partly", "missed"]
"""A verdict that a person gives: a labeller always can tell."""

SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
"""The pattern of a name: lower-case words and digits, joined by hyphens."""

Slug = Annotated[str, Meta(pattern=f"^{SLUG}$")]
QuestionId = Annotated[str, Meta(pattern=f"^{SLUG}/{SLUG}$")]
Minutes = Annotated[int, Meta(ge=1, le=60)]
MinimumPython = Annotated[str, Meta(pattern=r"^>=3\.\d+$")]
Line = Annotated[str, Meta(min_length=1, pattern=r"\S")]


class BankValue(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of a bank file: immutable, and with no field but the known ones."""


class Criterion(BankValue, frozen=True, kw_only=True):
    """One checkable point of a good answer."""

    id: Annotated[Slug, Meta(description="Names the criterion in labels and reports.")]
    says: Annotated[Line, Meta(description="The point itself; a person could tell met from missed by it alone.")]
    partly: Annotated[
        Line | None, Meta(description="What makes a part of the point only, where labellers would wonder.")
    ] = None
    tier: Annotated[Tier, Meta(description="core weighs 2, deeper 1; bonus only adds.")]
    counts: Annotated[tuple[Line, ...], Meta(description="Phrasings that make the point.")] = ()
    not_enough: Annotated[tuple[Line, ...], Meta(description="Phrasings that sound like it and do not.")] = ()
    cues: Annotated[tuple[Line, ...], Meta(description="Patterns by which the offline grader hears the point.")] = ()
    gives_away: Annotated[
        tuple[Line, ...], Meta(description="Words that no probe, hint, challenge or extension may say first.")
    ] = ()
    probe: Annotated[Line | None, Meta(description="A neutral follow-up that names no part of the answer.")] = None
    hints: Annotated[tuple[Line, ...], Meta(description="From general to specific; the last is not the answer.")] = ()


class Misconception(BankValue, frozen=True, kw_only=True):
    """One wrong claim that people really hold, with its correction."""

    id: Slug
    says: Annotated[Line, Meta(description="The wrong claim, as somebody would hold it.")]
    cues: Annotated[tuple[Line, ...], Meta(description="Patterns by which the offline grader hears the claim.")] = ()
    correction: Annotated[Line, Meta(description="What is true; shown in the report only.")]
    challenge: Annotated[Line, Meta(description="A question that makes the candidate look again.")]
    about: Annotated[
        Slug | None, Meta(description="The criterion that the claim gets wrong; a challenge counts as its probe.")
    ] = None


class Clarification(BankValue, frozen=True, kw_only=True):
    """What candidates ask back, and the answer."""

    asks: Line
    answer: Line


class StudyLink(BankValue, frozen=True, kw_only=True):
    """A primary source to study: its title, and where it is (host and path, without the scheme)."""

    title: Line
    at: Line


class Example(BankValue, frozen=True, kw_only=True):
    """A labelled answer: tunes cues and serves as an example in the grader's prompt."""

    answer: Line
    style: Annotated[Slug, Meta(description="strong, partial, wrong, vague, spoken, …")]
    verdicts: Annotated[dict[str, Label], Meta(description="A verdict for every criterion.")]
    misconceptions: Annotated[tuple[Slug, ...], Meta(description="Those that the answer advocates.")] = ()


class Question(BankValue, frozen=True, kw_only=True):
    """A question with its rubric. Its id is the path of its file: `<topic>/<question>`."""

    format: Annotated[Literal[1], Meta(description="The version of this format.")]
    question: Line
    level: Level
    minutes: Annotated[Minutes, Meta(description="A fair time for it, follow-ups included.")]
    tags: tuple[Slug, ...] = ()
    related: Annotated[
        tuple[QuestionId, ...], Meta(description="Questions that give each other away; never in one interview.")
    ] = ()
    code: Annotated[str | None, Meta(description="Code that is shown with the question.")] = None
    criteria: Annotated[tuple[Criterion, ...], Meta(min_length=1)]
    misconceptions: tuple[Misconception, ...] = ()
    clarifications: tuple[Clarification, ...] = ()
    extensions: Annotated[tuple[Line, ...], Meta(description='Deeper "what if" questions for strong answers.')] = ()
    reference_answer: Annotated[Line, Meta(description="Meets every criterion, as a person would say it.")]
    proof: Annotated[str | None, Meta(description="Code that runs and asserts what the rubric claims.")] = None
    requires_python: Annotated[MinimumPython | None, Meta(description="The versions on which the proof holds.")] = None
    study: tuple[StudyLink, ...] = ()
    examples: tuple[Example, ...] = ()

    def criterion(self, criterion_id: str) -> Criterion:
        """The criterion of that id. Raises KeyError."""
        for criterion in self.criteria:
            if criterion.id == criterion_id:
                return criterion
        raise KeyError(criterion_id)

    def misconception(self, misconception_id: str) -> Misconception:
        """The misconception of that id. Raises KeyError."""
        for misconception in self.misconceptions:
            if misconception.id == misconception_id:
                return misconception
        raise KeyError(misconception_id)


def topic_of(question_id: str) -> str:
    """The topic of a question: `oop/dunder-methods` → `oop`."""
    return question_id.partition("/")[0]


def rubric_hash(question: Question) -> str:
    """12 hexadecimal digits that change when anything changes that a grade may depend on."""
    graded_by = (question.question, question.code, question.criteria, question.misconceptions, question.examples)
    canonical = json.dumps(to_builtins(graded_by), sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(canonical.encode()).hexdigest()[:12]
