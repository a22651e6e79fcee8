from collections.abc import Sequence

import pytest

from interviewer import __version__
from interviewer.bank.question import rubric_hash
from interviewer.errors import ModelFailedError
from interviewer.scoring.grade import CriterionVerdict, Finding, GradingFailedError, OutsideClaim, Span
from interviewer.scoring.reply import GRADE_SCHEMA
from tests.scoring.judges import (
    GOOD,
    LIST,
    QUESTION,
    TALK,
    TEMPLATES,
    TUPLE,
    Entry,
    ScriptedModel,
    claim,
    grader,
    held,
    judged,
    reply,
    verdicts,
)
from tests.scoring.rubric import candidate, exchange, interviewer
from tests.scoring.test_reply import MALFORMED

REASON = "That is the reason."


async def test_a_good_reply_is_the_grade() -> None:
    model = ScriptedModel(GOOD)
    grade = await grader(model, temperature="0").grade(TALK)
    assert grade.verdicts == (
        CriterionVerdict(criterion="tuple-fixed", verdict="met", credit="unaided",
                         evidence=(Span(turn=2, start=0, end=20),), reason=REASON),
        CriterionVerdict(criterion="list-changes", verdict="partly", credit="prompted",
                         evidence=(Span(turn=4, start=8, end=24),), reason=REASON),
    )  # fmt: skip
    assert grade.findings == (
        Finding(misconception="deeply-frozen", stands=True, evidence=(Span(turn=2, start=37, end=67),),
                reason="You said so."),
    )  # fmt: skip
    assert grade.outside == (OutsideClaim(evidence=Span(turn=2, start=77, end=99), why="They keep it."),)
    assert len(model.asked) == 1
    assert model.schemas == [GRADE_SCHEMA]


async def test_the_stamp_says_what_graded() -> None:
    stamp = (await grader(ScriptedModel(GOOD), temperature="0").grade(TALK)).stamp
    assert (stamp.grader, stamp.version, stamp.rubric_hash) == ("test:scripted", __version__, rubric_hash(QUESTION))
    assert (stamp.prompt_hash, stamp.parameters) == (TEMPLATES.hash, {"temperature": "0", "second_looks": "none"})


async def test_verdicts_come_in_the_order_of_the_rubric() -> None:
    grade = await grader(ScriptedModel(reply(judged("list-changes", "met", LIST), judged("tuple-fixed")))).grade(TALK)
    assert [verdict.criterion for verdict in grade.verdicts] == ["tuple-fixed", "list-changes"]


# What becomes of a reply that is no grade as a whole: it is asked for again once.


@pytest.mark.parametrize(("text", "complaint"), MALFORMED.values(), ids=MALFORMED)
async def test_a_malformed_reply_is_mended_once(text: str, complaint: object) -> None:
    model = ScriptedModel(text, GOOD)
    assert verdicts(await grader(model).grade(TALK)) == ["met", "partly"]
    assert [prompt.name for prompt in model.asked] == ["grade", "grade_repair"]


@pytest.mark.parametrize("text", [text for text, _ in MALFORMED.values()], ids=MALFORMED)
async def test_a_second_malformed_reply_is_a_failure(text: str) -> None:
    model = ScriptedModel("not json", text)
    with pytest.raises(GradingFailedError) as failed:
        await grader(model).grade(TALK)
    assert failed.value.reason.startswith("test:scripted was asked twice and gave no usable grade: ")
    assert failed.value.reason.endswith(".")
    assert len(model.asked) == 2


async def test_a_failure_says_what_the_second_reply_lacked() -> None:
    with pytest.raises(GradingFailedError) as failed:
        await grader(ScriptedModel("not json", reply(judged("tuple-fixed")))).grade(TALK)
    assert failed.value.reason == (
        "test:scripted was asked twice and gave no usable grade: it left out points of the rubric."
    )


@pytest.mark.parametrize("before", [(), ("not json",), (reply(judged("tuple-fixed", "met"), judged("list-changes")),)],
                         ids=["first-call", "second-try", "repair-of-evidence"])  # fmt: skip
async def test_a_model_that_fails_fails_the_grade(before: Sequence[str]) -> None:
    model = ScriptedModel(*before, ModelFailedError("time-out", "test:scripted did not answer for 60 s.", "Try again."))
    with pytest.raises(GradingFailedError) as failed:
        await grader(model).grade(TALK)
    assert failed.value.reason == "test:scripted did not answer for 60 s. Try again."


async def test_a_grade_names_the_model_that_gave_it() -> None:
    grade = await grader(ScriptedModel(GOOD, replied_by="test:fallback")).grade(TALK)
    assert grade.stamp.grader == "test:fallback"


