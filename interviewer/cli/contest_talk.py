"""The talk at the terminal about what is contested: which verdict, which words, and what will be graded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.cli.asking import Left, choose, confirm, wish
from interviewer.dialogue.contested import corrected, count_changed
from interviewer.dialogue.contesting import answers, contestable, correct, remark, wrong_with_remark
from interviewer.dialogue.events import Remarked
from interviewer.errors import UsageError
from interviewer.text.display import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewer.cli.asking import Asker
    from interviewer.dialogue.contested import Wording
    from interviewer.dialogue.events import Contest, Corrected
    from interviewer.dialogue.state import ExchangeState, SessionState
    from interviewer.report.model import QuestionReport, Report, VerdictReport

LONGEST_QUESTION = 70
LONGEST_QUOTE = 100
NEIGHBOURHOOD = 60
"""Characters before and after a correction that are shown with it."""
RIGHT_WORDS = "None of them: words of mine were mis-heard or mistyped"


class ContestTalk:
    """Finds out what a person wants to contest of an interview that is over."""

    def __init__(
        self, asker: Asker, state: SessionState, report: Report, *, grader: str, sent_to: Sequence[str], caution: str
    ) -> None:
        """`grader` and the servers that it sends to are named before it grades; the `caution` before a remark."""
        self._asker = asker
        self._state = state
        self._report = report
        self._grader = grader
        self._sent_to = sent_to
        self._caution = caution

    def contest(self, number: int | None) -> Contest:
        """What is contested, about that question or one that is asked for. Raises Left, UsageError."""
        exchange = self._exchange(number)
        question = self._report.questions[exchange.number - 1]
        options = [*map(_told, question.verdicts), RIGHT_WORDS]
        chosen = choose(
            self._asker,
            f"Question {question.id}: {' '.join(question.text.split())}\nWhich verdict do you contest?",
            options,
        )
        if chosen < len(question.verdicts):
            contest: Contest = self._remark(question, question.verdicts[chosen])
        else:
            contest = self._correction(exchange)
        if not confirm(self._asker, self._announced(contest), default=True):
            raise Left
        return contest

    def _exchange(self, number: int | None) -> ExchangeState:
        can_be = contestable(self._state)
        if number is not None:
            return self._state.exchanges[number - 1]
        if len(can_be) == 1:
            return can_be[0]
        options = [shorten(f"{one.question_id}: {one.question.question}", LONGEST_QUESTION) for one in can_be]
        return can_be[choose(self._asker, "Which question is it about?", options)]

    def _remark(self, question: QuestionReport, verdict: VerdictReport) -> Remarked:
        self._asker.say(self._caution, strong=True)
        text = wish(self._asker, "Your remark, on one line", trouble=wrong_with_remark)
        return remark(self._state, question.id, verdict.criterion, text)

    def _correction(self, exchange: ExchangeState) -> Corrected:
        said = answers(exchange)
        turns = list(said)
        chosen = 0
        if len(turns) > 1:
            options = [f"“{said[turn].text}”" for turn in turns]
            chosen = choose(self._asker, "In which of your answers?", options)
        else:
            self._asker.say(f"You said: “{said[turns[0]].text}”", strong=True)
        while True:
            old = self._asker.line("The words that are wrong:")
            new = self._asker.line("The right words:")
            try:
                return correct(self._state, turns[chosen], old, new, number=exchange.number)
            except UsageError as error:
                self._asker.say(str(error))

    def _announced(self, contest: Contest) -> str:
        where = f" Your words are sent to {' and '.join(self._sent_to)}." if self._sent_to else ""
        stamp = self._report.questions[contest.number - 1].grader
        so_far = "" if stamp is None or stamp.grader == self._grader else f"; so far it is graded by {stamp.grader}"
        grading = f"Question {contest.number} is graded afresh by {self._grader}{so_far}."
        return f"{self._told(contest)}\n{grading}{where} Go on?"

    def _told(self, contest: Contest) -> str:
        if isinstance(contest, Remarked):
            return f"With this remark on {contest.criterion}: “{contest.text}”"
        before = answers(self._state.exchanges[contest.number - 1])[contest.turn]
        first = contest.places[0]
        changed = sum(count_changed(before.text[one.start : one.end], contest.new) for one in contest.places)
        words = "1 word" if changed == 1 else f"{changed} words"
        return f"{words} corrected: “{_around(corrected(before, contest), first.start, len(contest.new))}”"


def _told(verdict: VerdictReport) -> str:
    quote = "" if verdict.quote is None else f" “{shorten(verdict.quote, LONGEST_QUOTE)}”"
    return f"{verdict.verdict}: {verdict.says}{quote}"


def _around(wording: Wording, start: int, length: int) -> str:
    """The correction, with what stands before and after it."""
    text = wording.text
    begin, end = start - NEIGHBOURHOOD, start + length + NEIGHBOURHOOD
    begin = text.find(" ", begin, start) + 1 if begin > 0 else 0
    end = text.rfind(" ", start + length, end) if end < len(text) else len(text)
    return f"{'… ' if begin else ''}{text[begin : max(end, start + length)]}{' …' if end < len(text) else ''}"
