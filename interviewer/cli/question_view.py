"""A question of the bank on the screen, rubric and all, as its author wants to see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.bank.coverage import coverage
from interviewer.text.display import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rich.console import Console

    from interviewer.bank.coverage import Labelled
    from interviewer.bank.question import Question

INDENT = 2
"""Columns; more would leave no room in a narrow window."""


def show_question(console: Console, question_id: str, question: Question) -> None:
    """Print everything that the file holds, in the order of the format, answers included."""
    page = _Page(console)
    console.print(question_id, style="bold")
    page.text(question.question, indent=0)
    page.labelled("level", f"{question.level}, {question.minutes} min")
    page.labelled("tags", ", ".join(question.tags))
    page.labelled("related", ", ".join(question.related))
    page.block("code", question.code)
    for criterion in question.criteria:
        page.heading(f"criterion {criterion.id} ({criterion.tier})")
        page.text(criterion.says)
        page.labelled("partly", criterion.partly)
        page.listed("counts", criterion.counts)
        page.listed("not enough", criterion.not_enough)
        page.listed("cues", criterion.cues)
        page.labelled("gives away", ", ".join(criterion.gives_away))
        page.labelled("probe", criterion.probe)
        page.listed("hints", criterion.hints)
    for misconception in question.misconceptions:
        about = f" (about {misconception.about})" if misconception.about else ""
        page.heading(f"misconception {misconception.id}{about}")
        page.text(misconception.says)
        page.listed("cues", misconception.cues)
        page.labelled("correction", misconception.correction)
        page.labelled("challenge", misconception.challenge)
    for clarification in question.clarifications:
        page.heading("clarification")
        page.labelled("asks", clarification.asks)
        page.labelled("answer", clarification.answer)
    if question.extensions:
        page.heading("extensions")
        page.items(question.extensions)
    page.block("reference answer", question.reference_answer)
    page.block(f"proof{f' ({question.requires_python})' if question.requires_python else ''}", question.proof)
    if question.study:
        page.heading("study")
        page.items(f"{link.title}: {link.at}" for link in question.study)
    for example in question.examples:
        page.heading(f"example ({example.style})")
        page.text(example.answer)
        page.labelled("verdicts", _verdicts(example.verdicts))
        page.labelled("misconceptions", ", ".join(example.misconceptions))


def show_coverage(console: Console, question: Question, measuring: Sequence[Labelled]) -> None:
    """Print how often each criterion is met, partly met and missed, and each misconception held, in labelled answers.

    `measuring` are those that measure graders: of them a rubric's author gets to see numbers only.
    """
    page = _Page(console)
    for name, answers in (("examples", question.examples), ("measuring answers", measuring)):
        found = coverage(question, answers)
        page.heading(f"coverage by {found.answers} {name}")
        page.items(
            f"{criterion}: {tally.met} met, {tally.partly} partly, {tally.missed} missed"
            for criterion, tally in found.criteria.items()
        )
        page.items(f"{misconception}: held by {held}" for misconception, held in found.misconceptions.items())
        if answers:
            page.labelled("not covered", " ".join(found.gaps))


def _verdicts(verdicts: Mapping[str, str]) -> str:
    return ", ".join(f"{criterion} {verdict}" for criterion, verdict in verdicts.items())


class _Page:
    """Headings, texts and lists one below the other; what is empty is left out."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def heading(self, text: str) -> None:
        self._console.print()
        self._console.print(printable(text), style="bold")

    def text(self, text: str, indent: int = INDENT) -> None:
        from rich.text import Text

        room = max(self._console.width - indent, 1)
        for line in Text(printable(text.rstrip())).wrap(self._console, room, overflow="fold"):
            self._console.print(f"{' ' * indent}{line.plain}".rstrip())

    def labelled(self, label: str, text: str | None) -> None:
        if text:
            self.text(f"{label}: {text}")

    def listed(self, label: str, texts: Iterable[str]) -> None:
        lines = list(texts)
        if lines:
            self.text(f"{label}:")
            self.items(lines, 2 * INDENT)

    def items(self, texts: Iterable[str], indent: int = INDENT) -> None:
        for text in texts:
            self.text(f"- {text}", indent)

    def block(self, label: str, text: str | None) -> None:
        if text:
            self.heading(label)
            self.text(text)
