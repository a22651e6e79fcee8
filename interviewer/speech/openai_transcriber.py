"""Recognition by OpenAI, or by any server that speaks its protocol for audio."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from interviewer.llm.audio_client import AudioClient
from interviewer.llm.diagnosis import refuses_the_form
from interviewer.llm.faults import FaultError
from interviewer.speech.bias import bias
from interviewer.speech.files import wav_bytes
from interviewer.text.display import printable
from interviewer.transcript.heard import HeardLine, HeardWord, Span, Transcript

if TYPE_CHECKING:
    from interviewer.errors import ModelFailedError
    from interviewer.speech.audio import Audio
    from interviewer.speech.settings import TranscriberSettings

_LEAST_P = 1e-9


class OpenAITranscriber:
    """A model at a server. Those of OpenAI that are called gpt-… stream their text; others tell words and times."""

    piece_s = None

    def __init__(
        self,
        settings: TranscriberSettings,
        environ: Mapping[str, str],
        wait: Callable[[float, ModelFailedError], object] | None = None,
    ) -> None:
        """The settings passed `check`. Imports openai: half a second."""
        self.name = settings.model
        self._client = AudioClient(settings.as_model, environ, wait=wait)
        self.server = urlsplit(self._client.target.server).netloc
        self._tells_times = not settings.variant.startswith("gpt-")

    def transcribe(
        self, audio: Audio, vocabulary: Sequence[str] = (), on_text: Callable[[str], None] | None = None
    ) -> Transcript:
        """What is said in the recording. Raises FaultError."""
        asked: dict[str, Any] = {
            "file": ("answer.wav", wav_bytes(audio), "audio/wav"),
            "model": self._client.model,
            "language": "en",
        }
        asked |= bias(self._client.model, vocabulary)
        if not self._tells_times:
            return self._client.patiently(lambda: self._streamed(asked, audio, on_text))
        heard = self._client.patiently(lambda: self._whole(asked, audio))
        if on_text is not None:
            on_text(heard.text)
        return heard

    def close(self) -> None:
        """Close the connections that were kept."""
        self._client.close()

    def _whole(self, asked: Mapping[str, Any], audio: Audio) -> Transcript:
        """With times where the server has them. Not every server knows that form: then the text alone."""
        create = self._client.openai.audio.transcriptions.create
        try:
            timed = {"response_format": "verbose_json", "timestamp_granularities": ["word", "segment"]}
            reply = create(**asked, **timed)
        except Exception as error:
            if not (refuses_the_form(error) or _is_rejected(error)):
                raise
            reply = create(**asked, response_format="json")
        if not hasattr(reply, "text"):  # a page of HTML comes as it is
            raise FaultError("no-reply", self._client.target)
        return Transcript(engine=self.name, seconds=audio.seconds, lines=_lines(reply, audio))

    def _streamed(self, asked: Mapping[str, Any], audio: Audio, on_text: Callable[[str], None] | None) -> Transcript:
        """Piece by piece. A stream that ends without saying so was cut off."""
        text, done = "", None
        wants_doubts = self._client.model != "gpt-transcribe"
        extra = {"include": ["logprobs"]} if wants_doubts else {}
        with self._client.openai.audio.transcriptions.create(
            **asked, response_format="json", stream=True, **extra
        ) as events:
            for event in events:
                if event.type == "transcript.text.delta":
                    text += event.delta
                    if on_text is not None:
                        on_text(printable(text, keep_newlines=False))
                elif event.type == "transcript.text.done":
                    done = event
        if done is None:
            raise FaultError("interrupted", self._client.target)
        span = Span(0.0, audio.seconds)
        words = _doubted(done.logprobs or (), span)
        line = HeardLine(text=printable(done.text, keep_newlines=False), span=span, words=words)
        return Transcript(engine=self.name, seconds=audio.seconds, lines=(line,) if line.text.strip() else ())


def _is_rejected(error: Exception) -> bool:
    return getattr(error, "status_code", None) in (400, 422)


def _lines(reply: Any, audio: Audio) -> tuple[HeardLine, ...]:
    """Segments with their words; without segments, the whole as one."""
    words = [
        HeardWord(text=_clean(word.word), span=Span(float(word.start), float(word.end)))
        for word in getattr(reply, "words", None) or ()
    ]
    segments = getattr(reply, "segments", None) or ()
    if not segments:
        text = _clean(reply.text)
        return (HeardLine(text=text, span=Span(0.0, audio.seconds), words=tuple(words)),) if text else ()
    return tuple(_line(segment, words) for segment in segments)


def _line(segment: Any, words: Sequence[HeardWord]) -> HeardLine:
    span = Span(float(segment.start), float(segment.end))
    own = tuple(word for word in words if span.start_s <= word.span.start_s < span.end_s)
    surety = getattr(segment, "avg_logprob", None)
    confidence = None if surety is None else min(1.0, math.exp(surety))
    return HeardLine(text=_clean(segment.text), span=span, confidence=confidence, words=own)


def _doubted(tokens: Sequence[Any], span: Span) -> tuple[HeardWord, ...]:
    """Words of tokens, each as sure as its least sure token. No times are told: each has those of the whole."""
    words: list[tuple[str, float]] = []
    for token in tokens:
        text, chance = token.token or "", math.exp(min(0.0, token.logprob or 0.0))
        if words and not text[:1].isspace():
            words[-1] = (words[-1][0] + text, min(words[-1][1], chance))
        else:
            words.append((text, chance))
    return tuple(
        HeardWord(text=_clean(text), span=span, confidence=round(max(chance, _LEAST_P), 3))
        for text, chance in words
        if text.strip()
    )


def _clean(text: str) -> str:
    return printable(text, keep_newlines=False).strip()
