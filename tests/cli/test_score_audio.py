"""`interviewer score` with recordings: in lines, in a folder, and one alone, through the real local recogniser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from interviewer.cli.main import main
from interviewer.speech.audio import silence
from interviewer.speech.files import write_wav
from tests.cli.said import BYTECODE, WAITING, record
from tests.cli.test_score import GIL, OF_A_LINE, answer, keep, results, score, statuses
from tests.speech import loaded


@pytest.fixture(autouse=True)
def _recogniser_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real one, which each command would load anew."""
    monkeypatch.setattr("interviewer.speech.moonshine.Moonshine", loaded.moonshine)


def spoken(name: str, audio: str) -> str:
    return json.dumps({"id": name, "question": GIL, "audio": audio}) + "\n"


def met(line: dict[str, Any]) -> list[str]:
    return [each["criterion"] for each in line["verdicts"] if each["verdict"] == "met"]


def test_a_recording_is_heard_and_graded_like_the_text_of_it(home: Path) -> None:
    record(home / "sound" / "a.wav", BYTECODE)
    keep(spoken("loud", "sound/a.wav"), answer("quiet", BYTECODE))

    assert score() == 0

    loud, quiet = sorted(results(), key=lambda line: str(line["id"]))
    assert loud["heard"].lower() == BYTECODE.lower()
    assert (met(loud), loud["score"]) == (met(quiet), quiet["score"])
    assert (loud["delivery"]["answers"], loud["delivery"]["fillers"]) == (1, [])
    assert (quiet["heard"], quiet["delivery"]) == (None, None)


def test_a_bad_recording_is_one_error_and_the_rest_is_graded(home: Path) -> None:
    record(home / "a.wav", BYTECODE)
    write_wav(silence(3), home / "silent.wav")
    (home / "text.wav").write_text("This is no sound.")
    keep(*(spoken(name, f"{name}.wav") for name in ("missing", "silent", "text", "a")))

    assert score() == 1

    errors = {line["id"]: line["error"] for line in results() if line["status"] == "error"}
    assert errors == {
        "missing": "missing.wav: Cannot be read: No such file or directory. Check the name of the recording.",
        "silent": "Nothing was heard in 3 s. Is the microphone muted? Record it again, or type the answer.",
        "text": "text.wav: This is not a recording that can be read. wav, flac, mp3, m4a and ogg can be read.",
    }
    assert statuses()["a"] == "graded"


def test_what_was_graded_is_not_heard_again_until_the_recording_changes(home: Path) -> None:
    path = record(home / "a.wav", BYTECODE)
    keep(spoken("a", "a.wav"))
    assert score() == 0
    [first] = results()
    assert score() == 0
    assert results() == [first]

    path.unlink()
    record(path, WAITING)
    assert score() == 0

    [second] = results()
    assert second["heard"] != first["heard"]


def test_in_a_folder_the_path_tells_the_question(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("ada/internals/gil.wav", "internals/gil.2.wav", "gil.wav"):
        record(home / "answers" / name, BYTECODE)

    assert main(["score", "answers"]) == 1

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    for line in lines:
        OF_A_LINE.validate(line)
    graded = {line["id"]: line["question"] for line in lines if line["status"] == "graded"}
    assert graded == {"ada/internals/gil.wav": GIL, "internals/gil.2.wav": GIL}
    [wrong] = [line for line in lines if line["status"] == "error"]
    assert (wrong["id"], "no question `gil`" in wrong["error"]) == ("gil.wav", True)


def test_one_recording_alone(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record(home / "a.wav", BYTECODE)

    assert main(["score", "--audio", "a.wav", "--question", GIL]) == 0

    line = json.loads(capsys.readouterr().out)
    assert (line["id"], line["status"], met(line)) == ("a.wav", "graded", ["mutex-on-bytecode"])


@pytest.mark.parametrize(
    ("line", "error"),
    [
        pytest.param(
            {"answer": "x", "audio": "a.wav"},
            "`answer`, `turns` and `audio` exclude each other: write one of them.",
            id="both",
        ),
        pytest.param({"audio": 3}, "`audio`", id="no-path"),
        pytest.param({"audio": "a\0.wav"}, "embedded null byte", id="nul"),
    ],
)
def test_what_a_line_may_not_say(line: dict[str, object], error: str) -> None:
    keep(json.dumps({"id": "a", "question": GIL, **line}) + "\n")

    assert score() == 1

    assert error in results()[0]["error"]


def test_an_engine_that_cannot_be_loaded_is_said_once(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record(home / "a.wav", BYTECODE)
    (home / "interviewer.toml").write_text('models.transcriber = "openai:gpt-4o-transcribe"\n')
    keep(spoken("a", "a.wav"), spoken("b", "a.wav"))

    assert score() == 2

    told = "OPENAI_API_KEY is not set. Set OPENAI_API_KEY, or choose an engine of this machine."
    assert capsys.readouterr().err.count(told) == 1
