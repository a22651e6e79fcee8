"""The wizard from its first line to the file: what is written, and what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from interviewer.cli.asking import Left
from interviewer.cli.config_init import set_up
from interviewer.cli.model_choice import Surroundings
from interviewer.cli.settings_file import new_file
from interviewer.config import config_of_this_process
from interviewer.errors import InterviewerError
from interviewer.llm.keys import Keys
from interviewer.llm.settings import ModelSettings, as_grader
from interviewer.paths import user_config_file
from tests.cli.script import LEAVES, Script
from tests.cli.surroundings import OLLAMA, around
from tests.llm.keyrings import Drawer, keys

KEY = "sk-secret-0123456789"
LOCAL = ModelSettings(model="openai:qwen2.5:7b", base_url=OLLAMA.base_url)
MINE = '# mine\nquestions = 2\nmodel = "openai:old"\n'


def sit(person: Script, **more: object) -> Surroundings:
    surroundings = around(person, servers=[OLLAMA], **more)  # type: ignore[arg-type]
    set_up(surroundings, user_config_file(), config_of_this_process({}))
    return surroundings


def given(text: str) -> Path:
    path = user_config_file()
    path.parent.mkdir(parents=True)
    path.write_text(text)
    return path


def holds(settings: ModelSettings | None) -> bool:
    config = config_of_this_process({})
    grader = None if settings is None else as_grader(settings)
    return (config.model_for("interviewer"), config.model_for("grader")) == (settings, grader)


@pytest.mark.parametrize(
    ("answer", "chosen"), [pytest.param("", None, id="offline"), pytest.param("2", LOCAL, id="a model that was found")]
)
def test_a_file_is_written(answer: str, chosen: ModelSettings | None) -> None:
    person = Script(answer)

    sit(person)

    assert user_config_file().read_text() == new_file(chosen)
    assert holds(chosen)
    assert f"Written: {user_config_file()}" in person.told
    assert ("doctor" in person.told) is (chosen is not None)


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        pytest.param([LEAVES], keys(), id="at the first question"),
        pytest.param(["4", LEAVES], keys(), id="at another"),
        pytest.param(["4", "1", "", "", LEAVES], keys(), id="at the key"),
        pytest.param(["4", "1", "", "", KEY, LEAVES], keys(Drawer()), id="at the keyring"),
    ],
)
def test_whoever_leaves_has_written_nothing(answers: list[str], found: Keys, home: Path) -> None:
    with pytest.raises(Left):
        sit(Script(*answers), found=found)

    assert list(home.iterdir()) == []


def test_whoever_leaves_at_the_last_question_has_changed_nothing_either() -> None:
    path, drawer = given(MINE), Drawer()

    with pytest.raises(Left):
        sit(Script("4", "1", "", "", KEY, "yes", LEAVES), found=keys(drawer))

    assert (path.read_text(), drawer.held, list(path.parent.iterdir())) == (MINE, {}, [path])


def test_an_entered_key_goes_to_the_keyring_and_into_no_file(home: Path) -> None:
    drawer = Drawer()
    person = Script("4", "1", "", "", KEY, "")

    sit(person, found=keys(drawer))

    assert drawer.held == {"OPENAI_API_KEY": KEY}
    assert KEY not in person.told
    assert [file for file in home.rglob("*") if file.is_file() and KEY in file.read_text()] == []


class TestAFileThatIsThere:
    def test_stays_as_it_is_by_default_and_the_lines_are_shown(self) -> None:
        path, person = given(MINE), Script("2", "")

        sit(person)

        assert (path.read_text(), list(path.parent.iterdir())) == (MINE, [path])
        assert f"{path} is there already." in person.told
        assert 'models.grader = { model = "openai:qwen2.5:7b", base_url = "http://127.0.0.1:11434/v1" }' in person.told

    def test_is_changed_on_request_with_a_copy_beside_it(self) -> None:
        path = given(MINE)
        path.with_name("config.toml.bak").write_text("an earlier copy")

        sit(Script("2", "yes"))

        assert holds(LOCAL)
        assert path.read_text().startswith("# mine\nquestions = 2\nmodels.interviewer = ")
        assert path.with_name("config.toml.bak").read_text() == "an earlier copy"
        assert path.with_name("config.toml.bak1").read_text() == MINE

    def test_that_takes_a_person_to_change_is_left_to_them(self) -> None:
        path, person = given('[models]\ngrader = "openai:old"\n'), Script("2")

        sit(person)

        assert path.read_text() == '[models]\ngrader = "openai:old"\n'
        assert "by hand" in person.told

    def test_that_says_the_same_needs_nothing(self) -> None:
        path, person = given(new_file(LOCAL)), Script("2")

        sit(person)

        assert "says just that already" in person.told
        assert list(path.parent.iterdir()) == [path]


def test_what_goes_before_the_file_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "interviewer.toml").write_text('models.grader = "openai:x"\n')
    monkeypatch.setenv("INTERVIEWER_MODEL", "offline")
    person = Script("")

    sit(person)

    assert "Note that INTERVIEWER_MODEL chooses a model, too" in person.told
    assert f"Note that {home}/interviewer.toml:1 chooses a model, too" in person.told


def test_a_file_that_cannot_be_written_is_told_and_no_key_is_kept(home: Path) -> None:
    (home / ".config").write_text("in the way")
    drawer = Drawer()

    with pytest.raises(InterviewerError, match="cannot be written"):
        sit(Script("4", "1", "", "", KEY, "yes"), found=keys(drawer))

    assert drawer.held == {}
