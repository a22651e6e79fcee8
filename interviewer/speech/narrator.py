"""Reads a text aloud while it is still being written: sentence by sentence, on a thread of its own."""

from __future__ import annotations

from functools import partial
from queue import Queue
from threading import Thread
from typing import TYPE_CHECKING, NamedTuple

from interviewer.errors import InterviewerError
from interviewer.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Callable

    from interviewer.speech.engines import Speaker


class _Sentence(NamedTuple):
    text: str
    stops: int
    """How many times everything had been stopped when it was written."""


class Narrator:
    """A speaker with a queue of sentences before it. Its methods return at once, but for `wait` and `close`."""

    def __init__(self, speaker: Speaker, on_failure: Callable[[InterviewerError], None]) -> None:
        """`on_failure` is told once, on the narrator's thread, when the speaker fails; from then on all is silent."""
        self._speaker = speaker
        self._on_failure = on_failure
        self._written = ""
        self._queue: Queue[_Sentence | None] = Queue()
        self._stops = 0
        self._has_failed = False
        self._thread = Thread(target=self._read_out, daemon=True)
        self._thread.start()

    def write(self, piece: str) -> None:
        """Go on with the text. A sentence is read as soon as the next one has begun."""
        self._written += piece
        found = sentences(self._written)
        for sentence in found[:-1]:
            self._put(self._written[sentence.start : sentence.end], is_code=sentence.is_code)
        if len(found) > 1:
            self._written = self._written[found[-1].start :]

    def end(self) -> None:
        """The text is complete: read what is left of it."""
        for sentence in sentences(self._written):
            self._put(self._written[sentence.start : sentence.end], is_code=sentence.is_code)
        self._written = ""

    def stop(self) -> None:
        """Be silent at once, and forget what was still to be read."""
        self._stops += 1
        self._written = ""

    def wait(self) -> None:
        """Block until all was read that was written so far."""
        self._queue.join()

    def close(self) -> None:
        """Be silent and let go of the speaker."""
        self.stop()
        self._queue.put(None)
        self._thread.join()
        self._speaker.close()

    def _put(self, sentence: str, *, is_code: bool) -> None:
        """Code is for the eyes."""
        if not is_code:
            self._queue.put(_Sentence(sentence, self._stops))

    def _is_over(self, sentence: _Sentence) -> bool:
        """Whether silence was asked for after the sentence was written."""
        return sentence.stops != self._stops

    def _read_out(self) -> None:
        while (sentence := self._queue.get()) is not None:
            is_stopped = partial(self._is_over, sentence)
            try:
                if not (is_stopped() or self._has_failed):
                    self._speaker.speak(sentence.text, is_stopped)
            except InterviewerError as error:
                self._has_failed = True
                self._on_failure(error)
            finally:
                self._queue.task_done()
        self._queue.task_done()
