"""Choosing a model: what is offered, what is asked, what is said before anything is sent, and what a failure offers."""

from __future__ import annotations

import pytest

from interviewer.cli.asking import Left
from interviewer.cli.model_choice import choose_model, what_leaves
from interviewer.errors import ModelFailedError
from interviewer.llm.discovery import FoundServer
from interviewer.llm.settings import ModelSettings
from tests.cli.script import LEAVES, Script
from tests.cli.surroundings import OLLAMA, Trials, around
from tests.llm.keyrings import Drawer, keys

KEY = "sk-secret-0123456789"
OPENAI = ModelSettings(model="openai:gpt-5-mini")
LOCAL = ModelSettings(model="openai:qwen2.5:7b", base_url=OLLAMA.base_url)
REFUSED = ModelFailedError("unauthorised", "It refused the key.", "Check OPENAI_API_KEY.")
AWAY = ModelFailedError("unreachable", "Nothing answers there.", "Check base_url.")
ANOTHER, OF_OPENAI, OF_ANTHROPIC, OF_OLLAMA, OF_A_SERVER = "2", "1", "2", "4", "5"
AGAIN, CHOOSE_ANOTHER, KEEP, LEAVE = "1", "2", "3", "4"


def test_everything_that_was_found_is_offered_and_offline_is_the_default() -> None:
    person = Script("")
    found = keys(Drawer({"GOOGLE_API_KEY": "k"}), OPENAI_API_KEY=KEY)

    assert choose_model(around(person, found=found, servers=[OLLAMA])) is None

    assert person.told.split("\n")[1:] == [
        "Who is to word the follow-ups, and to grade?",
        "  1. offline: nothing to set up, and nothing leaves this machine",
        "  2. openai:gpt-5-mini, with the key in OPENAI_API_KEY",
        "  3. google_genai:gemini-2.5-flash, with the key in GOOGLE_API_KEY in the keyring"
        ' (not installed: pip install "interviewer[google]")',
        "  4. qwen2.5:7b, served at http://127.0.0.1:11434/v1 (Ollama's port)",
        "  5. llama3.2, served at http://127.0.0.1:11434/v1 (Ollama's port)",
        "  6. another model",
        "Number [1]:",
    ]


def test_a_server_with_many_models_does_not_fill_the_screen() -> None:
    many = FoundServer(name="vLLM", base_url="http://127.0.0.1:8000/v1", models=tuple(f"m{n}" for n in range(40)))
    person = Script("")

    choose_model(around(person, servers=[many]))

    assert "  7. m5, served at http://127.0.0.1:8000/v1 (vLLM's port); 34 more there\n  8. another model" in person.told


SERVER = "http://127.0.0.1:8080/v1"
GATEWAY = "https://gateway.example/v1"


@pytest.mark.parametrize(
    ("answers", "chosen"),
    [
        pytest.param(["2", ""], OPENAI, id="a key that is there, with the model that is suggested"),
        pytest.param(["2", "gpt-6"], ModelSettings(model="openai:gpt-6"), id="with another one"),
        pytest.param(["2", "openai:gpt-6"], ModelSettings(model="openai:gpt-6"), id="typed with its provider"),
        pytest.param(["4"], LOCAL, id="a server that was found"),
        pytest.param(["6", OF_OPENAI, "", ""], OPENAI, id="another, all by default"),
        pytest.param(
            ["6", OF_OPENAI, "", "MINE"],
            ModelSettings(model="openai:gpt-5-mini", api_key_env="MINE"),
            id="with the key in another variable",
        ),
        pytest.param(
            ["6", OF_ANTHROPIC, "", "sk-oops", "ANTHROPIC_API_KEY"],
            ModelSettings(model="anthropic:claude-sonnet-4-5"),
            id="a key in place of a variable's name is refused",
        ),
        pytest.param(
            ["6", OF_OLLAMA, "qwen3", ""], ModelSettings(model="ollama:qwen3"), id="Ollama where it usually is"
        ),
        pytest.param(
            ["6", OF_OLLAMA, "qwen3", "http://box:11434"],
            ModelSettings(model="ollama:qwen3", base_url="http://box:11434"),
            id="Ollama elsewhere",
        ),
        pytest.param(
            ["6", OF_A_SERVER, SERVER, "", ""],
            ModelSettings(model="openai:named", base_url=SERVER),
            id="a server that names its model",
        ),
        pytest.param(
            ["6", OF_A_SERVER, "http://127.0.0.1:8080/", "", ""],
            ModelSettings(model="openai:named", base_url=SERVER),
            id="its address without /v1",
        ),
        pytest.param(
            ["6", OF_A_SERVER, "gateway.example", "http://me:pw@gateway.example", GATEWAY, "", "a\x1b", "big", "MINE"],
            ModelSettings(model="openai:big", base_url=GATEWAY, api_key_env="MINE"),
            id="a gateway, after all that cannot be taken",
        ),
    ],
)
def test_what_is_asked_leads_to_settings(answers: list[str], chosen: ModelSettings) -> None:
    person, trials = Script(*answers), Trials(failures=[], tried=[])
    found = keys(OPENAI_API_KEY=KEY, ANTHROPIC_API_KEY=KEY, MINE=KEY)

    assert (
        choose_model(around(person, found=found, servers=[OLLAMA], named={SERVER: ["named"]}, trials=trials)) == chosen
    )
    assert trials.tried == [chosen]
    assert person.is_done
    assert KEY not in person.told


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        pytest.param(OPENAI, "go to api.openai.com, and nowhere else", id="a provider"),
        pytest.param(LOCAL, "go to 127.0.0.1, a server on this machine, and no further than", id="this machine"),
        pytest.param(ModelSettings(model="ollama:q"), "go to 127.0.0.1, a server on this", id="Ollama by default"),
        pytest.param(ModelSettings(model="openai:x", base_url="http://localhost/v1"), "on this machine", id="by name"),
        pytest.param(ModelSettings(model="openai:x", base_url="http://10.0.0.2/v1"), "go to 10.0.0.2, and", id="a LAN"),
    ],
)
def test_what_leaves_the_machine(settings: ModelSettings, words: str) -> None:
    assert words in what_leaves(settings)


