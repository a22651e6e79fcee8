from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from interviewer.cli.main import main
from interviewer.cli.settings_file import TEMPLATE
from interviewer.config import KEYS, Settings, load_config
from interviewer.paths import default_journal_file, user_config_file
from interviewer.resources import data_folder


def uncommented(template: str) -> str:
    """The template with every setting in force."""
    lines = template.splitlines()
    return "\n".join(line.removeprefix("# ") for line in lines if line.startswith("# ") and " = " in line)


class TestShow:
    def test_tells_every_setting_with_its_source(
        self, home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (home / "interviewer.toml").write_text('\ntopics = ["oop", "a\\u001b[31m"]\nbanks = ["mine"]\n')
        monkeypatch.setenv("INTERVIEWER_MINUTES", "30")

        assert main(["config", "show"]) == 0

        assert capsys.readouterr().out.splitlines() == [
            'mode = "interview"  # default',
            "questions = 4  # default",
            "minutes = 30  # INTERVIEWER_MINUTES",
            "# level: all levels  # default",
            f'topics = ["oop", "a\\u001b[31m"]  # {home}/interviewer.toml:2',
            f'banks = ["{home}/mine"]  # {home}/interviewer.toml:3',
            'persona = "neutral"  # default',
            'language = "english"  # default',
            "# prompts: those that come with interviewer  # default",
            "warm_up = true  # default",
            "voice = false  # default",
            "# microphone: the system's default  # default",
            "keep_audio = false  # default",
            "plain = false  # default",
            "colour = true  # default",
            f"# journal: {default_journal_file()}  # default",
            "tracing = false  # default",
            "# max_cost: no limit  # default",
            "# max_tokens: no limit  # default",
            "# model: offline  # default",
            "# interviewer: model  # default",
            "# grader: model  # default",
            "# transcriber: moonshine, where it is installed  # default",
            "# speaker: system  # default",
            f"# Files read: {home}/interviewer.toml",
        ]

    def test_tells_all_that_is_set_about_a_model(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (home / "interviewer.toml").write_text('[models]\ngrader = { model = "openai:local", temperature = 0.0 }\n')

        assert main(["config", "show"]) == 0

        assert (
            'models.grader = { model = "openai:local", temperature = 0.0, timeout_s = 60.0, '
            'strategy = "auto", samples = 1 }'
            f"  # {home}/interviewer.toml:2" in capsys.readouterr().out
        )

    @pytest.mark.parametrize(
        ("model", "lines"),
        [
            pytest.param("offline", [], id="offline"),
            pytest.param("openai:gpt", ["# key of openai:gpt: OPENAI_API_KEY"], id="in the environment"),
            pytest.param("google_genai:g", ["# key of google_genai:g: GOOGLE_API_KEY, not set"], id="nowhere"),
            pytest.param("ollama:q", [], id="none is needed"),
            pytest.param("opnai:gpt", [], id="nobody knows"),
        ],
    )
    def test_names_the_place_of_each_key_and_shows_none(
        self, model: str, lines: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("INTERVIEWER_MODEL", model)
        monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")

        assert main(["config", "show"]) == 0

        shown = capsys.readouterr().out
        assert [line for line in shown.splitlines() if line.startswith("# key")] == lines
        assert "sk-secret" not in shown

    def test_is_toml_that_means_the_same(self, capsys: pytest.CaptureFixture[str]) -> None:
        main(["config", "show"])

        shown = tomllib.loads(capsys.readouterr().out)

        assert shown == {key: value for key, value in defaults().items() if value is not None}

    def test_of_a_wrong_file_is_one_line(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (home / "interviewer.toml").write_text("question = 4")

        assert main(["config", "show"]) == 2

        assert capsys.readouterr().err == (
            f'interviewer: {home}/interviewer.toml:1: There is no setting "question". Did you mean questions?\n'
        )


class TestPrompts:
    def test_lists_the_file_that_serves_each(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (home / "interviewer.toml").write_text('prompts = "mine"')
        (home / "mine" / "personas").mkdir(parents=True)
        (home / "mine" / "personas" / "tough.md").write_text("---\nversion: 12\n---\nBe brief.\n")

        assert main(["config", "prompts"]) == 0

        listed = {name: rest for name, *rest in map(str.split, capsys.readouterr().out.splitlines())}
        assert listed["personas/tough.md"][:2] == ["yours", "v12"]
        assert listed["personas/tough.md"][-1] == f"{home}/mine/personas/tough.md"
        assert listed["speak.md"][0] == listed["phrases.yaml"][0] == "shipped"
        assert listed["speak.md"][-1] == str(data_folder("prompts") / "speak.md")

    @pytest.mark.parametrize(
        ("file", "text", "says"),
        [
            pytest.param("speek.md", "", "mine: There is no prompt speek.md. Did you mean speak.md?", id="name"),
            pytest.param("speak.md", "", "mine/speak.md is no template.", id="template"),
            pytest.param("phrases.yaml", "advance: []", "mine/phrases.yaml:1:", id="phrases"),
        ],
    )
    @pytest.mark.parametrize("command", ["config prompts", "start"])
    def test_a_bad_one_stops_a_command_before_anything_is_done(
        self, command: str, file: str, text: str, says: str, home: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (home / "interviewer.toml").write_text('prompts = "mine"')
        (home / "mine").mkdir()
        (home / "mine" / file).write_text(text)

        assert main(command.split()) == 2

        shown = capsys.readouterr()
        assert shown.err.startswith(f"interviewer: {home}/{says}")
        assert (shown.out, shown.err.count("\n")) == ("", 1)


def defaults() -> dict[str, object]:
    """Every setting with its default, as TOML has it."""
    values = {key: getattr(Settings(), key) for key in KEYS}
    return {key: list(value) if isinstance(value, tuple) else value for key, value in values.items()}


def test_path_prints_the_path_alone(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "interviewer.toml").write_text("not toml")

    assert main(["config", "path"]) == 0

    assert capsys.readouterr().out == f"{home}/.config/interviewer/config.toml\n"


class TestInit:
    def test_writes_a_file_that_changes_nothing(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["config", "init"]) == 0

        assert capsys.readouterr().out == f"Written: {user_config_file()}\n"
        config = load_config(flags={}, environ={}, cwd=home, user_file=user_config_file())
        assert set(config.sources.values()) == {"default"}
        assert config.files == (user_config_file(),)

    def test_never_overwrites(self, capsys: pytest.CaptureFixture[str]) -> None:
        user_config_file().parent.mkdir(parents=True)
        user_config_file().write_text("mine")

        assert main(["config", "init"]) == 2

        assert user_config_file().read_text() == "mine"
        assert "is there already." in capsys.readouterr().err

    def test_says_when_it_cannot_write(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (home / ".config").write_text("in the way")

        assert main(["config", "init"]) == 2

        assert capsys.readouterr().err.startswith(f"interviewer: {user_config_file()} cannot be written:")

    def test_explains_every_setting_with_a_value_that_fits(self, home: Path) -> None:
        (home / "all.toml").write_text(uncommented(TEMPLATE))

        config = load_config(flags={}, environ={}, cwd=home / "nowhere", user_file=home / "all.toml")

        assert [key for key in KEYS if config.sources[key] == "default"] == []
        shown = tomllib.loads(uncommented(TEMPLATE))
        assert {key: shown[key] for key, value in defaults().items() if value is not None} == {
            key: value for key, value in defaults().items() if value is not None
        }
