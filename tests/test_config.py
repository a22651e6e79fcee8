"""Where each setting comes from, and what is said about a wrong one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from interviewer.config import EXPECTED, KEYS, Config, Settings, load_config
from interviewer.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

NOTHING: Mapping[str, str] = {}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A working folder, two below the folder that a project file would be in."""
    folder = tmp_path / "project" / "src" / "deep"
    folder.mkdir(parents=True)
    return folder


def load(
    project: Path,
    *,
    user: str | None = None,
    here: str | None = None,
    environ: Mapping[str, str] = NOTHING,
    flags: Mapping[str, object] = NOTHING,
) -> Config:
    """The configuration with these contents of the user file and the project file."""
    user_file = project.parents[2] / "user" / "config.toml"
    user_file.parent.mkdir(exist_ok=True)
    for file, content in ((user_file, user), (project.parents[1] / "interviewer.toml", here)):
        if content is not None:
            file.write_text(content, encoding="utf-8")
    return load_config(flags=flags, environ=environ, cwd=project, user_file=user_file)


def complaint(project: Path, **sources: object) -> str:
    """What is said about these sources, with the paths of the files shortened."""
    with pytest.raises(UsageError) as caught:
        load(project, **sources)  # type: ignore[arg-type]
    assert caught.value.exit_status == 2
    return str(caught.value).replace(str(project.parents[2]), "…")


def test_without_any_source_every_setting_has_its_default(project: Path) -> None:
    config = load(project)

    assert config == Config(sources=dict.fromkeys(KEYS, "default"), files=())


def test_every_setting_says_what_it_expects() -> None:
    assert set(EXPECTED) == set(Settings.__struct_fields__)


ALL = {
    "user": "questions = 2",
    "here": "questions = 3",
    "environ": {"INTERVIEWER_QUESTIONS": "4"},
    "flags": {"questions": 5},
}


@pytest.mark.parametrize(
    ("sources", "questions", "source"),
    [
        pytest.param(["user"], 2, "…/user/config.toml:1", id="user-file"),
        pytest.param(["user", "here"], 3, "…/project/interviewer.toml:1", id="project-file-before-user-file"),
        pytest.param(["user", "here", "environ"], 4, "INTERVIEWER_QUESTIONS", id="environment-before-files"),
        pytest.param(["user", "here", "environ", "flags"], 5, "--questions", id="flag-before-all"),
    ],
)
def test_the_nearer_source_wins(project: Path, sources: list[str], questions: int, source: str) -> None:
    config = load(project, **{name: ALL[name] for name in sources})  # type: ignore[arg-type]

    assert config.questions == questions
    assert config.sources["questions"].replace(str(project.parents[2]), "…") == source


def test_sources_are_mixed_key_by_key(project: Path) -> None:
    config = load(
        project,
        user='# mine\nmode = "practice"\n\ntopics = ["oop"]\n',
        here="minutes = 30",
        environ={"INTERVIEWER_LEVEL": "mid", "HOME": "/home/ada", "PATH": "/bin"},
        flags={"plain": True, "questions": None},
    )

    assert (config.mode, config.topics, config.minutes, config.level, config.plain, config.questions) == (
        "practice", ("oop",), 30, "mid", True, 4,
    )  # fmt: skip
    assert [Path(config.sources[key]).name for key in ("mode", "topics", "minutes", "level", "plain", "questions")] == [
        "config.toml:2", "config.toml:4", "interviewer.toml:1", "INTERVIEWER_LEVEL", "--plain", "default",
    ]  # fmt: skip
    assert [file.name for file in config.files] == ["config.toml", "interviewer.toml"]


def test_the_nearest_project_file_is_the_only_one(project: Path) -> None:
    (project / "interviewer.toml").write_text("minutes = 10")

    config = load(project, here="questions = 9")

    assert (config.minutes, config.questions) == (10, 4)


