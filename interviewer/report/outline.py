"""The report as a person reads it: what is said, in which order and words, whatever view lays it out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from interviewer.prompting.budget import Budget
from interviewer.report.blocks import (
    CORRECTED,
    Block,
    Facts,
    Finding,
    Heading,
    Links,
    Paragraph,
    Prose,
    Step,
)
from interviewer.report.conduct_outline import conduct_outline
from interviewer.report.delivery_outline import delivery_outline
from interviewer.report.paragraphs import MOST_QUOTES, code_block, is_code, paragraphs, shortened
from interviewer.report.redo import before_and_after
from interviewer.report.self_judgement import judgement_outline, own_rating
from interviewer.report.talk_outline import said_outline, small_talk_outline
from interviewer.scoring.arithmetic import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from interviewer.bank.question import Verdict
    from interviewer.report.model import (
        BudgetReport,
        CardReport,
        EarlierGradeReport,
        GraderReport,
        MisconceptionReport,
        QuestionReport,
        Range,
        Report,
        Tally,
        VerdictReport,
    )

PURPOSE = "This is practice feedback, never a hiring decision."
OFFLINE_GRADER = (
    "The verdicts are those of the built-in offline grader. It is approximate: it listens for words and phrases "
    "and can be wrong, so hold each verdict against the quote beside it."
)
NO_CARD = "`interviewer calibrate --save` makes one, which says how far its verdicts agree with labels."
STATES = {
    "unfinished": "not finished: `interviewer resume` goes on",
    "completed": "completed",
    "left": "ended early",
    "out_of_time": "out of time",
}
CREDITS = {"unaided": None, "prompted": "after a probe", "hinted": "after a hint"}


def interview_outline(report: Report, *, with_transcript: bool = False) -> tuple[Block, ...]:
    """The report on the whole interview; with everything that was said, if that is wanted."""
    return tuple(_interview(report, with_transcript=with_transcript))


def question_outline(question: QuestionReport) -> tuple[Block, ...]:
    """The feedback on a single question."""
    return tuple(_question(question))


def redo_outline(report: Report) -> tuple[Block, ...]:
    """What came of answering a question once more: the feedback on it, and both answers side by side."""
    return (*(block for question in report.questions for block in _question(question)), *before_and_after(report))


def summary_outline(report: Report) -> tuple[Block, ...]:
    """The report without what was shown after each question: for the end of a practice."""
    return (*_beginning(report), *_results(report), *_end(report))


def transcript_outline(report: Report) -> tuple[Block, ...]:
    """Who said what, with which model and prompt it was worded, and what graded it."""
    return tuple(_transcript(report))


def _transcript(report: Report) -> Iterator[Block]:
    yield Heading(of="report", text="What was said")
    yield Facts(parts=_circumstances(report))
    yield from small_talk_outline(report.small_talk, "warm_up")
    for question in report.questions:
        yield Heading(of="part", text=f"Question {question.id}: {question.text}")
        if question.code:
            yield code_block(question.code)
        yield Facts(parts=(question.question, *_graded_by(question.grader)))
        yield from said_outline(question, with_origin=True)
    yield from small_talk_outline(report.small_talk, "closing")


def _graded_by(grader: GraderReport | None) -> Iterator[str]:
    if grader is None:
        yield "not graded"
        return
    yield f"graded by {grader.grader}"
    if grader.prompt_hash is not None:
        yield f"prompt {grader.prompt_hash}"
    yield f"rubric {grader.rubric_hash}"
    yield f"interviewer {grader.version}"


def _interview(report: Report, *, with_transcript: bool) -> Iterator[Block]:
    yield from _beginning(report)
    for question in report.questions:
        yield from _question(question)
        if with_transcript and question.transcript:
            yield Heading(of="section", text="What was said")
            yield from said_outline(question)
    yield from _end(report)


def _beginning(report: Report) -> Iterator[Block]:
    yield Heading(of="report", text="Your interview")
    yield Facts(parts=_overall(report), matter=True)
    yield Facts(parts=_circumstances(report))
    for role, used in report.usage.items():
        yield Facts(parts=(f"model of the {role}", used.told))
    if report.budget is not None and report.budget.spent:
        yield Paragraph(text=_budget_spent(report.budget, report.interview))
    yield Paragraph(text=_caution(report))
    for sentence in _trust(report):
        yield Paragraph(text=sentence)
    if len(report.topics) > 1:
        yield Heading(of="section", text="By topic")
        for topic in report.topics:
            yield Facts(parts=(topic.topic, *_overall(topic)))


def _budget_spent(budget: BudgetReport, interview: str | None) -> str:
    limit = Budget(max_cost=budget.max_cost, max_tokens=budget.max_tokens).told
    told = f"The budget of {limit} was spent. What was left by then was done offline"
    if not budget.graded_offline:
        return f"{told}; every answer was graded before."
    numbers = [str(number) for number in budget.graded_offline]
    questions = f"question {numbers[0]}" if len(numbers) == 1 else f"questions {', '.join(numbers)}"
    again = f"`interviewer regrade {interview}`" if interview else "`interviewer regrade`"
    return f"{told}, grading {questions} too: {again} has the model do that."


def _results(report: Report) -> Iterator[Block]:
    yield Heading(of="section", text="By question")
    for question in report.questions:
        yield Facts(parts=(question.question, *_result(question)))


def _end(report: Report) -> Iterator[Block]:
    yield from before_and_after(report)
    yield from judgement_outline(report)
    if report.conduct is not None:
        yield from conduct_outline(report.conduct)
    yield from delivery_outline(report)
    if report.never_asked:
        yield Heading(of="part", text="Not asked")
        yield Paragraph(text=f"{', '.join(report.never_asked)}. What was not asked counts for nothing.")
    yield from _practise(report)


def _overall(tally: Tally) -> tuple[str, ...]:
    without = "no score" if tally.graded == tally.asked else "no score yet"
    score = (without,) if tally.score is None else (f"{shown(tally.score)} of 100", *_if_any(tally.rating))
    return (*score, f"{tally.graded} of {tally.asked} graded", *_unaided(tally.unaided))


def _unaided(unaided: float | None) -> tuple[str, ...]:
    return () if unaided is None else (f"unaided {shown(unaided)}",)


def _if_any(part: str | None) -> tuple[str, ...]:
    return (part,) if part else ()


def _minutes(minutes: float) -> str:
    return f"{round(minutes)} min" if minutes >= 1 else "under 1 min"


def _circumstances(report: Report) -> tuple[str, ...]:
    at = report.started_at
    began = f"{at.day} {at:%B %Y, %H:%M} UTC"
    seed = None if report.seed is None else f"seed {report.seed}"
    known_as = None if report.interview is None else f"id {report.interview}"
    told = (began, report.mode, _minutes(report.active_minutes), STATES[report.state])
    return (*told, *_if_any(seed), *_if_any(known_as))


def _caution(report: Report) -> str:
    graders = _graders(report)
    if graders == ["offline"]:
        return f"{PURPOSE} {OFFLINE_GRADER}"
    return f"{PURPOSE} Graded by {', '.join(graders)}; hold each verdict against the quote beside it."


def _graders(report: Report) -> list[str]:
    """Those that graded, or the one that will."""
    return sorted({question.grader.grader for question in report.questions if question.grader} or {report.grader})


def _trust(report: Report) -> Iterator[str]:
    """Of each grader how far it was found to agree with labels, or how to find that out."""
    cards = {card.grader: card for card in report.cards}
    for grader in _graders(report):
        name = "The offline grader" if grader == "offline" else grader
        if grader in cards:
            yield f"{name} {agreement(cards[grader])}."
        elif any(question.grader for question in report.questions):
            yield f"{name} has no card. {NO_CARD}"


def agreement(card: CardReport) -> str:
    """As in `agreed with the labels on 93 % of 1,204 verdicts (card of 2026-11-26)`."""
    # Rounded down: 99.6 % is not all of them.
    share = f"{100 * card.agreed // card.verdicts} %" if card.verdicts else "none"
    return f"agreed with the labels on {share} of {card.verdicts:,} verdicts (card of {card.made_at:%Y-%m-%d})"


def _question(question: QuestionReport) -> Iterator[Block]:
    yield Heading(of="part", text=f"Question {question.id}: {question.text}")
    if question.code:
        yield code_block(question.code)
    yield Facts(parts=_result(question), matter=True)
    hints = {0: None, 1: "1 hint"}.get(question.hints, f"{question.hints} hints")
    yield Facts(parts=(question.question, question.level, _minutes(question.active_minutes), *_if_any(hints)))
    yield from (Paragraph(text=sentence) for sentence in _remarks(question))
    yield from (Paragraph(text=sentence) for sentence in _contested(question))
    yield from (_verdict(verdict) for verdict in question.verdicts)
    if question.misconceptions:
        yield Heading(of="section", text="Wrong claims")
        yield from (_wrong_claim(claim) for claim in question.misconceptions)
    if question.other_wrong_claims:
        yield Heading(of="section", text="Also doubtful, beyond the rubric and not scored")
        for claim in question.other_wrong_claims:
            corrected = CORRECTED if claim.corrected else ""
            yield Paragraph(text=f"“{shortened(claim.quote)}”{corrected} {claim.why}")
    if question.ending is None:
        return  # The answer is not given away while the candidate may still find it.
    yield Heading(of="section", text="What a strong answer says")
    yield from _reference_answer(question.reference_answer)
    if question.study:
        yield Heading(of="section", text="To study")
        yield Links(study=question.study)


def _result(question: QuestionReport) -> tuple[str, ...]:
    skipped = ("skipped",) if question.skipped else ()
    has_worth = question.score is not None or question.range is not None
    worth = _worth(question) if has_worth else (_without_score(question),)
    return (*worth, *own_rating(question.self_rating), *skipped)


def _worth(graded: QuestionReport | EarlierGradeReport) -> tuple[str, ...]:
    if graded.score is not None:
        borderline = (f"borderline: {_between(graded.range)}",) if graded.range else ()
        score = f"{shown(graded.score)} of 100"
        return (score, *_if_any(graded.rating), *borderline, *_unaided(graded.unaided))
    return ("no score",) if graded.range is None else (f"{_between(graded.range)} of 100",)


def _between(scores: Range) -> str:
    return f"between {shown(scores.low)} and {shown(scores.high)}"


def _without_score(question: QuestionReport) -> str:
    if question.ending is None:
        return "not finished"
    if question.status == "failed":
        return "grading failed"
    if question.status == "pending":
        return "not graded yet"
    return "cut off, not counted" if question.ending == "cut_off" else "no score"


def _remarks(question: QuestionReport) -> Iterator[str]:
    """What a reader has to know about a result that is not a plain score."""
    if question.ending == "cut_off":
        yield "The interview ended before this question did: what you said is graded and shown, and it is not counted."
    if question.status == "failed":
        yield f"{question.failure} `interviewer regrade` tries again."
    if question.status == "pending" and question.ending is not None:
        yield "`interviewer regrade` grades it."
    if question.range is not None and question.score is None:
        yield "The grader could not tell about a point that weighs, so there is a range and no score."
    if question.redone is not None:
        yield (
            f"You answered this once more: `interviewer report {question.redone}` shows both side by side. The first "
            "answer is the one that counts."
        )


def _contested(question: QuestionReport) -> Iterator[str]:
    """What the candidate contested, and what the grade was before."""
    for contest in question.contests:
        if contest.kind == "correction" and contest.status == "graded":
            old = " and ".join(f"“{old}”" for old in dict.fromkeys(contest.old))
            yield f"Corrected by you in turn {contest.turn}: {old} is “{contest.new}”."
    if question.earlier_grades:
        first = question.earlier_grades[0]
        worth = ", ".join((*_worth(first), f"by {first.grader.grader}"))
        yield f"You contested the grade, and this is the later one. The first was: {worth}."
        now = {claim.id for claim in question.misconceptions}
        gone = [f"“{claim.says}”" for claim in first.misconceptions if claim.id not in now]
        if gone:
            yield f"No longer found: {' and '.join(gone)}"
    if question.contest_failure is not None:
        yield (
            f"What you contested could not be graded, and the grade before stands. {question.contest_failure} "
            "`interviewer regrade` tries again."
        )
    elif any(contest.status == "pending" for contest in question.contests):
        yield "What you contested is not graded yet, and the grade before stands. `interviewer regrade` grades it."


def _verdict(verdict: VerdictReport) -> Finding:
    credit = CREDITS[verdict.credit] if verdict.credit else None
    return Finding(
        mark=verdict.verdict,
        says=verdict.says,
        facts=(verdict.tier, *_if_any(credit), *_split(verdict.votes), *_before(verdict)),
        quotes=_quotes(verdict),
        corrected=_corrected(verdict),
        reason=verdict.reason,
        remarks=verdict.remarks,
    )


def _split(votes: Sequence[Verdict]) -> Iterator[str]:
    """How the votes went, where they differ: `borderline: 2 met, 1 partly`."""
    if len(set(votes)) > 1:
        yield "borderline: " + ", ".join(f"{count} {vote}" for vote, count in Counter(votes).most_common())


def _before(verdict: VerdictReport) -> Iterator[str]:
    """What the verdict was before the candidate contested it, where that is worth telling."""
    if verdict.before is not None and verdict.before != verdict.verdict:
        yield f"before you contested it: {verdict.before}"
    elif verdict.before is not None and verdict.remarks:
        yield "as before your remark"


def _wrong_claim(claim: MisconceptionReport) -> Finding:
    return Finding(
        mark="stands" if claim.stands else "corrected",
        says=claim.says,
        quotes=_quotes(claim),
        corrected=_corrected(claim),
        reason=claim.reason,
        correction=f"What is true: {claim.correction}",
    )


def _quotes(evidenced: VerdictReport | MisconceptionReport) -> tuple[str, ...]:
    if evidenced.quote is None:
        return ()
    quotes = dict.fromkeys([evidenced.quote, *(further.quote for further in evidenced.more_quotes)])
    return tuple(shortened(quote) for quote in quotes)[:MOST_QUOTES]


def _corrected(evidenced: VerdictReport | MisconceptionReport) -> tuple[str, ...]:
    """The quotes, as they are shown, in which words were put right."""
    first = [evidenced.quote] if evidenced.quote is not None and evidenced.corrected else []
    return tuple(map(shortened, [*first, *(one.quote for one in evidenced.more_quotes if one.corrected)]))


def _reference_answer(text: str) -> Iterator[Block]:
    """An authored text: its lines are as long as the author's editor liked, so they are joined."""
    for paragraph in paragraphs(text):
        yield code_block(paragraph) if is_code(paragraph) else Prose(text=" ".join(paragraph.split()))


def _practise(report: Report) -> Iterator[Block]:
    if report.practise or report.score is not None:
        yield Heading(of="part", text="What to practise next")
    if not report.practise and report.score is not None:
        yield Paragraph(text="Nothing was missed. Harder questions are next.")
    told: set[str] = set()
    for number, item in enumerate(report.practise, start=1):
        study = tuple(link for link in item.study if link.at not in told)
        told |= {link.at for link in study}
        yield Step(number=number, text=item.advice, facts=(item.question,), study=study)
