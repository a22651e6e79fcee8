"""The one report model, whatever view shows it.

Where the output of `interviewer score` has the same thing, the field has the same name. The descriptions are
documentation for whoever reads the JSON: `bank schema --of report` prints them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from interviewer.bank.question import Level, StudyLink, Tier, Verdict
from interviewer.dialogue.events import Mode, MoveKind, SmallTalkPart
from interviewer.prompting.usage import Usage
from interviewer.scoring.arithmetic import Rating
from interviewer.scoring.conduct import Outcome
from interviewer.scoring.grade import Credit, Ending, Speaker

State = Literal["unfinished", "completed", "left", "out_of_time"]
Status = Literal["pending", "graded", "failed"]
ConductStatus = Literal["pending", "observed", "failed"]
Shortfall = Literal["stands", "missed", "partly", "hinted"]

Points = Annotated[float, Meta(ge=0, le=100)]
Count = Annotated[int, Meta(ge=0)]
SelfRating = Annotated[int, Meta(ge=1, le=4, description="1 poor, 2 mixed, 3 good, 4 excellent.")]


class ReportValue(Struct, frozen=True, kw_only=True):
    """A part of the report: immutable, and no field is ever left out."""


class Range(ReportValue, frozen=True, kw_only=True):
    """Where a score lies while verdicts that it rests on are unclear, or votes on them are split."""

    low: Annotated[Points, Meta(description="The score if all that is unclear or split came out worst.")]
    high: Annotated[Points, Meta(description="The score if all that is unclear or split came out best.")]


class Tally(ReportValue, frozen=True, kw_only=True):
    """What several questions come to together, and how many of them it rests on."""

    score: Annotated[Points | None, Meta(description="Mean of the counted questions; null when there are none.")]
    unaided: Annotated[Points | None, Meta(description="The same mean over what came without probe or hint.")]
    rating: Annotated[Rating | None, Meta(description="Practice feedback, never a hiring decision.")]
    graded: Annotated[Count, Meta(description="How many of the questions asked are graded.")]
    asked: Annotated[Count, Meta(description="How many questions were asked.")]
    counted: Annotated[tuple[int, ...], Meta(description="The questions (their `id`) that the score rests on.")]


class TopicReport(Tally, frozen=True, kw_only=True):
    """What the questions of one topic come to."""

    topic: str


class Quote(ReportValue, frozen=True, kw_only=True):
    """The candidate's own words: code points `start` (inclusive) to `end` (exclusive) of a turn's text."""

    quote: str
    turn: int
    start: int
    end: int
    corrected: Annotated[bool, Meta(description="Whether words of it were put right after the interview.")]


FirstQuote = Annotated[str | None, Meta(description="The candidate's own words; null where there is no evidence.")]
QuotedTurn = Annotated[int | None, Meta(description="The number of the turn that the quote is from.")]
QuoteStart = Annotated[int | None, Meta(description="The first code point of the quote in the turn's text.")]
QuoteEnd = Annotated[int | None, Meta(description="The code point after the quote.")]
IsCorrected = Annotated[bool, Meta(description="Whether words of the quote were put right after the interview.")]
MoreQuotes = Annotated[tuple[Quote, ...], Meta(description="Further evidence.")]
Reason = Annotated[str, Meta(description="Why, in one sentence.")]


class VerdictReport(ReportValue, frozen=True, kw_only=True):
    """The verdict on one criterion."""

    criterion: Annotated[str, Meta(description="Its id in the rubric.")]
    says: Annotated[str, Meta(description="The point that a good answer makes.")]
    tier: Annotated[Tier, Meta(description="core weighs 2, deeper 1; bonus only adds.")]
    verdict: Verdict
    before: Annotated[Verdict | None, Meta(description="Where the grade was contested: the verdict before that.")]
    remarks: Annotated[tuple[str, ...], Meta(description="What the candidate said about the verdict, afterwards.")]
    credit: Annotated[
        Credit | None, Meta(description="With nothing, after a probe, or after a hint; null where nothing was met.")
    ]
    votes: Annotated[tuple[Verdict, ...], Meta(description="Where several graded: the verdict of each.")]
    quote: FirstQuote
    turn: QuotedTurn
    start: QuoteStart
    end: QuoteEnd
    corrected: IsCorrected
    reason: Reason
    more_quotes: MoreQuotes


class MisconceptionReport(ReportValue, frozen=True, kw_only=True):
    """A wrong claim of the rubric that the candidate advocated."""

    id: Annotated[str, Meta(description="Its id in the rubric.")]
    says: Annotated[str, Meta(description="The wrong claim.")]
    stands: Annotated[bool, Meta(description="Whether it still stood at the end: only then it costs points.")]
    correction: Annotated[str, Meta(description="What is true.")]
    quote: FirstQuote
    turn: QuotedTurn
    start: QuoteStart
    end: QuoteEnd
    corrected: IsCorrected
    reason: Reason
    more_quotes: MoreQuotes


class OtherClaimReport(Quote, frozen=True, kw_only=True):
    """A claim that the grader takes for wrong and the rubric does not know: shown, never scored."""

    why: Annotated[str, Meta(description="In one sentence.")]


class StretchReport(ReportValue, frozen=True, kw_only=True):
    """Code points `start` (inclusive) to `end` (exclusive) of a turn's text."""

    start: int
    end: int


