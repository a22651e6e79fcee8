"""What a person reads of who interviews and grades."""

from __future__ import annotations

import pytest

from interviewer.cli.models import Roles
from interviewer.cli.who_serves import who_serves
from interviewer.llm.keys import Keys
from interviewer.llm.settings import GraderSettings, ModelSettings

ONE = GraderSettings(model="openai:small")
PANEL = GraderSettings(model="openai:small", panel=(GraderSettings(model="ollama:other"),))


@pytest.mark.parametrize(
    ("interviewer", "grader", "sentence"),
    [
        pytest.param(None, None, "The built-in offline interviewer and grader serve.", id="offline"),
        pytest.param(None, ONE, "The offline one words the follow-ups, openai:small grades.", id="a-grader"),
        pytest.param(ONE, ONE, "openai:small words the follow-ups and grades.", id="one-for-both"),
        pytest.param(
            None, PANEL, "The offline one words the follow-ups, openai:small and ollama:other grade.", id="a-panel"
        ),
    ],
)
def test_who_serves_is_a_sentence(
    interviewer: ModelSettings | None, grader: GraderSettings | None, sentence: str
) -> None:
    assert who_serves(Roles(interviewer=interviewer, grader=grader, keys=Keys({}, lambda: None))) == sentence
