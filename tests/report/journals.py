"""Journals written by hand, for the tests of the report."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from interviewer.bank.conduct import Conduct, Habit, conduct_hash
from interviewer.bank.question import Criterion, Misconception, Question, StudyLink, rubric_hash
from interviewer.dialogue.events import (
    Answered,
    AnyEvent,
    Asked,
    ConductFailed,
    ConductObserved,
    Corrected,
    Ended,
    ExchangeEnded,
    Graded,
    GradeFailed,
    HeardInPassing,
    Listened,
    Paused,
    PlannedQuestion,
    Recorded,
    Remarked,
    Requested,
    Said,
    Started,
    Used,
)
from interviewer.prompting.usage import Usage
from interviewer.scoring.conduct import Observation, Observations
from interviewer.scoring.grade import CriterionVerdict, Finding, Grade, GraderStamp, OutsideClaim, Span
from interviewer.scoring.measured import Measured

BEGAN = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)

MRO = Question(
    format=1,
    question="How does Python decide which method to call when a class has several base classes?",
    level="mid",
    minutes=6,
    criteria=(
        Criterion(
            id="c3-linearisation",
            says="Names C3 linearisation as the algorithm that orders the base classes.",
            tier="core",
            hints=("Think of what must stay true in that order.",),
        ),
        Criterion(id="diamond-problem", says="Explains the diamond problem.", tier="core"),
        Criterion(id="super-follows-mro", says="Says that super() follows the order.", tier="core"),
        Criterion(id="inspect-mro", says="Knows how to look at the order: __mro__ or mro().", tier="deeper"),
        Criterion(id="why-c3", says="Says why depth-first was given up.", tier="deeper"),
        Criterion(id="inconsistent-hierarchy", says="Knows that some hierarchies are a TypeError.", tier="bonus"),
    ),
    misconceptions=(
        Misconception(
            id="depth-first",
            says="Python 3 searches base classes depth-first, left to right.",
            correction="That was the rule for classic classes in Python 2. C3 visits a shared base last.",
            challenge="What would that order give when two parents share a base?",
            about="c3-linearisation",
        ),
        Misconception(
            id="super-is-parent",
            says="super() always means the parent class.",
            correction="super() goes to the next class in the order of the instance's own class.",
            challenge="What does super() do in the middle of a diamond?",
        ),
    ),
    reference_answer=(
        "Python puts the class and all its bases into one order, the MRO, with the C3\nalgorithm. You can look at it:\n"
        "\n    class A(B, C): ...\n    A.__mro__\n\nA base comes after all its subclasses, so a shared base is"
        "\nvisited once, and super() goes to the next class in that order."
    ),
    study=(
        StudyLink(title="The Python 2.3 Method Resolution Order", at="docs.python.org/3/howto/mro.html"),
        StudyLink(title="super()", at="docs.python.org/3/library/functions.html#super"),
    ),
)

GENERATORS = Question(
    format=1,
    question="What does this function return, and when does its body run?",
    level="junior",
    minutes=5,
    code="def count(n):\n    for i in range(n):\n        yield i\n",
    criteria=(
        Criterion(id="lazy-yield", says="Values come one at a time, on demand.", tier="core"),
        Criterion(id="constant-memory", says="Memory stays constant, against a list built whole.", tier="core"),
        Criterion(id="single-use", says="A generator can be gone through once.", tier="deeper"),
    ),
    reference_answer="A generator. Nothing of the body runs until the first value is asked for.",
    study=(StudyLink(title="Generators", at="docs.python.org/3/tutorial/classes.html#generators"),),
)

GIL = Question(
    format=1,
    question="What is the GIL, and when does it matter?",
    level="senior",
    minutes=7,
    criteria=(
        Criterion(id="mutex-on-bytecode", says="One thread runs Python bytecode at a time.", tier="core"),
        Criterion(id="released-for-io", says="It is released while waiting for input and output.", tier="core"),
    ),
    reference_answer="A lock: one thread at a time runs Python bytecode.",
)

LISTS = Question(
    format=1,
    question="When do you use a list, a tuple, a set?",
    level="junior",
    minutes=4,
    criteria=(Criterion(id="mutability", says="Lists change, tuples do not.", tier="core"),),
    reference_answer="A list changes; a tuple does not; a set holds each thing once.",
)

QUESTIONS = {
    "oop/method-resolution-order": MRO,
    "functions/generators": GENERATORS,
    "internals/gil": GIL,
    "fundamentals/list-tuple-set": LISTS,
}

MRO_ANSWERS = {
    2: "It goes through them depth first, left to right. And super() is just the parent class.",
    4: "Oh. Then no: it has to be some merge of the parents' orders. A shared base would come too early.",
    6: "Right, it's the C3 algorithm. You see it with A.__mro__, and a class that breaks it is a TypeError.",
}


def recorded(*events: AnyEvent, every_s: float = 30.0) -> list[Recorded]:
    """A journal of these events, one every so many active seconds."""
    return [
        Recorded(seq=seq, at=BEGAN + timedelta(seconds=every_s * (seq - 1)), active_s=every_s * (seq - 1), event=event)
        for seq, event in enumerate(events, start=1)
    ]


def started(*question_ids: str, mode: str = "interview", **changes: object) -> Started:
    """The first event of an interview with these questions."""
    plan = tuple(PlannedQuestion(question_id=question_id, minutes=5) for question_id in question_ids)
    fields = {"version": "0.1.0", "mode": mode, "plan": plan, "interviewer": "offline", "grader": "offline"}
    return Started(**{**fields, **changes})  # type: ignore[arg-type]


def asked(question_id: str) -> Asked:
    """That question is put."""
    question = QUESTIONS[question_id]
    return Asked(question_id=question_id, question=question, rubric_hash=rubric_hash(question))


def said(turn: int, move: str, text: str, **about: str) -> Said:
    """The interviewer says something."""
    return Said(turn=turn, move=move, text=text, **about)  # type: ignore[arg-type]


def quoted(turn: int, text: str, quote: str) -> Span:
    """Where the quote is in the text of that turn."""
    start = text.index(quote)
    return Span(turn=turn, start=start, end=start + len(quote))


def verdict(criterion: str, label: str, credit: str | None = None, *evidence: Span) -> CriterionVerdict:
    """A verdict with a reason that says what it is."""
    reasons = {
        "met": "You said so.",
        "partly": "You said a part of it.",
        "missed": "Nothing in your answer says it.",
        "unclear": "Your words could mean it or not.",
    }
    return CriterionVerdict(
        criterion=criterion,
        verdict=label,  # type: ignore[arg-type]
        credit=credit,  # type: ignore[arg-type]
        evidence=evidence,
        reason=reasons[label],
    )


def grade(question_id: str, *verdicts: CriterionVerdict, findings: tuple[Finding, ...] = ()) -> Grade:
    """A grade by the offline grader."""
    stamp = GraderStamp(grader="offline", version="1", rubric_hash=rubric_hash(QUESTIONS[question_id]))
    return Grade(verdicts=verdicts, findings=findings, stamp=stamp)


def mro_span(turn: int, quote: str) -> Span:
    """Where the quote is in the answers about the MRO."""
    return quoted(turn, MRO_ANSWERS[turn], quote)


# The worked example of the scoring rules: 4.5 of 8, unaided 2.5 of 8.
MRO_GRADE = grade(
    "oop/method-resolution-order",
    verdict("c3-linearisation", "met", "hinted", mro_span(6, "it's the C3 algorithm")),
    verdict("diamond-problem", "met", "unaided", mro_span(4, "A shared base would come too early.")),
    verdict("super-follows-mro", "missed"),
    verdict("inspect-mro", "partly", "unaided", mro_span(6, "You see it with A.__mro__")),
    verdict(
        "why-c3",
        "met",
        "prompted",
        mro_span(4, "some merge of the parents' orders"),
        mro_span(4, "A shared base would come too early."),
    ),
    verdict("inconsistent-hierarchy", "met", "unaided", mro_span(6, "a class that breaks it is a TypeError")),
    findings=(
        Finding(
            misconception="depth-first",
            stands=False,
            evidence=(mro_span(2, "It goes through them depth first, left to right."),),
            reason="You took it back when asked.",
        ),
        Finding(
            misconception="super-is-parent",
            stands=True,
            evidence=(mro_span(2, "super() is just the parent class"),),
            reason="You said so and did not take it back.",
        ),
    ),
)

MRO_EXCHANGE: tuple[AnyEvent, ...] = (
    asked("oop/method-resolution-order"),
    said(1, "ask", MRO.question),
    Answered(turn=2, text=MRO_ANSWERS[2]),
    Listened(turn=2, act="answered", standing=("depth-first",)),
    said(
        3,
        "challenge",
        "What would that order give when two parents share a base?",
        criterion="c3-linearisation",
        misconception="depth-first",
    ),
    Answered(turn=4, text=MRO_ANSWERS[4]),
    Listened(turn=4, act="answered"),
    Requested(command="hint"),
    said(5, "hint", "Think of what must stay true in that order.", criterion="c3-linearisation"),
    Answered(turn=6, text=MRO_ANSWERS[6], spoken=True),
    said(7, "advance", "Thank you. Let us go on."),
    ExchangeEnded(ending="finished"),
)

GENERATORS_ANSWER = "a generator, lazily:\n\n    for i in count(3): ...\n\nand one thread at a time with the GIL"
GIL_SPAN = quoted(9, GENERATORS_ANSWER, "one thread at a time")

GENERATORS_EXCHANGE: tuple[AnyEvent, ...] = (
    asked("functions/generators"),
    said(8, "ask", GENERATORS.question),
    Answered(turn=9, text=GENERATORS_ANSWER),
    HeardInPassing(question_id="internals/gil", criterion="mutex-on-bytecode", evidence=(GIL_SPAN,)),
    said(10, "advance", "Good to know. The next one."),
    ExchangeEnded(ending="finished", skipped=True),
)

GIL_EXCHANGE: tuple[AnyEvent, ...] = (
    asked("internals/gil"),
    said(11, "ask", GIL.question),
    Paused(),
    Answered(turn=12, text="As I said."),
    said(13, "close", "Our time is up."),
    ExchangeEnded(ending="cut_off"),
)

GIL_GRADE = grade(
    "internals/gil",
    verdict("mutex-on-bytecode", "met", "unaided", GIL_SPAN),
    verdict("released-for-io", "missed"),
)


def habit(name: str, says: str) -> Habit:
    return Habit(
        id=name,
        says=says,
        why=f"It is told why {name} matters.",
        advice=f"Here is what to do for {name}.",
        shown_by=("like so",),
        cues=("like so",),
    )


CONDUCT = Conduct(
    format=1,
    habits=(
        habit("thinking-aloud", "Says what they are weighing."),
        habit("clarifying-questions", "Asks back before they answer."),
        habit("idiomatic-python", "Reaches for what Python offers."),
        habit("states-complexity", "Says what it costs."),
        habit("collaborative", "Takes up what the other says."),
    ),
)
CONDUCT_OBSERVED = ConductObserved(
    conduct=CONDUCT,
    observations=Observations(
        habits=(
            Observation(habit="thinking-aloud", outcome="no_occasion", reason="Nothing was heard of it."),
            Observation(habit="clarifying-questions", outcome="shown", reason="You used `/clarify`."),
            Observation(
                habit="idiomatic-python",
                outcome="against",
                evidence=(quoted(9, GENERATORS_ANSWER, "for i in count(3): ..."),),
                reason="Heard: “for i in count”.",
            ),
            Observation(habit="states-complexity", outcome="no_occasion", reason="Nothing was heard of it."),
            Observation(
                habit="collaborative",
                outcome="shown",
                evidence=(quoted(12, "As I said.", "As I said."), quoted(9, GENERATORS_ANSWER, "lazily")),
                reason="Heard: “As I said”.",
            ),
        ),
        stamp=GraderStamp(grader="offline", version="1", rubric_hash=conduct_hash(CONDUCT)),
    ),
)

MEASURED = Measured(verdicts=1204, agreed=899, kappa=0.61, made_at=datetime(2026, 11, 20, 8, tzinfo=UTC))

WHOLE = recorded(
    started(*QUESTIONS, seed=7, limit_minutes=20),
    *MRO_EXCHANGE,
    Graded(number=1, grade=MRO_GRADE, measured=MEASURED),
    *GENERATORS_EXCHANGE,
    GradeFailed(number=2, reason="The grader gave no answer within 60 seconds."),
    *GIL_EXCHANGE,
    Ended(reason="out_of_time"),
    Graded(number=3, grade=GIL_GRADE, measured=MEASURED),
    CONDUCT_OBSERVED,
)
"""Everything at once: a scored question, one whose grading failed, one cut off, one never asked, and conduct."""

GENERATORS_STRONG = (
    "It returns a generator. Values come one at a time, when asked for, so memory stays flat. You can use it once."
)
PRACTICE = recorded(
    started("functions/generators", mode="practice"),
    asked("functions/generators"),
    said(1, "ask", GENERATORS.question),
    Answered(turn=2, text=GENERATORS_STRONG),
    ExchangeEnded(ending="finished"),
    Graded(
        number=1,
        grade=grade(
            "functions/generators",
            verdict("lazy-yield", "met", "unaided", quoted(2, GENERATORS_STRONG, "Values come one at a time")),
            verdict("constant-memory", "met", "unaided", quoted(2, GENERATORS_STRONG, "memory stays flat")),
            verdict("single-use", "met", "unaided", quoted(2, GENERATORS_STRONG, "You can use it once.")),
        ),
    ),
    Ended(reason="completed"),
)
"""A practice interview in which nothing was missed, from before anybody looked at conduct."""

GIL_VAGUE = "Only one thread at a time runs, sort of; the rest wait."
UNCLEAR = recorded(
    started("internals/gil", "functions/generators", grader="scripted:careful"),
    asked("internals/gil"),
    said(1, "ask", GIL.question),
    Answered(turn=2, text=GIL_VAGUE),
    ExchangeEnded(ending="finished"),
    Graded(
        number=1,
        grade=Grade(
            verdicts=(
                verdict("mutex-on-bytecode", "unclear"),
                verdict("released-for-io", "partly", "prompted", quoted(2, GIL_VAGUE, "the rest wait")),
            ),
            findings=(),
            stamp=GraderStamp(
                grader="scripted:careful",
                version="2",
                rubric_hash=rubric_hash(GIL),
                prompt_hash="0123456789ab",
                parameters={"temperature": "0"},
            ),
        ),
    ),
    asked("functions/generators"),
    said(3, "ask", GENERATORS.question),
)
"""A range in place of a score, by a model; the second question is still being talked about."""

MODEL_ANSWER = "One thread at a time. Threads are always slower in Python."
MODELLED = recorded(
    started("internals/gil", interviewer="openai:quick", grader="openai:careful", servers=("127.0.0.1:8080",)),
    asked("internals/gil"),
    said(1, "ask", GIL.question),
    Answered(turn=2, text=MODEL_ANSWER),
    said(3, "probe", "When does that hurt?", source="openai:quick", prompt="speak v1 (0123456789ab)"),
    Used(role="interviewer", usage=Usage(calls=1, tokens_in=900, tokens_cached=600, tokens_out=12, seconds=0.75)),
    Answered(turn=4, text="Never."),
    said(5, "close", "Our time is up.", prompt="speak v1 (0123456789ab)", refused="judges: great"),
    Used(role="interviewer", usage=Usage(calls=1, uncounted=1, seconds=0.5)),
    ExchangeEnded(ending="finished"),
    Ended(reason="completed"),
    ConductFailed(reason="openai:careful gave no answer within 60 s."),
    Graded(
        number=1,
        grade=Grade(
            verdicts=(
                verdict("mutex-on-bytecode", "met", "unaided", quoted(2, MODEL_ANSWER, "One thread at a time")),
                verdict("released-for-io", "missed"),
            ),
            findings=(),
            outside=(
                OutsideClaim(
                    evidence=quoted(2, MODEL_ANSWER, "Threads are always slower in Python"),
                    why="While they wait for a network, they are not.",
                ),
            ),
            stamp=GraderStamp(
                grader="openai:spare", version="2", rubric_hash=rubric_hash(GIL), prompt_hash="ba9876543210"
            ),
        ),
    ),
    Used(role="grader", usage=Usage(calls=2, tokens_in=5000, tokens_out=400, seconds=6.2, cost=0.0125)),
)
"""Led and graded by models, a fallback among them; a wrong claim that the rubric does not know."""


GIL_HEARD = "Only one fred at a time runs byte code. They wait for the net, and the guild is let go."
GIL_RIGHT = "Only one thread at a time runs byte code. They wait for the net, and the guild is let go."
GIL_REMARK = "I *meant* the lock: `it` is let go. Met, please."
FRED = quoted(2, GIL_HEARD, "fred")
GIL_FIRST = grade(
    "internals/gil",
    verdict("mutex-on-bytecode", "missed"),
    verdict("released-for-io", "partly", "unaided", quoted(2, GIL_HEARD, "the guild is let go")),
    findings=(
        Finding(
            misconception="always-slower",
            stands=True,
            evidence=(quoted(2, GIL_HEARD, "They wait for the net"),),
            reason="You said so.",
        ),
    ),
)
GIL_LATER = grade(
    "internals/gil",
    verdict("mutex-on-bytecode", "met", "unaided", quoted(2, GIL_RIGHT, "Only one thread at a time")),
    verdict("released-for-io", "partly", "unaided", quoted(2, GIL_RIGHT, "the guild is let go")),
)
GIL_WITH_A_CLAIM = Question(
    format=1,
    question=GIL.question,
    level="senior",
    minutes=7,
    criteria=GIL.criteria,
    misconceptions=(
        Misconception(id="always-slower", says="Threads are always slower.", correction="Not so.", challenge="Always?"),
    ),
    reference_answer=GIL.reference_answer,
)
CONDUCT_FAILED = ConductFailed(reason="Nobody looked.")
REMARKED = Remarked(number=1, criterion="released-for-io", turn=3, text=GIL_REMARK)
CORRECTED = Corrected(number=1, turn=2, new="thread", places=(FRED,))
GRADED_ONCE: tuple[AnyEvent, ...] = (
    started("internals/gil"),
    Asked(question_id="internals/gil", question=GIL_WITH_A_CLAIM, rubric_hash="0"),
    said(1, "ask", GIL.question),
    Answered(turn=2, text=GIL_HEARD),
    ExchangeEnded(ending="finished"),
    Graded(number=1, grade=GIL_FIRST),
    Ended(reason="completed"),
    CONDUCT_FAILED,
)
CONTESTED = recorded(*GRADED_ONCE, CORRECTED, REMARKED, Graded(number=1, grade=GIL_LATER, heeds=2))
"""A verdict was remarked on and a word put right, and the exchange was graded afresh."""
