"""Moonshine: a recogniser that runs on this machine, with its weights inside the package moonshine-voice.

Its network is run here, and not by its own library: that tells no confidence, weighs no other text, and takes the
weights as they come. They are made used to the words of the field when they are loaded.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from interviewer.errors import InterviewerError
from interviewer.speech.adaptation import SHIPPED
from interviewer.speech.engines import PieceSeconds
from interviewer.speech.moonshine_network import Network
from interviewer.transcript.heard import HeardLine, HeardWord, Span, Transcript

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from interviewer.speech.audio import Audio

NAME = "moonshine"
_PACKAGE = "moonshine_voice"
_WEIGHTS = "assets/tiny-en"
"""The English weights that its wheel brings along."""
_REINSTALL = "Run: pip install --force-reinstall moonshine-voice==0.1.0"
ADAPTED = SHIPPED / "moonshine-tiny-en.npz"
"""The adaptation that comes along, for those."""
CAUTION = 8.0
"""Of weights that know the terms."""
PIECES_PER_S = 6.5
"""More are never said: beyond that it is caught in a loop. Its library stops there, too."""


class Moonshine:
    """The recogniser of the package moonshine-voice. It cannot be told which words to expect."""

    server = None
    piece_s = PieceSeconds(8.0, 22.0)  # of a minute it would make a word or two

    def __init__(self, adaptation: Path | None = ADAPTED) -> None:
        """Loads the weights: about 0.3 s. `adaptation` None takes them as they come.

        Raises InterviewerError when a package or weights are missing.
        """
        self.name = NAME
        self._lock = Lock()
        folder = weights()
        try:
            self._network = Network(folder, adaptation)
        except ImportError as error:
            raise _not_installed() from error
        except Exception as error:  # the errors of onnxruntime have no base of their own
            raise InterviewerError(f"The weights of moonshine cannot be read: {error}.", _REINSTALL) from error
        self.caution = CAUTION if self._network.is_adapted else 0.0

    def transcribe(
        self,
        audio: Audio,
        vocabulary: Sequence[str] = (),  # noqa: ARG002 (this engine has no bias)
        on_text: Callable[[str], None] | None = None,
    ) -> Transcript:
        """What is said in the recording (16 kHz). The times of words it does not tell."""
        with self._lock:
            heard = self._network.listen(audio).words(int(audio.seconds * PIECES_PER_S) + 1)
        span = Span(0.0, round(audio.seconds, 3))
        words = tuple(HeardWord(text=word, span=span, confidence=round(chance, 3)) for word, chance in heard)
        line = HeardLine(text=" ".join(word.text for word in words), span=span, words=words)
        transcript = Transcript(engine=self.name, seconds=audio.seconds, lines=(line,) if words else ())
        if on_text is not None:
            on_text(transcript.text)
        return transcript

    def fits(self, audio: Audio, text: str, others: Sequence[str]) -> list[float]:
        """How much more likely each other text is, as a natural logarithm: below 0 where it is less likely."""
        with self._lock:
            return self._network.listen(audio).fits(text, others)

    def close(self) -> None:
        """Its memory is given back with it."""


def weights() -> Path:
    """The folder of its weights. Raises InterviewerError when there is none."""
    package = find_spec(_PACKAGE)
    if package is None or not package.submodule_search_locations:
        raise _not_installed()
    folder = Path(package.submodule_search_locations[0]) / _WEIGHTS
    if not folder.is_dir():
        raise InterviewerError("The recogniser moonshine lacks its weights.", _REINSTALL)
    return folder


def _not_installed() -> InterviewerError:
    return InterviewerError(
        "The recogniser moonshine is not installed, or does not run on this system.",
        'Run: pip install "interviewer[voice]", or choose another transcriber.',
    )