@pytest.mark.parametrize(
    ("environ", "key", "value"),
    [
        pytest.param({"INTERVIEWER_MODE": "practice"}, "mode", "practice", id="word"),
        pytest.param({"INTERVIEWER_MINUTES": "25"}, "minutes", 25, id="number"),
        pytest.param({"INTERVIEWER_PLAIN": "true"}, "plain", True, id="true"),
        pytest.param({"INTERVIEWER_PLAIN": "1"}, "plain", True, id="one"),
        pytest.param({"INTERVIEWER_COLOUR": "False"}, "colour", False, id="false"),
        pytest.param({"INTERVIEWER_TOPICS": "oop, internals,"}, "topics", ("oop", "internals"), id="topics"),
        pytest.param({"INTERVIEWER_TOPICS": ""}, "topics", (), id="empty-is-unset"),
        pytest.param({"INTERVIEWER_NONSENSE": ""}, "topics", (), id="empty-and-unknown-is-unset"),
        pytest.param({"NO_COLOR": "1"}, "colour", False, id="no-color"),
        pytest.param({"NO_COLOR": "1", "INTERVIEWER_COLOUR": "true"}, "colour", False, id="no-color-wins"),
        pytest.param({"NO_COLOR": ""}, "colour", True, id="no-color-empty-is-unset"),
    ],
)
def test_environment(project: Path, environ: Mapping[str, str], key: str, value: object) -> None:
    assert getattr(load(project, environ=environ), key) == value


def test_no_color_is_named_as_the_source(project: Path) -> None:
    assert load(project, here="colour = true", environ={"NO_COLOR": "1"}).sources["colour"] == "NO_COLOR"


HOME = {"HOME": "/home/ada"}


@pytest.mark.parametrize(
    ("sources", "banks"),
    [
        pytest.param({"user": 'banks = ["mine"]'}, ["…/user/mine"], id="user-file"),
        pytest.param({"here": 'banks = ["a/b", "/abs"]'}, ["…/project/a/b", "/abs"], id="project-file"),
        pytest.param(
            {"environ": {"INTERVIEWER_BANKS": os.pathsep.join(["a", "/b c"])}},
            ["…/project/src/deep/a", "/b c"],
            id="environment",
        ),
        pytest.param({"flags": {"banks": ["mine"]}}, ["…/project/src/deep/mine"], id="flag"),
        pytest.param({"here": 'banks = ["~/mine", "~"]', "environ": HOME}, ["/home/ada/mine", "/home/ada"], id="home"),
        pytest.param({"here": 'banks = ["~bob"]', "environ": HOME}, ["…/project/~bob"], id="nobody-else's-home"),
        pytest.param({"here": 'banks = ["~/mine"]'}, ["…/project/~/mine"], id="no-home"),
    ],
)
def test_a_path_is_relative_to_what_names_it(project: Path, sources: Mapping[str, object], banks: list[str]) -> None:
    config = load(project, **sources)  # type: ignore[arg-type]

    assert [str(bank).replace(str(project.parents[2]), "…") for bank in config.banks] == banks


def test_prompts_are_a_folder_beside_the_file_that_names_them(project: Path) -> None:
    assert load(project, here='prompts = "mine"').prompts == project.parents[1] / "mine"


@pytest.mark.parametrize(
    ("sources", "persona", "language"),
    [
        pytest.param({}, "neutral", "english", id="default"),
        pytest.param({"here": 'persona = "tough"\nlanguage = "candidate"'}, "tough", "candidate", id="file"),
        pytest.param({"environ": {"INTERVIEWER_PERSONA": "friendly"}}, "friendly", "english", id="environment"),
        pytest.param({"here": 'persona = "tough"', "flags": {"persona": "neutral"}}, "neutral", "english", id="flag"),
    ],
)
def test_the_manner_of_a_model(project: Path, sources: Mapping[str, object], persona: str, language: str) -> None:
    config = load(project, **sources)  # type: ignore[arg-type]

    assert (config.persona, config.language) == (persona, language)


