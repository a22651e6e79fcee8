"""The report as a person reads it: what is said, in which order and words, whatever view lays it out."""

from __future__ import annotations

import re
from collections import Counter
from textwrap import dedent
from typing import TYPE_CHECKING

from msgspec.structs import replace

from interviewer.dialogue.events import AUTHORED
from interviewer.prompting.budget import Budget
from interviewer.report.blocks import (
    CORRECTED,
    Block,
    Code,
    Facts,
    Finding,
    Heading,
    Links,
    Notes,
    Paragraph,
    Prose,
    Speech,
    Step,
)
from interviewer.report.highlights import highlights, noted, within
from interviewer.report.redo import before_and_after
from interviewer.report.self_judgement import judgement_outline, own_rating
from interviewer.scoring.arithmetic import shown
from interviewer.text.display import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from interviewer.bank.question import Verdict
    from interviewer.dialogue.events import MoveKind
    from interviewer.report.blocks import Highlight, Mark
    from interviewer.report.model import (
        BudgetReport,
        CardReport,
        ConductReport,
        EarlierGradeReport,
        GraderReport,
        HabitReport,
        MisconceptionReport,
        QuestionReport,
        Range,
        Report,
        Tally,
        TurnReport,
        VerdictReport,
    )

MOST_QUOTES = 3
LONGEST_QUOTE = 240
PURPOSE = "This is practice feedback, never a hiring decision."
OFFLINE_GRADER = (
    "The verdicts are those of the built-in offline grader. It is approximate: it listens for words and phrases "
    "and can be wrong, so hold each verdict against the quote beside it."
)
NO_CARD = "`interviewer calibrate --save` makes one, which says how far its verdicts agree with labels."
BESIDE_THE_SCORE = "This stands beside the score and is no part of it."
OFFLINE_OBSERVER = (
    "The built-in observer hears plain phrases only: what it does not mention may have been there all the same."
)
STATES = {
    "unfinished": "not finished: `interviewer resume` goes on",
    "completed": "completed",
    "left": "ended early",
    "out_of_time": "out of time",
}
MOVES_TOLD: tuple[MoveKind, ...] = ("probe", "challenge", "clarify", "hint")
"""The other moves speak for themselves."""
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
    for question in report.questions:
        yield Heading(of="part", text=f"Question {question.id}: {question.text}")
        if question.code:
            yield _code(question.code)
        yield Facts(parts=(question.question, *_graded_by(question.grader)))
        yield from _said(question, with_origin=True)


def _graded_by(grader: GraderReport | None) -> Iterator[str]:
    if grader is None:
        yield "not graded"
        return
    yield f"graded by {grader.grader}"
    if grader.prompt_hash is not None:
        yield f"prompt {grader.prompt_hash}"
    yield f"rubric {grader.rubric_hash}"
    yield f"interviewer {grader.version}"


def _origin(turn: TurnReport) -> Iterator[str]:
    """Whose words an interviewer's turn is in."""
    if turn.source is not None:
        yield "prepared words" if turn.source == AUTHORED else turn.source
    if turn.prompt is not None:
        yield turn.prompt
    if turn.refused is not None:
        yield f"the model's own words were not used: {turn.refused}"


def _interview(report: Report, *, with_transcript: bool) -> Iterator[Block]:
    yield from _beginning(report)
    for question in report.questions:
        yield from _question(question)
        if with_transcript and question.transcript:
            yield Heading(of="section", text="What was said")
            yield from _said(question)
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
        yield from _conduct(report.conduct)
    if report.never_asked:
        yield Heading(of="part", text="Not asked")
        yield Paragraph(text=f"{', '.join(report.never_asked)}. What was not asked counts for nothing.")
    yield from _practise(report)


def _conduct(conduct: ConductReport) -> Iterator[Block]:
    yield Heading(of="part", text="How you went about it")
    if conduct.observer is None:
        yield Paragraph(text=_not_observed(conduct))
        return
    yield Paragraph(text=f"{BESIDE_THE_SCORE} {_observed_by(conduct.observer)}")
    for habit in conduct.habits:
        if habit.outcome != "no_occasion":
            yield _habit(habit, habit.outcome)
    unseen = [_name(habit) for habit in conduct.habits if habit.outcome == "no_occasion"]
    if unseen:
        yield Paragraph(text=f"No occasion: {', '.join(unseen)}.")


def _not_observed(conduct: ConductReport) -> str:
    again = "`interviewer regrade` tries again." if conduct.failure else "`interviewer regrade` does it."
    return " ".join(("This was not observed.", *_if_any(conduct.failure), again))


