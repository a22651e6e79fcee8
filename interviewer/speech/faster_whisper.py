"""Whisper on this machine, by the package faster-whisper. Its weights are fetched by the user, never here.

Those of `base` are made used to the words of the field when they are loaded.
"""

from __future__ import annotations

from mmap import ACCESS_READ, mmap
from threading import Lock
from typing import TYPE_CHECKING, Any

from interviewer.errors import InterviewerError
from interviewer.speech.adaptation import SHIPPED, load_adaptation
from interviewer.speech.audio import RATE, floats
from interviewer.speech.bias import bias
from interviewer.speech.ctranslate2_file import adapted, is_of
from interviewer.speech.engines import PieceSeconds
from interviewer.speech.whisper_weights import folder_of
from interviewer.text.display import printable
from interviewer.transcript.heard import HeardLine, HeardWord, Span, Transcript

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from interviewer.speech.audio import Audio

NAME = "faster-whisper"
USUAL = "base"
"""The weights that are looked for when none are named: 145 MB."""
CAUTION = 8.0
"""Of weights that know the terms."""
ADAPTED = SHIPPED / "whisper-base.npz"
"""The adaptation that comes along, for those."""
WINDOW_SAMPLES, WINDOW_FRAMES = 30 * RATE, 3000
"""The thirty seconds that Whisper looks at."""
BATCH = 4
"""Texts that are weighed in one go; more at once take more time each."""
FEWEST_FRAMES = 8
LEAST = 1e-9
"""The probability of what it thinks impossible."""
LEFT_OVER_S = 1.0
"""What is left of a piece behind the last words is not heard again, alone: out of a breath Whisper makes “Thank you.”,
or the terms that it was told to expect."""
_OPTIONS: dict[str, object] = {
    "language": "en",
    "beam_size": 5,
    "temperature": (0.0, 0.4, 0.8),
    "no_repeat_ngram_size": 10,
    "word_timestamps": True,
    "condition_on_previous_text": False,
}
"""When it repeats ten tokens to the letter, it is caught in a loop. The higher temperatures are for what else fails."""


class FasterWhisper:
    """A recogniser that tells words, times and confidence, and can be biased by a prompt."""

    server = None
    piece_s = PieceSeconds(12.0, 28.0)  # Whisper looks at thirty, and has its prompt for the first thirty alone

    def __init__(self, weights: str | None = None, adaptation: Path | None = ADAPTED) -> None:
        """`weights` is a size such as `small.en`, or a folder; None for the usual ones.

        `adaptation` is what makes its weights used to the field; other weights, or all with None, stay as they are.
        Raises InterviewerError when anything is missing.
        """
        try:
            from faster_whisper import WhisperModel
        except (ImportError, OSError) as error:  # OSError: a library of its does not run on this system
            raise InterviewerError(
                "The recogniser faster-whisper is not installed, or does not run on this system.",
                "Run: pip install faster-whisper, or choose another transcriber.",
            ) from error
        self.name = f"{NAME}:{weights}" if weights else NAME
        self._lock = Lock()
        folder = folder_of(weights or USUAL)
        files = _adapted_files(folder, adaptation) if adaptation else None
        self.caution = CAUTION if files else 0.0
        try:
            self._model: Any = WhisperModel(
                str(folder),
                device="cpu",
                compute_type="int8",
                local_files_only=True,
                files=files,
            )
        except (OSError, RuntimeError, ValueError) as error:
            raise InterviewerError(
                f"The weights in `{printable(str(folder))}` cannot be read: {printable(str(error))}.",
                "Delete that folder and fetch them again; they must be in the form of faster-whisper.",
            ) from error

    def transcribe(
        self, audio: Audio, vocabulary: Sequence[str] = (), on_text: Callable[[str], None] | None = None
    ) -> Transcript:
        """What is said in the recording (16 kHz)."""
        prompt = bias(NAME, vocabulary).get("prompt")
        with self._lock:
            segments, _ = self._model.transcribe(_samples(audio), initial_prompt=prompt, **_OPTIONS)
            lines = tuple(_line(segment) for segment in _before(audio.seconds - LEFT_OVER_S, segments))
        transcript = Transcript(engine=self.name, seconds=audio.seconds, lines=lines)
        if on_text is not None:
            on_text(transcript.text)
        return transcript

    def fits(self, audio: Audio, text: str, others: Sequence[str]) -> list[float]:
        """How much more likely each other text is, as a natural logarithm: below 0 where it is less likely.

        Takes about 0.06 s for each.
        """
        import numpy as np
        from ctranslate2 import StorageView
        from faster_whisper.tokenizer import Tokenizer

        model = self._model
        tokenizer = Tokenizer(model.hf_tokenizer, model.model.is_multilingual, task="transcribe", language="en")
        begin = [*tokenizer.sot_sequence, tokenizer.no_timestamps]
        texts, samples = (text, *others), _samples(audio)
        window = np.pad(samples, (0, WINDOW_SAMPLES - len(samples)))
        likelihoods: list[float] = []
        with self._lock:
            heard = np.array(model.encode(model.feature_extractor(window)[:, :WINDOW_FRAMES]))
            for first in range(0, len(texts), BATCH):
                batch = texts[first : first + BATCH]
                sounds = StorageView.from_array(np.repeat(heard, len(batch), axis=0))
                tokens = [tokenizer.encode(f" {each}") for each in batch]
                # It tells the probability of each token by the way: the times that it was made for are not asked for.
                aligned = model.model.align(sounds, begin, tokens, [FEWEST_FRAMES] * len(batch))
                chances = (np.maximum(each.text_token_probs, LEAST) for each in aligned)
                likelihoods += [float(np.log(each).sum()) for each in chances]
        own, *theirs = likelihoods
        return [likelihood - own for likelihood in theirs]

    def close(self) -> None:
        """Its memory is given back with it."""


def _adapted_files(folder: Path, adaptation: Path) -> dict[str, bytes] | None:
    """The files of the folder with its weights changed; None where they are others than it was learnt for."""
    learnt, weights = load_adaptation(adaptation), folder / "model.bin"
    try:
        with weights.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as content:
            if not is_of(content, learnt):
                return None
            changed = bytes(adapted(content, learnt))
    except ValueError:  # it is for the library to say what is wrong with them
        return None
    return {path.name: path.read_bytes() for path in folder.glob("*.json")} | {weights.name: changed}


def _before(end_s: float, segments: Iterable[Any]) -> Iterator[Any]:
    """The segments up to the one that reaches `end_s`. They are heard as they are asked for, so the rest is not."""
    for segment in segments:
        yield segment
        if segment.end > end_s:
            return


def _samples(audio: Audio) -> Any:
    import numpy as np

    return np.frombuffer(floats(audio), dtype=np.float32)


def _line(segment: Any) -> HeardLine:
    words = tuple(
        HeardWord(text=word.word.strip(), span=_span(word), confidence=round(float(word.probability), 3))
        for word in segment.words or ()
    )
    return HeardLine(text=segment.text.strip(), span=_span(segment), words=words)


def _span(heard: Any) -> Span:
    # Its times are numbers of numpy, which no journal can hold.
    return Span(round(float(heard.start), 3), round(float(heard.end), 3))