def test_the_journal_is_a_path(project: Path) -> None:
    assert load(project, here='journal = "j.db"').journal == project.parents[1] / "j.db"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param("\n\nquesitons = 2", ':3: There is no setting "quesitons". Did you mean questions?', id="unknown"),
        pytest.param("color = true", ':1: There is no setting "color". Did you mean colour?', id="american"),
        pytest.param(
            "xyzzy = 1",
            ':1: There is no setting "xyzzy". There are: mode, questions, minutes, level, topics, banks, persona,'
            " language, prompts, warm_up, voice, microphone, keep_audio, plain, colour, journal, tracing,"
            " max_cost, max_tokens, model, models.",
            id="unknown-and-nothing-near",
        ),
        pytest.param("# questionable\n[questionable]\n", ':2: There is no setting "questionable".', id="table"),
        pytest.param('"\\u001b[2J" = 1', ':1: There is no setting "\\u001b[2J".', id="escape-in-a-key"),
        pytest.param("questions = 0", ":1: `questions` must be a whole number from 1 to 20, not 0.", id="too-small"),
        pytest.param("questions = 21", ":1: `questions` must be a whole number from 1 to 20, not 21.", id="too-large"),
        pytest.param("questions = 2.0", " a whole number from 1 to 20, not 2.0.", id="no-whole-number"),
        pytest.param("questions = true", " a whole number from 1 to 20, not true.", id="true-is-no-number"),
        pytest.param('minutes = "9"', ' a whole number from 1 to 600, not "9".', id="text-is-no-number"),
        pytest.param("mode = 'exam'", ':1: `mode` must be `interview` or `practice`, not "exam".', id="mode"),
        pytest.param("level = 'lead'", ':1: `level` must be `junior`, `mid` or `senior`, not "lead".', id="level"),
        pytest.param("topics = 'oop'", ':1: `topics` must be a list of topics, not "oop".', id="no-list"),
        pytest.param("topics = ['']", ':1: `topics` must be a list of topics, not [""].', id="empty-topic"),
        pytest.param("banks = [1]", ":1: `banks` must be a list of folders, not [1].", id="no-folder"),
        pytest.param("persona = 'rude'", ' must be `friendly`, `neutral` or `tough`, not "rude".', id="persona"),
        pytest.param("language = 'german'", ' must be `english` or `candidate`, not "german".', id="language"),
        pytest.param("prompts = ''", ':1: `prompts` must be the path of a folder, not "".', id="no-prompts"),
        pytest.param("plain = 1", ":1: `plain` must be true or false, not 1.", id="one-is-not-true-here"),
        pytest.param("plain = 2026-11-21", ':1: `plain` must be true or false, not "2026-11-21".', id="date"),
        pytest.param("journal = ''", ':1: `journal` must be the path of a file, not "".', id="empty-path"),
        pytest.param('journal = "a\\u0000"', ":1: `journal` must be the path of a file", id="nul-in-a-path"),
        pytest.param("mode = '" + "x" * 3000 + "'", "x" * 59 + "….", id="a-long-value-is-cut"),
        pytest.param("model = 'gpt-5'", ":1: `model` must be `provider:model`", id="model-without-provider"),
        pytest.param("[models]\ngrader = 'gpt-5'", ":2: `model`: Expected", id="role-without-provider"),
        pytest.param(
            "[models]\ntutor = 'openai:x'", ":1: `models` is a table of `interviewer`, `grader`", id="unknown-role"
        ),
        pytest.param("models = 3", ":1: `models` is a table of `interviewer`, `grader`", id="models-is-no-table"),
        pytest.param("grader = 'openai:x'", ':1: There is no setting "grader".', id="role-outside-its-table"),
        pytest.param(
            "[models.grader]\nmodel = 'openai:x'\ntemprature = 1",
            ':1: A model has no setting "temprature". Did you mean temperature?',
            id="unknown-parameter",
        ),
        pytest.param(
            "models.grader = {model = 'openai:x', temperature = 3}", ":1: `temperature`: Expected", id="too-hot"
        ),
        pytest.param("models.grader = {temperature = 1.0}", ":1: `grader`: Object missing", id="no-model-named"),
        pytest.param(
            "models.grader = {model = 'openai:x', fast = true, thorough = true}",
            ":1: `grader`: `fast` and `thorough` exclude each other.",
            id="fast-and-thorough",
        ),
        pytest.param("models.grader = []", ":1: `grader` must be `provider:model`", id="empty-panel"),
        pytest.param("models.grader = ['openai:x', 'gpt']", ":1: `model`: Expected", id="member-without-provider"),
        pytest.param(
            "models.grader = ['openai:x', {model = 'openai:y', sample = 3}]",
            ':1: A model has no setting "sample". Did you mean samples?',
            id="unknown-parameter-of-a-member",
        ),
        pytest.param(
            "models.grader = ['openai:x', {model = 'openai:y', panel = [{model = 'openai:z'}]}]",
            "a member of a panel has no panel.",
            id="panel-in-a-panel",
        ),
        pytest.param(
            "models.speaker = {model = 'system', pitch = 3}",
            ':1: A model has no setting "pitch".',
            id="unknown-of-a-voice",
        ),
        pytest.param("models.speaker = {model = 'system', speed = 9}", ":1: `speed`: Expected", id="too-quick"),
        pytest.param("models.transcriber = 'Moon shine'", "Expected `engine` or `engine:model`", id="no-engine"),
        pytest.param(
            "transcriber = 'moonshine'", ':1: There is no setting "transcriber".', id="engine-outside-its-table"
        ),
        pytest.param(
            "models.interviewer = {model = 'openai:x', samples = 3}",
            ':1: A model has no setting "samples".',
            id="what-only-a-grader-has",
        ),
        pytest.param("questions 4", ":1:11: This is not TOML: Expected '=' after a key", id="not-toml"),
        pytest.param("plain = true\nplain = [", ":2: This is not TOML:", id="not-toml-at-its-end"),
        pytest.param("minutes = " + "9" * 5000, ": Something in it is far too long.", id="a-number-without-end"),
        pytest.param("a = " + "[" * 5000, ": Something in it is far too long.", id="brackets-without-end"),
    ],
)
def test_a_wrong_file_is_named_with_line_and_remedy(project: Path, content: str, says: str) -> None:
    message = complaint(project, here=content)

    assert message.startswith("…/project/interviewer.toml:")
    assert says in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("sources", "message"),
    [
        pytest.param(
            {"environ": {"INTERVIEWER_QUESTION": "2"}},
            "INTERVIEWER_QUESTION: There is no such variable. Did you mean INTERVIEWER_QUESTIONS?",
            id="unknown-variable",
        ),
        pytest.param(
            {"environ": {"INTERVIEWER_QUESTIONS": "two"}},
            'INTERVIEWER_QUESTIONS: `questions` must be a whole number from 1 to 20, not "two".',
            id="variable",
        ),
        pytest.param(
            {"environ": {"INTERVIEWER_PLAIN": "perhaps"}},
            'INTERVIEWER_PLAIN: `plain` must be true or false, not "perhaps".',
            id="variable-true-or-false",
        ),
        pytest.param(
            {"flags": {"questions": 0}},
            "--questions: `questions` must be a whole number from 1 to 20, not 0.",
            id="flag",
        ),
    ],
)
def test_a_wrong_variable_or_flag_is_named(project: Path, sources: Mapping[str, object], message: str) -> None:
    assert complaint(project, **sources) == message