def test_it_is_told_before_anything_is_sent_and_a_reply_is_shown_harmless() -> None:
    person = Script("2", "")

    choose_model(around(person, found=keys(OPENAI_API_KEY=KEY)))

    assert person.told.split("\n")[-3:] == [
        what_leaves(OPENAI),
        "Trying openai:gpt-5-mini with a short request …",
        "It replied after 1.2 s: “re␛ady”.",
    ]


@pytest.mark.parametrize(
    ("after", "chosen", "tries"),
    [
        pytest.param([AGAIN], OPENAI, 2, id="try again"),
        pytest.param([CHOOSE_ANOTHER, "1"], None, 1, id="choose another: offline"),
        pytest.param([CHOOSE_ANOTHER, "2", "gpt-6"], ModelSettings(model="openai:gpt-6"), 2, id="choose another model"),
        pytest.param([KEEP], OPENAI, 1, id="keep it anyway"),
    ],
)
def test_a_failure_is_told_and_offers_what_to_do(after: list[str], chosen: ModelSettings | None, tries: int) -> None:
    person, trials = Script("2", "", *after), Trials(failures=[], tried=[])

    assert choose_model(around(person, AWAY, found=keys(OPENAI_API_KEY=KEY), trials=trials)) == chosen
    assert "Nothing answers there. Check base_url.\nWhat now?" in person.told
    assert len(trials.tried) == tries


@pytest.mark.parametrize("answers", [["2", "", LEAVE], ["2", "", LEAVES], [LEAVES], ["2", LEAVES]])
def test_one_can_leave_everywhere(answers: list[str]) -> None:
    with pytest.raises(Left):
        choose_model(around(Script(*answers), AWAY, found=keys(OPENAI_API_KEY=KEY)))


def test_a_missing_key_is_asked_for_and_no_other_text_is_taken_for_one() -> None:
    person, found = Script(ANOTHER, OF_OPENAI, "", "", "ключ", KEY), keys()

    assert choose_model(around(person, found=found)) == OPENAI
    assert found["OPENAI_API_KEY"] == KEY
    assert "openai:gpt-5-mini needs a key, and OPENAI_API_KEY is not set." in person.told
    assert KEY not in person.told


def test_whoever_has_no_key_at_hand_can_keep_the_choice() -> None:
    person = Script(ANOTHER, OF_OPENAI, "", "", "", KEEP)

    assert choose_model(around(person)) == OPENAI


def test_a_key_that_was_mistyped_is_asked_for_again_and_one_of_the_environment_is_not() -> None:
    found, trials = keys(), Trials(failures=[], tried=[])
    person = Script(ANOTHER, OF_OPENAI, "", "", "sk-wrong", AGAIN, KEY)
    assert choose_model(around(person, REFUSED, found=found, trials=trials)) == OPENAI
    assert found["OPENAI_API_KEY"] == KEY
    assert len(trials.tried) == 2

    person = Script("2", "", AGAIN)
    assert choose_model(around(person, REFUSED, found=keys(OPENAI_API_KEY=KEY))) == OPENAI
