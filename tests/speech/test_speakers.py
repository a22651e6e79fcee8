"""What reads aloud, and how it is silenced."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable
from pathlib import Path
from threading import Event

import pytest

from interviewer.errors import InterviewerError
from interviewer.speech.audio import Audio, silence
from interviewer.speech.narrator import Narrator
from interviewer.speech.speakers import PROGRAMS, Loudspeaker, SpeakingVoice, SystemVoice
from interviewer.speech.voices import Hibari
from tests.speech.sounds import tone


def never() -> bool:
    return False


def program(folder: Path, name: str, script: str) -> Callable[[str], str | None]:
    """A program of that name, and what finds it."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return lambda wanted: str(path) if wanted == name else None


class TestSystemVoice:
    def test_what_is_said_goes_through_standard_input(self, tmp_path: Path) -> None:
        which = program(tmp_path, "espeak-ng", f"cat > {tmp_path}/said")
        SystemVoice(platform="linux", which=which).speak("--help; $(rm) “tuple”?", never)
        assert (tmp_path / "said").read_text() == "--help; $(rm) “tuple”?"

    def test_is_silent_at_once(self, tmp_path: Path) -> None:
        which = program(tmp_path, "espeak-ng", "exec sleep 30")
        began = time.monotonic()
        SystemVoice(platform="linux", which=which).speak("What is a tuple?", lambda: time.monotonic() > began + 0.1)
        assert time.monotonic() - began < 5

    def test_a_failure_is_one_line(self, tmp_path: Path) -> None:
        which = program(tmp_path, "espeak-ng", "echo no sound card >&2; exit 3")
        with pytest.raises(InterviewerError, match="no sound card"):
            SystemVoice(platform="linux", which=which).speak("What is a tuple?", never)

    def test_a_system_without_a_voice_says_what_to_install(self) -> None:
        with pytest.raises(InterviewerError) as error:
            SystemVoice(platform="linux", which=lambda _: None)
        assert "espeak-ng" in error.value.hint

    @pytest.mark.parametrize(
        ("platform", "name", "holds"),
        [
            pytest.param("darwin", "say", ("-v", "Daniel", "-r", "350", "-f", "-"), id="macOS"),
            pytest.param("linux", "espeak-ng", ("-v", "Daniel", "-s", "350", "--stdin"), id="Linux"),
            pytest.param("linux", "espeak", ("-v", "Daniel", "-s", "350", "--stdin"), id="an-older-Linux"),
            pytest.param("win32", "powershell", ("-NoProfile", "-NonInteractive", "-Command"), id="Windows"),
        ],
    )
    def test_every_system_has_its_program(self, platform: str, name: str, holds: tuple[str, ...]) -> None:
        voice = SystemVoice("Daniel", 2.0, platform=platform, which=lambda wanted: wanted if wanted == name else None)
        assert voice.command[: len(holds) + 1] == (name, *holds)

    def test_a_name_cannot_leave_its_quotes_on_windows(self) -> None:
        command = PROGRAMS["win32"]["powershell"]("powershell", "O'Neill'; rm x; '", 1.0)[-1]
        assert "SelectVoice('O''Neill''; rm x; ''')" in command


class Plays:
    """A loudspeaker that keeps what it is given."""

    def __init__(self) -> None:
        self.played: list[Audio] = []

    def play(self, pieces: Iterable[Audio], is_stopped: Callable[[], bool]) -> None:
        for piece in pieces:
            if is_stopped():
                return
            self.played.append(piece)


class Sings:
    """A voice of tones, without end."""

    name = "tones"
    server = None
    is_closed = False

    def audio(self, sentence: str) -> Generator[Audio]:
        try:
            while True:
                yield tone(300, 0.1)
        finally:
            self.is_closed = True

    def close(self) -> None:
        pass


def test_whoever_stops_a_voice_closes_it() -> None:
    voice, plays = Sings(), Plays()
    SpeakingVoice(voice, plays).speak("La", lambda: len(plays.played) > 2)
    assert (len(plays.played), voice.is_closed) == (3, True)


def test_a_loudspeaker_that_is_not_there_is_one_line() -> None:
    with pytest.raises(InterviewerError) as error:
        Loudspeaker("no loudspeaker has this name").play([silence(0.1)], never)
    assert error.value.hint


def test_hibari_speaks_sentence_by_sentence() -> None:
    plays = Plays()
    SpeakingVoice(Hibari(speed=1.5), plays).speak("A list. A tuple.", never)
    assert 0.5 < sum(piece.seconds for piece in plays.played) < 5


class Notes:
    """A speaker that notes what it says; `held` keeps it at a sentence until it is told to stop."""

    name = "notes"
    server = None

    def __init__(self, held: str = "", fails: str = "") -> None:
        self.said: list[str] = []
        self.held, self.fails = held, fails
        self.is_held, self.is_closed = Event(), False

    def speak(self, sentence: str, is_stopped: Callable[[], bool]) -> None:
        self.said.append(sentence)
        if sentence == self.fails:
            raise InterviewerError("No sound.", "Read.")
        if sentence == self.held:
            self.is_held.set()
            while not is_stopped():
                time.sleep(0.002)

    def close(self) -> None:
        self.is_closed = True


class TestNarrator:
    def test_reads_a_sentence_as_soon_as_the_next_one_begins(self) -> None:
        notes = Notes()
        narrator = Narrator(notes, on_failure=print)
        for piece in ("What is", " a tuple? And", " why is it"):
            narrator.write(piece)
        narrator.wait()
        assert notes.said == ["What is a tuple?"]
        narrator.write(" hashable?")
        narrator.end()
        narrator.wait()
        assert notes.said == ["What is a tuple?", "And why is it hashable?"]
        narrator.close()
        assert notes.is_closed

    def test_code_is_for_the_eyes(self) -> None:
        notes = Notes()
        narrator = Narrator(notes, on_failure=print)
        narrator.write("What does this print?\n```\nprint(1)\n```\nTake your time.")
        narrator.end()
        narrator.wait()
        assert notes.said == ["What does this print?", "Take your time."]
        narrator.close()

    def test_silence_is_at_once_and_forgets_the_rest(self) -> None:
        notes = Notes(held="One.")
        narrator = Narrator(notes, on_failure=print)
        narrator.write("One. Two. Three.")
        narrator.end()
        assert notes.is_held.wait(5)
        narrator.stop()
        narrator.wait()
        narrator.write("Four.")
        narrator.end()
        narrator.wait()
        assert notes.said == ["One.", "Four."]
        narrator.close()

    def test_a_failure_is_told_once_and_the_rest_is_for_the_eyes(self) -> None:
        notes, told = Notes(fails="One."), []
        narrator = Narrator(notes, on_failure=lambda error: told.append(error.message))
        narrator.write("One. Two. Three.")
        narrator.end()
        narrator.wait()
        assert (notes.said, told) == (["One."], ["No sound."])
        narrator.close()