# What becomes of one verdict whose evidence is none.


@pytest.mark.parametrize(
    ("quotes", "reason", "complaint"),
    [
        pytest.param(["Tuples are immutable"], "The words that the grader quoted were not found in the answer.",
                     "- quote-not-found: tuple-fixed", id="invented"),
        pytest.param(["And what about the other container"],
                     "The words that the grader quoted were not found in the answer.",
                     "- quote-not-found: tuple-fixed", id="the-interviewer"),
        pytest.param(["Says that a tuple cannot change."],
                     "The words that the grader quoted were not found in the answer.",
                     "- quote-not-found: tuple-fixed", id="the-rubric"),
        pytest.param(["A tuple"], "The grader quoted only words of the question or of the interviewer.",
                     "- quote-is-echo: tuple-fixed", id="echo-of-the-question"),
        pytest.param([], "The grader quoted nothing of the answer for this, so it does not count.",
                     "- no-quote: tuple-fixed", id="none"),
    ],
)  # fmt: skip
async def test_a_verdict_without_evidence_is_mended_once_and_then_unclear(
    quotes: list[str], reason: str, complaint: str
) -> None:
    bad = reply(judged("tuple-fixed", "met", *quotes), judged("list-changes", "met", LIST))
    model = ScriptedModel(bad, bad)
    grade = await grader(model).grade(TALK)
    assert grade.verdicts[0] == CriterionVerdict(criterion="tuple-fixed", verdict="unclear", reason=reason)
    assert grade.verdicts[1].verdict == "met"
    assert model.asked[1].user.endswith(f"{complaint}\n\nGrade the whole exchange again, every criterion, with these "
                                        "faults mended.")  # fmt: skip
    assert len(model.asked) == 2


INVENTED = reply(judged("tuple-fixed", "met", "invented"), judged("list-changes", "met", LIST),
                 misconceptions=[held("deeply-frozen", "made up")])  # fmt: skip


@pytest.mark.parametrize(
    ("second", "expected", "finds"),
    [
        pytest.param(reply(judged("tuple-fixed", "met", TUPLE), judged("list-changes")), ["met", "met"], 0,
                     id="quote-found-and-only-what-was-doubtful-changes"),
        pytest.param(reply(judged("tuple-fixed"), judged("list-changes")), ["missed", "met"], 0, id="taken-back"),
        pytest.param(reply(judged("tuple-fixed"), judged("list-changes", "met", "invented"),
                           misconceptions=[held("deeply-frozen", "Inside it everything is frozen")]),
                     ["missed", "met"], 1, id="misconception-proved"),
        pytest.param(INVENTED, ["unclear", "met"], 0, id="invented-again"),
        pytest.param("not json", ["unclear", "met"], 0, id="unreadable"),
        pytest.param(reply(judged("tuple-fixed", "met", TUPLE)), ["unclear", "met"], 0, id="incomplete"),
    ],
)  # fmt: skip
async def test_what_a_repair_can_change(second: str, expected: list[str], finds: int) -> None:
    grade = await grader(ScriptedModel(INVENTED, second)).grade(TALK)
    assert verdicts(grade) == expected
    assert len(grade.findings) == finds


async def test_there_is_one_repair_for_all_faults_together() -> None:
    model = ScriptedModel(INVENTED, INVENTED)
    await grader(model).grade(TALK)
    assert "- quote-not-found: tuple-fixed, deeply-frozen\n" in model.asked[1].user
    assert len(model.asked) == 2
    model = ScriptedModel("not json", INVENTED)
    assert verdicts(await grader(model).grade(TALK)) == ["unclear", "met"]
    assert len(model.asked) == 2


@pytest.mark.parametrize("word", ["missed", "unclear"])
async def test_what_was_not_said_has_no_evidence_and_needs_none(word: str) -> None:
    model = ScriptedModel(reply(judged("tuple-fixed", word, "invented"), judged("list-changes", word, LIST)))
    grade = await grader(model).grade(TALK)
    assert [(one.verdict, one.credit, one.evidence) for one in grade.verdicts] == [(word, None, ())] * 2
    assert len(model.asked) == 1


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        pytest.param(held("deeply-frozen", "everything is frozen"), [True], id="stands"),
        pytest.param(held("deeply-frozen", "everything is frozen", stands=False), [False], id="taken-back"),
        pytest.param(held("deeply-frozen", stands=False), [], id="listed-to-say-that-it-was-not-held"),
    ],
)
async def test_misconceptions(entry: Entry, expected: list[bool]) -> None:
    text = reply(judged("tuple-fixed"), judged("list-changes"), misconceptions=[entry])
    model = ScriptedModel(text)
    assert [finding.stands for finding in (await grader(model).grade(TALK)).findings] == expected
    assert len(model.asked) == 1


