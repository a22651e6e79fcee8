"""What a spoken interview has that a typed one has not: ears, a narrator, and a place for recordings."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from threading import Event, Lock
from typing import TYPE_CHECKING

from interviewer.cli.hearing import load_hearing
from interviewer.cli.on_thread import on_thread
from interviewer.errors import InterviewerError
from interviewer.llm.providers import servers
from interviewer.paths import default_journal_file, recordings_folder
from interviewer.speech.choice import SERVED, SPEAKERS, TRANSCRIBERS, check_engine, speaker_of
from interviewer.speech.files import SUFFIXES, read_audio
from interviewer.speech.hearing_ahead import HearingAhead
from interviewer.speech.keeping import Kept
from interviewer.speech.narrator import Narrator
from interviewer.speech.recorder import Recorder
from interviewer.speech.sources import Microphone, Recordings
from interviewer.speech.speakers import Loudspeaker

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from interviewer.bank.index import Bank
    from interviewer.cli.hearing import Hearing
    from interviewer.cli.presenter import Presenter
    from interviewer.cli.reader import Reader
    from interviewer.config import Config
    from interviewer.speech.audio import Audio
    from interviewer.speech.engines import Source, Speaker
    from interviewer.transcript.heard import Transcript
    from interviewer.transcript.repair import Repair

_TYPED_ON = "The interview goes on: type your answers."
_READ_ON = "The interview goes on: read what is asked."
_FOR_EYES = str.maketrans("", "", "`*")


class Ears:
    """A microphone, and what makes text of what it heard."""

    def __init__(self, source: Source, load: Callable[[], Hearing]) -> None:
        """`load` is called once, when something is to be heard."""
        self.recorder = Recorder(source)
        self._load = load
        self._lock = Lock()
        self._hearing: Hearing | None = None
        self._hearing_now: Hearing | None = None
        self._ahead: HearingAhead | None = None

    def load(self) -> None:
        """Make everything ready; blocks for a second or two the first time. Raises InterviewerError."""
        self._loaded()
        _ = self.recorder.source.name  # raises where there is no device

    def start(self, on_kept: Callable[[Audio], None]) -> None:
        """Begin a recording, which is heard while it goes on. Raises as the recorder's `start`."""
        self._hearing_now = self._loaded().remembering()
        ahead = self._ahead = HearingAhead(self._hearing_now.hear_ahead)

        def keep(block: Audio) -> None:
            on_kept(block)
            ahead.add(block)

        self.recorder.start(keep)

    def stop(self) -> Audio:
        """End the recording; all that was recorded."""
        return self.recorder.stop()

    def discard(self) -> None:
        """End the recording and forget it, and hear no more ahead. Does nothing when none is under way."""
        self.recorder.discard()
        if self._ahead is not None:
            self._ahead.end()

    def hear(self, audio: Audio, on_text: Callable[[str], None] | None = None) -> tuple[Transcript, tuple[Repair, ...]]:
        """What is said in it, and proposals for what was probably heard wrong.

        `on_text` is given the text so far. Blocks. Raises NothingHeardError and InterviewerError.
        """
        return (self._hearing_now or self._loaded()).hear_twice(audio, on_text)

    def _loaded(self) -> Hearing:
        with self._lock:
            if self._hearing is None:
                self._hearing = self._load()
            return self._hearing


class LateSpeaker:
    """A speaker that is loaded when it has to say something, on the thread that says it."""

    name = "speaker"
    server = None

    def __init__(self, make: Callable[[], Speaker]) -> None:
        self._make = make
        self._speaker: Speaker | None = None

    def speak(self, sentence: str, is_stopped: Callable[[], bool]) -> None:
        """As a speaker does. Raises InterviewerError also where it cannot be loaded."""
        if self._speaker is None:
            self._speaker = self._make()
        self._speaker.speak(sentence, is_stopped)

    def close(self) -> None:
        """Let go of what was loaded."""
        if self._speaker is not None:
            self._speaker.close()


class Voice:
    """All of it, for one interview."""

    def __init__(
        self,
        config: Config,
        session_id: str,
        keys: Mapping[str, str],
        bank: Callable[[], Bank],
        tell: Callable[[str], None],
    ) -> None:
        """Loads nothing that is heavy. `tell` is told of waits, while nobody reads.

        Raises UsageError for settings that name what is not there.
        """
        check_voice(config)
        self.ears = Ears(source_of(config), lambda: load_hearing(config, keys, bank(), tell))
        self.kept = Kept(recordings_folder(config.journal or default_journal_file(), session_id))
        self.keeps_audio = config.keep_audio
        self.servers = voice_servers(config)
        self._failure: InterviewerError | None = None
        self._is_over = Event()
        speaker = LateSpeaker(partial(speaker_of, config.speaker, keys, Loudspeaker()))
        self.narrator = Narrator(speaker, self._fail)

    def say(self, text: str) -> None:
        """Have it read aloud, behind what is being read."""
        self.narrator.write(text.translate(_FOR_EYES))
        self.narrator.end()

    async def tell_of_troubles(self, reader: Reader, presenter: Presenter) -> None:
        """Make the ears ready, and say quietly what does not work; until it is cancelled."""
        try:
            await on_thread(self.ears.load)
        except InterviewerError as error:
            await reader.interrupted_by(partial(presenter.note, typed_on(error)))
        await on_thread(self._is_over.wait)
        if self._failure is not None:
            await reader.interrupted_by(partial(presenter.note, _with(self._failure, _READ_ON)))

    def close(self) -> None:
        """Be silent."""
        self._is_over.set()
        self.narrator.close()

    def _fail(self, error: InterviewerError) -> None:
        self._failure = error
        self._is_over.set()


def typed_on(error: InterviewerError) -> str:
    """What is wrong, that answers can be typed, and what to do, in this order."""
    return _with(error, _TYPED_ON)


def _with(error: InterviewerError, goes_on: str) -> str:
    return " ".join(part for part in (error.message, goes_on, error.hint) if part)


def check_voice(config: Config) -> None:
    """Raise UsageError for engines that do not exist or do not take what is set."""
    for settings, known in ((config.transcriber, TRANSCRIBERS), (config.speaker, SPEAKERS)):
        if settings is not None:
            check_engine(settings, known)


def voice_servers(config: Config) -> tuple[str, ...]:
    """Host and port of each server that hears answers or words what is asked."""
    engines = (config.transcriber, config.speaker)
    served = [engine for engine in engines if engine is not None and engine.engine == SERVED]
    return tuple(dict.fromkeys(server for engine in served for server in servers(engine.as_model)))


def source_of(config: Config) -> Source:
    """The microphone of the settings; where they name a file or a folder, the recordings there. Raises UsageError."""
    named = config.microphone
    if named is None or not (path := Path(named).expanduser()).exists():
        return Microphone(named)
    if path.is_dir():
        files = sorted(each for each in path.iterdir() if each.suffix.lower() in SUFFIXES)
        return Recordings([read_audio(each) for each in files])
    return Recordings([read_audio(path)])
