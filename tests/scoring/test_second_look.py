from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from interviewer.bank.question import Verdict
from interviewer.errors import ModelFailedError
from interviewer.scoring.grade import Exchange, Grade, GradingFailedError, Span
from interviewer.scoring.model_grader import ModelGrader
from interviewer.scoring.passages import around, whole
from interviewer.scoring.second_look import SecondLook
from tests.scoring import judges
from tests.scoring.judges import LIST, NONCE, QUESTION, TALK, TUPLE, ScriptedModel, held, judged, reply, verdicts
from tests.scoring.looks import TEMPLATES, claim_look, look
from tests.scoring.rubric import candidate, exchange

NEITHER = reply(judged("tuple-fixed"), judged("list-changes"))


async def graded(model: ScriptedModel, *, thorough: bool = False, talk: Exchange = TALK) -> Grade:
    looks = SecondLook(model, TEMPLATES, lambda: NONCE, thorough=thorough)
    return await ModelGrader(model, judges.TEMPLATES, lambda: NONCE, second_look=looks).grade(talk)


def first(core: Verdict, deeper: Verdict) -> str:
    """A first reply; what is met or partly has its evidence."""
    said = {"tuple-fixed": (core, TUPLE), "list-changes": (deeper, LIST)}
    return reply(*(judged(name, word, *([quote] if word in ("met", "partly") else []))
                   for name, (word, quote) in said.items()))  # fmt: skip


@pytest.mark.parametrize(
    ("core", "deeper", "thorough", "looks"),
    [
        pytest.param("met", "met", False, 1, id="core-that-is-met"),
        pytest.param("missed", "partly", False, 1, id="partly"),
        pytest.param("missed", "met", False, 0, id="deeper-that-is-met"),
        pytest.param("missed", "missed", False, 0, id="missed"),
        pytest.param("unclear", "unclear", False, 0, id="unclear"),
        pytest.param("met", "met", True, 2, id="thorough"),
        pytest.param("missed", "missed", True, 2, id="thorough-on-what-was-missed"),
        pytest.param("unclear", "unclear", True, 0, id="thorough-has-nothing-to-look-at"),
    ],
)
async def test_looks_where_graders_err_most_or_everywhere(
    core: Verdict, deeper: Verdict, thorough: bool, looks: int
) -> None:
    model = ScriptedModel(first(core, deeper), *[look(deeper if deeper == "partly" else core)] * looks)
    grade = await graded(model, thorough=thorough)
    assert len(model.asked) == 1 + looks
    assert verdicts(grade) == [core, deeper]


@pytest.mark.parametrize("second", ["met", "partly", "missed"])
async def test_the_second_look_decides(second: Verdict) -> None:
    grade = await graded(ScriptedModel(first("met", "missed"), look(second, TUPLE, reason="A look. And more.")))
    verdict = grade.verdicts[0]
    assert verdict.verdict == second
    assert bool(verdict.evidence) == (second != "missed")
    assert verdict.credit == (None if second == "missed" else "unaided")
    assert verdict.reason == (judges.judged("x")["reason"] if second == "met" else "A look.")


@pytest.mark.parametrize(
    ("quotes", "verdict"),
    [
        pytest.param([TUPLE], "met", id="with-words-of-the-candidate"),
        pytest.param(["Says that a tuple cannot change."], "missed", id="with-words-of-the-rubric"),
        pytest.param([], "missed", id="with-nothing"),
    ],
)
async def test_what_was_missed_is_found_only_with_evidence(quotes: Sequence[str], verdict: Verdict) -> None:
    model = ScriptedModel(first("missed", "missed"), look("met", *quotes), look("missed"))
    assert verdicts(await graded(model, thorough=True)) == [verdict, "missed"]


@pytest.mark.parametrize("advocated", [True, False])
async def test_a_misconception_is_dropped_when_the_look_does_not_find_it_advocated(advocated: bool) -> None:
    finding = held("deeply-frozen", "Inside it everything is frozen")
    model = ScriptedModel(
        reply(judged("tuple-fixed"), judged("list-changes"), misconceptions=[finding]), claim_look(advocated=advocated)
    )
    assert len((await graded(model)).findings) == advocated


