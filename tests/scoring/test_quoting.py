import pytest
from msgspec.structs import replace

from interviewer.scoring.grade import Exchange, Turn
from interviewer.scoring.quoting import LONGEST_NEAR, MOST_QUOTES, Proof, prove
from tests.scoring.judges import QUESTION, TALK
from tests.scoring.rubric import candidate, criterion, exchange, interviewer, question

SPOKEN = Exchange(
    question_id="oop/test",
    question=QUESTION,
    turns=(
        Turn(number=1, speaker="interviewer", text=QUESTION.question),
        Turn(number=2, speaker="candidate", spoken=True, text="so um a tuple you know cannot be changed after words"),
        Turn(number=3, speaker="candidate", text="it is fixed for good, and that is all there is to say"),
    ),
)
CODED = exchange(
    replace(question(criterion(), asked="What does it print?"), code="class Cached(Record): pass"),
    "The class Cached wins, Record comes last.",
)


def said(proof: Proof, of: Exchange) -> list[str]:
    texts = {turn.number: turn.text for turn in of.turns}
    return [texts[span.turn][span.start : span.end] for span in proof.evidence]


@pytest.mark.parametrize(
    ("quotes", "talk", "found"),
    [
        pytest.param(["A tuple can't change"], TALK, ["A tuple can't change"], id="verbatim"),
        pytest.param(["a TUPLE can\u2019t  change"], TALK, ["A tuple can't change"], id="form-apart"),
        pytest.param(['"A tuple can\'t change…"'], TALK, ["A tuple can't change"], id="in-quotation-marks-with-dots"),
        pytest.param(["append to a list."], TALK, ["append to a list"], id="full-stop-added"),
        pytest.param(["I adore tuples", "once it's made"], TALK, ["once it's made"], id="one-of-two-invented"),
        pytest.param(["once it's made", "Once it's made"], TALK, ["once it's made"], id="the-same-twice"),
        pytest.param(["append", "frozen"], TALK, ["append", "frozen"], id="from-two-turns-as-quoted"),
        pytest.param(["a tuple can not be changed after words"], SPOKEN,
                     ["a tuple you know cannot be changed after words"], id="near-in-speech"),
        pytest.param(["Cached wins"], CODED, ["Cached wins"], id="more-than-the-code"),
    ],
)  # fmt: skip
def test_finds(quotes: list[str], talk: Exchange, found: list[str]) -> None:
    proof = prove(quotes, talk)
    assert said(proof, talk) == found
    assert proof.fault is None


@pytest.mark.parametrize(
    ("quotes", "talk", "fault"),
    [
        pytest.param([], TALK, "no-quote", id="nothing-quoted"),
        pytest.param(["", " \n"], TALK, "no-quote", id="blank-quotes"),
        pytest.param(["Tuples are immutable"], TALK, "quote-not-found", id="invented"),
        pytest.param(["..."], TALK, "quote-not-found", id="dots"),
        pytest.param(["A tuple ... once it's made"], TALK, "quote-not-found", id="two-stretches-in-one"),
        pytest.param(["A tuple can change"], TALK, "quote-not-found", id="negation-left-out"),
        pytest.param(["And what about the other container"], TALK, "quote-not-found", id="the-interviewer"),
        pytest.param(["Says that a tuple cannot change"], TALK, "quote-not-found", id="the-rubric"),
        pytest.param(["A tuple"], TALK, "quote-is-echo", id="word-of-the-question"),
        pytest.param(["it"], TALK, "quote-is-echo", id="small-word"),
        pytest.param(["class Cached", "Record"], CODED, "quote-is-echo", id="the-code"),
        pytest.param(["it is fixed for evermore, and that is all there is to say"], SPOKEN, "quote-not-found",
                     id="near-in-writing"),
    ],
)  # fmt: skip
def test_what_is_no_evidence(quotes: list[str], talk: Exchange, fault: str) -> None:
    assert prove(quotes, talk) == Proof(fault=fault)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("quotes", "fault", "found"),
    [
        pytest.param(["It is fixed for good"], "quote-in-remark", [], id="said-afterwards"),
        pytest.param(["a list grows"], None, ["A list grows"], id="said-and-said-again"),
        pytest.param(
            ["It is fixed for good", "A list grows"], None, ["A list grows"], id="only-the-part-that-was-said"
        ),
        pytest.param(["It is fixed for ever"], "quote-not-found", [], id="never-said"),
    ],
)
def test_a_remark_after_the_interview_is_no_evidence(quotes: list[str], fault: str | None, found: list[str]) -> None:
    afterwards = candidate(3, "It is fixed for good, I said so. And a list grows.", remarks_on="tuple-fixed")
    talk = exchange(QUESTION, candidate(2, "A list grows."), afterwards)
    proof = prove(quotes, talk)
    assert (proof.fault, said(proof, talk)) == (fault, found)


def test_said_back_to_the_interviewer_is_an_echo_and_said_before_is_not() -> None:
    back = exchange(QUESTION, interviewer(2, "Would it grow?"), candidate(3, "It would grow."))
    before = exchange(QUESTION, candidate(2, "It would grow."), interviewer(3, "Would it grow?"), candidate(4, "Yes."))
    assert prove(["would grow"], back).fault == "quote-is-echo"
    assert [span.turn for span in prove(["would grow"], before).evidence] == [2]


def test_only_what_was_just_said_makes_an_echo() -> None:
    talk = exchange(
        QUESTION,
        interviewer(2, "Would it grow?"),
        candidate(3, "Hm."),
        interviewer(4, "Take your time."),
        candidate(5, "Hm."),
        interviewer(6, "Anything else?"),
        candidate(7, "They grow."),
    )
    assert [span.turn for span in prove(["They grow"], talk).evidence] == [7]


def test_a_flood_of_quotes_is_cut() -> None:
    invented = [f"invented {number}" for number in range(MOST_QUOTES)]
    assert prove([*invented, "append to a list"], TALK).fault == "quote-not-found"
    assert prove([*invented[1:], "append to a list"], TALK).fault is None


def test_a_long_quote_has_to_be_exact_in_speech_too() -> None:
    long = " ".join(["a tuple you know can not be changed"] * (LONGEST_NEAR // 30))
    talk = Exchange(
        question_id="oop/test",
        question=QUESTION,
        turns=(Turn(number=1, speaker="candidate", spoken=True, text=long.replace("can not", "cannot")),),
    )
    assert prove([long], talk).fault == "quote-not-found"
    assert prove([long.replace("can not", "cannot")], talk).fault is None
