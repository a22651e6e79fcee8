import json

import pytest
from msgspec import to_builtins
from msgspec.structs import replace

from interviewer.errors import ModelFailedError
from interviewer.scoring.grade import Exchange, GradingFailedError
from interviewer.scoring.grade_cache import CachedGrader, key_of
from interviewer.scoring.grade_prompt import GradingTemplates
from interviewer.scoring.model_grader import ModelGrader
from tests.scoring.judges import GOOD, QUESTION, TALK, TEMPLATES, ScriptedModel, grader, judged, reply
from tests.scoring.rubric import candidate, exchange, interviewer

OTHER = reply(judged("tuple-fixed"), judged("list-changes"))


class Memory:
    """A cache in a dictionary."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def get(self, key: str) -> str | None:
        return self.kept.get(key)

    def put(self, key: str, text: str) -> None:
        self.kept[key] = text


async def test_the_same_input_has_the_same_grade_without_a_call() -> None:
    memory, model = Memory(), ScriptedModel(GOOD, OTHER)
    first = await CachedGrader(grader(model), memory).grade(TALK)
    again = await CachedGrader(grader(model), memory).grade(TALK)
    assert again == first
    assert len(model.asked) == 1


async def test_it_has_the_name_of_its_grader() -> None:
    assert CachedGrader(grader(ScriptedModel()), Memory()).name == "test:scripted"


async def test_a_fresh_grade_goes_past_the_cache_and_takes_its_place() -> None:
    memory, model = Memory(), ScriptedModel(GOOD, OTHER)
    await CachedGrader(grader(model), memory).grade(TALK)
    fresh = await CachedGrader(grader(model), memory, fresh=True).grade(TALK)
    assert [one.verdict for one in fresh.verdicts] == ["missed", "missed"]
    assert await CachedGrader(grader(model), memory).grade(TALK) == fresh
    assert len(model.asked) == 2


async def test_failures_are_not_kept() -> None:
    memory = Memory()
    model = ScriptedModel(ModelFailedError("overloaded", "test:scripted is overloaded."), "no", "no", GOOD)
    cached = CachedGrader(grader(model), memory)
    for _ in range(2):
        with pytest.raises(GradingFailedError):
            await cached.grade(TALK)
    assert memory.kept == {}
    assert (await cached.grade(TALK)).verdicts[0].verdict == "met"


@pytest.mark.parametrize("text", ["", "{", "null", '{"verdicts": []}', "[1]"])
async def test_a_damaged_entry_is_none(text: str) -> None:
    memory, model = Memory(), ScriptedModel(GOOD, GOOD)
    cached = CachedGrader(grader(model), memory)
    first = await cached.grade(TALK)
    memory.kept = dict.fromkeys(memory.kept, text)
    assert await cached.grade(TALK) == first
    assert len(model.asked) == 2
    assert list(memory.kept.values()) == [json.dumps(to_builtins(first))]


async def test_an_entry_of_another_stamp_is_none() -> None:
    memory, model = Memory(), ScriptedModel(GOOD, GOOD)
    cached = CachedGrader(grader(model), memory)
    first = await cached.grade(TALK)
    foreign = replace(first, stamp=replace(first.stamp, rubric_hash="000000000000"))
    memory.kept = dict.fromkeys(memory.kept, json.dumps(to_builtins(foreign)))
    assert await cached.grade(TALK) == first


async def test_lone_surrogates_can_be_kept() -> None:
    memory, model = Memory(), ScriptedModel(GOOD)
    talk = exchange(QUESTION, "A tuple can't change \ud800 I append to a list, inside it everything is frozen.")
    cached = CachedGrader(grader(model), memory)
    assert await cached.grade(talk) == await cached.grade(talk)


STAMP = grader(ScriptedModel(), temperature="0").stamp(QUESTION)


@pytest.mark.parametrize(
    "key",
    [
        pytest.param(key_of(replace(STAMP, grader="test:other"), TALK), id="model"),
        pytest.param(key_of(replace(STAMP, version="0.0"), TALK), id="program"),
        pytest.param(key_of(replace(STAMP, rubric_hash="x"), TALK), id="rubric"),
        pytest.param(key_of(replace(STAMP, prompt_hash="x"), TALK), id="prompt"),
        pytest.param(key_of(replace(STAMP, parameters={"temperature": "1"}), TALK), id="parameter"),
        pytest.param(key_of(STAMP, exchange(QUESTION, "Another answer.")), id="answer"),
        pytest.param(key_of(STAMP, exchange(QUESTION, *TALK.turns[1:3])), id="fewer-turns"),
        pytest.param(
            key_of(STAMP, Exchange(question_id="x/y", question=QUESTION, turns=(
                *TALK.turns[:2], interviewer(3, TALK.turns[2].text, hints="list-changes"), *TALK.turns[3:]))),
            id="hint-in-place-of-a-probe",
        ),
        pytest.param(
            key_of(STAMP, exchange(QUESTION, replace(candidate(2, TALK.turns[1].text), spoken=True), *TALK.turns[2:])),
            id="spoken",
        ),
    ],
)  # fmt: skip
def test_the_key_is_of_all_that_a_grade_depends_on(key: str) -> None:
    assert key != key_of(STAMP, TALK)
    assert len(key) == 64


def test_the_key_does_not_change_by_itself() -> None:
    again = ModelGrader(ScriptedModel(), GradingTemplates(grade=TEMPLATES.grade, repair=TEMPLATES.repair),
                        lambda: "another", {"temperature": "0"})  # fmt: skip
    assert key_of(again.stamp(QUESTION), TALK) == key_of(STAMP, TALK)


async def test_what_a_fallback_gave_is_not_taken_for_the_first_model_s_word() -> None:
    memory = Memory()
    with_fallback = ScriptedModel(GOOD, replied_by="test:fallback")
    by_fallback = await CachedGrader(grader(with_fallback), memory).grade(TALK)
    assert by_fallback.stamp.grader == "test:fallback"

    again = await CachedGrader(grader(ScriptedModel(OTHER)), memory).grade(TALK)

    assert again.stamp.grader == "test:scripted"
    assert [one.verdict for one in again.verdicts] == ["missed", "missed"]
