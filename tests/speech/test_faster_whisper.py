"""faster-whisper, by a package of that name that stands in for it: 400 MB and weights are no matter of a test."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewer.errors import InterviewerError
from interviewer.speech.choice import transcriber_of
from interviewer.speech.settings import TranscriberSettings
from interviewer.transcript.heard import Span
from tests.speech.sounds import tone

PACKAGE = """
from types import SimpleNamespace as S

class WhisperModel:
    def __init__(self, weights, device, compute_type, local_files_only):
        assert local_files_only
        if weights == "base.en":
            raise FileNotFoundError("no such weights")

    def transcribe(self, audio, language, beam_size, word_timestamps, initial_prompt, condition_on_previous_text):
        said = f"{len(audio)} samples, {initial_prompt}"
        words = [S(word=" so", start=0.0, end=0.4, probability=0.9123)]
        return iter([S(text=" " + said, start=0.0, end=1.0, words=words)]), None
"""


@pytest.fixture
def _stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "faster_whisper.py").write_text(PACKAGE)
    monkeypatch.syspath_prepend(tmp_path)
    yield
    sys.modules.pop("faster_whisper", None)


@pytest.mark.usefixtures("_stand_in")
def test_words_times_and_confidence_are_kept() -> None:
    texts: list[str] = []
    engine = transcriber_of(TranscriberSettings(model="faster-whisper:small.en"), {})

    heard = engine.transcribe(tone(300, 1), ["GIL"], texts.append)

    assert (engine.name, engine.server) == ("faster-whisper:small.en", None)
    assert heard.text == "16000 samples, An answer about Python: GIL."
    assert texts == [heard.text]
    (word,) = heard.lines[0].words
    assert (word.text, word.span, word.confidence) == ("so", Span(0.0, 0.4), 0.912)


@pytest.mark.usefixtures("_stand_in")
def test_weights_that_are_not_here_are_never_fetched_unasked() -> None:
    with pytest.raises(InterviewerError, match="are not on this machine") as error:
        transcriber_of(TranscriberSettings(model="faster-whisper"), {})
    assert "download_model('base.en')" in error.value.hint
