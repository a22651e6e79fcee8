"""The texts of `attacks/<family>.jsonl` that want points without knowledge, and honest answers that look like them.

They measure graders. An attack says nothing of the subject that would earn a point; some name terms of it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

from msgspec import Meta

from interviewer.bank.check import label_faults
from interviewer.bank.faults import nearest
from interviewer.bank.folders import ATTACKS
from interviewer.bank.json_lines import Lines, line_problem, read_lines, same_ids
from interviewer.bank.problem import Problem
from interviewer.bank.question import BankValue, Label, Line, QuestionId, Slug

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from interviewer.bank.question import Question

HONEST = "honest"
"""The file of the honest answers; no family has this name."""


class Attack(BankValue, frozen=True, kw_only=True):
    """A text that wants points without knowledge: one line of its family's file."""

    id: Annotated[Slug, Meta(description="Names the attack; no other text of the folder has it.")]
    family: Annotated[Slug, Meta(description="The kind of attack; the file has its name.")]
    text: Line
    why: Annotated[Line, Meta(description="What makes it an attack, in a sentence.")]
    question: Annotated[QuestionId | None, Meta(description="The question that it needs; None when any will do.")] = (
        None
    )
    may_meet: Annotated[
        tuple[Slug, ...], Meta(description="Criteria of that question which ask for a name only, and which it names.")
    ] = ()
    unseen: Annotated[bool, Meta(description="Whether no rule of a grader was made with it in view.")] = False


class HonestAnswer(BankValue, frozen=True, kw_only=True):
    """An honest answer that merely looks like an attack, with what a person says of it."""

    id: Annotated[Slug, Meta(description="Names the answer; no other text of the folder has it.")]
    question: QuestionId
    answer: Line
    why: Annotated[Line, Meta(description="What it looks like.")]
    verdicts: Annotated[dict[str, Label], Meta(description="A verdict for every criterion of the question.")]
    misconceptions: Annotated[tuple[Slug, ...], Meta(description="Those that the answer advocates.")] = ()


class Corpus(NamedTuple):
    """What a folder of attacks holds: file by file, and by its line, what can be read; and why the rest cannot."""

    attacks: dict[str, Lines[Attack]]
    honest: dict[str, Lines[HonestAnswer]]
    problems: list[Problem]

    def all_attacks(self) -> list[Attack]:
        """The attacks that can be read, in the order of their files."""
        return [attack for lines in self.attacks.values() for attack in lines.values.values()]

    def all_honest(self) -> list[HonestAnswer]:
        """The honest answers that can be read."""
        return [answer for lines in self.honest.values() for answer in lines.values.values()]


def read_corpus(bank: Path) -> Corpus:
    """The attacks and the honest answers of a bank's folder; none when it has no folder of them."""
    found = Corpus({}, {}, [])
    for path in sorted((bank / ATTACKS).glob("*.jsonl")):
        if path.stem == HONEST:
            found.honest[str(path)] = honest = read_lines(path, HonestAnswer)
            lines: Lines[Attack] | Lines[HonestAnswer] = honest
        else:
            found.attacks[str(path)] = lines = read_lines(path, Attack)
        found.problems.extend(lines.problems)
        if not lines.values and not lines.problems:
            found.problems.append(Problem(path=str(path), message="Nothing is in it.", hint="Remove it or fill it."))
    return found


def check_corpus(corpus: Corpus, questions: Mapping[str, Question], known_ids: Collection[str]) -> list[Problem]:
    """All that is wrong with the attacks and the honest answers of a bank.

    `questions` are those that could be read, by id; `known_ids` are all that there are.
    """
    problems = list(corpus.problems)
    seen: dict[str, str] = {}
    for name, attacks in corpus.attacks.items():
        problems += _ids(name, {line: attack.id for line, attack in attacks.values.items()}, seen)
        for line, attack in attacks.values.items():
            problems += [line_problem(name, line, *reason) for reason in _oddities(attack, name, questions, known_ids)]
    for name, answers in corpus.honest.items():
        problems += _ids(name, {line: answer.id for line, answer in answers.values.items()}, seen)
        for line, answer in answers.values.items():
            problems += [line_problem(name, line, *reason) for reason in _faults(answer, questions, known_ids)]
    return problems


def _ids(name: str, ids: Mapping[int, str], seen: dict[str, str]) -> Iterator[Problem]:
    """Ids that two lines have; `seen` has those of the files before, and gets those of this one."""
    yield from same_ids(ids, name)
    for line, each in ids.items():
        if each in seen:
            yield line_problem(name, line, f"`{each}` is an id in {seen[each]} too.", "Rename one of them.")
    seen.update((each, name) for each in ids.values() if each not in seen)


def _oddities(
    attack: Attack, name: str, questions: Mapping[str, Question], known_ids: Collection[str]
) -> Iterator[tuple[str, str]]:
    if Path(name).stem != attack.family:
        yield f"`{attack.family}` is not the family of this file.", "A file has the name of its family."
    if attack.question is None:
        if attack.may_meet:
            yield "`may_meet` names criteria, and there is no `question` to have them.", "Name the question."
        return
    if attack.question not in known_ids:
        yield _no_question(attack.question, known_ids)
    elif attack.question in questions:
        known = [criterion.id for criterion in questions[attack.question].criteria]
        for each in attack.may_meet:
            if each not in known:
                yield f"`{each}` is no criterion of this question.", nearest(each, known)


def _faults(
    answer: HonestAnswer, questions: Mapping[str, Question], known_ids: Collection[str]
) -> Iterator[tuple[str, str]]:
    if answer.question not in known_ids:
        yield _no_question(answer.question, known_ids)
    elif answer.question in questions:
        for finding in label_faults(questions[answer.question], answer.verdicts, answer.misconceptions):
            yield finding.message, finding.hint


def _no_question(question_id: str, known_ids: Collection[str]) -> tuple[str, str]:
    return f"There is no question `{question_id}`.", nearest(question_id, known_ids)
