"""A candidate that is played by a model: what it is asked, and what is taken of its reply."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from interviewer.dialogue.scripted import ScriptedModel
from interviewer.errors import ModelFailedError
from interviewer.prompting.template import read_template
from interviewer.rehearsal.candidate import Utterance
from interviewer.rehearsal.model_candidate import LONGEST, ModelCandidate
from tests.dialogue.story import Story
from tests.rehearsal.rooms import knows

if TYPE_CHECKING:
    from interviewer.dialogue.state import ExchangeState


def asked(model: ScriptedModel) -> Utterance:
    candidate = ModelCandidate(model=model, template=read_template("candidate"), nonce=lambda: "n0nce")
    exchange = current(Story().asks())
    return asyncio.run(candidate.reply(knows("alpha", holds=["sorted"]), exchange, None))  # type: ignore[arg-type]


def current(story: Story) -> ExchangeState:
    exchange = story.state.current
    assert exchange is not None
    return exchange


def test_it_is_told_what_it_knows_and_holds_and_nothing_else_of_the_rubric() -> None:
    model = ScriptedModel()
    model.enqueue("Alpha, ", "I think.")

    assert asked(model) == Utterance(text="Alpha, I think.")
    prompt = f"{model.prompts[0].system}\n{model.prompts[0].user}"
    assert "You know:\n- Says alpha.\n" in prompt
    assert "You hold to be true:\n- A heap is a sorted list.\n" in prompt
    assert "beta" not in prompt


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        pytest.param("  \n", "…", id="nothing_is_silence"),
        pytest.param("a" * 5000, "a" * LONGEST, id="too_much_is_cut_off"),
    ],
)
def test_what_is_taken_of_a_reply(reply: str, said: str) -> None:
    model = ScriptedModel()
    model.enqueue(reply)

    assert asked(model).text == said
    assert model.closed == 1


def test_a_model_that_fails_ends_the_rehearsal() -> None:
    with pytest.raises(ModelFailedError):
        asked(ScriptedModel())