def a_folder(path: Path) -> None:
    path.mkdir()


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def latin_1(path: Path) -> None:
    path.write_bytes("# caf\xe9".encode("latin-1"))


def a_broken_link(path: Path) -> None:
    path.symlink_to("nowhere")


@pytest.mark.parametrize(
    ("make", "says"),
    [
        pytest.param(a_folder, "This is not a regular file. Remove it, or put a file in its place.", id="folder"),
        pytest.param(a_pipe, "This is not a regular file. Remove it, or put a file in its place.", id="pipe"),
        pytest.param(latin_1, "This is not UTF-8 text. Save it as UTF-8.", id="latin-1"),
        pytest.param(a_broken_link, "Cannot be read: No such file or directory.", id="broken-link"),
    ],
)
@pytest.mark.parametrize("name", ["user/config.toml", "project/interviewer.toml"])
def test_what_is_no_readable_file_is_one_line(project: Path, make: object, says: str, name: str) -> None:
    path = project.parents[2] / name
    path.parent.mkdir(exist_ok=True)
    make(path)  # type: ignore[operator]

    assert complaint(project).startswith(f"…/{name}: {says}")


def test_a_byte_order_mark_is_no_matter(project: Path) -> None:
    assert load(project, here="\ufeffquestions = 7").questions == 7


