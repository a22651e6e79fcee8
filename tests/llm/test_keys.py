"""Where a key is looked for, in which order, and what is told about it."""

from __future__ import annotations

import pytest

from interviewer.errors import InterviewerError, UnusableKeyError
from interviewer.llm.keys import Keys
from interviewer.llm.providers import check, key_in, place_of_key
from interviewer.llm.settings import ModelSettings
from tests.llm.keyrings import Drawer, keys

OPENAI = ModelSettings(model="openai:small")
GOOGLE = ModelSettings(model="google_genai:small")


@pytest.mark.parametrize(
    ("chosen", "environ", "held", "key", "place"),
    [
        pytest.param(OPENAI, {}, {}, None, None, id="nowhere"),
        pytest.param(OPENAI, {"OPENAI_API_KEY": "e"}, {}, "e", "OPENAI_API_KEY", id="the environment"),
        pytest.param(OPENAI, {}, {"OPENAI_API_KEY": "k"}, "k", "OPENAI_API_KEY in the keyring", id="the keyring"),
        pytest.param(
            OPENAI, {"OPENAI_API_KEY": "e"}, {"OPENAI_API_KEY": "k"}, "e", "OPENAI_API_KEY", id="the environment first"
        ),
        pytest.param(
            OPENAI,
            {"OPENAI_API_KEY": " "},
            {"OPENAI_API_KEY": "k"},
            "k",
            "OPENAI_API_KEY in the keyring",
            id="a blank variable counts as not set",
        ),
        pytest.param(
            GOOGLE,
            {"GEMINI_API_KEY": "e"},
            {"GOOGLE_API_KEY": "k"},
            "e",
            "GEMINI_API_KEY",
            id="the environment's second name before the keyring's first",
        ),
        pytest.param(
            GOOGLE, {}, {"GEMINI_API_KEY": "k"}, "k", "GEMINI_API_KEY in the keyring", id="the keyring's second name"
        ),
        pytest.param(
            ModelSettings(model="openai:any", base_url="http://127.0.0.1:1/v1"),
            {},
            {"OPENAI_API_KEY": "k"},
            None,
            None,
            id="a server of one's own gets no key that was not named for it",
        ),
    ],
)
def test_a_key_is_found(
    chosen: ModelSettings, environ: dict[str, str], held: dict[str, str], key: str | None, place: str | None
) -> None:
    found = keys(Drawer(held), **environ)

    assert (key_in(chosen, found), place_of_key(chosen, found)) == (key, place)


def test_a_keyring_is_not_opened_for_a_variable_that_is_set_and_once_for_all_others() -> None:
    opened = []
    drawer = Drawer()

    def open_keyring() -> Drawer:
        opened.append(drawer)
        return drawer

    found = Keys({"SET": "e"}, open_keyring)
    assert found["SET"] == "e"
    assert opened == []

    assert [found.get("A"), found.get("A"), found.get("B")] == [None, None, None]
    assert (len(opened), drawer.asked) == (1, ["A", "B"])


def test_without_a_keyring_it_is_the_environment() -> None:
    found = keys(None, A="1", B="2")

    assert dict(found) == {"A": "1", "B": "2"}
    assert "C" not in found


def test_what_a_keyring_holds_is_found_and_not_listed() -> None:
    found = keys(Drawer({"HELD": "k"}), SET="e", BLANK="")

    assert "HELD" in found
    assert (list(found), len(found)) == (["SET"], 1)


def test_what_was_entered_goes_before_all_and_can_be_taken_back() -> None:
    found = keys(Drawer({"A": "k"}), A="e")
    found.enter("A", "typed")
    assert (found["A"], found.is_entered("A"), list(found)) == ("typed", True, ["A"])

    found.forget("A")
    assert (found["A"], found.is_entered("A")) == ("e", False)


def test_what_was_entered_is_kept_in_the_keyring_on_request() -> None:
    drawer = Drawer()
    found = keys(drawer)
    found.enter("OPENAI_API_KEY", "typed")

    found.keep("OPENAI_API_KEY")

    assert drawer.held == {"OPENAI_API_KEY": "typed"}
    assert place_of_key(OPENAI, found) == "OPENAI_API_KEY in the keyring"


def test_a_key_that_the_keyring_does_not_take_is_still_there_for_this_process() -> None:
    found = keys(Drawer(locked=True))
    found.enter("A", "typed")

    with pytest.raises(InterviewerError, match="locked"):
        found.keep("A")
    assert found["A"] == "typed"


def test_only_what_was_entered_can_be_kept() -> None:
    with pytest.raises(ValueError, match="no key was entered for A"):
        keys(Drawer(), A="e").keep("A")


def test_no_key_is_in_what_a_log_would_show() -> None:
    found = keys(Drawer(), A="sk-secret")
    found.enter("B", "sk-secret")

    assert "sk-secret" not in repr(found)


def test_a_key_from_the_keyring_lets_a_model_pass() -> None:
    check(OPENAI, keys(Drawer({"OPENAI_API_KEY": "k"})), lambda _: True)


@pytest.mark.parametrize(
    ("held", "words"),
    [
        pytest.param({}, "OPENAI_API_KEY is not set", id="no key"),
        pytest.param({"OPENAI_API_KEY": "ключ"}, "OPENAI_API_KEY in the keyring holds characters", id="no real key"),
    ],
)
def test_a_refusal_names_the_variable(held: dict[str, str], words: str) -> None:
    with pytest.raises(UnusableKeyError, match=words) as refusal:
        check(OPENAI, keys(Drawer(held)), lambda _: True)

    assert refusal.value.variable == "OPENAI_API_KEY"