def _observed_by(observer: GraderReport) -> str:
    if observer.grader == "offline":
        return OFFLINE_OBSERVER
    return f"Observed by {observer.grader}; hold it against the quotes."


def _name(habit: HabitReport) -> str:
    return habit.habit.replace("-", " ")


def _habit(habit: HabitReport, mark: Mark) -> Finding:
    quotes = dict.fromkeys(_shortened(quote.quote) for quote in habit.quotes)
    return Finding(
        mark=mark,
        says=habit.says,
        facts=(_name(habit),),
        quotes=tuple(quotes)[:MOST_QUOTES],
        reason=habit.reason,
        correction=habit.why if mark == "shown" else f"{habit.why} {habit.advice}",
    )


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
        yield _code(question.code)
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
            yield Paragraph(text=f"“{_shortened(claim.quote)}”{corrected} {claim.why}")
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
    return tuple(_shortened(quote) for quote in quotes)[:MOST_QUOTES]


def _corrected(evidenced: VerdictReport | MisconceptionReport) -> tuple[str, ...]:
    """The quotes, as they are shown, in which words were put right."""
    first = [evidenced.quote] if evidenced.quote is not None and evidenced.corrected else []
    return tuple(map(_shortened, [*first, *(one.quote for one in evidenced.more_quotes if one.corrected)]))


def _shortened(quote: str) -> str:
    """A quote on one line, without its middle where it is long: how it begins and ends is what one recognises."""
    quote = " ".join(quote.split())
    if len(quote) <= LONGEST_QUOTE:
        return quote
    half = LONGEST_QUOTE // 2
    return f"{quote[:half].rstrip()} … {quote[-half:].lstrip()}"


def _said(question: QuestionReport, *, with_origin: bool = False) -> Iterator[Block]:
    """What was said about the question, with the evidence in it, and below it of what that is the evidence."""
    notes = noted(question)
    for turn in question.transcript:
        origin = (f"turn {turn.number}", *_origin(turn)) if with_origin else ()
        yield from _turn(turn, highlights(turn, notes), origin)
    if notes:
        yield Notes(notes=tuple((note.number, note.text) for note in notes))


def _turn(turn: TurnReport, evidence: Sequence[Highlight], origin: Iterable[str]) -> Iterator[Block]:
    facts: list[str] = [turn.move] if turn.move in MOVES_TOLD else []
    facts += [*["spoken"] * turn.spoken, *["said earlier"] * turn.in_passing, *["remark, afterwards"] * turn.remark]
    yield Speech(speaker=turn.speaker, facts=(*facts, *_words_changed(turn.words_changed), *origin))
    text = printable(turn.text)
    for start, end in _paragraph_places(text):
        paragraph, here = text[start:end], within(evidence, start, end)
        if not _is_code(paragraph):
            yield Prose(text=paragraph, highlights=here)
            continue
        yield _code(paragraph)
        for one in here:  # in the code itself a mark would be code
            quote = _shortened(paragraph[one.start : one.end])
            yield Prose(text=quote, highlights=(replace(one, start=0, end=len(quote)),))


def _words_changed(count: int) -> Iterator[str]:
    if count:
        yield "1 word corrected" if count == 1 else f"{count} words corrected"


def _reference_answer(text: str) -> Iterator[Block]:
    """An authored text: its lines are as long as the author's editor liked, so they are joined."""
    for paragraph in _paragraphs(text):
        yield _code(paragraph) if _is_code(paragraph) else Prose(text=" ".join(paragraph.split()))


def _paragraphs(text: str) -> list[str]:
    # What a view would take for a line end has to be one here already.
    text = printable(text)
    return [text[start:end] for start, end in _paragraph_places(text)]


def _paragraph_places(text: str) -> Iterator[tuple[int, int]]:
    """Where the paragraphs of a printable text begin and end."""
    end = len(text.rstrip("\n"))
    start = min(len(text) - len(text.lstrip("\n")), end)
    for gap in (*re.finditer(r"\n\s*\n", text[:end]), None):
        stop = end if gap is None else max(gap.start(), start)
        if text[start:stop].strip():
            yield start, stop
        start = start if gap is None else max(gap.end(), start)


def _code(text: str) -> Code:
    return Code(text=dedent(text).strip("\n"))


def _is_code(paragraph: str) -> bool:
    return any(line[:1].isspace() for line in paragraph.split("\n"))


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
