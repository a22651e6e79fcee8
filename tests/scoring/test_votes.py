from collections.abc import Sequence
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from interviewer.bank.question import Verdict, rubric_hash
from interviewer.scoring.arithmetic import score
from interviewer.scoring.grade import (
    CriterionVerdict,
    Exchange,
    Finding,
    Grade,
    Grader,
    GraderStamp,
    GradingFailedError,
    OutsideClaim,
    Span,
)
from interviewer.scoring.reordering import ReorderingGrader, reordered
from interviewer.scoring.second_look import SecondLook
from interviewer.scoring.votes import VotingGrader, elect
from tests.scoring.judges import NONCE, QUESTION, TALK, ScriptedModel
from tests.scoring.looks import TEMPLATES, look
from tests.scoring.rubric import criterion, question

HERE = (Span(turn=2, start=0, end=20),)
FOUND = Finding(misconception="deeply-frozen", stands=True, evidence=HERE, reason="You said so.")
VERDICTS = st.sampled_from(["met", "partly", "missed", "unclear"])


def verdict(word: Verdict, name: str = "tuple-fixed") -> CriterionVerdict:
    proved = word in ("met", "partly")
    return CriterionVerdict(
        criterion=name,
        verdict=word,
        credit="unaided" if proved else None,
        evidence=HERE if proved else (),
        reason=f"It is {word}.",
    )


def grade(first: Verdict, second: Verdict = "missed", *, findings: Sequence[Finding] = (), by: str = "a:b",
          outside: Sequence[OutsideClaim] = ()) -> Grade:  # fmt: skip
    return Grade(
        verdicts=(verdict(first), verdict(second, "list-changes")),
        findings=tuple(findings),
        outside=tuple(outside),
        stamp=GraderStamp(grader=by, version="1", rubric_hash="0", parameters={"temperature": "0"}),
    )


class Fixed:
    """A grader whose grade, or failure, is known beforehand."""

    def __init__(self, outcome: Grade | str, name: str = "a:b") -> None:
        self.name = name
        self.seen: list[Exchange] = []
        self._outcome = outcome

    async def grade(self, exchange: Exchange) -> Grade:
        self.seen.append(exchange)
        if isinstance(self._outcome, str):
            raise GradingFailedError(self._outcome)
        return self._outcome


@pytest.mark.parametrize(
    ("votes", "decided"),
    [
        (("met", "met", "missed"), "met"),
        (("missed", "met", "missed"), "missed"),
        (("met", "partly", "missed"), "partly"),
        (("met", "missed"), "missed"),
        (("met", "partly"), "partly"),
        (("met", "unclear"), "met"),
        (("met", "unclear", "unclear"), "unclear"),
        (("met", "met", "missed", "missed"), "missed"),
        (("unclear", "partly", "met"), "partly"),
    ],
)
def test_the_majority_decides_and_without_one_the_lower_middle(votes: tuple[Verdict, ...], decided: Verdict) -> None:
    for order in permutations(votes):
        elected = elect(QUESTION, [grade(vote) for vote in order]).verdicts[0]
        assert (elected.verdict, elected.votes, elected.is_borderline) == (decided, order, True)
        assert elected.reason == f"It is {decided}."


@given(st.lists(VERDICTS, min_size=2, max_size=7))
def test_what_is_decided_was_voted_for_and_has_its_evidence_whatever_the_order(votes: list[Verdict]) -> None:
    elected = elect(QUESTION, [grade(vote) for vote in votes]).verdicts[0]
    assert elected.verdict in votes
    assert (elected.verdict in ("met", "partly")) == bool(elected.evidence)
    assert elect(QUESTION, [grade(vote) for vote in reversed(votes)]).verdicts[0].verdict == elected.verdict


@pytest.mark.parametrize(
    ("finders", "found", "doubted"),
    [
        pytest.param((True, True, True), 1, 0, id="all"),
        pytest.param((True, True, False), 1, 1, id="most"),
        pytest.param((False, False, True), 0, 1, id="one"),
        pytest.param((True, False), 0, 1, id="half"),
        pytest.param((False, False), 0, 0, id="none"),
    ],
)
def test_a_misconception_needs_a_majority_and_where_it_is_split_it_is_doubted(
    finders: Sequence[bool], found: int, doubted: int
) -> None:
    elected = elect(QUESTION, [grade("met", findings=[FOUND] if finds else []) for finds in finders])
    assert (len(elected.findings), len(elected.doubted)) == (found, doubted)