class TurnReport(ReportValue, frozen=True, kw_only=True):
    """One utterance of the transcript."""

    number: Annotated[int, Meta(description="Counts all turns of the interview, from 1.")]
    speaker: Speaker
    text: Annotated[str, Meta(description="As the grade that counts saw it: with the corrections.")]
    original: Annotated[str | None, Meta(description="Where words were put right: what was heard or typed.")]
    corrected: Annotated[tuple[StretchReport, ...], Meta(description="Where `text` was put right.")]
    words_changed: Annotated[Count, Meta(description="How many words were put right.")]
    remark: Annotated[bool, Meta(description="Whether it is a remark on a verdict, made after the interview.")]
    move: Annotated[MoveKind | None, Meta(description="What the interviewer did; null for the candidate.")]
    spoken: Annotated[bool, Meta(description="Whether the text is a transcript of speech.")]
    heard: Annotated[
        str | None, Meta(description="Where it was spoken: what the recogniser heard; `text` is what was confirmed.")
    ]
    in_passing: Annotated[bool, Meta(description="Whether it was said in an earlier exchange, about another question.")]
    source: Annotated[str | None, Meta(description="`authored`, or the model that worded it; null for the candidate.")]
    prompt: Annotated[str | None, Meta(description="The template, its version and hash, if a model was asked.")]
    refused: Annotated[str | None, Meta(description="Why the words of the model that was asked were not used.")]


class GraderReport(ReportValue, frozen=True, kw_only=True):
    """What graded, by which rubric, and when."""

    grader: Annotated[str, Meta(description="`offline`, or the model as `provider:model`.")]
    version: str
    rubric_hash: str
    prompt_hash: str | None
    parameters: dict[str, str]
    at: Annotated[datetime, Meta(description="UTC.")]


class CardReport(ReportValue, frozen=True, kw_only=True):
    """What the card of a grader says: how far it was found to agree with labels."""

    grader: Annotated[str, Meta(description="`offline`, or the model as `provider:model`.")]
    verdicts: Annotated[Count, Meta(description="How many verdicts were compared with a label.")]
    agreed: Annotated[Count, Meta(description="How many of them were the label's.")]
    kappa: Annotated[float | None, Meta(description="Cohen's kappa; null where it is not determined.")]
    made_at: Annotated[datetime, Meta(description="UTC.")]


class ContestReport(ReportValue, frozen=True, kw_only=True):
    """What the candidate contested after the interview: a verdict, by a remark, or words that were mis-heard."""

    kind: Literal["remark", "correction"]
    status: Annotated[Status, Meta(description="Whether the exchange was graded afresh with it.")]
    criterion: Annotated[str | None, Meta(description="The criterion remarked on; null for a correction.")]
    turn: Annotated[int, Meta(description="The turn that the remark is, or whose words were put right.")]
    old: Annotated[tuple[str, ...], Meta(description="The words that were put right, place by place.")]
    new: Annotated[str, Meta(description="The remark, or the right words.")]


class EarlierGradeReport(ReportValue, frozen=True, kw_only=True):
    """A grade that stood until something was contested, and what it came to."""

    score: Points | None
    range: Range | None
    unaided: Points | None
    rating: Rating | None
    verdicts: tuple[VerdictReport, ...]
    misconceptions: tuple[MisconceptionReport, ...]
    other_wrong_claims: tuple[OtherClaimReport, ...]
    grader: GraderReport


class FillerReport(ReportValue, frozen=True, kw_only=True):
    """A kind of filler, and how often it was said."""

    words: str
    times: Annotated[int, Meta(ge=1)]


