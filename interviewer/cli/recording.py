"""Recording one answer: begun, paused, ended or thrown away by a key, and never by silence."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from interviewer.cli.meter import Meter, meter_line
from interviewer.cli.on_thread import on_thread
from interviewer.cli.reader import Choice
from interviewer.cli.voice import typed_on
from interviewer.cli.waiting_line import waiting_line
from interviewer.errors import InterviewerError

if TYPE_CHECKING:
    from interviewer.cli.presenter import Presenter
    from interviewer.cli.reader import TypingReader
    from interviewer.cli.voice import Voice
    from interviewer.speech.audio import Audio

STOP = Choice("stop", "enter", "")
PAUSE = Choice("pause", "space", "p")
DISCARD = Choice("discard", "escape", "d")
BY_LINES = "Recording. Enter alone stops; p and Enter pauses, d and Enter discards."
PAUSED_BY_LINES = "Paused. p and Enter goes on; Enter alone stops, d and Enter discards."
KEPT = "What you said is kept. Ctrl-C again saves and leaves."


async def record(turn: int, reader: TypingReader, presenter: Presenter, voice: Voice) -> Audio | None:
    """What is said until the candidate ends it; None where it is thrown away, or nothing can be recorded.

    It is on the disk while it is being said, and stays there when the candidate leaves in the middle (LeftTheRoom).
    """
    ears = voice.ears
    voice.narrator.stop()
    part = voice.kept.begin(turn)
    try:
        with waiting_line(presenter.console, "Opening the microphone...", in_place=not presenter.plain):
            await on_thread(ears.load)
            await on_thread(voice.narrator.wait)  # it would be heard
            await on_thread(lambda: ears.start(part.add))
        if await _is_wanted(reader, voice):
            return await on_thread(ears.stop)
    except InterviewerError as error:
        presenter.warn(typed_on(error))
    finally:
        ears.discard()
        part.close()
    voice.kept.forget(turn)
    return None


async def _is_wanted(reader: TypingReader, voice: Voice) -> bool:
    """Whether the candidate ended the recording, rather than to throw it away."""
    recorder = voice.ears.recorder
    meter = Meter(recorder, time.monotonic)

    def line() -> str:
        return meter_line(meter.read())

    while True:
        how = PAUSED_BY_LINES if recorder.is_paused else BY_LINES
        chosen = await reader.choose((STOP, PAUSE, DISCARD), line, how, KEPT)
        if chosen != PAUSE.name:
            return chosen == STOP.name
        if recorder.is_paused:
            recorder.go_on()
        else:
            recorder.pause()