def test_whether_a_misconception_stands_is_voted_on_too() -> None:
    corrected = replace(FOUND, stands=False)
    elected = elect(QUESTION, [grade("met", findings=[one]) for one in (corrected, FOUND, corrected)])
    assert elected.findings == (corrected,)
    assert elected.doubted == (FOUND,)


def test_a_split_gives_the_score_a_range_and_the_majority_its_number() -> None:
    """Two core criteria weigh 2 each: 100 when both are met; one misconception takes a quarter."""
    asked = replace(QUESTION, criteria=(QUESTION.criteria[0], replace(QUESTION.criteria[1], tier="core")))
    elected = elect(asked, [grade("met", "met"), grade("partly", "met", findings=[FOUND]), grade("met", "met")])
    worth = score(asked, elected)
    assert (worth.score, worth.low, worth.high, worth.is_borderline) == (100, 50, 100, True)


def test_votes_that_agree_leave_no_range() -> None:
    worth = score(QUESTION, elect(QUESTION, [grade("met", findings=[FOUND])] * 3))
    assert worth.low == worth.score == worth.high
    assert not worth.is_borderline


def test_a_wrong_claim_beyond_the_rubric_is_told_where_most_point_to_it() -> None:
    claims = [OutsideClaim(evidence=Span(turn=2, start=start, end=start + 10), why="No.") for start in (30, 35, 70)]
    elected = elect(QUESTION, [grade("met", outside=[one]) for one in claims])
    assert elected.outside == (claims[0],)


def test_the_stamp_names_all_who_voted_and_how() -> None:
    elected = elect(QUESTION, [grade("met", by="a:b"), grade("met", by="c:d"), grade("met", by="a:b")])
    assert elected.stamp.grader == "a:b and c:d"
    assert elected.stamp.parameters == {"temperature": "0", "votes": "3"}
    assert elected.stamp.rubric_hash == rubric_hash(QUESTION)


@pytest.mark.parametrize(
    ("outcomes", "decided"),
    [
        pytest.param([grade("met"), "gone", grade("met")], "met", id="one-of-three-fails"),
        pytest.param(["gone", "away", grade("met")], None, id="two-of-three-fail"),
        pytest.param([grade("met"), "gone"], None, id="one-of-two-fails"),
    ],
)
async def test_who_fails_does_not_vote_and_half_cannot_decide(
    outcomes: Sequence[Grade | str], decided: Verdict | None
) -> None:
    panel = VotingGrader([Fixed(outcome) for outcome in outcomes])
    if decided is None:
        with pytest.raises(GradingFailedError, match="gone"):
            await panel.grade(TALK)
    else:
        assert (await panel.grade(TALK)).verdicts[0].verdict == decided


async def test_an_arbiter_looks_at_what_is_split_and_votes() -> None:
    model = ScriptedModel(look("missed"))
    arbiter = SecondLook(model, TEMPLATES, lambda: NONCE)
    split = VotingGrader([Fixed(grade("met", "met")), Fixed(grade("missed", "met"))], arbiter)
    first, second = (await split.grade(TALK)).verdicts
    assert (first.verdict, first.votes) == ("missed", ("met", "missed", "missed"))
    assert (second.verdict, second.votes) == ("met", ("met", "met"))
    assert len(model.asked) == 1


def test_one_cannot_vote() -> None:
    with pytest.raises(ValueError, match="two"):
        VotingGrader([Fixed(grade("met"))])


MANY = question(*(criterion(f"c{number}") for number in range(6)))


@pytest.mark.parametrize("number", [1, 2, 3])
async def test_another_order_is_shown_and_put_back(number: int) -> None:
    shown = reordered(MANY, number)
    inner = Fixed(
        Grade(
            verdicts=tuple(verdict("met", one.id) for one in shown.criteria),
            findings=(),
            stamp=GraderStamp(grader="a:b", version="1", rubric_hash=rubric_hash(shown)),
        )
    )
    outer: Grader = ReorderingGrader(inner, number)
    graded = await outer.grade(replace(TALK, question=MANY))
    assert inner.seen[0].question == shown
    assert sorted(one.id for one in shown.criteria) == [one.id for one in MANY.criteria]
    assert [one.criterion for one in graded.verdicts] == [one.id for one in MANY.criteria]
    assert graded.stamp.rubric_hash == rubric_hash(MANY)


def test_each_number_is_an_order_of_its_own_and_always_the_same() -> None:
    orders = {number: [one.id for one in reordered(MANY, number).criteria] for number in range(1, 5)}
    assert orders == {number: [one.id for one in reordered(MANY, number).criteria] for number in range(1, 5)}
    assert len({tuple(order) for order in orders.values()}) > 1
