"""What `doctor --voice` says about each part that speaks or listens."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from interviewer.cli.main import main
from interviewer.cli.speech_findings import SENTENCE, loudspeaker, microphone, recogniser
from interviewer.errors import InterviewerError
from interviewer.speech.audio import Audio, silence
from interviewer.speech.detection import Detector
from interviewer.speech.sources import Recordings
from interviewer.transcript.heard import HeardLine, Span, Transcript
from tests.cli.said import BYTECODE, record, said
from tests.cli.test_doctor import lines
from tests.speech.sounds import tone


def at_once(_seconds: float) -> None:
    """No test waits for a microphone."""


class Dead:
    """A source that opens, and hands over nothing."""

    name = "Dead one"

    def open(self, _on_block: object) -> Callable[[], None]:
        return lambda: None


class Mishearing:
    """A recogniser that hears the same, whatever is said."""

    name = "mishearing"
    server = None
    piece_s = None

    def __init__(self, text: str) -> None:
        self.text = text

    def transcribe(self, audio: Audio, *_: object) -> Transcript:
        line = HeardLine(text=self.text, span=Span(0, audio.seconds))
        return Transcript(engine=self.name, seconds=audio.seconds, lines=(line,))

    def close(self) -> None:
        """Nothing is open."""


class Speaking:
    name = "speaking"
    server = None

    def __init__(self) -> None:
        self.did: list[str] = []

    def speak(self, sentence: str, _is_stopped: object) -> None:
        self.did.append(sentence)

    def close(self) -> None:
        self.did.append("closed")


@pytest.mark.parametrize(
    ("sound", "text"),
    [
        pytest.param(tone(440, 1), "ok: recordings hears, up to 85% of the meter.", id="loud"),
        pytest.param(silence(1), "beware: recordings opens, and nothing was heard in 3 s: is it muted?", id="silent"),
        pytest.param(None, "not ok: Dead one opens, and gives no sound. Choose another one.", id="dead"),
    ],
)
def test_the_microphone(sound: Audio | None, text: str) -> None:
    found = microphone(Dead() if sound is None else Recordings([sound], pace=0), at_once)

    assert f"{found.mark}: {found.says} {found.remedy or ''}".strip() == text


def test_the_loudspeaker_says_a_sentence() -> None:
    speaker = Speaking()

    found = loudspeaker(speaker)

    assert (found.mark, speaker.did) == ("ok", ["This is how your interviewer speaks.", "closed"])


@pytest.mark.parametrize(
    ("heard", "mark"),
    [(SENTENCE, "ok"), ("only one threat at a time runs python bytecode", "ok"), ("Thank you for watching!", "beware")],
)
def test_the_recogniser(heard: str, mark: str) -> None:
    clock = itertools.count(10, 2)

    found = recogniser(Mishearing(heard), Detector(), said(SENTENCE), lambda: next(clock))

    assert (found.mark, f"mishearing heard “{heard}” in 2.0 s" in found.says) == (mark, True)


def test_a_recording_in_which_nobody_speaks_is_a_failure() -> None:
    with pytest.raises(InterviewerError, match="Nothing was heard"):
        recogniser(Mishearing(SENTENCE), Detector(), silence(2), float)


def test_the_real_command_with_a_recording_for_a_microphone(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is no program that speaks on this path: one part does not work, and hides no other."""
    record(home / "a.wav", BYTECODE)
    monkeypatch.setenv("INTERVIEWER_MICROPHONE", "a.wav")
    monkeypatch.setenv("PATH", str(home))

    assert main(["doctor", "--voice"]) == 1

    found = lines(capsys.readouterr().out)
    assert found["microphone"].startswith("ok      microphone: recordings hears")
    assert found["loudspeaker"].startswith("not ok  loudspeaker: This system has no voice: there is no")
    assert found["recogniser"].startswith(f"ok      recogniser: moonshine heard “{SENTENCE}”")
    assert found["recogniser"].endswith("It is used to the words of the field.")
