"""Whether an entered key is kept, and what is said where it is not."""

from __future__ import annotations

import pytest

from interviewer.cli.key_entry import settle_key, wants_key_kept
from interviewer.llm.settings import ModelSettings
from tests.cli.script import Script
from tests.cli.surroundings import OLLAMA, around
from tests.llm.keyrings import Drawer, keys

KEY = "sk-secret-0123456789"
OPENAI = ModelSettings(model="openai:gpt-5-mini")
LOCAL = ModelSettings(model="openai:qwen2.5:7b", base_url=OLLAMA.base_url)


@pytest.mark.parametrize(
    ("answer", "held", "words"),
    [
        pytest.param("", {"OPENAI_API_KEY": KEY}, "The key is in the keyring", id="yes"),
        pytest.param("no", {}, "Set OPENAI_API_KEY to the key before the next interview", id="no"),
    ],
)
def test_it_is_asked_where_there_is_a_keyring(answer: str, held: dict[str, str], words: str) -> None:
    person, drawer = Script(answer), Drawer()
    found = keys(drawer)
    found.enter("OPENAI_API_KEY", KEY)
    surroundings = around(person, found=found)

    settle_key(surroundings, OPENAI, keep=wants_key_kept(surroundings, OPENAI))

    assert drawer.held == held
    assert words in person.told
    assert "Keep the key in the keyring (a drawer)?" in person.told
    assert KEY not in person.told


def test_a_keyring_that_does_not_take_it() -> None:
    person, found = Script(""), keys(Drawer(locked=True))
    found.enter("OPENAI_API_KEY", KEY)
    surroundings = around(person, found=found)

    settle_key(surroundings, OPENAI, keep=wants_key_kept(surroundings, OPENAI))

    assert "The drawer is locked. Find its key.\nSet OPENAI_API_KEY to the key" in person.told


@pytest.mark.parametrize("entered", [True, False], ids=["entered", "kept without a key"])
def test_without_a_keyring_the_variable_is_named(entered: bool) -> None:
    person, found = Script(), keys()
    if entered:
        found.enter("OPENAI_API_KEY", KEY)
    surroundings = around(person, found=found)

    settle_key(surroundings, OPENAI, keep=wants_key_kept(surroundings, OPENAI))

    assert "Set OPENAI_API_KEY to the key before the next interview" in person.told
    assert 'pip install "interviewer[keyring]"' in person.told
    assert KEY not in person.told


@pytest.mark.parametrize(
    ("settings", "environ"),
    [
        pytest.param(OPENAI, {"OPENAI_API_KEY": KEY}, id="the key is in the environment"),
        pytest.param(LOCAL, {}, id="there is none"),
    ],
)
def test_it_is_no_question_where_nothing_was_entered(settings: ModelSettings, environ: dict[str, str]) -> None:
    person = Script()
    surroundings = around(person, found=keys(Drawer(), **environ))

    settle_key(surroundings, settings, keep=wants_key_kept(surroundings, settings))

    assert person.told == ""
