"""The settings file with a chosen model in it: valid, and otherwise as it was."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from interviewer.cli.settings_file import TEMPLATE, changed_file, lines_for, new_file
from interviewer.config import load_config
from interviewer.llm.settings import ModelSettings, as_grader

HOSTED = ModelSettings(model="openai:gpt-5-mini")
LOCAL = ModelSettings(model="openai:qwen2.5:7b", base_url="http://127.0.0.1:11434/v1")
GATEWAY = ModelSettings(model='openai:we/"ird\\ ü😀\x7f', base_url="https://gateway.example/v1", api_key_env="MY_KEY")
CHOICES = [
    pytest.param(None, id="offline"),
    pytest.param(HOSTED, id="a hosted model"),
    pytest.param(LOCAL, id="a local server"),
    pytest.param(GATEWAY, id="a gateway, and a name that has to be quoted"),
]
LOCAL_LINES = (
    'models.interviewer = { model = "openai:qwen2.5:7b", base_url = "http://127.0.0.1:11434/v1" }',
    'models.grader = { model = "openai:qwen2.5:7b", base_url = "http://127.0.0.1:11434/v1" }',
)


def played(text: str, folder: Path) -> tuple[ModelSettings | None, ModelSettings | None]:
    """Who plays the roles with a settings file of this text."""
    file = folder / "config.toml"
    file.write_bytes(text.encode())
    config = load_config(flags={}, environ={}, cwd=folder / "nowhere", user_file=file)
    return config.model_for("interviewer"), config.model_for("grader")


def both(chosen: ModelSettings | None) -> tuple[ModelSettings | None, ModelSettings | None]:
    """One model in both roles."""
    return chosen, None if chosen is None else as_grader(chosen)


@pytest.mark.parametrize(
    ("chosen", "lines"),
    [
        pytest.param(None, ('model = "offline"',), id="offline"),
        pytest.param(HOSTED, ('model = "openai:gpt-5-mini"',), id="one line for both roles"),
        pytest.param(LOCAL, LOCAL_LINES, id="a table for each role where there is an address"),
    ],
)
def test_the_lines_of_a_choice(chosen: ModelSettings | None, lines: tuple[str, ...]) -> None:
    assert lines_for(chosen) == lines


@pytest.mark.parametrize("chosen", CHOICES)
def test_a_new_file_means_the_choice_and_explains_the_rest(chosen: ModelSettings | None, home: Path) -> None:
    text = new_file(chosen)

    assert played(text, home) == both(chosen)
    added = [line for line in text.splitlines() if line not in TEMPLATE.splitlines()]
    assert added == ([] if chosen is None else list(lines_for(chosen)))
    assert set(tomllib.loads(text)) <= {"model", "models"}


FILES = [
    pytest.param("", id="empty"),
    pytest.param(TEMPLATE, id="the template"),
    pytest.param(new_file(HOSTED), id="with a hosted model"),
    pytest.param(new_file(LOCAL), id="with a local server"),
    pytest.param(
        '# mine\nquestions = 2\nmodel = "openai:old"  # cheap\n\ntopics = ["oop"]', id="one's own, no last line end"
    ),
    pytest.param('questions = 2\r\nmodel="openai:old"\r\n# mine\r\n', id="line ends of Windows"),
    pytest.param("models . grader = 'openai:old'\nminutes = 20\n", id="blanks around dots"),
]


@pytest.mark.parametrize("chosen", CHOICES)
@pytest.mark.parametrize("text", FILES)
def test_a_file_is_changed_in_what_it_says_about_models_only(
    text: str, chosen: ModelSettings | None, home: Path
) -> None:
    changed = changed_file(text, chosen)

    assert changed is not None
    assert played(changed, home) == both(chosen)
    assert others(changed) == others(text)
    comments = [line for line in text.split("\n") if line.startswith("#") and "model" not in line]
    assert [line for line in changed.split("\n") if line in comments] == comments
    assert changed_file(changed, chosen) == changed


def others(text: str) -> dict[str, object]:
    return {key: value for key, value in tomllib.loads(text).items() if key not in ("model", "models")}


def test_the_new_lines_stand_where_the_old_ones_stood() -> None:
    text = '# mine\nquestions = 2\nmodel = "openai:old"  # cheap\nminutes = 20\n'

    assert changed_file(text, HOSTED) == '# mine\nquestions = 2\nmodel = "openai:gpt-5-mini"\nminutes = 20\n'


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('[models]\ngrader = "openai:old"\n', id="a table"),
        pytest.param('[models.grader]\nmodel = "openai:old"\n', id="a table of a role"),
        pytest.param('models = { grader = "openai:old" }\n', id="a table in a line"),
        pytest.param('model = """\nopenai:old"""\n', id="a text of several lines"),
        pytest.param(
            'models.grader = { model = "a:b", fallbacks = [\n"openai:old",\n] }\n', id="a list of several lines"
        ),
        pytest.param('"model" = "openai:old"\n', id="a name in quotes"),
        pytest.param('journal = """\nmodel = 1\n"""\n', id="what only looks like a line about models"),
    ],
)
def test_what_cannot_be_changed_safely_is_left_to_the_person(text: str) -> None:
    assert changed_file(text, HOSTED) is None


def test_what_is_no_toml_is_refused() -> None:
    with pytest.raises(ValueError, match="Expected"):
        changed_file("not toml", HOSTED)
