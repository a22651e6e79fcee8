"""A configured model that cannot be used, and a person who is asked what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from interviewer.cli.asking import Left
from interviewer.cli.models import Roles
from interviewer.cli.settings_file import new_file
from interviewer.cli.unusable_model import settle
from interviewer.cli.who_serves import name_of
from interviewer.llm.keys import Keys
from interviewer.llm.settings import ModelSettings, as_grader
from tests.cli.script import LEAVES, Script
from tests.cli.surroundings import OLLAMA, around
from tests.llm.keyrings import keys

KEY = "sk-secret-0123456789"
OPENAI = ModelSettings(model="openai:gpt")
MISSPELT = ModelSettings(model="opnai:gpt")
LOCAL = ModelSettings(model="openai:qwen2.5:7b", base_url=OLLAMA.base_url)
ENTER, SET_UP, OFFLINE, QUIT = "1", "2", "3", "4"


def settled(
    person: Script,
    path: Path,
    interviewer: ModelSettings | None,
    grader: ModelSettings | None,
    found: Keys | None = None,
) -> Roles:
    found = keys() if found is None else found
    roles = Roles(interviewer=interviewer, grader=None if grader is None else as_grader(grader), keys=found)
    return settle(roles, around(person, found=found, servers=[OLLAMA]), path)


def test_a_key_that_is_entered_serves_for_this_once(tmp_path: Path) -> None:
    person, found = Script(ENTER, KEY), keys()

    roles = settled(person, tmp_path / "config.toml", OPENAI, OPENAI, found)

    assert (roles.interviewer, roles.grader) == (OPENAI, as_grader(OPENAI))
    assert roles.keys["OPENAI_API_KEY"] == KEY
    assert KEY not in person.told
    assert list(tmp_path.iterdir()) == []
    assert person.told.startswith(
        "openai:gpt needs a key, and OPENAI_API_KEY is not set.\nWhat now?\n  1. enter the key"
    )


def test_each_model_is_asked_about(tmp_path: Path) -> None:
    other = ModelSettings(model="openai:other", api_key_env="MINE")
    person = Script(ENTER, KEY, ENTER, "", ENTER, "sk-mine")

    roles = settled(person, tmp_path / "config.toml", OPENAI, other)

    assert roles.keys["MINE"] == "sk-mine"
    assert person.is_done


def test_offline_is_offline_for_both_and_what_was_configured_stays(tmp_path: Path) -> None:
    roles = settled(Script(OFFLINE), tmp_path / "config.toml", LOCAL, OPENAI)

    assert (name_of(roles.interviewer), name_of(roles.grader)) == ("offline", "offline")
    assert list(tmp_path.iterdir()) == []


def test_where_no_key_is_missing_none_is_asked_for(tmp_path: Path) -> None:
    person = Script("2")

    settled(person, tmp_path / "config.toml", MISSPELT, None)

    assert "Did you mean openai:gpt?\nWhat now?\n  1. set up a model\n  2. go offline" in person.told


@pytest.mark.parametrize(
    ("answer", "kept"), [pytest.param("", True, id="and kept"), pytest.param("no", False, id="for this once")]
)
def test_another_model_can_be_set_up(answer: str, kept: bool, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"

    roles = settled(Script(SET_UP, "2", answer), path, OPENAI, None)

    assert (roles.interviewer, roles.grader) == (LOCAL, as_grader(LOCAL))
    assert path.exists() is kept
    assert not kept or path.read_text() == new_file(LOCAL)


@pytest.mark.parametrize("answers", [[QUIT], [LEAVES], [ENTER, LEAVES], [SET_UP, LEAVES]])
def test_one_can_leave(answers: list[str], tmp_path: Path) -> None:
    with pytest.raises(Left, match="no interview was begun or changed") as left:
        settled(Script(*answers), tmp_path / "config.toml", OPENAI, None)

    assert left.value.exit_status == 130
    assert list(tmp_path.iterdir()) == []
