"""What makes a question a good one, as far as a program can judge: the rules of `bank check`.

Pure: the questions are read already, and the parser of cues is handed in, because it lives in a layer above.
"""

from __future__ import annotations

import ast
import re
import sys
import warnings
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from interviewer.bank.faults import nearest
from interviewer.bank.problem import in_order
from interviewer.bank.similarity import near_duplicates
from interviewer.bank.spelling import misspelled
from interviewer.bank.spoken import (
    Finding,
    no_praise,
    nothing_given_away,
    one_question_each,
    sentences_of,
    spoken_lines,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from interviewer.bank.problem import Problem
    from interviewer.bank.question import Criterion, Label, Misconception, Question
    from interviewer.bank.spelling import Dictionary
    from interviewer.bank.yaml_source import Source, Trail

HINTS = {"core": 3, "deeper": 1, "bonus": 0}
"""How many hints a criterion of each tier has at least."""
MISCONCEPTIONS = 2
"""How many misconceptions a question has at least."""
STYLES = ("strong", "partial", "wrong", "spoken")
"""The styles of example that every question has."""

_HOST_AND_PATH = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+(/[^\s/][^\s]*)?/?")


class Candidate(NamedTuple):
    """A question to be checked, and where in its file everything stands."""

    question_id: str
    question: Question
    source: Source


def check_questions(
    candidates: Sequence[Candidate],
    *,
    known_ids: Collection[str],
    parse_cue: Callable[[str], object],
    heard_in_talk: Callable[[str], str | None] | None = None,
    dictionary: Dictionary | None = None,
) -> list[Problem]:
    """All that the rules refuse in these questions, file by file.

    `known_ids` are the questions that `related` may name; `parse_cue` raises ValueError for a cue that cannot be read;
    `heard_in_talk` tells the sentence of everyday talk that satisfies a cue. Without it, and without a dictionary,
    that and spelling are not checked.
    """
    problems: list[Problem] = []
    said: dict[str, str] = {}
    duplicates = list(near_duplicates([(candidate.question_id, candidate.question) for candidate in candidates]))
    for at, candidate in enumerate(candidates):
        question, source = candidate.question, candidate.source
        findings = chain(
            *(rule(question) for rule in RULES),
            _related(candidate, known_ids),
            _cues(question, parse_cue, heard_in_talk),
            _said_once(candidate, said),
            (finding for place, finding in duplicates if place == at),
            misspelled(question, dictionary) if dictionary else (),
        )
        problems += [
            source.problem(
                source.keys[finding.trail] if finding.at_name else source.position(finding.trail),
                finding.message,
                finding.hint,
            )
            for finding in findings
        ]
    return in_order(problems)


def label_faults(
    question: Question, verdicts: Mapping[str, Label], misconceptions: Sequence[str], trail: Trail = ()
) -> Iterator[Finding]:
    """Why a labelled answer does not fit its question: each criterion has a label, and nothing else has."""
    known = [criterion.id for criterion in question.criteria]
    missing = [criterion_id for criterion_id in known if criterion_id not in verdicts]
    if missing:
        yield Finding((*trail, "verdicts"), f"There is no verdict for {_listed(missing)}.", "Label every criterion.")
    for name in verdicts:
        if name not in known:
            message = f"`{name}` is no criterion of this question."
            yield Finding((*trail, "verdicts", name), message, nearest(name, known), at_name=True)
    held = [misconception.id for misconception in question.misconceptions]
    for number, name in enumerate(misconceptions):
        if name not in held:
            message = f"`{name}` is no misconception of this question."
            yield Finding((*trail, "misconceptions", number), message, nearest(name, held))


def _criteria(question: Question) -> Iterator[Finding]:
    if all(criterion.tier == "bonus" for criterion in question.criteria):
        yield Finding(("criteria",), "Nothing here counts: all criteria are bonus.", "Make the main points core.")
    for at, criterion in enumerate(question.criteria):
        trail: Trail = ("criteria", at)
        if not criterion.counts:
            yield Finding(trail, f"`{criterion.id}` has no `counts`.", "Add phrasings that make the point.")
        if not criterion.cues:
            yield Finding(trail, f"`{criterion.id}` has no `cues`.", "Without them the offline grader cannot hear it.")
        if criterion.tier == "core" and not criterion.not_enough:
            hint = "Add phrasings that sound like the point and do not make it."
            yield Finding(trail, f"`{criterion.id}` is core and has no `not_enough`.", hint)
        if criterion.tier == "core" and not criterion.gives_away:
            hint = "List the words that would hand the point over."
            yield Finding(trail, f"`{criterion.id}` is core and has no `gives_away`.", hint)
        if criterion.tier != "bonus" and criterion.probe is None:
            yield Finding(trail, f"`{criterion.id}` has no `probe`.", f"Every {criterion.tier} criterion has one.")
        if len(criterion.hints) < HINTS[criterion.tier]:
            message = f"`{criterion.id}` has {len(criterion.hints)} of {HINTS[criterion.tier]} hints."
            yield Finding((*trail, "hints"), message, "Go from general to specific; the last is not the answer.")


def _misconceptions(question: Question) -> Iterator[Finding]:
    number = len(question.misconceptions)
    if number < MISCONCEPTIONS:
        message = f"There are {number} of {MISCONCEPTIONS} misconceptions."
        yield Finding(("misconceptions",), message, "Add wrong claims that people really hold.")
    known = [criterion.id for criterion in question.criteria]
    for at, misconception in enumerate(question.misconceptions):
        trail: Trail = ("misconceptions", at)
        if not misconception.cues:
            hint = "Without them the offline grader cannot hear it."
            yield Finding(trail, f"`{misconception.id}` has no `cues`.", hint)
        if misconception.about is not None and misconception.about not in known:
            message = f"`{misconception.about}` is no criterion of this question."
            yield Finding((*trail, "about"), message, nearest(misconception.about, known))


def _unique_ids(question: Question) -> Iterator[Finding]:
    for name, parts in _parts(question):
        seen: set[str] = set()
        for at, part in enumerate(parts):
            if part.id in seen:
                yield Finding((name, at, "id"), f"`{part.id}` is the id of another one too.", "Rename one of them.")
            seen.add(part.id)


def _examples(question: Question) -> Iterator[Finding]:
    styles = {example.style for example in question.examples}
    missing = [style for style in STYLES if style not in styles]
    if missing:
        hint = f"Every question has examples of the styles {', '.join(STYLES)}."
        yield Finding(("examples",), f"There is no example of the style {_listed(missing)}.", hint)
    seen: set[str] = set()
    for at, example in enumerate(question.examples):
        trail: Trail = ("examples", at)
        if example.answer.strip() in seen:
            yield Finding((*trail, "answer"), "This answer is an example already.", "Write another one.")
        seen.add(example.answer.strip())
        yield from label_faults(question, example.verdicts, example.misconceptions, trail)
        unmet = [c.id for c in question.criteria if c.tier == "core" and example.verdicts.get(c.id) != "met"]
        if example.style == "strong" and unmet:
            message = f"This strong example does not meet {_listed(unmet)}."
            yield Finding((*trail, "verdicts"), message, "A strong answer meets every core criterion.")


def _study(question: Question) -> Iterator[Finding]:
    if not question.study:
        yield Finding(("study",), "There is nothing to study.", "Add a primary source: its title and where it is.")
    for at, link in enumerate(question.study):
        if not _HOST_AND_PATH.fullmatch(link.at):
            hint = "Write host and path, such as `docs.python.org/3/howto/mro.html`."
            yield Finding(("study", at, "at"), f"`{link.at}` is no place.", hint)


def _proof(question: Question) -> Iterator[Finding]:
    if question.proof is None:
        return
    if question.requires_python is None:
        hint = 'Say on which versions it holds: `requires_python: ">=3.11"`.'
        yield Finding(("proof",), "The proof does not say what it needs.", hint)
    elif sys.version_info < tuple(int(part) for part in question.requires_python.removeprefix(">=").split(".")):
        return  # written for a newer Python than this one, which may not be able to read it
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(question.proof)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        yield Finding(("proof",), f"The proof is not Python: {error}.", "Run it before you keep it.")
        return
    if not any(isinstance(node, ast.Assert) for node in ast.walk(tree)):
        yield Finding(("proof",), "The proof asserts nothing.", "Assert what the rubric claims.")


RULES: tuple[Callable[[Question], Iterator[Finding]], ...] = (
    _criteria,
    _misconceptions,
    _unique_ids,
    _examples,
    _study,
    _proof,
    nothing_given_away,
    one_question_each,
    no_praise,
)
"""The rules that need nothing but the question."""


def _related(candidate: Candidate, known_ids: Collection[str]) -> Iterator[Finding]:
    for at, question_id in enumerate(candidate.question.related):
        if question_id == candidate.question_id:
            yield Finding(("related", at), "A question is not related to itself.", "Remove it.")
        elif question_id not in known_ids:
            message = f"There is no question `{question_id}`."
            yield Finding(("related", at), message, nearest(question_id, known_ids) or "Remove it.")


def _cues(
    question: Question, parse_cue: Callable[[str], object], heard_in_talk: Callable[[str], str | None] | None
) -> Iterator[Finding]:
    for name, parts in _parts(question):
        for at, part in enumerate(parts):
            for number, cue in enumerate(part.cues):
                try:
                    parse_cue(cue)
                except ValueError as error:
                    message = f"The cue `{cue}` cannot be read: {str(error).rstrip('.')}."
                    yield Finding((name, at, "cues", number), message, "docs/write-a-rubric.md has the cue language.")
                    continue
                said = heard_in_talk(cue) if heard_in_talk else None
                if said is not None:
                    message = f"The cue `{cue}` is heard in everyday talk: “{said}”"
                    hint = "Ask for a word of the subject beside, with ` .. ` or ` & `."
                    yield Finding((name, at, "cues", number), message, hint)


def _said_once(candidate: Candidate, said: dict[str, str]) -> Iterator[Finding]:
    """No sentence of the interviewer's is here a second time. `said` grows: sentences, and where they were first."""
    for line in spoken_lines(candidate.question):
        if line.kind == "clarification":
            continue  # said when asked for only, and "Yes." is the answer to much
        for sentence in sentences_of(line.text):
            if sentence in said:
                message = f"This {line.kind} repeats a sentence of {said[sentence]}."
                yield Finding(line.trail, message, "No sentence comes twice in an interview.")
            else:
                position = candidate.source.position(line.trail)
                said[sentence] = f"{candidate.question_id}, line {position.line}"


def _parts(question: Question) -> Iterator[tuple[str, tuple[Criterion | Misconception, ...]]]:
    yield "criteria", question.criteria
    yield "misconceptions", question.misconceptions


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