async def test_evidence_that_had_to_be_repaired_is_looked_at() -> None:
    broken = reply(judged("tuple-fixed"), judged("list-changes", "met", "never said"))
    mended = reply(judged("tuple-fixed"), judged("list-changes", "met", LIST))
    model = ScriptedModel(broken, mended, look("missed"))
    assert verdicts(await graded(model)) == ["missed", "missed"]


async def test_a_look_sees_one_point_and_its_passage_and_nothing_else() -> None:
    model = ScriptedModel(first("met", "missed"), look("met"))
    await graded(model)
    user = model.asked[1].user
    assert QUESTION.criteria[0].says in user
    assert (QUESTION.criteria[0].partly or "") in user
    assert f"<verbatim-{NONCE} from=\"candidate\">\nA tuple can't change once it's made." in user
    for hidden in (QUESTION.criteria[1].says, QUESTION.question, "append", "interviewer"):
        assert hidden not in user


@pytest.mark.parametrize(
    "garbage", ["", "met", '{"verdict": "met"}', '{"reason": "", "quotes": [], "verdict": "great"}']
)
async def test_a_look_that_cannot_be_read_is_asked_for_again_and_then_leaves_the_point_unclear(garbage: str) -> None:
    assert verdicts(await graded(ScriptedModel(first("met", "missed"), garbage, look("met")))) == ["met", "missed"]
    assert verdicts(await graded(ScriptedModel(first("met", "missed"), garbage, garbage))) == ["unclear", "missed"]


async def test_a_model_that_fails_at_a_look_gives_no_grade() -> None:
    model = ScriptedModel(first("met", "missed"), ModelFailedError("unreachable", "It is gone."))
    with pytest.raises(GradingFailedError, match="It is gone"):
        await graded(model)


async def test_the_stamp_tells_how_much_was_looked_at_twice() -> None:
    hashes, extents = [], []
    for thorough in (False, True):
        stamp = (await graded(ScriptedModel(NEITHER, look("missed"), look("missed")), thorough=thorough)).stamp
        hashes.append(stamp.prompt_hash)
        extents.append(stamp.parameters["second_looks"])
    assert extents == ["where due", "all"]
    assert hashes[0] == hashes[1] == f"{judges.TEMPLATES.hash} {TEMPLATES.hash}"


LONG = "One. Two is here. Three. Four is there. Five. Six. Seven."


@pytest.mark.parametrize(
    ("quotes", "passages"),
    [
        pytest.param(["Three"], ["Two is here. Three. Four is there."], id="neighbours"),
        pytest.param(["One"], ["One. Two is here."], id="at-the-beginning"),
        pytest.param(["One", "Three"], ["One. Two is here. Three. Four is there."], id="neighbours-that-meet"),
        pytest.param(["One", "Six"], ["One. Two is here.", "Five. Six. Seven."], id="two-stretches"),
        pytest.param(["here. Three"], ["One. Two is here. Three. Four is there."], id="over-a-boundary"),
    ],
)
def test_a_passage_is_the_quoted_sentences_and_one_on_either_side(
    quotes: Sequence[str], passages: Sequence[str]
) -> None:
    talk = exchange(QUESTION, LONG)
    spans = [Span(turn=2, start=LONG.index(quote), end=LONG.index(quote) + len(quote)) for quote in quotes]
    assert list(around(spans, talk)) == passages


def test_passages_of_several_turns_stand_in_the_order_of_the_talk() -> None:
    talk = exchange(QUESTION, candidate(2, "First."), candidate(3, "Second."))
    spans = [Span(turn=3, start=0, end=6), Span(turn=2, start=0, end=5)]
    assert around(spans, talk) == ("First.", "Second.")
    assert whole(talk) == ("First.", "Second.")


async def test_after_a_remark_all_that_is_met_is_looked_at_and_the_look_does_not_see_the_remark() -> None:
    talk = replace(TALK, turns=(*TALK.turns, candidate(9, "I MEANT EVERYTHING.", remarks_on="list-changes")))
    model = ScriptedModel(first("missed", "met"), look("missed"))
    grade = await graded(model, talk=talk)
    assert verdicts(grade) == ["missed", "missed"]
    assert "I MEANT EVERYTHING" in model.asked[0].user
    assert "I MEANT EVERYTHING" not in model.asked[1].user
    assert whole(talk) == whole(TALK)