@pytest.mark.parametrize("key", KEYS)
def test_every_setting_is_documented(key: str) -> None:
    page = Path(__file__).parents[1] / "docs" / "configure.md"

    assert f"| `{key}` |" in page.read_text(encoding="utf-8")


MODELS = """
model = "openai:both"
[models]
grader = { model = "anthropic:careful", temperature = 0.0 }
"""


@pytest.mark.parametrize(
    ("content", "environ", "flags", "interviewer", "grader"),
    [
        pytest.param("", {}, {}, None, None, id="nothing-set-is-offline"),
        pytest.param('model = "openai:both"', {}, {}, "openai:both", "openai:both", id="one-line-for-both"),
        pytest.param(MODELS, {}, {}, "openai:both", "anthropic:careful", id="a-role-of-its-own"),
        pytest.param(MODELS, {"INTERVIEWER_MODEL": "openai:x"}, {}, "openai:x", "openai:x", id="variable-wins"),
        pytest.param(
            MODELS, {"INTERVIEWER_GRADER": "openai:x"}, {}, "openai:both", "openai:x", id="variable-of-a-role"
        ),
        pytest.param(MODELS, {}, {"model": "openai:y"}, "openai:y", "openai:y", id="flag-wins"),
        pytest.param(MODELS, {}, {"model": "offline"}, None, None, id="offline-by-flag"),
        pytest.param('models.grader = "openai:z"', {}, {}, None, "openai:z", id="only-a-grader"),
    ],
)
def test_which_model_serves_which_role(
    project: Path,
    content: str,
    environ: dict[str, str],
    flags: dict[str, object],
    interviewer: str | None,
    grader: str | None,
) -> None:
    (project / "interviewer.toml").write_text(content)

    config = load_config(flags=flags, environ=environ, cwd=project, user_file=project / "none.toml")

    served = [model and model.model for model in (config.model_for("interviewer"), config.model_for("grader"))]
    assert served == [interviewer, grader]


def test_a_list_of_models_is_a_panel(project: Path) -> None:
    (project / "interviewer.toml").write_text(
        "models.grader = ['openai:a', {model = 'ollama:b', fast = true}, 'openai:c']\n"
    )

    grader = load_config(flags={}, environ={}, cwd=project, user_file=project / "none.toml").model_for("grader")

    assert grader is not None
    assert [(member.model, member.fast) for member in grader.members] == [
        ("openai:a", False),
        ("ollama:b", True),
        ("openai:c", False),
    ]


@pytest.mark.parametrize(
    ("content", "transcriber", "speaker"),
    [
        pytest.param("", None, None, id="nothing-set"),
        pytest.param("models.transcriber = 'moonshine'", "moonshine", None, id="engine-alone"),
        pytest.param(
            "models.speaker = {model = 'openai:tts', voice = 'nova', speed = 1.5}", None, "openai:tts", id="table"
        ),
        pytest.param("[models]\ntranscriber = 'openai:x'\nspeaker = 'hibari'", "openai:x", "hibari", id="both"),
    ],
)
def test_engines_of_speech_are_set_as_models_are(
    project: Path, content: str, transcriber: str | None, speaker: str | None
) -> None:
    config = load(project, here=content)

    assert (config.transcriber and config.transcriber.model, config.speaker and config.speaker.model) == (
        transcriber, speaker,
    )  # fmt: skip