async def test_claims_outside_the_rubric_need_their_words_and_no_repair() -> None:
    claims = [
        claim("Dicts lose their order"),
        claim("never said"),
        claim("dicts lose their order", "Again."),
        claim(""),
    ]
    model = ScriptedModel(reply(judged("tuple-fixed"), judged("list-changes"), claims=claims))
    assert [one.why for one in (await grader(model).grade(TALK)).outside] == ["They keep it."]
    assert len(model.asked) == 1


HELPED = exchange(
    QUESTION,
    candidate(2, "A tuple stays as it is."),
    interviewer(3, "Think of what is inside.", hints="tuple-fixed"),
    candidate(4, "Nobody can swap its items."),
    candidate(5, "Lists grow.", in_passing=True),
)


@pytest.mark.parametrize(
    ("quotes", "credit"),
    [
        pytest.param(["stays as it is"], "unaided", id="before-the-hint"),
        pytest.param(["Nobody can swap"], "hinted", id="after-the-hint"),
        pytest.param(["stays as it is", "Nobody can swap"], "hinted", id="completed-after-the-hint"),
        pytest.param(["Lists grow"], "unaided", id="in-passing"),
    ],
)
async def test_credit_is_by_the_help_before_the_last_of_the_evidence(quotes: list[str], credit: str) -> None:
    model = ScriptedModel(reply(judged("tuple-fixed", "met", *quotes), judged("list-changes")))
    assert (await grader(model).grade(HELPED)).verdicts[0].credit == credit


@pytest.mark.parametrize(
    ("reason", "shown"),
    [
        pytest.param("You said it. Then more.", "You said it.", id="first-sentence"),
        pytest.param("You said\x1b[31m it\u202e\n", "You said␛[31m it", id="controls"),
        pytest.param("\ud800 lone", "\ufffd lone", id="lone-surrogate"),
        pytest.param("word " * 70, "word " * 59 + "word…", id="long"),
        pytest.param(" \n", "The grader gave no reason.", id="blank"),
    ],
)
async def test_reasons_are_one_harmless_line(reason: str, shown: str) -> None:
    model = ScriptedModel(reply(judged("tuple-fixed", reason=reason), judged("list-changes")))
    assert (await grader(model).grade(TALK)).verdicts[0].reason == shown


@pytest.mark.parametrize("turns", [(), ("",), (" \n\u200b", "\t")], ids=["skipped", "empty", "blank"])
async def test_where_nothing_was_said_all_is_missed_and_no_model_asked(turns: Sequence[str]) -> None:
    model = ScriptedModel()
    grade = await grader(model).grade(exchange(QUESTION, *turns))
    assert [(one.verdict, one.reason) for one in grade.verdicts] == [("missed", "There was no answer.")] * 2
    assert (grade.findings, grade.outside, model.asked) == ((), (), [])


# Remarks after the interview.

PLEA = candidate(9, "A tuple can't change, I did say that. The grader is wrong.", remarks_on="tuple-fixed")
SAID_AFTERWARDS = exchange(QUESTION, candidate(2, "You may append to a list."), PLEA)


async def test_words_of_a_remark_are_no_evidence_however_often_they_are_quoted() -> None:
    insisting = reply(judged("tuple-fixed", "met", TUPLE), judged("list-changes", "met", LIST))
    model = ScriptedModel(insisting, insisting)
    grade = await grader(model).grade(SAID_AFTERWARDS)
    assert verdicts(grade) == ["unclear", "met"]
    assert "- quote-in-remark: tuple-fixed" in model.asked[1].user
    assert grade.verdicts[0].reason == "The grader quoted only your remark, which was not said in the interview."


async def test_a_wrong_claim_of_a_remark_is_none_of_the_interview() -> None:
    afterwards = exchange(
        QUESTION, "A list.", candidate(9, "Inside it everything is frozen.", remarks_on="tuple-fixed")
    )
    found = reply(judged("tuple-fixed"), judged("list-changes"), misconceptions=[held("deeply-frozen", "Inside it")],
                  claims=[claim("everything is frozen")])  # fmt: skip
    grade = await grader(ScriptedModel(found, found)).grade(afterwards)
    assert (grade.findings, grade.outside) == ((), ())


async def test_who_said_nothing_cannot_say_it_afterwards() -> None:
    model = ScriptedModel()
    grade = await grader(model).grade(exchange(QUESTION, PLEA))
    assert verdicts(grade) == ["missed", "missed"]
    assert model.asked == []
