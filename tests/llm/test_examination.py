"""What is found out about a model by asking it: each row is a server that answers in its own way."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from statistics import mean

import pytest

from interviewer.bank.folders import contents
from interviewer.bank.loader import read_question
from interviewer.bank.question import Label, Question
from interviewer.cli.weighing import read_questions
from interviewer.dialogue.guard import fault_of
from interviewer.dialogue.moves import Move
from interviewer.dialogue.speaking import fill, read_speaking
from interviewer.dialogue.state import ExchangeState, SessionState
from interviewer.llm.canned import read_canned
from interviewer.llm.estimate import ALL_LOOKS, DUE_LOOKS, SCALES, TURNS, WEIGHED, of_interview
from interviewer.llm.examination import Examined, Examiner
from interviewer.llm.settings import GraderSettings, ModelSettings
from interviewer.prompting.files import PromptFiles
from interviewer.prompting.template import Prompt, read_template
from interviewer.prompting.usage import Usage
from interviewer.resources import data_folder
from interviewer.scoring.grade import CriterionVerdict, Turn
from interviewer.scoring.grade_prompt import GradingTemplates, first_prompt
from interviewer.scoring.offline import OfflineGrader
from interviewer.scoring.second_look import LookTemplates, is_due
from tests.llm.rooms import KEY, connected, settings_for
from tests.llm.server import (
    COUNTS,
    DONE,
    Answer,
    Handler,
    chunk,
    completion,
    echoes,
    fails,
    hangs,
    sends,
    serving,
    stream,
    talks_on,
)
from tests.llm.weights import asked_both_ways, weighs
from tests.scoring.weighers import NO, YES, ScriptedWeigher, grader

pytestmark = pytest.mark.usefixtures("_langchain_is_loaded")

CANNED = read_canned()
EXAMINER = Examiner(
    canned=CANNED,
    speaking=read_speaking(PromptFiles(data_folder("prompts"))),
    grading=GradingTemplates(grade=read_template("grade"), repair=read_template("grade_repair")),
    questions=read_questions(PromptFiles(data_folder("prompts"))),
    nonce=lambda: "0123456789abcdef",
    timer=time.perf_counter,
)
FITTING = "MOVE 1\nYou went straight to one entry. In which order do the keys come in a loop?"
HASHED = "the hash tells it which slot of its table to look in"
SAYS = CANNED.question.criterion


def spoken(text: str) -> Answer:
    return stream(chunk(text), chunk("", "stop"), COUNTS, DONE)


def graded(lookup: str, order: str, quote: str = HASHED) -> Answer:
    """A grade with these verdicts on the two points, each that needs one with that quote."""
    verdicts = {"hash-lookup": lookup, "insertion-order": order}
    criteria = [
        {
            "id": name,
            "reason": "So it is.",
            "quotes": [quote] if verdict in ("met", "partly") else [],
            "verdict": verdict,
        }
        for name, verdict in verdicts.items()
    ]
    return completion(json.dumps({"criteria": criteria, "misconceptions": [], "other_wrong_claims": []}))


async def asked(role: str, answer: Answer, timeout_s: float = 5.0) -> Examined:
    """What is found out about the model of a server that answers like this."""
    with serving(answer) as server:
        async with connected(settings_for(server.base_url)) as model:
            return await EXAMINERS[role](model, timeout_s)


EXAMINERS = {
    "interviewer": EXAMINER.interviewer,
    "grader": EXAMINER.grader,
    "weigher": EXAMINER.weigher,
    "either": EXAMINER.either,
}
FIXED_JSON = '{"verdict": "met"}'
BOTH = ("interviewer", "grader")
WORKS, DOUBTFUL, FAILS = "ok", "beware", "not ok"

SPEAKING = [
    pytest.param(spoken(FITTING), WORKS, "could be shown", id="competent"),
    pytest.param(spoken("MOVE 2\nLet us turn to something else."), WORKS, "could be shown", id="another legal move"),
    pytest.param(spoken("MOVE 1\nGreat answer! In which order do its keys come?"), DOUBTFUL, "it judges", id="praises"),
    pytest.param(
        spoken("MOVE 1\nIs it by insertion that the order of its keys is ruled?"), DOUBTFUL, "gives away", id="leaks"
    ),
    pytest.param(spoken("MOVE 1\nOK"), DOUBTFUL, "it asks 0 questions", id="says OK in the right form"),
    pytest.param(spoken("OK"), FAILS, "“OK”, names none of the moves", id="always OK"),
    pytest.param(spoken("MOVE 7\nIn which order?"), FAILS, "names none of the moves", id="a move that is none"),
    pytest.param(spoken("MOVE 1"), FAILS, "has no words for it", id="a move without words"),
    pytest.param(spoken(FIXED_JSON), FAILS, "names none of the moves", id="always the same JSON"),
    pytest.param(echoes, FAILS, "“The question: How does a dict", id="echo"),
    pytest.param(stream(then=talks_on), FAILS, "“and and and", id="talks without end"),
    pytest.param(spoken("\x1b[2JOK"), FAILS, "“␛[2JOK”", id="control characters"),
]


@pytest.mark.parametrize(("answer", "mark", "says"), SPEAKING)
async def test_an_interviewers_words_are_judged_by_what_an_interview_would_do_with_them(
    answer: Answer, mark: str, says: str
) -> None:
    examined = await asked("interviewer", answer)

    assert (mark_of(examined), says in examined.judgement.says) == (mark, True), examined.judgement
    assert examined.first_s is not None
    assert examined.whole_s is not None
    assert 0 < examined.first_s <= examined.whole_s


GRADING = [
    pytest.param(graded("met", "missed"), WORKS, "All 2 verdicts are right, and the quote was found.", id="competent"),
    pytest.param(graded("missed", "missed"), FAILS, "is met in the answer, and it came to missed", id="misses all"),
    pytest.param(graded("partly", "missed"), FAILS, "is met in the answer, and it came to partly", id="half right"),
    pytest.param(graded("met", "met"), FAILS, "is missed in the answer, and it came to met", id="finds all"),
    pytest.param(
        graded("met", "missed", "A dict is a hash map."),
        FAILS,
        "came to unclear. The words that the grader quoted were not found in the answer.",
        id="invented quote",
    ),
    pytest.param(graded("met", "missed", SAYS("hash-lookup").says), FAILS, "were not found", id="quotes the rubric"),
    pytest.param(
        graded("met", "missed", "find the value of a key"), FAILS, "came to unclear", id="quotes the question"
    ),
    pytest.param(completion("OK"), FAILS, "the reply was not JSON", id="always OK"),
    pytest.param(completion(FIXED_JSON), FAILS, "did not have the form", id="always the same JSON"),
    pytest.param(
        completion('{"criteria": [], "misconceptions": [], "other_wrong_claims": []}'),
        FAILS,
        "left out points",
        id="an empty grade",
    ),
    pytest.param(echoes, FAILS, "the reply was not JSON", id="echo"),
]


@pytest.mark.parametrize(("answer", "mark", "says"), GRADING)
async def test_a_graders_verdicts_have_to_be_the_known_right_ones(answer: Answer, mark: str, says: str) -> None:
    examined = await asked("grader", answer)

    assert (mark_of(examined), says in examined.judgement.says) == (mark, True), examined.judgement
    assert examined.whole_s is not None


def leans(**yes: float) -> Answer:
    """How likely yes is to a question about each point; never, about any other."""

    def answer(handler: Handler) -> None:
        asked = handler.server.requests[-1].body["messages"][-1]["content"]
        points = {name: SAYS(name.replace("_", "-")) for name in yes}
        about = [yes[name] for name, point in points.items() if asked.endswith((point.says, *point.counts))]
        chance = about[0] if about else 0.02
        weighs(("Yes", chance), ("No", 1 - chance))(handler)

    return answer


UNTOLD = completion("Yes", "length")
WEIGHING = [
    pytest.param("weigher", leans(hash_lookup=0.97), WORKS, "All 2 verdicts are right", id="competent"),
    pytest.param("weigher", leans(hash_lookup=0.97, insertion_order=0.97), FAILS, "it came to met", id="yes-to-all"),
    pytest.param("weigher", leans(), FAILS, "is met in the answer, and it came to missed", id="no-to-all"),
    pytest.param("weigher", UNTOLD, FAILS, "does not tell how likely the tokens", id="no-probabilities"),
    pytest.param("weigher", weighs(("<think>", 1.0)), FAILS, "neither yes nor no", id="thinks-first"),
    pytest.param("either", leans(hash_lookup=0.97), WORKS, "All 2 verdicts are right", id="either-competent"),
    pytest.param(
        "either", asked_both_ways(UNTOLD, graded("met", "missed")), WORKS, "All 2", id="no-probabilities-but-json"
    ),
]


@pytest.mark.parametrize(("way", "answer", "mark", "says"), WEIGHING)
async def test_a_small_model_is_examined_in_the_way_in_which_it_will_grade(
    way: str, answer: Answer, mark: str, says: str
) -> None:
    examined = await asked(way, answer)

    assert (mark_of(examined), says in examined.judgement.says) == (mark, True), examined.judgement


NO_REPLY = [
    pytest.param(
        fails(401, f"Incorrect key {KEY}"), "refused the key for openai:small", "Check TEST_KEY.", id="wrong key"
    ),
    pytest.param(fails(404), "knows no openai:small", "Check the model's name", id="unknown model"),
    pytest.param(sends("<html>Welcome</html>"), "is no reply of a model", "Check base_url", id="HTML with 200"),
    pytest.param(hangs, "openai:small was not done with its reply after 0.3 s.", "Raise timeout_s", id="slow"),
]


@pytest.mark.parametrize("role", BOTH)
@pytest.mark.parametrize(("answer", "says", "remedy"), NO_REPLY)
async def test_a_model_that_does_not_reply_is_told_by_the_table_of_faults(
    role: str, answer: Answer, says: str, remedy: str
) -> None:
    examined = await asked(role, answer, timeout_s=0.3 if answer is hangs else 5.0)

    assert says in examined.judgement.says
    assert remedy in (examined.judgement.remedy or "")
    assert examined.whole_s is None
    assert KEY not in str(examined)


@pytest.mark.parametrize(
    ("role", "answer"),
    [
        pytest.param("interviewer", spoken(""), id="interviewer"),
        pytest.param("grader", completion(""), id="grader"),
    ],
)
async def test_an_empty_reply_is_told_as_one(role: str, answer: Answer) -> None:
    examined = await asked(role, answer)

    assert examined.judgement.says == "openai:small sent an empty reply."
    assert examined.judgement.remedy == "Try again, or switch to another model."


async def test_a_reply_that_trickles_has_no_more_time_than_any_other() -> None:
    def trickles(handler: Handler) -> None:
        while not handler.server.over.wait(0.05):
            handler.wfile.write(chunk("x").encode())

    examined = await asked("interviewer", stream(then=trickles), timeout_s=0.4)

    assert "was not done with its reply after 0.4 s" in examined.judgement.says


def mark_of(examined: Examined) -> str:
    judgement = examined.judgement
    return FAILS if judgement.remedy is not None else DOUBTFUL if judgement.is_doubtful else WORKS


async def test_the_canned_exchange_is_as_plain_as_it_claims() -> None:
    state = CANNED.state()
    exchange = state.exchanges[-1]
    offline = await OfflineGrader().grade(exchange.exchange())

    assert {found.criterion: found.verdict for found in offline.verdicts} == CANNED.verdicts
    assert set(CANNED.verdicts.values()) == {"met", "missed"}
    assert [fault_of(move.text, exchange=exchange, move=move, state=state) for move in CANNED.moves] == [None, None]


def test_an_estimate_adds_up_the_calls_of_an_interview() -> None:
    settings = ModelSettings(model="openai:small", price_in=1.0, price_out=10.0)

    speaking = of_interview("interviewer", Usage(calls=1, tokens_in=1000, tokens_out=50), settings, questions=4)
    grading = of_interview("grader", Usage(calls=2, tokens_in=2000, tokens_out=100), settings, questions=4)

    assert (speaking.tokens_in, speaking.tokens_out) == (27_200, 800)
    assert (grading.tokens_in, grading.tokens_out) == (16_800, 1640)
    assert speaking.cost == pytest.approx(0.0352)
    assert grading.cost == pytest.approx(0.0332)


@pytest.mark.parametrize(
    ("settings", "times"),
    [
        pytest.param(GraderSettings(model="openai:x", fast=True), 2.1, id="fast"),
        pytest.param(GraderSettings(model="openai:x"), 3.01, id="looks-where-due"),
        pytest.param(GraderSettings(model="openai:x", thorough=True), 5.145, id="thorough"),
        pytest.param(GraderSettings(model="openai:x", fast=True, samples=3), 6.3, id="votes"),
        pytest.param(GraderSettings(model="openai:x", strategy="probability"), 25, id="probability"),
    ],
)
def test_looks_and_votes_are_reckoned_with(settings: GraderSettings, times: float) -> None:
    canned = Usage(calls=1, tokens_in=1000, tokens_out=100)
    assert of_interview("grader", canned, settings, questions=1).tokens_in == round(1000 * times)


def test_the_scale_of_second_looks_is_that_of_the_shipped_bank() -> None:
    questions = [read_question(file.path) for file in contents(data_folder("rubrics")).files]
    looks = LookTemplates(criterion=read_template("second_look"), claim=read_template("second_look_claim"))
    due, everything, lengths = [], [], []
    for question in questions:
        for example in question.examples:
            labels = [
                CriterionVerdict(criterion=name, verdict=label, reason="") for name, label in example.verdicts.items()
            ]
            due.append(sum(is_due(label, question) for label in labels) + len(example.misconceptions))
            everything.append(len(labels) + len(example.misconceptions))
        for criterion in question.criteria:
            told = looks.criterion.fill(says=criterion.says, partly=criterion.partly or "", passages="x" * 300)
            lengths.append(length(told))

    assert mean(due) == pytest.approx(DUE_LOOKS.calls, rel=0.2)
    assert mean(everything) == pytest.approx(ALL_LOOKS.calls, rel=0.2)
    assert mean(lengths) / length(grading_prompt(CANNED.state().exchanges[-1])) == pytest.approx(
        DUE_LOOKS.tokens_in, rel=0.35
    )


def test_the_scale_of_an_estimate_is_that_of_the_shipped_bank() -> None:
    folder = contents(data_folder("rubrics"))
    questions = [read_question(file.path) for file in folder.files]
    canned = CANNED.state().exchanges[-1]

    speaking = [length(speaking_prompt(question, turns)) for question in questions for turns in range(1, TURNS + 1)]
    grading = [length(grading_prompt(talk(question, TURNS))) for question in questions]
    criteria = [len(question.criteria) for question in questions]

    assert mean(speaking) / length(fill(EXAMINER.speaking, CANNED.moves, CANNED.state(), "0" * 16)) == pytest.approx(
        SCALES["interviewer"].tokens_in, rel=0.35
    )
    assert mean(grading) / length(grading_prompt(canned)) == pytest.approx(SCALES["grader"].tokens_in, rel=0.35)
    assert mean(criteria) / len(CANNED.verdicts) == pytest.approx(SCALES["grader"].tokens_out, rel=0.35)


async def test_the_scale_of_a_grade_by_probabilities_is_that_of_the_shipped_bank() -> None:
    questions = [read_question(file.path) for file in contents(data_folder("rubrics")).files]
    canned = await weighing_prompts(CANNED.state().exchanges[-1], CANNED.verdicts)
    real = [await weighing_prompts(talk(question, TURNS), question.examples[0].verdicts) for question in questions]

    assert mean(map(len, real)) / len(canned) == pytest.approx(WEIGHED.tokens_out, rel=0.2)
    lengths = [sum(map(length, prompts)) for prompts in real]
    assert mean(lengths) / sum(map(length, canned)) == pytest.approx(WEIGHED.tokens_in, rel=0.35)


async def weighing_prompts(asked: ExchangeState, labels: Mapping[str, Label]) -> list[Prompt]:
    """What a model is asked that says yes to the points that are given, and to no wrong claim."""
    given = [asked.question.criterion(name).says for name, label in labels.items() if label != "missed"]
    model = ScriptedWeigher(lambda said, about: YES if any(about.endswith(says) for says in given) else NO)
    await grader(model).grade(asked.exchange())
    return model.asked


def talk(question: Question, answers: int) -> ExchangeState:
    """The labelled answers of the question as if one candidate had given them, with a probe between each two."""
    said = [question.question]
    for example, criterion in zip(question.examples[:answers], question.criteria, strict=False):
        said += [example.answer, criterion.probe or "And then?"]
    turns = tuple(
        Turn(number=number, speaker="candidate" if number % 2 == 0 else "interviewer", text=text)
        for number, text in enumerate(said[:-1], start=1)
    )
    return ExchangeState(number=1, question_id="a/b", question=question, asked_at_s=0.0, turns=turns)


def speaking_prompt(question: Question, answers: int) -> Prompt:
    probes = [Move(kind="probe", text=criterion.probe or "And then?") for criterion in question.criteria[:3]]
    state = SessionState(exchanges=(talk(question, answers),))
    return fill(EXAMINER.speaking, [*probes, CANNED.moves[-1]], state, "0" * 16)


def grading_prompt(asked: ExchangeState) -> Prompt:
    return first_prompt(EXAMINER.grading, asked.exchange(), "0" * 16)


def length(prompt: Prompt) -> int:
    return len(prompt.system) + len(prompt.user)
