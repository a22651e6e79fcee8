"""A recogniser that is asked about each sound once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Event, Thread

import pytest

from interviewer.errors import InterviewerError
from interviewer.speech.audio import Audio, silence
from interviewer.speech.engines import PieceSeconds, Relistener
from interviewer.speech.remembering import Remembering
from interviewer.transcript.heard import HeardLine, Span, Transcript
from tests.speech.sounds import tone


class Asked:
    """A recogniser that keeps what it was asked; it writes how often it was, and finds longer texts likelier."""

    name = "asked"
    server = None
    caution = 0.0
    piece_s = PieceSeconds(2, 5)

    def __init__(self, fails: int = 0) -> None:
        self.fails = fails
        self.heard: list[Audio] = []
        self.weighed: list[tuple[str, Sequence[str]]] = []
        self.is_closed = False
        self.may_go_on = Event()
        self.may_go_on.set()

    def transcribe(
        self, audio: Audio, vocabulary: Sequence[str] = (), on_text: Callable[[str], None] | None = None
    ) -> Transcript:
        self.heard.append(audio)
        self.may_go_on.wait()
        if len(self.heard) <= self.fails:
            raise InterviewerError("The disk is full.")
        line = HeardLine(text=str(len(self.heard)), span=Span(0, 1))
        return Transcript(engine=self.name, seconds=audio.seconds, lines=(line,))

    def fits(self, audio: Audio, text: str, others: Sequence[str]) -> list[float]:
        self.weighed.append((text, others))
        return [float(len(other)) for other in others]

    def close(self) -> None:
        self.is_closed = True


def test_it_hears_each_sound_once_and_tells_it_each_time() -> None:
    engine, texts = Asked(), list[str]()
    remembering = Remembering(engine)
    first = remembering.transcribe(tone(300, 1), on_text=texts.append)
    other = remembering.transcribe(tone(400, 1), on_text=texts.append)
    assert remembering.transcribe(tone(300, 1), on_text=texts.append) == first != other
    assert (texts, len(engine.heard)) == (["1", "2", "1"], 2)


def test_it_asks_about_other_texts_once() -> None:
    engine = Asked()
    remembering = Remembering(engine)
    assert remembering.fits(silence(1), "one", ["three", "four"]) == [5, 4]
    assert remembering.fits(silence(1), "one", ["fifteen", "three"]) == [7, 5]
    assert remembering.fits(silence(1), "two", ["three"]) == [5]
    assert remembering.fits(silence(1), "two", []) == []
    assert engine.weighed == [("one", ["three", "four"]), ("one", ["fifteen"]), ("two", ["three"])]


def test_what_failed_is_tried_again() -> None:
    remembering = Remembering(Asked(fails=1))
    with pytest.raises(InterviewerError, match="disk"):
        remembering.transcribe(tone(300, 1))
    assert remembering.transcribe(tone(300, 1)).text == "2"


def test_what_is_being_heard_on_another_thread_is_waited_for() -> None:
    engine, texts = Asked(), list[str]()
    remembering = Remembering(engine)
    engine.may_go_on.clear()
    threads = [Thread(target=lambda: texts.append(remembering.transcribe(tone(300, 1)).text)) for _ in range(2)]
    for thread in threads:
        thread.start()
    engine.may_go_on.set()
    for thread in threads:
        thread.join()
    assert (texts, len(engine.heard)) == (["1", "1"], 1)


def test_otherwise_it_is_the_recogniser() -> None:
    engine = Asked()
    remembering = Remembering(engine)
    assert isinstance(remembering, Relistener)
    assert (remembering.name, remembering.server, remembering.piece_s) == ("asked", None, engine.piece_s)
    remembering.close()
    assert engine.is_closed
