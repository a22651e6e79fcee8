"""What the interview-wide rubric holds: the format of `rubrics/conduct.yaml`, and its reading.

It asks how somebody goes about an interview, whatever the questions are. Nothing here is ever worth a point.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

from msgspec import Meta, to_builtins

from interviewer.bank.folders import CONDUCT
from interviewer.bank.loader import fit, read_file
from interviewer.bank.problem import BrokenFileError, unreadable
from interviewer.bank.question import BankValue, Line, Slug
from interviewer.bank.yaml_source import Source, parse

if TYPE_CHECKING:
    from collections.abc import Iterable

HeardIn = Literal["statements", "questions", "anything"]
Noticed = Literal["asked_back"]
"""What an interview knows of the candidate without listening for words: that they asked back, or typed `/clarify`."""

Cues = tuple[Line, ...]


class Habit(BankValue, frozen=True, kw_only=True):
    """One habit that an interviewer looks for, whatever the question is."""

    id: Annotated[Slug, Meta(description="Names the habit in reports.")]
    says: Annotated[Line, Meta(description="The habit itself; a person could tell whether it was there by it alone.")]
    why: Annotated[Line, Meta(description="Why it matters in an interview; one sentence of the report.")]
    advice: Annotated[Line, Meta(description="What to do for it next time; one sentence of the report.")]
    shown_by: Annotated[tuple[Line, ...], Meta(min_length=1, description="Phrasings that show it.")]
    against: Annotated[tuple[Line, ...], Meta(description="Phrasings of somebody who does the opposite.")] = ()
    cues: Annotated[Cues, Meta(description="Patterns by which the offline observer hears the habit.")] = ()
    against_cues: Annotated[Cues, Meta(description="Patterns by which it hears the opposite.")] = ()
    asked_for_by: Annotated[
        Cues, Meta(description="Where the question or the interviewer's last words hold one, it is a mere answer.")
    ] = ()
    heard_in: Annotated[
        HeardIn, Meta(description="Whether `cues` listen to what the candidate states, or to what they ask back.")
    ] = "statements"
    noticed: Annotated[tuple[Noticed, ...], Meta(description="What shows the habit without any words.")] = ()


class Conduct(BankValue, frozen=True, kw_only=True):
    """The interview-wide rubric."""

    format: Annotated[Literal[1], Meta(description="The version of this format.")]
    habits: Annotated[tuple[Habit, ...], Meta(min_length=1)]


class SourcedConduct(NamedTuple):
    """The rubric, and where in its file everything stands."""

    conduct: Conduct
    source: Source


def parse_conduct(content: bytes, name: str) -> SourcedConduct:
    """The rubric from the bytes of its file. `name` stands for the file in messages. Raises BrokenFileError."""
    source = parse(content, name)
    return SourcedConduct(fit(source, Conduct), source)


def find_conduct(folders: Iterable[Path]) -> Conduct:
    """The rubric of the first of these bank folders that has one. Raises BrokenFileError, also when none has."""
    path = Path(CONDUCT)
    for folder in folders:
        path = folder / CONDUCT
        if path.exists():
            return parse_conduct(read_file(path), str(path)).conduct
    raise BrokenFileError([unreadable(str(path), "there is no such file")])


def conduct_hash(conduct: Conduct) -> str:
    """12 hexadecimal digits that change when anything of the rubric does."""
    canonical = json.dumps(to_builtins(conduct), sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(canonical.encode()).hexdigest()[:12]