class DeliveryReport(ReportValue, frozen=True, kw_only=True):
    """How answers were said that were spoken: beside the score, and never part of it."""

    answers: Annotated[int, Meta(ge=1, description="How many answers were spoken.")]
    words: Annotated[Count, Meta(description="As the recogniser heard them, without sounds such as `um`.")]
    words_a_minute: Annotated[
        float | None, Meta(description="From the first to the last word of an answer; null for too little speech.")
    ]
    speaking_s: Annotated[float, Meta(ge=0, description="Seconds in which somebody spoke.")]
    pause_share: Annotated[float, Meta(ge=0, le=1, description="Of the time from the first to the last word.")]
    longest_pause_s: Annotated[float, Meta(ge=0)]
    long_pauses: Annotated[Count, Meta(description="Pauses of two seconds and more.")]
    fillers: Annotated[tuple[FillerReport, ...], Meta(description="By kind, the most frequent first.")]
    restarts: Annotated[Count, Meta(description="How often a word or two were said again at once.")]
    meaning: Annotated[tuple[str, ...], Meta(description="What the figures mean, in plain sentences.")]


class QuestionReport(ReportValue, frozen=True, kw_only=True):
    """One question that was asked, and what the answer to it holds."""

    id: Annotated[int, Meta(ge=1, description="Its place in the interview, from 1.")]
    question: Annotated[str, Meta(description="Its id in the bank.")]
    text: Annotated[str, Meta(description="The question as it was asked.")]
    code: Annotated[str | None, Meta(description="Code that was shown with it.")]
    level: Level
    status: Status
    failure: Annotated[str | None, Meta(description="Why grading failed; null unless it did.")]
    ending: Annotated[
        Ending | None,
        Meta(description="cut_off: the clock or the candidate ended the interview; null: it is still going on."),
    ]
    skipped: Annotated[bool, Meta(description="Whether the candidate asked to move on.")]
    score: Annotated[
        Points | None, Meta(description="Null unless graded and finished, and where a core or deeper point is unclear.")
    ]
    range: Annotated[
        Range | None,
        Meta(description="Where a core or deeper point is unclear, in place of a score; beside it where votes split."),
    ]
    unaided: Annotated[Points | None, Meta(description="The score of what came without probe or hint.")]
    rating: Annotated[Rating | None, Meta(description="Practice feedback, never a hiring decision.")]
    self_rating: Annotated[
        SelfRating | None, Meta(description="How well the candidate thought they did, before they saw a verdict.")
    ]
    verdicts: Annotated[tuple[VerdictReport, ...], Meta(description="In the order of the rubric; none until graded.")]
    misconceptions: tuple[MisconceptionReport, ...]
    other_wrong_claims: Annotated[tuple[OtherClaimReport, ...], Meta(description="Beyond the rubric; never scored.")]
    reference_answer: Annotated[str, Meta(description="What a strong answer says.")]
    study: tuple[StudyLink, ...]
    delivery: Annotated[
        DeliveryReport | None, Meta(description="Of the spoken answers; never part of the score. null without any.")
    ]
    hints: Annotated[Count, Meta(description="How many hints were given.")]
    active_minutes: Annotated[float, Meta(ge=0, description="Pauses and absence left out.")]
    transcript: tuple[TurnReport, ...]
    grader: Annotated[GraderReport | None, Meta(description="Null until graded.")]
    contests: Annotated[tuple[ContestReport, ...], Meta(description="What was contested afterwards, in order.")]
    contest_failure: Annotated[str | None, Meta(description="Why grading afresh failed; the grade before it stands.")]
    earlier_grades: Annotated[
        tuple[EarlierGradeReport, ...], Meta(description="Those before something was contested, the oldest first.")
    ]
    redone: Annotated[
        str | None, Meta(description="The id of the interview in which it was answered once more, if it was.")
    ]


class BudgetReport(ReportValue, frozen=True, kw_only=True):
    """What the models of all roles were allowed to take together."""

    max_cost: Annotated[float | None, Meta(description="In the currency of the prices; null for no limit.")]
    max_tokens: Annotated[int | None, Meta(description="null for no limit.")]
    spent: Annotated[bool, Meta(description="Whether it was spent before the interview was over and graded.")]
    graded_offline: Annotated[
        tuple[int, ...], Meta(description="The questions (their `id`) that a model would have graded otherwise.")
    ]


class RedoReport(ReportValue, frozen=True, kw_only=True):
    """The first answer to a question that is answered once more; it stays what counts in its own interview."""

    interview: Annotated[str, Meta(description="The id of the first interview.")]
    number: Annotated[int, Meta(ge=1, description="The question there (its `id`).")]
    score: Points
    verdicts: Annotated[dict[str, Verdict], Meta(description="By criterion.")]
    claims: Annotated[dict[str, bool], Meta(description="By wrong claim of the rubric: whether it stood.")]


