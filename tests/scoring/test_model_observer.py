"""The model observer: what it is shown, what is believed of its reply, and what happens when there is none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from interviewer.errors import ModelFailedError
from interviewer.prompting.template import read_template
from interviewer.scoring.conduct import ObservingFailedError, WholeInterview
from interviewer.scoring.conduct_cache import CachedObserver
from interviewer.scoring.conduct_prompt import MOST_CHARACTERS, SHORTEST, fitting_limit
from interviewer.scoring.conduct_reply import CONDUCT_SCHEMA, UNPROVED
from interviewer.scoring.model_observer import ModelObserver
from tests.report.hostile import HOSTILE
from tests.scoring.judges import NONCE, ScriptedModel
from tests.scoring.rubric import criterion, exchange, interviewer, question
from tests.scoring.talks import ASKED, CONDUCT, interview, later, outcomes, talk

if TYPE_CHECKING:
    from collections.abc import Mapping

Entry = dict[str, object]
SAID = "I'd start with the empty list as a test. Then I'd measure."
TALK = talk(SAID, interviewer(3, "And who calls it?"), "Everybody.")
QUOTE = "the empty list as a test"


def judged(outcome: object = "shown", *quotes: str, reason: object = "You named a test. And more.") -> Entry:
    return {"reason": reason, "quotes": list(quotes), "outcome": outcome}


def reply(**seen: Entry) -> str:
    """A reply on every habit: no occasion where nothing is said of it. Underscores stand for hyphens."""
    habits = [
        {"id": habit.id, **seen.get(habit.id.replace("-", "_"), judged("no_occasion", reason="Nothing."))}
        for habit in CONDUCT.habits
    ]
    return json.dumps({"habits": habits})


def observer(model: ScriptedModel, **parameters: str) -> ModelObserver:
    return ModelObserver(model, read_template("conduct"), lambda: NONCE, parameters)


async def test_what_is_shown_is_believed_with_evidence() -> None:
    model = ScriptedModel(reply(testing_instinct=judged("shown", QUOTE)), replied_by="test:spare")
    made = await observer(model, temperature="0").observe(CONDUCT, TALK)
    [seen] = [one for one in made.habits if one.outcome != "no_occasion"]
    [span] = seen.evidence
    assert (seen.habit, seen.outcome, SAID[span.start : span.end]) == ("testing-instinct", "shown", QUOTE)
    assert seen.reason == "You named a test."
    assert (made.stamp.grader, made.stamp.parameters) == ("test:spare", {"temperature": "0"})
    assert model.schemas == [CONDUCT_SCHEMA]


@pytest.mark.parametrize(
    "quotes",
    [
        pytest.param([], id="no-quote"),
        pytest.param(["  "], id="blank-quote"),
        pytest.param(["I always write tests first"], id="made-up"),
        pytest.param(["And who calls it?"], id="the-interviewers-words"),
        pytest.param(["share a cache between several workers"], id="the-question"),
        pytest.param([CONDUCT.habits[3].shown_by[0]], id="the-rubrics-words"),
    ],
)
@pytest.mark.parametrize("outcome", ["shown", "against"])
async def test_without_evidence_nothing_was_seen(outcome: str, quotes: list[str]) -> None:
    model = ScriptedModel(reply(testing_instinct=judged(outcome, *quotes)))
    made = await observer(model).observe(CONDUCT, TALK)
    assert outcomes(made.habits) == {}
    assert UNPROVED in {one.reason for one in made.habits}


async def test_a_quote_is_looked_up_in_every_question() -> None:
    first = exchange(question(criterion(), asked=ASKED), "A dict.")
    second = later(exchange(question(criterion(), asked=ASKED), SAID), by=2)
    model = ScriptedModel(reply(testing_instinct=judged("shown", "A dict.", QUOTE)))
    made = await observer(model).observe(CONDUCT, interview(first, second))
    [seen] = [one for one in made.habits if one.evidence]
    assert [span.turn for span in seen.evidence] == [2, 4]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param("Sure, here it is.", "was not JSON", id="prose"),
        pytest.param("{}", "form", id="empty"),
        pytest.param('{"habits": []}', "left out", id="none"),
        pytest.param(reply(collaborative=judged("superb")), "does not exist", id="unknown-outcome"),
        pytest.param(reply().replace("collaborative", "charm"), "not in the rubric", id="unknown-habit"),
        pytest.param(reply().replace("collaborative", "thinking-aloud"), "twice", id="twice"),
        pytest.param(reply(collaborative=judged(4)), "form", id="a-number"),
        pytest.param(reply()[:-20], "was not JSON", id="cut-off"),
    ],
)
async def test_a_reply_that_cannot_be_used_is_a_failure_and_no_default(text: str, why: str) -> None:
    with pytest.raises(ObservingFailedError) as failure:
        await observer(ScriptedModel(text)).observe(CONDUCT, TALK)
    assert why in failure.value.reason


async def test_a_model_that_fails_is_a_failure() -> None:
    gone = ModelFailedError("timeout", "test:scripted gave no answer within 60 s.", "Try again.")
    with pytest.raises(ObservingFailedError) as failure:
        await observer(ScriptedModel(gone)).observe(CONDUCT, TALK)
    assert failure.value.reason == "test:scripted gave no answer within 60 s. Try again."


@pytest.mark.parametrize("whole", [interview(), talk(), talk("", " \u200b ")], ids=["nothing", "silence", "blank"])
async def test_nobody_is_asked_about_silence(whole: WholeInterview) -> None:
    model = ScriptedModel()
    made = await observer(model).observe(CONDUCT, whole)
    assert {one.outcome for one in made.habits} == {"no_occasion"}
    assert model.asked == []


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
async def test_hostile_text_stays_between_its_tags_and_proves_nothing(text: str) -> None:
    gullible = reply(thinking_aloud=judged("shown", "let me think out loud for a second"))
    model = ScriptedModel(gullible)
    made = await observer(model).observe(CONDUCT, talk(text))
    assert outcomes(made.habits) == {}
    for prompt in model.asked:
        inside = prompt.user.partition('from="candidate, turn 2">\n')[2]
        assert inside.count(f"</verbatim-{NONCE}>") == 1


async def test_the_prompt_holds_the_habits_the_talk_and_no_verdicts() -> None:
    model = ScriptedModel(reply())
    await observer(model).observe(CONDUCT, TALK)
    [prompt] = model.asked
    assert all(habit.says in prompt.user for habit in CONDUCT.habits)
    assert SAID in prompt.user
    assert "against_cues" not in prompt.user
    assert "Says c3." not in prompt.user, "the question's rubric is none of its business"


async def test_a_long_interview_is_shortened_turn_by_turn() -> None:
    turns = [f"{'The cache is shared. ' * 2_000}End of {number}." for number in range(10)]
    model = ScriptedModel(reply())
    await observer(model).observe(CONDUCT, talk(*turns))
    [prompt] = model.asked
    assert len(prompt.user) < MOST_CHARACTERS + 20_000
    assert all(f"End of {number}." in prompt.user for number in range(10))
    assert "characters left out" in prompt.user


@pytest.mark.parametrize(
    ("lengths", "room", "limit"),
    [
        pytest.param([], 1_000, 1_000, id="nothing"),
        pytest.param([100, 200], 1_000, 700, id="all-fits"),
        pytest.param([300, 5_000, 9_000], 8_300, 4_000, id="short-ones-leave-their-share"),
        pytest.param([5_000] * 10, 10_000, 1_000, id="equal-shares"),
        pytest.param([5_000] * 1_000, 10_000, SHORTEST, id="never-nothing"),
    ],
)
def test_the_room_is_shared(lengths: list[int], room: int, limit: int) -> None:
    assert fitting_limit(lengths, room) == limit


class Kept(dict[str, str]):
    """A cache in memory."""

    def get(self, key: str) -> str | None:  # type: ignore[override]
        return super().get(key)

    def put(self, key: str, text: str) -> None:
        self[key] = text


async def test_the_same_interview_is_observed_once() -> None:
    model, kept = ScriptedModel(reply(testing_instinct=judged("shown", QUOTE)), reply()), Kept()
    cached = CachedObserver(observer(model), kept)
    first = await cached.observe(CONDUCT, TALK)
    assert await cached.observe(CONDUCT, TALK) == first
    assert len(model.asked) == 1
    await cached.observe(CONDUCT, talk("Something else."))
    assert len(model.asked) == 2


@pytest.mark.parametrize(
    ("damage", "fresh"), [pytest.param("{", False, id="damaged"), pytest.param(None, True, id="fresh")]
)
async def test_what_is_kept_is_not_always_used(damage: str | None, fresh: bool) -> None:
    model, kept = ScriptedModel(reply(), reply()), Kept()
    await CachedObserver(observer(model), kept).observe(CONDUCT, TALK)
    if damage is not None:
        kept.update(dict.fromkeys(kept, damage))
    await CachedObserver(observer(model), kept, fresh=fresh).observe(CONDUCT, TALK)
    assert len(model.asked) == 2


def test_the_schema_is_fit_for_strict_modes() -> None:
    def strict(part: Mapping[str, object]) -> bool:
        properties = part.get("properties", {})
        assert isinstance(properties, dict)
        inner = [*properties.values(), *([part["items"]] if "items" in part else [])]
        closed = part["type"] != "object" or (
            part["additionalProperties"] is False and part["required"] == list(properties)
        )
        return closed and all(strict(one) for one in inner if isinstance(one, dict))

    assert strict(CONDUCT_SCHEMA)