class SmallTalkReport(ReportValue, frozen=True, kw_only=True):
    """Something that was said before the first question or after the last: never graded, and evidence of nothing."""

    part: SmallTalkPart
    speaker: Speaker
    text: str
    source: Annotated[str | None, Meta(description="`authored`, or the model that worded it; null for the candidate.")]
    prompt: Annotated[str | None, Meta(description="The template, its version and hash, if a model was asked.")]
    refused: Annotated[str | None, Meta(description="Why the words of the model that was asked were not used.")]


class HabitReport(ReportValue, frozen=True, kw_only=True):
    """What was seen of one habit. No number stands for it."""

    habit: Annotated[str, Meta(description="Its id in the interview-wide rubric.")]
    says: Annotated[str, Meta(description="The habit.")]
    outcome: Annotated[Outcome, Meta(description="no_occasion: nothing was seen of it, which is nobody's fault.")]
    quotes: Annotated[tuple[Quote, ...], Meta(description="The candidate's own words; none where none are needed.")]
    reason: Reason
    why: Annotated[str, Meta(description="Why the habit matters in an interview.")]
    advice: Annotated[str, Meta(description="What to do for it next time.")]


class ConductReport(ReportValue, frozen=True, kw_only=True):
    """How the candidate went about the interview: beside the score, and never part of it."""

    status: Annotated[ConductStatus, Meta(description="pending: not looked at yet; `interviewer regrade` does it.")]
    failure: Annotated[str | None, Meta(description="Why nobody could tell; null unless failed.")]
    habits: Annotated[tuple[HabitReport, ...], Meta(description="In the order of the rubric; none until observed.")]
    observer: Annotated[GraderReport | None, Meta(description="Who observed, by which rubric, and when.")]


class SelfJudgement(ReportValue, frozen=True, kw_only=True):
    """What the candidate thought of a counted answer, against what its grade came to."""

    question: Annotated[int, Meta(description="The question (its `id`).")]
    rated: SelfRating
    graded: Annotated[Rating, Meta(description="The word for the question's score.")]
    off_by: Annotated[
        int, Meta(ge=-3, le=3, description="In words of the four: above 0 rated too high, below 0 too low.")
    ]


class PractiseItem(ReportValue, frozen=True, kw_only=True):
    """One thing to practise next."""

    question: Annotated[str, Meta(description="The id of the question that it is from.")]
    about: Annotated[str, Meta(description="The id of the criterion or misconception.")]
    why: Annotated[Shortfall, Meta(description="A wrong claim stands; or a point was missed, partly met, or hinted.")]
    advice: str
    study: tuple[StudyLink, ...]


class Report(Tally, frozen=True, kw_only=True):
    """The rubric report of one interview: practice feedback, never a hiring decision."""

    interview: Annotated[str | None, Meta(description="Its id in the journal it is from; null where that is unknown.")]
    started_at: Annotated[datetime, Meta(description="UTC.")]
    state: Annotated[State, Meta(description="unfinished: it goes on, or was interrupted and can be resumed.")]
    mode: Mode
    active_minutes: Annotated[float, Meta(ge=0, description="Pauses and absence left out.")]
    seed: Annotated[int | None, Meta(description="The seed that chose the questions, where one was given.")]
    interviewer: Annotated[str, Meta(description="`offline`, or the model that led the interview.")]
    grader: Annotated[str, Meta(description="`offline`, or the model set to grade; each question names its own.")]
    usage: Annotated[dict[str, Usage], Meta(description="By role, what its models took; empty where none was asked.")]
    budget: Annotated[BudgetReport | None, Meta(description="null where nothing was limited.")]
    redo: Annotated[RedoReport | None, Meta(description="Where a question is answered once more: the first answer.")]
    cards: Annotated[
        tuple[CardReport, ...], Meta(description="Of the graders that had one when they graded; others have none.")
    ]
    topics: Annotated[tuple[TopicReport, ...], Meta(description="In the order in which they came up.")]
    questions: Annotated[tuple[QuestionReport, ...], Meta(description="In the order asked.")]
    small_talk: Annotated[
        tuple[SmallTalkReport, ...], Meta(description="What was said before the first question and after the last.")
    ]
    never_asked: Annotated[tuple[str, ...], Meta(description="The ids of planned questions that were never asked.")]
    conduct: Annotated[ConductReport | None, Meta(description="Beside the score; null until the interview is over.")]
    delivery: Annotated[
        DeliveryReport | None, Meta(description="Of all spoken answers; never part of the score. null without any.")
    ]
    self_judgement: Annotated[
        tuple[SelfJudgement, ...], Meta(description="Of the counted questions that the candidate rated, in order.")
    ]
    practise: Annotated[tuple[PractiseItem, ...], Meta(description="What to practise next, most useful first.")]
